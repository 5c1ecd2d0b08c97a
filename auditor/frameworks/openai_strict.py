"""How the OpenAI Agents SDK rewrites a schema for strict mode: a port of its `ensure_strict_json_schema`."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from urllib.parse import unquote

from auditor.documents import Pointer, Value

JsonSchema = dict[str, Value]

_DEEPEST = 100
_MOST_NODES = 100_000
_ANNOTATIONS = frozenset(
    [
        "$anchor",
        "$comment",
        "$defs",
        "$schema",
        "contentEncoding",
        "contentMediaType",
        "contentSchema",
        "default",
        "definitions",
        "deprecated",
        "description",
        "examples",
        "readOnly",
        "title",
        "writeOnly",
    ]
)
"""Keywords that may stand beside a reference, since they ask nothing of a value."""


class Unfit(Exception):  # noqa: N818 - an outcome, not a fault of the program
    """A schema cannot be made strict."""

    def __init__(self, reason: str, at: Pointer = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.at = at


def strict(schema: Value, *, closed_only: bool = False) -> JsonSchema:
    """Return a strict copy of a schema; `closed_only` refuses open objects that name no properties. Raises Unfit."""
    if not isinstance(schema, dict):
        raise Unfit("its input schema is no mapping")
    _check_depth(schema)
    if not schema:
        return {"additionalProperties": False, "type": "object", "properties": {}, "required": []}
    root = copy.deepcopy(schema)
    made = _Conversion(root, closed_only).node(root, (), 1, inside=False)
    if isinstance(made.get("anyOf"), list):
        raise Unfit("the root of a strict schema takes no union", ("oneOf" if "oneOf" in schema else "anyOf",))
    kinds = made.get("type")
    if isinstance(kinds, list) and "object" in kinds:
        if kinds != ["object"]:
            raise Unfit("the root of a strict schema takes no other type than `object`", ("type",))
        made["type"] = "object"
    return made


def _check_depth(schema: Value) -> None:
    waiting: list[tuple[Value, int]] = [(schema, 1)]
    while waiting:
        found, depth = waiting.pop()
        if depth > _DEEPEST:
            raise Unfit(f"its schema is nested more than {_DEEPEST} levels deep")
        parts = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
        waiting += [(part, depth + 1) for part in parts if isinstance(part, dict | list)]


@dataclass(slots=True)
class _Conversion:
    """One conversion. It changes the copy it was given, to which references lead, as the original does."""

    root: JsonSchema
    closed_only: bool
    nodes: int = 0

    def spend(self) -> None:
        self.nodes += 1
        if self.nodes > _MOST_NODES:
            raise Unfit("its references expand to more than can be converted")

    def node(self, schema: Value, at: Pointer, depth: int, *, inside: bool) -> JsonSchema:
        """Return a schema, itself changed; `inside` tells that a schema around it has an `$id` of its own."""
        if depth > _DEEPEST:
            raise Unfit(f"its schema is nested more than {_DEEPEST} levels deep", at)
        if not isinstance(schema, dict):
            raise Unfit(f"{schema!r} in place of a schema that is a mapping", at)
        was_closed = schema.get("additionalProperties") is False
        self.spend()
        inside = inside or (schema is not self.root and isinstance(schema.get("$id"), str))
        self._check_reference(schema, at, inside)
        for key in ("$defs", "definitions"):
            self._children(schema, key, at, depth, inside)
        self._close(schema, at)
        if isinstance(properties := schema.get("properties"), dict):
            schema["required"] = list(properties)
            schema["properties"] = self._children(schema, "properties", at, depth, inside)
        if isinstance(items := schema.get("items"), dict):
            schema["items"] = self.node(items, (*at, "items"), depth + 1, inside=inside)
        self._unions(schema, at, depth, inside)
        if isinstance(parts := schema.get("allOf"), list):
            if len(parts) == 1:
                self._take_in(schema, parts[0], at, depth, inside=inside, was_closed=was_closed)
                return self.node(schema, at, depth + 1, inside=inside)
            schema["allOf"] = self._list(parts, (*at, "allOf"), depth, inside)
        if "default" in schema and schema["default"] is None:
            del schema["default"]
        return self._referred(schema, at, depth, inside)

    def _check_reference(self, schema: JsonSchema, at: Pointer, inside: bool) -> None:
        if "$ref" not in schema:
            return
        if inside:
            raise Unfit("a reference in a part with its own `$id` cannot be followed", (*at, "$ref"))
        allowed = _ANNOTATIONS | {"$ref"} | ({"$id"} if schema is self.root else set())
        if beside := sorted(set(schema) - allowed):
            raise Unfit(f"`$ref` stands beside `{beside[0]}`", (*at, beside[0]))

    def _children(self, schema: JsonSchema, key: str, at: Pointer, depth: int, inside: bool) -> Value:
        held = schema.get(key)
        if not isinstance(held, dict):
            return held
        return {name: self.node(item, (*at, key, name), depth + 1, inside=inside) for name, item in held.items()}

    def _list(self, parts: list[Value], at: Pointer, depth: int, inside: bool) -> list[Value]:
        return [self.node(part, (*at, number), depth + 1, inside=inside) for number, part in enumerate(parts)]

    def _close(self, schema: JsonSchema, at: Pointer) -> None:
        kinds, properties = schema.get("type"), schema.get("properties")
        place = (*at, "additionalProperties")
        if kinds is None and isinstance(properties, dict):
            kinds = schema["type"] = "object"
        elif kinds is None and schema.get("additionalProperties", False) is not False:
            raise Unfit("`additionalProperties` may only be false", place)
        if kinds != "object" and not (isinstance(kinds, list) and "object" in kinds):
            return
        nothing_named = "properties" not in schema or properties == {}
        if self.closed_only and nothing_named and schema.get("additionalProperties") is not False:
            raise Unfit("an object that names no properties is open", place)
        if schema.setdefault("additionalProperties", False) is not False:
            raise Unfit("`additionalProperties` may only be false", place)

    def _unions(self, schema: JsonSchema, at: Pointer, depth: int, inside: bool) -> None:
        if isinstance(variants := schema.get("anyOf"), list):
            schema["anyOf"] = self._list(variants, (*at, "anyOf"), depth, inside)
        if isinstance(variants := schema.get("oneOf"), list):
            before = schema.get("anyOf")
            more = self._list(variants, (*at, "oneOf"), depth, inside)
            schema["anyOf"] = [*(before if isinstance(before, list) else []), *more]
            del schema["oneOf"]

    def _take_in(
        self, schema: JsonSchema, part: Value, at: Pointer, depth: int, *, inside: bool, was_closed: bool
    ) -> None:
        """Put the only part of an `allOf` into the schema that holds it."""
        if isinstance(part, dict) and "$ref" in part and not set(part) - _ANNOTATIONS - {"$ref"}:
            if inside:
                raise Unfit("a reference in a part with its own `$id` cannot be followed", (*at, "allOf", 0, "$ref"))
            self.spend()
            found = self._end_of_chain(part, (*at, "allOf", 0))
        else:
            found = self.node(part, (*at, "allOf", 0), depth + 1, inside=inside)
        del schema["allOf"]
        if not was_closed:
            schema.pop("additionalProperties", None)
        made = _joined(found, schema, (*at, "allOf", 0))
        schema.clear()
        schema.update(made)

    def _end_of_chain(self, schema: JsonSchema, at: Pointer) -> JsonSchema:
        seen: set[str] = set()
        carried: JsonSchema = {}
        while "$ref" in schema and not set(schema) - {"$ref"} - _ANNOTATIONS:
            ref = schema["$ref"]
            if not isinstance(ref, str) or ref in seen:
                raise Unfit("a reference is no text, or leads to itself", (*at, "$ref"))
            seen.add(ref)
            carried = {**{key: item for key, item in schema.items() if key != "$ref"}, **carried}
            self.spend()
            schema = self._target(ref, (*at, "$ref"))
        return {**schema, **carried}

    def _referred(self, schema: JsonSchema, at: Pointer, depth: int, inside: bool) -> JsonSchema:
        ref = schema.get("$ref")
        if ref and len(schema) > 1:
            if not isinstance(ref, str):
                raise Unfit("a reference is no text", (*at, "$ref"))
            found = self._target(ref, (*at, "$ref"))
            del schema["$ref"]
            schema.update({**found, **schema})
            return self.node(schema, at, depth + 1, inside=inside)
        if self.closed_only and "$ref" in schema:
            raise Unfit("what a reference leads to is not looked at", (*at, "$ref"))
        return schema

    def _target(self, ref: str, at: Pointer) -> JsonSchema:
        if not ref.startswith("#/"):
            raise Unfit(f"the reference `{ref}` does not start with `#/`", at)
        found: JsonSchema = self.root
        for part in _unquoted(ref[2:], at).split("/"):
            value = found.get(part.replace("~1", "/").replace("~0", "~"))
            if not isinstance(value, dict):
                raise Unfit(f"the reference `{ref}` leads to no mapping", at)
            if isinstance(value.get("$id"), str):
                raise Unfit(f"the reference `{ref}` crosses a part with its own `$id`", at)
            found = value
        return found


def _unquoted(text: str, at: Pointer) -> str:
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        raise Unfit("a reference is not UTF-8", at) from None


def _joined(part: JsonSchema, holder: JsonSchema, at: Pointer) -> JsonSchema:
    made = dict(part)
    empty = holder.get("properties", {}) == {}
    if (
        holder.get("additionalProperties") is False
        and empty
        and isinstance(named := part.get("properties"), dict)
        and named
    ):
        raise Unfit("the only part of an `allOf` names properties that the schema around it does not", at)
    for key, value in holder.items():
        if key not in made or key in _ANNOTATIONS:
            made[key] = value
        elif not _equal(value, made[key]) and (key, value) not in (("properties", {}), ("required", [])):
            raise Unfit(f"the only part of an `allOf` and the schema around it differ in `{key}`", (*at, key))
    return made


def _equal(left: Value, right: Value) -> bool:
    """Tell whether two values are the same in JSON, where true is not 1."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(_equal, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(_equal(left[key], right[key]) for key in left)
    return left == right
