"""The five lines between thinking longer and thinking for action: one ratio each, one formula each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.model.claims import Record
from auditor.model.entities import Entity
from auditor.model.facts import Known
from auditor.model.kinds import EntityKind, EvidenceLevel
from auditor.model.system import System
from auditor.model.vocabulary import WRITES


@dataclass(frozen=True, slots=True, kw_only=True)
class LineResult:
    """One line: numerator over denominator, or why there is no ratio."""

    name: str
    longer: str
    action: str
    formula: str
    numerator: int
    denominator: int
    text: str
    known: bool

    @property
    def value(self) -> float | None:
        """The ratio from 0 to 1, rounded to four places; None where it is unknown."""
        return round(self.numerator / self.denominator, 4) if self.known and self.denominator else None


def five_lines(system: System, tools: Sequence[Entity]) -> tuple[LineResult, ...]:
    """Return the five lines. `tools` are the ones that agents reach; all of them for a lone artifact."""
    return (
        _goal(system),
        _output(system, tools),
        _feedback(system, tools),
        _from_trajectories(
            system,
            "trajectories.valid_call_share",
            LineResult(
                name="Bottleneck",
                longer="reasoning cost",
                action="action efficiency, tool-call precision",
                formula="schema-valid calls ÷ recorded calls",
                numerator=0,
                denominator=0,
                known=False,
                text="No traces were read: nobody has shown how it acts.",
            ),
        ),
        _from_trajectories(
            system,
            "trajectories.complete_share",
            LineResult(
                name="Ceiling",
                longer="the training data",
                action="keeps learning from interaction",
                formula="recorded actions complete enough to learn from ÷ recorded actions",
                numerator=0,
                denominator=0,
                known=False,
                text="No traces were read: nobody has shown what it could learn from.",
            ),
        ),
    )


def _goal(system: System) -> LineResult:
    """Return the share of kinds of task that are dynamic: each benchmark's part counts once, however often it was run.

    A result of which nobody knows the kind counts as not dynamic.
    """
    kinds: dict[tuple[object, ...], bool] = {}
    for model in system.of_kind(EntityKind.MODEL):
        for record in _records(system, model.id, "evaluations", at_least=EvidenceLevel.RECORDED):
            key = (model.id, record.fields.get("benchmark", record.name), record.fields.get("part", ""))
            kinds[key] = kinds.get(key, False) or record.fields.get("dynamic") is True
    dynamic, total = sum(kinds.values()), len(kinds)
    verb = "is" if dynamic == 1 else "are"
    return LineResult(
        name="Goal",
        longer="accuracy on fixed questions",
        action="tasks completed in a changing world",
        formula="dynamic kinds of task ÷ all kinds of task on which a model in use was measured",
        numerator=dynamic,
        denominator=total,
        known=total > 0,
        text=f"{dynamic} of {total} kinds of task that the model was measured on {verb} dynamic."
        if total
        else "No evaluation of a model was read: nobody has shown what it was chosen on.",
    )


def _output(system: System, tools: Sequence[Entity]) -> LineResult:
    structured = sum(_is_true(system, tool.id, "structured_result") for tool in tools)
    return _share_of_tools(
        LineResult(
            name="Output",
            longer="long text",
            action="executable action sequences",
            formula="reachable tools with a declared structured result ÷ reachable tools",
            numerator=structured,
            denominator=len(tools),
            known=True,
            text=f"{structured} of {len(tools)} tools declare the structure of their result.",
        ),
        tools,
        "No agent reaches a tool: nothing returns structure.",
    )


def _feedback(system: System, tools: Sequence[Entity]) -> LineResult:
    writing = [tool for tool in tools if tool.placeholder or _may_write(system, tool.id)]
    verified = sum(_is_stated(system, tool.id, "verified_by") for tool in writing)
    return _share_of_tools(
        LineResult(
            name="Feedback",
            longer="offline scores",
            action="the environment answers in real time",
            formula="reachable writes with a stated read that verifies them ÷ reachable writes",
            numerator=verified,
            denominator=len(writing),
            known=True,
            text=f"{verified} of {len(writing)} writes have a stated read that verifies them.",
        ),
        writing,
        "No agent reaches a tool that writes: nothing needs verifying.",
    )


def _share_of_tools(line: LineResult, tools: Sequence[Entity], none: str) -> LineResult:
    unread = [tool for tool in tools if tool.placeholder]
    if not tools:
        return _without_value(line, none)
    if unread:
        names = ", ".join(f"`{tool.id}`" for tool in unread[:3]) + (" and others" if len(unread) > 3 else "")
        return _without_value(line, f"Some tools could not be read ({names}), so the share is unknown.")
    return line


def _from_trajectories(system: System, attribute: str, unread: LineResult) -> LineResult:
    shares = [
        (float(fact.value), count)
        for agent in system.of_kind(EntityKind.AGENT)
        if isinstance(fact := system.fact(agent.id, attribute), Known)
        and isinstance(fact.value, int | float)
        and fact.level >= EvidenceLevel.RECORDED
        and (count := _actions(system, agent.id))
    ]
    if not shares:
        return unread
    total = sum(count for _, count in shares)
    good = round(sum(share * count for share, count in shares))
    return LineResult(
        name=unread.name,
        longer=unread.longer,
        action=unread.action,
        formula=unread.formula,
        numerator=good,
        denominator=total,
        known=True,
        text=f"{good} of {total} recorded actions.",
    )


def _actions(system: System, agent: str) -> int:
    fact = system.fact(agent, "trajectories.actions")
    return fact.value if isinstance(fact, Known) and isinstance(fact.value, int) else 0


def _records(system: System, subject: str, attribute: str, *, at_least: EvidenceLevel) -> tuple[Record, ...]:
    fact = system.fact(subject, attribute)
    if not isinstance(fact, Known) or not isinstance(fact.value, tuple):
        return ()
    found = (item for claim in fact.claims if claim.level >= at_least and isinstance(claim.value, tuple)
             for item in claim.value)  # fmt: skip
    return tuple(item for item in found if isinstance(item, Record))


def _is_true(system: System, subject: str, attribute: str) -> bool:
    fact = system.fact(subject, attribute)
    return isinstance(fact, Known) and fact.value is True and fact.level >= EvidenceLevel.DECLARED


def _is_stated(system: System, subject: str, attribute: str) -> bool:
    fact = system.fact(subject, attribute)
    return isinstance(fact, Known) and bool(fact.value) and fact.level >= EvidenceLevel.DECLARED


def _may_write(system: System, subject: str) -> bool:
    """What a tool does that nobody says may be a write, so that silence never raises the share."""
    fact = system.fact(subject, "effects")
    return not isinstance(fact, Known) or (isinstance(fact.value, tuple) and any(i in WRITES for i in fact.value))


def _without_value(line: LineResult, text: str) -> LineResult:
    return LineResult(
        name=line.name,
        longer=line.longer,
        action=line.action,
        formula=line.formula,
        numerator=0,
        denominator=0,
        known=False,
        text=text,
    )
