"""The comparison of offers: everything its writers need. Its JSON is a published contract."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from auditor.comparison.schema_rows import (
    AloneResult,
    AreaRow,
    BenchmarkRow,
    Difference,
    GateRow,
    Inquiry,
    Knowledge,
    LevelRow,
    LineRow,
    PathRow,
    Way,
)
from auditor.report.schema import Tool, VerdictOutcome
from auditor.report.schema_base import Part

COMPARISON_VERSION = 1

FEWEST_OFFERS = 2
MOST_OFFERS = 6
"""What stands side by side on A4 across and can still be read."""


class CriterionId(StrEnum):
    """What offers are ordered by."""

    VERDICT = "verdict"
    LEVEL = "level"
    GATES = "gates"
    UNKNOWN_GATES = "unknown-gates"
    HIGH = "high"
    RECORDED = "recorded"
    DOCUMENTED = "documented"


class CaveatId(StrEnum):
    """What makes figures of offers incomparable, or less comparable than they look."""

    ALTERED = "altered"
    AUDITOR = "auditor"
    CHECKLIST = "checklist"
    PROFILE = "profile"
    SHARES = "shares"
    TARGET = "target"
    STAGE = "stage"
    INTENT = "intent"
    ARTIFACT = "artifact"
    INPUTS = "inputs"
    ANSWERS = "answers"
    WAIVERS = "waivers"
    DATES = "dates"


class Offer(Part, frozen=True, kw_only=True):
    """One offer: the report on it, in short."""

    key: str
    """A letter; the letters follow the order of the offers."""
    label: str
    """Its system's name, with what tells it apart where two have the same."""
    name: str
    source: str
    """The file or folder that was named, without its folders."""
    report_id: str
    created_at: str
    tool: Tool
    described: bool
    purpose: str
    owner: str
    stage: str
    intent: str
    profile: str
    manifest_sha256: str
    """Over its inputs; empty in a report of an earlier version."""
    verdict: VerdictOutcome | None
    """None for a lone artifact."""
    as_designed: bool
    level_reached: int | None
    level_asked: int | None
    sentence: str
    open_high: int
    """Controls of high severity with a failure that is not waived."""
    altered: str
    """Why the report is not what an audit wrote; empty where its content bears out its id and its numbers."""


class CaveatValue(Part, frozen=True, kw_only=True):
    """What one offer has of what differs."""

    offer: str
    text: str


class Caveat(Part, frozen=True, kw_only=True):
    """One way in which the reports are not made alike."""

    id: CaveatId
    text: str
    """What is not the same."""
    harms: str
    """Which figures cannot be set beside each other for it."""
    holds: str
    """What can."""
    values: tuple[CaveatValue, ...]


class CriterionValue(Part, frozen=True, kw_only=True):
    """What one offer has of one criterion."""

    offer: str
    value: float | None
    """None where nobody can tell; it comes after every value."""
    text: str


class Criterion(Part, frozen=True, kw_only=True):
    """One thing that offers are ordered by, in the order in which it is looked at."""

    id: CriterionId
    title: str
    better: Literal["higher", "lower"]
    explanation: str
    used: bool
    why_not: str
    """Why it cannot be used here; empty where it is."""
    decides: bool
    """Whether it puts one offer before its next."""
    values: tuple[CriterionValue, ...]


class Standing(Part, frozen=True, kw_only=True):
    """The place of one offer."""

    offer: str
    place: int
    """From 1; offers that tie have the same."""
    tied_with: tuple[str, ...]
    decided_by: CriterionId | None
    """What puts it after the offer before it; None for the first ones and for ties."""
    text: str
    """The same in a sentence."""


class Ranking(Part, frozen=True, kw_only=True):
    """The order of the offers: lexicographic, without a score."""

    explanation: str
    criteria: tuple[Criterion, ...]
    standings: tuple[Standing, ...]


class Comparison(Part, frozen=True, kw_only=True):
    """Two to six offers side by side. The order in which they were named changes nothing."""

    comparison_version: int
    comparison_id: str
    """First 12 digits of the SHA-256 of the comparison without this field."""
    made_by: str
    """The auditor and its version."""
    created_at: str
    """When the newest of the reports was made; ISO 8601, UTC."""
    asked: int | None
    """The highest level that is asked of an offer; None where none is."""
    offers: tuple[Offer, ...]
    """In the order of the ranking; ties by name."""
    caveats: tuple[Caveat, ...]
    ranking: Ranking
    difference_order: str
    differences: tuple[Difference, ...]
    alike: int
    """Controls on which all offers stand alike."""
    only_here: int
    """Controls that apply in some offers only and that these pass."""
    levels: tuple[LevelRow, ...]
    gates: tuple[GateRow, ...]
    areas: tuple[AreaRow, ...]
    lines: tuple[LineRow, ...]
    knowledge: tuple[Knowledge, ...]
    paths: tuple[PathRow, ...]
    benchmarks: tuple[BenchmarkRow, ...]
    alone: tuple[AloneResult, ...]
    unshown: tuple[str, ...]
    """The offers that show no result of any model."""
    ways: tuple[Way, ...]
    inquiries: tuple[Inquiry, ...]

    def offer(self, key: str) -> Offer:
        """Return the offer with this letter."""
        return next(offer for offer in self.offers if offer.key == key)
