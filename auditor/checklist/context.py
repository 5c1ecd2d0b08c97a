"""What a condition is evaluated against: a system, its graph, the day, and one subject of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias, TypeVar

from msgspec import Struct

from auditor.graph import SystemGraph
from auditor.model.claims import Claim, Record
from auditor.model.description import Input
from auditor.model.entities import Entity, Relation
from auditor.model.facts import Fact
from auditor.model.kinds import EvidenceLevel
from auditor.model.system import System


class Item(Struct, frozen=True, kw_only=True):
    """One record of an entity's list, such as a parameter of a tool."""

    owner: Entity
    noun: str
    """What one record of the list is called, such as `parameter`."""
    record: Record
    level: EvidenceLevel
    """Of the claim that lists it."""
    claim: Claim


Subject: TypeAlias = Entity | Item
T = TypeVar("T")


class Context:
    """One audit's facts, as conditions ask for them."""

    def __init__(self, system: System, *, today: date, inputs: Iterable[Input] = (), alone: bool = False) -> None:
        """Take a system; `alone` says that it is one artifact, of which nobody expects that it names who calls it."""
        self.system = system
        self.graph = SystemGraph(system, alone=alone)
        self.today = today
        self.inputs: Mapping[str, Input] = {entry.path: entry for entry in inputs}
        self._facts = system.facts
        self._incoming: dict[str, list[Relation]] | None = None
        self._kept: dict[tuple[object, str], Any] = {}

    def fact(self, entity: Entity, attribute: str) -> Fact:
        """Return what is known of one attribute of one entity."""
        known = self._facts.get(entity.id)
        fact = known.get(attribute) if known is not None else None
        return self.system.fact(entity.id, attribute) if fact is None else fact

    def relations_to(self, entity_id: str) -> Sequence[Relation]:
        """Return the relations that arrive at an entity."""
        if self._incoming is None:
            self._incoming = {}
            for relation in self.system.relations:
                self._incoming.setdefault(relation.target, []).append(relation)
        return self._incoming.get(entity_id, ())

    def kept(self, key: tuple[object, str], make: Callable[[], T]) -> T:
        """Return what was made for a key before, or make it now."""
        found: T | None = self._kept.get(key)
        if found is None:
            found = self._kept[key] = make()
        return found
