"""Both layouts: nothing overlaps, lines begin and end at their boxes, and the same graph gives the same places."""

import builtins
import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.drawing.layout import layout
from auditor.drawing.places import Box, Direction, Graph, Rect
from auditor.drawing.simple import simple_layout


@st.composite
def graphs(draw):
    size = draw(st.integers(1, 14))
    frames = draw(st.integers(0, 3))
    homes = [draw(st.integers(0, frames)) for _ in range(size)]
    names = [f"n{number:02}" for number in range(size)]
    pair = st.tuples(st.sampled_from(names), st.sampled_from(names))
    edges = draw(st.lists(pair, max_size=24, unique=True))
    boxes = tuple(
        Box(id=name, width=120.0, height=36.0, frame=f"f{home}" if home else "")
        for name, home in zip(names, homes, strict=True)
    )
    return Graph(boxes=boxes, edges=tuple(edges), frames=tuple(sorted({box.frame for box in boxes} - {""})))


def near(point, rect, slack=0.6):
    x, y = point
    return rect.x - slack <= x <= rect.x + rect.width + slack and rect.y - slack <= y <= rect.y + rect.height + slack


def check(graph, placed):
    assert set(placed.boxes) == {box.id for box in graph.boxes}
    assert not any(one.touches(other) for one, other in itertools.combinations(placed.boxes.values(), 2))
    assert len(placed.edges) == len(graph.edges)
    for (source, target), points in zip(graph.edges, placed.edges, strict=True):
        assert near(points[0], placed.boxes[source])
        assert near(points[-1], placed.boxes[target])
    for box in graph.boxes:
        rect = placed.boxes[box.id]
        assert (rect.width, rect.height) == (120.0, 36.0)
        assert rect.x >= 0
        assert rect.y >= 0
        assert rect.x + rect.width <= placed.width + 0.1
        for frame, place in placed.frames.items():
            inside = near((rect.x, rect.y), place) and near((rect.x + rect.width, rect.y + rect.height), place)
            assert inside if frame == box.frame else not rect.touches(place)


@pytest.mark.parametrize("direction", Direction)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(graph=graphs())
def test_the_plain_layout_keeps_everything_apart(graph, direction):
    placed = simple_layout(graph, direction)
    check(graph, placed)
    assert not any(one.touches(other) for one, other in itertools.combinations(placed.frames.values(), 2))
    assert simple_layout(graph, direction) == placed


@pytest.mark.parametrize("direction", Direction)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(graph=graphs())
def test_the_layout_keeps_everything_apart(graph, direction):
    pytest.importorskip("graphlay")
    placed = layout(graph, direction)
    check(graph, placed)
    assert layout(graph, direction) == placed


@settings(max_examples=60, deadline=None)
@given(graph=graphs())
def test_no_line_of_the_plain_layout_runs_through_a_box(graph):
    placed = simple_layout(graph, Direction.RIGHT)
    for (source, target), points in zip(graph.edges, placed.edges, strict=True):
        for (x1, y1), (x2, y2) in itertools.pairwise(points):
            stretch = Rect(x=min(x1, x2), y=min(y1, y2), width=abs(x1 - x2), height=abs(y1 - y2))
            others = (rect for name, rect in placed.boxes.items() if name not in (source, target))
            assert not any(stretch.touches(rect) for rect in others)


def _graph():
    boxes = tuple(Box(id=name, width=120.0, height=36.0) for name in "abc")
    return Graph(boxes=boxes, edges=(("a", "b"), ("b", "c"), ("c", "a"), ("a", "a")))


def test_without_the_library_the_plain_layout_takes_over(monkeypatch):
    real = builtins.__import__

    def refuse(name, *rest, **named):
        if name == "graphlay":
            raise ImportError(name)
        return real(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", refuse)
    assert layout(_graph(), Direction.RIGHT) == simple_layout(_graph(), Direction.RIGHT)


def test_where_the_library_gives_up_the_plain_layout_takes_over(monkeypatch):
    graphlay = pytest.importorskip("graphlay")

    def give_up(*_, **__):
        raise graphlay.GraphlayError("limit exceeded")

    monkeypatch.setattr(graphlay, "layout", give_up)
    assert layout(_graph(), Direction.DOWN) == simple_layout(_graph(), Direction.DOWN)


def test_an_empty_graph_has_no_size():
    placed = simple_layout(Graph(boxes=(), edges=()), Direction.RIGHT)
    assert (placed.width, placed.height) == (0.0, 0.0)
