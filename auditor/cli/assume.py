"""`--assume`: takes apart what the user wants to be taken for granted, by the names that the audited system has."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

from auditor.checklist.operators import measure
from auditor.errors import UsageError
from auditor.model.claims import AttributeValue
from auditor.model.entities import Entity
from auditor.model.kinds import EntityKind, RelationKind
from auditor.model.system import System
from auditor.model.values import ValueKind, ValueType
from auditor.model.vocabulary import RelationKey, attributes_of, relation_keys_of
from auditor.readers.architecture.system_keys import NOUNS
from auditor.readers.architecture.system_words import hint, nearest, one_of, quoted
from auditor.whatif import JOINING, Added, Assumption, Related, Stated

_FORM = "`[kind:]entity.attribute=value`, such as `tool:bookings.cancelTrip.approval=human`"
_LONGEST = 2000
"""Characters of one assumption."""


def assumption_reader(texts: Sequence[str]) -> Callable[[System], Sequence[Assumption]]:
    """Return what reads these texts once the system is known; it raises UsageError for what cannot be assumed."""

    def read(system: System) -> Sequence[Assumption]:
        entities = dict(system.entities)
        found: list[Assumption] = []
        for text in texts:
            for assumption in _read(text.strip(), entities):
                if isinstance(assumption, Added):
                    entities[assumption.id] = Entity(
                        id=assumption.id, kind=assumption.kind, name=assumption.name, location=None
                    )
                found.append(assumption)
        return found

    return read


def _read(text: str, entities: dict[str, Entity]) -> Iterable[Assumption]:
    if not text or len(text) > _LONGEST:
        raise UsageError(f"--assume takes {_FORM}")
    kind, rest = _kind_of(text)
    if kind is not None and "=" not in rest and rest and rest not in entities:
        return (Added(id=rest, kind=kind, name=rest),)
    entity, said = _entity_of(rest, kind, entities)
    if entity.placeholder:
        raise UsageError(
            f"--assume: {quoted(entity.id)} stands for what could not be read; nothing can be assumed of it"
        )
    name, equals, value = said.partition("=")
    if not equals:
        raise UsageError(f"--assume: {quoted(text)} has no value; expected {_FORM}")
    return _assumptions(entity, name.strip(), value.strip(), entities)


def _kind_of(text: str) -> tuple[EntityKind | None, str]:
    word, colon, rest = text.partition(":")
    kind = next((kind for kind in EntityKind if kind.value == word), None) if colon else None
    return kind, rest if kind is not None else text


def _entity_of(rest: str, kind: EntityKind | None, entities: dict[str, Entity]) -> tuple[Entity, str]:
    """Return the entity with the longest id that the text begins with, and what follows its dot."""
    owners = [id_ for id_ in entities if rest.startswith(f"{id_}.")]
    fitting = [id_ for id_ in owners if kind is None or entities[id_].kind is kind]
    if fitting:
        longest = max(fitting, key=len)
        return entities[longest], rest[len(longest) + 1 :]
    if owners:
        found = entities[max(owners, key=len)]
        raise UsageError(f"--assume: {quoted(found.id)} is of kind `{found.kind.value}`, not {quoted(str(kind))}")
    written = rest.partition("=")[0]
    known = [id_ for id_, entity in entities.items() if kind is None or entity.kind is kind]
    meant = nearest(written.rpartition(".")[0] or written, known)
    said = f"; did you mean `{meant}`?" if meant else f"; expected {_FORM}"
    raise UsageError(f"--assume: nothing here is called {quoted(written)}{said}")


def _assumptions(entity: Entity, name: str, value: str, entities: dict[str, Entity]) -> Iterable[Assumption]:
    attributes, keys = attributes_of(entity.kind), _keys_of(entity.kind)
    if name in attributes:
        if name in JOINING:
            raise UsageError(f"--assume: `{name}` makes one entity of two; state it in the description instead")
        parsed = _value(name, value, attributes[name].type)
        return (Stated(subject=entity.id, attribute=name, value=parsed),)
    if name in keys:
        return _relations(entity, keys[name], value, entities)
    words = [*attributes, *keys]
    raise UsageError(f"--assume: {quoted(name)} is no attribute of {NOUNS[entity.kind]}{hint(name, words)}")


def _keys_of(kind: EntityKind) -> dict[str, RelationKey]:
    """Return the relations that an entity can have, under the keys of system.yaml and under their own names."""
    keys = relation_keys_of(kind)
    own = {key.relation.value: key for key in keys.values() if kind in key.source and key.also is None}
    return own | keys


def _relations(entity: Entity, key: RelationKey, value: str, entities: dict[str, Entity]) -> Iterable[Assumption]:
    inverse = entity.kind not in key.source
    ends = key.source if inverse else key.targets
    names = [value] if value in entities else [name.strip() for name in value.split(",") if name.strip()]
    if not names:
        raise UsageError(f"--assume: `{key.key}` needs the id of what it leads to")
    found: list[Assumption] = []
    for name in names:
        other = entities.get(name)
        if other is None or other.kind not in ends:
            fitting = [id_ for id_, e in entities.items() if e.kind in ends and not e.placeholder]
            what = "is called" if other is None else f"of the kind {one_of(sorted(k.value for k in ends))} is called"
            raise UsageError(f"--assume: nothing {what} {quoted(name)}{hint(name, fitting)}")
        for kind in _kinds(key):
            source, target = (other.id, entity.id) if inverse else (entity.id, other.id)
            found.append(Related(source=source, kind=kind, target=target))
    return found


def _kinds(key: RelationKey) -> tuple[RelationKind, ...]:
    return (key.relation,) if key.also is None else (key.relation, key.also)


def _value(name: str, text: str, value_type: ValueType) -> AttributeValue:
    """Return a value of the type that the vocabulary gives an attribute. Raises UsageError."""
    if value_type.kind is ValueKind.RECORDS:
        raise UsageError(f"--assume: `{name}` is a list of records; state it in the description instead")
    if value_type.is_list:
        items = tuple(dict.fromkeys(item.strip() for item in text.split(",") if item.strip()))
        for item in items:
            _among(name, item, value_type)
        return items
    parsed = _scalar(text, value_type)
    if parsed is None:
        raise UsageError(f"--assume: `{name}` cannot be {quoted(text)}; expected {_wanted(value_type)}")
    if isinstance(parsed, str):
        _among(name, parsed, value_type)
    return parsed


def _scalar(text: str, value_type: ValueType) -> AttributeValue | None:
    match value_type.kind:
        case ValueKind.FLAG:
            return {"true": True, "false": False}.get(text.lower())
        case ValueKind.INTEGER | ValueKind.NUMBER:
            return _number(text, whole=value_type.kind is ValueKind.INTEGER)
        case ValueKind.DATE | ValueKind.DURATION:
            return text if measure(text, value_type.kind) is not None else None
        case _:
            return text or None


def _number(text: str, *, whole: bool) -> int | float | None:
    try:
        number = int(text) if whole else float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _among(name: str, word: str, value_type: ValueType) -> None:
    if value_type.choices and word not in value_type.choices:
        raise UsageError(f"--assume: `{name}` cannot be {quoted(word)}{hint(word, value_type.choices)}")


def _wanted(value_type: ValueType) -> str:
    return {
        ValueKind.FLAG: "`true` or `false`",
        ValueKind.INTEGER: "a whole number",
        ValueKind.NUMBER: "a number",
        ValueKind.DATE: "a date such as `2027-03-01`",
        ValueKind.DURATION: "a duration such as `30d` (s, m, h, d or w)",
    }.get(value_type.kind, "a value")
