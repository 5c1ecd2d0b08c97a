"""Writes a map that is laid out as SVG."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.drawing.ink import Ink
from auditor.drawing.lines import drawn_line
from auditor.drawing.marks import Spot, free_places, hop_spots
from auditor.drawing.places import Placed, Rect
from auditor.drawing.shapes import behind, inset, lowered, n, outline
from auditor.drawing.system_map import MapEdge, MapFrame, MapNode, SystemMap, Trust
from auditor.drawing.text import cut, text_width
from auditor.drawing.words import kinds_of, line_title, name_of, title_of

NAME, KIND = 11.5, 10.0
"""Font sizes in units of the drawing; KIND is the smallest text on it."""
HEIGHT, NARROWEST = 36.0, 96.0
"""The height of each box, and the least width."""
MARGIN = 10.0
_SIGN = "✕"
_FONTS = "Inter, 'Noto Sans', 'DejaVu Sans', sans-serif"


def box_width(nodes: Sequence[MapNode], widest: float) -> float:
    """Return the width of all boxes of a map: what its labels need, within limits."""
    needed = [
        max(text_width(name_of(node), NAME), text_width(kinds_of(node)[0], KIND) + _sign_width(node))
        + 2 * inset(node.kind)
        for node in nodes
    ]
    return min(widest, max([NARROWEST, *needed]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a drawing is called, and how large it is."""

    id: str
    """The same drawing has the same id in every report; ids within it begin with this."""
    title: str
    description: str
    """The text for those who do not see it."""
    scale: float
    """Units of length for one unit of the drawing."""
    unit: str
    """The unit of length: `pt`, or empty for CSS pixels."""


def svg(drawn: SystemMap, placed: Placed, ink: Ink, sheet: Sheet) -> str:
    """Return the SVG."""
    width, height = placed.width + 2 * MARGIN, placed.height + 2 * MARGIN
    names = {node.id: name_of(node) for node in drawn.nodes}
    frames = {frame.id: frame.name for frame in drawn.frames}
    # A marked way lies over what it crosses.
    lines = sorted(zip(drawn.edges, placed.edges, strict=True), key=lambda pair: bool(pair[0].hops))
    labels = frame_labels(drawn, placed, ink)
    role = "group" if ink.titles else "img"
    return "".join(
        [
            f'<svg class="map" id="{sheet.id}" role="{role}" aria-labelledby="{sheet.id}-title {sheet.id}-desc" '
            f'width="{n(width * sheet.scale)}{sheet.unit}" height="{n(height * sheet.scale)}{sheet.unit}" '
            f'viewBox="{n(-MARGIN)} {n(-MARGIN)} {n(width)} {n(height)}" font-family="{_FONTS}" font-size="{n(KIND)}">',
            f'<title id="{sheet.id}-title">{ink.text(sheet.title)}</title>',
            f'<desc id="{sheet.id}-desc">{ink.text(sheet.description)}</desc>',
            _hatches(sheet.id, ink),
            *(_frame(frame, placed.frames[frame.id], ink) for frame in drawn.frames),
            *(_stack(node, placed.boxes[node.id], ink) for node in drawn.nodes if node.members),
            *(_line(edge, points, names, ink) for edge, points in lines),
            *(_text(label, "muted", at.x, at.y + 9.5, KIND, ink) for label, at in labels),
            *(_node(node, placed.boxes[node.id], frames.get(node.zone, ""), ink, sheet.id) for node in drawn.nodes),
            *(_spot(spot, ink) for spot in hop_spots(drawn.edges, placed, [at for _, at in labels])),
            "</svg>",
        ]
    )


def _hatches(id: str, ink: Ink) -> str:  # noqa: A002
    return (
        "<defs>"
        + "".join(hatch(f"{id}-{trust.value}", trust, ink) for trust in (Trust.UNTRUSTED, Trust.UNSTATED))
        + "</defs>"
    )


def hatch(id: str, trust: Trust, ink: Ink) -> str:  # noqa: A002
    """Return the pattern of what is not trusted: dense where it is said, sparse where nobody said anything."""
    step, role = (4.5, "mark") if trust is Trust.UNTRUSTED else (9.0, "rule")
    over, under = n(step + 1), n(step - 1)
    line = f"M-1 {over}L{over} -1M-1 1L1 -1M{under} {over}L{over} {under}"
    return (
        f'<pattern id="{id}" width="{n(step)}" height="{n(step)}" patternUnits="userSpaceOnUse">'
        f'<rect {ink.fill("paper")} width="{n(step)}" height="{n(step)}"/>'
        f'<path d="{line}" {ink.stroke(role)} stroke-width="0.9"/></pattern>'
    )


def _frame(frame: MapFrame, at: Rect, ink: Ink) -> str:
    return (
        f"<g>{ink.title(f'Trust zone {frame.name}, {frame.trust}')}"
        f'<rect {ink.both("panel", "rule")} x="{n(at.x)}" y="{n(at.y)}" width="{n(at.width)}" height="{n(at.height)}" '
        'rx="4"/></g>'
    )


def frame_labels(drawn: SystemMap, placed: Placed, ink: Ink) -> list[tuple[str, Rect]]:
    """Return the label of each frame and its room: name and trust, or the name alone, where no line passes.

    Where lines pass everywhere it stands at the top, on them.
    """
    found = []
    for frame in drawn.frames:
        at = placed.frames[frame.id]
        tried = []
        for words in (f"{frame.name} · {frame.trust.replace('_', ' ')}", frame.name):
            label = cut(ink.clean(words), KIND, at.width - 16)
            size = (text_width(label, KIND), KIND + 3)
            tried += [(label, size, corner) for corner in itertools.islice(free_places(at, *size, placed), 1)]
        label, (width, height), (x, y) = [*tried, (label, size, (at.x + 8, at.y + 3))][0]
        found.append((label, Rect(x=x, y=y, width=width, height=height)))
    return found


def _backed(text: str, role: str, x: float, y: float, size: float, ink: Ink) -> str:
    """Return a line of text on a ground of its own, so that nothing behind it shows between its letters."""
    width, height = text_width(text, size) + 2, size + 1.5
    return (
        f'<rect {ink.fill("paper")} x="{n(x - 2)}" y="{n(y - size + 1)}" width="{n(width)}" height="{n(height)}"/>'
        f"{_text(text, role, x, y, size, ink)}"
    )


def _text(text: str, role: str, x: float, y: float, size: float, ink: Ink) -> str:
    return f'<text {ink.fill(role)} x="{n(x)}" y="{n(y)}" font-size="{n(size)}">{ink.text(text)}</text>'


def _line(edge: MapEdge, points: Sequence[tuple[float, float]], names: dict[str, str], ink: Ink) -> str:
    kind = edge.kinds[0]
    return f"<g>{ink.title(line_title(edge, names))}{drawn_line(points, kind, ink, way=bool(edge.hops))}</g>"


def _border(node: MapNode) -> tuple[str, float]:
    return ("fail", 2.0) if node.grave else ("ink", 1.1)


def _stack(node: MapNode, at: Rect, ink: Ink) -> str:
    """Return what shows of a second box, below the lines so that no arrow head is hidden."""
    edge, weight = _border(node)
    return f'<path d="{behind(at)}" fill="none" {ink.stroke(edge)} stroke-width="{weight}"/>'


def _node(node: MapNode, at: Rect, zone: str, ink: Ink, id: str) -> str:  # noqa: A002
    edge, weight = _border(node)
    fill = "paper" if node.trust is Trust.TRUSTED else f"url(#{id}-{node.trust.value})"
    drawn = (
        f"{ink.title(title_of(node, zone))}"
        f'<path d="{outline(node.kind, at)}" {ink.both(fill, edge)} stroke-width="{weight}"/>{_labels(node, at, ink)}'
    )
    href = ink.href(node.members if node.group else (node.id, *node.members))
    return f'<a href="{ink.text(href)}">{drawn}</a>' if href else f"<g>{drawn}</g>"


def _labels(node: MapNode, at: Rect, ink: Ink) -> str:
    left, room = at.x + inset(node.kind), at.width - 2 * inset(node.kind)
    first, second = at.y + 14.5 + lowered(node.kind), at.y + 28.5 + lowered(node.kind)
    name = cut(ink.clean(name_of(node)), NAME, room)
    labels = [(_kind_within(node, room, ink), "muted", left, first, KIND), (name, "ink", left, second, NAME)]
    if node.failing:
        sign = _sign(node)
        labels.append((sign, "fail", left + room - text_width(sign, KIND), first, KIND))
    if node.trust is Trust.TRUSTED:
        return "".join(_text(*label, ink) for label in labels)
    return "".join(_backed(*label, ink) for label in labels)


def _kind_within(node: MapNode, room: float, ink: Ink) -> str:
    """Return the fullest small label that there is room for beside the sign; the shortest is cut where none fits."""
    labels = [ink.clean(label) for label in kinds_of(node)]
    left = room - _sign_width(node)
    return next((label for label in labels if text_width(label, KIND) <= left), cut(labels[-1], KIND, left))


def _sign(node: MapNode) -> str:
    return f"{_SIGN} {node.failing:,}" if node.members else _SIGN


def _sign_width(node: MapNode) -> float:
    return text_width(_sign(node), KIND) + 6 if node.failing else 0.0


def _spot(spot: Spot, ink: Ink) -> str:
    """Return the numbers of the hops that a line carries, in a disc or, for several, in a lozenge."""
    at = spot.rect
    return (
        f'<rect {ink.both("paper", "fail")} stroke-width="1.5" x="{n(at.x)}" y="{n(at.y)}" width="{n(at.width)}" '
        f'height="{n(at.height)}" rx="{n(at.height / 2)}"/>'
        f'<text {ink.fill("fail")} x="{n(spot.x)}" y="{n(spot.y + 3.6)}" text-anchor="middle">{spot.text}</text>'
    )
