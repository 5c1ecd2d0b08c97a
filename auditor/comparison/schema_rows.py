"""The rows of a comparison: one thing each, with a cell for every offer in the order of the offers."""

from __future__ import annotations

from typing import Literal

from auditor.comparison.schema_base import Shown, State
from auditor.model.findings import Effort, Severity
from auditor.report.schema import EvaluationFact, KnownCount, Question
from auditor.report.schema_base import Counts, LevelWord, Part


class LevelCell(Part, frozen=True, kw_only=True):
    """One level in one offer."""

    offer: str
    reached: bool
    precondition_met: bool | None
    """None where that is unknown, or the report has no levels."""
    gates: Counts
    """The gates of this level, by their state; failed, unknown and waived ones hold it up."""


class LevelRow(Part, frozen=True, kw_only=True):
    """One readiness level."""

    level: int
    name: str
    precondition: str
    cells: tuple[LevelCell, ...]


class GateCell(Part, frozen=True, kw_only=True):
    """One gate in one offer."""

    offer: str
    state: State
    passed: int = 0
    applicable: int = 0
    share: float | None = None
    """The share of subjects that must pass, from 0 to 1; None where the offer's report lacks the gate."""


class GateRow(Part, frozen=True, kw_only=True):
    """One gate."""

    control: str
    title: str
    level: int
    differs: bool
    cells: tuple[GateCell, ...]


class AreaCell(Part, frozen=True, kw_only=True):
    """One area in one offer; None where its report lacks the area."""

    offer: str
    controls: Counts | None
    subjects: Counts | None


class AreaRow(Part, frozen=True, kw_only=True):
    """One of the ten areas."""

    id: str
    title: str
    cells: tuple[AreaCell, ...]


class ControlCell(Part, frozen=True, kw_only=True, omit_defaults=True):
    """One control in one offer, and what shows it."""

    offer: str
    state: State
    subjects: Counts
    message: str = ""
    """What its report says first about the subjects that do not pass."""
    names: tuple[str, ...] = ()
    """The first of those subjects."""
    shown: tuple[Shown, ...] = ()
    """Where it shows, at most three places."""
    more_places: int = 0
    known: tuple[KnownCount, ...] = ()
    """How many of its subjects were decided by evidence of each level."""


class Difference(Part, frozen=True, kw_only=True):
    """One control on which the offers differ."""

    rank: int
    """From 1; the order is explained in `difference_order`."""
    control: str
    title: str
    area: str
    severity: Severity
    gate_level: int | None
    gate_differs: bool
    """Whether the offers differ on it as a gate, too: a gate may be met although a few subjects fail."""
    rationale: str
    why: str
    """What differs, in a sentence."""
    cells: tuple[ControlCell, ...]


class PathCell(Part, frozen=True, kw_only=True):
    """One framework path in one offer; `tried` is false where its report lacks the path."""

    offer: str
    tried: bool
    used_by: tuple[str, ...] = ()
    accepted: int = 0
    minor_loss: int = 0
    major_loss: int = 0
    refused: int = 0
    version: str = ""

    @property
    def tools(self) -> int:
        """How many tools were tried."""
        return self.accepted + self.minor_loss + self.major_loss + self.refused


class PathRow(Part, frozen=True, kw_only=True):
    """One way for tools into a framework."""

    id: str
    title: str
    cells: tuple[PathCell, ...]


class Result(Part, frozen=True, kw_only=True):
    """One result of one model of one offer."""

    offer: str
    model: str
    fact: EvaluationFact


class BenchmarkRow(Part, frozen=True, kw_only=True):
    """Results of at least two offers that may stand beside each other."""

    title: str
    """What was run, such as `BFCL V4 multi_turn`."""
    metric: str
    results: tuple[Result, ...]
    reading: str
    """What the intervals allow to say, in a sentence."""
    unlike: tuple[str, ...] = ()
    """Conditions that are not the same in all of them, in words."""


class AloneResult(Part, frozen=True, kw_only=True):
    """A result that has nothing beside it, and why."""

    result: Result
    why: str


class LineCell(Part, frozen=True, kw_only=True):
    """One of the five lines in one offer."""

    offer: str
    value: float | None
    """From 0 to 1; None where data are missing."""
    numerator: int
    denominator: int
    text: str


class LineRow(Part, frozen=True, kw_only=True):
    """One of the five lines."""

    name: str
    formula: str
    cells: tuple[LineCell, ...]


class Knowledge(Part, frozen=True, kw_only=True):
    """How much is known of one offer, and what is not."""

    offer: str
    known: tuple[KnownCount, ...]
    """Applicable control-subject pairs by the evidence that decided them, best first; `unknown` for undecided."""
    pairs: int
    undecided: int
    recorded_share: float | None
    """The share of all pairs decided by recorded or observed evidence; None without pairs."""
    documented_share: float | None
    """The share decided by documented evidence or better."""
    contradictions: int
    unlisted: int
    """Lists of members that may have more than is known."""
    unread: int
    """Inputs that were not wholly read."""
    questions: int


class WayStep(Part, frozen=True, kw_only=True):
    """One recommendation on the way to the level asked for."""

    title: str
    effort: Effort
    closes_high: int
    closes_medium: int
    closes_low: int
    settles: int
    level_after: int | None


class Way(Part, frozen=True, kw_only=True):
    """What it takes to get one offer to the level asked of it."""

    offer: str
    told: bool
    """False where the report does not say which steps are on the way."""
    reached: int | None
    asked: int | None
    low: int
    """How many steps of low effort."""
    medium: int
    high: int
    closes: Counts
    """`failed`: failures that the steps close at least; `unknown`: subjects of gates that they settle."""
    arrives: bool | None
    """Whether the level asked for is reached then; None where nobody can tell."""
    level_after: int | None
    why_not: tuple[str, ...]
    steps: tuple[WayStep, ...]


AskedBecause = Literal["a gate is unknown", "another offer shows it", "high severity"]


class Asked(Part, frozen=True, kw_only=True):
    """One question to one vendor, and why it is worth asking."""

    question: Question
    because: AskedBecause
    gate_level: int | None
    shown_by: tuple[str, ...]
    """The offers that pass the control."""


class Inquiry(Part, frozen=True, kw_only=True):
    """What to ask one vendor before a decision."""

    offer: str
    asked: tuple[Asked, ...]
    more: int
    """Further questions of that offer's report, which would not change how the offers stand to each other."""


LEVELS_BEST_FIRST: tuple[LevelWord, ...] = ("observed", "recorded", "documented", "declared", "inferred", "assumed")
