"""What each agent can reach: a sentence and a table for each agent, the one that can do most harm first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from auditor.formats.page.limits import Limits, Shown, head
from auditor.formats.page.words import Mark, agree, listed, number, plural
from auditor.report.schema import Report
from auditor.report.schema_paths import Hop
from auditor.report.schema_reach import AgentReach, CrossedBorder, ReachedAction, ReachedData

_LONGEST_WAY = 6
"""Stations of a way that are all named; of a longer one the middle is left out."""
_APPROVALS = {
    "none": Mark(colour="fail", sign="✕", word="no approval"),
    "unknown": Mark(colour="unknown", sign="?", word="approval unknown"),
    "approved": Mark(colour="pass", sign="✓", word="approved"),
    "policy": Mark(colour="pass", sign="✓", word="by policy"),
    "human": Mark(colour="pass", sign="✓", word="by a person"),
}
_VERBS = {"delete": "deletes", "spend": "spends", "send": "sends"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachRow:
    """One thing in reach."""

    name: str
    text: str
    mark: Mark | None
    may: bool
    """Whether it only may be in reach."""
    stations: tuple[str, ...]
    """The way, from the agent on; an empty one stands for what is left out."""
    at: str
    """Where the hops stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachGroup:
    """The things of one kind."""

    title: str
    rows: tuple[ReachRow, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentView:
    """One agent."""

    id: str
    sentence: str
    groups: tuple[ReachGroup, ...]


def reach_sentence(report: Report) -> tuple[str, bool]:
    """Return the part's first sentence, and whether there is more to say."""
    if not report.reach:
        return "No agent is described, so nobody can tell what one would reach.", False
    worst = report.reach[0]
    looked, agents = len(report.reach), _agents(report)
    some = f"of {number(agents)} agents, the {looked} with most such tools were looked at: " if looked < agents else ""
    count = worst.totals.unapproved
    if count:
        least = "at least " if not worst.complete else ""
        most = f", the most of {number(looked)} agents" if looked > 1 else ""
        said = (
            f"{least}{plural(count, 'action')} that nobody says can be undone, and that {agree(count, 'is')} not "
            f"known to wait for approval, {agree(count, 'is')} in reach of {worst.agent}{most}"
        )
        return _capital(f"{some}{said}."), True
    doubtful = sum(not reach.complete or reach.totals.may > 0 for reach in report.reach)
    known = "no agent is known to reach an action that can neither be undone nor waits for approval"
    whose = "" if doubtful == looked else f" of {number(doubtful)} of {number(looked)} agents"
    rest = f"; not all that is in reach{whose} is known" if doubtful else ""
    return _capital(f"{some}{known}{rest}."), True


def reach_of(report: Report, limits: Limits) -> Shown[AgentView]:
    """Return the agents as they are shown."""
    shown = head(report.reach, limits.subjects)
    return Shown(items=tuple(_agent(reach, limits) for reach in shown.items), more=shown.more)


def has_agents(report: Report) -> bool:
    """Tell whether the report names an agent."""
    return _agents(report) > 0


def _agents(report: Report) -> int:
    return sum(entity.kind == "agent" and not entity.placeholder for entity in report.entities)


def _agent(reach: AgentReach, limits: Limits) -> AgentView:
    groups = (
        ("Actions that nobody says can be undone", reach.actions, [_action(reach.agent, one) for one in reach.actions]),
        ("Data", reach.data, [_data(reach.agent, one) for one in reach.data]),
        (
            "Systems of others",
            reach.externals,
            [
                _row(reach.agent, one.id, one.trust.replace("_", " "), one.sure, one.path, through=one.through)
                for one in reach.externals
            ],
        ),
        (
            "Agents that it can steer",
            reach.agents,
            [_row(reach.agent, one.id, one.how, one.sure, one.path) for one in reach.agents],
        ),
        ("Borders that it crosses", reach.borders, [_border(reach.agent, one) for one in reach.borders]),
    )
    return AgentView(
        id=reach.agent,
        sentence=agent_sentence(reach),
        groups=tuple(_group(title, entries, rows, limits) for title, entries, rows in groups if entries),
    )


def _group(title: str, entries: Sequence[object], rows: Sequence[ReachRow], limits: Limits) -> ReachGroup:
    shown = head(rows, limits.few)
    return ReachGroup(title=title, rows=shown.items, more=len(entries) - len(shown.items))


def agent_sentence(reach: AgentReach) -> str:
    """Return what one agent reaches, in one or two sentences; counts are at least so many where lists are open."""
    totals = reach.totals
    counted = listed(list(_counted(reach)))
    least = "at least " if not reach.complete and counted else ""
    first = f"Reaches {least}{counted}" if counted else "Is known to reach nothing of this kind"
    borders = f"; crosses {plural(totals.borders, 'border')} of trust zones on the way" if totals.borders else ""
    may = ""
    if totals.may:
        worst = f", {number(totals.may_unapproved)} of them such actions without a known approval"
        may = f" {number(totals.may)} more may be in reach{worst if totals.may_unapproved else ''}."
    rest = "" if reach.complete else f" There may be more: {reach.because}."
    return f"{first}{borders}.{may}{rest}"


def _counted(reach: AgentReach) -> Iterator[str]:
    totals = reach.totals
    if totals.actions:
        open_ones = (
            f" ({number(totals.unapproved)} without a known approval)" if totals.unapproved else " (all approved)"
        )
        yield f"{plural(totals.actions, 'action')} that nobody says can be undone{open_ones}"
    if totals.data:
        yield f"{plural(totals.data, 'store')}{_held(reach)}"
    if totals.externals:
        yield f"{plural(totals.externals, 'system')} of others"
    if totals.agents:
        yield f"{plural(totals.agents, 'other agent')} that it can steer"


def _held(reach: AgentReach) -> str:
    """Return which classes of data the stores hold, and of how many nobody says what they hold."""
    sure = [one for one in reach.data if one.sure]
    if len(sure) < reach.totals.data:
        return f" ({number(reach.totals.sensitive)} with sensitive or unstated data)" if reach.totals.sensitive else ""
    classes = sorted({name for one in sure for name in one.classes})
    unstated = sum(not one.stated for one in sure)
    held = f" with {listed(classes)} data" if classes else ""
    return held + (
        f" (nobody says what {number(unstated)} of them {agree(unstated, 'holds', 'hold')})" if unstated else ""
    )


def _action(agent: str, action: ReachedAction) -> ReachRow:
    verbs = listed([_VERBS.get(effect, effect) for effect in action.effects])
    weak = f" ({action.level})" if action.level in ("assumed", "inferred") else ""
    by = f"; {listed(action.approved_by[:2])} approves" if action.approved_by else ""
    undo = "" if action.undo == "no" else "; nobody says whether it can be undone"
    return _row(
        agent,
        action.id,
        f"{verbs}{weak}{by}{undo}",
        action.sure,
        action.path,
        _APPROVALS[action.approval],
        action.through,
    )


def _data(agent: str, data: ReachedData) -> ReachRow:
    does = listed([word for word, so in (("read", data.read), ("written", data.written)) if so])
    classes = ", ".join(data.classes) if data.classes else ("no data" if data.stated else "nobody says what it holds")
    return _row(agent, data.id, "; ".join(filter(None, (classes, does))), data.sure, data.path, through=data.through)


def _border(agent: str, border: CrossedBorder) -> ReachRow:
    source = border.source or "what lies in no zone"
    target = (
        f"{border.target}{f' ({border.trust})' if border.trust else ''}" if border.target else "what lies in no zone"
    )
    return _row(agent, border.entity, f"from {source} to {target}", border.sure, border.path)


def _row(
    agent: str,
    name: str,
    text: str,
    sure: bool,
    path: Sequence[Hop],
    mark: Mark | None = None,
    through: str = "",
) -> ReachRow:
    over = f"; through {through}" if through else ""
    return ReachRow(
        name=name, text=f"{text}{over}", mark=mark, may=not sure, stations=_stations(agent, path), at=_at(path)
    )


def _stations(agent: str, path: Iterable[Hop]) -> tuple[str, ...]:
    stations = [agent]
    for hop in path:
        stations.append(hop.target if hop.source == stations[-1] else hop.source)
    if len(stations) <= _LONGEST_WAY:
        return tuple(stations)
    return (*stations[:3], "", *stations[-2:])


def _at(path: Iterable[Hop]) -> str:
    """Return where the hops stand, the lines of one file together."""
    lines: dict[str, dict[str, None]] = {}
    for hop in path:
        file, _, line = hop.place.rpartition(":")
        lines.setdefault(file or line, {})[line if file else ""] = None
    return "; ".join(f"{file}:{', '.join(found)}" if any(found) else file for file, found in lines.items() if file)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
