"""What to assume of a subject so that a condition holds, read off the condition as its checklist writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, count, islice
from typing import TypeAlias, assert_never

from auditor.checklist.constructs import CONSTRUCT_BY_NAME
from auditor.documents import Value
from auditor.model.entities import Entity
from auditor.model.facts import Known
from auditor.model.kinds import EntityKind, EvidenceLevel, RelationKind
from auditor.model.system import System
from auditor.model.vocabulary import ATTRIBUTES, attributes_of
from auditor.whatif.assume import JOINING, claim_of
from auditor.whatif.assumption import Added, Assumption, Related, Stated
from auditor.whatif.values import Slot, fulfilling, may_fulfil

Way: TypeAlias = tuple[Assumption, ...]

Find: TypeAlias = "Callable[[Ways], Iterator[Way]]"

_MOST_WAYS = 6
_AS_IT_IS = JOINING | {"protocol", "method", "path", "own_name", "effects", "data", "trust", "stage", "intent"}
"""Attributes that tell what something is rather than how it is made; no advice is to call it something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One key of a condition."""

    key: str
    value: Value
    beside: dict[str, Value]
    """The whole mapping that it stands in."""

    @property
    def belongs_to_another(self) -> bool:
        """Tell whether the key belongs to a construct next to it, such as `satisfies` to `every`."""
        constructs = (CONSTRUCT_BY_NAME[name] for name in self.beside if name in CONSTRUCT_BY_NAME)
        return any(self.key == beside.name for construct in constructs for beside in construct.beside)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """Finds ways for the subjects of one system."""

    system: System
    today: str
    """ISO 8601 date."""

    def to(self, condition: Value, subject: Entity) -> tuple[Way, ...]:
        """Return up to six ways to make a condition hold for a subject, likely ones first; none is known to work."""
        if subject.placeholder:
            return ()
        return tuple(islice(self._ways(condition, subject, positive=True), _MOST_WAYS))

    def confirming(self, condition: Value, subject: Entity) -> Way:
        """Return that someone states what is only guessed today of the attributes in a condition, as it is guessed.

        A control passes nobody of whom it is only guessed that it concerns them.
        """
        found = []
        for name in dict.fromkeys(_named(condition)):
            fact = self.system.fact(subject.id, name) if name in attributes_of(subject.kind) else None
            if isinstance(fact, Known) and fact.level < EvidenceLevel.DECLARED:
                found.append(Stated(subject=subject.id, attribute=name, value=fact.value))
        return tuple(found)

    def _ways(self, condition: Value, subject: Entity, *, positive: bool) -> Iterator[Way]:
        keys = condition if isinstance(condition, dict) else {}
        parts = [_Part(key=key, value=value, beside=keys) for key, value in keys.items()]
        if positive:
            yield from self._together([partial(_part_of, part, subject, positive=True) for part in parts])
        else:
            yield from chain.from_iterable(self._part(part, subject, positive=False) for part in parts)

    def _together(self, parts: Sequence[Find]) -> Iterator[Way]:
        """Yield ways in which all parts hold; what a later one assumes of an attribute builds on the earlier ones."""
        if not parts:
            return
        for way in islice(parts[0](self), _MOST_WAYS):
            if len(parts) == 1:
                yield way
                continue
            for rest in islice(self._given(way)._together(parts[1:]), _MOST_WAYS):
                yield joined(way, rest)

    def _given(self, way: Way) -> Ways:
        claims = {
            (a.subject, a.attribute): claim_of(a)
            for a in way
            if isinstance(a, Stated) and a.subject in self.system.entities
        }
        return replace(self, system=self.system.claimed_instead(claims)) if claims else self

    def _part(self, part: _Part, subject: Entity, *, positive: bool) -> Iterator[Way]:
        value, beside = part.value, part.beside
        match part.key:
            case "not":
                yield from self._ways(value, subject, positive=not positive)
            case "all" | "any" if isinstance(value, list):
                parts = [partial(_ways_of, item, subject, positive=positive) for item in value]
                together = (part.key == "all") is positive
                yield from self._together(parts) if together else chain.from_iterable(find(self) for find in parts)
            case "related" if positive and isinstance(value, dict):
                yield from self._related(value, subject)
            case "reached_only_through" if positive and isinstance(value, dict) and subject.kind is EntityKind.TOOL:
                yield from self._answered(value, subject)
            case "count" if positive and isinstance(value, dict) and subject.kind is EntityKind.SYSTEM:
                yield from self._counted(value, beside.get("at_least"))
            case "some" | "every" if positive and isinstance(value, dict):
                yield from self._of_neighbours(part, value, subject)
            case "satisfies" | "at_least" | "at_most" if part.belongs_to_another:
                yield ()
            case _ if part.key in ATTRIBUTES:
                yield from self._attribute(part.key, value, subject, positive=positive)

    def _attribute(self, name: str, condition: Value, subject: Entity, *, positive: bool) -> Iterator[Way]:
        attribute = attributes_of(subject.kind).get(name)
        if attribute is None or name in _AS_IT_IS:
            return
        fact = self.system.fact(subject.id, name)
        slot = Slot(
            type=attribute.type,
            current=fact.value if isinstance(fact, Known) else None,
            today=self.today,
            place=subject.location,
        )
        for choice in fulfilling(slot, condition, positive=positive):
            yield (Stated(subject=subject.id, attribute=name, value=choice.value, example=choice.example),)

    def _related(self, value: dict[str, Value], subject: Entity) -> Iterator[Way]:
        wanted = value.get("to")
        inward = value.get("direction", "out") == "in"
        for kind in _relations(value.get("by")):
            for other, more in self._others(wanted if isinstance(wanted, dict) else {}, subject):
                source, target = (other, subject.id) if inward else (subject.id, other)
                yield (*more, Related(source=source, kind=kind, target=target))

    def _answered(self, wanted: dict[str, Value], tool: Entity) -> Iterator[Way]:
        """Yield that such a gateway answers what offers a tool: it then stands on every path to it."""
        if _kinds(wanted.get("kind")) != (EntityKind.GATEWAY,):
            return
        by: dict[str, Value] = {"by": RelationKind.EXPOSES.value, "direction": "in", "kind": EntityKind.INTERFACE.value}
        offering = [entity.id for entity in self._neighbours(by, tool)]
        alone: Way = ()
        if not offering:
            new = self._new(EntityKind.INTERFACE, 1)
            alone = (new, Related(source=new.id, kind=RelationKind.EXPOSES, target=tool.id))
            offering = [new.id]
        for gateway, more in self._others(wanted, tool):
            answers = (Related(source=gateway, kind=RelationKind.EXPOSES, target=id_) for id_ in offering)
            yield (*alone, *more, *answers)

    def _others(self, wanted: dict[str, Value], subject: Entity) -> Iterator[tuple[str, Way]]:
        """Yield entities that a relation could join: one that is there where its kind is all that counts."""
        kinds = _kinds(wanted.get("kind"))
        rest = {key: item for key, item in wanted.items() if key != "kind"}
        if not rest:
            there = (e for kind in kinds for e in self.system.of_kind(kind) if not e.placeholder and e != subject)
            yield from ((entity.id, ()) for entity in islice(there, 1))
        for kind in kinds:
            new = self._new(kind, 1)
            entity = Entity(id=new.id, kind=kind, name=new.name, location=subject.location)
            for way in self._ways(rest, entity, positive=True) if rest else ((),):
                yield new.id, (new, *way)

    def _counted(self, value: dict[str, Value], least: Value) -> Iterator[Way]:
        if not isinstance(least, int) or set(value) != {"kind"}:
            return
        for kind in _kinds(value["kind"]):
            missing = range(least - len(self.system.of_kind(kind)))
            yield tuple(self._new(kind, number + 1) for number in missing)

    def _new(self, kind: EntityKind, number: int) -> Added:
        taken = self.system.entities
        ids = (f"assumed-{kind.value}-{n}" if n > 1 else f"assumed-{kind.value}" for n in count(number))
        return Added(id=next(id_ for id_ in ids if id_ not in taken), kind=kind, name=f"assumed {kind.value}")

    def _of_neighbours(self, part: _Part, value: dict[str, Value], subject: Entity) -> Iterator[Way]:
        if "by" not in value:
            return
        wanted = part.beside.get("satisfies")
        near = (entity for entity in self._neighbours(value, subject) if self._may_be(entity, value))
        found = [tuple(islice(self._ways(wanted, entity, positive=True), _MOST_WAYS)) for entity in near]
        if part.key == "some":
            yield from chain.from_iterable(found)
            return
        # One after another would take a step for each of a thousand tools; what one assumes is no other's matter.
        told = [ways for ways in found if ways]
        for number in range(max(map(len, told), default=0)):
            yield joined(*(ways[min(number, len(ways) - 1)] for ways in told))

    def _may_be(self, entity: Entity, wanted: dict[str, Value]) -> bool:
        """Tell whether an entity is like a filter, as far as anything is known of it."""
        for name in wanted.keys() & attributes_of(entity.kind).keys():
            fact = self.system.fact(entity.id, name)
            if isinstance(fact, Known) and not may_fulfil(fact.value, wanted[name]):
                return False
        return True

    def _neighbours(self, value: dict[str, Value], subject: Entity) -> Iterable[Entity]:
        by, direction = _relations(value.get("by")), value.get("direction", "out")
        ids = [
            end
            for r in self.system.relations
            if r.kind in by
            for near, end, way in ((r.source, r.target, "out"), (r.target, r.source, "in"))
            if near == subject.id and direction in (way, "either")
        ]
        near = (self.system.entities[id_] for id_ in dict.fromkeys(ids) if id_ in self.system.entities)
        kinds = _kinds(value.get("kind"))
        return (entity for entity in near if entity.kind in kinds and not entity.placeholder)


def _named(condition: Value) -> Iterator[str]:
    """Yield the attributes of the subject itself that a condition names."""
    for key, value in condition.items() if isinstance(condition, dict) else ():
        if key in ("all", "any") and isinstance(value, list):
            yield from chain.from_iterable(map(_named, value))
        elif key == "not":
            yield from _named(value)
        elif key in ATTRIBUTES:
            yield key


def _part_of(part: _Part, subject: Entity, ways: Ways, *, positive: bool) -> Iterator[Way]:
    return ways._part(part, subject, positive=positive)


def _ways_of(condition: Value, subject: Entity, ways: Ways, *, positive: bool) -> Iterator[Way]:
    return ways._ways(condition, subject, positive=positive)


def joined(*ways: Way) -> Way:
    """Return several ways as one; of two values of one attribute the later one, which builds on the other."""
    found: dict[tuple[str, ...], Assumption] = {}
    for assumption in chain.from_iterable(ways):
        key = _about(assumption)
        if isinstance(assumption, Added):
            found.setdefault(key, assumption)  # what is said of it comes after it
            continue
        found.pop(key, None)
        found[key] = assumption
    return tuple(found.values())


def _about(assumption: Assumption) -> tuple[str, ...]:
    match assumption:
        case Stated(subject=subject, attribute=attribute):
            return (subject, attribute)
        case Related(source=source, kind=kind, target=target):
            return (source, kind.value, target)
        case Added(id=id_):
            return (id_,)
    assert_never(assumption)


def _relations(names: Value) -> tuple[RelationKind, ...]:
    listed = names if isinstance(names, list) else [names]
    return tuple(kind for kind in RelationKind if kind.value in listed)


def _kinds(names: Value) -> tuple[EntityKind, ...]:
    inner = names.get("in") if isinstance(names, dict) else names
    listed = inner if isinstance(inner, list) else [inner]
    return tuple(kind for name in listed for kind in EntityKind if kind.value == name)
