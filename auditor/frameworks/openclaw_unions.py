"""How OpenClaw makes one object of a union at the root of a tool's parameters."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.documents import Value

_WORDS = ("title", "description", "default")


def copy_words(source: Mapping[str, Value], target: dict[str, Value]) -> dict[str, Value]:
    """Return the target with the title, description and default of a source, which count first."""
    return {**target, **{key: source[key] for key in _WORDS if key in source}}


def merged(schema: dict[str, Value], union: str) -> dict[str, Value]:
    """Return an object with the properties of all variants of a union at the root, which no provider takes."""
    stated = schema.get("properties")
    properties = dict(stated) if isinstance(stated, dict) else {}
    counts: dict[str, int] = {}
    objects = 0
    variants = schema[union]
    for variant in variants if isinstance(variants, list) else ():
        if not isinstance(variant, dict) or not isinstance(held := variant.get("properties"), dict | list):
            continue
        objects += 1
        named = held.items() if isinstance(held, dict) else ((str(number), item) for number, item in enumerate(held))
        for key, item in named:
            properties[key] = _joined(properties.get(key), item)
        for key in _texts(variant.get("required")):
            counts[key] = counts.get(key, 0) + 1
    required = _texts(schema.get("required")) or [key for key, count in counts.items() if count == objects]
    made: dict[str, Value] = {"type": "object"}
    made.update({key: text for key in ("title", "description") if isinstance(text := schema.get(key), str)})
    made["properties"] = properties or ({} if stated is None else stated)
    if required:
        made["required"] = list(required)
    return {**made, "additionalProperties": schema.get("additionalProperties", True)}


def _texts(value: Value) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _joined(first: Value, second: Value) -> Value:
    """Return one schema for a property that several variants have: their values together, or else the first's."""
    if _is_nothing(first) or _is_nothing(second):
        return second if _is_nothing(first) else first
    values = [found for found in (_values(first), _values(second)) if found is not None]
    if not values:
        return first
    unique = {(type(item).__name__, repr(item)): item for found in values for item in found}
    made: dict[str, Value] = {}
    for source in (second, first):
        if isinstance(source, dict):
            made = copy_words(source, made)
    kinds = {_kind(item) for item in unique.values()}
    if len(kinds) == 1:
        made["type"] = kinds.pop()
    return {**made, "enum": list(unique.values())}


def _values(schema: Value) -> list[Value] | None:
    if not isinstance(schema, dict):
        return None
    if isinstance(found := schema.get("enum"), list):
        return found
    if "const" in schema:
        return [schema["const"]]
    variants = next((found for key in ("anyOf", "oneOf") if isinstance(found := schema.get(key), list)), [])
    return [item for variant in variants for item in _values(variant) or []] or None


def _kind(value: Value) -> str:
    """Return what `typeof` calls a value."""
    if isinstance(value, bool):
        return "boolean"
    return "string" if isinstance(value, str) else "number" if isinstance(value, int | float) else "object"


def _is_nothing(value: Value) -> bool:
    """Tell whether JavaScript takes a value for false; an empty mapping or list counts as something there."""
    return value is None or value is False or value == "" or (isinstance(value, int | float) and value == 0)
