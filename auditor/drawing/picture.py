"""Chooses how much is folded, which way the map runs and how large it is, so that its smallest text can be read."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from auditor.drawing.build import failing_of, map_of, map_of_way
from auditor.drawing.condense import MANY_TOOLS, inventory_of
from auditor.drawing.ink import Ink
from auditor.drawing.layout import layout
from auditor.drawing.places import LAYER_GAP, NODE_GAP, Box, Direction, Graph, Placed
from auditor.drawing.svg import HEIGHT, KIND, MARGIN, Sheet, box_width, svg
from auditor.drawing.system_map import MapNode, SystemMap, Way
from auditor.drawing.ways import drawn_ways, worst_way
from auditor.drawing.words import described, ends_of, hops_of
from auditor.report.schema import Report

MOST = 60
"""Boxes of the largest map."""
SMALLEST_PRINT = 7.0
"""Points of the smallest text on paper."""

_FOLDS = (
    (MOST, MANY_TOOLS), (MOST, 1), (48, 1), (40, 1), (34, 1), (28, 1), (24, 1), (21, 1), (18, 1), (16, 1), (14, 1),
    (12, 1), (10, 1), (8, 1), (6, 1), (4, 1),
)  # fmt: skip
"""From the finest to the coarsest: most boxes, most tools of one interface that are drawn one by one."""
_WIDTHS = (156.0, 124.0)
"""The greatest width of a box; where the wider does not fit the narrower may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """The place that a medium has for one map, in its own unit of length."""

    width: float
    height: float
    unit: str
    least: float
    """The smallest scale, in the unit of length for one unit of the drawing."""
    most: float
    """The scale of a map for which there is room enough."""
    wide: bool = False
    """Whether it is a page on its side."""


SCREEN = (Room(width=1030.0, height=1400.0, unit="", least=0.95, most=1.16),)
"""In CSS pixels."""
_LEAST = SMALLEST_PRINT / KIND
PAPER = (
    Room(width=492.0, height=560.0, unit="pt", least=_LEAST, most=0.84),
    Room(width=738.0, height=362.0, unit="pt", least=_LEAST, most=0.84, wide=True),
)
"""A4 upright and on its side, less margins, headings and the key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One drawing."""

    svg: str
    drawn: SystemMap
    placed: Placed
    wide: bool
    scale: float
    """Units of length for one unit of the drawing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """The map of a report and the small ones of its ways."""

    whole: Picture
    detail: Picture | None
    """The map with more boxes, where the whole one is folded further; it may be larger than any room."""
    ways: tuple[Picture, ...]
    more_ways: int
    """Further findings with a way, not drawn."""
    counts: Counter[str]
    """How many entities of each kind there are."""
    zones: int


def is_drawn(report: Report) -> bool:
    """Tell whether there is anything to draw: more than an interface with its tools."""
    made_of_tools = {"interface", "tool", "skill", "system"}
    return bool(report.boundaries) or any(entity.kind not in made_of_tools for entity in report.entities)


def pictures(report: Report, rooms: Sequence[Room], ink: Ink, *, most_ways: int, detail: bool) -> Pictures | None:
    """Return the drawings of a report, or None where there is nothing to draw; the same each time.

    Where the finest map does not fit a room, a coarser one is the whole, and `detail` asks for the finest beside it, as
    large as it comes.
    """
    if not is_drawn(report):
        return None
    inventory, failing, way = inventory_of(report), failing_of(report), worst_way(report)
    counts = Counter(entity.kind for entity in inventory.entities.values() if entity.kind != "system")
    painter = _Painter(
        ink=ink, title=f"Map of {report.system.name}: {sum(counts.values()):,} entities", counts=counts, rooms=rooms
    )
    maps = (map_of(report, inventory, failing, way, most=most, many_tools=many_tools) for most, many_tools in _FOLDS)
    finest = next(maps)
    whole = painter.fitting(itertools.chain([finest], maps))
    ways = drawn_ways(report)
    return Pictures(
        whole=whole,
        detail=painter.largest(finest) if detail and whole.drawn.nodes != finest.nodes else None,
        ways=tuple(painter.way(map_of_way(inventory, failing, w), w, n) for n, w in enumerate(ways[:most_ways], 1)),
        more_ways=max(0, len(ways) - most_ways),
        counts=counts,
        zones=len(report.boundaries),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Painter:
    """Lays maps out in the rooms that there are and draws them."""

    ink: Ink
    title: str
    counts: Counter[str]
    rooms: Sequence[Room]

    def fitting(self, maps: Iterable[SystemMap]) -> Picture:
        """Return the first map that fits a room, in the first room that it fits; the last one where none does."""
        tried: set[tuple[MapNode, ...]] = set()
        last: list[_Try] = []
        for drawn in maps:
            if drawn.nodes in tried or (_hopeless(drawn, self.rooms) and len(drawn.nodes) > _FEW):
                continue
            tried.add(drawn.nodes)
            last = []
            for widest in _WIDTHS:
                last += [_Try(drawn, placed, room) for placed in _placings(drawn, widest) for room in self.rooms]
                for room in self.rooms:
                    fitting = [entry for entry in last if entry.room is room and entry.scale >= room.least]
                    if fitting:
                        return self._whole(max(fitting, key=_Try.rank), "system-map")
                if all(entry.scale < entry.room.least * _FAR for entry in last):
                    break
        return self._whole(max(last, key=lambda entry: entry.scale), "system-map")

    def largest(self, drawn: SystemMap) -> Picture:
        """Return a map at the scale at which it reads well, however large that is, in the direction that takes less."""
        room = self.rooms[0]
        placed = min(_placings(drawn, _WIDTHS[0]), key=lambda p: (p.width * max(p.width, p.height), p.width))
        return self._whole(_Try(drawn, placed, room, room.least), "entity-map")

    def way(self, drawn: SystemMap, way: Way, number: int) -> Picture:
        """Return the small map of a way."""
        tries = [_Try(drawn, placed, self.rooms[0]) for placed in _placings(drawn, _WIDTHS[0])]
        title = f"{way.title}: {ends_of(way)}"
        return self._drawn(max(tries, key=_Try.rank), f"way-map-{number}", title, hops_of(way))

    def _whole(self, entry: _Try, name: str) -> Picture:
        return self._drawn(entry, name, self.title, described(entry.drawn, self.counts))

    def _drawn(self, entry: _Try, name: str, title: str, description: str) -> Picture:
        scale = min(entry.scale, entry.room.most)
        text = svg(
            entry.drawn, entry.placed, self.ink, Sheet(
                id=name, title=title, description=description, scale=scale, unit=entry.room.unit
            ),
        )  # fmt: skip
        return Picture(svg=text, drawn=entry.drawn, placed=entry.placed, wide=entry.room.wide, scale=scale)


class _Try:
    """One map, laid out for one room."""

    def __init__(self, drawn: SystemMap, placed: Placed, room: Room, scale: float = 0.0) -> None:
        self.drawn, self.placed, self.room = drawn, placed, room
        size = (placed.width + 2 * MARGIN, placed.height + 2 * MARGIN)
        self.scale = scale or min(room.width / size[0], room.height / size[1])

    def rank(self) -> tuple[float, float]:
        """Return what makes one better than another: larger text, then less paper."""
        return min(self.scale, self.room.most), -self.placed.height


_FEW = 6
_FAR = 0.8
"""What misses its room by more than this does not fit with narrower boxes either."""


def _hopeless(drawn: SystemMap, rooms: Sequence[Room]) -> bool:
    """Tell whether the boxes alone, with the gaps that they need, are larger than every room."""
    area = len(drawn.nodes) * (_WIDTHS[-1] + LAYER_GAP) * (HEIGHT + NODE_GAP) * _HALF
    return all(area > room.width * room.height / room.least**2 for room in rooms)


_HALF = 0.5
"""Names may be short, so that boxes are narrower than they can be."""


def _placings(drawn: SystemMap, widest: float) -> Iterator[Placed]:
    width = box_width(drawn.nodes, widest)
    graph = Graph(
        boxes=tuple(Box(id=node.id, width=width, height=HEIGHT, frame=node.zone) for node in drawn.nodes),
        edges=tuple((edge.source, edge.target) for edge in drawn.edges),
        frames=tuple(frame.id for frame in drawn.frames),
    )
    for direction in Direction:
        yield layout(graph, direction)
