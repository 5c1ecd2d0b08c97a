"""The system map on the page: drawings in the page's colours, what is folded, and the ways that findings take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from auditor.drawing.ink import Ink
from auditor.drawing.key import KeyEntry, key_of, notes_of
from auditor.drawing.picture import PAPER, SCREEN, Picture, Pictures, is_drawn, pictures
from auditor.drawing.system_map import MapNode, SystemMap, Way
from auditor.drawing.ways import worst_way
from auditor.drawing.words import called, ends_of, held_by, said
from auditor.drawing.words import plural as plural_of
from auditor.formats.page import palette
from auditor.formats.page.limits import Limits, Shown, head
from auditor.formats.page.words import brief, number, plural, short
from auditor.formats.visible import on_one_line
from auditor.model.findings import Outcome
from auditor.report.schema import Report

_WAYS = {"screen": 12, "print": 4}
_INVENTORY = "#part-inventory"
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One drawing, ready for the page."""

    svg: Markup
    boxes: int
    key: tuple[tuple[Markup, str], ...]
    """Signs with their meaning."""
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """One row of the table of what shares a box."""

    name: str
    kind: str
    count: int
    failing: int
    members: Shown[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class HopView:
    """One hop of a way."""

    source: str
    verb: str
    target: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WayView:
    """One way with its small map."""

    svg: Markup
    title: str
    control: str
    ends: str
    hops: tuple[HopView, ...]
    others: int
    """Further subjects of the finding with a way of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView:
    """The part of the page."""

    whole: Drawn
    wide: bool
    """Whether paper needs a page on its side."""
    detail: Drawn | None
    """Screen only: the map with more boxes, where the whole is folded further."""
    folds: tuple[Fold, ...]
    ways: tuple[WayView, ...]
    more_ways: int


def map_sentence(report: Report) -> tuple[str, bool]:
    """Return the sentence that says what the map shows, and whether there is one."""
    if not is_drawn(report):
        return "Nothing is known but an interface and its tools; there is nothing to draw.", False
    count = sum(entity.kind != "system" for entity in report.entities)
    zones = f"in {plural(len(report.boundaries), 'trust zone')}" if report.boundaries else "and no trust zone"
    way = worst_way(report)
    thick = f"; the thick line is the way {on_one_line(ends_of(way, _short))}" if way else ""
    return f"{number(count)} {'entity' if count == 1 else 'entities'} {zones}{thick}.", True


def map_of_report(report: Report, limits: Limits, targets: Mapping[str, str]) -> MapView | None:
    """Return the map for a medium; None where there is nothing to draw. `targets`: where each control is spoken of."""
    screen = limits.medium == "screen"
    leads = _Leads(report, targets) if screen else None
    ink = Ink(colours=palette.LIGHT, clean=on_one_line, titles=screen, **({"href": leads.href} if leads else {}))
    found = pictures(report, SCREEN if screen else PAPER, ink, most_ways=_WAYS[limits.medium], detail=screen)
    return _view(found, ink, limits) if found is not None else None


def _view(found: Pictures, ink: Ink, limits: Limits) -> MapView:
    return MapView(
        whole=_drawn(found.whole, ink),
        wide=found.whole.wide,
        detail=_drawn(found.detail, ink) if found.detail is not None else None,
        folds=tuple(_fold(node, limits) for node in found.whole.drawn.folds),
        ways=tuple(_way(picture, picture.drawn.way) for picture in found.ways if picture.drawn.way is not None),
        more_ways=found.more_ways,
    )


def _short(name: str) -> str:
    return short(brief(name), _LONGEST_NAME)


class _Leads:
    """Where the box of an entity leads: to its worst failure, else to the inventory."""

    def __init__(self, report: Report, targets: Mapping[str, str]) -> None:
        self._of: dict[str, tuple[int, str]] = {}
        failing = (finding for finding in report.findings if finding.outcome is Outcome.FAIL)
        for rank, finding in enumerate(failing):
            if finding.control in targets:
                for subject in finding.subjects:
                    if subject.waiver is None:
                        self._of.setdefault(subject.id, (rank, f"#{targets[finding.control]}"))

    def href(self, entities: Sequence[str]) -> str:
        """Return the place in the page that a box for these entities leads to."""
        return min((self._of[name] for name in entities if name in self._of), default=(0, _INVENTORY))[1]


def _drawn(picture: Picture, ink: Ink) -> Drawn:
    drawn: SystemMap = picture.drawn
    return Drawn(
        svg=_trusted(picture.svg),
        boxes=len(drawn.nodes),
        key=tuple(_sign(entry) for entry in key_of(drawn, ink)),
        notes=notes_of(drawn),
    )


def _sign(entry: KeyEntry) -> tuple[Markup, str]:
    return _trusted(entry.swatch), entry.words


def _trusted(svg: str) -> Markup:
    return Markup(svg)  # noqa: S704 - drawn by this program, which escapes each name


def _fold(node: MapNode, limits: Limits) -> Fold:
    return Fold(
        name=called(node) if node.group else node.name,
        kind=f"group of {plural_of(node.kind)}" if node.group else f"{node.kind} with {held_by(node)}",
        count=len(node.members),
        failing=node.failing,
        members=head(node.members, limits.few),
    )


def _way(picture: Picture, way: Way) -> WayView:
    return WayView(
        svg=_trusted(picture.svg),
        title=way.title,
        control=way.control,
        ends=ends_of(way, _short),
        hops=tuple(
            HopView(source=hop.source, verb=said(hop.kind), target=hop.target, place=hop.place) for hop in way.hops
        ),
        others=way.others,
    )
