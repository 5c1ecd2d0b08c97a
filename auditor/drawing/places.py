"""What a layout takes and gives: boxes, frames and lines, with a size before and a place after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

Point = tuple[float, float]
"""x and y in units of the drawing; y grows downwards."""

LAYER_GAP, NODE_GAP, LANE_GAP, PADDING, HEADER = 30.0, 14.0, 6.0, 10.0, 18.0
"""Between layers, between boxes of a layer, between lines; in a frame beside its boxes, and above them for its name."""


class Direction(StrEnum):
    """Which way the relations run."""

    RIGHT = "leftright"
    DOWN = "topbottom"


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Something with a size that needs a place."""

    id: str
    width: float
    height: float
    frame: str = ""
    """The frame that it stands in; empty for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """What is laid out."""

    boxes: tuple[Box, ...]
    edges: tuple[tuple[str, str], ...]
    frames: tuple[str, ...] = ()
    """Each holds at least one box."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rect:
    """A place: the corner at the top left, and the size."""

    x: float
    y: float
    width: float
    height: float

    def touches(self, other: Rect, gap: float = 0.0) -> bool:
        """Tell whether two rectangles overlap, or are nearer than the gap."""
        return (
            self.x < other.x + other.width + gap
            and other.x < self.x + self.width + gap
            and self.y < other.y + other.height + gap
            and other.y < self.y + self.height + gap
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Everything with its place; all of it lies between (0, 0) and (width, height)."""

    boxes: Mapping[str, Rect]
    frames: Mapping[str, Rect]
    edges: tuple[tuple[Point, ...], ...]
    """One polyline an edge, from the border of its source to the border of its target."""
    width: float
    height: float


def at_origin(boxes: Mapping[str, Rect], frames: Mapping[str, Rect], lines: Iterable[Sequence[Point]]) -> Placed:
    """Return the places moved so that the drawing begins at (0, 0)."""
    corners = [
        point for r in (*boxes.values(), *frames.values()) for point in ((r.x, r.y), (r.x + r.width, r.y + r.height))
    ]
    lines = tuple(lines)
    corners += [point for line in lines for point in line]
    left, top = min((x for x, _ in corners), default=0.0), min((y for _, y in corners), default=0.0)

    def moved(rect: Rect) -> Rect:
        return Rect(x=rect.x - left, y=rect.y - top, width=rect.width, height=rect.height)

    return Placed(
        boxes={name: moved(rect) for name, rect in boxes.items()},
        frames={name: moved(rect) for name, rect in frames.items()},
        edges=tuple(tuple((x - left, y - top) for x, y in line) for line in lines),
        width=max((x for x, _ in corners), default=0.0) - left,
        height=max((y for _, y in corners), default=0.0) - top,
    )
