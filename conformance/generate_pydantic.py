"""Input schemas as pydantic and FastMCP write them."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from generate_words import FIELDS

Schema = dict[str, Any]

MODELS = ("Address", "Order", "Filter", "Node", "Color", "Page[int]")


def pydantic(random: Random) -> Schema:
    """Return an input schema as pydantic writes it for the arguments of a function."""
    models: dict[str, Schema] = {}
    schema = _model(random, models, "getArguments", depth=2)
    return {"$defs": models, **schema} if models else schema


def fastmcp(random: Random) -> Schema:
    """Return an input schema as FastMCP passes it on: without titles, and closed."""
    schema: Schema = _untitled(pydantic(random))
    return {**schema, "additionalProperties": False} if random.random() < 0.6 else schema


def output(random: Random) -> Schema:
    """Return an output schema as FastMCP wraps it."""
    result = random.choice(
        ({"type": "string"}, {"items": {"type": "integer"}, "type": "array"}, {}, {"type": "object"})
    )
    made = {"properties": {"result": {**result, "title": "Result"}}, "required": ["result"]}
    wrapped = {"x-fastmcp-wrap-result": True} if random.random() < 0.5 else {}
    return {**made, "title": "getOutput", "type": "object", **wrapped}


def _model(random: Random, models: dict[str, Schema], title: str, *, depth: int) -> Schema:
    properties, required = {}, []
    for name in random.sample(FIELDS, random.choice((0, 1, 2, 3, 4))):
        value = _field(random, models, depth)
        if random.random() < 0.4:
            value["default"] = random.choice((None, "", 10, False, [], {}))
        else:
            required.append(name)
        if "$ref" not in value:
            value.setdefault("title", name.replace("_", " ").title())
        if random.random() < 0.4:
            value["description"] = f"The {name}."
        properties[name] = value
    made: Schema = {"properties": properties}
    made.update({"required": required} if required else {})
    made.update({"additionalProperties": False} if random.random() < 0.1 else {})
    return {**made, "title": title, "type": "object"}


def _field(random: Random, models: dict[str, Schema], depth: int) -> Schema:
    return random.choice(_FLAT if depth <= 0 else (*_FLAT, *_DEEP))(random, models, depth)


def _optional(random: Random, models: dict[str, Schema], depth: int) -> Schema:
    return {"anyOf": [_field(random, models, depth - 1), {"type": "null"}]}


def _union(random: Random, models: dict[str, Schema], depth: int) -> Schema:
    return {"anyOf": [_field(random, models, depth - 1) for _ in range(random.choice((2, 3)))]}


def _reference(random: Random, models: dict[str, Schema], depth: int) -> Schema:
    name = random.choice(MODELS)
    ref = {"$ref": f"#/$defs/{name.replace('[', '_').replace(']', '_')}"}
    key = ref["$ref"].removeprefix("#/$defs/")
    if key not in models:
        models[key] = {}
        models[key] = _definition(random, models, name, ref, depth)
    return {"allOf": [ref]} if random.random() < 0.1 else ref


def _definition(random: Random, models: dict[str, Schema], name: str, ref: Schema, depth: int) -> Schema:
    if name == "Color":
        return {"enum": ["red", "green"], "title": name, "type": "string"}
    made = _model(random, models, name, depth=depth - 1)
    if name == "Node" and random.random() < 0.5:
        below = random.choice(({"items": ref, "type": "array"}, {"anyOf": [ref, {"type": "null"}], "default": None}))
        made["properties"]["below"] = {"title": "Below", **below}
    return made


def _tagged(random: Random, models: dict[str, Schema], depth: int) -> Schema:
    mapping = {}
    for name in ("Cat", "Dog"):
        made = _model(random, models, name, depth=0)
        made["properties"]["kind"] = {"const": name.lower(), "title": "Kind", "type": "string"}
        models[name] = made
        mapping[name.lower()] = f"#/$defs/{name}"
    refs = [{"$ref": ref} for ref in mapping.values()]
    return {"discriminator": {"mapping": mapping, "propertyName": "kind"}, "oneOf": refs}


def _untitled(value: Any) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, list):
        return [_untitled(item) for item in value]
    if isinstance(value, dict):
        return {key: _untitled(item) for key, item in value.items() if key != "title" or not isinstance(item, str)}
    return value


_Maker = Callable[[Random, dict[str, Schema], int], Schema]
_NUMBERS: tuple[Schema, ...] = ({}, {}, {"maximum": 100, "minimum": 1}, {"exclusiveMinimum": 0}, {"multipleOf": 0.5})
_STRINGS: tuple[Schema, ...] = (
    {},
    {},
    {"minLength": 1},
    {"maxLength": 80},
    {"pattern": "^[A-Z]{2}$"},
    {"format": "date-time"},
    {"format": "uri", "minLength": 1},
    {"format": "binary"},
    {"format": "uuid"},
    {"format": "password", "writeOnly": True},
    {"examples": ["a", "b"]},
    {"const": "x"},
)
_FLAT: tuple[_Maker, ...] = (
    lambda r, *_: {"type": "string", **r.choice(_STRINGS)},
    lambda r, *_: {"type": "string", **r.choice(_STRINGS)},
    lambda r, *_: {"type": r.choice(("integer", "number")), **r.choice(_NUMBERS)},
    lambda *_: {"type": "boolean"},
    lambda r, *_: {"enum": r.choice((["a", "b"], [1, 2, 3], ["a", 1, None])), **r.choice(({}, {"type": "string"}))},
    lambda r, *_: r.choice(
        ({}, {"type": "null"}, {"anyOf": [{"type": "number"}, {"pattern": r"^\d+$", "type": "string"}]})
    ),
    lambda r, *_: {
        "type": "object",
        **r.choice(({"additionalProperties": True}, {"additionalProperties": {"type": "string"}}, {})),
    },
)
_DEEP: tuple[_Maker, ...] = (
    _optional,
    _optional,
    _union,
    _reference,
    _reference,
    _tagged,
    lambda r, m, d: {
        "items": _field(r, m, d - 1),
        "type": "array",
        **r.choice(({}, {"uniqueItems": True}, {"minItems": 1})),
    },
    lambda r, m, d: {"additionalProperties": _field(r, m, d - 1), "type": "object"},
    lambda r, m, d: {
        "maxItems": 2,
        "minItems": 2,
        "prefixItems": [_field(r, m, d - 1), {"type": "string"}],
        "type": "array",
    },
)
