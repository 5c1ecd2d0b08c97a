"""The keywords of JSON Schema: what each one takes, and where schemas lie below it."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from functools import lru_cache

from auditor.documents import Value

MAPS = frozenset(("properties", "patternProperties", "$defs", "definitions", "dependentSchemas"))
"""Keywords that hold schemas by name."""
LISTS = frozenset(("allOf", "anyOf", "oneOf", "prefixItems"))
"""Keywords that hold a list of schemas."""
SINGLES = frozenset(
    (
        "items",
        "additionalProperties",
        "not",
        "if",
        "then",
        "else",
        "contains",
        "propertyNames",
        "additionalItems",
        "unevaluatedProperties",
        "unevaluatedItems",
        "contentSchema",
    )
)
"""Keywords that hold one schema."""
HOLDERS = MAPS | LISTS | SINGLES

FOR_NUMBERS = frozenset(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"))
FOR_TEXTS = frozenset(("minLength", "maxLength", "pattern"))
FOR_LISTS = frozenset(("items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains", "additionalItems"))
FOR_OBJECTS = frozenset(
    ("properties", "patternProperties", "additionalProperties", "required", "minProperties", "maxProperties")
)
TYPES_OF_KEYWORDS = (
    (FOR_NUMBERS, frozenset(("number", "integer"))),
    (FOR_TEXTS, frozenset(("string", "file"))),
    (FOR_LISTS, frozenset(("array",))),
    (FOR_OBJECTS, frozenset(("object",))),
)
"""Keywords, and the types of which one must be allowed for them to mean anything."""

BOUNDS = (
    ("minimum", "maximum"),
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
    ("minProperties", "maxProperties"),
    ("minContains", "maxContains"),
)
"""Keywords for the least and the most."""

TEXT_FORMATS = frozenset(
    ("date", "date-time", "time", "email", "uuid", "uri", "url", "hostname", "ipv4", "ipv6", "password", "binary")
)
NUMBER_FORMATS = frozenset(("int32", "float", "double"))
"""Formats for numbers only; int64 and decimal are for texts too, by OpenAPI's format registry."""


def is_number(value: Value) -> bool:
    """Tell whether a value is a number; true and false are none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_count(value: Value) -> bool:
    if isinstance(value, float):
        return value.is_integer() and value >= 0
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_texts(value: Value) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_flag(value: Value) -> bool:
    return isinstance(value, bool)


def _is_text(value: Value) -> bool:
    return isinstance(value, str)


def _is_list(value: Value) -> bool:
    return isinstance(value, list)


def _is_mapping(value: Value) -> bool:
    return isinstance(value, dict)


def _is_bound(value: Value) -> bool:
    return isinstance(value, bool) or is_number(value)


def _is_step(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0


_Rule = tuple[Callable[[Value], bool], str]
_COUNT: _Rule = (_is_count, "a whole number from 0")
_NUMBER: _Rule = (is_number, "a number")
_FLAG: _Rule = (_is_flag, "true or false")
_TEXT: _Rule = (_is_text, "a text")

TAKES: dict[str, _Rule] = {
    **dict.fromkeys(
        (
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "minProperties",
            "maxProperties",
            "minContains",
            "maxContains",
        ),
        _COUNT,
    ),
    **dict.fromkeys(("minimum", "maximum"), _NUMBER),
    **dict.fromkeys(("exclusiveMinimum", "exclusiveMaximum"), (_is_bound, "a number")),
    "multipleOf": (_is_step, "a number above 0"),
    **dict.fromkeys(("pattern", "format"), _TEXT),
    **dict.fromkeys(("uniqueItems", "nullable", "readOnly", "writeOnly", "deprecated"), _FLAG),
    "required": (_is_texts, "a list of names, in the object that has these properties"),
    "enum": (_is_list, "a list of values"),
    **dict.fromkeys(MAPS, (_is_mapping, "a mapping of schemas")),
    **dict.fromkeys(LISTS, (_is_list, "a list of schemas")),
}
"""What keywords take, in words too."""

_ALONE = frozenset(("type", "const", "default", "example", "examples", "title", "description", "$ref", "discriminator"))
_OTHERS = frozenset(
    (
        *("$schema", "$id", "$anchor", "$dynamicRef", "$dynamicAnchor", "$comment", "$vocabulary", "id"),
        *("xml", "externalDocs", "dependencies", "dependentRequired", "contentEncoding", "contentMediaType"),
        # What schemas hold for generators and forms, some of it near to a keyword without being meant as one.
        *("name", "in", "style", "explode", "types", "enumNames", "value", "values", "option", "options", "order"),
        *("propertyOrder", "titles"),
    )
)
KNOWN = frozenset(TAKES) | SINGLES | _ALONE | _OTHERS
_WORTH_OFFERING = sorted(
    (frozenset(TAKES) | SINGLES | frozenset(("type", "description", "default", "example", "discriminator")))
    - {"if", "then", "else", "not"}
)


@lru_cache(maxsize=4096)
def meant_by(keyword: str) -> str:
    """Return the keyword that an unknown one is a misspelling of, or an empty text."""
    if len(keyword) > 40 or keyword.startswith(("x-", "$")):
        return ""
    lower = keyword.replace("_", "").replace("-", "").casefold()
    same = next((known for known in _WORTH_OFFERING if known.casefold() == lower), "")
    if same:
        return same
    alike = [known for known in _WORTH_OFFERING if known[0] == keyword[:1] and abs(len(known) - len(keyword)) < 3]
    close = difflib.get_close_matches(keyword, alike, n=1, cutoff=0.86)
    return close[0] if close else ""
