"""How each kind of relation is drawn: told apart by dash, weight and head, never by colour."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from auditor.drawing.ink import Ink
from auditor.drawing.places import Point
from auditor.drawing.shapes import n


class Head(StrEnum):
    """The end of a line."""

    FULL = "full"
    OPEN = "open"
    HOLLOW = "hollow"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One style."""

    width: float = 1.2
    dash: str = ""
    head: Head = Head.FULL
    double: bool = False


LINES = {
    "delegates": Line(width=4.0, double=True),
    "approves": Line(width=1.5, dash="9 3 2 3"),
    "triggers": Line(width=1.5, dash="6 3"),
    "writes": Line(width=2.6),
    "calls": Line(),
    "reads": Line(head=Head.OPEN),
    "uses": Line(dash="3 2.5"),
    "observes": Line(width=1.7, dash="1.7 3"),
    "logs-to": Line(dash="1.2 5", head=Head.OPEN),
    "exposes": Line(width=0.9, head=Head.HOLLOW),
    "runs-in": Line(width=0.9, dash="11 4", head=Head.OPEN),
}
_OTHER = Line(dash="14 3")
WAY = Line(width=3.6)
"""A hop of the way that is marked."""

_HEAD, _HEAD_OF_WAY = 7.0, 10.0
_CORNER = 3.0


def drawn_line(points: Sequence[Point], kind: str, ink: Ink, *, way: bool = False) -> str:
    """Return a polyline with its head as SVG."""
    style = LINES.get(kind, _OTHER)
    colour = "fail" if way else "line"
    width, size = (WAY.width, _HEAD_OF_WAY) if way else (style.width, _HEAD)
    tip, base, wings = _head(points, size)
    shaft = [*points[:-1], tip if style.head is Head.OPEN and not way else base]
    path = _rounded(shaft)
    dash = f' stroke-dasharray="{style.dash}"' if style.dash and not way else ""
    found = [f'<path d="{path}" fill="none" {ink.stroke(colour)} stroke-width="{n(width)}"{dash}/>']
    if style.double and not way:
        found.append(f'<path d="{path}" fill="none" {ink.stroke("paper")} stroke-width="{n(width / 2.5)}"/>')
    (x1, y1), (x2, y2) = wings
    corners = f"M{n(x1)} {n(y1)}L{n(tip[0])} {n(tip[1])}L{n(x2)} {n(y2)}"
    if way or style.head is Head.FULL:
        found.append(f'<path d="{corners}Z" {ink.fill(colour)}/>')
    elif style.head is Head.HOLLOW:
        found.append(f'<path d="{corners}Z" {ink.both("paper", colour)} stroke-width="0.9"/>')
    else:
        found.append(f'<path d="{corners}" fill="none" {ink.stroke(colour)} stroke-width="1.2"/>')
    return "".join(found)


def _head(points: Sequence[Point], size: float) -> tuple[Point, Point, tuple[Point, Point]]:
    """Return the tip, the middle of the base and the two wings of an arrow head."""
    (x0, y0), (x, y) = points[-2], points[-1]
    length = math.hypot(x - x0, y - y0) or 1.0
    dx, dy = (x - x0) / length * size, (y - y0) / length * size
    base = (x - dx, y - dy)
    return (x, y), base, ((base[0] - dy / 2.4, base[1] + dx / 2.4), (base[0] + dy / 2.4, base[1] - dx / 2.4))


def _rounded(points: Sequence[Point]) -> str:
    """Return the path through the points, its corners slightly rounded so that the eye can follow a turn."""
    path = [f"M{n(points[0][0])} {n(points[0][1])}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        near, far = _toward(corner, before), _toward(corner, after)
        path.append(f"L{n(near[0])} {n(near[1])}Q{n(corner[0])} {n(corner[1])} {n(far[0])} {n(far[1])}")
    return "".join(path) + f"L{n(points[-1][0])} {n(points[-1][1])}"


def _toward(start: Point, end: Point) -> Point:
    length = math.hypot(end[0] - start[0], end[1] - start[1])
    step = min(_CORNER, length / 2) / length if length else 0.0
    return (start[0] + (end[0] - start[0]) * step, start[1] + (end[1] - start[1]) * step)
