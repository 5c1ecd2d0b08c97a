"""The tables after the first: differences, gates, areas, lines, knowledge, frameworks, and criteria of the order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.comparison.schema import Comparison
from auditor.comparison.schema_base import State
from auditor.comparison.schema_rows import AreaCell, ControlCell, Difference, GateCell, LevelRow, LineCell
from auditor.formats.beside.grid import NOT_LOOKED_AT, Cell, Grid, Row, mark_of_state
from auditor.formats.beside.overview import criterion_cells, framework_cell
from auditor.formats.page.words import agree, anchor, listed, number, percent, plural
from auditor.report.schema import KnownCount


def differences_grid(comparison: Comparison) -> Grid:
    """Return a row for each control on which the offers differ, in the order in which to look at them."""
    count = len(comparison.differences)
    alike = f"on {plural(comparison.alike, 'control')} they stand alike"
    applies = agree(comparison.only_here, "applies", "apply")
    only = f"; {number(comparison.only_here)} {applies} to some offers only, which pass" if comparison.only_here else ""
    return Grid(
        id="differences",
        title="What differs",
        result=f"The offers differ on {plural(count, 'control')}; {alike}{only}." if count else f"Nothing; {alike}.",
        rows=tuple(_difference(entry) for entry in comparison.differences),
    )


def detail_anchor(entry: Difference) -> str:
    """Return the id of the place where a difference is shown with its evidence."""
    return anchor("evidence", entry.control)


def weight_of(entry: Difference) -> str:
    """Return what makes a control matter, such as `gate of level 2, high`."""
    alike = "" if entry.gate_differs else " (as a gate alike in all)"
    gate = f"gate of level {entry.gate_level}{alike}, " if entry.gate_level is not None else ""
    return f"{gate}{entry.severity.value}"


def gates_grid(comparison: Comparison) -> Grid:
    """Return a row for each gate, below its level."""
    rows = []
    for level in comparison.levels:
        gates = [row for row in comparison.gates if row.level == level.level]
        for at, row in enumerate(gates):
            cells = tuple(_gate(cell) for cell in row.cells)
            group = _level_words(level, comparison) if not at else ""
            href = f"#{anchor('evidence', row.control)}" if row.differs and _is_shown(comparison, row.control) else ""
            rows.append(Row(label=row.title, note=row.control, cells=cells, group=group, href=href))
    differing = sum(row.differs for row in comparison.gates)
    of = plural(len(comparison.gates), "gate")
    said = f"The offers differ on {differing} of {of}. A cell says how many subjects pass"
    return Grid(
        id="gates",
        title="Gates",
        result=f"{said} of those it applies to." if rows else "No report has gates.",
        rows=tuple(rows),
    )


def areas_grid(comparison: Comparison) -> Grid:
    """Return a row for each area: controls passed of applicable, with what fails and what is unknown."""
    return Grid(
        id="areas",
        title="Areas",
        result="Controls passed of applicable. They are not the same controls where not the same applies.",
        rows=tuple(Row(label=row.title, cells=tuple(map(_area, row.cells))) for row in comparison.areas),
    )


def lines_grid(comparison: Comparison) -> Grid:
    """Return a row for each of the five lines."""
    return Grid(
        id="lines",
        title="Thinking longer, or thinking for action",
        result="Each line is one ratio with one formula; unknown where its data are missing.",
        rows=tuple(
            Row(label=row.name, note=row.formula, cells=tuple(map(_line, row.cells))) for row in comparison.lines
        ),
        scaled=True,
    )


def knowledge_grid(comparison: Comparison) -> Grid:
    """Return how much is known of each offer, by evidence, and what is not."""
    known = comparison.knowledge
    levels = ("observed", "recorded", "documented", "declared", "inferred", "assumed", "unknown")
    rows = [
        Row(label=level, cells=tuple(_pairs(entry.known, entry.pairs, level) for entry in known)) for level in levels
    ]
    further = (
        ("contradictions", [entry.contradictions for entry in known]),
        ("lists that may have further members", [entry.unlisted for entry in known]),
        ("inputs not wholly read", [entry.unread for entry in known]),
        ("questions to the vendor", [entry.questions for entry in known]),
    )
    rows += [Row(label=label, cells=tuple(Cell(text=number(count)) for count in counts)) for label, counts in further]
    return Grid(
        id="knowledge",
        title="How much is known, and how",
        result="Control-subject pairs by the weakest evidence that decided them; unknown is never good.",
        rows=tuple(rows),
    )


def frameworks_grid(comparison: Comparison) -> Grid:
    """Return a row for each way into a framework; first those that an offer's agents use."""
    rows = []
    used_before: bool | None = None
    for row in comparison.paths:
        used = any(cell.used_by for cell in row.cells)
        group = (
            ""
            if used is used_before
            else "used by an offer's agents"
            if used
            else "other ways, for a change of framework"
        )
        used_before = used
        cells = tuple(framework_cell(row, at) for at in range(len(row.cells)))
        rows.append(Row(label=row.title, note=row.id, cells=cells, group=group))
    return Grid(
        id="frameworks",
        title="Framework fit",
        result="How many of an offer's tools each way into a framework takes as they are."
        if rows
        else "No tool of any offer was tried in an agent framework.",
        rows=tuple(rows),
    )


def criteria_grid(comparison: Comparison) -> Grid:
    """Return a row for each criterion of the order, in the order in which it is looked at."""
    rows = []
    for rank, criterion in enumerate(comparison.ranking.criteria, start=1):
        use = (
            f"Left out: {criterion.why_not}. " if not criterion.used else "Decides here. " if criterion.decides else ""
        )
        better = "Higher" if criterion.better == "higher" else "Fewer"
        note = f"{use}{better} comes first. {criterion.explanation}"
        rows.append(Row(label=f"{rank}. {criterion.title}", note=note, cells=tuple(criterion_cells(criterion))))
    return Grid(id="order", title="How the order comes about", result=comparison.ranking.explanation, rows=tuple(rows))


def known_words(cell: ControlCell) -> str:
    """Return by which evidence an offer's subjects were decided, such as `12 documented, 3 declared`."""
    return listed([f"{number(entry.pairs)} {entry.level}" for entry in cell.known])


def counted(cell: ControlCell) -> str:
    """Return how many subjects pass, such as `26 of 30 pass`; empty where it applies to none."""
    applicable = cell.subjects.applicable
    if not applicable:
        return ""
    passes = "" if cell.state is State.PASS else f" {agree(cell.subjects.passed, 'passes', 'pass')}"
    return f"{number(cell.subjects.passed)} of {number(applicable)}{passes}"


def _is_shown(comparison: Comparison, control: str) -> bool:
    return any(entry.control == control for entry in comparison.differences)


def _difference(entry: Difference) -> Row:
    return Row(
        label=entry.title,
        note=weight_of(entry),
        href=f"#{detail_anchor(entry)}",
        cells=tuple(Cell(mark=mark_of_state(cell.state), text=counted(cell)) for cell in entry.cells),
    )


def _level_words(level: LevelRow, comparison: Comparison) -> str:
    reached = [cell.offer for cell in level.cells if cell.reached]
    not_shown = [cell.offer for cell in level.cells if cell.precondition_met is not True]
    who = f"reached by {listed(reached)}" if reached else "reached by none"
    lacks = f"; precondition ({level.precondition}) not shown for {listed(not_shown)}" if level.precondition else ""
    return f"Level {level.level} {level.name}: {who}{lacks if not_shown else ''}" + (
        " (asked)" if level.level == comparison.asked else ""
    )


def _gate(cell: GateCell) -> Cell:
    mark = mark_of_state(cell.state)
    if cell.state in (State.ABSENT, State.NOT_APPLICABLE) or not cell.applicable:
        return Cell(mark=mark)
    passes = "" if cell.state is State.PASS else f" {agree(cell.passed, 'passes', 'pass')}"
    share = f"{percent(cell.share)} must pass" if cell.share is not None and cell.share < 1 else ""
    return Cell(mark=mark, text=f"{number(cell.passed)} of {number(cell.applicable)}{passes}", note=share)


def _area(cell: AreaCell) -> Cell:
    if cell.controls is None:
        return Cell(mark=NOT_LOOKED_AT)
    if not cell.controls.applicable:
        return Cell(text="none applies")
    counts = cell.controls
    rest = (
        (counts.failed, agree(counts.failed, "fails", "fail")),
        (counts.unknown, "unknown"),
        (counts.manual, "by hand"),
        (counts.error, "error"),
        (counts.waived, "waived"),
    )
    return Cell(
        text=f"{number(counts.passed)} of {number(counts.applicable)}",
        note=", ".join(f"{number(count)} {word}" for count, word in rest if count),
    )


def _line(cell: LineCell) -> Cell:
    return Cell(text="unknown" if cell.value is None else percent(cell.value), note=cell.text, value=cell.value)


def _pairs(known: Sequence[KnownCount], pairs: int, level: str) -> Cell:
    count = sum(entry.pairs for entry in known if entry.level == level)
    return Cell(text=number(count), note=percent(count / pairs) if pairs else "")


def all_grids(comparison: Comparison) -> Iterator[Grid]:
    """Yield the tables in reading order."""
    yield differences_grid(comparison)
    yield gates_grid(comparison)
    yield areas_grid(comparison)
    yield lines_grid(comparison)
    yield knowledge_grid(comparison)
    yield frameworks_grid(comparison)
    yield criteria_grid(comparison)
