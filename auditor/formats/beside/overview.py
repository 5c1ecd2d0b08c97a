"""The first table of a comparison: the facts that a buyer asks for first, offer by offer."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.comparison.schema import Comparison, Criterion, CriterionId, Offer
from auditor.comparison.schema_rows import Knowledge, PathRow, Way
from auditor.formats.beside.grid import Cell, Grid, Row, mark_of_offer
from auditor.formats.page.words import listed, number, percent, plural

_TOLD = "not told"
_SHOWN_ABOVE = (CriterionId.VERDICT, CriterionId.LEVEL)
_SHARES = (CriterionId.RECORDED, CriterionId.DOCUMENTED)


def overview_of(comparison: Comparison) -> Grid:
    """Return the first table; figures that cannot be set beside each other say so in the part that explains them."""
    return Grid(
        id="overview",
        title="Side by side",
        result="",
        rows=(
            Row(label="Verdict", cells=tuple(map(_verdict, comparison.offers)), note=_unlike(comparison, 0)),
            Row(
                label="Level reached, asked", cells=tuple(map(_levels, comparison.offers)), note=_unlike(comparison, 1)
            ),
            *_criteria(comparison),
            Row(label="High failures open", cells=tuple(_open(offer) for offer in comparison.offers)),
            Row(label="Undecided", cells=tuple(_undecided(entry) for entry in comparison.knowledge)),
            Row(label="Tools refused by a framework in use", cells=tuple(_refused(comparison))),
            Row(label="Results of models", cells=tuple(_results(comparison))),
            Row(label="Way to the level asked", cells=tuple(way_cell(way) for way in comparison.ways)),
        ),
    )


def way_cell(way: Way) -> Cell:
    """Return how many steps lead an offer to the level asked of it, by effort, and whether they do."""
    if way.asked is None or way.reached is None:
        return Cell(text="no level is asked")
    if way.reached >= way.asked:
        return Cell(text="reached already")
    if not way.told:
        return Cell(text=_TOLD, note="its report is of an earlier version")
    efforts = listed([f"{n} {word}" for n, word in ((way.low, "low"), (way.medium, "medium"), (way.high, "high")) if n])
    steps = way.low + way.medium + way.high
    arrives = f"then level {way.level_after}" if way.arrives else f"leads to level {way.level_after} only"
    if not steps:
        return Cell(text="no step is known", note=arrives)
    return Cell(text=plural(steps, "step"), note=f"effort {efforts}; {arrives}")


def framework_cell(row: PathRow, at: int) -> Cell:
    """Return how many tools of an offer a framework path takes, loses a part of, and refuses."""
    cell = row.cells[at]
    if not cell.tried:
        return Cell(text="not tried")
    if not cell.tools:
        return Cell(text="no tools")
    lossy = cell.minor_loss + cell.major_loss
    parts = [f"{number(lossy)} lose a part"] if lossy else []
    parts += [f"{number(cell.refused)} refused"] if cell.refused else []
    used = f"used by {plural(len(cell.used_by), 'agent')}" if cell.used_by else ""
    return Cell(
        text=f"{number(cell.accepted)} of {number(cell.tools)} accepted",
        note="; ".join(filter(None, (", ".join(parts), used))),
    )


def _verdict(offer: Offer) -> Cell:
    return Cell(mark=mark_of_offer(offer), note="as designed" if offer.as_designed else "")


def _levels(offer: Offer) -> Cell:
    if offer.level_reached is None:
        return Cell(text="no level", note="a single artifact")
    return Cell(text=f"{offer.level_reached}, asked {offer.level_asked}")


def _criteria(comparison: Comparison) -> Iterator[Row]:
    """Yield the criteria that the rows before do not show."""
    for at, criterion in enumerate(comparison.ranking.criteria):
        if criterion.id not in _SHOWN_ABOVE:
            yield Row(label=criterion.title, cells=tuple(criterion_cells(criterion)), note=_unlike(comparison, at))


def _unlike(comparison: Comparison, at: int) -> str:
    """Return why the figures of a row cannot be set beside each other; empty where they can."""
    criteria = comparison.ranking.criteria
    if not any(criterion.used for criterion in criteria):
        return "not comparable"  # the sentence above the table says why
    return f"not comparable: {criteria[at].why_not}" if criteria[at].why_not else ""


def criterion_cells(criterion: Criterion) -> Iterator[Cell]:
    """Yield what each offer has of a criterion; shares as percent, with their counts."""
    for value in criterion.values:
        if criterion.id in _SHARES and value.value is not None:
            yield Cell(text=percent(value.value), note=value.text)
        else:
            said, _, more = value.text.partition(", ")
            yield Cell(text=said, note=more)


def _open(offer: Offer) -> Cell:
    return Cell(text=plural(offer.open_high, "control") if offer.open_high else "none")


def _undecided(entry: Knowledge) -> Cell:
    if not entry.pairs:
        return Cell(text="nothing was looked at")
    return Cell(
        text=f"{number(entry.undecided)} of {number(entry.pairs)}",
        note=f"{percent(entry.undecided / entry.pairs)} of control-subject pairs",
    )


def _refused(comparison: Comparison) -> Iterator[Cell]:
    for at in range(len(comparison.offers)):
        used = [row.cells[at] for row in comparison.paths if row.cells[at].used_by]
        if not used:
            yield Cell(text="no framework in use is known")
            continue
        worst = max(used, key=lambda cell: (cell.refused, cell.major_loss + cell.minor_loss))
        lossy = max(cell.major_loss + cell.minor_loss for cell in used)
        loses = f"up to {number(lossy)} lose a part" if lossy else "none loses a part"
        yield Cell(
            text=f"{number(worst.refused)} of {number(worst.tools)}", note=f"in {plural(len(used), 'path')}; {loses}"
        )


def _results(comparison: Comparison) -> Iterator[Cell]:
    beside = [result.offer for row in comparison.benchmarks for result in row.results]
    alone = [entry.result.offer for entry in comparison.alone]
    for offer in comparison.offers:
        total = beside.count(offer.key) + alone.count(offer.key)
        if not total:
            yield Cell(text="none is shown")
        else:
            yield Cell(text=number(total), note=f"{number(beside.count(offer.key))} can be set beside another offer's")
