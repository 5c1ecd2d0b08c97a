"""The form that OpenClaw asks of a schema of draft 2020-12 before it compiles it: its `findJsonSchemaShapeError`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NoReturn

from auditor.documents import Pointer, Value
from auditor.frameworks.schemas import resolve

JsonSchema = dict[str, Value]

_TYPES = frozenset(["string", "number", "integer", "boolean", "null", "object", "array"])
_MAPS = ("$defs", "definitions", "dependentSchemas", "patternProperties", "properties")
_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
_SINGLES = [
    "additionalItems",
    "additionalProperties",
    "contains",
    "else",
    "if",
    "items",
    "not",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
]
_TEXTS = frozenset(
    [
        "$anchor",
        "$comment",
        "$dynamicAnchor",
        "$dynamicRef",
        "$id",
        "$schema",
        "$ref",
        "contentEncoding",
        "contentMediaType",
        "description",
        "format",
        "pattern",
        "title",
    ]
)
_NUMBERS = frozenset(["exclusiveMaximum", "exclusiveMinimum", "maximum", "minimum", "multipleOf"])
_COUNTS = frozenset(
    ["maxContains", "maxItems", "maxLength", "maxProperties", "minContains", "minItems", "minLength", "minProperties"]
)
_FLAGS = frozenset(("deprecated", "readOnly", "uniqueItems", "writeOnly"))


class Misshapen(Exception):  # noqa: N818 - an outcome, not a fault of the program
    """A schema is not of the form that is asked for."""

    def __init__(self, reason: str, at: Pointer) -> None:
        super().__init__(reason)
        self.reason = reason
        self.at = at


def check_shape(schema: Value) -> None:
    """Raise Misshapen where a schema is not of the form."""
    _check(schema, (), schema, schema)


def _check(schema: Value, at: Pointer, resource: Value, root: Value) -> None:
    if isinstance(schema, bool):
        return
    if not isinstance(schema, dict):
        _fail("a schema is neither a mapping nor true or false", at)
    resource = schema if isinstance(schema.get("$id"), str) else resource
    _check_type(schema, at)
    for key, value in schema.items():
        _check_value(key, value, (*at, key))
    for key in ("$ref", "$dynamicRef"):
        if isinstance(ref := schema.get(key), str) and not _leads_somewhere(ref, resource, root):
            _fail(f"the reference `{ref}` leads nowhere", (*at, key))
    for place, part in _parts(schema, at):
        _check(part, place, resource, root)


def _check_type(schema: JsonSchema, at: Pointer) -> None:
    if "type" in schema:
        stated = schema["type"]
        types = stated if isinstance(stated, list) else [stated]
        if not types or any(not isinstance(item, str) or item not in _TYPES for item in types):
            _fail(f"{stated!r} is no type", (*at, "type"))
        if len({str(item) for item in types}) < len(types):
            _fail("a type is stated twice", (*at, "type"))
    if "nullable" in schema and ("type" not in schema or not isinstance(schema["nullable"], bool)):
        _fail("`nullable` is neither true nor false, or stands there without a type", (*at, "nullable"))


def _check_value(key: str, value: Value, at: Pointer) -> None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    fits = {
        key in _TEXTS: isinstance(value, str),
        key in _NUMBERS: is_number and not (key == "multipleOf" and isinstance(value, int | float) and value <= 0),
        key in _COUNTS: is_number
        and isinstance(value, int | float)
        and value >= 0
        and (isinstance(value, int) or value.is_integer()),
        key in _FLAGS: isinstance(value, bool),
        key == "required": _are_texts(value) and _differ(value),
        key == "enum": isinstance(value, list) and bool(value) and _differ(value),
        key in ("allOf", "anyOf", "oneOf"): value != [],
        key == "dependentRequired": isinstance(value, dict) and all(map(_are_texts, value.values())),
        key == "dependencies": isinstance(value, dict),
    }
    if not fits.get(True, True):
        _fail(f"the value of `{key}` is not what it has to be", at)


def _parts(schema: JsonSchema, at: Pointer) -> Iterator[tuple[Pointer, Value]]:
    for key in (*_MAPS, "dependencies"):
        held = schema.get(key, {})
        if not isinstance(held, dict):
            _fail(f"`{key}` is no mapping", (*at, key))
        for name, item in held.items():
            if not (key == "dependencies" and _are_texts(item)):
                yield (*at, key, name), item
    for key in (*_LISTS, *_SINGLES):
        value = schema.get(key, True)
        if isinstance(value, list) and (key in _LISTS or key == "items"):
            yield from (((*at, key, number), item) for number, item in enumerate(value))
        elif key in _LISTS and key in schema:
            _fail(f"`{key}` is no list", (*at, key))
        else:
            yield (*at, key), value


def _leads_somewhere(ref: str, resource: Value, root: Value) -> bool:
    name, _, fragment = ref.partition("#")
    if name:
        found = (part for part in _everything(root) if str(part.get("$id", "")).partition("#")[0] == name)
        return any(not fragment or _leads_somewhere(f"#{fragment}", part, root) for part in found)
    if not fragment or fragment.startswith("/"):
        return isinstance(resolve(resource, ref), dict | bool)
    return any(fragment in (part.get("$anchor"), part.get("$dynamicAnchor")) for part in _everything(resource))


def _everything(value: Value) -> Iterator[JsonSchema]:
    waiting = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found, dict):
            yield found
            waiting += found.values()
        elif isinstance(found, list):
            waiting += found


def _are_texts(value: Value) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _differ(values: Value) -> bool:
    seen = [repr(value) for value in values] if isinstance(values, list) else []
    return len(set(seen)) == len(seen)


def _fail(reason: str, at: Pointer) -> NoReturn:
    raise Misshapen(reason, at)
