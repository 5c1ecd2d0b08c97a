"""What the frameworks of its agents do with a tool's definition, by the profiles of those frameworks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from auditor.checklist import Reason
from auditor.checks.view import FALSE, TRUE, UNKNOWN, Result, Truth, View
from auditor.frameworks.choice import Agent, Way, framework_called, ways_of
from auditor.frameworks.judge import judge
from auditor.frameworks.profile import Path
from auditor.frameworks.verdict import Acceptance, Verdict
from auditor.model.claims import Claim
from auditor.model.entities import Entity
from auditor.model.facts import Known
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import EvidenceLevel
from auditor.model.kinds import RelationKind as R

_MOST_LOST = 3
_STATED = {
    "accepted": Acceptance.ACCEPTED,
    "minor_loss": Acceptance.MINOR_LOSS,
    "major_loss": Acceptance.MAJOR_LOSS,
    "refused": Acceptance.REFUSED,
}
"""The words of the attribute `framework_acceptance`, for tools that no contract defines."""


def accepted_by_frameworks(view: View, subject: Entity) -> Result:
    """Pass where every framework whose agents reach the tool takes its definition, be it with a loss."""
    return _judged(view, subject, worst=Acceptance.MAJOR_LOSS)


def kept_by_frameworks(view: View, subject: Entity) -> Result:
    """Pass where every framework whose agents reach the tool keeps its definition, or loses what hardly matters."""
    return _judged(view, subject, worst=Acceptance.MINOR_LOSS)


def _judged(view: View, subject: Entity, *, worst: Acceptance) -> Result:
    users = agents_reaching(view, subject)
    if subject.placeholder or not users:
        return Result(verdict=UNKNOWN, reasons=(Reason(what=f"nobody shows which agents call `{subject.id}`"),))
    found = list(_findings(view, subject, users, worst))
    failing = [reason for truth, reason in found if truth is Truth.FALSE]
    unknown = [reason for truth, reason in found if truth is Truth.UNKNOWN]
    if failing:
        level = max(reason.level for reason in failing)
        return Result(verdict=FALSE[level], reasons=tuple(failing))
    if unknown:
        return Result(verdict=UNKNOWN, reasons=tuple(dict.fromkeys(unknown)))
    level = min(reason.level for _, reason in found)
    return Result(verdict=TRUE[level], reasons=tuple(reason for _, reason in found))


def agents_reaching(view: View, tool: Entity) -> tuple[Entity, ...]:
    """Return the agents that reach a tool."""
    return view.kept((agents_reaching, "all"), partial(_reaching, view)).get(tool.id, ())


def _reaching(view: View) -> dict[str, tuple[Entity, ...]]:
    users: dict[str, list[Entity]] = defaultdict(list)
    for agent in view.of_kind(K.AGENT):
        for member in view.reachable(agent, K.TOOL).members:
            users[member.entity.id].append(agent)
    return {tool: tuple(agents) for tool, agents in users.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class _User:
    """What decides what becomes of tools in one agent, with the claims that say it."""

    wanted: Agent | None
    """None where nobody names the framework."""
    of_name: tuple[Claim, ...]
    of_rest: tuple[Claim, ...]
    """On strict mode and the model's provider; not looked at for a framework that is not known."""


def _findings(view: View, tool: Entity, agents: Sequence[Entity], worst: Acceptance) -> Iterator[tuple[Truth, Reason]]:
    """Yield what becomes of a tool in its agents; of agents that are set up alike, once."""
    told: set[Agent] = set()
    definition = view.definition(tool)
    for agent in agents:
        user = view.kept((_user, agent.id), partial(_user, view, agent))
        view.give(user.of_name)
        if user.wanted is None:
            yield Truth.UNKNOWN, view.unknown(agent, "framework.name")
            continue
        if definition is None or (definition.made and isinstance(view.fact(tool, "framework_acceptance"), Known)):
            if user.wanted not in told:
                yield _as_stated(view, tool, user.wanted.framework, worst)
        else:
            view.give(user.of_rest)
            if user.wanted not in told:
                yield from _of_user(view, tool, user.wanted, worst)
        told.add(user.wanted)


def _of_user(view: View, tool: Entity, wanted: Agent, worst: Acceptance) -> Iterator[tuple[Truth, Reason]]:
    if framework_called(wanted.framework) is None:
        yield Truth.UNKNOWN, Reason(what=f"no profile tells what {wanted.framework} accepts")
        return
    for way in ways_of(wanted, word(view, tool, "protocol")):
        yield _along(view, tool, way, worst)


def _user(view: View, agent: Entity) -> _User:
    seen = view.apart()
    name = word(seen, agent, "framework.name")
    of_name = seen.given
    if name is None or framework_called(name) is None:
        return _User(wanted=Agent(framework=name) if name is not None else None, of_name=of_name, of_rest=())
    strict = seen.fact(agent, "strict_schemas")
    wanted = Agent(
        framework=name,
        provider=_provider(seen, agent),
        strict=strict.value is True if isinstance(strict, Known) else None,
    )
    return _User(wanted=wanted, of_name=of_name, of_rest=seen.given[len(of_name) :])


def _along(view: View, tool: Entity, way: Way, worst: Acceptance) -> tuple[Truth, Reason]:
    """Return whether one of the paths that a tool may take is good enough: known only where they agree."""
    verdicts = [_verdict(view, tool, path) for path in way.paths]
    bad = [verdict for verdict in verdicts if _is_bad(verdict, worst)]
    level = level_of(view, tool)
    if not bad:
        told = " and ".join(verdict.path for verdict in verdicts)
        return Truth.TRUE, Reason(what=f"{told}: {max(verdicts, key=_rank).outcome.value}", level=level)
    reason = reason_of(view, tool, bad, level)
    if len(bad) == len(verdicts):
        return Truth.FALSE, reason
    return Truth.UNKNOWN, Reason(what=f"nobody states {way.unsure}, and {reason.what}", places=reason.places)


def _is_bad(verdict: Verdict, worst: Acceptance) -> bool:
    return verdict.outcome.rank > worst.rank or bool(verdict.broken_by)


def _rank(verdict: Verdict) -> int:
    return verdict.outcome.rank


def reason_of(view: View, tool: Entity, bad: Sequence[Verdict], level: EvidenceLevel) -> Reason:
    """Return what is wrong on the first of some paths, with the smallest change that would mend it."""
    first = bad[0]
    definition = view.definition(tool)
    said = "; ".join(first.reasons[:_MOST_LOST])
    more = f"; and {len(first.reasons) - _MOST_LOST} more" if len(first.reasons) > _MOST_LOST else ""
    did = (
        "refuses it" if first.outcome is Acceptance.REFUSED else "loses it" if first.broken_by else "loses a part of it"
    )
    takes = (
        f", which takes down {first.breaks.words}" if first.outcome is Acceptance.REFUSED and first.breaks > 1 else ""
    )
    place = definition.location if definition is not None else None
    return Reason(
        what=f"{first.path} {did}{takes}: {said}{more}",
        expected=first.edit.what if first.edit else "",
        level=level,
        places=(place,) if place is not None else (),
    )


def _verdict(view: View, tool: Entity, path: Path) -> Verdict:
    return view.kept((judge, path.id), partial(_all_verdicts, view, path))[tool.id]


def _all_verdicts(view: View, path: Path) -> dict[str, Verdict]:
    """Return the verdicts on all tools of the system, since those of one server can take each other down."""
    made = [view.definition(tool) for tool in view.of_kind(K.TOOL)]
    return {verdict.tool: verdict for verdict in judge(path, [one for one in made if one is not None])}


def level_of(view: View, tool: Entity) -> EvidenceLevel:
    """Return how well a verdict is supported: by the definition itself, or by one made of another contract."""
    definition = view.definition(tool)
    return EvidenceLevel.INFERRED if definition is None or definition.made else EvidenceLevel.DOCUMENTED


def _as_stated(view: View, tool: Entity, name: str, worst: Acceptance) -> tuple[Truth, Reason]:
    fact = view.fact(tool, "framework_acceptance")
    if not isinstance(fact, Known):
        return Truth.UNKNOWN, Reason(what=f"no definition shows whether {name} accepts `{tool.id}`")
    bad = _STATED[str(fact.value)].rank > worst.rank
    reason = Reason(what=f"`framework_acceptance` is `{fact.value}`", level=fact.level, claims=fact.claims)
    return (Truth.FALSE if bad else Truth.TRUE), reason


def _provider(view: View, agent: Entity) -> str | None:
    """Return who serves the agent's one model; None where nobody says it or where there are several."""
    models = [member.entity for member in view.neighbours(agent, K.MODEL, by=(R.USES,)).members]
    named = {word(view, model, "provider") for model in models}
    return next(iter(named)) if len(named) == 1 else None


def word(view: View, entity: Entity, attribute: str) -> str | None:
    """Return a text that somebody states, None where nobody does."""
    fact = view.fact(entity, attribute)
    return str(fact.value) if isinstance(fact, Known) and str(fact.value).strip() else None
