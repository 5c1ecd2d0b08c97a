"""The map in words: what boxes are called, what lines say, and the text that stands for the whole drawing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from auditor.drawing.condense import PARTS
from auditor.drawing.system_map import MapEdge, MapNode, SystemMap, Trust, Way

_MANY = {"person": "people", "telemetry": "telemetry sinks", "external": "external systems", "entity": "entities"}
_ONE = {"telemetry": "telemetry sink", "external": "external system"}
_SAID = {"uses": "uses", "logs-to": "logs to", "runs-in": "runs in", "delegates": "delegates to"}
_FEW_ENDS = 3
_NOT_READ = "not read"
"""The name of what stands for tools that nobody could read."""


def plural(kind: str) -> str:
    """Return what several of a kind are called."""
    return _MANY.get(kind, f"{kind}s")


def counted(count: int, kind: str) -> str:
    """Return so many of a kind, such as `1 agent` or `1,223 tools`."""
    return f"{count:,} {_ONE.get(kind, kind) if count == 1 else plural(kind)}"


def listed(names: Sequence[str]) -> str:
    """Return names as English lists them."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""


def said(kind: str) -> str:
    """Return a kind of relation as a verb."""
    return _SAID.get(kind, kind)


def name_of(node: MapNode) -> str:
    """Return what a box is called: a name, or how many of what it stands for."""
    if node.group:
        kind, count = node.counts[0]
        return f"{count:,} with {held}" if (held := held_by(node)) else counted(count, kind)
    if node.kind in PARTS:
        server, dot, rest = node.name.partition(".")
        return _NOT_READ if rest == "*" else rest if dot and rest else server
    return node.name


def held_by(node: MapNode) -> str:
    """Return what a box holds beside what its name says, such as `21 tools`; empty where that is nothing."""
    return listed([counted(count, kind) for kind, count in node.counts[1 if node.group else 0 :]])


def kind_of(node: MapNode) -> str:
    """Return the small label of a box."""
    if node.group:
        return plural(node.kind)
    server, dot, rest = node.name.partition(".")
    return f"{node.kind} of {server}" if node.kind in PARTS and dot and rest else node.kind


def kinds_of(node: MapNode) -> tuple[str, ...]:
    """Return what the small label can be, the fullest first: beside the kind it may say how much a box holds."""
    if node.group or not node.members:
        return (kind_of(node),)
    count = f"{node.counts[0][1]:,}" if len(node.counts) == 1 else f"{len(node.members):,}"
    return f"{node.kind} · {held_by(node)}", f"{node.kind} · {count}", held_by(node)


def called(node: MapNode) -> str:
    """Return kind and name of a box in running text."""
    if not node.group:
        return f"{node.kind} {node.name}"
    kind, count = node.counts[0]
    return counted(count, kind) + (f" with {held}" if (held := held_by(node)) else "")


def title_of(node: MapNode, zone: str) -> str:
    """Return everything that a box says, in words."""
    what = [called(node)]
    what += [f"with {held_by(node)}"] if held_by(node) and not node.group else []
    what += [f"in {zone}"] if zone else []
    if node.trust is Trust.UNTRUSTED:
        what.append("untrusted")
    elif node.trust is Trust.UNSTATED:
        what.append("trust never stated")
    if node.failing:
        high = " of high severity" if node.grave else ""
        what.append(f"fails a control{high}" if not node.members else f"{node.failing:,} fail a control{high}")
    return ", ".join(what)


def line_title(edge: MapEdge, names: dict[str, str]) -> str:
    """Return what a line says, such as `planner calls, reads bookings (21 relations)`."""
    verbs = listed([said(kind) for kind in edge.kinds])
    count = f" ({edge.relations:,} relations)" if edge.relations > len(edge.kinds) else ""
    return f"{names[edge.source]} {verbs} {names[edge.target]}{count}"


def ends_of(way: Way, name: Callable[[str], str] = str) -> str:
    """Return where a way begins and where it leads, with names as `name` gives them: `from planner to trips`."""
    more = [f"{len(way.ends) - _FEW_ENDS} more"] if len(way.ends) > _FEW_ENDS else []
    starts, ends = map(name, way.starts[:_FEW_ENDS]), map(name, way.ends[:_FEW_ENDS])
    return f"from {listed(list(starts))} to {listed([*ends, *more])}"


def hops_of(way: Way) -> str:
    """Return the hops in words, numbered as in the drawing."""
    return "; ".join(f"{n}. {hop.source} {said(hop.kind)} {hop.target}" for n, hop in enumerate(way.hops, start=1))


def described(drawn: SystemMap, counts: Counter[str]) -> str:
    """Return the text that stands for the drawing: kinds, zones, who fails, the way hop by hop, what is folded."""
    said_so = [f"It shows {listed([counted(count, kind) for kind, count in counts.items()])}."]
    for frame in drawn.frames:
        inside = [name_of(node) for node in drawn.nodes if node.zone == frame.id]
        said_so.append(f"In {frame.name}, {frame.trust.replace('_', ' ')}: {listed(inside)}.")
    untrusted = [name_of(node) for node in drawn.nodes if node.trust is Trust.UNTRUSTED]
    said_so += [f"Untrusted: {listed(untrusted)}."] if untrusted else []
    failing = [name_of(node) for node in drawn.nodes if node.failing]
    said_so += [f"A control fails for: {listed(failing)}."] if failing else []
    if drawn.way is not None:
        said_so.append(f"Drawn thick, {drawn.way.title}: {hops_of(drawn.way)}.")
    folds = [f"{called(node)}" if node.group else f"{node.name} with {held_by(node)}" for node in drawn.folds]
    said_so += [f"One box each: {listed(folds)}."] if folds else []
    return " ".join(said_so)
