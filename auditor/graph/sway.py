"""The hops on which one agent steers or informs another, and what each of them makes of what it leads to.

These are the only two words for what one agent does to another by way of the system, and this is the one place that
says what they mean. What a tool is stated to do decides whether a call to it leads on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from auditor.graph import verdict as v
from auditor.graph.answer import ANYTHING, NOTHING, Filter
from auditor.graph.neighbours import judge
from auditor.graph.openness import REACH
from auditor.graph.paths import way
from auditor.graph.routes import Step
from auditor.graph.verdict import Truth, Verdict
from auditor.model.entities import Relation
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import EvidenceLevel
from auditor.model.kinds import RelationKind as R
from auditor.model.system import System

ACTS = frozenset({R.CALLS, R.EXPOSES, R.WRITES, R.DELEGATES, R.TRIGGERS})
"""What acts on its target."""
LEARNS = frozenset({R.READS, R.OBSERVES})
"""What learns from its target."""
_ASKS = frozenset({R.CALLS, R.EXPOSES, R.DELEGATES})
"""What asks its target to do something; an answer comes back along these."""


class Sway(StrEnum):
    """What one agent can do to another; each also goes on through others of which the same is so."""

    STEERS = "steers"
    """It hands it work or sets it going, also by way of tools, services and queues; or it changes something that the
    other one reads or observes itself, or a memory that the other one reads through what it calls."""
    INFORMS = "informs"
    """It steers it, or answers it: the other one hands it work and gets the result, or reads through what it calls a
    store, or asks a system of others, that it changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What is said of stores and tools, as far as it decides who steers or informs whom."""

    memory: Filter = NOTHING
    """The stores that are a memory of agents."""
    changing: Filter = ANYTHING
    """The tools that change something, if they are called."""
    reading: Filter = ANYTHING
    """The tools whose callers are told something."""


class Mode(StrEnum):
    """What is so of an entity on such a way."""

    CHANGED = "changed"
    """Somebody on the way acts on it; an agent is steered, or informed."""
    CALLED = "called"
    """It is called, but nothing says that this changes anything."""
    SEEN = "seen"
    """An agent on the way learns from it, or from something that goes on to it."""
    TELLS = "tells"
    """It answers with what was changed."""


Place: TypeAlias = tuple[Mode, str]
Hop: TypeAlias = tuple[Step[Place], bool]
"""A hop, and whether it is certain that it leads on."""


class Hops:
    """The hops of one kind of sway through a system."""

    def __init__(self, system: System, sway: Sway, stated: Stated) -> None:
        """Take the system, which sway is meant, and what is said of its stores and tools."""
        self._system = system
        self._sway = sway
        self._memory = {entity.id: judge(stated.memory, entity) for entity in system.entities.values()}
        tools = system.of_kind(K.TOOL)
        self._changes = {tool.id: judge(stated.changing, tool) for tool in tools}
        self._tells = {tool.id: judge(stated.reading, tool) for tool in tools}
        self._by_name = _called_by_name(system)
        self.refused = v.CERTAIN
        """The weakest claim by which something does not lead on; known when the hops were made."""

    def all(self) -> Iterator[Hop]:
        """Return each hop."""
        for relation in self._system.relations:
            start, end = way(relation)
            if relation.kind in ACTS:
                yield from self._acting(relation, start, end)
            if relation.kind in REACH and self._sway is Sway.STEERS and not self.is_agent(end):
                yield from self._seeing(relation, start, end)
            if relation.kind in LEARNS:
                yield from self._learning(relation)
            if relation.kind in _ASKS:
                yield from self._answering(relation, start, end)

    def _acting(self, relation: Relation, start: str, end: str) -> Iterator[Hop]:
        asks = relation.kind in _ASKS
        if self.is_agent(end):
            # Whatever an agent is asked for is work that it is handed.
            changes = v.TRUE[v.CERTAIN] if asks else self._gate(self._changes, start)
            yield from self._hop((Mode.CHANGED, start), (Mode.CHANGED, end), relation, changes)
            if asks:
                yield from self._hop((Mode.CALLED, start), (Mode.CHANGED, end), relation)
            return
        changes = self._gate(self._changes, start)
        by_name = self._is_by_name(relation)
        if not by_name:
            yield from self._hop((Mode.CHANGED, start), (Mode.CHANGED, end), relation, changes)
        if asks:
            yield from self._hop((Mode.CALLED, start), (Mode.CALLED, end), relation)
            if by_name or changes.truth is not Truth.TRUE or changes.level < relation.level:
                yield from self._hop((Mode.CHANGED, start), (Mode.CALLED, end), relation)

    def _seeing(self, relation: Relation, start: str, end: str) -> Iterator[Hop]:
        if not self.is_agent(start):
            yield from self._hop((Mode.SEEN, start), (Mode.SEEN, end), relation)
        if relation.kind in _ASKS:
            return
        yield from self._hop((Mode.CALLED, start), (Mode.SEEN, end), relation)
        changes = self._gate(self._changes, start) if relation.kind in ACTS else v.UNKNOWN
        if changes.truth is not Truth.TRUE or changes.level < relation.level:
            yield from self._hop((Mode.CHANGED, start), (Mode.SEEN, end), relation)

    def _learning(self, relation: Relation) -> Iterator[Hop]:
        """Return how what is changed comes to those who read it."""
        reader, read = relation.source, relation.target
        if self.is_agent(reader):
            yield from self._hop((Mode.CHANGED, read), (Mode.CHANGED, reader), relation)
            return
        known = v.TRUE[v.CERTAIN] if self._sway is Sway.INFORMS else self._memory.get(read, v.UNKNOWN)
        yield from self._hop((Mode.CHANGED, read), (Mode.TELLS, reader), relation, known)

    def _answering(self, relation: Relation, start: str, end: str) -> Iterator[Hop]:
        """Return how what was asked answers those who asked it."""
        after = Mode.CHANGED if self.is_agent(start) else Mode.TELLS
        if self.is_agent(end) or self._is(end, K.EXTERNAL):
            if self._sway is Sway.INFORMS:
                yield from self._hop((Mode.CHANGED, end), (after, start), relation)
            if self.is_agent(end):
                return
        if not self._is_by_name(relation):
            yield from self._hop((Mode.TELLS, end), (after, start), relation, self._gate(self._tells, end))

    def _hop(
        self, before: Place, after: Place, relation: Relation, known: Verdict = v.TRUE[v.CERTAIN]
    ) -> Iterator[Hop]:
        """Return a hop that leads on where something is so; a guess that it is not rules nothing out."""
        if known.truth is Truth.FALSE and known.level >= EvidenceLevel.DECLARED:
            self.refused = min(self.refused, known.level)
            return
        certain = known.truth is Truth.TRUE
        level = min(relation.level, known.level) if certain else relation.level
        yield Step(before, after, relation, level), certain

    def _gate(self, of_tools: dict[str, Verdict], id_: str) -> Verdict:
        """Return whether something leads on: a tool does where that is said of it, and all else does."""
        return of_tools.get(id_, v.TRUE[v.CERTAIN])

    def _is_by_name(self, relation: Relation) -> bool:
        return relation.kind is R.CALLS and (relation.source, relation.target) in self._by_name

    def may_be_memory(self, id_: str) -> bool:
        """Tell whether those who read a store through what they call learn from it."""
        if self._sway is Sway.INFORMS:
            return True
        memory = self._memory.get(id_, v.UNKNOWN)
        return memory.truth is not Truth.FALSE or memory.level < EvidenceLevel.DECLARED

    def is_agent(self, id_: str) -> bool:
        """Tell whether an entity is an agent."""
        return self._is(id_, K.AGENT)

    def _is(self, id_: str, kind: K) -> bool:
        entity = self._system.entities.get(id_)
        return entity is not None and entity.kind is kind


def _called_by_name(system: System) -> frozenset[tuple[str, str]]:
    """Return the callers and interfaces where the caller also calls tools of it: those say what is called there."""
    tools = {entity.id for entity in system.of_kind(K.TOOL)}
    owners: dict[str, list[str]] = {}
    for relation in system.relations:
        if relation.kind is R.EXPOSES and relation.target in tools:
            owners.setdefault(relation.target, []).append(relation.source)
    interfaces = {entity.id for entity in system.of_kind(K.INTERFACE)}
    return frozenset(
        (relation.source, owner)
        for relation in system.relations
        if relation.kind is R.CALLS and relation.target in tools
        for owner in owners.get(relation.target, ())
        if owner in interfaces
    )
