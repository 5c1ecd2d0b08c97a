"""Builds a map of the report: boxes with what is known of them, lines with what they stand for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from auditor.drawing.condense import PARTS, Boxes, Inventory, boxes_of
from auditor.drawing.system_map import MapEdge, MapFrame, MapNode, SystemMap, Trust, Way
from auditor.model.findings import Outcome, Severity
from auditor.report.schema import EntityFact, RelationFact, Report
from auditor.report.schema_paths import Hop

RELATIONS = (
    "delegates", "approves", "triggers", "writes", "calls", "reads", "uses", "observes", "logs-to", "exposes",
    "runs-in",
)  # fmt: skip
"""Kinds of relation; a line that stands for several has the style of the first of them."""

_STATED = ("declared", "documented", "recorded", "observed", "inferred")


@dataclass(frozen=True, slots=True, kw_only=True)
class Failing:
    """Which entities fail a control, waivers apart."""

    controls: Mapping[str, frozenset[str]]
    """The controls that each entity fails."""
    grave: frozenset[str]
    """The entities that fail one of high severity."""


def failing_of(report: Report) -> Failing:
    """Return who fails what."""
    controls: dict[str, set[str]] = defaultdict(set)
    grave: set[str] = set()
    for finding in report.findings:
        if finding.outcome is Outcome.FAIL:
            for subject in finding.subjects:
                if subject.waiver is None:
                    controls[subject.id].add(finding.control)
                    grave.update([subject.id] if finding.severity is Severity.HIGH else ())
    return Failing(controls={name: frozenset(failed) for name, failed in controls.items()}, grave=frozenset(grave))


def map_of(
    report: Report, inventory: Inventory, failing: Failing, way: Way | None, *, most: int, many_tools: int
) -> SystemMap:
    """Return the map of the whole system with at most so many boxes."""
    hops = way.hops if way is not None else ()
    kept = [name for hop in hops for name in (hop.source, hop.target)]
    boxes = boxes_of(inventory, kept, most=most, many_tools=many_tools)
    nodes = _nodes(boxes, inventory, failing)
    zones = {node.zone for node in nodes}
    return SystemMap(
        nodes=nodes,
        edges=_edges(_summed(report.relations, boxes, inventory, hops), boxes, hops),
        frames=tuple(MapFrame(id=b.id, name=b.name or b.id, trust=b.trust) for b in report.boundaries if b.id in zones),
        way=way,
        lent_zones=any(box in inventory.lent for box in boxes.of.values()),
    )


def map_of_way(inventory: Inventory, failing: Failing, way: Way) -> SystemMap:
    """Return the map of a way alone; the middle of a long one shares a box."""
    names = tuple(dict.fromkeys(n for hop in way.hops for n in (hop.source, hop.target) if n in inventory.entities))
    boxes = Boxes(of={name: name for name in names}, kept=frozenset())
    if len(names) > _LONGEST_CHAIN:
        middle = names[_CHAIN_END : len(names) - _CHAIN_END]
        boxes.of.update((name, "between") for name in middle)
        boxes.groups["between"] = "system"
    relations = [
        RelationFact(source=h.source, target=h.target, kind=h.kind, level=h.level, place=h.place) for h in way.hops
    ]
    nodes = _nodes(boxes, inventory, failing, zones=False)
    return SystemMap(nodes=nodes, edges=_edges(relations, boxes, way.hops), frames=(), way=way)


_LONGEST_CHAIN = 12
_CHAIN_END = 5


def _nodes(boxes: Boxes, inventory: Inventory, failing: Failing, *, zones: bool = True) -> tuple[MapNode, ...]:
    found = []
    for box, names in sorted(boxes.contents().items()):
        entities = [inventory.entities[name] for name in names]
        own = inventory.entities[box] if box not in boxes.groups else None
        kind = own.kind if own else boxes.groups[box]
        members = tuple(name for name in names if name != box) if own else tuple(names)
        counts = Counter(inventory.entities[name].kind for name in members)
        found.append(
            MapNode(
                id=box,
                kind=kind,
                name=(own.name or own.id) if own and kind not in PARTS else box,
                zone=_common(inventory.zone[entity.id] for entity in entities) if zones else "",
                trust=trust_of(own) if own else _worst(trust_of(entity) for entity in entities),
                group=own is None,
                members=members,
                counts=tuple(sorted(counts.items(), key=lambda item: (item[0] != kind, item[0]))),
                failing=sum(entity.id in failing.controls for entity in entities),
                grave=any(entity.id in failing.grave for entity in entities),
            )
        )
    return tuple(found)


def _common(zones: Iterable[str]) -> str:
    every = set(zones)
    return every.pop() if len(every) == 1 else ""


def trust_of(entity: EntityFact) -> Trust:
    """Return how far an entity is trusted; what nobody speaks of counts as untrusted, and is told apart."""
    stated = next((fact for fact in entity.attributes if fact.name == "trust"), None)
    if stated is None or stated.value != "untrusted":
        return Trust.TRUSTED
    return Trust.UNTRUSTED if stated.level in _STATED else Trust.UNSTATED


def _worst(trusts: Iterable[Trust]) -> Trust:
    found = set(trusts)
    return next((trust for trust in (Trust.UNTRUSTED, Trust.UNSTATED) if trust in found), Trust.TRUSTED)


def _summed(
    relations: Iterable[RelationFact], boxes: Boxes, inventory: Inventory, hops: tuple[Hop, ...]
) -> list[RelationFact]:
    """Return the relations with one to an interface in place of the same to each of its tools.

    Drawn one by one, an agent that calls every tool of an interface has as many lines that say one thing.
    """
    tools: dict[str, set[str]] = defaultdict(set)
    for tool, owner in inventory.owner.items():
        tools[owner].add(tool)
    on_way = {(hop.source, hop.kind, hop.target) for hop in hops}
    targets: dict[tuple[str, str, str], list[RelationFact]] = defaultdict(list)
    kept = []
    for relation in relations:
        owner = inventory.owner.get(relation.target, "")
        if owner in ("", relation.source) or (relation.source, relation.kind, relation.target) in on_way:
            kept.append(relation)
        else:
            targets[relation.source, relation.kind, owner].append(relation)
    for (source, kind, owner), same in targets.items():
        every = {relation.target for relation in same} | {t for s, k, t in on_way if (s, k) == (source, kind)}
        if tools[owner] <= every and boxes.of.get(source) != owner:
            kept += [RelationFact(source=source, target=owner, kind=kind, level=r.level, place=r.place) for r in same]
        else:
            kept += same
    return kept


def _edges(relations: Iterable[RelationFact], boxes: Boxes, hops: tuple[Hop, ...]) -> tuple[MapEdge, ...]:
    kinds: dict[tuple[str, str], list[str]] = defaultdict(list)
    for relation in relations:
        source, target = boxes.of.get(relation.source, ""), boxes.of.get(relation.target, "")
        if source and target and (source != target or relation.source == relation.target):
            kinds[source, target].append(relation.kind)
    numbers: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, hop in enumerate(hops, start=1):
        numbers[boxes.of.get(hop.source, ""), boxes.of.get(hop.target, "")].append(number)
    return tuple(
        MapEdge(
            source=source,
            target=target,
            kinds=tuple(sorted(set(found), key=_rank)),
            relations=len(found),
            hops=tuple(numbers.get((source, target), ())),
        )
        for (source, target), found in sorted(kinds.items())
    )


def _rank(kind: str) -> tuple[int, str]:
    return (RELATIONS.index(kind) if kind in RELATIONS else len(RELATIONS), kind)
