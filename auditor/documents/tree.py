"""One YAML document or one JSON text, with the place of everything in it."""

from __future__ import annotations

from typing import Protocol

from auditor.documents.json_locator import JsonLocator
from auditor.documents.lines import Lines
from auditor.documents.values import Pointer, Position, Value


class Locator(Protocol):
    """Knows where the source says what the tree holds."""

    def locate(self, pointer: Pointer) -> tuple[int, int]:
        """Return the offsets of a value's key (or its own, for items and the root) and of the value.

        Where the pointer does not resolve, they are those of its nearest ancestor.
        """


class Tree:
    """Plain values and where each of them was written."""

    __slots__ = ("_key_positions", "_lines", "_locator", "_positions", "value")

    def __init__(self, value: Value, *, lines: Lines, locator: Locator) -> None:
        self.value: Value = value
        self._lines = lines
        self._locator = locator
        # Many claims stand at one place, and a report names each of them more than once.
        self._positions: dict[Pointer, Position] = {}
        self._key_positions: dict[Pointer, Position] = {}

    def stands_in(self, text: str) -> bool:
        """Tell whether it was read from this very text, and is located in it as JSON."""
        return isinstance(self._locator, JsonLocator) and self._locator.text is text

    def position(self, pointer: Pointer) -> Position:
        """Return where a value starts, or its nearest ancestor if the pointer does not resolve."""
        found = self._positions.get(pointer)
        if found is None:
            found = self._positions[pointer] = self._lines.position(self._locator.locate(pointer)[1])
        return found

    def key_position(self, pointer: Pointer) -> Position:
        """Return where the key of a value starts; for a list's item and the root, where they start."""
        found = self._key_positions.get(pointer)
        if found is None:
            found = self._key_positions[pointer] = self._lines.position(self._locator.locate(pointer)[0])
        return found
