"""The comparison on one screen of a terminal, or in a pipe."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from auditor.comparison.schema import Comparison
from auditor.formats.beside.grid import Cell, Grid, Row, mark_of_offer, name_of
from auditor.formats.beside.overview import overview_of
from auditor.formats.beside.page import levels_of
from auditor.formats.beside.tables import differences_grid
from auditor.formats.terminal import COLOURS, COLUMNS, Pen, fit, pad
from auditor.formats.visible import on_one_line

_FIRST_DIFFERENCES = 5
_LABEL = 30
_TOP = 46


def comparison_summary(comparison: Comparison, *, colour: bool, boxes: bool, written: Sequence[str]) -> str:
    """Return the summary, at most 100 columns wide.

    Pass `colour` where stdout is a terminal and NO_COLOR is not set, `boxes` where it is a terminal. `written` names
    the files that hold the whole comparison; it may be empty.
    """
    pen = Pen(colour=colour, boxes=boxes)
    blocks = (
        _order(comparison, pen),
        _caveats(comparison, pen),
        _table(overview_of(comparison), comparison, pen),
        _differences(comparison, pen),
        _end(written),
    )
    return "\n\n".join("\n".join(lines) for lines in (list(block) for block in blocks) if lines) + "\n"


def comparison_text(comparison: Comparison) -> bytes:
    """Return the summary as a file has it: without colours and boxes."""
    text = comparison_summary(comparison, colour=False, boxes=False, written=())
    return text.encode(errors="backslashreplace")


def _order(comparison: Comparison, pen: Pen) -> Iterator[str]:
    orders = any(criterion.used for criterion in comparison.ranking.criteria)
    for offer, standing in zip(comparison.offers, comparison.ranking.standings, strict=True):
        mark = mark_of_offer(offer)
        place = f"{standing.place}{'=' if standing.tied_with else ' '}"
        name = pen.style(fit(on_one_line(name_of(offer)), 40), "1")
        yield f"{place} {offer.key}  {name}: {pen.style(mark.word, COLOURS[mark.colour], '1')}, {levels_of(offer)}"
        if standing.text and orders:
            yield from _wrap(on_one_line(standing.text), "      ")
    if not orders:
        yield from _wrap(comparison.ranking.explanation, "")


def _caveats(comparison: Comparison, pen: Pen) -> Iterator[str]:
    if comparison.caveats:
        yield pen.title("Not made alike")
    for caveat in comparison.caveats:
        values = ", ".join(f"{value.offer}: {value.text}" for value in caveat.values)
        yield fit(on_one_line(f"  {caveat.text.rstrip('.')} ({values})"), COLUMNS)
        yield from _wrap(on_one_line(f"not comparable: {caveat.harms}"), "    ")


def _table(grid: Grid, comparison: Comparison, pen: Pen) -> Iterator[str]:
    yield pen.title(grid.title)
    width = (COLUMNS - 2 - _LABEL) // len(comparison.offers)
    heads = (pad(fit(f"{o.key} {on_one_line(name_of(o))}", width - 1), width) for o in comparison.offers)
    yield pen.style(f"  {'':{_LABEL}}{''.join(heads)}".rstrip(), "2")
    for row in grid.rows:
        yield f"  {_row(row, _LABEL, width)}".rstrip()


def _differences(comparison: Comparison, pen: Pen) -> Iterator[str]:
    grid = differences_grid(comparison)
    yield pen.title("What differs")
    yield from _wrap(grid.result, "  ")
    width = (COLUMNS - 2 - _TOP) // len(comparison.offers)
    for row in grid.rows[:_FIRST_DIFFERENCES]:
        yield f"  {_row(row, _TOP, width)}".rstrip()


def _row(row: Row, label: int, width: int) -> str:
    cells = (pad(fit(_words(cell, width - 1), width - 1), width) for cell in row.cells)
    return pad(fit(on_one_line(row.label), label - 1), label) + "".join(cells)


def _words(cell: Cell, columns: int) -> str:
    """Return a cell in words; where they do not fit, its mark alone."""
    line = on_one_line(cell.line or "-")
    return cell.mark.word if cell.mark and len(line) > columns else line


def _end(written: Sequence[str]) -> Iterator[str]:
    if written:
        yield from _wrap(f"Wrote {', '.join(on_one_line(name) for name in written)}", "")


def _wrap(text: str, indent: str) -> list[str]:
    return textwrap.wrap(text, COLUMNS, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
