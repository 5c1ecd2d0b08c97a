"""Results and their places as SARIF 2.1.0 names them; what is at its default is left out.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
"""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Kind(StrEnum):
    """The nature of a result (section 3.27.9)."""

    FAIL = "fail"
    OPEN = "open"
    REVIEW = "review"


class Level(StrEnum):
    """The severity of a result or a notification (3.27.10, 3.58.6); NONE wherever the kind is not FAIL."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    NONE = "none"


class Shape(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename="camel"):
    """Base of every object."""


class Message(Shape, frozen=True, kw_only=True):
    """Text for a person (3.11, 3.12)."""

    text: str
    markdown: str = ""


class ArtifactLocation(Shape, frozen=True, kw_only=True):
    """A file, relative to a base (3.4)."""

    uri: str = ""
    uri_base_id: str = ""
    index: int = -1
    """Its place in the run's list of artifacts."""
    description: Message | None = None


class Content(Shape, frozen=True, kw_only=True):
    """A part of a file (3.3)."""

    text: str


class Region(Shape, frozen=True, kw_only=True):
    """A part of a file by lines and columns, which count from 1 (3.30)."""

    start_line: int
    start_column: int = 0
    end_line: int = 0
    snippet: Content | None = None


class PhysicalLocation(Shape, frozen=True, kw_only=True):
    """A place in a file (3.29)."""

    artifact_location: ArtifactLocation
    region: Region | None = None
    context_region: Region | None = None


class LogicalLocation(Shape, frozen=True, kw_only=True):
    """A thing, by its name (3.33)."""

    fully_qualified_name: str
    name: str = ""
    kind: str = ""


class Place(Shape, frozen=True, kw_only=True):
    """A location: a place in a file, the things that stand there, or both (3.28)."""

    id: int = -1
    physical_location: PhysicalLocation | None = None
    logical_locations: tuple[LogicalLocation, ...] = ()
    message: Message | None = None


class FlowStep(Shape, frozen=True, kw_only=True):
    """One step on a way through the system (3.38)."""

    location: Place
    execution_order: int


class ThreadFlow(Shape, frozen=True, kw_only=True):
    """Steps that follow one another (3.37)."""

    locations: tuple[FlowStep, ...]


class CodeFlow(Shape, frozen=True, kw_only=True):
    """A way through the system, in one or more branches (3.36)."""

    thread_flows: tuple[ThreadFlow, ...]
    message: Message | None = None


class SuppressionProperties(Shape, frozen=True, kw_only=True):
    """Who answers for an acceptance, and until when."""

    owner: str
    expires: str


class Suppression(Shape, frozen=True, kw_only=True):
    """An acceptance of a result (3.35)."""

    kind: str
    status: str
    justification: str
    properties: SuppressionProperties


class ResultProperties(Shape, frozen=True, kw_only=True):
    """What the report says of a result and SARIF has no word for."""

    outcome: str
    area: str
    severity: str
    confidence: str
    gate_level: int | None = None
    title: str = ""
    cause: str = ""
    item: str = ""
    evidence_level: str = ""
    baseline: str = ""


class Result(Shape, frozen=True, kw_only=True):
    """One subject of one finding (3.27)."""

    rule_id: str
    rule_index: int = -1
    kind: Kind
    level: Level
    message: Message
    locations: tuple[Place, ...] = ()
    related_locations: tuple[Place, ...] = ()
    code_flows: tuple[CodeFlow, ...] = ()
    partial_fingerprints: dict[str, str] = msgspec.field(default_factory=dict)
    suppressions: tuple[Suppression, ...] | None = None
    """None for all results of a run, or for none of them."""
    baseline_state: str = ""
    properties: ResultProperties
