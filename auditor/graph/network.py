"""The only user of networkx: steps from entity to entity as a directed multigraph, and the paths through it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Generic

import networkx as nx

from auditor.graph.routes import BUDGET, N, Route, Routes, Step
from auditor.model.kinds import EvidenceLevel, RelationKind


class Network(Generic[N]):
    """Searches over steps. Each looks at no more steps for each evidence level than a budget allows.

    Neighbours are kept in plain tables: in a graph of networkx a search would spend half of its time in views.
    """

    def __init__(self, steps: Iterable[Step[N]], *, budget: int = BUDGET) -> None:
        self._budget = budget
        self._hops: dict[tuple[frozenset[RelationKind], EvidenceLevel, bool], dict[N, _Hops[N]]] = {}
        self._ahead: dict[N, dict[N, list[Step[N]]]] = {}
        self._behind: dict[N, dict[N, list[Step[N]]]] = {}
        levels = set()
        for step in steps:
            for table, one, other in ((self._ahead, step.start, step.end), (self._behind, step.end, step.start)):
                table.setdefault(one, {}).setdefault(other, []).append(step)
                table.setdefault(other, {})
            levels.add(step.level)
        self._levels = sorted(levels, reverse=True)

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
            spread = self._spread(start, by, admit, level, backward=backward, ends=ends)
            cut = spread.cut
            if found:
                for entity, route in spread.reached.items():
                    found.setdefault(entity, route)
            else:
                found = spread.reached
            if not spread.more:
                break
        return Routes(found, _cut(self._budget) if cut else "")

    def nearest(
        self,
        start: N,
        *,
        by: frozenset[RelationKind],
        target: Callable[[N], EvidenceLevel | None],
        admit: Callable[[N, EvidenceLevel], bool] | None = None,
        backward: bool = False,
        ends: Callable[[N], bool] | None = None,
    ) -> tuple[N, EvidenceLevel, Route] | None:
        """Return the nearest of the best-supported targets, how well it is supported, and the way; None without one.

        `target` gives the level of the claims by which an entity is meant. Ways are those of `routes`, but the search
        goes no further than the answer needs.
        """
        best: tuple[N, EvidenceLevel, Route] | None = None
        levels = list(self._levels_for(start, filtered=admit is not None))
        for level, weaker in zip_longest(levels, levels[1:]):
            spread = self._spread(start, by, admit, level, backward=backward, ends=ends, target=target)
            hit = spread.hit
            if hit is not None and (best is None or hit[1] > best[1]):
                best = (*hit, spread.reached[hit[0]])
            if not spread.more or (best is not None and weaker is not None and best[1] >= weaker):
                break
        return best

    def cycle(
        self, start: N, *, by: frozenset[RelationKind], admit: Callable[[N, EvidenceLevel], bool] | None = None
    ) -> Route | None:
        """Return the best way that leads from an entity back to itself."""
        for level in self._levels_for(start, filtered=admit is not None):
            spread = self._spread(start, by, admit, level, backward=False, ends=None)
            for last in (start, *spread.reached):
                closing = _usable(self._ahead[last].get(start, ()), by, level)
                if closing is not None:
                    return Route(level, closing.relation, spread.reached.get(last))
            if not spread.more:
                break
        return None

    def dominators(self, start: N, *, by: frozenset[RelationKind]) -> Iterator[tuple[EvidenceLevel, Mapping[N, N]]]:
        """Return, for each evidence level, best first, the last entity that all ways to an entity pass before it."""
        for level in self._levels_for(start, filtered=False):
            reached = self._spread(start, by, None, level, backward=False, ends=None).reached
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
        target: Callable[[N], EvidenceLevel | None] | None = None,
    ) -> _Spread[N]:
        """Return the ways at one level, nearest first, up to the first target that is meant at that level."""
        near = self._near(by, level, backward=backward)
        reached: dict[N, Route] = {}
        hit: tuple[N, EvidenceLevel] | None = None
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
                    return _Spread(reached, cut=True, more=True, hit=hit)
                if other in reached or other == start:
                    continue
                if admit is None or admit(other, level):
                    queue.append(other)
                else:
                    more = more or admit(other, EvidenceLevel.ASSUMED)
                    if ends is None or not ends(other):
                        continue
                reached[other] = Route(level, step.relation, before, backward)
                hit = _better(hit, other, target)
                if hit is not None and hit[1] >= level:
                    return _Spread(reached, cut=False, more=more, hit=(hit[0], level))
            left -= hops.looked_in_vain
        return _Spread(reached, cut=left < 0, more=more, hit=hit)

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


@dataclass(frozen=True, slots=True)
class _Spread(Generic[N]):
    """What one search at one level found."""

    reached: dict[N, Route]
    cut: bool
    """Whether it had to stop for want of budget."""
    more: bool
    """Whether a weaker level may add: not where no weaker relation leads on and nothing is refused that weaker claims
    would let pass."""
    hit: tuple[N, EvidenceLevel] | None
    """The nearest of the targets that are best supported, and how well, as far as this search went."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hops(Generic[N]):
    """Where one can go at once from an entity."""

    to: tuple[tuple[N, Step[N], int], ...]
    """Each with the first step that leads there, and how many steps are looked at to find it."""
    looked_in_vain: int
    """Steps after the last of them."""
    weaker: bool
    """Whether weaker relations lead further."""


def _better(
    known: tuple[N, EvidenceLevel] | None, entity: N, target: Callable[[N], EvidenceLevel | None] | None
) -> tuple[N, EvidenceLevel] | None:
    """Return the better of what was met and an entity that comes after it, if it is a target at all."""
    meant = target(entity) if target is not None else None
    return known if meant is None or (known is not None and known[1] >= meant) else (entity, meant)


def _cut(budget: int) -> str:
    return f"the search stopped after {budget:,} relations, so there may be more"


def _usable(parallel: Iterable[Step[Any]], by: frozenset[RelationKind], level: EvidenceLevel) -> Step[Any] | None:
    for step in parallel:
        if step.relation.kind in by and step.level >= level:
            return step
    return None
