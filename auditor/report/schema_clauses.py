"""The report's facts about a standard: what the files show of each of its clauses."""

from __future__ import annotations

from enum import StrEnum

from auditor.report.schema_base import Counts, Part


class ClauseOutcome(StrEnum):
    """What the files show of a clause. None of these words says that a system conforms to a standard."""

    MET = "met"
    """Every control that bears on it and applies passes."""
    FAILED = "failed"
    """At least one control that bears on it fails, and no waiver accepts that."""
    UNKNOWN = "unknown"
    """None fails, and at least one cannot be told, could not be run or waits for a person."""
    WAIVED = "waived"
    """None fails or is unknown, and at least one fails only where a waiver accepts it."""
    NOT_APPLICABLE = "not applicable"
    """No control that bears on it has a subject in this system."""
    PERSON = "person"
    """Only a person can judge it, and no control shows that it is not met."""
    UNCHECKED = "unchecked"
    """Nothing checks it."""


class StandardFact(Part, frozen=True, kw_only=True):
    """The standard that the profile follows."""

    title: str
    version: str
    url: str
    unit: str
    """What it calls its clauses, in the plural."""


class ClauseFact(Part, frozen=True, kw_only=True, omit_defaults=True):
    """One clause, by its number and a short title; never its text."""

    id: str
    title: str
    outcome: ClauseOutcome
    controls: tuple[str, ...] = ()
    """Ids of the controls that bear on it, sorted."""
    counts: Counts = Counts()
    """Its controls by their outcome."""
    note: str = ""
    """What of the clause no control shows: why nothing checks it, why only a person can tell, or what is left open."""
