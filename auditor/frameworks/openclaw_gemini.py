"""What OpenClaw leaves of a schema for Gemini: a port of `cleanSchemaForGemini` of @openclaw/ai."""

from __future__ import annotations

import re
from collections.abc import Mapping

from auditor.documents import Value
from auditor.frameworks.openclaw_unions import copy_words

_UNSUPPORTED = frozenset(
    [
        "~optional",
        "patternProperties",
        "additionalProperties",
        "$schema",
        "$id",
        "$ref",
        "$defs",
        "definitions",
        "examples",
        "minLength",
        "maxLength",
        "minimum",
        "maximum",
        "multipleOf",
        "pattern",
        "format",
        "minItems",
        "maxItems",
        "uniqueItems",
        "minProperties",
        "maxProperties",
        "not",
    ]
)
_DEFINED = re.compile(r"#/(?:\$defs|definitions)/(.+)", re.DOTALL)

Definitions = Mapping[str, Value]


def for_gemini(schema: Value) -> Value:
    """Return a schema without the keywords and unions that Gemini does not take."""
    return _cleaned(schema, {}, frozenset())


def _cleaned(value: Value, known: Definitions, followed: frozenset[str]) -> Value:
    if isinstance(value, list):
        return [_cleaned(item, known, followed) for item in value]
    if not isinstance(value, dict):
        return value
    for key in ("$defs", "definitions"):
        if isinstance(held := value.get(key), dict):
            known = {**known, **held}
    if isinstance(ref := value.get("$ref"), str) and ref:
        return _followed(value, ref, known, followed)
    unions: dict[str, list[Value]] = {}
    for key in ("anyOf", "oneOf"):
        if isinstance(variants := value.get(key), list):
            unions[key] = [_cleaned(item, known, followed) for item in variants]
    for key, variants in unions.items():
        simplified, what = _simplified(value, variants)
        if simplified:
            return what
        unions[key] = [item for item in variants if not _is_null(item)]
    return _flattened(_keywords(value, unions, known, followed))


def _followed(value: dict[str, Value], ref: str, known: Definitions, followed: frozenset[str]) -> Value:
    if ref in followed:
        return {}
    match = _DEFINED.fullmatch(ref)
    target = known.get(match[1].replace("~1", "/").replace("~0", "~")) if match else None
    if not target and not isinstance(target, dict | list):
        return copy_words(value, {})
    made = _cleaned(target, known, followed | {ref})
    return copy_words(value, made) if isinstance(made, dict) else made


def _keywords(
    value: dict[str, Value], unions: Mapping[str, list[Value]], known: Definitions, followed: frozenset[str]
) -> dict[str, Value]:
    made: dict[str, Value] = {}
    for key, item in value.items():
        if key in _UNSUPPORTED or (key == "type" and unions):
            continue
        if key in ("const", "enum"):
            if values := _enumerated([item] if key == "const" else item):
                made["enum"] = values
        elif key in unions:
            made[key] = unions[key]
        elif key == "type":
            made[key] = _without_null(item)
        elif key == "properties":
            named = item if isinstance(item, dict) else {}
            made[key] = {name: _cleaned(part, known, followed) for name, part in named.items()}
        elif key == "items" or (key == "allOf" and isinstance(item, list)):
            made[key] = _cleaned(item, known, followed)
        else:
            made[key] = item
    return made


def _without_null(kinds: Value) -> Value:
    if not isinstance(kinds, list) or not all(isinstance(item, str) for item in kinds):
        return kinds
    left: list[Value] = [item for item in kinds if item != "null"]
    return left[0] if len(left) == 1 else left


def _enumerated(values: Value) -> list[Value]:
    """Return the values of an enum that Gemini can be told. It takes text: a number is written out, the same."""
    found: dict[str, Value] = {}
    for item in values if isinstance(values, list) else ():
        if isinstance(item, str | int | float):
            found.setdefault(str(item).lower() if isinstance(item, bool) else str(item), item)
    return list(found.values())


def _flattened(schema: dict[str, Value]) -> Value:
    """Return one schema for a union that is left: its only mapping, or else no more than a type."""
    for key in ("anyOf", "oneOf"):
        variants = schema.get(key)
        objects = [item for item in variants if isinstance(item, dict | list)] if isinstance(variants, list) else []
        if len(objects) == 1:
            only = objects[0]
            return _honest_required(copy_words(schema, only if isinstance(only, dict) else {}))
        if objects:
            return _honest_required(copy_words(schema, _type_of(objects)))
    return _honest_required(schema)


def _type_of(variants: list[dict[str, Value] | list[Value]]) -> dict[str, Value]:
    kinds = [item.get("type") if isinstance(item, dict) else None for item in variants]
    stated = [kind for kind in kinds if kind]
    if len(stated) == 1 or (stated and all(isinstance(kind, str) and kind == stated[0] for kind in stated)):
        return {"type": stated[0]}
    return {"type": kinds[0]} if kinds[0] else {}


def _honest_required(schema: dict[str, Value]) -> dict[str, Value]:
    """Return a schema that requires only properties it has. An empty list stays here: without it nothing is lost."""
    required, properties = schema.get("required"), schema.get("properties")
    if not required or not isinstance(required, list):
        return schema
    if isinstance(properties, dict):
        left: list[Value] = [name for name in required if isinstance(name, str) and name in properties]
    elif schema.get("type") == "object":
        left = []
    else:
        return schema
    rest = {key: item for key, item in schema.items() if key != "required"}
    return {**rest, "required": left} if left else rest


def _simplified(schema: dict[str, Value], variants: list[Value]) -> tuple[bool, Value]:
    """Return an enum for a union of literals, or the one variant that is left without null."""
    left = [item for item in variants if not _is_null(item)]
    literals = [_literal(item) for item in left]
    if literals and all(literals):
        found = [literal for literal in literals if literal]
        if len({kind for kind, _ in found}) == 1:
            return True, copy_words(schema, {"type": found[0][0], "enum": [item for _, item in found]})
    if len(left) == 1 and len(variants) > 1:
        only = left[0]
        return True, copy_words(schema, only) if isinstance(only, dict) else only
    return False, None


def _literal(variant: Value) -> tuple[str, Value] | None:
    """Return the type and the only value of a schema that allows one value."""
    if not isinstance(variant, dict) or not isinstance(kind := variant.get("type"), str) or not kind:
        return None
    if "const" in variant:
        return kind, variant["const"]
    values = variant.get("enum")
    return (kind, values[0]) if isinstance(values, list) and len(values) == 1 else None


def _is_null(variant: Value) -> bool:
    if not isinstance(variant, dict):
        return False
    if "const" in variant and variant["const"] is None:
        return True
    if isinstance(values := variant.get("enum"), list) and len(values) == 1:
        return values[0] is None
    return variant.get("type") in ("null", ["null"])
