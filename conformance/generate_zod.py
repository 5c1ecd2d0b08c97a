"""Input schemas as Zod 3 and Zod 4 write them."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from generate_words import DRAFT_7, DRAFT_2020, FORMATS, NOUNS, TEXTS, some

Schema = dict[str, Any]


def zod_3(random: Random) -> Schema:
    """Return an input schema as zod-to-json-schema writes it."""
    properties = {name: _zod(random, depth=2, draft=7) for name in some(random, NOUNS)}
    objects = [name for name, value in properties.items() if value.get("type") == "object" and "properties" in value]
    if objects and random.random() < 0.5:
        properties["again"] = {"$ref": f"#/properties/{objects[0]}"}
    if random.random() < 0.1:
        below = {"type": "array", "items": {"$ref": "#/properties/tree"}}
        properties["tree"] = {"type": "object", "properties": {"below": below}, "additionalProperties": False}
    return _object(random, properties, DRAFT_7)


def zod_4(random: Random) -> Schema:
    """Return an input schema as Zod 4 writes it."""
    properties = {name: _zod(random, depth=2, draft=2020) for name in some(random, NOUNS)}
    schema = _object(random, properties, DRAFT_2020)
    if random.random() < 0.15:
        schema["properties"]["part"] = {"$ref": "#/$defs/__schema0"}
        schema["$defs"] = {"__schema0": _zod(random, depth=1, draft=2020)}
    return schema


def _object(random: Random, properties: dict[str, Schema], draft: str) -> Schema:
    required = [name for name in properties if random.random() < 0.6]
    schema: Schema = {"type": "object", "properties": properties}
    schema.update({"required": required} if required else {})
    schema.update({"additionalProperties": False} if random.random() < 0.85 else {})
    return {**schema, "$schema": draft} if random.random() < 0.85 else schema


def _zod(random: Random, *, depth: int, draft: int) -> Schema:
    made = random.choice(_ZOD_FLAT if depth <= 0 else (*_ZOD_FLAT, *_ZOD_DEEP))(random, depth, draft)
    if random.random() < 0.6:
        made["description"] = random.choice(TEXTS)
    if random.random() < 0.1 and made.get("type") == "string":
        made["default"] = "a"
    return made


def _zod_number(random: Random, _: int, draft: int) -> Schema:
    made: Schema = {"type": random.choice(("integer", "number"))}
    if draft == 2020 and made["type"] == "integer":
        made.update({"minimum": -(2**53) + 1, "maximum": 2**53 - 1})
    made.update(random.choice(({}, {"exclusiveMinimum": 0}, {"minimum": 1, "maximum": 100}, {"multipleOf": 5})))
    return made


def _zod_string(random: Random, _: int, __: int) -> Schema:
    limits = ({}, {}, {"minLength": 1}, {"maxLength": 500}, {"format": random.choice(FORMATS)}, {"pattern": "^[a-z]+$"})
    return {"type": "string", **random.choice(limits)}


def _zod_union(random: Random, depth: int, draft: int) -> Schema:
    if draft == 7 and random.random() < 0.5:
        return {"type": random.choice((["string", "null"], ["string", "number"]))}
    other = {"type": "null"} if random.random() < 0.5 else _zod(random, depth=depth - 1, draft=draft)
    return {"anyOf": [_zod(random, depth=depth - 1, draft=draft), other]}


def _zod_choice(random: Random, depth: int, draft: int) -> Schema:
    kinds = []
    for word in ("card", "cash"):
        tag = {"type": "string", "const": word}
        properties = {"kind": tag, "value": _zod(random, depth=depth - 1, draft=draft)}
        kinds.append({"type": "object", "properties": properties, "required": ["kind"], "additionalProperties": False})
    return {"anyOf" if draft == 7 else "oneOf": kinds}


def _zod_nested(random: Random, depth: int, draft: int) -> Schema:
    made = _object(random, {name: _zod(random, depth=depth - 1, draft=draft) for name in some(random, NOUNS)}, "")
    made.pop("$schema", None)
    return made


def _zod_tuple(random: Random, depth: int, draft: int) -> Schema:
    items = [_zod(random, depth=depth - 1, draft=draft), {"type": "number"}]
    if draft == 7:
        return {"type": "array", "minItems": 2, "maxItems": 2, "items": items}
    return {"type": "array", "prefixItems": items}


def _zod_record(random: Random, depth: int, draft: int) -> Schema:
    names = {"propertyNames": {"type": "string"}} if draft == 2020 else {}
    return {"type": "object", **names, "additionalProperties": _zod(random, depth=depth - 1, draft=draft)}


def _zod_array(random: Random, depth: int, draft: int) -> Schema:
    limits: Schema = random.choice(({}, {}, {"minItems": 1}, {"maxItems": 10}))
    return {"type": "array", "items": _zod(random, depth=depth - 1, draft=draft), **limits}


_Maker = Callable[[Random, int, int], Schema]
_ZOD_FLAT: tuple[_Maker, ...] = (
    _zod_string,
    _zod_string,
    _zod_number,
    lambda *_: {"type": "boolean"},
    lambda r, *_: {"type": "string", "enum": r.choice((["a", "b"], ["asc", "desc", ""], ["one"]))},
    lambda r, *_: {"type": "string", "const": r.choice(NOUNS)},
    lambda r, *_: r.choice(({}, {"not": {}}, {"type": "string", "format": "date-time"}, {"type": "null"})),
)
_ZOD_DEEP: tuple[_Maker, ...] = (_zod_union, _zod_choice, _zod_nested, _zod_tuple, _zod_record, _zod_array, _zod_array)
