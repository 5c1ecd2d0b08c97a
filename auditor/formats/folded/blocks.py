"""Tables, folds and sections in Markdown as GitHub reads it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditor.formats.markdown_text import html_text

COMMENT_LIMIT = 65_536
"""Most characters of a comment on GitHub."""

CUT = "<!-- audit:cut -->"
"""Stands between sections: what is before it is whole, so a copy may end there."""

_ROWS_IN_A_PIECE = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the report that folds. Each piece stands for itself, so any number of the first may be shown."""

    title: str
    sentence: str
    """Its result."""
    pieces: tuple[str, ...] = ()

    def shown(self, count: int | None = None) -> str:
        """Return the section with so many of its pieces, or with all of them."""
        pieces = self.pieces[:count]
        if not self.pieces:
            return f"- {html_text(self.title)}. {html_text(self.sentence)}"
        return fold(f"{self.title}. {self.sentence}", "\n\n".join((*pieces, *self._rest(len(pieces)))))

    def length(self, count: int) -> int:
        """Return how many characters `shown` gives, without writing it."""
        if not self.pieces:
            return len(self.shown())
        pieces = (*self.pieces[:count], *self._rest(count))
        return len(fold(f"{self.title}. {self.sentence}", "")) + sum(map(len, pieces)) + 2 * (len(pieces) - 1)

    def _rest(self, count: int) -> tuple[str, ...]:
        left = len(self.pieces) - count
        return (f"{left} of {len(self.pieces)} pieces are left out here.",) if left else ()


def fold(summary: str, body: str) -> str:
    """Return what a reader opens with a click; the body is Markdown, the summary is any text."""
    return f"<details>\n<summary>{html_text(summary)}</summary>\n\n{body}\n\n</details>"


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, right: Sequence[int] = ()) -> str:
    """Return a table of cells that are Markdown already; the columns in `right` hold numbers."""
    rule = ["---:" if position in right else "---" for position in range(len(head))]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rule, *rows))


def tables(head: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> tuple[str, ...]:
    """Return the same in tables of at most forty rows."""
    starts = range(0, len(rows), _ROWS_IN_A_PIECE)
    return tuple(table(head, rows[start : start + _ROWS_IN_A_PIECE], right=right) for start in starts)


def bullets(items: Iterable[str]) -> str:
    """Return a list of items that are Markdown already."""
    return "\n".join(f"- {item}" for item in items)
