"""Walks through JSON Schemas as plain values: their subschemas, their references, and changed copies of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import unquote

from auditor.documents import Pointer, Value

MAPS = ("properties", "patternProperties", "$defs", "definitions", "dependentSchemas")
"""Keywords whose values are mappings of names to schemas."""
LISTS = ("anyOf", "oneOf", "allOf", "prefixItems")
"""Keywords whose values are lists of schemas."""
SINGLES = (
    "items",
    "additionalProperties",
    "additionalItems",
    "unevaluatedProperties",
    "unevaluatedItems",
    "contains",
    "propertyNames",
    "not",
    "if",
    "then",
    "else",
    "contentSchema",
)
"""Keywords whose values are one schema (`items` may be a list of them up to draft 2019-09)."""


def subschemas(schema: Value, at: Pointer = ()) -> Iterator[tuple[Pointer, Value]]:
    """Yield a schema and every schema in it, each with its place; references are not followed."""
    waiting: list[tuple[Pointer, Value]] = [(at, schema)]
    while waiting:
        place, found = waiting.pop()
        yield place, found
        if isinstance(found, dict):
            waiting += reversed(list(children(found, place)))


def children(schema: dict[str, Value], at: Pointer = ()) -> Iterator[tuple[Pointer, Value]]:
    """Yield the schemas directly within a schema, each with its place."""
    for key, value in schema.items():
        if key in MAPS and isinstance(value, dict):
            yield from (((*at, key, name), item) for name, item in value.items())
        elif (key in LISTS or key == "items") and isinstance(value, list):
            yield from (((*at, key, number), item) for number, item in enumerate(value))
        elif key in SINGLES and isinstance(value, dict | bool):
            yield (*at, key), value


def rebuilt(schema: Value, change: Callable[[dict[str, Value]], Value]) -> Value:
    """Return a copy in which `change` was applied to every schema that is a mapping, the innermost first."""
    if not isinstance(schema, dict):
        return schema
    made: dict[str, Value] = {}
    for key, value in schema.items():
        if key in MAPS and isinstance(value, dict):
            made[key] = {name: rebuilt(item, change) for name, item in value.items()}
        elif (key in LISTS or key == "items") and isinstance(value, list):
            made[key] = [rebuilt(item, change) for item in value]
        elif key in SINGLES and isinstance(value, dict):
            made[key] = rebuilt(value, change)
        else:
            made[key] = value
    return change(made)


def resolve(root: Value, ref: str) -> Value | None:
    """Return what a reference within the document (`#`, `#/…`) points at; None where it leads nowhere."""
    if not ref.startswith("#"):
        return None
    found = root
    for part in ref[1:].split("/")[1:] if len(ref) > 1 else ():
        key = unquote(part).replace("~1", "/").replace("~0", "~")
        if isinstance(found, dict) and key in found:
            found = found[key]
        elif isinstance(found, list) and key.isdigit() and int(key) < len(found):
            found = found[int(key)]
        else:
            return None
    return found


def references(schema: Value, at: Pointer = ()) -> Iterator[tuple[Pointer, str]]:
    """Yield every `$ref` of a schema with its place."""
    for place, found in subschemas(schema, at):
        if isinstance(found, dict) and isinstance(ref := found.get("$ref"), str):
            yield (*place, "$ref"), ref
