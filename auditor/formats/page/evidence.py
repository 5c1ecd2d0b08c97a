"""Places and quoted lines, cut to what can be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from auditor.formats.page.limits import Limits
from auditor.report.schema import Excerpt, Report

_CONTEXT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedLine:
    """One line of an excerpt."""

    number: int
    text: str
    marked: bool


class Places:
    """Links from a path to its entry in the list of inputs."""

    def __init__(self, report: Report, limits: Limits) -> None:
        shown = report.inputs if limits.medium == "screen" else ()
        self._targets: Mapping[str, str] = {
            entry.path: f"#input-{position}" for position, entry in enumerate(shown[: limits.rows], start=1)
        }

    def href(self, place: str) -> str:
        """Return the link for `path`, `path:line` or `path:line:column`, or nothing."""
        for _ in range(3):
            if place in self._targets:
                return self._targets[place]
            place, _, number = place.rpartition(":")
            if not number.isdigit():
                break
        return ""


def quoted(excerpt: Excerpt, width: int, column: int = 1) -> tuple[QuotedLine, ...]:
    """Return the marked line with three lines of context on each side, none longer than the width."""
    lines = tuple(
        QuotedLine(number=number, text=_cut(text, width, column), marked=number == excerpt.marked)
        for number, text in enumerate(excerpt.lines, start=excerpt.first_line)
        if abs(number - excerpt.marked) <= _CONTEXT
    )
    indent = min((len(line.text) - len(line.text.lstrip()) for line in lines if line.text.strip()), default=0)
    return tuple(QuotedLine(number=li.number, text=li.text[indent:], marked=li.marked) for li in lines)


def _cut(text: str, width: int, column: int) -> str:
    """Return the part of a long line that holds the column."""
    text = text.rstrip().expandtabs(4)
    if len(text) <= width:
        return text
    start = max(0, min(column - 1 - width // 3, len(text) - width))
    return ("…" if start else "") + text[start : start + width] + ("…" if start + width < len(text) else "")
