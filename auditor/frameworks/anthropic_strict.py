"""How Anthropic's SDK rewrites a schema for structured output and strict tools: a port of its `transform_schema`."""

from __future__ import annotations

from typing import NoReturn

from auditor.documents import Pointer, Value

JsonSchema = dict[str, Value]

_FORMATS = frozenset(["date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid"])
_TYPES = ("object", "array", "string", "integer", "number", "boolean", "null")


class Untransformable(Exception):  # noqa: N818 - an outcome, not a fault of the program
    """A schema cannot be rewritten."""

    def __init__(self, reason: str, at: Pointer) -> None:
        super().__init__(reason)
        self.reason = reason
        self.at = at


def transformed(schema: Value, at: Pointer = ()) -> JsonSchema:
    """Return what is sent in place of a schema: what has no place goes into descriptions. Raises Untransformable."""
    if not isinstance(schema, dict):
        _fail(f"{schema!r} stands in place of a schema that is a mapping", at)
    rest, made = dict(schema), JsonSchema()
    if (definitions := rest.pop("$defs", None)) is not None:
        made["$defs"] = _children(definitions, (*at, "$defs"))
    if (ref := rest.pop("$ref", None)) is not None:
        return {**made, "$ref": ref}
    stated = rest.pop("type", None)
    made.update(_literals(rest))
    kind = None if "enum" in made or "const" in made else stated
    if (union := _union(rest, at)) or kind is None:
        if not union and "enum" not in made and "const" not in made:
            _fail("a schema states neither a type nor a union nor values", at)
        made.update(union)
    else:
        made["type"] = kind
    made.update({key: words for key in ("description", "title") if (words := rest.pop(key, None)) is not None})
    made.update(_of_type(kind, rest, at))
    if rest:
        left = "{" + ", ".join(f"{key}: {item}" for key, item in rest.items()) + "}"
        made["description"] = _described(made.get("description"), left, at)
    return made


def _literals(rest: JsonSchema) -> JsonSchema:
    """Return the values that a schema lists, taken out of what is left of it."""
    made: JsonSchema = {}
    values = rest.get("enum")
    if isinstance(values, list) and values and all(map(_is_plain, values)):
        made["enum"] = rest.pop("enum")
    if "const" in rest and _is_plain(rest["const"]):
        made["const"] = rest.pop("const")
    return made


def _is_plain(value: Value) -> bool:
    return value is None or isinstance(value, str | int | float)


def _union(rest: JsonSchema, at: Pointer) -> JsonSchema:
    """Return the first union of a schema; the others are dropped."""
    held = {key: rest.pop(key, None) for key in ("anyOf", "oneOf", "allOf")}
    for key, parts in held.items():
        if isinstance(parts, list):
            name = "anyOf" if key == "oneOf" else key
            return {name: [transformed(part, (*at, key, number)) for number, part in enumerate(parts)]}
    return {}


def _of_type(kind: Value, rest: JsonSchema, at: Pointer) -> JsonSchema:
    if kind == "object":
        return _of_object(rest, at)
    if kind == "string":
        return {"format": rest.pop("format")} if _is_known_format(rest, at) else {}
    if kind == "array":
        return _of_array(rest, at)
    if kind is not None and kind not in _TYPES:
        _fail(f"the type {kind!r} is not one of {', '.join(_TYPES)}", (*at, "type"))
    return {}


def _of_object(rest: JsonSchema, at: Pointer) -> JsonSchema:
    made: JsonSchema = {"properties": _children(rest.pop("properties", {}), (*at, "properties"))}
    rest.pop("additionalProperties", None)
    made["additionalProperties"] = False
    if (required := rest.pop("required", None)) is not None:
        made["required"] = required
    return made


def _is_known_format(rest: JsonSchema, at: Pointer) -> bool:
    found = rest.get("format")
    if isinstance(found, dict | list) and found:
        _fail("`format` is no text", (*at, "format"))
    if not found:
        rest.pop("format", None)
    return isinstance(found, str) and found in _FORMATS


def _of_array(rest: JsonSchema, at: Pointer) -> JsonSchema:
    made: JsonSchema = {}
    if (items := rest.pop("items", None)) is not None:
        made["items"] = transformed(items, (*at, "items"))
    least = rest.get("minItems")
    if least is None or least in (0, 1):
        rest.pop("minItems", None)
        made.update({} if least is None else {"minItems": least})
    return made


def _children(held: Value, at: Pointer) -> JsonSchema:
    if not isinstance(held, dict):
        _fail(f"`{at[-1]}` is no mapping", at)
    return {name: transformed(item, (*at, name)) for name, item in held.items()}


def _described(words: Value, left: str, at: Pointer) -> str:
    if words is None:
        return left
    if not isinstance(words, str):
        _fail("`description` is no text", (*at, "description"))
    return f"{words}\n\n{left}"


def _fail(reason: str, at: Pointer) -> NoReturn:
    raise Untransformable(reason, at)
