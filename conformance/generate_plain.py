"""Input schemas as people and converters from OpenAPI write them."""

from __future__ import annotations

from random import Random
from typing import Any

from generate_words import NOUNS, TEXTS, some

Schema = dict[str, Any]


def by_hand(random: Random) -> Schema:
    """Return an input schema as people write it."""
    properties = {}
    for name in some(random, NOUNS):
        properties[name] = {"type": random.choice(("string", "string", "integer", "number", "boolean"))}
        properties[name].update({"description": random.choice(TEXTS)} if random.random() < 0.9 else {})
        if properties[name]["type"] == "string" and random.random() < 0.2:
            properties[name]["enum"] = ["a", "b"]
    schema: Schema = {"type": "object", "properties": properties}
    return {**schema, "required": some(random, tuple(properties), least=0)} if random.random() < 0.8 else schema


def openapi(random: Random) -> Schema:
    """Return an input schema as converters from OpenAPI 3.0 write it."""
    extras: tuple[Schema, ...] = (
        {"nullable": True},
        {"example": "x"},
        {"format": "int64"},
        {"readOnly": True},
        {"writeOnly": True},
        {"deprecated": True},
        {"minimum": 0, "exclusiveMinimum": True},
        {"x-order": 3},
        {"default": None},
        {"xml": {"name": "x"}},
        {},
    )
    schema = by_hand(random)
    for value in schema["properties"].values():
        value.update(random.choice(extras))
    if random.random() < 0.3:
        parts = [{"$ref": "#/components/schemas/Order"}] if random.random() < 0.3 else [{"type": "object"}]
        schema["properties"]["body"] = {"allOf": [*parts, {"properties": {"id": {"type": "string"}}}]}
    return schema
