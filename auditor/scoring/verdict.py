"""The verdict: the level reached against the level asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from auditor.model.description import Settings
from auditor.model.facts import Known
from auditor.model.kinds import EvidenceLevel
from auditor.model.system import SYSTEM_ID, System
from auditor.scoring.levels import GateResult, GateState, LevelResult, level_reached

DEFAULT_TARGETS = {"act": 3, "answer": 1}
"""The level asked for where nobody says: by the system's intent."""


class VerdictOutcome(StrEnum):
    """What the verdict says."""

    READY = "ready"
    WITH_CONDITIONS = "ready with conditions"
    NOT_READY = "not ready"
    NOT_ENOUGH_EVIDENCE = "not enough evidence"


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictResult:
    """The verdict, and the gates up to the asked level that do not hold."""

    outcome: VerdictOutcome
    reached: int
    asked: int
    as_designed: bool
    in_the_way: tuple[GateResult, ...]
    """Failed gates first, then unknown ones; each by level."""


def declared_word(system: System, attribute: str) -> str:
    """Return a system-wide attribute that somebody declared, or an empty string."""
    fact = system.fact(SYSTEM_ID, attribute)
    return str(fact.value) if isinstance(fact, Known) and fact.level >= EvidenceLevel.DECLARED else ""


def level_asked(system: System, settings: Settings | None, target: int | None) -> int:
    """Return the level asked for: the command line's, else the description's, else by intent; acting where unsaid."""
    if target is not None:
        return target
    if settings is not None and settings.target_level is not None:
        return settings.target_level
    return DEFAULT_TARGETS.get(declared_word(system, "intent"), DEFAULT_TARGETS["act"])


def judge(levels: Sequence[LevelResult], *, asked: int, as_designed: bool, open_high: int) -> VerdictResult:
    """Return the verdict.

    Ready: the asked level is reached, no gate up to it is waived and no high finding is open. Ready with conditions:
    reached otherwise. Not ready: a gate up to it fails, or its precondition is known not to hold. Else there is not
    enough evidence.
    """
    reached = level_reached(levels)
    upto = [level for level in levels if level.definition.level <= asked]
    gates = [gate for level in upto for gate in level.gates]
    failed = [gate for gate in gates if gate.state is GateState.FAILED]
    unknown = [gate for gate in gates if gate.state is GateState.UNKNOWN]
    if reached >= asked:
        waived = any(gate.state is GateState.WAIVED for gate in gates)
        outcome = VerdictOutcome.WITH_CONDITIONS if waived or open_high else VerdictOutcome.READY
    elif failed or any(level.precondition_met is False for level in upto):
        outcome = VerdictOutcome.NOT_READY
    else:
        outcome = VerdictOutcome.NOT_ENOUGH_EVIDENCE
    return VerdictResult(
        outcome=outcome,
        reached=reached,
        asked=asked,
        as_designed=as_designed,
        in_the_way=(*failed, *unknown),
    )
