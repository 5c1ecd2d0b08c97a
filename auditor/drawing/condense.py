"""Folds what is too much to draw: which entities share a box."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from auditor.report.schema import EntityFact, Report

MANY_TOOLS = 12
"""More tools than this of one interface share its box."""
LONGEST_WAY = 24
"""Entities of a way that are drawn one by one; a longer way is folded like the rest."""

PARTS = ("tool", "skill")
"""Kinds that an interface is made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """The entities of a report as a map sees them."""

    entities: Mapping[str, EntityFact]
    owner: Mapping[str, str]
    """The interface of each tool that has one."""
    zone: Mapping[str, str]
    """The trust zone of each entity; empty where it has none."""
    lent: frozenset[str]
    """The entities that have their zone from what exposes them."""


@dataclass(slots=True, kw_only=True)
class Boxes:
    """Which box each entity is drawn in, by the id of the box."""

    of: dict[str, str]
    kept: frozenset[str]
    """Entities that keep a box of their own as long as that is possible."""
    groups: dict[str, str] = field(default_factory=dict)
    """The kind of each box that no entity gives its id to."""

    @property
    def count(self) -> int:
        """How many boxes there are."""
        return len(set(self.of.values()))

    def contents(self) -> dict[str, list[str]]:
        """Return the entities of each box, in the order of the report."""
        found: dict[str, list[str]] = defaultdict(list)
        for entity, box in self.of.items():
            found[box].append(entity)
        return found


def inventory_of(report: Report) -> Inventory:
    """Return what can be drawn; the system itself only where something is said of its relations."""
    joined = {name for relation in report.relations for name in (relation.source, relation.target)}
    entities = {e.id: e for e in report.entities if e.kind != "system" or e.id in joined}
    exposers: dict[str, list[str]] = defaultdict(list)
    for relation in report.relations:
        if relation.kind == "exposes" and relation.source in entities and relation.target in entities:
            exposers[relation.target].append(relation.source)
    owner = {
        tool: min(owners, key=lambda name: (not tool.startswith(f"{name}."), name))
        for tool, sources in exposers.items()
        if entities[tool].kind in PARTS and (owners := [s for s in sources if entities[s].kind == "interface"])
    }
    zone = {entity.id: entity.boundary for entity in entities.values()}
    lent = _lend(zone, entities, exposers)
    return Inventory(entities=entities, owner=owner, zone=zone, lent=lent)


def _lend(
    zone: dict[str, str], entities: Mapping[str, EntityFact], exposers: Mapping[str, list[str]]
) -> frozenset[str]:
    """Give interfaces and tools without a zone the one of what exposes them, where that is one only."""
    lent = []
    for kind in ("interface", *PARTS):
        for entity in entities.values():
            zones = {zone[name] for name in exposers.get(entity.id, ())}
            if entity.kind == kind and not zone[entity.id] and len(zones) == 1 and zones != {""}:
                zone[entity.id] = zones.pop()
                lent.append(entity.id)
    return frozenset(lent)


def boxes_of(inventory: Inventory, kept: Iterable[str], *, most: int, many_tools: int = MANY_TOOLS) -> Boxes:
    """Return the boxes, at most so many, and never fewer than the kinds that there are.

    Folded are, until it is few enough: the tools of interfaces with many; the tools of all interfaces; the largest
    groups of one kind in one zone; the kinds; at last what was to be kept.
    """
    names = tuple(dict.fromkeys(name for name in kept if name in inventory.entities))
    boxes = Boxes(of={name: name for name in inventory.entities}, kept=frozenset(names[: LONGEST_WAY + 1]))
    if len(names) > LONGEST_WAY + 1:
        boxes.kept = frozenset()
    _fold_tools(boxes, inventory, many_tools)
    if boxes.count > most:
        _fold_tools(boxes, inventory, 1)
    kind_in_zone = (lambda e: (e.kind, inventory.zone[e.id]), lambda e: (e.kind, ""))
    for key in kind_in_zone:
        _fold_alike(boxes, inventory, key, most)
    if boxes.count > most and boxes.kept:
        boxes.kept = frozenset()
        _fold_alike(boxes, inventory, kind_in_zone[1], most)
    return boxes


def _fold_tools(boxes: Boxes, inventory: Inventory, many: int) -> None:
    """Put the tools of each interface that has more than so many into its box."""
    tools: dict[str, list[str]] = defaultdict(list)
    for tool, owner in inventory.owner.items():
        tools[owner].append(tool)
    for owner, owned in tools.items():
        if len(owned) > many:
            boxes.of.update((tool, owner) for tool in owned if tool not in boxes.kept)


def _folding_order(entry: tuple[tuple[str, str], list[str]]) -> tuple[bool, int, tuple[str, str]]:
    """Put the most numerous first, and agents last: they are what the map is about."""
    key, joined = entry
    return (key[0] == "agent", -len(joined), key)


Key = Callable[[EntityFact], tuple[str, str]]


def _fold_alike(boxes: Boxes, inventory: Inventory, key: Key, most: int) -> None:
    """Join boxes of one key, the most numerous first, until there are few enough; what is to be kept stays."""
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    contents = boxes.contents()
    for box, members in contents.items():
        if box not in boxes.kept:
            first = inventory.entities[box if box in inventory.entities else members[0]]
            alike[key(first)].append(box)
    count = len(contents)
    for (kind, zone), joined in sorted(alike.items(), key=_folding_order):
        if count <= most:
            return
        if len(joined) > 1:
            group = f"{kind}@{zone}"
            boxes.groups[group] = kind
            boxes.of.update((name, group) for box in joined for name in contents[box])
            count -= len(joined) - 1
