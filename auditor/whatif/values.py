"""Which values of an attribute would fulfil a condition on it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

from auditor.documents import Value
from auditor.model.claims import AttributeValue, Location, Record
from auditor.model.values import ValueKind, ValueType

EXAMPLE = "assumed"
"""A text that stands for any text, and the name of a record that stands for any record."""

_NO_TEXT = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A value, and whether it stands for any other that would do as well."""

    value: AttributeValue
    example: bool = False


Choices: TypeAlias = Iterator[Choice]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """What a value is chosen for."""

    type: ValueType
    current: AttributeValue | None
    """What is known today; None where nothing is."""
    today: str
    """ISO 8601 date."""
    place: Location | None
    """Where the entity is described; records need a place."""

    @property
    def items(self) -> tuple[AttributeValue, ...]:
        """The items of what is known today."""
        return self.current if isinstance(self.current, tuple) else ()


def fulfilling(slot: Slot, condition: Value, *, positive: bool = True) -> Choices:
    """Yield values for which a condition holds or, not `positive`, does not hold; likely ones first.

    Nothing is yielded where no value can be found without knowing more, as for a pattern.
    """
    if not isinstance(condition, dict):
        yield from _equal(slot, condition) if positive else _different(slot, [condition])
        return
    for operator, argument in condition.items():
        yield from (_holding(slot, operator, argument) if positive else _failing(slot, operator, argument))
        if positive:
            return  # several operators bound one value; the trial shows whether it fulfils the others


def may_fulfil(value: AttributeValue, condition: Value) -> bool:
    """Tell whether a value can be one for which a condition holds; false only where a list of words rules it out."""
    items = value if isinstance(value, tuple) else (value,)
    asked = condition if isinstance(condition, dict) else {"in": condition}
    for operator, argument in asked.items():
        words = argument if isinstance(argument, list) else [argument]
        if operator in ("in", "any_of", "contains") and isinstance(value, bool | str | tuple):
            if not any(word in items for word in words):
                return False
        elif operator == "is_not" and any(word in items for word in words):
            return False
    return True


def _holding(slot: Slot, operator: str, argument: Value) -> Choices:
    listed: list[Value] = argument if isinstance(argument, list) else [argument]
    match operator:
        case "in":
            yield from chain.from_iterable(_equal(slot, item) for item in listed)
        case "is_not":
            yield from _different(slot, listed)
        case "any_of" | "all_of" | "contains":
            yield from _containing(slot, [item for item in listed if isinstance(item, str)], every=operator == "all_of")
        case "at_least" | "at_most":
            yield from _bound(slot, argument, operator)
        case "present":
            yield from _present(slot) if argument is True else _empty(slot)
        case "evidence" if slot.current is not None:
            yield Choice(value=slot.current)
        case "length" if isinstance(argument, dict):
            yield from _long(slot, argument)
        case "every" | "some" | "none" if isinstance(argument, dict):
            yield from _records(slot, operator, argument)


def _failing(slot: Slot, operator: str, argument: Value) -> Choices:
    listed: list[Value] = argument if isinstance(argument, list) else [argument]
    match operator:
        case "in":
            yield from _different(slot, listed)
        case "is_not":
            yield from chain.from_iterable(_equal(slot, item) for item in listed)
        case "contains" | "any_of" if slot.type.is_list and slot.current is not None:
            yield Choice(value=tuple(item for item in slot.items if item not in listed))
        case "present":
            yield from _empty(slot) if argument is True else _present(slot)
        case "matches" if slot.type.kind is ValueKind.TEXT:
            yield Choice(value=EXAMPLE, example=True)
        case "older_than":
            yield Choice(value=slot.today)


def _containing(slot: Slot, wanted: list[str], *, every: bool) -> Choices:
    if not slot.type.is_list:
        yield from (Choice(value=text, example=True) for text in wanted)
    elif every:
        yield Choice(value=tuple(dict.fromkeys((*slot.items, *wanted))))
    else:
        yield from (Choice(value=(*slot.items, item)) for item in wanted)


def _equal(slot: Slot, value: Value) -> Choices:
    if isinstance(value, list):
        yield Choice(value=tuple(item for item in value if isinstance(item, str)))
    elif isinstance(value, bool | int | float | str):
        yield Choice(value=value)


def _different(slot: Slot, refused: list[Value]) -> Choices:
    if slot.type.kind is ValueKind.FLAG:
        yield from (Choice(value=flag) for flag in (True, False) if flag not in refused)
    elif slot.type.kind is ValueKind.CHOICE:
        yield from (Choice(value=word) for word in reversed(slot.type.choices) if word not in refused)
    elif slot.type.kind is ValueKind.TEXT and EXAMPLE not in refused:
        yield Choice(value=EXAMPLE, example=True)


def _bound(slot: Slot, bound: Value, operator: str) -> Choices:
    if slot.type.kind is ValueKind.INTEGER and isinstance(bound, float):
        yield Choice(value=math.ceil(bound) if operator == "at_least" else math.floor(bound))
    elif isinstance(bound, int | float | str):
        yield Choice(value=bound)


def _present(slot: Slot) -> Choices:
    match slot.type.kind:
        case ValueKind.FLAG:
            yield Choice(value=True)
        case ValueKind.INTEGER | ValueKind.NUMBER:
            yield Choice(value=1, example=True)
        case ValueKind.CHOICE:
            yield Choice(value=slot.type.choices[-1], example=True)
        case ValueKind.CHOICES:
            yield Choice(value=slot.type.choices[:1], example=True)
        case ValueKind.TEXTS:
            yield Choice(value=(EXAMPLE,), example=True)
        case ValueKind.DATE:
            yield Choice(value=slot.today, example=True)
        case ValueKind.DURATION:
            yield Choice(value="30d", example=True)
        case ValueKind.TEXT:
            yield Choice(value=EXAMPLE, example=True)
        case ValueKind.RECORDS:
            yield from _records(slot, "some", {})


def _empty(slot: Slot) -> Choices:
    if slot.type.is_list:
        yield Choice(value=())
    elif slot.type.kind is ValueKind.TEXT:
        yield Choice(value=_NO_TEXT)


def _long(slot: Slot, bounds: Mapping[str, Value]) -> Choices:
    low, high = bounds.get("at_least", 0), bounds.get("at_most")
    if slot.type.kind is ValueKind.RECORDS or not isinstance(low, int):
        if high == 0 and slot.type.is_list:
            yield Choice(value=())
    elif slot.type.is_list:
        yield Choice(value=tuple(f"{EXAMPLE} {number}" for number in range(low)), example=True)
    else:
        longest = high if isinstance(high, int) else max(low, len(EXAMPLE))
        yield Choice(value=(f"{EXAMPLE} " * (low // len(EXAMPLE) + 1)).strip()[:longest], example=True)


def _records(slot: Slot, quantifier: str, argument: Mapping[str, Value]) -> Choices:
    known = [item for item in slot.items if isinstance(item, Record)]
    if quantifier == "none":
        yield Choice(value=(), example=True)
    elif quantifier == "every" and known:
        fields = _fields(slot, (argument.get("satisfies"),))
        if fields:
            filled = (_filled(item, fields) if _is_meant(item, argument.get("where")) else item for item in known)
            yield Choice(value=tuple(filled), example=True)
    elif quantifier == "some" and slot.place is not None:
        named, conditions = _without_name(argument.get("where"), argument.get("satisfies"))
        fields = _fields(slot, conditions)
        if fields is not None:
            new = Record(name=named, fields=fields, location=slot.place)
            yield Choice(value=(*slot.items, new), example=True)


def _filled(record: Record, fields: Mapping[str, AttributeValue]) -> Record:
    return Record(name=record.name, fields={**record.fields, **fields}, location=record.location)


def _is_meant(record: Record, where: Value) -> bool:
    """Tell whether a record may be one that `where` selects, as far as its fields tell."""
    wanted = where if isinstance(where, dict) else {}
    return all(may_fulfil(record.fields[key], wanted[key]) for key in wanted.keys() & record.fields.keys())


def _without_name(*conditions: Value) -> tuple[str, tuple[Value, ...]]:
    """Return the name that a record is asked to have, else one that stands for any, and what else is asked of it."""
    named, rest = EXAMPLE, list[Value]()
    for condition in conditions:
        if isinstance(condition, dict) and isinstance(condition.get("name"), str):
            named = str(condition["name"])
            condition = {key: item for key, item in condition.items() if key != "name"}
        rest.append(condition)
    return named, tuple(rest)


def _fields(slot: Slot, conditions: tuple[Value, ...]) -> dict[str, AttributeValue] | None:
    """Return fields of a record that fulfil some conditions; None where one cannot be fulfilled so."""
    found: dict[str, AttributeValue] = {}
    for condition in conditions:
        for key, wanted in condition.items() if isinstance(condition, dict) else ():
            chosen = _field(slot, key, wanted)
            if chosen is None:
                return None
            found |= chosen
    return found


def _field(slot: Slot, key: str, wanted: Value) -> dict[str, AttributeValue] | None:
    if key in ("all", "any") and isinstance(wanted, list):
        ways = [_fields(slot, (part,)) for part in wanted]
        good = [way for way in ways if way is not None]
        if key == "any" and good:
            return good[0]
        return {name: value for way in good for name, value in way.items()} if len(good) == len(ways) else None
    field_type = slot.type.fields.get(key)
    if field_type is None:
        return None
    inner = Slot(type=field_type, current=None, today=slot.today, place=slot.place)
    chosen = next(fulfilling(inner, wanted), None)
    return {key: chosen.value} if chosen is not None else None
