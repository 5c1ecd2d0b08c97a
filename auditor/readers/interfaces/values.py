"""Takes values for what they should be; what is of another type counts as absent."""

from __future__ import annotations

import json

from auditor.documents import Value


def mapping(value: Value) -> dict[str, Value]:
    """Return a mapping, or an empty one in place of anything else."""
    return value if isinstance(value, dict) else {}


def items(value: Value) -> list[Value]:
    """Return a list, or an empty one in place of anything else."""
    return value if isinstance(value, list) else []


def text(value: Value) -> str:
    """Return a text without the space around it, or an empty one in place of anything else."""
    return value.strip() if isinstance(value, str) else ""


def scalar_text(value: Value) -> str:
    """Return a text, or a number as it would be written; version 1.0 is often left unquoted."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return text(value)
    return str(value)


def texts(value: Value) -> tuple[str, ...]:
    """Return the texts among the items of a list."""
    return tuple(item for item in items(value) if isinstance(item, str))


def written(value: Value) -> str:
    """Return any value in one line: texts as they are, others as compact JSON."""
    return value if isinstance(value, str) else compact(value)


def compact(value: Value) -> str:
    """Return a value as JSON without any space that could be left out."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def kind_of(value: Value) -> str:
    """Return what a value is, in the words of JSON."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "a text"
    return "a list" if isinstance(value, list) else "a mapping"
