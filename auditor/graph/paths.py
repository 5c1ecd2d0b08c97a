"""What an entity reaches and is reached from, along relations, around what a path must avoid."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property, partial
from typing import TYPE_CHECKING

from auditor.graph import verdict as v
from auditor.graph.answer import Answer, Filter, Selection
from auditor.graph.neighbours import judge, selection
from auditor.graph.openness import REACH, Openness
from auditor.graph.routes import Route, Routes, Step
from auditor.graph.verdict import Truth
from auditor.model.entities import Entity, Relation
from auditor.model.kinds import EntityKind, EvidenceLevel, RelationKind
from auditor.model.system import System

if TYPE_CHECKING:
    from auditor.graph.network import Network

SURELY_NOT = v.FALSE[EvidenceLevel.DECLARED :]
"""Verdicts on what is known by declared claims or better not to be so."""

Admit = Callable[[str, EvidenceLevel], bool]
"""Tells whether a path may pass an entity, on claims of at least a level."""


class Paths:
    """The ways through one system: relations in their direction, `exposes` against it."""

    def __init__(self, system: System, openness: Openness, *, budget: int) -> None:
        """Take a system, what is known of its lists, and how many relations one search may look at."""
        self.system = system
        self.openness = openness
        self.budget = budget
        self._gaps: dict[tuple[frozenset[RelationKind] | None, bool], dict[str, str]] = {}
        self._from_agents: dict[tuple[str, frozenset[RelationKind]], Routes[str]] = {}

    @cached_property
    def network(self) -> Network[str]:
        """The graph of all relations, made when the first path is asked for."""
        from auditor.graph.network import Network  # networkx takes 0.4 s to import

        steps = (Step(*way(relation), relation, relation.level) for relation in self.system.relations)
        return Network(steps, budget=self.budget)

    def reach(
        self,
        entity: Entity,
        like: Filter,
        *,
        by: frozenset[RelationKind] | None,
        without: Filter | None,
        backward: bool,
    ) -> Selection:
        """Return what is like this and is reached (or, backward, reaches the entity) around what is like `without`."""
        admitted = v.negate(judge(without, entity)) if backward and without else v.TRUE[v.CERTAIN]
        if admitted.truth is Truth.FALSE:
            return Selection(members=(), closed=v.TRUE[admitted.level])
        kinds = REACH if by is None else by
        ends = self.system.entities.__contains__ if backward else None  # a way may start at what it must avoid
        ask = partial(self.routes, entity.id, by=kinds, backward=backward, ends=ends)
        refused: set[EvidenceLevel] = set()
        sure = ask(admit=self.avoiding(without))
        possible = ask(admit=self.possibly_avoiding(without, refused)) if without else sure
        passed = self._passed(without, possible.to) if backward else possible.to
        opening = possible.cut or self.opening((entity.id, *passed), by, backward=backward)
        weakest = min((route.level for route in possible.to.values()), default=EvidenceLevel.DECLARED)
        closed = v.UNKNOWN if opening else v.TRUE[max(weakest, EvidenceLevel.DECLARED)]
        closed = v.at_most(closed, min(refused, default=v.CERTAIN))
        candidates = []
        left_out = v.CERTAIN
        for id_, route in possible.to.items():
            other = self.system.entities.get(id_)
            if other is None:
                continue
            if like.kinds is not None and other.kind not in like.kinds:
                left_out = min(left_out, other.level)  # as `selection` would, without a way to each of them
                continue
            certain = sure.to.get(id_)
            reached = v.all_of((v.TRUE[certain.level], admitted)) if certain else v.UNKNOWN
            candidates.append((other, reached, certain or route))
        return selection(candidates, like, v.at_most(closed, left_out), opening)

    def nearest(
        self,
        entity: Entity,
        like: Filter,
        *,
        by: frozenset[RelationKind] | None,
        without: Filter | None,
        backward: bool,
    ) -> Answer:
        """Tell whether something like this is reached (or, backward, reaches the entity), and show the nearest.

        Of several the best supported is shown. The verdict is that of `some` over `reach`; where it is true, which in
        most systems it is for most entities, all that is further away is not looked at.
        """
        admitted = v.negate(judge(without, entity)) if backward and without else v.TRUE[v.CERTAIN]
        if admitted.truth is Truth.TRUE:
            found = self._nearest(entity, like, by=REACH if by is None else by, without=without, backward=backward)
            if found is not None:
                id_, level, route = found
                verdict = v.at_most(v.TRUE[level], admitted.level)
                return Answer(verdict=verdict, path=route.path, entities=(self.system.entities[id_],))
        return some(self.reach(entity, like, by=by, without=without, backward=backward))

    def _nearest(
        self, entity: Entity, like: Filter, *, by: frozenset[RelationKind], without: Filter | None, backward: bool
    ) -> tuple[str, EvidenceLevel, Route] | None:
        entities = self.system.entities

        def meant(id_: str) -> EvidenceLevel | None:
            other = entities.get(id_)
            verdict = judge(like, other) if other is not None else v.UNKNOWN
            return verdict.level if verdict.truth is Truth.TRUE else None

        departures, arrivals = self._ends
        if entity.id not in (arrivals if backward else departures):
            return None
        if without is None and not backward and entity.kind is EntityKind.AGENT:  # whose routes are kept
            routes = self.routes(entity.id, by=by, admit=None).to
            known = ((id_, level, route) for id_, route in routes.items() if (level := meant(id_)) is not None)
            supported = ((id_, min(level, route.level), route) for id_, level, route in known)
            return max(supported, key=lambda found: found[1], default=None)
        ends = entities.__contains__ if backward else None
        admit = self.avoiding(without)
        return self.network.nearest(entity.id, by=by, target=meant, admit=admit, backward=backward, ends=ends)

    def routes(
        self,
        start: str,
        *,
        by: frozenset[RelationKind],
        admit: Admit | None,
        backward: bool = False,
        ends: Callable[[str], bool] | None = None,
    ) -> Routes[str]:
        """Return the network's routes; where no relation leads on from the start, without making a network."""
        departures, arrivals = self._ends
        if start not in (arrivals if backward else departures):
            return Routes({})
        if admit is None and not backward and self.system.entities[start].kind is EntityKind.AGENT:
            # Many questions are about what the same few agents reach; of all else there is too much to keep.
            key = start, by
            if key not in self._from_agents:
                self._from_agents[key] = self.network.routes(start, by=by)
            return self._from_agents[key]
        return self.network.routes(start, by=by, admit=admit, backward=backward, ends=ends)

    @cached_property
    def _ends(self) -> tuple[frozenset[str], frozenset[str]]:
        """The entities that a way can leave, and those at which one can arrive."""
        ways = [way(relation) for relation in self.system.relations]
        return frozenset(start for start, _ in ways), frozenset(end for _, end in ways)

    def _passed(self, without: Filter | None, ids: Iterable[str]) -> Iterable[str]:
        admit = self.possibly_avoiding(without)
        return ids if admit is None else (id_ for id_ in ids if admit(id_, EvidenceLevel.ASSUMED))

    def avoiding(self, without: Filter | None) -> Admit | None:
        """Let a path pass what is known, at the level asked for, not to be like `without`."""
        if without is None:
            return None

        def admit(id_: str, level: EvidenceLevel) -> bool:
            entity = self.system.entities.get(id_)
            verdict = judge(without, entity) if entity is not None else v.UNKNOWN
            return verdict.truth is Truth.FALSE and verdict.level >= level

        return admit

    def possibly_avoiding(self, without: Filter | None, refused: set[EvidenceLevel] | None = None) -> Admit | None:
        """Let a path pass all but what is known by declared claims or better to be like `without`.

        The levels of those claims are added to `refused`.
        """
        if without is None:
            return None

        def admit(id_: str, _: EvidenceLevel) -> bool:
            entity = self.system.entities.get(id_)
            verdict = judge(without, entity) if entity is not None else v.UNKNOWN
            passes = verdict.truth is not Truth.TRUE or verdict.level < EvidenceLevel.DECLARED
            if not passes and refused is not None:
                refused.add(verdict.level)
            return passes

        return admit

    def opening(self, ids: Iterable[str], by: frozenset[RelationKind] | None, *, backward: bool) -> str:
        """Return what is not known of where paths go on (or, backward, come from); empty where all of it is."""
        known = self._gaps.setdefault((by, backward), {})
        for id_ in ids:
            missing = known.get(id_)
            if missing is None:
                missing = known[id_] = self._gap(id_, by, backward=backward)
            if missing:
                return missing
        return ""

    def _gap(self, id_: str, by: frozenset[RelationKind] | None, *, backward: bool) -> str:
        entity = self.system.entities.get(id_)
        if entity is None:
            return f"nobody describes `{id_}`"
        return self.openness.comes_from(entity, by) if backward else self.openness.leads_on(entity, by)


def way(relation: Relation) -> tuple[str, str]:
    """Return where a relation leads from and to: `exposes` back, because that is where a call arrives."""
    if relation.kind is RelationKind.EXPOSES:
        return relation.target, relation.source
    return relation.source, relation.target


def some(found: Selection) -> Answer:
    """Tell whether a set has a member, and show the best-supported one."""
    best = max(
        found.members, key=lambda member: (member.verdict.truth is Truth.TRUE, member.verdict.level), default=None
    )
    if best is not None and best.verdict.truth is Truth.TRUE:
        return Answer(verdict=best.verdict, path=best.path, entities=(best.entity,))
    if best is not None:
        because = best.entity.because if best.entity.placeholder else ""
        return Answer(verdict=v.UNKNOWN, path=best.path, entities=(best.entity,), because=because or found.because)
    return Answer(verdict=v.negate(found.closed), because=found.because)
