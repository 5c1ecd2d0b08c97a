"""Schemas with every keyword of every draft, and with values that no draft allows."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any

from generate_words import DRAFT_7, DRAFT_2020, FORMATS, NOUNS, TEXTS

Schema = Any

ODD = (None, True, False, 0, 7, -1.5, "", "x", [], {}, ["x", "x"], [None], {"a": 1}, 1e300, 2**60)
TYPES = ("string", "integer", "number", "boolean", "object", "array", "null")
NAMES = (
    *NOUNS,
    "a-b",
    "a b",
    "a.b",
    "a[0]",
    "größe",
    "class",
    "self",
    "model_config",
    "type",
    "properties",
    "$ref",
    "1st",
    "_x",
)
NAMES_ODD = ("", "x" * 65, "schema", "def", "copy", "json", "__init__", "if", "kwargs", "name", "a/b", "a~b", "日本")
REFS = (
    "#/$defs/A",
    "#/$defs/A",
    "#/$defs/B",
    "#/definitions/A",
    "#/properties/order",
    "#",
    "#/$defs/missing",
    "#/$defs/a%20b",
    "#/$defs/a~1b",
    "#anchor",
    "other.json#/x",
    "https://example.invalid/schema.json",
    "#/$defs/A/properties/order",
    "#/$defs/B/anyOf/0",
    "",
)
PATTERNS = (
    "^[a-z]+$",
    r"^\d{4}-\d{2}$",
    "(",
    r"^\p{L}+$",
    "(?<year>[0-9]+)",
    "(?P<y>a)",
    r"[\w-.]",
    "^(?!x)",
    "a++",
    "",
    "[",
)


def wild(random: Random) -> Schema:
    """Return an input schema of one to five properties with anything in them."""
    schema = schema_of(random, depth=3)
    if not isinstance(schema, dict) or random.random() < 0.05:
        return schema
    schema["type"] = "object"
    schema["properties"] = {name: schema_of(random, depth=2) for name in _names(random)}
    schema["required"] = [name for name in schema["properties"] if random.random() < 0.5]
    if "$ref" in repr(schema):
        for key in random.sample(("$defs", "$defs", "definitions"), random.choice((0, 1, 1))):
            schema[key] = {name: schema_of(random, depth=1) for name in ("A", "B", "a b", "a/b")}
    for key in ("type", "properties", "required"):
        if random.random() < 0.08:
            schema.pop(key)
    return schema


def schema_of(random: Random, *, depth: int) -> Schema:
    """Return a schema with a few keywords."""
    if random.random() < 0.04:
        return odd(random)
    made: dict[str, Schema] = {}
    if random.random() < 0.75:
        made["type"] = random.choice((*TYPES, *TYPES, ["string", "null"], ["integer", "string"], ["object", "null"]))
    keys = list(KEYWORDS if depth > 0 else FLAT)
    for key in random.sample(keys, random.choice((0, 1, 1, 2, 3))):
        made[key] = odd(random) if random.random() < 0.04 else KEYWORDS[key](random, depth)
    return made


def odd(random: Random) -> Schema:
    """Return a value that rarely belongs where it is put."""
    return deepcopy(random.choice(ODD))


def _names(random: Random) -> list[str]:
    names = random.sample(NAMES, random.choice((0, 1, 2, 3, 5)))
    return [random.choice(NAMES_ODD) if random.random() < 0.06 else name for name in names]


def _mapping(random: Random, depth: int) -> Schema:
    return {name: schema_of(random, depth=depth - 1) for name in _names(random)}


def _one(random: Random, depth: int) -> Schema:
    return schema_of(random, depth=depth - 1)


def _flag_or_one(random: Random, depth: int) -> Schema:
    return random.random() < 0.4 if random.random() < 0.6 else _one(random, depth)


def _several(random: Random, depth: int) -> Schema:
    return [_one(random, depth) for _ in range(random.choice((1, 2, 2, 3)))]


def _either(random: Random, depth: int) -> Schema:
    return _several(random, depth) if random.random() < 0.2 else _one(random, depth)


def _value(random: Random, _: int) -> Schema:
    return random.choice(("a", "b", 1, 2.5, True, None, [], ["a"], {}, {"a": 1}, {"$ref": "#/$defs/A"}))


def _values(random: Random, depth: int) -> Schema:
    strings = ["a", "b", "c"]
    return random.choice(
        (strings, strings, [1, 2], ["a", None], [_value(random, depth)], [], [True, False], ["A", "a"])
    )


def _size(random: Random, _: int) -> Schema:
    return random.choice((0, 1, 5, 100, 1.0))


def _number(random: Random, _: int) -> Schema:
    return random.choice((0, 1, -5, 2.5, 10**6, 2**53 + 1))


_Maker = Callable[[Random, int], Schema]
FLAT: dict[str, _Maker] = {
    **dict.fromkeys(("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"), _size),
    **dict.fromkeys(("minContains", "maxContains"), _size),
    **dict.fromkeys(("minimum", "maximum"), _number),
    **dict.fromkeys(
        ("exclusiveMinimum", "exclusiveMaximum"), lambda r, d: r.random() < 0.5 if r.random() < 0.2 else _number(r, d)
    ),
    **dict.fromkeys(("uniqueItems", "readOnly", "writeOnly", "deprecated", "nullable"), lambda r, _: r.random() < 0.7),
    **dict.fromkeys(("description", "title", "$comment"), lambda r, _: r.choice(TEXTS)),
    "multipleOf": lambda r, _: r.choice((1, 5, 0.01, 0)),
    "enum": _values,
    "const": _value,
    "default": _value,
    "example": _value,
    "examples": lambda r, d: _value(r, d) if r.random() < 0.2 else [_value(r, d)],
    "format": lambda r, _: r.choice((*FORMATS, "made-up")),
    "pattern": lambda r, _: r.choice(PATTERNS[:2] if r.random() < 0.6 else PATTERNS),
    "contentEncoding": lambda *_: "base64",
    "contentMediaType": lambda *_: "application/json",
    "required": lambda r, _: r.random() < 0.5 if r.random() < 0.2 else r.sample(NAMES, 2),
    "dependentRequired": lambda r, _: {r.choice(NAMES): [r.choice(NAMES)]},
    "$ref": lambda r, _: r.choice(REFS[:4] if r.random() < 0.6 else REFS),
    "$dynamicRef": lambda *_: "#node",
    "$anchor": lambda *_: "anchor",
    "$id": lambda r, _: r.choice(("https://example.invalid/a", "a.json", "#x")),
    "$schema": lambda r, _: r.choice((DRAFT_7, DRAFT_2020, "http://json-schema.org/draft-04/schema#", "urn:none")),
    "discriminator": lambda *_: {"propertyName": "kind"},
    "x-order": _value,
    "unknownKeyword": _value,
}
KEYWORDS: dict[str, _Maker] = {
    **FLAT,
    **dict.fromkeys(("properties", "patternProperties", "dependentSchemas", "$defs"), _mapping),
    **dict.fromkeys(
        ("additionalProperties", "unevaluatedProperties", "additionalItems", "unevaluatedItems"), _flag_or_one
    ),
    **dict.fromkeys(("propertyNames", "contains", "not", "if", "then", "else", "contentSchema"), _one),
    **dict.fromkeys(("anyOf", "oneOf", "allOf", "prefixItems"), _several),
    "items": _either,
    "dependencies": lambda r, d: {r.choice(NAMES): [r.choice(NAMES)] if r.random() < 0.5 else _one(r, d)},
}
