"""Which agents an agent steers or informs, as `sway.py` defines the two, and what it reaches by steering."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from auditor.graph import verdict as v
from auditor.graph.answer import Filter, Member, Selection
from auditor.graph.neighbours import selection
from auditor.graph.openness import REACH
from auditor.graph.paths import Paths
from auditor.graph.routes import Route, Routes
from auditor.graph.sway import Hops, Mode, Place, Stated, Sway
from auditor.graph.verdict import Truth, Verdict
from auditor.model.entities import Entity
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import EvidenceLevel

if TYPE_CHECKING:
    from auditor.graph.network import Network


class Influence:
    """The ways on which an agent, and those that it steers (or informs), act and learn."""

    def __init__(self, paths: Paths, sway: Sway, stated: Stated) -> None:
        """Take the ways through a system, which sway is meant, and what is said of its stores and tools."""
        self._paths = paths
        self._system = paths.system
        self._hops = Hops(paths.system, sway, stated)

    @cached_property
    def _networks(self) -> tuple[Network[Place], Network[Place]]:
        """The ways that are certain, and those that are possible."""
        from auditor.graph.network import Network  # networkx takes 0.4 s to import

        hops = list(self._hops.all())
        possible = Network([step for step, _ in hops], budget=self._paths.budget)
        if all(certain for _, certain in hops):
            return possible, possible
        return Network([step for step, certain in hops if certain], budget=self._paths.budget), possible

    def _routes(self, entity: Entity, *, backward: bool) -> tuple[Routes[Place], Routes[Place]]:
        sure, possible = self._networks
        start = (Mode.CHANGED, entity.id)
        found = possible.routes(start, by=REACH, backward=backward)
        return (found if sure is possible else sure.routes(start, by=REACH, backward=backward)), found

    def agents(self, entity: Entity, like: Filter, *, backward: bool) -> Selection:
        """Return the other agents like this that an agent sways (or, backward, that sway it)."""
        sure, possible = self._routes(entity, backward=backward)
        closed, opening = self._closing(entity, possible, backward=backward)
        if opening and self._is_only_agent(entity):
            closed, opening = v.TRUE[EvidenceLevel.DECLARED], ""
        found = [
            (self._system.entities[id_], *_way((mode, id_), sure, possible))
            for mode, id_ in possible.to
            if mode is Mode.CHANGED and id_ != entity.id and self._hops.is_agent(id_)
        ]
        return selection(found, like, closed, opening)

    def reached(self, entity: Entity) -> tuple[dict[str, Member], Verdict, str]:
        """Return all that an agent, and those that it steers, act on and learn from: but agents, and itself.

        Also whether that is all, and why it may not be.
        """
        sure, possible = self._routes(entity, backward=False)
        closed, opening = self._closing(entity, possible, backward=False)
        best: dict[str, Member] = {}
        for mode, id_ in possible.to:
            if mode is Mode.TELLS or id_ not in self._system.entities or self._hops.is_agent(id_):
                continue
            verdict, way = _way((mode, id_), sure, possible)
            known = best.get(id_)
            if known is None or _better(verdict, known.verdict):
                best[id_] = Member(entity=self._system.entities[id_], verdict=verdict, way=way)
        return best, closed, opening

    def _closing(self, entity: Entity, possible: Routes[Place], *, backward: bool) -> tuple[Verdict, str]:
        """Return whether all ways are known, and else why not.

        They are where it is known what every agent reaches, for a way from agent to agent has no other hops; and where
        it is known what leads on from (or, backward, to) each place on them.
        """
        closed, opening = self._reach_of_all, ""
        if possible.cut or closed is v.UNKNOWN:
            opening = possible.cut or self._opening(((Mode.CHANGED, entity.id), *possible.to), backward=backward)
            closed = v.UNKNOWN if opening else _strength(possible.to.values())
        return v.at_most(closed, self._hops.refused), opening

    @cached_property
    def _reach_of_all(self) -> Verdict:
        """Tell whether it is known what every agent reaches."""
        if K.AGENT not in self._system.closed_kinds:
            return v.UNKNOWN
        levels = [EvidenceLevel.OBSERVED]
        for agent in self._system.of_kind(K.AGENT):
            routes = self._paths.routes(agent.id, by=REACH, admit=None)
            opening = routes.cut or self._paths.opening((agent.id, *routes.to), None, backward=False)
            if opening:
                return v.UNKNOWN
            levels += [route.level for route in routes.to.values()]
        return v.TRUE[max(min(levels), EvidenceLevel.DECLARED)]

    def _is_only_agent(self, entity: Entity) -> bool:
        return K.AGENT in self._system.closed_kinds and self._system.of_kind(K.AGENT) == (entity,)

    def _opening(self, places: tuple[Place, ...], *, backward: bool) -> str:
        if backward:
            return self._unknown_sources(places)
        leads_on = {id_: None for mode, id_ in places if mode is not Mode.TELLS}
        missing = self._paths.opening(leads_on, None, backward=False)
        return missing or next(filter(None, (self._unknown_learners(mode, id_) for mode, id_ in places)), "")

    def _unknown_sources(self, places: tuple[Place, ...]) -> str:
        """Return what is not known of who acts on what leads to an agent, and of what those who learn read."""
        missing = self._paths.opening({id_: None for _, id_ in places}, None, backward=True)
        learners = {id_: None for mode, id_ in places if mode is Mode.TELLS or self._hops.is_agent(id_)}
        return missing or self._paths.opening(learners, None, backward=False)

    def _unknown_learners(self, mode: Mode, id_: str) -> str:
        """Return what is not known of who learns from what is changed."""
        entity = self._system.entities.get(id_)
        if entity is None or mode in (Mode.SEEN, Mode.CALLED):
            return ""
        if mode is Mode.TELLS or self._hops.may_be_memory(id_):
            return self._paths.openness.comes_from(entity, None)
        return self._paths.openness.read_by_agents(entity)


def _strength(routes: Iterable[Route]) -> Verdict:
    weakest = min((route.level for route in routes), default=EvidenceLevel.DECLARED)
    return v.TRUE[max(weakest, EvidenceLevel.DECLARED)]


def _way(place: Place, sure: Routes[Place], possible: Routes[Place]) -> tuple[Verdict, Route]:
    certain: Route | None = sure.to.get(place)
    if certain is not None:
        return v.TRUE[certain.level], certain
    return v.UNKNOWN, possible.to[place]


def _better(one: Verdict, other: Verdict) -> bool:
    return (one.truth is Truth.TRUE, one.level) > (other.truth is Truth.TRUE, other.level)
