"""A plain layered layout without a library: longest-path layers, barycentres, lines in lanes between the boxes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from auditor.drawing.places import (
    HEADER,
    LANE_GAP,
    LAYER_GAP,
    NODE_GAP,
    PADDING,
    Direction,
    Graph,
    Placed,
    Point,
    Rect,
    at_origin,
)

_SWEEPS = 8
_PORT = 5.0
"""Between the ends of two lines at one side of a box."""

Cell = tuple[int, int]
"""A layer and a row."""


def simple_layout(graph: Graph, direction: Direction) -> Placed:
    """Return the places: layers along the direction, and a band of rows for each frame, so that no frame meets another.

    All boxes of a row have one height, so that the lane above a row is free of boxes, and so is the gap between layers.
    """
    cells = _cells(graph, _layers(graph))
    down = direction is Direction.DOWN
    sizes = {box.id: (box.height, box.width) if down else (box.width, box.height) for box in graph.boxes}
    columns, rows = _tracks(graph, cells, sizes)
    boxes = {
        name: Rect(x=columns[layer], y=rows[row], width=sizes[name][0], height=sizes[name][1])
        for name, (layer, row) in cells.items()
    }
    lines = _lines(graph, cells, boxes, columns, rows)
    frames = {frame: _around(boxes[box.id] for box in graph.boxes if box.frame == frame) for frame in graph.frames}
    if down:
        boxes, lines = {name: _turned(rect) for name, rect in boxes.items()}, [[(y, x) for x, y in li] for li in lines]
        frames = {name: _turned(rect) for name, rect in frames.items()}
    return at_origin(boxes, {name: _with_header(rect) for name, rect in frames.items()}, lines)


def _layers(graph: Graph) -> dict[str, int]:
    """Return the layer of each box: one after the last of those that lead to it, lines that close a circle apart."""
    after: dict[str, list[str]] = defaultdict(list)
    for source, target in graph.edges:
        after[source].append(target)
    order: list[str] = []
    back: set[tuple[str, str]] = set()
    state: dict[str, bool] = {}  # False while its successors are visited, True after
    for box in graph.boxes:
        stack = [(box.id, iter(after[box.id]))] if box.id not in state else []
        state.setdefault(box.id, False)
        while stack:
            name, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                state[name] = True
                order.append(name)
                stack.pop()
            elif following not in state:
                state[following] = False
                stack.append((following, iter(after[following])))
            elif not state[following]:
                back.add((name, following))
    layers = dict.fromkeys(order, 0)
    for name in reversed(order):
        for target in after[name]:
            if (name, target) not in back:
                layers[target] = max(layers[target], layers[name] + 1)
    return layers


def _cells(graph: Graph, layers: Mapping[str, int]) -> dict[str, Cell]:
    """Return layer and row of each box: near the mean of its neighbours, within the rows of its frame."""
    near: dict[str, list[str]] = defaultdict(list)
    for source, target in graph.edges:
        near[source].append(target)
        near[target].append(source)
    rank = {box.id: float(index) for index, box in enumerate(graph.boxes)}
    cells: dict[str, Cell] = {}
    for _ in range(_SWEEPS):
        first = 0
        for frame in (*graph.frames, ""):
            depth = 0
            columns: dict[int, list[str]] = defaultdict(list)
            for box in graph.boxes:
                if box.frame == frame:
                    columns[layers[box.id]].append(box.id)
            for layer, names in columns.items():
                names.sort(key=lambda n: (sum(rank[m] for m in near[n]) / len(near[n]) if near[n] else rank[n], n))
                cells.update((name, (layer, first + row)) for row, name in enumerate(names))
                depth = max(depth, len(names))
            first += depth
        rank = {name: float(row) for name, (_, row) in cells.items()}
    return cells


def _tracks(
    graph: Graph, cells: Mapping[str, Cell], sizes: Mapping[str, tuple[float, float]]
) -> tuple[dict[int, float], dict[int, float]]:
    """Return where each layer and each row begins, with room for the lines that run beside it."""
    through: dict[int, int] = defaultdict(int)
    above: dict[int, int] = defaultdict(int)
    for source, target in graph.edges:
        through[cells[source][0]] += 1
        through[cells[target][0] - 1] += 1
        above[cells[source][1]] += 1
    frame_of = {cells[box.id][1]: box.frame for box in graph.boxes}
    x, columns = 0.0, {}
    for layer in range(max((cell[0] for cell in cells.values()), default=0) + 1):
        columns[layer] = x
        widest = max((sizes[name][0] for name, cell in cells.items() if cell[0] == layer), default=0.0)
        x += widest + LAYER_GAP + 2 * PADDING + HEADER + LANE_GAP * through[layer]
    y, rows = 0.0, {}
    for row in range(max((cell[1] for cell in cells.values()), default=0) + 1):
        y += NODE_GAP + LANE_GAP * above[row]
        y += 2 * PADDING + HEADER if frame_of.get(row) != frame_of.get(row - 1) else 0.0
        rows[row] = y
        y += max((sizes[name][1] for name, cell in cells.items() if cell[1] == row), default=0.0)
    return columns, rows


def _lines(
    graph: Graph,
    cells: Mapping[str, Cell],
    boxes: Mapping[str, Rect],
    columns: Mapping[int, float],
    rows: Mapping[int, float],
) -> list[list[Point]]:
    """Return a line for each edge: out at the right, along free channels and lanes, in at the left."""
    used: dict[tuple[str, int], int] = defaultdict(int)

    def lane(what: str, at: int) -> float:
        used[what, at] += 1
        return LANE_GAP * used[what, at]

    ports: dict[str, int] = defaultdict(int)

    def port(name: str, side: str) -> float:
        rect = boxes[name]
        ports[name + side] += 1
        steps = ports[name + side] // 2 * (1 if ports[name + side] % 2 else -1)
        middle = rect.y + rect.height / 2
        return middle + max(-rect.height / 2 + 3, min(rect.height / 2 - 3, steps * _PORT))

    lines = []
    for source, target in graph.edges:
        start, end = boxes[source], boxes[target]
        y1, y2 = port(source, "out"), port(target, "in")
        x1 = max(r.x + r.width for n, r in boxes.items() if cells[n][0] == cells[source][0])
        x1 += PADDING + lane("channel", cells[source][0])
        line = [(start.x + start.width, y1), (x1, y1)]
        if cells[target][0] != cells[source][0] + 1:
            x2 = columns[cells[target][0]] - PADDING - lane("before", cells[target][0] - 1)
            y = rows[cells[source][1]] - lane("row", cells[source][1])
            line += [(x1, y), (x2, y), (x2, y2)]
        else:
            line += [(x1, y2)]
        lines.append([*line, (end.x, y2)])
    return lines


def _around(rects: Iterable[Rect]) -> Rect:
    inside = list(rects)
    x, y = min(r.x for r in inside) - PADDING, min(r.y for r in inside) - PADDING
    right, bottom = max(r.x + r.width for r in inside), max(r.y + r.height for r in inside)
    return Rect(x=x, y=y, width=right + PADDING - x, height=bottom + PADDING - y)


def _with_header(rect: Rect) -> Rect:
    return Rect(x=rect.x, y=rect.y - HEADER, width=rect.width, height=rect.height + HEADER)


def _turned(rect: Rect) -> Rect:
    return Rect(x=rect.y, y=rect.x, width=rect.height, height=rect.width)
