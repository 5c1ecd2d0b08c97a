"""What is wrong with one schema by itself; schemas below it and references are not looked into."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from auditor.documents import Value
from auditor.readers.interfaces.quality.dialects import Dialect
from auditor.readers.interfaces.quality.fitting import is_of, misfit, shown, stated_types
from auditor.readers.interfaces.quality.keywords import (
    BOUNDS,
    FOR_NUMBERS,
    HOLDERS,
    KNOWN,
    LISTS,
    NUMBER_FORMATS,
    TAKES,
    TEXT_FORMATS,
    TYPES_OF_KEYWORDS,
    is_number,
    meant_by,
)
from auditor.readers.interfaces.quality.regexes import flaw_of_pattern
from auditor.readers.interfaces.values import kind_of

Schema = dict[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """One thing that is wrong with a schema."""

    kind: str
    """One of the vocabulary's SCHEMA_FAULTS."""
    what: str
    steps: tuple[str | int, ...] = ()
    """Where it stands below the schema."""


def flaws_of(schema: Schema, dialect: Dialect) -> Iterator[Flaw]:
    """Yield what is wrong with a schema by itself."""
    wrong = [flaw for key in schema for flaw in _of_keyword(schema, key, dialect)]
    if wrong:
        yield from wrong
        unread = {flaw.steps[0] for flaw in wrong}
        schema = {key: value for key, value in schema.items() if key not in unread}
    if "type" in schema:
        yield from _of_type(schema, dialect)
    if not _VALUES.isdisjoint(schema):
        yield from _of_values(schema, dialect)
    if not _BOUNDING.isdisjoint(schema):
        yield from _of_bounds(schema)
    if not _STRUCTURING.isdisjoint(schema):
        yield from _of_closed(schema)
        yield from _of_choices(schema)
        yield from _of_pattern(schema)


_VALUES = frozenset(("enum", "const", "default"))
_STRUCTURING = frozenset(("required", "oneOf", "anyOf", "pattern"))
_BOUNDING = frozenset(key for pair in BOUNDS for key in pair) | FOR_NUMBERS
_MAY_BE_NULL = HOLDERS | frozenset(("format", "pattern", "required", "enum", "deprecated", "nullable"))
"""Keywords of which a null, which many generators write for "nothing", is taken for their absence."""


def _of_keyword(schema: Schema, key: str, dialect: Dialect) -> Iterator[Flaw]:
    if key in TAKES:
        yield from _of_value(key, schema[key], dialect)
    elif key == "items":
        if isinstance(schema[key], list) and not dialect.lists_of_items:
            yield _malformed(key, schema[key], f"one schema in {dialect.title}")
    elif key not in KNOWN and (meant := meant_by(key)) and meant not in schema:
        yield Flaw(kind="mistyped", what=f"`{key}` is no keyword; did you mean `{meant}`?", steps=(key,))


def _of_value(key: str, value: Value, dialect: Dialect) -> Iterator[Flaw]:
    fits, expected = TAKES[key]
    if key in ("exclusiveMinimum", "exclusiveMaximum") and dialect.flag_bounds is not None:
        if isinstance(value, bool) is not dialect.flag_bounds:
            wanted = f"true or false, beside `{key.removeprefix('exclusive').lower()}`"
            wanted = wanted if dialect.flag_bounds else "a number"
            yield _malformed(key, value, f"{wanted} in {dialect.title}")
        return
    if not fits(value):
        if value is None and key in _MAY_BE_NULL:
            return
        yield _malformed(key, value, expected)
    elif key in LISTS and not value:
        if key in ("oneOf", "anyOf"):
            yield Flaw(kind="broken_choice", what=f"`{key}` has no branch, so that nothing fits", steps=(key,))
        else:
            yield _malformed(key, value, "at least one schema")
    elif key == "enum" and not value:
        yield Flaw(kind="impossible", what="`enum` is empty, so that no value fits", steps=(key,))


def _malformed(key: str, value: Value, expected: str) -> Flaw:
    said = f"{kind_of(value)} {shown(value)}" if not isinstance(value, dict | list) else kind_of(value)
    if isinstance(value, bool) or value is None:
        said = shown(value)
    elif isinstance(value, list) and not value:
        said = "an empty list"
    return Flaw(kind="malformed", what=f"`{key}` is {said}; expected {expected}", steps=(key,))


def _of_type(schema: Schema, dialect: Dialect) -> Iterator[Flaw]:
    stated = schema["type"]
    if isinstance(stated, list):
        if not dialect.lists_of_types:
            yield Flaw(
                kind="malformed", what=f"`type` is a list; expected one type in {dialect.title}", steps=("type",)
            )
            return
        names = stated
    else:
        names = [stated]
    for name in names:
        if not isinstance(name, str):
            if name is not None or isinstance(stated, list):
                yield _malformed("type", name, "a type's name")
            return
        if name not in dialect.types:
            yield Flaw(kind="mistyped", what=_unknown_type(name, dialect), steps=("type",))
            return
    types = stated_types(schema, dialect)
    if types:
        yield from _of_other_types(schema, types)
        if "format" in schema:
            yield from _of_format(schema["format"], types)


def _unknown_type(name: str, dialect: Dialect) -> str:
    meant = _MEANT_TYPES.get(name.lower(), "")
    if meant == "null" and "null" not in dialect.types:
        instead = "; write `nullable: true`" if dialect.nullable else ""
        return f"the type `{name}` is not one of {dialect.title}{instead}"
    if name.lower() == "date" or name.lower() == "datetime":
        return f"the type `{name}` does not exist; write `type: string` with a `format`"
    short = name if len(name) <= 40 else name[:39] + "…"
    return f"the type `{short}` does not exist" + (f"; did you mean `{meant}`?" if meant else "")


_MEANT_TYPES = {
    **dict.fromkeys(("str", "string", "text", "uuid", "enum"), "string"),
    **dict.fromkeys(("int", "integer", "long", "int32", "int64"), "integer"),
    **dict.fromkeys(("float", "double", "number", "decimal"), "number"),
    **dict.fromkeys(("bool", "boolean"), "boolean"),
    **dict.fromkeys(("list", "array", "tuple"), "array"),
    **dict.fromkeys(("dict", "map", "object", "json"), "object"),
    **dict.fromkeys(("null", "none"), "null"),
}


def _of_other_types(schema: Schema, types: tuple[str, ...]) -> Iterator[Flaw]:
    others = _for_other_types(types)
    if others.keys().isdisjoint(schema):
        return
    for key in schema:
        # Generators write empty values and flags out for every type.
        if key in others and schema[key] is not True and schema[key]:
            what = f"`{key}` says nothing about the type {' or '.join(types)}; it is for {others[key]}"
            yield Flaw(kind="mistyped", what=what, steps=(key,))


@lru_cache(maxsize=256)
def _for_other_types(types: tuple[str, ...]) -> dict[str, str]:
    """Return the keywords that mean nothing for these types, each with the types that it is for."""
    return {
        key: " or ".join(sorted(meant - {"file"}))
        for keywords, meant in TYPES_OF_KEYWORDS
        if meant.isdisjoint(types)
        for key in keywords
    }


def _of_format(stated: Value, types: tuple[str, ...]) -> Iterator[Flaw]:
    own = [name for name in types if name != "null"]
    if stated in NUMBER_FORMATS and own and not {"number", "integer"} & set(own):
        wanted = "number"
    elif stated in TEXT_FORMATS and own and not {"string", "file"} & set(own):
        wanted = "string"
    else:
        return
    what = f"the format `{stated}` is for {wanted}; the type is {' or '.join(own)}"
    yield Flaw(kind="mistyped", what=what, steps=("format",))


def _of_values(schema: Schema, dialect: Dialect) -> Iterator[Flaw]:
    types = stated_types(schema, dialect)
    values = schema.get("enum")
    if isinstance(values, list) and values and types:
        wrong = [number for number, value in enumerate(values) if not is_of(value, types)]
        if len(wrong) == len(values):
            what = f"no value of `enum` is of the type {' or '.join(types)}, such as {shown(values[0])}"
            yield Flaw(kind="impossible", what=what, steps=("enum",))
        elif wrong:
            what = f"the value {shown(values[wrong[0]])} of `enum` is not of the type {' or '.join(types)}"
            yield Flaw(kind="mistyped", what=what, steps=("enum", wrong[0]))
    if "const" in schema and (why := misfit(schema["const"], schema, dialect)):
        yield Flaw(kind="impossible", what=f"`const` {why}", steps=("const",))
    # A default of null is how many generators write that there is none.
    default = schema.get("default")
    if default is not None and (why := misfit(default, schema, dialect)):
        yield Flaw(kind="mistyped", what=f"the default {why}", steps=("default",))


def _of_bounds(schema: Schema) -> Iterator[Flaw]:
    for low, high in BOUNDS:
        least, most = schema.get(low), schema.get(high)
        if not _are_numbers(least, most):
            continue
        if least > most:  # type: ignore[operator]
            what = f"`{low}` {shown(least)} is above `{high}` {shown(most)}, so that no value fits"
            yield Flaw(kind="impossible", what=what, steps=(low,))
        elif least == most and low == "minimum":
            flags = (schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum"))
            if True in flags and not any(is_number(flag) for flag in flags):
                what = f"`minimum` and `maximum` are both {shown(least)} and one is excluded, so that no value fits"
                yield Flaw(kind="impossible", what=what, steps=(low,))
    for low, high in (("exclusiveMinimum", "maximum"), ("minimum", "exclusiveMaximum"), _EXCLUDED):
        least, most = schema.get(low), schema.get(high)
        if _are_numbers(least, most) and least >= most:  # type: ignore[operator]
            what = f"`{low}` {shown(least)} leaves nothing below `{high}` {shown(most)}, so that no value fits"
            yield Flaw(kind="impossible", what=what, steps=(low,))


_EXCLUDED = ("exclusiveMinimum", "exclusiveMaximum")


def _are_numbers(*values: Value) -> bool:
    return all(map(is_number, values))


def _of_closed(schema: Schema) -> Iterator[Flaw]:
    required, properties = schema.get("required"), schema.get("properties") or {}
    if schema.get("additionalProperties") is not False or schema.get("patternProperties"):
        return
    if not isinstance(required, list) or not isinstance(properties, dict):
        return
    for number, name in enumerate(required):
        if name not in properties:
            what = f"`{name}` is required, and `additionalProperties: false` forbids it, so that no object fits"
            yield Flaw(kind="impossible", what=what, steps=("required", number))
            return


def _of_pattern(schema: Schema) -> Iterator[Flaw]:
    pattern = schema.get("pattern")
    if isinstance(pattern, str) and (wrong := flaw_of_pattern(pattern)):
        yield Flaw(kind=wrong[0], what=wrong[1], steps=("pattern",))


def _of_choices(schema: Schema) -> Iterator[Flaw]:
    for key in ("oneOf", "anyOf"):
        branches = schema.get(key)
        if not isinstance(branches, list) or len(branches) > _MOST_BRANCHES:
            continue
        for number, branch in enumerate(branches):
            if branch == {} and len(branches) > 1:
                what = f"branch {number + 1} of `{key}` is empty and fits every value"
                yield Flaw(kind="broken_choice", what=what, steps=(key, number))
            elif (same := branches.index(branch)) < number:
                ends = "so that no value fits exactly one" if key == "oneOf" else "so that one says nothing"
                what = f"branches {same + 1} and {number + 1} of `{key}` are the same, {ends}"
                yield Flaw(kind="broken_choice", what=what, steps=(key, number))


_MOST_BRANCHES = 200
"""Branches that are compared with each other."""
