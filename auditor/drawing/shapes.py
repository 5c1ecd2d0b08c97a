"""The outline of each kind of entity: all of one height, told apart without colour."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from auditor.drawing.places import Rect


def outline(kind: str, at: Rect) -> str:
    """Return the path of the outline, and with it the strokes inside that make the shape."""
    return _SHAPES.get(kind, _plain)(at.x, at.y, at.x + at.width, at.y + at.height)


def behind(at: Rect) -> str:
    """Return what shows of a second box behind a box that stands for several."""
    x, y, r, b = at.x, at.y, at.x + at.width, at.y + at.height
    return f"M{n(x + 8)} {n(b)}V{n(b + 4)}H{n(r + 4)}V{n(y + 8)}H{n(r)}"


def lowered(kind: str) -> float:
    """Return how much further down text stands than the middle, for a lid above it or a torn edge below."""
    return {"datastore": 2.0, "telemetry": -2.0}.get(kind, 0.0)


def inset(kind: str) -> float:
    """Return how far from the left and the right border text is free of the outline."""
    return {"agent": 15.0, "model": 12.0, "environment": 11.0, "interface": 9.0, "queue": 12.0}.get(kind, 8.0)


def n(value: float) -> str:
    """Return a coordinate with one digit after the point at most."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")  # adding 0 takes the sign off -0


def _plain(x: float, y: float, r: float, b: float) -> str:
    return f"M{n(x)} {n(y)}H{n(r)}V{n(b)}H{n(x)}Z"


def _polygon(*points: tuple[float, float]) -> str:
    return "M" + "L".join(f"{n(x)} {n(y)}" for x, y in points) + "Z"


def _stadium(x: float, y: float, r: float, b: float) -> str:
    k = (b - y) / 2
    turn = f"A{n(k)} {n(k)} 0 0 1"
    return f"M{n(x + k)} {n(y)}H{n(r - k)}{turn} {n(r - k)} {n(b)}H{n(x + k)}{turn} {n(x + k)} {n(y)}Z"


def _hexagon(x: float, y: float, r: float, b: float) -> str:
    middle = (y + b) / 2
    return _polygon((x + 9, y), (r - 9, y), (r, middle), (r - 9, b), (x + 9, b), (x, middle))


def _two_bars(x: float, y: float, r: float, b: float) -> str:
    return f"{_plain(x, y, r, b)}M{n(x + 4)} {n(y)}V{n(b)}"


def _folded_sheet(x: float, y: float, r: float, b: float) -> str:
    return f"{_polygon((x, y), (r - 9, y), (r, y + 9), (r, b), (x, b))}M{n(r - 9)} {n(y)}V{n(y + 9)}H{n(r)}"


def _drum(x: float, y: float, r: float, b: float) -> str:
    arc = f"A{n((r - x) / 2)} 3 0 0"
    return (
        f"M{n(x)} {n(y + 3)}{arc} 1 {n(r)} {n(y + 3)}V{n(b - 3)}{arc} 1 {n(x)} {n(b - 3)}Z"
        f"M{n(x)} {n(y + 3)}{arc} 0 {n(r)} {n(y + 3)}"
    )


def _lying_drum(x: float, y: float, r: float, b: float) -> str:
    arc = f"A5 {n((b - y) / 2)} 0 0"
    return (
        f"M{n(x + 5)} {n(y)}H{n(r - 5)}{arc} 1 {n(r - 5)} {n(b)}H{n(x + 5)}{arc} 1 {n(x + 5)} {n(y)}Z"
        f"M{n(r - 5)} {n(y)}{arc} 0 {n(r - 5)} {n(b)}"
    )


def _cut_corners(x: float, y: float, r: float, b: float) -> str:
    return _polygon(
        (x + 8, y), (r - 8, y), (r, y + 8), (r, b - 8), (r - 8, b), (x + 8, b), (x, b - 8), (x, y + 8)
    )  # fmt: skip


def _torn_strip(x: float, y: float, r: float, b: float) -> str:
    w = (r - x) / 4
    return f"M{n(x)} {n(y)}H{n(r)}V{n(b - 3)}q{n(-w)} -6 {n(-2 * w)} 0t{n(-2 * w)} 0Z"


def _slanted(x: float, y: float, r: float, b: float) -> str:
    return _polygon((x + 8, y), (r, y), (r - 8, b), (x, b))


def _shoulders(x: float, y: float, r: float, b: float) -> str:
    turn = "A14 14 0 0 1"
    return f"M{n(x)} {n(b)}V{n(y + 14)}{turn} {n(x + 14)} {n(y)}H{n(r - 14)}{turn} {n(r)} {n(y + 14)}V{n(b)}Z"


def _double(x: float, y: float, r: float, b: float) -> str:
    return f"{_plain(x, y, r, b)}{_plain(x + 3, y + 3, r - 3, b - 3)}"


def _rounded(x: float, y: float, r: float, b: float) -> str:
    return (
        f"M{n(x + 6)} {n(y)}H{n(r - 6)}a6 6 0 0 1 6 6V{n(b - 6)}a6 6 0 0 1 -6 6H{n(x + 6)}a6 6 0 0 1 -6 -6"
        f"V{n(y + 6)}a6 6 0 0 1 6 -6Z"
    )


_SHAPES: Mapping[str, Callable[[float, float, float, float], str]] = {
    "agent": _stadium,
    "model": _hexagon,
    "interface": _two_bars,
    "tool": _plain,
    "skill": _folded_sheet,
    "service": _rounded,
    "datastore": _drum,
    "queue": _lying_drum,
    "gateway": _cut_corners,
    "telemetry": _torn_strip,
    "environment": _slanted,
    "person": _shoulders,
    "external": _double,
    "system": _rounded,
}
