"""Where boxes and lines go: graphlay, or the plain layout where it is missing or gives up. Its only importer."""

from __future__ import annotations

from msgspec import Struct, convert

from auditor.drawing.places import (
    HEADER,
    LANE_GAP,
    LAYER_GAP,
    NODE_GAP,
    PADDING,
    Direction,
    Graph,
    Placed,
    Rect,
    at_origin,
)
from auditor.drawing.simple import simple_layout

_FEW_ENOUGH = 30
"""More boxes than this are laid out with less effort: a map is tried several times before one fits."""


def layout(graph: Graph, direction: Direction) -> Placed:
    """Return the drawing's places, the same each time for the same graph."""
    try:
        import graphlay
    except ImportError:  # there is no wheel for every platform
        return simple_layout(graph, direction)
    try:
        found = graphlay.layout(_request(graph), options=_options(direction, len(graph.boxes)))
    except graphlay.GraphlayError:
        return simple_layout(graph, direction)
    return _placed(graph, convert(found.to_dict(), _Found))


def _request(graph: Graph) -> dict[str, object]:
    at = {frame: index for index, frame in enumerate(graph.frames)}
    nodes: list[dict[str, object]] = [
        {"key": f"frame {frame}", "size": {"width": 10.0, "height": 10.0}, "shape": "box"} for frame in graph.frames
    ]
    index = {}
    for box in graph.boxes:
        index[box.id] = len(nodes)
        node: dict[str, object] = {"key": box.id, "size": {"width": box.width, "height": box.height}, "shape": "box"}
        if box.frame in at:
            node["parent"] = at[box.frame]
        nodes.append(node)
    edges = [{"source": index[source], "target": index[target], "weight": 1.0} for source, target in graph.edges]
    return {"nodes": nodes, "edges": edges}


def _options(direction: Direction, boxes: int) -> dict[str, object]:
    spacing = {
        "layer_gap": LAYER_GAP, "node_gap": NODE_GAP, "isolated_gap": NODE_GAP, "reroute_node_gap": NODE_GAP,
        "dummy_gap": 10.0, "port_gap": 9.0, "port_stroke_clear": 7.0, "stub": 12.0, "bundle_lane_gap": LANE_GAP,
        "compound_padding": PADDING, "compound_header": HEADER, "isolated_max_columns": 5,
    }  # fmt: skip
    effort = "balanced" if boxes <= _FEW_ENOUGH else "fast"
    return {"direction": direction.value, "spacing": spacing, "routing": {"lane_gap": LANE_GAP}, "effort": effort}


class _Point(Struct):
    x: float
    y: float


class _Size(Struct):
    width: float
    height: float


class _Node(Struct):
    center: _Point
    size: _Size


class _Edge(Struct):
    points: list[_Point]


class _Found(Struct):
    """What the library returns, as far as it is of use."""

    nodes: list[_Node]
    edges: list[_Edge]


def _placed(graph: Graph, found: _Found) -> Placed:
    rects = [
        Rect(
            x=node.center.x - node.size.width / 2,
            y=node.center.y - node.size.height / 2,
            width=node.size.width,
            height=node.size.height,
        )
        for node in found.nodes
    ]
    frames = dict(zip(graph.frames, rects, strict=False))
    boxes = dict(zip((box.id for box in graph.boxes), rects[len(frames) :], strict=True))
    return at_origin(boxes, frames, [[(point.x, point.y) for point in edge.points] for edge in found.edges])
