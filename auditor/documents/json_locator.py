"""Finds places in a JSON text only when they are asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from auditor.documents.faults import collector_paused
from auditor.documents.values import Pointer

_BLANK = re.compile(r"[ \t\n\r]*")
_READ = json.JSONDecoder().raw_decode

_Children = dict[str | int, tuple[int, int]]


class JsonLocator:
    """Walks down a text that is known to be JSON; siblings are skipped at the speed of the C scanner."""

    __slots__ = ("_children", "_decode", "text")

    def __init__(self, text: str, *, decode: Callable[[str], str] | None = None) -> None:
        """Take a text, and how to decode the parts of one whose characters stand for bytes."""
        self.text = text
        self._decode = decode
        self._children: dict[int, _Children] = {}

    def locate(self, pointer: Pointer) -> tuple[int, int]:
        """Return the offsets of the key and of the value, or those of the nearest ancestor."""
        start = self._after_blank(0)
        offsets = start, start
        for step in pointer:
            found = self._children_at(offsets[1]).get(step)
            if found is None:
                break
            offsets = found
        return offsets

    def _after_blank(self, offset: int) -> int:
        match = _BLANK.match(self.text, offset)
        return match.end() if match else offset

    def _children_at(self, offset: int) -> _Children:
        children = self._children.get(offset)
        if children is None:
            opening = self.text[offset : offset + 1]
            with collector_paused():
                children = self._members(offset) if opening == "{" else self._items(offset) if opening == "[" else {}
            self._children[offset] = children
        return children

    def _members(self, offset: int) -> _Children:
        children: _Children = {}
        at = self._after_blank(offset + 1)
        while self.text[at] != "}":
            key, end = _READ(self.text, at)
            if self._decode is not None and not key.isascii():
                key = json.loads(self._decode(self.text[at:end]))
            value = self._after_blank(self._after_blank(end) + 1)
            children[key] = at, value
            at = self._next(value)
        return children

    def _items(self, offset: int) -> _Children:
        children: _Children = {}
        at = self._after_blank(offset + 1)
        while self.text[at] != "]":
            children[len(children)] = at, at
            at = self._next(at)
        return children

    def _next(self, value: int) -> int:
        """Return the offset of the next sibling, or of the bracket that closes the container."""
        at = self._after_blank(_READ(self.text, value)[1])
        return self._after_blank(at + 1) if self.text[at] == "," else at
