"""The plain values that every document is read into, and how to name a place among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Scalar: TypeAlias = bool | int | float | str | None
Value: TypeAlias = "Scalar | list[Value] | dict[str, Value]"
"""What YAML and JSON can hold; keys are always strings."""

Pointer: TypeAlias = tuple[str | int, ...]
"""The keys and item numbers that lead from the root to a value; `()` is the root."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Position:
    """A place in a text, as an editor shows it."""

    line: int
    """Counted from 1."""
    column: int
    """Counted from 1, in characters."""


START = Position(line=1, column=1)
"""Where a file begins: the place of a problem that belongs to no line of it."""
