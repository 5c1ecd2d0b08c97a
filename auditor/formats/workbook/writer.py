"""Writes sheets as an XLSX file: strings only as strings, the same sheets to the same bytes."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from auditor.formats.page.palette import LIGHT
from auditor.formats.workbook.cells import cell_text, text_of
from auditor.formats.workbook.sheet import Cell, Front, Head, Sheet, Style, Tinted

MOST_ROWS = 1_048_576
"""What a sheet holds, with its head: specifications and limits of Excel."""

_Book: TypeAlias = Any
_Page: TypeAlias = Any
_Look: TypeAlias = Any
"""The library has no types: a workbook, a worksheet and a format."""

_A4 = 9
_WIDEST_NUMBER = 10**15
_POINTS_A_LINE = 15
_MOST_LINES_SHOWN = 14
_SHAPES: dict[Style, dict[str, object]] = {
    "text": {},
    "name": {"bold": True},
    "count": {"num_format": "#,##0", "align": "right"},
    "share": {"num_format": "0 %", "align": "right"},
    "number": {"num_format": "#,##0.####", "align": "right"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Properties:
    """What the file says of itself."""

    title: str
    subject: str
    created: datetime
    footer: str
    """What every printed page says beside its number; at most 100 characters are shown."""


def workbook(front: Front, sheets: Sequence[Sheet], properties: Properties, most_rows: int = MOST_ROWS) -> bytes:
    """Return the file. A sheet with more than `most_rows` rows, with its head, ends with how many are left out."""
    import xlsxwriter

    stream = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_numbers": False,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_format_properties": {"font_name": "Calibri", "font_size": 11},
    }
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties(
            {
                "title": cell_text(properties.title)[:255],
                "subject": cell_text(properties.subject)[:255],
                "author": "agent-readiness-auditor",
                "created": properties.created,
            }
        )
        looks = _Looks(book)
        _front(book.add_worksheet(front.name), front, looks, properties)
        for entry in sheets:
            _table(book.add_worksheet(entry.name), entry, looks, properties, most_rows)
    return stream.getvalue()


class _Looks:
    """The formats of one workbook, each made once."""

    def __init__(self, book: _Book) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], _Look] = {}
        self._common = {
            (style, colour, quoted): self.like(
                {"valign": "top", "text_wrap": True}
                | _SHAPES[style]
                | ({"font_color": LIGHT[colour], "bold": True} if colour else {})
                | ({"quote_prefix": True} if quoted else {})
            )
            for style in _SHAPES
            for colour in ("", "fail", "pass", "unknown", "none", "waived")
            for quoted in (False, True)
        }

    def like(self, properties: dict[str, object]) -> _Look:
        """Return the format with these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]

    def of(self, style: Style, colour: str = "", *, quoted: bool = False) -> _Look:
        """Return the format of a cell. A quoted one stays text when somebody edits it."""
        return self._common[style, colour, quoted]

    @property
    def head(self) -> _Look:
        """Return the format of the head of a table."""
        return self.like(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": LIGHT["panel"], "bottom": 1}
            | {"bottom_color": LIGHT["mark"], "font_color": LIGHT["ink"]}
        )


def _put(page: _Page, row: int, column: int, cell: Cell, style: Style, looks: _Looks) -> int:
    """Write one cell, and return about how many characters it fills."""
    if cell is None or cell == "":
        return 0
    if isinstance(cell, int | float):
        if math.isfinite(cell) and abs(cell) <= _WIDEST_NUMBER:
            page.write_number(row, column, cell, looks.of(style))
            return 1
        cell = str(cell)  # a cell has 15 digits and no infinity
    words, colour = (cell.text, cell.colour) if isinstance(cell, Tinted) else (cell, "")
    text = text_of(words)
    if page.write_string(row, column, text.shown, looks.of(style, colour, quoted=text.formula)) != 0:
        raise AssertionError(f"a cell does not take {len(text.shown)} characters")
    return text.extent


def _table(page: _Page, sheet: Sheet, looks: _Looks, properties: Properties, most_rows: int) -> None:
    _set_up(page, properties)
    for number, head in enumerate(sheet.heads):
        page.set_column(number, number, head.width, looks.of(head.style))
        page.write_string(0, number, head.title, looks.head)
    page.repeat_rows(0)
    page.freeze_panes(1, min(1, len(sheet.heads)))
    fits = len(sheet.rows) < most_rows
    rows = sheet.rows if fits else sheet.rows[: most_rows - 2]
    page.autofilter(0, 0, max(1, len(rows)), len(sheet.heads) - 1)
    for at, cells in enumerate(rows, start=1):
        _row(page, at, cells, sheet.heads, looks)
    if not fits:
        left = len(sheet.rows) - len(rows)
        page.write_string(
            most_rows - 1, 0, f"and {left:,} more rows than a sheet holds; the JSON report has all", looks.of("name")
        )


def _row(page: _Page, at: int, cells: Sequence[Cell], heads: Sequence[Head], looks: _Looks) -> None:
    tallest = 0
    for number, (cell, head) in enumerate(zip(cells, heads, strict=True)):
        tallest = max(tallest, _put(page, at, number, cell, head.style, looks) // head.width)
    if tallest > _MOST_LINES_SHOWN:  # the text is whole in its cell; a row of a page's height serves nobody
        page.set_row(at, _MOST_LINES_SHOWN * _POINTS_A_LINE)


def _front(page: _Page, front: Front, looks: _Looks, properties: Properties) -> None:
    _set_up(page, properties)
    page.hide_gridlines(2)
    for number, width in enumerate(front.widths):
        page.set_column(number, number, width)
    page.write_string(0, 0, cell_text(front.title), looks.like({"bold": True, "font_size": 18}))
    page.set_row(0, 28)
    page.freeze_panes(1, 0)
    at = 2
    for block in front.blocks:
        if block.title:
            page.write_string(at, 0, block.title, looks.like({"bold": True, "font_size": 13}))
            at += 1
        if block.heads:
            for number, head in enumerate(block.heads):
                page.write_string(at, number, head, looks.head)
            at += 1
        heads = [
            Head(title="", width=width, style=block.styles[number] if number < len(block.styles) else "text")
            for number, width in enumerate(front.widths)
        ]
        for cells in block.rows:
            _row(page, at, cells, heads[: len(cells)], looks)
            at += 1
        at += 1


def _set_up(page: _Page, properties: Properties) -> None:
    """Let the sheet print on A4 across, as wide as the paper, with its number."""
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    footer = cell_text(properties.footer).replace("\n", " ")[:100].replace("&", "&&")
    page.set_footer(f"&L{footer}&C&A&R&P of &N")
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
