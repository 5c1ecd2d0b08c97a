"""What the files show of each clause of the standard that the profile follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from auditor.checklist import Clause, Control, Profile, controls_of
from auditor.report.schema_base import Counts
from auditor.report.schema_clauses import ClauseFact, ClauseOutcome, StandardFact
from auditor.report.summary import control_state


def standard_fact(profile: Profile | None) -> StandardFact | None:
    """Return the standard that a profile follows; None where it follows none."""
    standard = profile.standard if profile else None
    if standard is None:
        return None
    return StandardFact(title=standard.title, version=standard.version, url=standard.url, unit=standard.unit)


def clause_facts(
    profile: Profile | None, controls: Sequence[Control], subjects: Mapping[str, Counts]
) -> tuple[ClauseFact, ...]:
    """Return the clauses in the order of the standard. `subjects` counts the subjects of each selected control."""
    return tuple(
        _fact(clause, controls_of(clause, controls), subjects) for clause in (profile.clauses if profile else ())
    )


def _fact(clause: Clause, bearing: Sequence[Control], subjects: Mapping[str, Counts]) -> ClauseFact:
    counts = Counts(**Counter(control_state(subjects[control.id]) for control in bearing))
    outcome = clause_outcome(counts, by_person=clause.by_person)
    return ClauseFact(
        id=clause.id,
        title=clause.title,
        outcome=outcome,
        controls=tuple(sorted(control.id for control in bearing)),
        counts=counts,
        note=clause.unchecked if outcome is ClauseOutcome.UNCHECKED and clause.unchecked else clause.note,
    )


def clause_outcome(counts: Counts, *, by_person: bool = False) -> ClauseOutcome:
    """Return the outcome of a clause from those of its controls: the worst decides, and unknown is never met.

    A clause for a person to judge can fail or be unknown by its controls, and is never met by them.
    """
    if counts.failed:
        return ClauseOutcome.FAILED
    if counts.unknown or counts.manual or counts.error:
        return ClauseOutcome.UNKNOWN
    if by_person:
        return ClauseOutcome.PERSON
    if counts.waived:
        return ClauseOutcome.WAIVED
    if counts.passed:
        return ClauseOutcome.MET
    return ClauseOutcome.NOT_APPLICABLE if counts.not_applicable else ClauseOutcome.UNCHECKED
