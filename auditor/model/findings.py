"""Findings: what became of one control, for which subjects, and on which claims that rests."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from msgspec import Struct

from auditor.model.claims import Claim, Location
from auditor.model.entities import Relation
from auditor.model.kinds import EvidenceLevel


class Outcome(StrEnum):
    """What a control came to for a subject. Only PASS is good."""

    PASS = "pass"  # noqa: S105
    FAIL = "fail"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not applicable"
    MANUAL = "manual"
    ERROR = "error"


class Severity(StrEnum):
    """How bad it is if true."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """3 for high, 1 for low."""
        return {Severity.HIGH: 3, Severity.MEDIUM: 2, Severity.LOW: 1}[self]


class Confidence(StrEnum):
    """How sure it is; from the weakest claim that decided."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Effort(StrEnum):
    """How much work a remediation is."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"

    @property
    def rank(self) -> int:
        """1 for low, 3 for high."""
        return {Effort.LOW: 1, Effort.MEDIUM: 2, Effort.HIGH: 3}[self]


def confidence_of(level: EvidenceLevel) -> Confidence:
    """Return how sure a statement is that rests on a claim of this level."""
    if level <= EvidenceLevel.INFERRED:
        return Confidence.LOW
    return Confidence.MEDIUM if level is EvidenceLevel.DECLARED else Confidence.HIGH


def fingerprint(control: str, subject: str, discriminator: str = "") -> str:
    """Return the stable identity of one subject in a finding: 16 hexadecimal digits.

    It is the start of the SHA-256 of control id, subject id and discriminator, joined by NUL. Line numbers, wording and
    file names take no part, so that edits elsewhere never make an old finding look new.
    """
    return hashlib.sha256("\0".join((control, subject, discriminator)).encode()).hexdigest()[:16]


class SubjectResult(Struct, frozen=True, kw_only=True):
    """What a control came to for one subject, where that is not a pass."""

    subject: str
    outcome: Outcome
    message: str
    """One sentence in the report's voice: what is so, or what nobody has shown."""
    claims: tuple[Claim, ...] = ()
    places: tuple[Location, ...] = ()
    """Where it shows, most telling first; may name a place that no claim stands at."""
    discriminator: str = ""
    """Tells several failures of one subject apart: the name of the failing item."""
    level: EvidenceLevel = EvidenceLevel.DECLARED
    """Of the weakest claim that decided."""
    cause: str = ""
    """What several subjects share: a `$ref` target, a server, an artifact."""
    path: tuple[Relation, ...] = ()
    """The hops of the way through the system that shows it; empty where none does."""

    @property
    def confidence(self) -> Confidence:
        """How sure the result is."""
        return confidence_of(self.level)


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlResult:
    """What one control came to over all of its subjects."""

    control: str
    passed: tuple[str, ...] = ()
    """Ids of the subjects that passed."""
    not_applicable: tuple[str, ...] = ()
    others: tuple[SubjectResult, ...] = ()
    """Failed, unknown, manual and in error."""
    levels: tuple[tuple[EvidenceLevel, int], ...] = ()
    """How many passed or failed subjects each evidence level decided."""

    def count(self, outcome: Outcome) -> int:
        """Return how many subjects had this outcome."""
        if outcome is Outcome.PASS:
            return len(self.passed)
        if outcome is Outcome.NOT_APPLICABLE:
            return len(self.not_applicable)
        return sum(result.outcome is outcome for result in self.others)
