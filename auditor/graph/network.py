"""The only user of networkx: relations as a directed multigraph, and the paths through it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx

from auditor.model.entities import Relation
from auditor.model.kinds import EvidenceLevel, RelationKind

Admit = Callable[[str, EvidenceLevel], bool]
"""Tells whether a path may pass an entity, on claims of at least a level."""

Ends = Callable[[str], bool] | None
"""Tells of entities that a way may end at even where it may not pass them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """The best-supported way to an entity."""

    level: EvidenceLevel
    """Of the weakest relation on the way, or the weakest claim by which the way was admitted."""
    path: tuple[Relation, ...]


Routes = Mapping[str, Route]


class Network:
    """The ways that reaching can take: relations in their direction, `exposes` against it."""

    def __init__(self, relations: Iterable[Relation]) -> None:
        self._graph: Any = nx.MultiDiGraph()
        levels = set()
        for relation in relations:
            start, end = relation.source, relation.target
            if relation.kind is RelationKind.EXPOSES:
                start, end = end, start
            self._graph.add_edge(start, end, relation=relation)
            levels.add(relation.level)
        self._levels = sorted(levels, reverse=True)

    def routes(
        self,
        start: str,
        *,
        by: frozenset[RelationKind],
        admit: Admit,
        backward: bool = False,
        ends: Ends = None,
    ) -> Routes:
        """Return the best way from (or, backward, to) an entity for every entity that has one.

        `ends` tells of entities that a way may end at even where `admit` does not let it pass.
        """
        found: dict[str, Route] = {}
        if start not in self._graph:
            return found
        for level in self._levels:
            reached = self._spread(start, by, admit, level, backward=backward, ends=ends)
            for entity in reached:
                if entity not in found:
                    found[entity] = Route(level=level, path=_path(entity, reached, backward=backward))
        return found

    def cycle(self, start: str, *, by: frozenset[RelationKind], admit: Admit) -> Route | None:
        """Return the best way that leads from an entity back to itself."""
        for level in self._levels if start in self._graph else ():
            reached = self._spread(start, by, admit, level, backward=False)
            for last in (start, *reached):
                closing = _usable(self._graph.get_edge_data(last, start, default={}), by, level)
                if closing is not None:
                    path = _path(last, reached, backward=False) if last != start else ()
                    return Route(level=level, path=(*path, closing))
        return None

    def _spread(
        self,
        start: str,
        by: frozenset[RelationKind],
        admit: Admit,
        level: EvidenceLevel,
        *,
        backward: bool,
        ends: Callable[[str], bool] | None = None,
    ) -> dict[str, tuple[str, Relation]]:
        edges = self._graph.pred if backward else self._graph.adj
        reached: dict[str, tuple[str, Relation]] = {}

        def neighbours(entity: str) -> Iterator[str]:
            for other, parallel in edges[entity].items():
                if other == start or other in reached:
                    continue
                relation = _usable(parallel, by, level)
                if relation is None:
                    continue
                if admit(other, level):
                    reached[other] = (entity, relation)
                    yield other
                elif ends is not None and ends(other):
                    reached[other] = (entity, relation)

        deque(nx.generic_bfs_edges(self._graph, start, neighbors=neighbours), maxlen=0)
        return reached


def _usable(parallel: Mapping[Any, Any], by: frozenset[RelationKind], level: EvidenceLevel) -> Relation | None:
    for data in parallel.values():
        relation: Relation = data["relation"]
        if relation.kind in by and relation.level >= level:
            return relation
    return None


def _path(entity: str, reached: Mapping[str, tuple[str, Relation]], *, backward: bool) -> tuple[Relation, ...]:
    hops = []
    step = reached.get(entity)
    while step is not None:
        before, relation = step
        hops.append(relation)
        step = reached.get(before)
    return tuple(hops) if backward else tuple(reversed(hops))
