"""The only user of networkx: steps from entity to entity as a directed multigraph, and the paths through it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic

import networkx as nx

from auditor.graph.routes import BUDGET, N, Route, Routes, Step
from auditor.model.kinds import EvidenceLevel, RelationKind


class Network(Generic[N]):
    """Searches over steps. Each looks at no more steps for each evidence level than a budget allows."""

    def __init__(self, steps: Iterable[Step[N]], *, budget: int = BUDGET) -> None:
        graph: Any = nx.MultiDiGraph()
        self._budget = budget
        levels = set()
        for step in steps:
            graph.add_edge(step.start, step.end, step=step)
            levels.add(step.level)
        self._levels = sorted(levels, reverse=True)
        self._hops: dict[tuple[frozenset[RelationKind], EvidenceLevel, bool], dict[N, _Hops[N]]] = {}
        self._ahead = _plain(graph.adj)
        self._behind = _plain(graph.pred)

    def routes(
        self,
        start: N,
        *,
        by: frozenset[RelationKind],
        admit: Callable[[N, EvidenceLevel], bool] | None = None,
        backward: bool = False,
        ends: Callable[[N], bool] | None = None,
    ) -> Routes[N]:
        """Return the best way from (or, backward, to) an entity for every entity that has one.

        `admit` tells whether a way may pass an entity, on claims of at least a level; `ends` tells of entities that a
        way may end at even where it may not pass them.
        """
        found: dict[N, Route] = {}
        cut = False
        for level in self._levels_for(start, filtered=admit is not None):
            reached, cut, more = self._spread(start, by, admit, level, backward=backward, ends=ends)
            if found:
                for entity, route in reached.items():
                    found.setdefault(entity, route)
            else:
                found = reached
            if not more:
                break
        return Routes(found, _cut(self._budget) if cut else "")

    def cycle(
        self, start: N, *, by: frozenset[RelationKind], admit: Callable[[N, EvidenceLevel], bool] | None = None
    ) -> Route | None:
        """Return the best way that leads from an entity back to itself."""
        for level in self._levels_for(start, filtered=admit is not None):
            reached, _, more = self._spread(start, by, admit, level, backward=False, ends=None)
            for last in (start, *reached):
                closing = _usable(self._ahead[last].get(start, ()), by, level)
                if closing is not None:
                    return Route(level, closing.relation, reached.get(last))
            if not more:
                break
        return None

    def dominators(self, start: N, *, by: frozenset[RelationKind]) -> Iterator[tuple[EvidenceLevel, Mapping[N, N]]]:
        """Return, for each evidence level, best first, the last entity that all ways to an entity pass before it."""
        for level in self._levels_for(start, filtered=False):
            reached, _, _ = self._spread(start, by, None, level, backward=False, ends=None)
            ways: Any = nx.DiGraph()
            ways.add_node(start)
            for entity in (start, *reached):
                for other, parallel in self._ahead[entity].items():
                    if other in reached and _usable(parallel, by, level) is not None:
                        ways.add_edge(entity, other)
            dominators: dict[N, N] = nx.immediate_dominators(ways, start)
            yield level, {entity: last for entity, last in dominators.items() if entity != start}

    def _levels_for(self, start: N, *, filtered: bool) -> Iterable[EvidenceLevel]:
        """Claims by which a way is admitted may be of any level; relations only of those that there are."""
        if start not in self._ahead:
            return ()
        return sorted(EvidenceLevel, reverse=True) if filtered else self._levels

    def _spread(
        self,
        start: N,
        by: frozenset[RelationKind],
        admit: Callable[[N, EvidenceLevel], bool] | None,
        level: EvidenceLevel,
        *,
        backward: bool,
        ends: Callable[[N], bool] | None,
    ) -> tuple[dict[N, Route], bool, bool]:
        """Return the ways at one level, nearest first; whether it had to stop; and whether a weaker level may add.

        It may not where no weaker relation leads on and nothing is refused that weaker claims would let pass.
        """
        near = self._near(by, level, backward=backward)
        reached: dict[N, Route] = {}
        queue, left, more = [start], self._budget, False
        for entity in queue:  # it grows as it is gone through
            hops = near.get(entity)
            if hops is None:
                hops = near[entity] = self._hops_of(entity, by, level, backward=backward)
            before = reached.get(entity)
            more = more or hops.weaker
            for other, step, looked in hops.to:
                left -= looked
                if left < 0:
                    return reached, True, True
                if other in reached or other == start:
                    continue
                if admit is None or admit(other, level):
                    queue.append(other)
                else:
                    more = more or admit(other, EvidenceLevel.ASSUMED)
                    if ends is None or not ends(other):
                        continue
                reached[other] = Route(level, step.relation, before, backward)
            left -= hops.looked_in_vain
        return reached, left < 0, more

    def _near(self, by: frozenset[RelationKind], level: EvidenceLevel, *, backward: bool) -> dict[N, _Hops[N]]:
        """Return where one can go from what was passed before; levels between those of the relations share it."""
        weakest = min((one for one in self._levels if one >= level), default=EvidenceLevel.OBSERVED)
        return self._hops.setdefault((by, weakest, backward), {})

    def _hops_of(self, entity: N, by: frozenset[RelationKind], level: EvidenceLevel, *, backward: bool) -> _Hops[N]:
        hops: list[tuple[N, Step[N], int]] = []
        looked, weaker = 0, False
        for other, parallel in (self._behind if backward else self._ahead)[entity].items():
            looked += len(parallel)
            step = _usable(parallel, by, level)
            if step is not None:
                hops.append((other, step, looked))
                looked = 0
            else:
                weaker = weaker or _usable(parallel, by, EvidenceLevel.ASSUMED) is not None
        return _Hops(to=tuple(hops), looked_in_vain=looked, weaker=weaker)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hops(Generic[N]):
    """Where one can go at once from an entity."""

    to: tuple[tuple[N, Step[N], int], ...]
    """Each with the first step that leads there, and how many steps are looked at to find it."""
    looked_in_vain: int
    """Steps after the last of them."""
    weaker: bool
    """Whether weaker relations lead further."""


def _cut(budget: int) -> str:
    return f"the search stopped after {budget:,} relations, so there may be more"


def _plain(table: Mapping[Any, Any]) -> dict[Any, dict[Any, tuple[Step[Any], ...]]]:
    """Return who is next to whom, without the views of networkx, in which a search would spend half of its time."""
    return {
        one: {other: tuple(data["step"] for data in parallel.values()) for other, parallel in near.items()}
        for one, near in table.items()
    }


def _usable(parallel: Iterable[Step[Any]], by: frozenset[RelationKind], level: EvidenceLevel) -> Step[Any] | None:
    for step in parallel:
        if step.relation.kind in by and step.level >= level:
            return step
    return None
