"""Descriptions: what one reader, or all of them together, found in the artifacts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from auditor.documents import Document
from auditor.model.claims import AttributeValue, Claim, Location
from auditor.model.definitions import ToolDefinition
from auditor.model.entities import Boundary, Entity, Relation
from auditor.model.kinds import EntityKind, EvidenceLevel, RelationKind
from auditor.model.runs import Measured, UnreadEvidence
from auditor.model.vocabulary import ATTRIBUTES


class ReadState(StrEnum):
    """How much of an input was understood."""

    READ = "read"
    PARTLY = "partly"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One file that took part, or should have."""

    path: str
    format: str
    """The reader's id; empty where no reader knows the file."""
    sha256: str
    size: int
    """Bytes."""
    state: ReadState
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something that a reader saw and could not use, or that its user should know."""

    message: str
    location: Location | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A dated, owned, reasoned acceptance of one control's failures."""

    control: str
    subject: str
    """An entity id, in which `*` stands for anything."""
    reason: str
    owner: str
    expires: str
    """ISO 8601 date; the waiver holds up to and including it."""
    location: Location


@dataclass(slots=True, kw_only=True)
class Description:
    """What readers collect: entities, relations, claims, and which lists are complete."""

    entities: list[Entity] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    boundaries: list[Boundary] = field(default_factory=list)
    closed_kinds: set[EntityKind] = field(default_factory=set)
    """Kinds whose entities are listed completely."""
    closed_relations: set[tuple[str, RelationKind]] = field(default_factory=set)
    """Sources whose outgoing relations of a kind are listed completely."""
    waivers: list[Waiver] = field(default_factory=list)
    inputs: list[Input] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    cited: dict[str, Description] = field(default_factory=dict)
    """What the contracts say that workflows rest on, by path; linking takes in those that nothing else reads."""
    workflows: dict[str, str] = field(default_factory=dict)
    """Tools that are sequences of calls rather than calls, each with its interface."""
    channels: set[str] = field(default_factory=set)
    """Queues that are channels of an interface; linking keeps those that something else has to do with."""
    definitions: dict[str, Callable[[], ToolDefinition]] = field(default_factory=dict)
    """What makes the definition of a tool, by its id; most are never asked for."""
    measured: list[Measured] = field(default_factory=list)
    """Runs of benchmarks and evaluations; linking turns those of a model into its `evaluations`."""
    unread_evidence: list[UnreadEvidence] = field(default_factory=list)
    settings: Settings | None = None
    """From `audit:` of the system.yaml that was named."""

    def claim(
        self,
        subject: str,
        attribute: str,
        value: AttributeValue,
        level: EvidenceLevel,
        location: Location | None,
        *,
        detail: str = "",
        cited: Location | None = None,
    ) -> None:
        """Add a claim. Raises KeyError where the vocabulary does not know the attribute."""
        ATTRIBUTES[attribute]
        self.claims.append(
            Claim(
                subject=subject,
                attribute=attribute,
                value=value,
                level=level,
                location=location,
                detail=detail,
                cited=cited,
            )
        )

    def relate(
        self, source: str, kind: RelationKind, target: str, level: EvidenceLevel, location: Location | None
    ) -> None:
        """Add a relation."""
        self.relations.append(Relation(source=source, target=target, kind=kind, level=level, location=location))

    def all_inputs(self) -> list[Input]:
        """Return the inputs with those that only workflows rest on, each path once."""
        known = {entry.path for entry in self.inputs}
        more = (entry for _, other in sorted(self.cited.items()) for entry in other.all_inputs())
        return [*self.inputs, *{entry.path: entry for entry in more if entry.path not in known}.values()]

    def add(self, other: Description) -> None:
        """Take in everything another description holds; its settings only where this one has none.

        An input that both have stands once: a file that one could not use may be what another was looking for.
        """
        self.entities += other.entities
        self.relations += other.relations
        self.claims += other.claims
        self.boundaries += other.boundaries
        self.closed_kinds |= other.closed_kinds
        self.closed_relations |= other.closed_relations
        self.waivers += other.waivers
        self._add_inputs(other.inputs)
        self.notes += other.notes
        self.cited |= other.cited
        self.workflows |= other.workflows
        self.channels |= other.channels
        self.definitions = other.definitions | self.definitions
        self.measured += other.measured
        self.unread_evidence += other.unread_evidence
        self.settings = self.settings or other.settings

    def _add_inputs(self, inputs: list[Input]) -> None:
        places = {entry.path: place for place, entry in enumerate(self.inputs)}
        for entry in inputs:
            place = places.get(entry.path)
            if place is None:
                places[entry.path] = len(self.inputs)
                self.inputs.append(entry)
            elif self.inputs[place].state is ReadState.SKIPPED:
                self.inputs[place] = entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What `audit:` in system.yaml asks of the audit itself."""

    target_level: int | None = None
    profile: str | None = None
    shares: tuple[tuple[str, float], ...] = ()
    """Control ids and the share of subjects that must pass that gate, from 0 to 1."""
    reference_tables: tuple[Document, ...] = ()
    """Tables of published results to compare with, beside the one that comes with the program."""
