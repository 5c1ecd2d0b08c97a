"""Where the numbers of hops stand: on their line, clear of boxes and of each other."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.drawing.places import Placed, Point, Rect
from auditor.drawing.system_map import MapEdge
from auditor.drawing.text import text_width

SIZE, _HEIGHT, _PADDING = 10.0, 15.0, 8.0
_STEP = 12.0
_SHARES = (0.5, 0.35, 0.65, 0.2, 0.8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One mark: its middle, its size and what it says."""

    x: float
    y: float
    width: float
    text: str
    height: float = _HEIGHT

    @property
    def rect(self) -> Rect:
        """The room that it takes."""
        return Rect(x=self.x - self.width / 2, y=self.y - self.height / 2, width=self.width, height=self.height)


def hop_spots(edges: Sequence[MapEdge], placed: Placed, labels: Sequence[Rect]) -> tuple[Spot, ...]:
    """Return the marks of all lines that carry hops; where a line has no clear place, the best there is."""
    taken = [*placed.boxes.values(), *labels]
    found = []
    for edge, points in zip(edges, placed.edges, strict=True):
        if edge.hops:
            text = numbers(edge.hops)
            width = max(_HEIGHT, text_width(text, SIZE) + _PADDING)
            spots = [Spot(x=x, y=y, width=width, text=text) for x, y in _along(points)]
            spot = next((s for s in spots if not any(s.rect.touches(other, 1.0) for other in taken)), spots[0])
            taken.append(spot.rect)
            found.append(spot)
    return tuple(found)


def numbers(hops: Sequence[int]) -> str:
    """Return hop numbers briefly: `3`, `3, 5` or `3–9`."""
    runs: list[list[int]] = []
    for hop in sorted(hops):
        if runs and hop == runs[-1][1] + 1:
            runs[-1][1] = hop
        else:
            runs.append([hop, hop])
    said = [str(a) if a == b else f"{a}–{b}" if b > a + 1 else f"{a}, {b}" for a, b in runs]
    return ", ".join(said) if len(said) <= 2 else f"{said[0]}, …"


def _along(points: Sequence[Point]) -> Iterator[Point]:
    """Yield places on a polyline, those on its longest stretches first."""
    stretches = sorted(itertools.pairwise(points), key=lambda pair: -math.dist(*pair))
    for share in _SHARES:
        for (x1, y1), (x2, y2) in stretches:
            yield (x1 + (x2 - x1) * share, y1 + (y2 - y1) * share)


def free_places(frame: Rect, width: float, height: float, placed: Placed) -> Iterator[Point]:
    """Yield the corners at which a label of a frame is clear of lines and boxes: at top, at bottom, then inside."""
    stretches = [_reach(*pair) for points in placed.edges for pair in itertools.pairwise(points)]
    taken = [*(s for s in stretches if s.touches(frame)), *placed.boxes.values()]
    top, bottom = frame.y + 3, frame.y + frame.height - height - 2
    between = (top + step * _STEP / 2 for step in range(1, int((bottom - top) // (_STEP / 2)) + 1))
    for y in (top, bottom, *between):
        for step in range(int((frame.width - width - 12) // _STEP) + 1):
            spot = Rect(x=frame.x + 8 + step * _STEP, y=y, width=width, height=height)
            if not any(spot.touches(other, 1.0) for other in taken):
                yield spot.x, spot.y


def _reach(start: Point, end: Point) -> Rect:
    x, y = min(start[0], end[0]), min(start[1], end[1])
    return Rect(x=x, y=y, width=abs(start[0] - end[0]), height=abs(start[1] - end[1]))
