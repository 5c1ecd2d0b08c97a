"""The matrix of frameworks: tools that are treated alike share a row, the worst first."""

from __future__ import annotations

import msgspec

from auditor.formats.page.frameworks import matrix_of
from auditor.formats.page.limits import PRINT, SCREEN
from auditor.formats.page.render import render
from auditor.report.schema import FrameworkPath, FrameworkVerdict

from .sample_report import travel_desk


def path(name: str, **counts: int) -> FrameworkPath:
    used = ("planner",) if name == "used:path" else ()
    return FrameworkPath(
        id=name, title=name, framework="X", version="1", tried="2026-11-29", rank="first", used_by=used, **counts
    )


def verdict(framework: str, tool: str, outcome: str, *lost: str, **more: str) -> FrameworkVerdict:
    return FrameworkVerdict(framework=framework, tool=tool, outcome=outcome, reasons=("so it is",), lost=lost, **more)


THREE = (path("used:path", accepted=2), path("a:b", accepted=2), path("c:d"))


def report(*verdicts: FrameworkVerdict, paths=THREE):
    return msgspec.structs.replace(travel_desk(), frameworks=verdicts, framework_paths=paths)


def rows(made) -> list[tuple[tuple[str, ...], str]]:
    return [(row.tools.items, "".join(mark.sign for mark in row.marks)) for row in made.rows.items]


def test_rows_are_grouped_by_pattern_and_the_worst_stand_first():
    made = matrix_of(
        report(
            verdict("a:b", "one", "minor loss"),
            verdict("a:b", "two", "minor loss"),
            verdict("a:b", "three", "refused"),
            verdict("c:d", "four", "major loss"),
        ),
        SCREEN,
    )
    assert rows(made) == [
        (("three",), "✓✕✓"),
        (("four",), "✓✓▼"),
        (("one", "two"), "✓−✓"),
    ]


def test_a_path_says_which_keywords_are_lost_and_of_how_many_tools():
    paths = (path("a:b", major_loss=3, refused=1),)
    found = [
        verdict("a:b", "one", "major loss", "/inputSchema/properties/n/pattern"),
        verdict("a:b", "two", "major loss", "/inputSchema/properties/m/items/pattern"),
        verdict("a:b", "three", "major loss", "/inputSchema/properties/n"),
        verdict("a:b", "four", "refused", at="/name", breaks="server", change="name it"),
    ]
    (detail,) = matrix_of(report(*found, paths=paths), SCREEN).details
    assert [(row.mark.word, row.what, row.change, row.tools.items) for row in detail.rows.items] == [
        ("refused", "so it is; every tool of its server is lost with it", "name it", ("four",)),
        ("major loss", "loses `pattern`", "", ("one", "two")),
        ("major loss", "loses a parameter", "", ("three",)),
    ]


def test_paper_explains_the_paths_in_use():
    paths = (path("used:path", refused=1), path("a:b", refused=5))
    found = [verdict("used:path", "one", "refused"), verdict("a:b", "one", "refused")]
    assert [detail.column.path.id for detail in matrix_of(report(*found, paths=paths), PRINT).details] == ["used:path"]
    assert len(matrix_of(report(*found, paths=paths), SCREEN).details) == 2


def test_hundreds_of_tools_are_folded():
    found = [verdict("a:b", f"tool{n:03}", "refused") for n in range(400)]
    (row,) = matrix_of(report(*found), PRINT).rows.items
    assert (len(row.tools.items), row.tools.total) == (PRINT.few, 400)


def test_without_paths_there_is_no_matrix():
    made = matrix_of(report(paths=()), SCREEN)
    assert (made.columns, made.rows.items, made.details) == ((), (), ())


def test_the_portable_core_counts_for_no_framework():
    paths = (path("a:b", accepted=1), path("c:d", accepted=1), path("portable:core", refused=1))
    page = render(report(verdict("portable:core", "one", "refused"), paths=paths), SCREEN)
    assert "Of 1 tool tried in 2 framework paths, at least one path refuses 0" in page
