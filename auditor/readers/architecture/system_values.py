"""Turns plain values of system.yaml into attribute values; what does not fit is left to the schema to refuse."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.documents import Value
from auditor.model.claims import AttributeValue, Location, Record
from auditor.model.values import ValueKind, ValueType
from auditor.readers.architecture.system_build import members


def attribute_value(value: Value, value_type: ValueType, location: Location) -> AttributeValue | None:
    """Return a value as the vocabulary has it, or None where it does not fit its type."""
    if value_type.kind is ValueKind.RECORDS:
        return tuple(_records(value, value_type, location)) if isinstance(value, dict | list) else None
    if value_type.is_list:
        items = value if isinstance(value, list) else [value]
        texts = tuple(item for item in items if isinstance(item, str))
        return texts if len(texts) == len(items) and _allowed(texts, value_type) else None
    return _scalar(value, value_type)


def _scalar(value: Value, value_type: ValueType) -> AttributeValue | None:
    match value_type.kind:
        case ValueKind.FLAG:
            return value if isinstance(value, bool) else None
        case ValueKind.INTEGER:
            return whole(value)
        case ValueKind.NUMBER:
            return value if isinstance(value, int | float) and not isinstance(value, bool) else None
        case _:
            return value if isinstance(value, str) and value and _allowed((value,), value_type) else None


def whole(value: Value) -> int | None:
    """Return a whole number, also where it is written as 3.0; None for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int) else None


def _allowed(texts: tuple[str, ...], value_type: ValueType) -> bool:
    return not value_type.choices or all(text in value_type.choices for text in texts)


def _records(value: dict[str, Value] | list[Value], value_type: ValueType, location: Location) -> Iterator[Record]:
    named = members(value).items() if isinstance(value, dict) else ((None, item) for item in value)
    for number, (key, item) in enumerate(named):
        fields = members(item)
        name = key if key is not None else fields.get("name", fields.get("benchmark"))
        if isinstance(name, str):
            place = location.child(number if key is None else key)
            yield Record(name=name, fields=_fields(fields, name, value_type, place), location=place)


def _fields(stated: object, name: str, value_type: ValueType, location: Location) -> dict[str, AttributeValue]:
    given = stated if isinstance(stated, dict) else {}
    fields: dict[str, AttributeValue] = {}
    for key, field_type in value_type.fields.items():
        if key in given:
            converted = attribute_value(given[key], field_type, location.child(key))
            if converted is not None:
                fields[key] = converted
    if "benchmark" in value_type.fields:
        fields.setdefault("benchmark", name)
    return fields
