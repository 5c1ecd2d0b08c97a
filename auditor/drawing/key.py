"""The key of a map: what its lines, hatchings and signs mean, as far as they occur on it."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.drawing.build import RELATIONS
from auditor.drawing.ink import Ink
from auditor.drawing.lines import drawn_line
from auditor.drawing.places import Rect
from auditor.drawing.shapes import behind, outline
from auditor.drawing.svg import hatch
from auditor.drawing.system_map import SystemMap, Trust
from auditor.drawing.words import said

_WIDTH, _HEIGHT = 34.0, 13.0
_BOX = Rect(x=6.0, y=1.5, width=20.0, height=9.0)
_HATCHED = {Trust.UNTRUSTED: "untrusted", Trust.UNSTATED: "trust never stated, so untrusted"}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyEntry:
    """One sign and what it means."""

    swatch: str
    """SVG; empty where the words carry the sign themselves."""
    words: str


def key_of(drawn: SystemMap, ink: Ink) -> tuple[KeyEntry, ...]:
    """Return the key: relations first, then boxes."""
    styles = {edge.kinds[0] for edge in drawn.edges if not edge.hops}
    known = [kind for kind in RELATIONS if kind in styles]
    entries = [
        KeyEntry(swatch=_swatch(drawn_line(((1, 6.5), (_WIDTH - 1, 6.5)), kind, ink)), words=said(kind))
        for kind in (*known, *sorted(styles - set(known)))
    ]
    if any(edge.hops for edge in drawn.edges):
        line = drawn_line(((1, 6.5), (_WIDTH - 1, 6.5)), "calls", ink, way=True)
        entries.append(KeyEntry(swatch=_swatch(line), words="the way of the worst finding, hop by hop"))
    for trust, words in _HATCHED.items():
        if any(node.trust is trust for node in drawn.nodes):
            name = f"map-key-{trust.value}"
            box = f"<defs>{hatch(name, trust, ink)}</defs>{_box(f'url(#{name})', 'ink', 1.0, ink)}"
            entries.append(KeyEntry(swatch=_swatch(box), words=words))
    if any(node.grave for node in drawn.nodes):
        entries.append(
            KeyEntry(swatch=_swatch(_box("paper", "fail", 2.0, ink)), words="fails a control of high severity")
        )
    if drawn.folds:
        stack = f'<path d="{behind(_BOX)}" fill="none" {ink.stroke("ink")} stroke-width="1"/>'
        entries.append(KeyEntry(swatch=_swatch(stack + _box("paper", "ink", 1.0, ink)), words="several in one box"))
    return tuple(entries)


def notes_of(drawn: SystemMap) -> tuple[str, ...]:
    """Return what a reader has to know beside the key."""
    notes = []
    if any(node.failing for node in drawn.nodes):
        notes.append(
            "✕ marks what fails a control" + ("; a number says how many in the box do." if drawn.folds else ".")
        )
    if any(len(edge.kinds) > 1 for edge in drawn.edges):
        notes.append("A line for several relations is drawn as the first of them in this order.")
    if drawn.lent_zones:
        notes.append("Interfaces and tools without a zone of their own stand in the zone of what exposes them.")
    return tuple(notes)


def _box(fill: str, stroke: str, weight: float, ink: Ink) -> str:
    return f'<path d="{outline("tool", _BOX)}" {ink.both(fill, stroke)} stroke-width="{weight}"/>'


def _swatch(inside: str) -> str:
    return f'<svg class="swatch" width="{_WIDTH:.0f}" height="{_HEIGHT:.0f}" aria-hidden="true">{inside}</svg>'
