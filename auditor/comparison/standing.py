"""The five lines, the framework paths, and how much is known, offer by offer."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.comparison.criteria import documented_share, recorded_share
from auditor.comparison.offered import Keyed
from auditor.comparison.schema_rows import LEVELS_BEST_FIRST, Knowledge, LineCell, LineRow, PathCell, PathRow
from auditor.report.schema import FrameworkPath, KnownCount, Line


def line_rows(offers: Sequence[Keyed]) -> tuple[LineRow, ...]:
    """Return the five lines as the reports order them."""
    found: dict[str, Line] = {}
    for offer in offers:
        for line in offer.report.lines:
            found.setdefault(line.name, line)
    return tuple(
        LineRow(name=name, formula=line.formula, cells=tuple(_line_cell(offer, name) for offer in offers))
        for name, line in found.items()
    )


def path_rows(offers: Sequence[Keyed]) -> tuple[PathRow, ...]:
    """Return the framework paths: first those that agents of an offer use, then the others by id."""
    titles: dict[str, str] = {}
    used: set[str] = set()
    for offer in offers:
        for path in offer.report.framework_paths:
            titles.setdefault(path.id, path.title)
            used |= {path.id} if path.used_by else set()
    return tuple(
        PathRow(id=path, title=titles[path], cells=tuple(_path_cell(offer, path) for offer in offers))
        for path in sorted(titles, key=lambda path: (path not in used, path))
    )


def knowledge_of(offer: Keyed) -> Knowledge:
    """Return how much is known of one offer and what is not."""
    report = offer.report
    counts = {entry.level: entry.pairs for entry in report.known}
    known = [KnownCount(level=level, pairs=counts[level]) for level in LEVELS_BEST_FIRST if counts.get(level)]
    undecided = counts.get("unknown", 0)
    known += [KnownCount(level="unknown", pairs=undecided)] if undecided else []
    return Knowledge(
        offer=offer.key,
        known=tuple(known),
        pairs=sum(entry.pairs for entry in known),
        undecided=undecided,
        recorded_share=recorded_share(report),
        documented_share=documented_share(report),
        contradictions=len(report.contradictions),
        unlisted=sum(entity.placeholder or entity.members == "open" for entity in report.entities),
        unread=sum(entry.state != "read" for entry in report.inputs),
        questions=len(report.questions),
    )


def _line_cell(offer: Keyed, name: str) -> LineCell:
    line = next((line for line in offer.report.lines if line.name == name), None)
    if line is None:
        said = "Its report does not have this line."
        return LineCell(offer=offer.key, value=None, numerator=0, denominator=0, text=said)
    return LineCell(
        offer=offer.key, value=line.value, numerator=line.numerator, denominator=line.denominator, text=line.text
    )


def _path_cell(offer: Keyed, path_id: str) -> PathCell:
    path: FrameworkPath | None = next((path for path in offer.report.framework_paths if path.id == path_id), None)
    if path is None:
        return PathCell(offer=offer.key, tried=False)
    return PathCell(
        offer=offer.key,
        tried=True,
        used_by=path.used_by,
        accepted=path.accepted,
        minor_loss=path.minor_loss,
        major_loss=path.major_loss,
        refused=path.refused,
        version=path.version,
    )
