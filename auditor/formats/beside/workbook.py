"""The comparison as a workbook: a sheet for each table, so that a buyer sorts and filters it."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.comparison.schema import Comparison
from auditor.comparison.schema_rows import Asked, ControlCell, Difference, Way, WayStep
from auditor.formats.beside import results, tables
from auditor.formats.beside.grid import Cell as GridCell
from auditor.formats.beside.grid import Grid, Row, head_of, mark_of_offer, mark_of_state, name_of
from auditor.formats.beside.overview import overview_of
from auditor.formats.workbook.sheet import Block, Cell, Front, Head, Sheet, Tinted, lines

_LABEL = 44
_OFFER = 26


def comparison_workbook(comparison: Comparison) -> bytes:
    """Return the workbook; the same comparison gives the same bytes."""
    from auditor.formats.beside.page import title_of
    from auditor.formats.moment import moment_of
    from auditor.formats.page.words import short
    from auditor.formats.workbook.writer import Properties, workbook

    title = title_of(comparison)
    properties = Properties(
        title=title,
        subject=f"Comparison {comparison.comparison_id}",
        created=moment_of(comparison.created_at),
        footer=f"{short(title, 60)} · comparison {comparison.comparison_id}",
    )
    return workbook(_front(comparison, title), tuple(sheets_of(comparison)), properties)


def sheets_of(comparison: Comparison) -> Iterator[Sheet]:
    """Yield every sheet but the first."""
    yield _differences(comparison)
    names = {
        "gates": "Gates",
        "areas": "Areas",
        "lines": "Five lines",
        "knowledge": "Knowledge",
        "frameworks": "Framework fit",
        "order": "Order",
    }
    for grid in tables.all_grids(comparison):
        if grid.id in names:
            yield _sheet(names[grid.id], grid, comparison)
    yield _models(comparison)
    yield _ways(comparison)
    yield _questions(comparison)


def _front(comparison: Comparison, title: str) -> Front:
    offers, width = comparison.offers, len(comparison.offers)
    order = tuple(
        (
            f"{standing.place}{' (tie)' if standing.tied_with else ''}",
            f"{offer.key} {name_of(offer)}",
            Tinted(text=mark_of_offer(offer).word, colour=mark_of_offer(offer).colour),
            standing.text,
        )
        for offer, standing in zip(offers, comparison.ranking.standings, strict=True)
    )
    overview = overview_of(comparison)
    caveats = tuple(
        (
            caveat.text,
            lines([f"{value.offer}: {value.text}" for value in caveat.values]),
            f"Not comparable: {caveat.harms}",
            f"Still comparable: {caveat.holds}",
        )
        for caveat in comparison.caveats
    )
    reports = tuple(
        (f"{offer.key} {name_of(offer)}", offer.source, offer.report_id, f"{offer.created_at}, {offer.tool.version}")
        for offer in offers
    )
    return Front(
        name="Comparison",
        title=title,
        widths=(_LABEL, 36, 36, 44, *([_OFFER] * max(0, width - 3))),
        blocks=tuple(
            block
            for block in (
                Block(title="In order", heads=("Place", "Offer", "Verdict", "What puts it there"), rows=order),
                Block(title="", heads=(), rows=((comparison.ranking.explanation,),)),
                Block(title="Not made alike", heads=("What", "Offers", "", ""), rows=caveats),
                Block(
                    title=overview.title,
                    heads=("", *head_of(offers)),
                    rows=tuple((row.label, *(_cell(cell) for cell in row.cells)) for row in overview.rows),
                    styles=("name",),
                ),
                Block(title="The reports", heads=("Offer", "File", "Report", "Made on, by version"), rows=reports),
            )
            if block.rows
        ),
    )


def _sheet(name: str, grid: Grid, comparison: Comparison) -> Sheet:
    grouped = any(row.group for row in grid.rows)
    heads = (
        *((Head(title="Group", width=30),) if grouped else ()),
        Head(title="What", width=_LABEL, style="name"),
        Head(title="Note", width=36),
        *(Head(title=head, width=_OFFER) for head in head_of(comparison.offers)),
    )
    return Sheet(name=name, about=grid.result, heads=heads, rows=tuple(_rows(grid.rows, grouped=grouped)))


def _rows(rows: tuple[Row, ...], *, grouped: bool) -> Iterator[tuple[Cell, ...]]:
    group = ""
    for row in rows:
        group = row.group or group
        yield (*((group,) if grouped else ()), row.label, row.note, *(_cell(cell) for cell in row.cells))


def _cell(cell: GridCell) -> Cell:
    return Tinted(text=cell.words, colour=cell.mark.colour) if cell.mark else cell.words


def _differences(comparison: Comparison) -> Sheet:
    """Return a row for each difference, with the state of each offer and then what shows it."""
    heads = (
        Head(title="Rank", width=6, style="count"),
        Head(title="Control", width=_LABEL, style="name"),
        Head(title="Id", width=28),
        Head(title="Area", width=18),
        Head(title="Severity", width=10),
        Head(title="Gate of level", width=8, style="count"),
        Head(title="What differs", width=34),
        *(Head(title=head, width=18) for head in head_of(comparison.offers)),
        *(Head(title=f"{offer.key} evidence", width=44) for offer in comparison.offers),
    )
    return Sheet(
        name="Differences",
        about="a control on which the offers differ",
        heads=heads,
        rows=tuple(_difference(entry) for entry in comparison.differences),
    )


def _difference(entry: Difference) -> tuple[Cell, ...]:
    return (
        entry.rank,
        entry.title,
        entry.control,
        entry.area,
        entry.severity.value,
        entry.gate_level,
        entry.why,
        *(_state(cell) for cell in entry.cells),
        *(_evidence(cell) for cell in entry.cells),
    )


def _state(cell: ControlCell) -> Tinted:
    mark = mark_of_state(cell.state)
    return Tinted(text=f"{mark.word} {tables.counted(cell)}".strip(), colour=mark.colour)


def _evidence(cell: ControlCell) -> str:
    known = tables.known_words(cell)
    more = f"and {cell.more_places} more places" if cell.more_places else ""
    return lines(
        [
            f"decided by evidence: {known}" if known else "",
            cell.message,
            ", ".join(cell.names),
            *(f"{shown.place} ({shown.level})" for shown in cell.shown),
            more,
        ]
    )


def _models(comparison: Comparison) -> Sheet:
    titles = ("Beside each other", "Offer", "Model", "What was run", "Score", "95 % interval", "Tasks", "Kind")
    heads = tuple(Head(title=title, width=22) for title in titles)
    heads += (Head(title="What the intervals say", width=40), Head(title="Why nothing stands beside it", width=34))
    heads += (Head(title="How it was measured", width=44), Head(title="Place", width=34))
    rows: list[tuple[Cell, ...]] = []
    group = reading = ""
    for line in results.result_lines(comparison):
        group, reading = (line.group, line.reading) if line.group else (group, reading)
        measured = (line.offer, line.model, line.label, line.score, line.interval, line.tasks, line.kind)
        rows.append((group, *measured, reading, line.why, line.conditions, line.place))
    return Sheet(name="Models", about=results.models_sentence(comparison), heads=heads, rows=tuple(rows))


def _ways(comparison: Comparison) -> Sheet:
    heads = (
        Head(title="Offer", width=_OFFER, style="name"),
        Head(title="Step", width=7, style="count"),
        Head(title="What to do", width=70),
        Head(title="Effort", width=10),
        Head(title="Effect", width=30),
        Head(title="Level after it", width=9, style="count"),
        Head(title="The way as a whole", width=50),
    )
    rows = [
        row
        for offer, way in zip(comparison.offers, comparison.ways, strict=True)
        for row in _way(f"{offer.key} {name_of(offer)}", way, comparison.asked)
    ]
    return Sheet(name="Ways", about="a step to the level asked of an offer", heads=heads, rows=tuple(rows))


def _way(name: str, way: Way, asked: int | None) -> Iterator[tuple[Cell, ...]]:
    said = results.way_sentence(way, asked)
    if not way.steps:
        yield (name, None, None, None, None, None, said)
    for rank, step in enumerate(way.steps, start=1):
        yield _step(name, rank, step, said if rank == 1 else "")


def _step(name: str, rank: int, step: WayStep, said: str) -> tuple[Cell, ...]:
    return (name, rank, step.title, step.effort.value, results.step_effect(step), step.level_after, said)


def _questions(comparison: Comparison) -> Sheet:
    titles = (("Offer", _OFFER), ("Question", 70), ("Why ask", 34), ("Control", 30), ("Subjects", 40), ("Needs", 12))
    rows = [
        _question(f"{offer.key} {name_of(offer)}", asked)
        for offer, inquiry in zip(comparison.offers, comparison.inquiries, strict=True)
        for asked in inquiry.asked
    ]
    return Sheet(
        name="Questions",
        about="a question to one vendor that could change how its offer stands",
        heads=tuple(Head(title=title, width=width) for title, width in titles),
        rows=tuple(rows),
    )


def _question(name: str, asked: Asked) -> tuple[Cell, ...]:
    question = asked.question
    why = results.because(asked)
    return (name, question.text, why, question.control, lines(question.subjects), question.needs)
