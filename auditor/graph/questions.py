"""The named questions about a system's graph, each answered in three values with what shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property, partial
from typing import TYPE_CHECKING

from auditor.graph import verdict as v
from auditor.graph.answer import Answer, Filter, Member, Selection
from auditor.graph.neighbours import Neighbours, judge, selection
from auditor.graph.openness import REACH, Openness
from auditor.graph.verdict import Truth, Verdict
from auditor.model.entities import Boundary, Entity
from auditor.model.kinds import EntityKind, EvidenceLevel, RelationKind
from auditor.model.system import System

if TYPE_CHECKING:
    from auditor.graph.network import Admit, Ends, Network, Routes

AGENTS = Filter(
    test=lambda entity: v.of(entity.kind is EntityKind.AGENT, entity.level),
    kinds=frozenset({EntityKind.AGENT}),
    words="an agent",
)


class SystemGraph:
    """One system's graph. The same question always gets the same answer."""

    def __init__(self, system: System, *, alone: bool = False) -> None:
        """Take a system; in one that is `alone`, a kind of which there is no entity does not count as missing."""
        self.system = system
        self._openness = Openness(system, alone=alone)
        self._neighbours = Neighbours(system, self._openness)

    @cached_property
    def _network(self) -> Network:
        from auditor.graph.network import Network  # networkx takes 0.4 s to import

        return Network(self.system.relations)

    def related(self, entity: Entity, *, by: frozenset[RelationKind], direction: str, to: Filter) -> Answer:
        """Tell whether a relation leads to (`out`), comes from (`in`) or joins (`either`) such an entity."""
        return _some(self.neighbours(entity, by=by, direction=direction, like=to))

    def neighbours(self, entity: Entity, *, by: frozenset[RelationKind], direction: str, like: Filter) -> Selection:
        """Return the entities like this that a relation joins directly to one."""
        return self._neighbours.select(entity, by=by, direction=direction, like=like)

    def reachable(self, entity: Entity, *, like: Filter, direction: str = "out") -> Selection:
        """Return what is like this and is reached (`out`) or reaches the entity (`in`); for the system, all."""
        if entity.kind is EntityKind.SYSTEM:
            return self._neighbours.everything(like)
        return self._reach(entity, like, by=None, without=None, backward=direction == "in")

    def reaches(
        self,
        entity: Entity,
        *,
        to: Filter,
        by: frozenset[RelationKind] | None = None,
        without: Filter | None = None,
    ) -> Answer:
        """Tell whether a path leads to such an entity on which nothing after the start is like `without`."""
        if entity.kind is EntityKind.SYSTEM:
            return _some(self._neighbours.everything(to))
        return _some(self._reach(entity, to, by=by, without=without, backward=False))

    def reached_from(
        self,
        entity: Entity,
        *,
        start: Filter,
        by: frozenset[RelationKind] | None = None,
        without: Filter | None = None,
    ) -> Answer:
        """Tell whether a path comes from such an entity on which nothing after that start is like `without`."""
        return _some(self._reach(entity, start, by=by, without=without, backward=True))

    def reached_only_through(self, entity: Entity, *, through: Filter, start: Filter = AGENTS) -> Answer:
        """Tell whether every path from such a start passes an entity like `through`; else show one that does not."""
        around = self.reached_from(entity, start=start, without=through)
        because = around.because or f"every path from {start.words} to it passes {through.words}"
        return Answer(verdict=v.negate(around.verdict), path=around.path, entities=around.entities, because=because)

    def in_cycle(self, entity: Entity, *, by: frozenset[RelationKind], unless: Filter | None = None) -> Answer:
        """Tell whether a path leads back to the entity on which nothing, itself included, is like `unless`."""
        itself = unless.test(entity) if unless else v.FALSE[v.CERTAIN]
        if itself.truth is Truth.TRUE:
            return Answer(verdict=v.negate(itself), because=f"`{entity.id}` is itself {unless.words if unless else ''}")
        sure = self._network.cycle(entity.id, by=by, admit=self._avoiding(unless))
        if sure is not None and itself.truth is Truth.FALSE:
            return Answer(verdict=v.TRUE[min(sure.level, itself.level)], path=sure.path)
        admit = self._possibly_avoiding(unless)
        possible = self._network.cycle(entity.id, by=by, admit=admit)
        if possible is not None:
            return Answer(
                verdict=v.UNKNOWN,
                path=possible.path,
                because=f"it is not known whether the cycle passes {unless.words if unless else ''}",
            )
        routes = self._network.routes(entity.id, by=by, admit=admit)
        opening = self._opening((entity.id, *routes), by, backward=False)
        if opening:
            return Answer(verdict=v.UNKNOWN, because=opening)
        return Answer(verdict=v.FALSE[EvidenceLevel.DECLARED], because="no path leads back to it")

    def crosses(self, entity: Entity, *, into: Iterable[tuple[Boundary, Verdict]]) -> Answer:
        """Tell whether on a path from the entity a relation leads into or out of one of these trust zones.

        `into` gives the zones that may be meant, with the verdict on whether they are.
        """
        zones = [(zone, meant) for zone, meant in into if meant.truth is not Truth.FALSE]
        routes = self._network.routes(entity.id, by=REACH, admit=_always)
        best = Answer(verdict=v.FALSE[EvidenceLevel.DECLARED], because="no path from it crosses such a border")
        for route in routes.values():
            for zone, meant in zones:
                if (route.path[-1].source in zone.members) == (route.path[-1].target in zone.members):
                    continue
                verdict = v.all_of((meant, v.TRUE[route.level]))
                if best.verdict.truth is not Truth.TRUE or verdict.level > best.verdict.level:
                    because = "" if verdict.truth is Truth.TRUE else f"it is not known whether `{zone.id}` is meant"
                    best = Answer(verdict=verdict, path=route.path, because=because)
        if best.verdict.truth is not Truth.FALSE:
            return best
        opening = self._opening((entity.id, *routes), None, backward=False)
        if not self.system.boundaries:
            opening = "nobody describes a boundary"
        return Answer(verdict=v.UNKNOWN, because=opening) if opening else best

    def single_point_of_failure(self, entity: Entity, *, of: Filter) -> Answer:
        """Tell whether some agent reaches such an entity only through this one."""
        answers = [
            self._depends(agent, entity, of) for agent in self.system.of_kind(EntityKind.AGENT) if agent != entity
        ]
        verdict = v.any_of(answer.verdict for answer in answers) if answers else v.UNKNOWN
        deciding = next((answer for answer in answers if answer.verdict == verdict), None)
        return deciding or Answer(verdict=verdict, because="nobody describes an agent")

    def _depends(self, agent: Entity, entity: Entity, of: Filter) -> Answer:
        routes = self._network.routes(agent.id, by=REACH, admit=_always)
        if entity.id not in routes:
            opening = self._opening((agent.id, *routes), None, backward=False)
            verdict = v.UNKNOWN if opening else v.FALSE[EvidenceLevel.DECLARED]
            return Answer(verdict=verdict, because=opening or f"`{agent.id}` does not reach it")
        around = self._network.routes(agent.id, by=REACH, admit=lambda other, _: other != entity.id)
        lost = [
            Member(entity=target, verdict=v.all_of((of.test(target), v.TRUE[routes[id_].level])), path=routes[id_].path)
            for id_ in routes.keys() - around.keys() - {entity.id}
            if (target := self.system.entities.get(id_)) is not None
        ]
        found = max(
            (member for member in lost if member.verdict.truth is not Truth.FALSE),
            key=lambda member: (member.verdict.truth is Truth.TRUE, member.verdict.level, member.entity.id),
            default=None,
        )
        if found is None:
            return Answer(verdict=v.FALSE[EvidenceLevel.DECLARED], because="what is like that is reached without it")
        opening = self._opening((agent.id, *around), None, backward=False)
        if opening or found.verdict is v.UNKNOWN:
            return Answer(
                verdict=v.UNKNOWN, because=opening or f"it is not known whether `{found.entity.id}` is {of.words}"
            )
        return Answer(verdict=found.verdict, path=found.path, entities=(found.entity,))

    def _reach(
        self,
        entity: Entity,
        like: Filter,
        *,
        by: frozenset[RelationKind] | None,
        without: Filter | None,
        backward: bool,
    ) -> Selection:
        admitted = v.negate(without.test(entity)) if backward and without else v.TRUE[v.CERTAIN]
        if admitted.truth is Truth.FALSE:
            return Selection(members=(), closed=v.TRUE[admitted.level])
        kinds = REACH if by is None else by
        ends = self._admissible(like) if backward else None
        ask = partial(self._routes, entity.id, by=kinds, backward=backward, ends=ends)
        sure = ask(admit=self._avoiding(without))
        possible = ask(admit=self._possibly_avoiding(without)) if without else sure
        opening = self._opening((entity.id, *possible), by, backward=backward)
        weakest = min((route.level for route in possible.values()), default=EvidenceLevel.DECLARED)
        closed = v.UNKNOWN if opening else v.TRUE[max(weakest, EvidenceLevel.DECLARED)]
        candidates = []
        for id_, route in possible.items():
            certain = sure.get(id_)
            way = v.all_of((v.TRUE[certain.level], admitted)) if certain else v.UNKNOWN
            if id_ in self.system.entities:
                candidates.append((self.system.entities[id_], way, (certain or route).path))
        return selection(candidates, like, closed, opening)

    def _routes(self, start: str, *, by: frozenset[RelationKind], admit: Admit, backward: bool, ends: Ends) -> Routes:
        """Return the network's routes; where no relation leads on from the start, without making a network."""
        departures, arrivals = self._ends
        if start not in (arrivals if backward else departures):
            return {}
        return self._network.routes(start, by=by, admit=admit, backward=backward, ends=ends)

    @cached_property
    def _ends(self) -> tuple[frozenset[str], frozenset[str]]:
        """The entities that a way can leave, and those at which one can arrive; `exposes` is gone against."""
        ways = [
            (r.target, r.source) if r.kind is RelationKind.EXPOSES else (r.source, r.target)
            for r in self.system.relations
        ]
        return frozenset(start for start, _ in ways), frozenset(end for _, end in ways)

    def _admissible(self, like: Filter) -> Callable[[str], bool]:
        def admit(id_: str) -> bool:
            entity = self.system.entities.get(id_)
            return entity is not None and judge(like, entity).truth is not Truth.FALSE

        return admit

    def _avoiding(self, without: Filter | None) -> Admit:
        """Let a path pass what is known, at the level asked for, not to be like `without`."""
        if without is None:
            return _always

        def admit(id_: str, level: EvidenceLevel) -> bool:
            entity = self.system.entities.get(id_)
            verdict = without.test(entity) if entity is not None else v.UNKNOWN
            return verdict.truth is Truth.FALSE and verdict.level >= level

        return admit

    def _possibly_avoiding(self, without: Filter | None) -> Admit:
        """Let a path pass all but what is known by declared claims or better to be like `without`."""
        if without is None:
            return _always

        def admit(id_: str, _: EvidenceLevel) -> bool:
            entity = self.system.entities.get(id_)
            verdict = without.test(entity) if entity is not None else v.UNKNOWN
            return verdict.truth is not Truth.TRUE or verdict.level < EvidenceLevel.DECLARED

        return admit

    def _opening(self, ids: Iterable[str], by: frozenset[RelationKind] | None, *, backward: bool) -> str:
        tell = self._openness.comes_from if backward else self._openness.leads_on
        for id_ in ids:
            entity = self.system.entities.get(id_)
            missing = tell(entity, by) if entity is not None else ""
            if missing:
                return missing
        return ""


def _always(_: str, __: EvidenceLevel) -> bool:
    return True


def _some(found: Selection) -> Answer:
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
