"""Reads NaN and infinities, which harnesses write and JSON forbids, as null."""

from __future__ import annotations

import re
from io import BufferedIOBase

_ANY = re.compile(rb"NaN|Infinity")
_OUTSIDE_TEXTS = re.compile(rb'"(?:[^"\\]|\\.)*+"|\b(?:NaN|Infinity)\b|-Infinity\b', re.DOTALL)
_BETWEEN_MARKS = re.compile(rb"(?<=[:,\[\s])(?:NaN|-?Infinity)(?=[,\]}\s])")
_MARKS = (b",", b":", b"[", b"\n", b" ")
_MOST_HELD = 1024 * 1024


def without_constants(data: bytes) -> bytes:
    """Return JSON with null for each NaN and infinity outside of texts; the same object where there is none."""
    if not _ANY.search(data):
        return data
    return _OUTSIDE_TEXTS.sub(lambda match: match[0] if match[0].startswith(b'"') else b"null", data)


class WithoutConstants:
    """A file that reads null for each NaN and infinity, piece by piece.

    A text in which such a word stands between marks reads null there, too, since a piece does not show whether it is
    within a text; no number is touched by that.
    """

    def __init__(self, file: BufferedIOBase) -> None:
        self._file = file
        self._held = b""

    def read(self, size: int = -1) -> bytes:
        """Return some bytes, about as many as asked for; none at the end."""
        if size == 0:
            return b""
        while piece := self._file.read(size):
            whole = self._held + piece
            cut = max(whole.rfind(mark) for mark in _MARKS)
            # The mark stays behind, so that what follows it is seen to follow one.
            if cut > 0 or len(whole) > _MOST_HELD:
                cut = cut if cut > 0 else len(whole)
                self._held = whole[cut:]
                return self._replaced(whole, cut)
            self._held = whole
        rest, self._held = self._held, b""
        return _BETWEEN_MARKS.sub(b"null", rest)

    def _replaced(self, whole: bytes, cut: int) -> bytes:
        if not _ANY.search(whole, 0, cut):
            return whole[:cut]
        parts, start = [], 0
        for match in _BETWEEN_MARKS.finditer(whole):
            if match.end() > cut:
                break
            parts += [whole[start : match.start()], b"null"]
            start = match.end()
        return b"".join((*parts, whole[start:cut]))
