"""Which agents an agent can steer: by handing them work, and by changing what they learn from."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from auditor.graph import verdict as v
from auditor.graph.answer import Filter, Member, Selection
from auditor.graph.neighbours import judge, selection
from auditor.graph.openness import REACH
from auditor.graph.paths import Paths, way
from auditor.graph.routes import Route, Routes, Step
from auditor.graph.verdict import Truth, Verdict
from auditor.model.entities import Entity, Relation
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import EvidenceLevel
from auditor.model.kinds import RelationKind as R

if TYPE_CHECKING:
    from auditor.graph.network import Network

ACTS = frozenset({R.CALLS, R.EXPOSES, R.WRITES, R.DELEGATES, R.TRIGGERS})
"""What acts on its target."""
LEARNS = frozenset({R.READS, R.OBSERVES})
"""What learns from its target."""
_ANSWERS = frozenset({R.CALLS, R.EXPOSES})
"""Along these an answer comes back to whoever called."""


class Mode(StrEnum):
    """What is so of an entity on the way of an influence."""

    CHANGED = "changed"
    """Somebody on the way acts on it; an agent is steered."""
    SEEN = "seen"
    """A steered agent learns from it, or from something that goes on to it."""
    TELLS = "tells"
    """It reads a memory that was changed, and answers with it."""


Place: TypeAlias = tuple[Mode, str]


class Influence:
    """The ways on which an agent, and those that it steers, act and learn.

    An agent steers another if it acts on it by a path of relations that act (calls, delegates, triggers, writes to a
    queue that triggers), or if the other reads or observes what it acts on, or observes the agent itself; and further
    through the agents that it steers. A store like `memory` joins also those who read it through their tools and
    services. That a call is answered does not count as steering the caller.
    """

    def __init__(self, paths: Paths, memory: Filter) -> None:
        """Take the ways through a system, and which stores are a memory."""
        self._paths = paths
        self._system = paths.system
        self._memory = {entity.id: judge(memory, entity) for entity in self._system.entities.values()}

    @cached_property
    def _sure(self) -> Network[Place]:
        return self._made([step for step, certain in self._steps() if certain])

    @cached_property
    def _possible(self) -> Network[Place]:
        steps = list(self._steps())
        return self._made([step for step, _ in steps]) if not all(certain for _, certain in steps) else self._sure

    def _made(self, steps: list[Step[Place]]) -> Network[Place]:
        from auditor.graph.network import Network  # networkx takes 0.4 s to import

        return Network(steps, budget=self._paths.budget)

    def _steps(self) -> Iterator[tuple[Step[Place], bool]]:
        """Return each hop, and whether it is certain that it leads on."""
        for relation in self._system.relations:
            start, end = way(relation)
            for before, after in self._modes(relation, start, end):
                yield Step((before, start), (after, end), relation, relation.level), True
            if relation.kind in LEARNS:
                yield from self._told(relation)
            if relation.kind in _ANSWERS and not self._is_agent(end):
                after = Mode.CHANGED if self._is_agent(start) else Mode.TELLS
                yield Step((Mode.TELLS, end), (after, start), relation, relation.level), True

    def _modes(self, relation: Relation, start: str, end: str) -> Iterator[tuple[Mode, Mode]]:
        if relation.kind in ACTS:
            yield Mode.CHANGED, Mode.CHANGED
        elif relation.kind in REACH and not self._is_agent(end):
            yield Mode.CHANGED, Mode.SEEN
        if relation.kind in REACH and not self._is_agent(end) and not self._is_agent(start):
            yield Mode.SEEN, Mode.SEEN

    def _told(self, relation: Relation) -> Iterator[tuple[Step[Place], bool]]:
        """Return how what is changed comes to those who read it."""
        reader, read = relation.source, relation.target
        if self._is_agent(reader):
            yield Step((Mode.CHANGED, read), (Mode.CHANGED, reader), relation, relation.level), True
            return
        if not self._may_be_memory(read):
            return
        memory = self._memory.get(read, v.UNKNOWN)
        level = min(relation.level, memory.level) if memory.truth is Truth.TRUE else relation.level
        yield Step((Mode.CHANGED, read), (Mode.TELLS, reader), relation, level), memory.truth is Truth.TRUE

    def _may_be_memory(self, id_: str) -> bool:
        memory = self._memory.get(id_, v.UNKNOWN)
        return memory.truth is not Truth.FALSE or memory.level < EvidenceLevel.DECLARED

    def _is_agent(self, id_: str) -> bool:
        entity = self._system.entities.get(id_)
        return entity is not None and entity.kind is K.AGENT

    def agents(self, entity: Entity, like: Filter, *, backward: bool) -> Selection:
        """Return the other agents like this that an agent can steer (or, backward, that can steer it)."""
        start = (Mode.CHANGED, entity.id)
        sure = self._sure.routes(start, by=REACH, backward=backward)
        possible = self._possible.routes(start, by=REACH, backward=backward)
        opening = possible.cut or self._opening((start, *possible.to), backward=backward)
        closed = v.UNKNOWN if opening else _strength(possible)
        found = [
            (self._system.entities[id_], *_way((mode, id_), sure, possible))
            for mode, id_ in possible.to
            if mode is Mode.CHANGED and self._is_agent(id_) and id_ != entity.id
        ]
        return selection(found, like, closed, opening)

    def reached(self, entity: Entity) -> tuple[dict[str, Member], Verdict, str]:
        """Return all that an agent, and those that it steers, act on and learn from: but agents, and itself.

        Also whether that is all, and why it may not be.
        """
        start = (Mode.CHANGED, entity.id)
        sure = self._sure.routes(start, by=REACH)
        possible = self._possible.routes(start, by=REACH)
        opening = possible.cut or self._opening((start, *possible.to), backward=False)
        best: dict[str, Member] = {}
        for mode, id_ in possible.to:
            if mode is Mode.TELLS or self._is_agent(id_) or id_ not in self._system.entities:
                continue
            verdict, path = _way((mode, id_), sure, possible)
            known = best.get(id_)
            if known is None or _better(verdict, known.verdict):
                best[id_] = Member(entity=self._system.entities[id_], verdict=verdict, path=path)
        return best, v.UNKNOWN if opening else _strength(possible), opening

    def _opening(self, places: tuple[Place, ...], *, backward: bool) -> str:
        if backward:
            return self._unknown_sources(places)
        leads_on = {id_: None for mode, id_ in places if mode is not Mode.TELLS}
        missing = self._paths.opening(leads_on, None, backward=False)
        return missing or next(filter(None, (self._unknown_readers(mode, id_) for mode, id_ in places)), "")

    def _unknown_sources(self, places: tuple[Place, ...]) -> str:
        """Return what is not known of who acts on what leads to an agent, and of what those who learn read."""
        missing = self._paths.opening({id_: None for _, id_ in places}, None, backward=True)
        readers = {id_: None for mode, id_ in places if mode is Mode.TELLS or self._is_agent(id_)}
        return missing or self._paths.opening(readers, None, backward=False)

    def _unknown_readers(self, mode: Mode, id_: str) -> str:
        """Return what is not known of who learns from what is changed."""
        entity = self._system.entities.get(id_)
        if entity is None or mode is Mode.SEEN:
            return ""
        if mode is Mode.TELLS or self._may_be_memory(id_):
            return self._paths.openness.comes_from(entity, None)
        return self._paths.openness.read_by_agents(entity)


def _strength(routes: Routes[Place]) -> Verdict:
    weakest = min((route.level for route in routes.to.values()), default=EvidenceLevel.DECLARED)
    return v.TRUE[max(weakest, EvidenceLevel.DECLARED)]


def _way(place: Place, sure: Routes[Place], possible: Routes[Place]) -> tuple[Verdict, tuple[Relation, ...]]:
    certain: Route | None = sure.to.get(place)
    if certain is not None:
        return v.TRUE[certain.level], certain.path
    return v.UNKNOWN, possible.to[place].path


def _better(one: Verdict, other: Verdict) -> bool:
    return (one.truth is Truth.TRUE, one.level) > (other.truth is Truth.TRUE, other.level)
