"""Which lists of relations are complete, so that what they lack is known to be absent."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.graph.verdict import TRUE, Verdict
from auditor.model.entities import Entity, Relation
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import EvidenceLevel, Members
from auditor.model.kinds import RelationKind as R
from auditor.model.system import System
from auditor.model.vocabulary import INVERSE_KEYS, RELATION_KEYS

REACH = frozenset({R.CALLS, R.USES, R.EXPOSES, R.READS, R.WRITES, R.DELEGATES, R.OBSERVES, R.TRIGGERS})
"""What reaching follows where nobody says by which relations: what acts on its target or learns from it."""

_LEADS_ON = {
    K.AGENT: frozenset({R.CALLS, R.READS, R.WRITES, R.DELEGATES}),
    K.SERVICE: frozenset({R.CALLS, R.READS, R.WRITES}),
    K.GATEWAY: frozenset({R.CALLS}),
    K.QUEUE: frozenset({R.TRIGGERS}),
    K.TOOL: frozenset({R.READS, R.WRITES}),
}
"""The lists that must be complete before it is known what an entity reaches further. Other kinds are ends: what a store
or someone else's system does further is not this system's doing."""

_ACTING = frozenset({R.CALLS, R.READS, R.WRITES, R.DELEGATES, R.TRIGGERS})
"""The relations that must be listed completely before it is known what a path comes from."""

_POSSIBLE = {kind: frozenset(key.relation for key in RELATION_KEYS if kind in key.source) for kind in K}


def _sources_of() -> dict[tuple[R, K], frozenset[K]]:
    table: dict[tuple[R, K], frozenset[K]] = {}
    for key in (*RELATION_KEYS, *INVERSE_KEYS):
        for relation in (key.relation, key.also):
            for target in key.targets if relation else ():
                assert relation is not None  # noqa: S101  # the loop is empty otherwise; mypy cannot see it
                table[relation, target] = table.get((relation, target), frozenset()) | key.source
    table[R.EXPOSES, K.TOOL] = frozenset({K.INTERFACE, K.SERVICE})
    return table


_SOURCES = _sources_of()


class Openness:
    """Answers of completeness for one system."""

    def __init__(self, system: System, *, alone: bool = False) -> None:
        self._system = system
        self._alone = alone
        self._served = {relation.target for relation in system.relations if relation.kind is R.EXPOSES}
        self._called: dict[str, list[Entity]] = {}
        for relation in system.relations:
            target = system.entities.get(relation.target)
            if relation.kind is R.CALLS and target is not None and target.kind is K.INTERFACE:
                self._called.setdefault(relation.source, []).append(target)
        self._incoming: dict[tuple[R, K], bool] = {}

    def outgoing(self, entity: Entity, kind: R) -> bool:
        """Tell whether every relation of a kind that leaves an entity is known."""
        if kind not in _POSSIBLE[entity.kind] and kind is not R.EXPOSES:
            return not entity.placeholder
        if kind is R.EXPOSES and entity.kind is K.INTERFACE:
            return entity.members is Members.CLOSED or self._system.lists_all(entity.id, kind)
        if entity.placeholder or not self._system.lists_all(entity.id, kind):
            return False
        return kind is not R.CALLS or all(
            interface.members is not Members.OPEN for interface in self._called.get(entity.id, ())
        )

    def incoming(self, entity: Entity, kind: R) -> bool:
        """Tell whether every relation of a kind that arrives at an entity is known."""
        key = (kind, entity.kind)
        known = self._incoming.get(key)
        if known is None:
            sources = _SOURCES.get(key, frozenset())
            sources -= {K.EXTERNAL}  # no list can be complete of what the systems of others do
            if self._alone:
                sources = frozenset(kind for kind in sources if self._system.of_kind(kind))
            known = self._incoming[key] = sources <= self._system.closed_kinds and all(
                self.outgoing(source, kind) for source_kind in sources for source in self._system.of_kind(source_kind)
            )
        return known

    def leads_on(self, entity: Entity, by: frozenset[R] | None) -> str:
        """Return what is not known of where a path goes on from an entity; empty where all of it is."""
        if entity.placeholder:
            return entity.because or f"the members `{entity.id}` could not be read"
        if entity.kind in (K.TOOL, K.INTERFACE) and (by is None or R.EXPOSES in by):
            if entity.id in self._served:
                return ""
            if entity.kind is K.INTERFACE:
                return f"nobody states what serves `{entity.id}`"
        wanted = _LEADS_ON.get(entity.kind, frozenset()) if by is None else _POSSIBLE[entity.kind] & by
        missing = sorted(kind for kind in wanted if not self.outgoing(entity, kind))
        return f"nobody lists all that `{entity.id}` {' or '.join(missing)}" if missing else ""

    def comes_from(self, entity: Entity, by: frozenset[R] | None, *, directly: bool = False) -> str:
        """Return what is not known of where a path (or, directly, a relation) comes from; empty where all of it is."""
        wanted = by if by is not None else _ACTING
        missing = sorted(kind for kind in wanted if (kind, entity.kind) in _SOURCES and not self.incoming(entity, kind))
        if missing:
            return f"nobody lists all that {' or '.join(missing)} `{entity.id}`"
        if directly or (by is not None and R.EXPOSES not in by):
            return ""
        if entity.kind is K.INTERFACE and entity.members is not Members.CLOSED and self._has_callers():
            return f"the tools of `{entity.id}` are not listed completely"
        serves = (R.EXPOSES, K.INTERFACE) in _SOURCES and entity.kind in _SOURCES[R.EXPOSES, K.INTERFACE]
        if serves and K.INTERFACE not in self._system.closed_kinds:
            return f"nobody lists all interfaces that `{entity.id}` serves"
        return ""

    def read_by_agents(self, entity: Entity) -> str:
        """Return what is not known of the agents that read an entity themselves; empty where all of it is."""
        agents = self._system.of_kind(K.AGENT)
        if (R.READS, entity.kind) not in _SOURCES or (self._alone and not agents):
            return ""
        if K.AGENT in self._system.closed_kinds and all(self.outgoing(agent, R.READS) for agent in agents):
            return ""
        return f"nobody lists all agents that read `{entity.id}`"

    def _has_callers(self) -> bool:
        """Tell whether anything can call a tool that is not listed; in a lone artifact there may be nothing else."""
        return not self._alone or any(self._system.of_kind(kind) for kind in _SOURCES[R.CALLS, K.TOOL])


def closing(relations: Iterable[Relation]) -> Verdict:
    """Return how well it is supported that a list is complete: as its relations are, which the same source gave."""
    weakest = min((relation.level for relation in relations), default=EvidenceLevel.DECLARED)
    return TRUE[max(weakest, EvidenceLevel.DECLARED)]
