"""The clauses of a standard: what the files show of each, and what nothing checks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from auditor.formats.page.words import (
    FAILS,
    NOT_APPLICABLE,
    UNKNOWN,
    WAIVED,
    Mark,
    agree,
    listed,
    mark_of_control,
    number,
)
from auditor.report.schema import ClauseFact, ClauseOutcome, Control, Report, StandardFact

_MARKS = {
    ClauseOutcome.MET: Mark(colour="pass", sign="✓", word="met"),
    ClauseOutcome.FAILED: Mark(colour=FAILS.colour, sign=FAILS.sign, word="failed"),
    ClauseOutcome.UNKNOWN: UNKNOWN,
    ClauseOutcome.WAIVED: WAIVED,
    ClauseOutcome.NOT_APPLICABLE: NOT_APPLICABLE,
    ClauseOutcome.PERSON: Mark(colour="unknown", sign="□", word="for a person"),
    ClauseOutcome.UNCHECKED: Mark(colour="unknown", sign="○", word="not checked"),
}
_FEW_NAMES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseRow:
    """One clause."""

    clause: ClauseFact
    mark: Mark
    controls: tuple[tuple[Control, Mark], ...]
    """Those that bear on it: what fails first, then what is unknown."""
    says_note: bool
    """False where a list below the table says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClausesView:
    """A standard and its clauses."""

    standard: StandardFact
    rows: tuple[ClauseRow, ...]
    unchecked: tuple[ClauseFact, ...]
    """Nothing checks these."""
    persons: tuple[ClauseFact, ...]
    """Only a person can judge these, and no control speaks against them."""


def clauses_of(report: Report) -> ClausesView | None:
    """Return what the page shows of the standard; None where the profile follows none."""
    if report.standard is None:
        return None
    controls = {control.id: control for control in report.controls}
    return ClausesView(
        standard=report.standard,
        rows=tuple(_row(clause, controls) for clause in report.clauses),
        unchecked=tuple(c for c in report.clauses if c.outcome is ClauseOutcome.UNCHECKED),
        persons=tuple(c for c in report.clauses if c.outcome is ClauseOutcome.PERSON),
    )


def mark_of_clause(outcome: ClauseOutcome) -> Mark:
    """Return how the outcome of a clause is shown."""
    return _MARKS[outcome]


def _row(clause: ClauseFact, controls: dict[str, Control]) -> ClauseRow:
    order = ("fail", "unknown", "waived", "pass", "none")
    marked = [(controls[name], mark_of_control(controls[name])) for name in clause.controls if name in controls]
    return ClauseRow(
        clause=clause,
        mark=mark_of_clause(clause.outcome),
        says_note=bool(clause.note) and clause.outcome not in (ClauseOutcome.PERSON, ClauseOutcome.UNCHECKED),
        controls=tuple(sorted(marked, key=lambda pair: (order.index(pair[1].colour), pair[0].id))),
    )


def clauses_sentence(report: Report) -> str:
    """Return how many clauses came to which outcome, and what nothing checks, as one sentence."""
    if report.standard is None:
        return "The profile follows no standard."
    counts = Counter(clause.outcome for clause in report.clauses)
    met = counts[ClauseOutcome.MET]
    words = (
        (ClauseOutcome.FAILED, "fails", "fail"),
        (ClauseOutcome.UNKNOWN, "cannot be told", "cannot be told"),
        (ClauseOutcome.WAIVED, "is accepted by a waiver", "are accepted by waivers"),
        (ClauseOutcome.PERSON, "is for a person to judge", "are for a person to judge"),
        (ClauseOutcome.NOT_APPLICABLE, "does not apply", "do not apply"),
    )
    said = [f"{number(met)} of {number(len(report.clauses))} {report.standard.unit} {agree(met, 'is')} met"]
    said += [f"{number(counts[o])} {agree(counts[o], one, many)}" for o, one, many in words if counts[o]]
    bare = [clause.id for clause in report.clauses if clause.outcome is ClauseOutcome.UNCHECKED]
    names = listed(bare) if len(bare) <= _FEW_NAMES else f"{number(len(bare))} of them"
    return f"By what the files show, {', '.join(said)}{f'; nothing checks {names}' if bare else ''}."
