"""Turns JSON Schema into Google's own schema as google-genai does with the tools of an MCP server."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from auditor.documents import Pointer, Value
from auditor.frameworks.conversion import ROOT, Budget, mapping, sequence, unconvertible
from auditor.frameworks.google_fields import JSON_SCHEMA, SCHEMA, google_type, snake, validated

_ONE = ("items", "additionalProperties", "additional_properties")
_MANY = ("anyOf", "any_of", "oneOf", "one_of")
_NAMED = ("properties", "defs", "$defs")
_KEPT = frozenset(
    {snake(name).lstrip("$") for name in JSON_SCHEMA} | {"additionalProperties", "anyOf", "oneOf", "$defs", "$ref"}
)
"""What its filter lets through: names in Python's spelling, so that `minItems` is dropped before it is looked at."""
_NUMERIC = ("description", "enum", "format", "maximum", "minimum", "title")
_OF_TYPE: Final = {
    "number": _NUMERIC,
    "integer": _NUMERIC,
    "string": ("description", "enum", "format", "maxLength", "minLength", "pattern", "title"),
    "object": ("anyOf", "description", "maxProperties", "minProperties", "properties", "required", "title"),
    "array": ("description", "items", "maxItems", "minItems", "title"),
    "boolean": ("description", "title"),
}
"""What goes along with each type of a list of types."""
_NULLS: tuple[dict[str, Value], ...] = ({"nullable": True}, {"type": "NULL"})


def google_schema_of(schema: Value) -> Value:
    """Return Google's schema. Raises Unconvertible where the conversion ends with an error."""
    root = validated(filtered(schema, ROOT), JSON_SCHEMA, ROOT)
    return _Conversion(root=root).convert(root)


def filtered(schema: Value, at: Pointer) -> Value:
    """Return a schema with the keywords only that the conversion knows; every subschema has to be a mapping."""
    made: dict[str, Value] = {}
    for key, value in mapping(schema, _what(at), at).items():
        place = (*at, key)
        if key in _ONE:
            made[key] = filtered(value, place)
        elif key in _MANY:
            members = sequence(value, f"`{key}`", place)
            made[key] = [filtered(item, (*place, number)) for number, item in enumerate(members)]
        elif key in _NAMED:
            named = mapping(value, f"`{key}`", place)
            made[key] = {name: filtered(item, (*place, name)) for name, item in named.items()}
        elif key in _KEPT:
            made[key] = value
    return made


def _what(at: Pointer) -> str:
    return f"`{at[-1]}`" if len(at) > 1 else "its input schema"


@dataclass(slots=True, kw_only=True)
class _Conversion:
    root: dict[str, Value]
    open: set[str] = field(default_factory=set)
    budget: Budget = field(default_factory=Budget)

    def convert(self, schema: dict[str, Value]) -> dict[str, Value]:
        self.budget.spend(1 + len(schema))
        ref = schema.get("$ref")
        if not isinstance(ref, str) or not ref:
            return self._converted(schema)
        if ref in self.open:
            return {}
        self.open.add(ref)
        made = self._converted(self._target(ref))
        self.open.discard(ref)
        return made

    def _target(self, ref: str) -> dict[str, Value]:
        found: Value = self.root
        for part in ref.lstrip("#/").split("/"):
            if not isinstance(found, dict) or part not in found:
                unconvertible(f"the reference `{ref}` cannot be followed", (*ROOT, "$defs"))
            found = found[part]
        return {key: item for key, item in mapping(found, f"what `{ref}` points at", ROOT).items() if key != "title"}

    def _converted(self, schema: dict[str, Value]) -> dict[str, Value]:
        words, nullable = _types(schema.get("type"))
        made: dict[str, Value] = {}
        if len(words) > 1:
            if nullable:
                made["nullable"] = True
            schema = {"anyOf": [_part(schema, word) for word in words]}
        for key, value in schema.items():
            made |= self._keyword(key, value)
        if made.get("type") == "ARRAY" and made.get("items") == {}:
            del made["items"]
        return _unwrapped(made)

    def _keyword(self, key: str, value: Value) -> dict[str, Value]:
        if key == "items":
            return {key: self.convert(_as_schema(value))}
        if key == "anyOf":
            return {key: [self.convert(_as_schema(item)) for item in sequence(value, "`anyOf`", ROOT)]}
        if key == "properties":
            named = mapping(value, "`properties`", ROOT)
            return {key: {name: self.convert(_as_schema(item)) for name, item in named.items()}}
        if key == "type":
            return _one_type(value)
        if key == "$ref":
            return {"ref": value}
        return {key: value} if key in SCHEMA and key != "additionalProperties" else {}


def _as_schema(value: Value) -> dict[str, Value]:
    return validated(value, JSON_SCHEMA, ROOT)


def _types(stated: Value) -> tuple[list[str], bool]:
    """Return the types but null, and whether null is one of them."""
    words = [word for word in (stated if isinstance(stated, list) else [stated]) if isinstance(word, str)]
    return [word for word in words if word != "null"], "null" in words


def _one_type(stated: Value) -> dict[str, Value]:
    words, nullable = _types(stated)
    made: dict[str, Value] = {"nullable": True} if nullable else {}
    return {**made, "type": google_type(words[0])} if words else made


def _part(schema: dict[str, Value], word: str) -> dict[str, Value]:
    return {"type": word, **{key: schema[key] for key in _OF_TYPE.get(word, ()) if key in schema}}


def _unwrapped(schema: dict[str, Value]) -> dict[str, Value]:
    """Return one of two alternatives as nullable where the other is null; what stood beside them is lost."""
    members = schema.get("anyOf")
    if not isinstance(members, list) or len(members) != 2:
        return schema
    other = [member for member in members if isinstance(member, dict) and member not in _NULLS]
    if len(other) != 1:
        return schema
    default = {"default": schema["default"]} if "default" in schema else {}
    return {**other[0], "nullable": True, **default}
