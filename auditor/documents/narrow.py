"""Keeps a large JSON text at a byte a character, where one emoji would make each of its characters take four."""

from __future__ import annotations

import sys

from auditor.documents.json_locator import JsonLocator
from auditor.documents.lines import Lines
from auditor.documents.tree import Tree
from auditor.documents.values import Position

_WORTH = 1_000_000
"""Bytes that must be saved for it."""


class Utf8Lines(Lines):
    """The lines of a text of which each character stands for one byte of UTF-8; offsets count bytes."""

    def position(self, offset: int) -> Position:
        """Return the line, and the column in characters, of the byte at an offset."""
        at = super().position(offset)
        return Position(line=at.line, column=len(decoded(self.text[offset - at.column + 1 : offset])) + 1)

    def between(self, first: int, last: int) -> tuple[str, ...]:
        """Return the lines from first to last as they are to be read."""
        return tuple(map(decoded, super().between(first, last)))


def narrowed(tree: Tree, text: str, data: bytes) -> tuple[Tree, Utf8Lines] | None:
    """Return the tree and the lines of a JSON text with the bytes in place of the text, or None where it saves little.

    Only a text that was read as it stands can be narrowed: plain UTF-8 without comments, returns or half characters.
    """
    if sys.getsizeof(text) - len(data) < _WORTH or "\r" in text or not tree.stands_in(text):
        return None
    if data[:1] not in (b"{", b"["):
        return None  # a byte order mark, or another encoding
    bytes_as_text = data.decode("latin-1")
    lines = Utf8Lines(bytes_as_text)
    return Tree(tree.value, lines=lines, locator=JsonLocator(bytes_as_text, tree.value, decode=decoded)), lines


def decoded(text: str) -> str:
    """Return what a text says of which each character stands for one byte of UTF-8."""
    return text if text.isascii() else text.encode("latin-1").decode("utf-8", "replace")
