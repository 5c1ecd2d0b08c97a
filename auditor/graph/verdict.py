"""Three-valued answers with a strength, and how they combine."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from auditor.model.kinds import EvidenceLevel


class Truth(Enum):
    """Kleene's three values."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether something holds, and how well that is supported.

    There are only thirteen of them, made once; compare them by identity or by their fields.
    """

    truth: Truth
    level: EvidenceLevel
    """The weakest claim that the truth rests on; ASSUMED where it is unknown."""


TRUE = tuple(Verdict(Truth.TRUE, level) for level in EvidenceLevel)
"""By evidence level."""
FALSE = tuple(Verdict(Truth.FALSE, level) for level in EvidenceLevel)
"""By evidence level."""
UNKNOWN = Verdict(Truth.UNKNOWN, EvidenceLevel.ASSUMED)
CERTAIN = EvidenceLevel.OBSERVED
"""The level of what needs no claim, such as the truth of `all` over nothing."""


def of(truth: bool, level: EvidenceLevel) -> Verdict:
    """Return the verdict for a truth that is known."""
    return TRUE[level] if truth else FALSE[level]


def negate(verdict: Verdict) -> Verdict:
    """Return the opposite with the same strength; unknown stays unknown."""
    if verdict is UNKNOWN:
        return UNKNOWN
    return FALSE[verdict.level] if verdict.truth is Truth.TRUE else TRUE[verdict.level]


def all_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Return Kleene's conjunction: true as weak as its weakest part, false as strong as its strongest false part."""
    weakest, strongest, unknown = CERTAIN, -1, False
    for verdict in verdicts:
        if verdict.truth is Truth.TRUE:
            if verdict.level < weakest:
                weakest = verdict.level
        elif verdict is UNKNOWN:
            unknown = True
        elif verdict.level > strongest:
            strongest = verdict.level
    if strongest >= 0:
        return FALSE[strongest]
    return UNKNOWN if unknown else TRUE[weakest]


def any_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Return Kleene's disjunction: true as strong as its strongest true part, false as weak as its weakest part."""
    weakest, strongest, unknown = CERTAIN, -1, False
    for verdict in verdicts:
        if verdict.truth is Truth.FALSE:
            if verdict.level < weakest:
                weakest = verdict.level
        elif verdict is UNKNOWN:
            unknown = True
        elif verdict.level > strongest:
            strongest = verdict.level
    if strongest >= 0:
        return TRUE[strongest]
    return UNKNOWN if unknown else FALSE[weakest]


def at_most(verdict: Verdict, level: EvidenceLevel) -> Verdict:
    """Return the verdict, no stronger than a level."""
    if verdict is UNKNOWN or verdict.level <= level:
        return verdict
    return of(verdict.truth is Truth.TRUE, level)
