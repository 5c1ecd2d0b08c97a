"""The comparison as one HTML page, for a screen or for the typesetter. It needs no script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from auditor.comparison.schema import Comparison, Offer, Standing
from auditor.comparison.schema_base import Shown as ShownPlace
from auditor.comparison.schema_rows import ControlCell, Difference, Knowledge
from auditor.formats.beside import results, tables
from auditor.formats.beside.grid import Grid, mark_of_offer, mark_of_state, name_of
from auditor.formats.beside.overview import overview_of
from auditor.formats.page.evidence import QuotedLine, quoted
from auditor.formats.page.first_page import Share
from auditor.formats.page.limits import PRINT, SCREEN, Limits, Shown, head
from auditor.formats.page.words import Mark, listed, short

SHEETS = ("compare.css",)
_FIRST_DIFFERENCES = 6
_ON_PAPER = 20
_QUOTED = 44
"""Characters of a quoted line; a column is narrow."""
_QUOTED_LINES = 1
_PARTS = (
    ("knowledge", ""),
    ("frameworks", ""),
    ("models", "Models"),
    ("ways", "Ways to the level asked"),
    ("questions", "Questions to each vendor"),
    ("evidence", "What shows it"),
    ("order", ""),
    ("reports", "The reports"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferView:
    """One offer in the order."""

    offer: Offer
    standing: Standing
    name: str
    mark: Mark
    levels: str
    known: tuple[Share, ...]
    pairs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceView:
    """One place that shows something, with the line that it quotes."""

    shown: ShownPlace
    lines: tuple[QuotedLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CellView:
    """What one offer has of a difference, with what shows it."""

    head: str
    mark: Mark
    cell: ControlCell
    counted: str
    known: str
    message: str
    places: tuple[PlaceView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailView:
    """One difference with its evidence."""

    entry: Difference
    id: str
    weight: str
    cells: tuple[CellView, ...]


def render(comparison: Comparison, limits: Limits) -> str:
    """Return the page for a medium: one document without a reference to anything outside it."""
    from auditor.formats.page.policy import policy, stylesheet
    from auditor.formats.page.render import template_environment

    grids = {grid.id: grid for grid in tables.all_grids(comparison)}
    details = _details(comparison, limits)
    return template_environment().get_template("compare.html.j2").render(
        comparison=comparison,
        title=title_of(comparison),
        screen=limits.medium == "screen",
        limits=limits,
        policy=policy(limits.medium, SHEETS, scripted=False),
        stylesheet=stylesheet(limits.medium, SHEETS),
        offers=tuple(_offer(comparison, at) for at in range(len(comparison.offers))),
        overview=overview_of(comparison),
        contents=_contents(grids),
        grids={key: _linked(grid, details) for key, grid in grids.items()},
        first_differences=head(grids["differences"].rows, _FIRST_DIFFERENCES),
        rows=limits.rows if limits is PRINT else len(comparison.differences),
        details=details,
        lines=tuple(results.result_lines(comparison)),
        models_sentence=results.models_sentence(comparison),
        say=results,
    )  # fmt: skip


def page_bytes(comparison: Comparison) -> bytes:
    """Return the page for a screen in UTF-8."""
    return render(comparison, SCREEN).encode(errors="backslashreplace")


def title_of(comparison: Comparison) -> str:
    """Return what is compared, such as `Warehouse, Travel desk and FAQ bot compared`."""
    return f"{listed([short(name_of(offer), 40) for offer in comparison.offers])} compared"


def levels_of(offer: Offer) -> str:
    """Return the levels of an offer in words."""
    if offer.level_reached is None:
        return "a single artifact, without a level"
    return f"reached level {offer.level_reached}, asked {offer.level_asked}"


def _contents(grids: Mapping[str, Grid]) -> tuple[tuple[str, str], ...]:
    """Return the ids and the titles of the parts, in their order."""
    first = [(key, grids[key].title) for key in ("differences", "gates", "areas", "lines") if _is_part(grids[key])]
    return (*first, *((key, grids[key].title if key in grids else title) for key, title in _PARTS))


def _is_part(grid: Grid) -> bool:
    return bool(grid.rows) or grid.id == "differences"


def _offer(comparison: Comparison, at: int) -> OfferView:
    offer, known = comparison.offers[at], comparison.knowledge[at]
    return OfferView(
        offer=offer,
        standing=comparison.ranking.standings[at],
        name=name_of(offer),
        mark=mark_of_offer(offer),
        levels=levels_of(offer),
        known=_shares(known),
        pairs=known.pairs,
    )


def _shares(known: Knowledge) -> tuple[Share, ...]:
    shares, start = [], 0.0
    for entry in known.known:
        width = entry.pairs / known.pairs * 100
        shares.append(Share(level=entry.level, pairs=entry.pairs, start=start, width=width))
        start += width
    return tuple(shares)


def _details(comparison: Comparison, limits: Limits) -> Shown[DetailView]:
    """Return the differences with their evidence; on paper the first ones."""
    most = _ON_PAPER if limits is PRINT else len(comparison.differences)
    return head((_detail(comparison.offers, entry, limits) for entry in comparison.differences), most)


def _detail(offers: Sequence[Offer], entry: Difference, limits: Limits) -> DetailView:
    return DetailView(
        entry=entry,
        id=tables.detail_anchor(entry),
        weight=tables.weight_of(entry),
        cells=tuple(
            CellView(
                head=f"{offer.key} {name_of(offer)}",
                mark=mark_of_state(cell.state),
                cell=cell,
                counted=tables.counted(cell),
                known=tables.known_words(cell),
                message=short(cell.message, 240),
                places=tuple(_place(shown, limits, at) for at, shown in enumerate(cell.shown)),
            )
            for offer, cell in zip(offers, entry.cells, strict=True)
        ),
    )


def _place(shown: ShownPlace, limits: Limits, at: int) -> PlaceView:
    """Return a place; the first one of a cell quotes its line."""
    if shown.excerpt is None or at >= _QUOTED_LINES:
        return PlaceView(shown=shown, lines=())
    lines = quoted(shown.excerpt, _QUOTED if limits is PRINT else 2 * _QUOTED)
    return PlaceView(shown=shown, lines=tuple(line for line in lines if line.marked))


def _linked(grid: Grid, details: Shown[DetailView]) -> Grid:
    """Return the table without links to what this medium does not show."""
    there = {f"#{detail.id}" for detail in details.items}
    rows = tuple(row if not row.href or row.href in there else replace(row, href="") for row in grid.rows)
    return replace(grid, rows=rows)
