"""Places of YAML values, noted while they are built."""

from __future__ import annotations

from auditor.documents.values import Pointer, Value

Marks = dict[int, list[int]]
"""Offsets by the id of a container: of each item of a list, of each key and value of a mapping in turn."""


class YamlLocator:
    """Finds values among the marks that the builder left; valid for as long as the tree lives."""

    __slots__ = ("_marks", "_orders", "_root", "_start")

    def __init__(self, root: Value, *, start: int, marks: Marks) -> None:
        self._root = root
        self._start = start
        self._marks = marks
        self._orders: dict[int, dict[str, int]] = {}

    def locate(self, pointer: Pointer) -> tuple[int, int]:
        """Return the offsets of the key and of the value, or those of the nearest ancestor."""
        key_offset = value_offset = self._start
        value = self._root
        for step in pointer:
            if isinstance(value, dict) and isinstance(step, str) and step in value:
                number = self._order(value)[step]
                key_offset, value_offset = self._marks[id(value)][2 * number : 2 * number + 2]
                value = value[step]
            elif isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
                key_offset = value_offset = self._marks[id(value)][step]
                value = value[step]
            else:
                break
        return key_offset, value_offset

    def _order(self, mapping: dict[str, Value]) -> dict[str, int]:
        order = self._orders.get(id(mapping))
        if order is None:
            order = {key: number for number, key in enumerate(mapping)}
            self._orders[id(mapping)] = order
        return order
