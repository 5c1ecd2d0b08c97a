"""What framework paths do with the tools: a matrix of tools that are treated alike, and why for each path."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.formats.page.limits import Limits, Shown, head
from auditor.formats.page.words import Mark
from auditor.report.schema import FrameworkPath, FrameworkVerdict, Report

_WORST_FIRST = ("refused", "major loss", "minor loss", "accepted")
MADE_OF_OTHERS = "portable:"
"""Begins the paths of the profile that is no framework's, but what all of the first rank take."""
_MARKS = {
    "accepted": Mark(colour="pass", sign="✓", word="accepted"),
    "minor loss": Mark(colour="unknown", sign="−", word="minor loss"),
    "major loss": Mark(colour="unknown", sign="▼", word="major loss"),
    "refused": Mark(colour="fail", sign="✕", word="refused"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One path, with the number that stands at the head of its column."""

    number: int
    path: FrameworkPath
    counts: tuple[tuple[Mark, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """Tools that every path treats alike."""

    tools: Shown[str]
    marks: tuple[Mark, ...]
    """One for each column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LossRow:
    """Tools that one path treats alike, and why."""

    mark: Mark
    what: str
    change: str
    tools: Shown[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PathDetail:
    """What one path refuses and loses."""

    column: Column
    rows: Shown[LossRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Tools against paths, the worst first."""

    columns: tuple[Column, ...]
    versions: tuple[tuple[str, str, str], ...]
    """Each framework with the version that its rules come from, and when they were established."""
    rows: Shown[MatrixRow]
    details: tuple[PathDetail, ...]
    key: tuple[Mark, ...]
    outputs: tuple[tuple[FrameworkPath, tuple[tuple[str, str, str], ...]], ...]
    """Of the paths that agents use: what becomes of each kind of output that does not arrive whole."""


def matrix_of(report: Report, limits: Limits) -> Matrix:
    """Return the matrix of a report; without columns where no tool was tried."""
    columns = tuple(_column(number, path) for number, path in enumerate(report.framework_paths, 1))
    by_path: dict[str, list[FrameworkVerdict]] = {}
    for verdict in report.frameworks:
        by_path.setdefault(verdict.framework, []).append(verdict)
    return Matrix(
        columns=columns,
        versions=tuple(
            dict.fromkeys(
                (path.framework, path.version, path.tried)
                for path in report.framework_paths
                if not path.id.startswith(MADE_OF_OTHERS)
            )
        ),
        rows=head(_rows(report, columns, limits), limits.rows),
        details=tuple(_detail(column, by_path.get(column.path.id, []), limits) for column in _told(columns, limits)),
        key=tuple(_MARKS[word] for word in reversed(_WORST_FIRST)),
        outputs=tuple((path, lost) for path in report.framework_paths if path.used_by and (lost := _outputs(path))),
    )


def _column(number: int, path: FrameworkPath) -> Column:
    counts = (path.accepted, path.minor_loss, path.major_loss, path.refused)
    marks = [_MARKS[word] for word in reversed(_WORST_FIRST)]
    return Column(number=number, path=path, counts=tuple(zip(marks, counts, strict=True)))


def _told(columns: tuple[Column, ...], limits: Limits) -> list[Column]:
    """Return the columns that are explained: on paper those that agents use, and else the ones that refuse most."""
    losing = [column for column in columns if any(count for _, count in column.counts[1:])]
    if limits.medium == "screen":
        return losing
    used = [column for column in losing if column.path.used_by]
    return used or sorted(losing, key=lambda column: (-column.path.refused, -column.path.major_loss))[:3]


def _rows(report: Report, columns: tuple[Column, ...], limits: Limits) -> list[MatrixRow]:
    patterns: dict[str, dict[str, str]] = {}
    for verdict in report.frameworks:
        patterns.setdefault(verdict.tool, {})[verdict.framework] = verdict.outcome
    alike: dict[tuple[str, ...], list[str]] = {}
    for tool, outcomes in patterns.items():
        pattern = tuple(outcomes.get(column.path.id, "accepted") for column in columns)
        alike.setdefault(pattern, []).append(tool)
    ordered = sorted(alike.items(), key=lambda entry: (*_badness(entry[0]), -len(entry[1]), entry[1][0]))
    return [
        MatrixRow(tools=head(sorted(tools), limits.few), marks=tuple(_MARKS[word] for word in pattern))
        for pattern, tools in ordered
    ]


def _badness(pattern: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(-pattern.count(word) for word in _WORST_FIRST[:-1])


def _detail(column: Column, verdicts: list[FrameworkVerdict], limits: Limits) -> PathDetail:
    alike: dict[tuple[str, str, str], list[str]] = {}
    for verdict in verdicts:
        alike.setdefault((verdict.outcome, _what(verdict), verdict.change), []).append(verdict.tool)
    ordered = sorted(alike.items(), key=lambda entry: (_WORST_FIRST.index(entry[0][0]), -len(entry[1]), entry[0]))
    rows = [
        LossRow(mark=_MARKS[outcome], what=what, change=change, tools=head(sorted(tools), limits.few))
        for (outcome, what, change), tools in ordered
    ]
    return PathDetail(column=column, rows=head(rows, limits.few * 2))


def _what(verdict: FrameworkVerdict) -> str:
    """Return why in words that many tools can share: the refusal, or the keywords that are lost."""
    if verdict.outcome == "refused":
        takes = {"server": "; every tool of its server is lost with it", "agent": "; the agent does not start"}
        return "; ".join(verdict.reasons) + ("" if verdict.broken_by else takes.get(verdict.breaks, ""))
    keywords = dict.fromkeys(_keyword(pointer) for pointer in verdict.lost)
    return f"loses {', '.join(sorted(keywords))}" if keywords else "; ".join(verdict.reasons)


def _keyword(pointer: str) -> str:
    parts = pointer.split("/")
    named = len(parts) > 2 and parts[-2] in ("properties", "$defs", "definitions")
    return "a parameter" if named else f"`{parts[-1].replace('~1', '/').replace('~0', '~')}`"


def _outputs(path: FrameworkPath) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (result.topic.replace("_", " "), result.fate, result.how) for result in path.results if result.fate != "kept"
    )
