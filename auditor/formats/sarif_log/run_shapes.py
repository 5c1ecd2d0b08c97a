"""A log, its run and its rules as SARIF 2.1.0 names them; what is at its default is left out."""

from __future__ import annotations

import msgspec

from auditor.formats.sarif_log.shapes import ArtifactLocation, Level, Message, Place, Result, Shape


class Configuration(Shape, frozen=True, kw_only=True):
    """How a rule is reported by default (3.50)."""

    level: Level


class SubjectCounts(Shape, frozen=True, kw_only=True):
    """How many subjects came to each outcome."""

    passed: int = 0
    failed: int = 0
    unknown: int = 0
    manual: int = 0
    error: int = 0
    waived: int = 0
    not_applicable: int = 0


class RuleProperties(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the report says of a control and SARIF has no word for; some of the names are GitHub's."""

    tags: tuple[str, ...]
    title: str
    outcome: str
    severity: str
    problem_severity: str = msgspec.field(name="problem.severity")
    precision: str = ""
    """The lowest confidence of its findings; empty where it has none."""
    needs: str
    effort: str
    gate_level: int | None = msgspec.field(default=None, name="gateLevel")
    gate_share: float | None = msgspec.field(default=None, name="gateShare")
    subjects: SubjectCounts
    question: str = ""


class Rule(Shape, frozen=True, kw_only=True):
    """One control (reportingDescriptor, 3.49)."""

    id: str
    name: str = ""
    short_description: Message
    full_description: Message
    help: Message
    help_uri: str = ""
    default_configuration: Configuration
    properties: RuleProperties


class DriverProperties(Shape, frozen=True, kw_only=True):
    """Which edition of the controls was used."""

    checklist: str


class Driver(Shape, frozen=True, kw_only=True):
    """The program and its rules (toolComponent, 3.19)."""

    name: str
    version: str
    language: str
    rules: tuple[Rule, ...]
    properties: DriverProperties


class Tool(Shape, frozen=True, kw_only=True):
    """What made the log (3.18)."""

    driver: Driver


class RuleReference(Shape, frozen=True, kw_only=True):
    """A rule that a notification is about (3.52)."""

    id: str
    index: int = -1


class Notification(Shape, frozen=True, kw_only=True):
    """Something that happened while the audit ran (3.58)."""

    message: Message
    level: Level
    locations: tuple[Place, ...] = ()
    associated_rule: RuleReference | None = None


class Invocation(Shape, frozen=True, kw_only=True):
    """One run of the program (3.20)."""

    execution_successful: bool
    end_time_utc: str = ""
    command_line: str = ""
    tool_execution_notifications: tuple[Notification, ...] = ()


class ArtifactProperties(Shape, frozen=True, kw_only=True):
    """How far a file was read."""

    format: str
    state: str
    why: str = ""


class Artifact(Shape, frozen=True, kw_only=True):
    """One input (3.24)."""

    location: ArtifactLocation
    length: int = -1
    """In bytes."""
    roles: tuple[str, ...] = ()
    hashes: dict[str, str] = msgspec.field(default_factory=dict)
    properties: ArtifactProperties


class AutomationDetails(Shape, frozen=True, kw_only=True):
    """Which series of runs this one belongs to (3.17)."""

    id: str
    guid: str
    description: Message


class Absent(Shape, frozen=True, kw_only=True):
    """A failure that an earlier report has and this one does not."""

    rule_id: str
    subject: str
    fingerprint: str
    severity: str


class Baseline(Shape, frozen=True, kw_only=True):
    """The earlier report that this one was compared with."""

    report_id: str
    created_at: str
    new: int
    unchanged: int
    absent: tuple[Absent, ...]


class RunProperties(Shape, frozen=True, kw_only=True):
    """The verdict, which no single result holds."""

    system: str
    report_id: str
    verdict: str = ""
    level_reached: int | None = None
    level_asked: int | None = None
    as_designed: bool = False
    baseline: Baseline | None = None


class Run(Shape, frozen=True, kw_only=True):
    """One audit (3.14)."""

    tool: Tool
    language: str
    automation_details: AutomationDetails
    baseline_guid: str = ""
    invocations: tuple[Invocation, ...]
    original_uri_base_ids: dict[str, ArtifactLocation]
    artifacts: tuple[Artifact, ...]
    results: tuple[Result, ...]
    column_kind: str
    redaction_tokens: tuple[str, ...]
    properties: RunProperties


class Log(Shape, frozen=True, kw_only=True):
    """A whole file (3.13)."""

    schema: str = msgspec.field(name="$schema")
    version: str
    runs: tuple[Run, ...]
