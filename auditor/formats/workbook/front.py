"""The first sheet: the first page of the report in cells, and what stands in the other sheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.formats.page.first_page import FirstPage, first_page_of
from auditor.formats.page.limits import SCREEN
from auditor.formats.page.words import effect, sentence
from auditor.formats.workbook.sheet import Block, Cell, Front, Sheet, Style, Tinted
from auditor.formats.workbook.words import gate, outcome
from auditor.report.schema import Report, Verdict

_WIDTHS = (24, 72, 13, 13, 13, 13, 13, 44)
_COUNTS: tuple[Style, ...] = ("name", "text", "count", "count", "count", "count", "count", "text")


def front_of(report: Report, sheets: Sequence[Sheet]) -> Front:
    """Return the first sheet; parts that have nothing to say are left out."""
    first = first_page_of(report, SCREEN)
    blocks = (
        _summary(report, first),
        _obstacles(report, first),
        _conditions(report.verdict),
        _do_first(report),
        _known(first),
        _lines(report),
        _areas(report),
        *_levels(report.verdict),
        _warnings(report),
        _contents(sheets),
    )
    return Front(
        name="Verdict", title=report.system.name, widths=_WIDTHS, blocks=tuple(block for block in blocks if block.rows)
    )


def _summary(report: Report, first: FirstPage) -> Block:
    system, verdict = report.system, report.verdict
    colour = first.mark.colour if first.mark else "none"
    facts: tuple[tuple[str, Cell], ...] = (
        ("Verdict", Tinted(text=first.headline, colour=colour)),
        ("In a sentence", verdict.sentence if verdict else first.sentence),
        ("Level reached", first.reached),
        ("Level asked for", first.asked),
        ("Purpose", system.purpose),
        ("Owner", system.owner),
        ("Stage", system.stage),
        ("Intent", system.intent),
        ("Profile", system.profile),
        ("Audited", report.created_at),
        ("Report", report.report_id),
        ("Made by", f"{report.tool.name} {report.tool.version}, checklist {report.tool.checklist}"),
        ("Typed", " ".join(report.method.command) if report.method else ""),
        ("SHA-256 of the inputs", report.method.manifest_sha256 if report.method else ""),
        ("Compared with", _compared(report)),
    )
    return Block(
        title="", heads=(), rows=tuple((label, value) for label, value in facts if value), styles=("name", "text")
    )


def _compared(report: Report) -> str:
    earlier = report.baseline
    if earlier is None:
        return ""
    return (
        f"report {earlier.report_id} of {earlier.created_at} ({earlier.path}): {earlier.new} new, "
        f"{earlier.unchanged} unchanged, {len(earlier.absent)} no longer found"
    )


def _obstacles(report: Report, first: FirstPage) -> Block:
    """Return all that stands in the way; of a lone artifact, which has no verdict, the worst that fails."""
    heads = ("Outcome", "What", "Subjects", "", "", "", "", "Control and place")
    if report.verdict is None:
        shown: list[tuple[Cell, ...]] = [
            (
                Tinted(text=entry.mark.word, colour=entry.mark.colour),
                entry.text,
                *_NONE,
                None,
                f"{entry.count}\n{entry.place}",
            )
            for entry in first.obstacles.items
        ]
        if first.obstacles.more:
            shown.append((None, f"and {first.obstacles.more} more, all in the sheet Findings"))
        heads = ("Outcome", "What", "", "", "", "", "", "Subjects and place")
        return Block(title="What fails", heads=heads, rows=tuple(shown), styles=_COUNTS)
    rows = tuple(
        (outcome(entry.outcome), entry.text, entry.subjects, *_NONE, f"{entry.control}\n{entry.place}".rstrip())
        for entry in report.verdict.blocking
    )
    return Block(title="What stands in the way", heads=heads, rows=rows, styles=_COUNTS)


_NONE = (None, None, None, None)


def _conditions(verdict: Verdict | None) -> Block:
    conditions = verdict.conditions if verdict else ()
    return Block(title="On these conditions", heads=(), rows=tuple((None, text) for text in conditions))


def _do_first(report: Report) -> Block:
    heads = ("Effort", "What to do", "Level after it", "", "", "", "", "What doing it brings")
    rows = tuple(
        (entry.effort.value, entry.title, entry.level_after, *_NONE, effect(entry))
        for entry in report.recommendations[: SCREEN.blockers]
    )
    return Block(title="What to do first", heads=heads, rows=rows, styles=_COUNTS)


def _known(first: FirstPage) -> Block:
    rows = tuple((share.level, "", share.pairs, share.pairs / first.pairs) for share in first.known)
    heads = ("Evidence", "", "Pairs", "Share")
    return Block(
        title=f"How much is known: {first.decided}", heads=heads, rows=rows, styles=("name", "text", "count", "share")
    )


def _lines(report: Report) -> Block:
    rows = tuple(
        (line.name, line.text, line.numerator, line.denominator, line.value, None, None, line.formula)
        for line in report.lines
    )
    heads = ("Line", "What is so", "Numerator", "Denominator", "Ratio", "", "", "Formula")
    styles: tuple[Style, ...] = ("name", "text", "count", "count", "share", "text", "text", "text")
    return Block(title="Thinking longer, or for action", heads=heads, rows=rows, styles=styles)


def _areas(report: Report) -> Block:
    rows = tuple(
        (
            area.title,
            sentence(area.summary),
            area.controls.passed,
            area.controls.applicable,
            area.controls.failed,
            area.controls.unknown,
            area.controls.waived,
            f"{area.subjects.passed:,} of {area.subjects.applicable:,} subjects pass",
        )
        for area in report.areas
    )
    heads = ("Area", "In a sentence", "Passed", "Applicable", "Failed", "Unknown", "Waived", "Subjects")
    return Block(title="Areas, by controls", heads=heads, rows=rows, styles=_COUNTS)


def _levels(verdict: Verdict | None) -> Iterator[Block]:
    for level in verdict.levels if verdict else ():
        if level.gates:
            reached = "reached" if level.reached else "not reached"
            yield Block(
                title=f"Gates of level {level.level}, {level.name}: {reached}",
                heads=("State", "Gate", "Passed", "Applicable", "Must pass", "", "", "Control"),
                rows=tuple(
                    (
                        gate(entry.state),
                        entry.title,
                        entry.passed,
                        entry.applicable,
                        entry.share,
                        None,
                        None,
                        entry.control,
                    )
                    for entry in level.gates
                ),
                styles=("text", "text", "count", "count", "share", "text", "text", "text"),
            )


def _warnings(report: Report) -> Block:
    return Block(title="Warnings", heads=(), rows=tuple((None, text) for text in report.warnings))


def _contents(sheets: Sequence[Sheet]) -> Block:
    rows = tuple((entry.name, f"Each row is {entry.about}.", len(entry.rows)) for entry in sheets)
    return Block(title="The other sheets", heads=("Sheet", "What it holds", "Rows"), rows=rows, styles=_COUNTS)
