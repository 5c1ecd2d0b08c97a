"""The fields of two models of google-genai, Schema and JSONSchema, and how pydantic reads their values."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from auditor.documents import Pointer, Value
from auditor.frameworks.conversion import mapping, sequence, shown, unconvertible

Reader: TypeAlias = "Callable[[Value, Pointer], Value]"

_TYPES = frozenset({"TYPE_UNSPECIFIED", "STRING", "NUMBER", "INTEGER", "BOOLEAN", "ARRAY", "OBJECT", "NULL"})
_JSON_TYPES = frozenset({"null", "boolean", "object", "array", "number", "integer", "string"})
_WHOLE = re.compile(r"[+-]?\d+(_\d+)*(\.0+)?")
_FLAGS = {
    **dict.fromkeys(("1", "on", "t", "true", "y", "yes"), True),
    **dict.fromkeys(("0", "off", "f", "false", "n", "no"), False),
}


def snake(name: str) -> str:
    """Return a field's name in Python: `min_items` for `minItems`."""
    return re.sub(r"(?<=[a-z])([A-Z])", lambda found: "_" + found[1].lower(), name)


def google_type(value: str) -> str:
    """Return a type as Google's API writes it; a word that it does not know stays, with a warning there."""
    return value.upper() if value.upper() in _TYPES else value


def validated(value: Value, fields: Mapping[str, Reader], at: Pointer) -> dict[str, Value]:
    """Return a schema with the values as a model's fields read them; null is as good as absent."""
    given = mapping(value, "a schema", at)
    made: dict[str, Value] = {}
    for key, item in given.items():
        name = key if key in fields else _BY_PYTHON_NAME.get(key, "")
        if name not in fields or (name != key and name in given):
            unconvertible(f"`{key}` is not permitted there", (*at, key))
        if item is not None:
            made[name] = fields[name](item, (*at, key))
    return made


def text(value: Value, at: Pointer) -> Value:
    """Read text."""
    if not isinstance(value, str):
        unconvertible(f"`{at[-1]}` is no text but {shown(value)}", at)
    return value


def texts(value: Value, at: Pointer) -> Value:
    """Read a list of texts."""
    for place, item in enumerate(sequence(value, f"`{at[-1]}`", at)):
        if not isinstance(item, str):
            unconvertible(f"`{at[-1]}` takes text only, and holds {shown(item)}", (*at, place))
    return value


def flag(value: Value, at: Pointer) -> Value:
    """Read a boolean, also from 0, 1 and words."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float) and value in (0, 1):
        return bool(value)
    if isinstance(value, str) and value.lower() in _FLAGS:
        return _FLAGS[value.lower()]
    return unconvertible(f"`{at[-1]}` is no boolean but {shown(value)}", at)


def whole(value: Value, at: Pointer) -> Value:
    """Read an integer, also from a number without a fraction and from text."""
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and _WHOLE.fullmatch(value.strip()):
        return int(value.strip().partition(".")[0])
    return unconvertible(f"`{at[-1]}` is no integer but {shown(value)}", at)


def number(value: Value, at: Pointer) -> Value:
    """Read a number, also from text."""
    if isinstance(value, int | float | str):
        try:
            return float(value)
        except (ValueError, OverflowError):
            pass
    return unconvertible(f"`{at[-1]}` is no number but {shown(value)}", at)


def anything(value: Value, at: Pointer) -> Value:
    """Take a value as it is."""
    return value


def values(value: Value, at: Pointer) -> Value:
    """Read a list of whatever."""
    return sequence(value, f"`{at[-1]}`", at)


def _schema_type(value: Value, at: Pointer) -> Value:
    if not isinstance(value, str):
        unconvertible(f"the type is {shown(value)}, and takes one word only", at)
    return google_type(value)


def _json_type(value: Value, at: Pointer) -> Value:
    for item in value if isinstance(value, list) else [value]:
        if not isinstance(item, str) or item not in _JSON_TYPES:
            unconvertible(f"{shown(item)} is no type of JSON Schema", at)
    return value


def _schema(value: Value, at: Pointer) -> Value:
    return validated(value, SCHEMA, at)


def _json_schema(value: Value, at: Pointer) -> Value:
    return validated(value, JSON_SCHEMA, at)


def _list_of(read: Reader) -> Reader:
    def read_list(value: Value, at: Pointer) -> Value:
        return [read(item, (*at, place)) for place, item in enumerate(sequence(value, f"`{at[-1]}`", at))]

    return read_list


def _mapping_of(read: Reader) -> Reader:
    def read_mapping(value: Value, at: Pointer) -> Value:
        return {name: read(item, (*at, name)) for name, item in mapping(value, f"`{at[-1]}`", at).items()}

    return read_mapping


_SHARED: dict[str, Reader] = {
    "additionalProperties": anything,
    "default": anything,
    "description": text,
    "format": text,
    "maxItems": whole,
    "maxLength": whole,
    "maxProperties": whole,
    "maximum": number,
    "minItems": whole,
    "minLength": whole,
    "minProperties": whole,
    "minimum": number,
    "pattern": text,
    "required": texts,
    "title": text,
}
SCHEMA: Final[Mapping[str, Reader]] = {
    **_SHARED,
    "type": _schema_type,
    "enum": texts,
    "example": anything,
    "nullable": flag,
    "propertyOrdering": texts,
    "ref": text,
    "defs": _mapping_of(_schema),
    "anyOf": _list_of(_schema),
    "items": _schema,
    "properties": _mapping_of(_schema),
}
"""Google's own schema, in which function declarations are sent."""
JSON_SCHEMA: Final[Mapping[str, Reader]] = {
    **_SHARED,
    "type": _json_type,
    "enum": values,
    "uniqueItems": flag,
    "$ref": text,
    "$defs": _mapping_of(_json_schema),
    "anyOf": _list_of(_json_schema),
    "oneOf": _list_of(_json_schema),
    "items": _json_schema,
    "properties": _mapping_of(_json_schema),
}
"""The part of JSON Schema that is turned into Google's own."""
_BY_PYTHON_NAME = {snake(name).lstrip("$"): name for name in (*SCHEMA, *JSON_SCHEMA)}
