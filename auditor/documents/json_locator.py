"""Finds places in a JSON text only when they are asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from json.encoder import encode_basestring

from auditor.documents.faults import collector_paused
from auditor.documents.values import Pointer, Value

_BLANK = re.compile(r"[ \t\n\r]*")
_LAYOUT = re.compile(r"\{(\n *\")")
_READ = json.JSONDecoder().raw_decode

_Children = dict[str | int, tuple[int, int]]


class JsonLocator:
    """Walks down a text that is known to be JSON; siblings are skipped at the speed of the C scanner."""

    __slots__ = ("_children", "_decode", "_value", "text")

    def __init__(self, text: str, value: Value, *, decode: Callable[[str], str] | None = None) -> None:
        """Take a text, what it says, and how to decode the parts of one whose characters stand for bytes."""
        self.text = text
        self._value = value
        self._decode = decode
        self._children: dict[int, _Children] = {}

    def locate(self, pointer: Pointer) -> tuple[int, int]:
        """Return the offsets of the key and of the value, or those of the nearest ancestor."""
        start = self._after_blank(0)
        offsets, value = (start, start), self._value
        for step in pointer:
            found = self._children_at(offsets[1], value).get(step)
            if found is None:
                break
            offsets = found
            value = value[step] if isinstance(value, dict | list) else None  # type: ignore[index]
        return offsets

    def _after_blank(self, offset: int) -> int:
        match = _BLANK.match(self.text, offset)
        return match.end() if match else offset

    def _children_at(self, offset: int, value: Value) -> _Children:
        children = self._children.get(offset)
        if children is None:
            with collector_paused():
                if isinstance(value, dict):
                    children = self._indented(offset, value) or self._members(offset)
                else:
                    children = self._items(offset) if isinstance(value, list) else {}
            self._children[offset] = children
        return children

    def _indented(self, offset: int, value: dict[str, Value]) -> _Children | None:
        """Return the members of an object by its layout, where each stands on a line of its own, indented alike.

        No text in JSON holds a line break, so that lines are told without reading what lies between them. None where
        the keys that are found are not those of the value, in order: then the layout is another one.
        """
        layout = _LAYOUT.match(self.text, offset)
        if layout is None:
            return None
        mark, at = layout[1], layout.start(1)
        children: _Children = {}
        for key in value:
            start = at + len(mark) - 1
            written = encode_basestring(key) if self._decode is None or key.isascii() else ""
            colon = start + len(written)
            if not written or not self.text.startswith(written, start) or self.text[colon : colon + 1] != ":":
                return None
            children[key] = start, self._after_blank(colon + 1)
            at = self.text.find(mark, colon)
            if at < 0:
                at = len(self.text)
        return children if len(children) == len(value) and self._closes(mark, at, children) else None

    def _closes(self, mark: str, at: int, children: _Children) -> bool:
        """Tell whether the object ends before the next line that is indented like its members."""
        last = max(value for _, value in children.values())
        end = self._after_blank(_READ(self.text, last)[1])
        return self.text[end] == "}" and end < at

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
