"""The shortest lists of additions that reach a level, found by trying: nothing on a list can be left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date

from auditor.checklist import Context, Control
from auditor.evaluate import evaluate_again
from auditor.model.description import Input
from auditor.model.findings import ControlResult, Outcome
from auditor.model.kinds import EntityKind
from auditor.model.system import System
from auditor.room.additions import Addition
from auditor.room.of_level_2 import contracts_shown
from auditor.room.snippets import Snippet, joined
from auditor.room.standing import Place
from auditor.scoring.levels import GateState
from auditor.whatif import Added, Assumption, Related, Stated, WhatIf
from auditor.whatif.engine import Score

_HOLDS = (GateState.MET, GateState.WAIVED, GateState.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a level is reached from here."""

    level: int
    reached: bool
    """Whether it is reached today."""
    reachable: bool
    """Whether the additions reach it; tried, all together."""
    additions: tuple[Addition, ...]
    because: str = ""
    """Where they do not reach it: the gates that still stand in the way."""

    @property
    def snippet(self) -> Snippet:
        """All that the additions would have to state, in one piece."""
        return joined(addition.snippet for addition in self.additions if addition.snippet is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trials:
    """What it takes to try additions."""

    engine: WhatIf
    """With the gates of levels 1 and 2 as its only controls."""
    score: Score
    today: date
    inputs: Sequence[Input]

    def way_to(self, level: int, candidates: Sequence[Addition], *, reached: bool) -> Way:
        """Return the shortest list among the candidates that reaches a level.

        All are tried together first. Then each is left out in turn, the most laborious first; what the level is reached
        without is dropped. What is left cannot do without any one: fewer additions never let more gates hold.
        """
        if reached:
            return Way(level=level, reached=True, reachable=True, additions=())
        gates = {c.id for c in self.engine.controls if c.gate is not None and c.gate.level <= level}
        wanted = [addition for addition in candidates if _concerns(addition, gates, level)]
        wanted += self._mends(wanted, gates)
        if not self._reaches(level, wanted):
            because = self._in_the_way(level, wanted)
            return Way(level=level, reached=False, reachable=False, additions=tuple(wanted), because=because)
        kept = list(wanted)
        for addition in sorted(wanted, key=lambda one: -one.effort.rank):
            rest = [other for other in kept if other is not addition]
            if self._reaches(level, rest):
                kept = rest
        return Way(level=level, reached=False, reachable=True, additions=tuple(kept))

    def _reaches(self, level: int, additions: Sequence[Addition]) -> bool:
        system, results = self._after(additions)
        return any(one.definition.level == level and one.reached for one in self.score(results, system))

    def _in_the_way(self, level: int, additions: Sequence[Addition]) -> str:
        system, results = self._after(additions)
        levels = [one for one in self.score(results, system) if one.definition.level <= level]
        open_gates = [gate.control.failure_title for one in levels for gate in one.gates if gate.state not in _HOLDS]
        unmet = [one.definition.precondition for one in levels if not one.precondition_met]
        return "; ".join((*open_gates, *(f"not shown: {words}" for words in unmet)))

    def _mends(self, additions: Sequence[Addition], gates: Set[str]) -> list[Addition]:
        """Return what each gate asks that still does not hold with all others; contracts that cannot be read as one."""
        system, results = self._after(additions)
        open_gates = [
            gate.control
            for one in self.score(results, system)
            for gate in one.gates
            if gate.state not in _HOLDS and gate.control.id in gates
        ]
        unread = [control for control in open_gates if _only_unread(system, results[control.id])]
        found = [_mend(control, results[control.id]) for control in open_gates if control not in unread]
        return [*found, *([contracts_shown(system, unread, results)] if unread else [])]

    def _after(self, additions: Sequence[Addition]) -> tuple[System, Mapping[str, ControlResult]]:
        """Return the system with some additions, and what the gates come to: for what they bring, too."""
        engine = self.engine
        assumptions = together(engine.system, additions)
        trial = engine.after(assumptions) if assumptions else engine.now
        results = dict(trial.results)
        if trial.hypothetical:
            context = Context(trial.system, today=self.today, inputs=self.inputs)
            results = {
                control.id: evaluate_again(context, control, results[control.id], trial.hypothetical)
                for control in engine.controls
            }
        for control_id in {mended for addition in additions for mended in addition.mends}:
            before = results[control_id]
            passed = tuple(sorted({*before.passed, *(other.subject for other in before.others)}))
            results[control_id] = replace(before, passed=passed, others=())
        return trial.system, results


def _only_unread(system: System, result: ControlResult) -> bool:
    """Tell whether nothing fails, and all that is open are tools of interfaces whose contract could not be read."""
    entities = [system.entities.get(other.subject) for other in result.others]
    unread = [e.id.removesuffix("*") for e in entities if e is not None and e.placeholder and e.kind is EntityKind.TOOL]
    return bool(unread) and all(
        other.outcome is not Outcome.FAIL and any(other.subject.startswith(owner) for owner in unread)
        for other in result.others
    )


def _mend(control: Control, result: ControlResult) -> Addition:
    return Addition(
        place=None,
        what=control.remediation.summary,
        why=result.others[0].message if result.others else control.failure_title,
        effort=control.remediation.effort,
        controls=(control.id,),
        mends=(control.id,),
        unsaid=all(other.outcome is not Outcome.FAIL for other in result.others),
    )


def together(system: System, additions: Iterable[Addition]) -> tuple[Assumption, ...]:
    """Return the assumptions of several additions as one: lists about the same thing are joined, loose ends dropped.

    What is said about something that only another addition brings is left out where that one is.
    """
    every = [assumption for addition in additions for assumption in addition.assumptions]
    added = {one.id: one for one in every if isinstance(one, Added)}
    there = system.entities.keys() | added.keys()
    stated: dict[tuple[str, str], Stated] = {}
    related: dict[Related, None] = {}
    for one in every:
        if isinstance(one, Stated) and one.subject in there:
            key = (one.subject, one.attribute)
            stated[key] = _joined(stated[key], one) if key in stated else one
        elif isinstance(one, Related) and one.source in there and one.target in there:
            related[one] = None
    return (*added.values(), *stated.values(), *related)


def _joined(first: Stated, second: Stated) -> Stated:
    if not (isinstance(first.value, tuple) and isinstance(second.value, tuple)):
        return second
    more = tuple(item for item in second.value if item not in first.value)
    return Stated(subject=first.subject, attribute=first.attribute, value=(*first.value, *more))


def _concerns(addition: Addition, gates: Set[str], level: int) -> bool:
    """Tell whether an addition is for a gate of these, or for a precondition up to a level."""
    if addition.place in (Place.TOOL, Place.CONTRACT):
        return level >= 2
    return not gates.isdisjoint(addition.controls)
