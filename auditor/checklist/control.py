"""Controls, checklists and profiles, as they are once their files have been read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from auditor.checklist.condition import Condition
from auditor.documents import Document, Pointer, Tree, Value
from auditor.model.claims import Location
from auditor.model.findings import Effort, Outcome, Severity
from auditor.model.kinds import EntityKind, EvidenceLevel


class Area(StrEnum):
    """What a checklist is about."""

    MODEL_SELECTION = "model-selection"
    TOOL_INTERFACES = "tool-interfaces"
    ACTION_OUTPUTS = "action-outputs"
    FRAMEWORK_SUPPORT = "framework-support"
    ENVIRONMENT_FEEDBACK = "environment-feedback"
    TRAJECTORIES = "trajectories"
    ARCHITECTURAL_SPACE = "architectural-space"
    ACTION_EFFICIENCY = "action-efficiency"
    SAFETY_AND_GOVERNANCE = "safety-and-governance"
    OPERATIONS = "operations"

    @property
    def heading(self) -> str:
        """The area as a heading."""
        return self.value.replace("-", " ").capitalize()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """That a control is needed for a readiness level."""

    level: int
    """1 to 4."""
    share: float = 1.0
    """Of the applicable subjects, how many must pass; above 0, up to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remediation:
    """What to do about a failure."""

    summary: str
    steps: tuple[str, ...]
    effort: Effort


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A public source of a control."""

    title: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A tiny system and the outcome that a control must have for it."""

    expect: Outcome
    system: Value
    """As in system.yaml, but everything is optional."""
    level: EvidenceLevel = EvidenceLevel.DECLARED
    """Of all that the tiny system states."""
    document: Document
    tree: Tree
    pointer: Pointer
    """Where the system stands in the checklist."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """One requirement, and how it is tested."""

    id: str
    area: Area
    title: str
    failure_title: str
    severity: Severity
    gate: Gate | None = None
    needs: EvidenceLevel = EvidenceLevel.DECLARED
    """The least evidence that can pass it."""
    rationale: str
    kinds: frozenset[EntityKind]
    """The kinds of its subjects."""
    for_each: Condition | None = None
    """What a subject must be like, beyond its kind."""
    require: Condition | None = None
    """None where a Python check or a person decides."""
    unless: Condition | None = None
    check: str | None = None
    """The name of the Python check that decides."""
    parameters: Mapping[str, Value] = field(default_factory=dict)
    """What the check is given beside view and subject."""
    manual: bool = False
    """True where only a person can tell."""
    question: str = ""
    """What to ask a vendor."""
    remediation: Remediation
    references: tuple[Reference, ...] = ()
    tags: tuple[str, ...] = ()
    cases: tuple[Case, ...] = ()
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """One file of controls."""

    path: str
    area: Area
    title: str
    summary: str = ""
    controls: tuple[Control, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All controls that an audit can select from."""

    checklists: tuple[Checklist, ...]

    @property
    def controls(self) -> tuple[Control, ...]:
        """Every control, in the order of files and of controls in them."""
        return tuple(control for checklist in self.checklists for control in checklist.controls)
