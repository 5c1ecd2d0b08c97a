"""The keywords of draft 7 as Ajv compiles them: what their values may be, and which schemas they make it look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NoReturn

from auditor.documents import Pointer, Value
from auditor.frameworks.ecma_regex import is_ecma_regex

_TYPES: Final = frozenset({"string", "number", "integer", "boolean", "null", "object", "array"})
_NUMBER, _LIST, _MAP, _SCHEMA = (int, float), (list,), (dict,), (dict, bool)
KEYWORDS: Final[dict[str, tuple[type, ...]]] = {
    **dict.fromkeys(("maximum", "minimum", "exclusiveMaximum", "exclusiveMinimum", "multipleOf"), _NUMBER),
    **dict.fromkeys(("maxLength", "minLength", "maxProperties", "minProperties", "maxItems", "minItems"), _NUMBER),
    **dict.fromkeys(("required", "enum", "anyOf", "oneOf", "allOf"), _LIST),
    **dict.fromkeys(("properties", "patternProperties", "dependencies"), _MAP),
    **dict.fromkeys(("not", "if", "then", "else", "propertyNames", "additionalProperties", "contains"), _SCHEMA),
    **dict.fromkeys(("pattern", "format", "$ref"), (str,)),
    **dict.fromkeys(("uniqueItems", "nullable"), (bool,)),
    "additionalItems": _SCHEMA,
    "items": (dict, list, bool),
    "type": (str, list),
    "const": (),
    "$comment": (),
    "id": (),
}
"""The keywords that Ajv acts on, with the types of their values; none where any value will do."""
_NOT_WALKED: Final = frozenset({"default", "enum", "const", "required", "pattern", "format", "uniqueItems"}) | {
    *("maximum", "minimum", "exclusiveMaximum", "exclusiveMinimum", "multipleOf"),
    *("maxLength", "minLength", "maxItems", "minItems", "maxProperties", "minProperties"),
}
_LISTS_WALKED: Final = ("items", "allOf", "anyOf", "oneOf")
_MAPS_WALKED: Final = ("$defs", "definitions", "properties", "patternProperties", "dependencies")


class Uncompilable(Exception):  # noqa: N818 - an outcome, not a fault of the program
    """Ajv does not compile a schema."""

    def __init__(self, what: str, at: Pointer) -> None:
        super().__init__(what)
        self.what = what
        self.at = at


def check_types(schema: dict[str, Value], at: Pointer) -> None:
    """Raise Uncompilable for a `type` or `nullable` that Ajv does not take."""
    stated = schema.get("type")
    types = stated if isinstance(stated, list) else [stated] if stated not in (None, "", False, 0) else []
    for name in types:
        if not isinstance(name, str) or name not in _TYPES:
            fail(f"{name!r} is no type of JSON Schema", (*at, "type"))
    nullable = "nullable" in schema
    if "null" in types and schema.get("nullable") is False:
        fail("`nullable` contradicts `type`", (*at, "nullable"))
    if not types and nullable:
        fail("`nullable` needs a `type` beside it", (*at, "nullable"))


def check_value(key: str, value: Value, at: Pointer) -> None:
    """Raise Uncompilable for a keyword's value of a wrong kind."""
    if key == "id":
        fail("`id` is the name that `$id` had in draft 4", at)
    types = KEYWORDS[key]
    if types and (not isinstance(value, types) or (isinstance(value, bool) and bool not in types)):
        fail(f"`{key}` cannot be {_short(value)}", at)
    if key == "enum" and not value:
        fail("`enum` is empty", at)
    if key == "pattern":
        _check_pattern(value, at)


def _check_pattern(value: Value, at: Pointer) -> None:
    if not isinstance(value, str) or not is_ecma_regex(value):
        fail(f"{_short(value)} is no regular expression", at)


def has_rules(schema: Value) -> bool:
    """Tell whether a schema has a keyword that Ajv acts on."""
    return isinstance(schema, dict) and any(key in KEYWORDS for key in schema)


def _always_valid(schema: Value, at: Pointer) -> bool:
    if schema is None:
        fail("there is null in the place of a schema", at)
    return schema if isinstance(schema, bool) else not has_rules(schema)


_Reached = Iterator[tuple[Pointer, Value]]
_Reach = Callable[[dict[str, Value], Value, Pointer], _Reached]


def nothing(_: dict[str, Value], __: Value, ___: Pointer) -> _Reached:
    """Yield nothing: the keyword holds no schemas."""
    yield from ()


def _one(_: dict[str, Value], value: Value, at: Pointer) -> _Reached:
    if isinstance(value, list):
        yield from _each(_, value, at)
    elif not _always_valid(value, at):
        yield (), value


def _each(_: dict[str, Value], value: Value, at: Pointer) -> _Reached:
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in parts:
        if not _always_valid(item, (*at, key)):
            yield (key,), item


def _any_of(_: dict[str, Value], value: Value, at: Pointer) -> _Reached:
    # Ajv leaves the keyword out altogether where one of its schemas takes everything.
    members = value if isinstance(value, list) else []
    if not any(_always_valid(item, (*at, number)) for number, item in enumerate(members)):
        yield from (((number,), item) for number, item in enumerate(members))


def _condition(schema: dict[str, Value], value: Value, at: Pointer) -> _Reached:
    branches = [key for key in ("then", "else") if key in schema and not _always_valid(schema[key], (*at[:-1], key))]
    if branches:
        yield (), value


def _branch(schema: dict[str, Value], value: Value, at: Pointer) -> _Reached:
    if "if" in schema and not _always_valid(value, at):
        yield (), value


def _by_pattern(schema: dict[str, Value], value: Value, at: Pointer) -> _Reached:
    found = list(_each(schema, value, at))
    if found or not _always_valid(schema.get("additionalProperties", True), (*at[:-1], "additionalProperties")):
        for pattern in value if isinstance(value, dict) else ():
            _check_pattern(pattern, (*at, pattern))
    yield from found


def _dependencies(_: dict[str, Value], value: Value, at: Pointer) -> _Reached:
    named = value if isinstance(value, dict) else {}
    yield from _each(_, {key: item for key, item in named.items() if not isinstance(item, list)}, at)


def _additional_items(schema: dict[str, Value], value: Value, at: Pointer) -> _Reached:
    if isinstance(schema.get("items"), list):
        yield from _one(schema, value, at)


REACH: Final[dict[str, _Reach]] = {
    **dict.fromkeys(("not", "propertyNames", "additionalProperties", "contains", "items"), _one),
    **dict.fromkeys(("properties", "allOf", "oneOf"), _each),
    "anyOf": _any_of,
    "if": _condition,
    "then": _branch,
    "else": _branch,
    "patternProperties": _by_pattern,
    "dependencies": _dependencies,
    "additionalItems": _additional_items,
}


def walked(schema: dict[str, Value]) -> _Reached:
    """Yield what is looked through for names of schemas, under unknown keywords too."""
    for key, value in schema.items():
        if isinstance(value, list):
            yield from (((key, n), item) for n, item in enumerate(value) if key in _LISTS_WALKED)
        elif key in _MAPS_WALKED and isinstance(value, dict):
            yield from (((key, name), item) for name, item in value.items())
        elif key not in _NOT_WALKED:
            yield (key,), value


def _short(value: Value) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:39] + "…"


def fail(what: str, at: Pointer) -> NoReturn:
    """Raise Uncompilable."""
    raise Uncompilable(what, at)
