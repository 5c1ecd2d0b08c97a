"""The report: everything a format needs and the only thing it sees. Its JSON is a published contract."""

from __future__ import annotations

from typing import Literal

from auditor.model.findings import Confidence, Effort, Outcome, Severity
from auditor.report.schema_base import Counts, LevelWord, Part
from auditor.report.schema_clauses import ClauseFact, ClauseOutcome, StandardFact
from auditor.report.schema_method import MethodFact
from auditor.report.schema_models import EffortGain, EvaluationFact, ForeignEvaluation, ModelFact, ReferenceFact
from auditor.report.schema_paths import Hop
from auditor.report.schema_plan import PlanFact, PlannedChange, PlannedPlace, Verification
from auditor.report.schema_questions import AnswersFact, AskedElsewhere, QuestionBlock
from auditor.report.schema_reach import AgentReach
from auditor.report.schema_room import RoomFact
from auditor.report.schema_whatif import ControlEffect, EffectBasis, WhatIfFact

__all__ = [
    "ClauseFact",
    "ClauseOutcome",
    "ControlEffect",
    "Counts",
    "EffectBasis",
    "EffortGain",
    "EvaluationFact",
    "ForeignEvaluation",
    "LevelWord",
    "ModelFact",
    "Part",
    "ReferenceFact",
    "StandardFact",
    "WhatIfFact",
]

SCHEMA_VERSION = 1

VerdictOutcome = Literal["ready", "ready with conditions", "not ready", "not enough evidence"]
GateOutcome = Literal["met", "failed", "unknown", "waived", "not applicable"]
Change = Literal["new", "unchanged", "absent"]


class Tool(Part, frozen=True, kw_only=True):
    """What made the report."""

    name: str
    version: str
    checklist: str
    """Version of the controls: the first 8 digits of a SHA-256 over the selected controls' text."""


class SystemInfo(Part, frozen=True, kw_only=True):
    """What was audited."""

    name: str
    described: bool
    """False for a lone artifact, which gets areas and findings but no verdict."""
    purpose: str = ""
    owner: str = ""
    stage: str = ""
    intent: str = ""
    profile: str = ""
    """The title of the profile the audit used; empty for all controls."""


class Excerpt(Part, frozen=True, kw_only=True):
    """A few lines of an input, with one marked. Secrets are masked."""

    first_line: int
    lines: tuple[str, ...]
    marked: int
    """The line number, counted from 1 in the file, of the marked line."""


class Evidence(Part, frozen=True, kw_only=True):
    """One place that a statement rests on."""

    path: str
    line: int
    column: int
    pointer: str
    """RFC 6901; empty in a text."""
    level: LevelWord
    detail: str = ""
    excerpt: Excerpt | None = None


class WaiverRef(Part, frozen=True, kw_only=True):
    """The waiver that covers a subject."""

    reason: str
    owner: str
    expires: str


class FindingSubject(Part, frozen=True, kw_only=True):
    """One subject of a finding."""

    id: str
    fingerprint: str = ""
    message: str = ""
    """Empty where the finding's own message says it all."""
    item: str = ""
    """The failing item of the subject, such as a parameter's name."""
    evidence: tuple[Evidence, ...] = ()
    waiver: WaiverRef | None = None
    baseline: Change | None = None
    path: tuple[Hop, ...] = ()
    """The way through the system that shows it, in the order in which it is taken; empty where it is about none."""


class Finding(Part, frozen=True, kw_only=True):
    """One outcome of one control and one cause."""

    control: str
    area: str
    outcome: Outcome
    title: str
    """The control's title for this outcome, as a statement about the system."""
    message: str
    cause: str
    severity: Severity
    confidence: Confidence
    gate_level: int | None
    subjects: tuple[FindingSubject, ...]


class Reference(Part, frozen=True, kw_only=True):
    """A public source."""

    title: str
    url: str = ""


class Remediation(Part, frozen=True, kw_only=True):
    """What to do about a failing control."""

    summary: str
    steps: tuple[str, ...]
    effort: Effort


class Control(Part, frozen=True, kw_only=True):
    """One control that was selected, whether it fired or not."""

    id: str
    area: str
    title: str
    failure_title: str
    severity: Severity
    outcome: Outcome
    """Fail where any subject fails, else error, unknown, manual, pass; not applicable without subjects."""
    subjects: Counts
    passing: tuple[str, ...]
    """Ids of the subjects that passed."""
    needs: LevelWord
    gate_level: int | None
    gate_share: float | None
    rationale: str
    question: str
    remediation: Remediation
    references: tuple[Reference, ...]
    known: tuple[KnownCount, ...] = ()
    """How many of its subjects were decided by evidence of each level, without those that are none."""


class Gate(Part, frozen=True, kw_only=True):
    """One gate of one level."""

    control: str
    title: str
    state: GateOutcome
    passed: int
    applicable: int
    share: float
    """The share of subjects that must pass, from 0 to 1."""


class Level(Part, frozen=True, kw_only=True):
    """One readiness level."""

    level: int
    name: str
    meaning: str
    precondition: str
    """Empty where there is none."""
    precondition_met: bool | None
    """None where that is unknown."""
    reached: bool
    gates: tuple[Gate, ...]


class Blocker(Part, frozen=True, kw_only=True):
    """One thing that stands in the way of the level asked for."""

    control: str
    outcome: Outcome
    text: str
    subjects: int
    place: str
    """`path:line` of the most telling evidence; empty where there is none."""


class Verdict(Part, frozen=True, kw_only=True):
    """The level reached against the level asked for."""

    outcome: VerdictOutcome
    as_designed: bool
    """True at stage design, where declared evidence is enough."""
    level_reached: int
    level_asked: int
    sentence: str
    levels: tuple[Level, ...]
    blocking: tuple[Blocker, ...]
    conditions: tuple[str, ...]
    """What a system that is ready with conditions still has to mend or has accepted."""


class Line(Part, frozen=True, kw_only=True):
    """One of the five lines between thinking longer and thinking for action."""

    name: str
    longer: str
    """What this dimension is in a system that thinks longer."""
    action: str
    """What it is in a system that thinks for action."""
    value: float | None
    """The ratio, from 0 to 1; None where data are missing."""
    numerator: int
    denominator: int
    formula: str
    text: str
    """One sentence with the numbers, or what nobody has shown."""


class KnownCount(Part, frozen=True, kw_only=True):
    """How many applicable control-subject pairs were decided by evidence of one level; level unknown for undecided."""

    level: Literal["unknown", "assumed", "inferred", "declared", "documented", "recorded", "observed"]
    pairs: int


class Area(Part, frozen=True, kw_only=True):
    """One of the ten areas."""

    id: str
    title: str
    controls: Counts
    subjects: Counts
    summary: str


class AttributeFact(Part, frozen=True, kw_only=True):
    """One attribute of an entity, as merged."""

    name: str
    value: str
    level: LevelWord
    place: str


class EntityFact(Part, frozen=True, kw_only=True):
    """One entity of the inventory."""

    id: str
    kind: str
    name: str
    boundary: str
    members: Literal["closed", "open", ""]
    placeholder: bool
    place: str
    attributes: tuple[AttributeFact, ...]


class RelationFact(Part, frozen=True, kw_only=True):
    """One relation of the inventory."""

    source: str
    target: str
    kind: str
    level: LevelWord
    place: str


class BoundaryFact(Part, frozen=True, kw_only=True):
    """One trust zone."""

    id: str
    name: str
    trust: str
    members: tuple[str, ...]


class Statement(Part, frozen=True, kw_only=True):
    """One side of a contradiction."""

    value: str
    level: LevelWord
    place: str
    excerpt: Excerpt | None = None


class Contradiction(Part, frozen=True, kw_only=True):
    """Two claims of declared or better that cannot both hold."""

    subject: str
    attribute: str
    statements: tuple[Statement, ...]


class FrameworkVerdict(Part, frozen=True, kw_only=True):
    """What one path into a framework does with a tool that it does not take whole."""

    framework: str
    """The id of the path, such as `langchain:mcp`."""
    tool: str
    outcome: Literal["accepted", "minor loss", "major loss", "refused"]
    reasons: tuple[str, ...]
    lost: tuple[str, ...]
    """RFC 6901 pointers into the definition."""
    at: str = ""
    """The place in the definition that is refused."""
    name: str = ""
    """The name under which the tool arrives."""
    breaks: Literal["", "server", "agent"] = ""
    """What a refused tool takes with it beside itself."""
    broken_by: str = ""
    """The tool that takes this one with it."""
    change: str = ""
    """The smallest change that gets a refused tool past the refusal."""


class ResultFate(Part, frozen=True, kw_only=True):
    """What becomes of one kind of action output on a path."""

    topic: str
    fate: Literal["kept", "partly", "lost", "refused"]
    how: str


class FrameworkPath(Part, frozen=True, kw_only=True, omit_defaults=True):
    """One way for tools into a framework, and how many of the tools it takes."""

    id: str
    title: str
    framework: str
    version: str
    """What its rules were established with."""
    tried: str
    """When; ISO 8601."""
    rank: Literal["first", "second"]
    used_by: tuple[str, ...] = ()
    """The agents whose tools take this way, as far as is known."""
    accepted: int = 0
    minor_loss: int = 0
    major_loss: int = 0
    refused: int = 0
    results: tuple[ResultFate, ...] = ()


class TrajectoryFact(Part, frozen=True, kw_only=True):
    """What one source of recorded runs shows."""

    path: str
    runs: int
    actions: int


class Recommendation(Part, frozen=True, kw_only=True):
    """One thing to do, and what doing it closes."""

    title: str
    summary: str
    steps: tuple[str, ...]
    effort: Effort
    controls: tuple[str, ...]
    cause: str
    subjects: tuple[str, ...]
    closes_high: int
    closes_medium: int
    closes_low: int
    settles: int
    """How many subjects of gates that cannot be told today doing it settles."""
    then: str
    """The level that this alone makes reachable, such as `level 2`; empty where it makes none."""
    effect: EffectBasis = "estimated"
    """Tried: the audit was run again as if it were done. Estimated: as if its own controls passed, and no more."""
    assumes: tuple[str, ...] = ()
    """What was assumed to try it, as `--assume` takes it; of many assumptions the first twelve."""
    also_closes: tuple[ControlEffect, ...] = ()
    """Failures of controls that it is not about, which are among those it closes."""
    opens: tuple[ControlEffect, ...] = ()
    """What would fail that does not fail today."""
    level_after: int | None = None
    """The level reached when this and all recommendations before it are done; None where no level is asked for."""
    needed: bool = False
    """Whether it is on the shortest way to the level asked for; what is not comes after."""
    root_cause: str = ""
    """What its subjects have in common, in sentences; empty where nothing is."""
    places: tuple[PlannedPlace, ...] = ()
    """Where its subjects show it, failures first; of many the first twenty."""
    changes: tuple[PlannedChange, ...] = ()
    """Patches first, then examples."""
    verify: Verification | None = None


class Question(Part, frozen=True, kw_only=True):
    """What to ask the vendor, and why."""

    control: str
    """Empty where no control asks: of a contradiction, or of what could not be read."""
    text: str
    because: str
    subjects: tuple[str, ...]
    """What could not be decided; for a file that could not be read, its path."""
    id: str = ""
    """The control's, or of the forms `contradiction-…`, `unlisted-…` and `unread-…`; empty in older reports."""
    group: str = ""
    """The topic, as a heading."""
    needs: LevelWord = "declared"
    """The least evidence that settles it. Above declared, an answer alone does not."""
    manual: bool = False
    """True where a person judges the answer."""
    blocks: tuple[QuestionBlock, ...] = ()
    """What may be stated to answer it."""
    elsewhere: tuple[AskedElsewhere, ...] = ()
    """What earlier questions ask that helps to settle this one too."""


class WaiverFact(Part, frozen=True, kw_only=True):
    """One waiver of the description, and what became of it."""

    control: str
    subject: str
    reason: str
    owner: str
    expires: str
    state: Literal["applied", "expired", "unmatched"]
    subjects: tuple[str, ...]
    place: str


class BaselineEntry(Part, frozen=True, kw_only=True):
    """One subject that an earlier report found and this one does not."""

    control: str
    subject: str
    fingerprint: str
    severity: Severity


class BaselineFact(Part, frozen=True, kw_only=True):
    """The comparison with an earlier report."""

    path: str
    report_id: str
    created_at: str
    new: int
    unchanged: int
    absent: tuple[BaselineEntry, ...]
    level_reached: int | None
    """What the earlier report reached."""


class InputFact(Part, frozen=True, kw_only=True):
    """One file that took part, or should have."""

    path: str
    format: str
    sha256: str
    bytes: int
    state: Literal["read", "partly", "skipped"]
    why: str


class JairfCount(Part, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that the framework counts in a document."""

    name: str
    count: float
    of: float | None = None
    """What it is a part of."""
    unsure: float = 0
    """How much of the whole may or may not belong to it."""


class JairfSignal(Part, frozen=True, kw_only=True, omit_defaults=True):
    """One signal of the framework, from 0 to 1."""

    id: str
    dimension: str
    low: float
    high: float
    """Both are 0 and 1 where it is not measured, and equal where it is."""
    state: Literal["measured", "bounded", "not measured"]
    averaged: bool
    """Whether the dimension's mean takes it."""
    formula: str
    choice: str
    """What the specification leaves open, and what was done."""
    shows: str = ""
    """The name of the count that it rests on first."""
    controls: tuple[str, ...] = ()
    """Controls of this report that ask for the same."""


class JairfDimension(Part, frozen=True, kw_only=True):
    """One dimension of the framework, from 0 to 100."""

    id: str
    title: str
    weight: float
    low: float
    high: float
    formula: str
    effects: tuple[str, ...]
    """What scaled or capped it."""


class Jairf(Part, frozen=True, kw_only=True):
    """One OpenAPI document by the API AI-readiness framework of Jentic, in its profile only."""

    interface: str
    specification: str
    low: float
    """The weighted harmonic mean with every signal that is not measured at 0; from 0 to 100."""
    high: float
    """The same with all of them at 1."""
    level: int
    """From 0 to 4, by the low end."""
    level_name: str
    grade: str
    """By the low end."""
    exposure: tuple[str, str]
    """The worse and the better of what the document leaves possible."""
    sensitivity: tuple[str, str]
    measured: int
    bounded: int
    formula: str
    dimensions: tuple[JairfDimension, ...]
    signals: tuple[JairfSignal, ...]
    counts: tuple[JairfCount, ...]


class Report(Part, frozen=True, kw_only=True, omit_defaults=True):
    """One audit, whole."""

    schema_version: int
    report_id: str
    """First 12 digits of the SHA-256 of the report without this field."""
    tool: Tool
    created_at: str
    """ISO 8601, UTC."""
    system: SystemInfo
    verdict: Verdict | None
    lines: tuple[Line, ...]
    known: tuple[KnownCount, ...]
    areas: tuple[Area, ...]
    findings: tuple[Finding, ...]
    controls: tuple[Control, ...]
    entities: tuple[EntityFact, ...]
    relations: tuple[RelationFact, ...]
    boundaries: tuple[BoundaryFact, ...]
    contradictions: tuple[Contradiction, ...]
    frameworks: tuple[FrameworkVerdict, ...]
    """Without the tools that a path takes as they are; `framework_paths` counts those too."""
    models: tuple[ModelFact, ...]
    trajectories: tuple[TrajectoryFact, ...]
    recommendations: tuple[Recommendation, ...]
    """What the level asked for cannot be reached without comes first, in the order in which to do it."""
    questions: tuple[Question, ...]
    waivers: tuple[WaiverFact, ...]
    baseline: BaselineFact | None
    inputs: tuple[InputFact, ...]
    warnings: tuple[str, ...]
    framework_paths: tuple[FrameworkPath, ...] = ()
    jairf: tuple[Jairf, ...] = ()
    """One for each OpenAPI document, where the profile measures it."""
    standard: StandardFact | None = None
    """What the profile follows, if it follows a standard."""
    clauses: tuple[ClauseFact, ...] = ()
    """Of that standard, in its order."""
    assumed: tuple[str, ...] = ()
    """What `--assume` took for granted beside the audit, in `what_if` alone; empty where nothing was."""
    what_if: WhatIfFact | None = None
    room: RoomFact | None = None
    """The room for agents in a system that only answers or reaches no level yet; None for a lone artifact."""
    method: MethodFact | None = None
    """How the report was made; None in one of an earlier version."""
    reach: tuple[AgentReach, ...] = ()
    """What agents can reach, the one that can do most harm first; of more than 20 agents, the 20 that call most
    irreversible tools themselves."""
    plan: PlanFact | None = None
    """How far the recommendations lead; None where no level is asked for."""
    answers: AnswersFact | None = None
    """What `--answers` took in; None where no file of answers was given."""
