"""What is known while one description is being read: its parts, its mistakes and what it came to so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from auditor.documents import Document, Pointer, Tree, Value
from auditor.errors import InputError, Problem
from auditor.model.claims import Location
from auditor.model.description import Description, Note
from auditor.model.entities import Entity
from auditor.model.kinds import EntityKind, EvidenceLevel
from auditor.model.vocabulary import SECTIONS
from auditor.readers.architecture.system_keys import IGNORED_PREFIX
from auditor.readers.reader import Reading

_MOST_PROBLEMS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One mapping with the sections of system.yaml: the file itself, an included file, or a case's inline system."""

    value: Value
    document: Document
    tree: Tree
    pointer: Pointer

    def at(self, *pointer: str | int) -> Location:
        """Return the place of a value of this part."""
        return Location(document=self.document, tree=self.tree, pointer=(*self.pointer, *pointer))

    def key_at(self, *pointer: str | int) -> Location:
        """Return the place of a key of this part."""
        place = (*self.pointer, *pointer)
        return Location(document=self.document, tree=self.tree, pointer=place, of_key=True)

    def section(self, name: str) -> Mapping[str, Value]:
        """Return one top-level mapping, empty where it is absent or not one."""
        return members(self.value.get(name)) if isinstance(self.value, dict) else {}

    def entities(self) -> Iterator[tuple[str, EntityKind, str, Mapping[str, Value]]]:
        """Return section, kind, id and keys of everything that the sections list."""
        for section, kind in SECTIONS.items():
            for key, value in self.section(section).items():
                yield section, kind, key, members(value)


def members(value: Value) -> Mapping[str, Value]:
    """Return the keys of a mapping, sorted and without those that are to be ignored; empty for anything else."""
    if not isinstance(value, dict):
        return {}
    return {key: value[key] for key in sorted(value) if not key.startswith(IGNORED_PREFIX)}


def listed(value: Value) -> Iterator[tuple[Pointer, str]]:
    """Return the texts of a list, or a single text, each with its place below the value."""
    if isinstance(value, str):
        yield (), value
    elif isinstance(value, list):
        for number, item in enumerate(value):
            if isinstance(item, str):
                yield (number,), item


@dataclass(slots=True, kw_only=True)
class Build:
    """One reading of a system.yaml, from its parts to its description."""

    reading: Reading
    level: EvidenceLevel
    """Of what is stated without evidence."""
    partial: bool
    """True for an inline system, where nothing is required."""
    parts: list[Part] = field(default_factory=list)
    description: Description = field(default_factory=Description)
    declared: dict[str, EntityKind] = field(default_factory=dict)
    """What the sections list."""
    entities: dict[str, list[Entity]] = field(default_factory=dict)
    """Everything there is, by id, with what artifacts and included files list."""
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, location: Location, message: str) -> None:
        """Note a mistake; the reading goes on, so that all are told at once."""
        place = location.position
        self.problems.append(Problem(path=location.path, line=place.line, column=place.column, message=message))

    def note(self, location: Location, message: str) -> None:
        """Say something that does not stop the audit."""
        self.description.notes.append(Note(message=message, location=location))

    def add(self, entity: Entity) -> None:
        """Add one entity of this description."""
        self.description.entities.append(entity)
        self.entities.setdefault(entity.id, []).append(entity)

    def take(self, other: Description) -> None:
        """Take in what another reader found."""
        self.description.add(other)
        for entity in other.entities:
            self.entities.setdefault(entity.id, []).append(entity)

    def of_kind(self, entity_id: str, kinds: frozenset[EntityKind]) -> Entity | None:
        """Return the entity with an id that is of one of these kinds."""
        return next((entity for entity in self.entities.get(entity_id, ()) if entity.kind in kinds), None)

    def finish(self) -> Description:
        """Return the description. Raise InputError with every mistake that was found."""
        if not self.problems:
            return self.description
        found = sorted(set(self.problems))
        if len(found) > _MOST_PROBLEMS:
            rest = len(found) - _MOST_PROBLEMS
            last = found[_MOST_PROBLEMS - 1]
            found = found[:_MOST_PROBLEMS]
            found.append(
                Problem(path=last.path, line=last.line, column=last.column, message=f"and {rest} more mistakes")
            )
        raise InputError(found)
