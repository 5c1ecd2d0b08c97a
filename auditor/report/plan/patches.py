"""Unified diffs, made from edits without comparing whole files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from auditor.report.plan.edits import Edit, applied

_CONTEXT = 3
_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")
_PLAIN_PATH = re.compile(r"[^\x00-\x1f\x7f\"\\]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hunk:
    """Lines that take the place of others."""

    line: int
    """Where the first one goes or comes, counted from 1 in the text as it was."""
    before: tuple[str, ...]
    after: tuple[str, ...]


def hunks(text: str, edits: Sequence[Edit]) -> tuple[Hunk, ...]:
    """Return what changes, line by line and without context."""
    old, new = _LINE.findall(text), _LINE.findall(applied(text, edits))
    return tuple(
        Hunk(line=low + 1, before=tuple(_bare(old[low:high])), after=tuple(_bare(new[new_low:new_high])))
        for tag, low, high, new_low, new_high in _changes(text, edits, old, new)
        if tag != "equal"
    )


def unified(path: str, text: str, edits: Sequence[Edit]) -> str:
    """Return a patch for `git apply` and `patch -p1`; empty where the path cannot stand in one."""
    if not _PLAIN_PATH.fullmatch(path):
        return ""
    old, new = _LINE.findall(text), _LINE.findall(applied(text, edits))
    end = "\t" if " " in path else ""
    lines = [f"--- a/{path}{end}\n", f"+++ b/{path}{end}\n"]
    for group in _grouped(list(_changes(text, edits, old, new)), len(old)):
        lines += _hunk(group, old, new)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


_Change = tuple[str, int, int, int, int]


def _changes(text: str, edits: Sequence[Edit], old: list[str], new: list[str]) -> Iterator[_Change]:
    """Yield the opcodes from old to new lines; only lines that an edit touches are compared."""
    shift = 0
    for low, high in _touched(text, edits):
        inside = [e for e in edits if low <= _line(text, e.start) < high]
        breaks = sum(e.text.count("\n") - text.count("\n", e.start, e.end) for e in inside)
        new_low, new_high = low + shift, high + shift + breaks
        matcher = SequenceMatcher(None, old[low:high], new[new_low:new_high], autojunk=False)
        for tag, i1, i2, j1, j2 in matcher.get_opcodes():
            if tag != "equal":
                yield tag, low + i1, low + i2, new_low + j1, new_low + j2
        shift += breaks


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset)


def _touched(text: str, edits: Sequence[Edit]) -> list[tuple[int, int]]:
    """Return the ranges of lines, counted from 0, that edits touch; ranges that meet are one."""
    ranges: list[tuple[int, int]] = []
    for edit in sorted(edits, key=lambda edit: edit.start):
        low, high = _line(text, edit.start), _line(text, edit.end) + 1
        if ranges and low <= ranges[-1][1]:
            ranges[-1] = (ranges[-1][0], max(high, ranges[-1][1]))
        else:
            ranges.append((low, high))
    return ranges


def _grouped(changes: Sequence[_Change], count: int) -> Iterator[list[_Change]]:
    """Yield changes that share context, so that no line stands in two hunks."""
    group: list[_Change] = []
    for change in changes:
        if group and change[1] - group[-1][2] > 2 * _CONTEXT:
            yield group
            group = []
        group.append(change)
    if group:
        yield group


def _hunk(group: list[_Change], old: list[str], new: list[str]) -> list[str]:
    low, high = max(0, group[0][1] - _CONTEXT), min(len(old), group[-1][2] + _CONTEXT)
    lead, tail = group[0][1] - low, high - group[-1][2]
    new_low, new_high = group[0][3] - lead, group[-1][4] + tail
    lines = [f"@@ -{_range(low, high)} +{_range(new_low, new_high)} @@\n"]
    at = low
    for _, i1, i2, j1, j2 in group:
        lines += [" " + line for line in old[at:i1]]
        lines += ["-" + line for line in old[i1:i2]]
        lines += ["+" + line for line in new[j1:j2]]
        at = i2
    return [*lines, *(" " + line for line in old[at:high])]


def _range(low: int, high: int) -> str:
    start = low + 1 if high > low else low
    return f"{start},{high - low}"


def _bare(lines: Sequence[str]) -> Iterator[str]:
    return (line.rstrip("\r\n") for line in lines)
