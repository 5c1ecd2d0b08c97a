"""Tries the cases that a control carries: tiny systems with the outcome that it must have for each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from auditor.checklist import Case, Control
from auditor.derive import derive
from auditor.errors import InputError
from auditor.evaluate.outcomes import evaluate
from auditor.linking import link
from auditor.model.claims import Location
from auditor.model.findings import ControlResult, Outcome
from auditor.model.system import System
from auditor.readers.architecture.system_yaml import describe_system
from auditor.readers.reader import Reading

CASES_DAY = date(2026, 7, 1)
"""The day on which every case takes place, so that dates in it keep their age."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """A case that does not come to what it expects."""

    control: str
    location: Location
    """Of the case's system."""
    expected: Outcome
    got: Outcome | None
    """None where the tiny system itself has a mistake."""
    message: str
    """Why it came to that."""

    def __str__(self) -> str:
        got = f"the outcome is {self.got.value}" if self.got else "its system cannot be read"
        return f"{self.location}: {self.control}: expected {self.expected.value}, but {got}: {self.message}"


def run_cases(controls: Iterable[Control], *, reading: Reading) -> tuple[Mismatch, ...]:
    """Return every case of every control that does not have the outcome it expects."""
    return tuple(
        mismatch
        for control in controls
        for case in control.cases
        if (mismatch := run_case(control, case, reading=reading)) is not None
    )


def run_case(control: Control, case: Case, *, reading: Reading) -> Mismatch | None:
    """Return how a case differs from what it expects, or None where it does not."""
    location = Location(document=case.document, tree=case.tree, pointer=case.pointer)
    try:
        described = describe_system(
            case.system,
            document=case.document,
            tree=case.tree,
            pointer=case.pointer,
            level=case.level,
            reading=reading,
        )
    except InputError as error:
        message = "; ".join(map(str, error.problems))
        return Mismatch(control=control.id, location=location, expected=case.expect, got=None, message=message)
    system = System(derive(link(described)))
    result = evaluate(system, [control], today=CASES_DAY, inputs=described.inputs)[0]
    got = outcome_of(result)
    if got is case.expect:
        return None
    told = [f"{other.subject}: {other.message}" for other in result.others if other.outcome is got]
    message = "; ".join(told) or f"passed: {', '.join(result.passed) or 'nothing'}"
    return Mismatch(control=control.id, location=location, expected=case.expect, got=got, message=message)


def outcome_of(result: ControlResult) -> Outcome:
    """Return the one outcome of a control over several subjects: the worst, but for what it does not apply to."""
    present = {other.outcome for other in result.others}
    for outcome in (Outcome.ERROR, Outcome.FAIL, Outcome.UNKNOWN, Outcome.MANUAL):
        if outcome in present:
            return outcome
    return Outcome.PASS if result.passed else Outcome.NOT_APPLICABLE
