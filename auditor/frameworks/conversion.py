"""What a converter of schemas says when it cannot go on, and what becomes of that for a tool."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from auditor.documents import Pointer, Value
from auditor.frameworks.candidate import ABSENT, Blast, Candidate, Edit
from auditor.frameworks.edits import remove

ROOT: Pointer = ("inputSchema",)
MOST_VALUES = 100_000
"""Values that the references of one schema may expand to. The converters themselves go on until memory ends."""


class Unconvertible(Exception):  # noqa: N818 - an outcome of a conversion, not a fault of the program
    """A converter ends with an error."""

    def __init__(self, reason: str, at: Pointer = (), edit: Edit | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.at = at
        self.edit = edit


@dataclass(slots=True)
class Budget:
    """How many values a conversion may still make."""

    left: int = MOST_VALUES

    def spend(self, values: int) -> None:
        """Count values that are made."""
        self.left -= values
        if self.left < 0:
            raise Unconvertible(f"its references expand to more than {MOST_VALUES:,} values", ROOT)


def unconvertible(reason: str, at: Pointer) -> NoReturn:
    """End a conversion at a place; what stands there is what has to go."""
    raise Unconvertible(reason, at, remove(at) if len(at) > 1 else None)


def converted(tool: Candidate, convert: Callable[[Value], Value], blast: Blast | None = None) -> None:
    """Put a converted schema in the place of a tool's schema, or refuse the tool."""
    try:
        tool.schema = convert(None if tool.schema is ABSENT else tool.schema)
    except Unconvertible as error:
        tool.refuse(error.reason, at=error.at, edit=error.edit, blast=blast)
    except RecursionError:
        tool.refuse("its schema is nested too deeply", at=ROOT, blast=blast)


def mapping(value: Value, what: str, at: Pointer) -> dict[str, Value]:
    """Return a value that has to be a mapping."""
    if not isinstance(value, dict):
        unconvertible(f"{what} is no mapping but {shown(value)}", at)
    return value


def sequence(value: Value, what: str, at: Pointer) -> list[Value]:
    """Return a value that has to be a list."""
    if not isinstance(value, list):
        unconvertible(f"{what} is no list but {shown(value)}", at)
    return value


def shown(value: Value) -> str:
    """Return a value for a message."""
    if isinstance(value, dict | list):
        return f"a {'mapping' if isinstance(value, dict) else 'list'}"
    return json.dumps(value, ensure_ascii=False)[:80]


def unchanged_if_same(before: dict[str, Value], after: dict[str, Value]) -> dict[str, Value]:
    """Return the mapping as it was where a conversion made no difference, so that it need not be compared."""
    if len(before) == len(after) and all(key in after and after[key] is value for key, value in before.items()):
        return before
    return after
