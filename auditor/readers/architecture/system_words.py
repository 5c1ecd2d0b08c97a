"""How messages about system.yaml name things: quoted words, lists of choices, the nearest known word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from auditor.readers.architecture.system_keys import DATE_EXAMPLE

_LONGEST = 60
_MOST_LISTED = 12
_TYPES = {
    "integer": "a whole number",
    "number": "a number",
    "boolean": "`true` or `false`",
    "array": "a list",
    "object": "a mapping of keys to values",
    "string": "text",
}


def quoted(value: object) -> str:
    """Return a value as a message shows it: on one line, and not endless."""
    text = value if isinstance(value, str) else _as_yaml(value)
    if not text.isprintable():
        text = text.encode("unicode_escape", "backslashreplace").decode("ascii")
    return f"`{text}`" if len(text) <= _LONGEST else f"`{text[:_LONGEST]}…`"


def _as_yaml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "null" if value is None else str(value)


def described(value: object) -> str:
    """Return what a value is, as the end of `… is`."""
    match value:
        case None:
            return "empty"
        case dict():
            return "a mapping of keys to values"
        case list():
            return "a list"
        case str() if not value:
            return "empty"
        case _:
            return quoted(value)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that a misspelt one most likely meant, or None."""
    if len(word) > _LONGEST:
        return None
    choices = {candidate.casefold(): candidate for candidate in sorted(known, reverse=True)}
    found = get_close_matches(word.casefold(), choices, n=1, cutoff=0.6)
    return choices[found[0]] if found else None


def hint(word: str, known: Iterable[str]) -> str:
    """Return how a message ends that refuses a word: with the nearest known word, or with all of a few."""
    words = list(dict.fromkeys(known))
    meant = nearest(word, words)
    if meant is not None:
        return f"; did you mean `{meant}`?"
    return f"; expected {one_of(words)}" if 0 < len(words) <= _MOST_LISTED else ""


def one_of(words: Iterable[object]) -> str:
    """Return words as a choice: `a`, `b` or `c`."""
    return either([quoted(word) for word in words])


def either(parts: list[str]) -> str:
    """Return parts of a sentence as a choice: a, b or c."""
    return " or ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def expected(schema: Mapping[str, Any]) -> str:
    """Return what a schema asks for, in words."""
    if "enum" in schema:
        return one_of(schema["enum"])
    if "const" in schema:
        return quoted(schema["const"])
    if schema.get("format") == "date":
        return f"a date such as `{DATE_EXAMPLE}`"
    if "pattern" in schema:
        return "a duration such as `30d` (s, m, h, d or w)" if "smhdw" in schema["pattern"] else "another form"
    types = schema.get("type", "string")
    names = [types] if isinstance(types, str) else [name for name in types if name != "null"]
    return " or ".join(_TYPES[name] for name in names) + _limits(schema)


def _limits(schema: Mapping[str, Any]) -> str:
    if "maximum" in schema:
        return f" from {schema['minimum']} to {schema['maximum']}"
    return ", 0 or more" if "minimum" in schema else ""
