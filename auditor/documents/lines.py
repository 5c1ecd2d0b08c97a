"""Turns offsets into lines and columns."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from auditor.documents.values import Position

_BREAK = re.compile(r"\r\n|\r|\n")


class Lines:
    """A text by its lines, as YAML 1.2, JSON and editors count them; indexed when first asked."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in _BREAK.finditer(self.text))]

    def position(self, offset: int) -> Position:
        """Return the line and column of the character at an offset."""
        line = bisect_right(self._starts, offset)
        return Position(line=line, column=offset - self._starts[line - 1] + 1)

    def between(self, first: int, last: int) -> tuple[str, ...]:
        """Return the lines from first to last, both counted from 1 and included, without their breaks."""
        starts = self._starts
        count = len(starts) - (starts[-1] == len(self.text))
        first, last = max(first, 1), min(last, count)
        ends = [*starts[first : last + 1], len(self.text)]
        return tuple(
            self.text[starts[number - 1] : ends[number - first]].rstrip("\r\n") for number in range(first, last + 1)
        )
