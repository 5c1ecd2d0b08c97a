"""Readiness levels: which are reached, and what each gate and precondition comes to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from auditor.checklist import Control
from auditor.model.findings import ControlResult, Outcome
from auditor.waivers import Acceptances


class GateState(StrEnum):
    """What a gate comes to."""

    MET = "met"
    FAILED = "failed"
    UNKNOWN = "unknown"
    WAIVED = "waived"
    """Met only because accepted failures are not counted against it."""
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelDefinition:
    """A level's name, meaning and precondition in words."""

    level: int
    name: str
    meaning: str
    precondition: str = ""


LEVELS = (
    LevelDefinition(level=0, name="Answering", meaning="Text in, text out; nothing to act with."),
    LevelDefinition(
        level=1,
        name="Reserved",
        meaning="Answers today, but keeps the places where tools and action outputs will go.",
    ),
    LevelDefinition(
        level=2,
        name="Callable",
        meaning="Tools are well described and accepted by the frameworks in use; the model was chosen on tool-use "
        "evidence.",
        precondition="an agent reaches a tool",
    ),
    LevelDefinition(
        level=3,
        name="Acting",
        meaning="Actions return structure, are verified against the environment, bounded, and approved or reversible.",
        precondition="an agent reaches a tool that writes",
    ),
    LevelDefinition(
        level=4,
        name="Learning",
        meaning="Trajectories are recorded and used; dynamic evaluations gate every change.",
        precondition="a trajectory was read",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GateResult:
    """One gate with its counts of subjects."""

    control: Control
    state: GateState
    passed: int
    failed: int
    unknown: int
    """Unknown, manual and in error together."""
    waived: int
    share: float
    """The share of subjects that must pass, from 0 to 1."""

    @property
    def applicable(self) -> int:
        """All subjects that the gate applies to."""
        return self.passed + self.failed + self.unknown + self.waived


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelResult:
    """One level, whether it is reached, and why not."""

    definition: LevelDefinition
    precondition_met: bool | None
    """None where that cannot be known."""
    gates: tuple[GateResult, ...]
    reached: bool

    @property
    def gates_hold(self) -> bool:
        """Whether at least one gate applies and every gate that applies is met or waived."""
        applying = [gate for gate in self.gates if gate.state is not GateState.NOT_APPLICABLE]
        return bool(applying) and all(gate.state in (GateState.MET, GateState.WAIVED) for gate in applying)


def gate_result(control: Control, result: ControlResult, accepted: Acceptances, share: float) -> GateResult:
    """Return what one gate comes to.

    With p passed, f failed, u undecided and w waived subjects, n = p + f + u + w: met where p / n reaches the share;
    waived where (p + w) / n does; failed where even (p + u + w) / n does not; else unknown. A check that crashed for
    any subject leaves the gate unknown at best.
    """
    subjects_failing = {r.subject for r in result.others if r.outcome is Outcome.FAIL}
    undecided = {r.subject for r in result.others if r.outcome is not Outcome.FAIL} - subjects_failing
    waived = sum(accepted.of(control.id, subject) is not None for subject in subjects_failing)
    p, f, u = len(result.passed), len(subjects_failing) - waived, len(undecided)
    n, needed = p + f + u + waived, Fraction(str(share))
    crashed = any(r.outcome is Outcome.ERROR for r in result.others)
    if n == 0:
        state = GateState.NOT_APPLICABLE
    elif Fraction(p + u + waived, n) < needed:
        state = GateState.FAILED
    elif crashed:
        state = GateState.UNKNOWN
    elif Fraction(p, n) >= needed:
        state = GateState.MET
    elif Fraction(p + waived, n) >= needed:
        state = GateState.WAIVED
    else:
        state = GateState.UNKNOWN
    return GateResult(control=control, state=state, passed=p, failed=f, unknown=u, waived=waived, share=share)


def score_levels(
    controls: Sequence[Control],
    results: Mapping[str, ControlResult],
    accepted: Acceptances,
    shares: Mapping[str, float],
    precondition: Callable[[int], bool | None],
) -> tuple[LevelResult, ...]:
    """Return every level in order.

    A level is reached where the one below is, its precondition holds, and its gates hold; a level none of whose gates
    applies is not reached, so that an empty system reaches nothing. Level 0 has neither gates nor precondition.
    """
    levels: list[LevelResult] = []
    for definition in LEVELS:
        gates = tuple(
            gate_result(control, results[control.id], accepted, shares.get(control.id, control.gate.share))
            for control in controls
            if control.gate is not None and control.gate.level == definition.level and control.id in results
        )
        met = precondition(definition.level) if definition.precondition else True
        level = LevelResult(definition=definition, precondition_met=met, gates=gates, reached=definition.level == 0)
        if levels and levels[-1].reached and met and level.gates_hold:
            level = LevelResult(definition=definition, precondition_met=met, gates=gates, reached=True)
        levels.append(level)
    return tuple(levels)


def level_reached(levels: Sequence[LevelResult]) -> int:
    """Return the highest level reached, from 0 to 4."""
    return max(level.definition.level for level in levels if level.reached)
