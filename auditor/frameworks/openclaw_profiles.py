"""What OpenClaw changes in a tool's parameters for llama.cpp, and what it takes for OpenAI's strict mode."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.documents import Pointer, Value
from auditor.frameworks.openclaw_schemas import MAPS

_GBNF_CHILDREN = frozenset(
    [
        "additionalItems",
        "additionalProperties",
        "allOf",
        "anyOf",
        "contains",
        "else",
        "if",
        "items",
        "not",
        "oneOf",
        "prefixItems",
        "propertyNames",
        "then",
        "unevaluatedItems",
        "unevaluatedProperties",
    ]
)
_LONGEST_REPETITION = 2000
"""llama.cpp compiles no grammar with a longer one."""
_STRICT_MAPS = ("$defs", "definitions", "dependentSchemas", "dependencies", "patternProperties", "properties")
_STRICT_CHILDREN = tuple(sorted((*_GBNF_CHILDREN, "contentSchema")))
_DYNAMIC = ("$dynamicRef", "$dynamicAnchor")


def for_llamacpp(schema: Value) -> Value:
    """Return a schema without what llama.cpp compiles into no grammar: patterns, and texts of 2000 characters."""
    if isinstance(schema, list):
        return [for_llamacpp(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    made: dict[str, Value] = {}
    for key, item in schema.items():
        if key == "pattern" or (key == "maxLength" and _is_long(item)):
            continue
        if key in MAPS and isinstance(item, dict):
            made[key] = {name: for_llamacpp(part) for name, part in item.items()}
        else:
            made[key] = for_llamacpp(item) if key in _GBNF_CHILDREN else item
    return made


def _is_long(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= _LONGEST_REPETITION


def closed(schema: Value, depth: int = 0) -> Value:
    """Return a schema with what OpenClaw adds for strict mode: a closed root, and `required` where it is empty."""
    if isinstance(schema, list):
        return [closed(item, depth) for item in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: closed(item, depth if key == "properties" else depth + 1) for key, item in schema.items()}
    if made.get("type") == "object":
        if made.get("properties") == {} and not isinstance(made.get("required"), list):
            made["required"] = []
        if depth == 0:
            made.setdefault("additionalProperties", False)
    return made


def strict_flaws(schema: Value, at: Pointer = ()) -> Iterator[tuple[Pointer, str]]:
    """Yield each place that keeps OpenClaw from asking OpenAI for strict mode, with what is wrong there."""
    if isinstance(schema, list):
        for number, item in enumerate(schema):
            yield from strict_flaws(item, (*at, number))
    if not isinstance(schema, dict):
        return
    yield from (((*at, key), f"has `{key}`") for key in ("anyOf", "oneOf", "allOf") if key in schema)
    if isinstance(schema.get("type"), list):
        yield (*at, "type"), "has several types"
    if schema.get("type") == "object":
        yield from _object_flaws(schema, at)
    for key in _STRICT_MAPS:
        if isinstance(held := schema.get(key), dict):
            for name, item in held.items():
                yield from strict_flaws(item, (*at, key, name))
    for key in _STRICT_CHILDREN:
        yield from strict_flaws(schema.get(key), (*at, key))


def _object_flaws(schema: dict[str, Value], at: Pointer) -> Iterator[tuple[Pointer, str]]:
    if schema.get("additionalProperties") is not False:
        yield (*at, "additionalProperties"), "takes properties that it does not name"
    required, properties = schema.get("required"), schema.get("properties")
    if not isinstance(required, list):
        yield (*at, "required"), "states nothing that is required"
    elif isinstance(properties, dict) and (free := [name for name in properties if name not in required]):
        yield (*at, "required"), f"does not require `{free[0]}`"


def dynamic_places(schema: Value, at: Pointer = ()) -> Iterator[Pointer]:
    """Yield each place of `$dynamicRef` or `$dynamicAnchor`, which OpenClaw looks for in all values."""
    waiting: list[tuple[Value, Pointer]] = [(schema, at)]
    while waiting:
        found, place = waiting.pop()
        if isinstance(found, list):
            waiting += [(item, (*place, number)) for number, item in enumerate(found)]
        elif isinstance(found, dict):
            yield from ((*place, key) for key in _DYNAMIC if key in found)
            for key, item in found.items():
                if isinstance(item, dict) and (key in MAPS or key == "dependencies"):
                    waiting += [(part, (*place, key, name)) for name, part in item.items()]
                else:
                    waiting.append((item, (*place, key)))
