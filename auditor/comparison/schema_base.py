"""What the parts of a comparison share: how an offer stands to one control, and the places that show it."""

from __future__ import annotations

from enum import StrEnum

from auditor.model.findings import Outcome
from auditor.report.schema import Control, Excerpt, GateOutcome
from auditor.report.schema_base import LevelWord, Part


class State(StrEnum):
    """What one offer has of one control or gate. Only PASS is good."""

    PASS = "pass"  # noqa: S105
    WAIVED = "waived"
    FAIL = "fail"
    UNKNOWN = "unknown"
    MANUAL = "manual"
    ERROR = "error"
    NOT_APPLICABLE = "not applicable"
    ABSENT = "not looked at"
    """The offer's report does not have the control."""

    @property
    def short(self) -> int:
        """How far it falls short of a pass: 0 for a pass, 3 for a failure; nothing applies, nothing is short."""
        return _SHORT[self]


_SHORT = {
    State.PASS: 0,
    State.NOT_APPLICABLE: 0,
    State.WAIVED: 1,
    State.MANUAL: 2,
    State.ERROR: 2,
    State.UNKNOWN: 2,
    State.ABSENT: 2,
    State.FAIL: 3,
}
_OF_OUTCOME = {
    Outcome.PASS: State.PASS,
    Outcome.FAIL: State.FAIL,
    Outcome.UNKNOWN: State.UNKNOWN,
    Outcome.NOT_APPLICABLE: State.NOT_APPLICABLE,
    Outcome.MANUAL: State.MANUAL,
    Outcome.ERROR: State.ERROR,
}
_OF_GATE: dict[GateOutcome, State] = {
    "met": State.PASS,
    "failed": State.FAIL,
    "unknown": State.UNKNOWN,
    "waived": State.WAIVED,
    "not applicable": State.NOT_APPLICABLE,
}


def state_of(control: Control | None) -> State:
    """Return how an offer stands to a control; one whose every failure is waived is waived."""
    if control is None:
        return State.ABSENT
    if control.outcome is Outcome.FAIL and control.subjects.waived and not control.subjects.failed:
        return State.WAIVED
    return _OF_OUTCOME[control.outcome]


def state_of_gate(outcome: GateOutcome) -> State:
    """Return how an offer stands to a gate."""
    return _OF_GATE[outcome]


class Shown(Part, frozen=True, kw_only=True, omit_defaults=True):
    """One place in an offer's files that shows how it stands."""

    place: str
    """`path:line`, relative to the root of that offer's audit."""
    level: LevelWord
    detail: str = ""
    excerpt: Excerpt | None = None
