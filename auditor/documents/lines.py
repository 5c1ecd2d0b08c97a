"""Turns offsets into lines and columns."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

from auditor.documents.values import Position

_BREAK = re.compile(r"\r\n|\r|\n")
_BLOCK = 4096
"""Characters between two places at which the number of line breaks is known."""


class Lines:
    """A text by its lines, as YAML 1.2, JSON and editors count them; counted when first asked."""

    def __init__(self, text: str) -> None:
        self.text = text

    def position(self, offset: int) -> Position:
        """Return the line and column of the character at an offset."""
        if self._has_returns:
            line = bisect_right(self._starts, offset)
            return Position(line=line, column=offset - self._starts[line - 1] + 1)
        counts, breaks = self._blocks
        block = min(offset, len(self.text)) // _BLOCK
        line = counts[block] + self.text.count("\n", block * _BLOCK, offset) + 1
        last = self.text.rfind("\n", block * _BLOCK, offset)
        return Position(line=line, column=offset - (last if last >= 0 else breaks[block]))

    def between(self, first: int, last: int) -> tuple[str, ...]:
        """Return the lines from first to last, both counted from 1 and included, without their breaks."""
        first = max(first, 1)
        if self._has_returns:
            starts = self._starts
            count = len(starts) - (starts[-1] == len(self.text))
            last = min(last, count)
            ends = [*starts[first : last + 1], len(self.text)]
            return tuple(
                self.text[starts[number - 1] : ends[number - first]].rstrip("\r\n") for number in range(first, last + 1)
            )
        start = self._start(first)
        found = []
        for _ in range(first, last + 1):
            if start is None or start >= len(self.text):
                break
            end = self.text.find("\n", start)
            found.append(self.text[start : end if end >= 0 else len(self.text)])
            start = end + 1 if end >= 0 else None
        return tuple(found)

    def _start(self, line: int) -> int | None:
        """Return the offset at which a line begins, or None where the text has fewer."""
        counts, _ = self._blocks
        block = max(bisect_left(counts, line - 1) - 1, 0)
        offset = block * _BLOCK
        for _ in range(line - 1 - counts[block]):
            found = self.text.find("\n", offset)
            if found < 0:
                return None
            offset = found + 1
        return offset if line > 1 else 0

    @cached_property
    def _has_returns(self) -> bool:
        return "\r" in self.text

    @cached_property
    def _blocks(self) -> tuple[list[int], list[int]]:
        """For each block how many line breaks stand before it, and where the last of those is (-1: nowhere).

        An index of every line of a large file costs ten times more, in time and in memory.
        """
        counts, breaks = [0], [-1]
        for start in range(0, len(self.text), _BLOCK):
            counts.append(counts[-1] + self.text.count("\n", start, start + _BLOCK))
            last = self.text.rfind("\n", start, start + _BLOCK)
            breaks.append(last if last >= 0 else breaks[-1])
        return counts, breaks

    @cached_property
    def _starts(self) -> list[int]:
        """Where each line begins, for texts with other line breaks than a line feed."""
        return [0, *(match.end() for match in _BREAK.finditer(self.text))]
