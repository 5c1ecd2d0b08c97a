"""Sets of entities: direct neighbours, and all there are; with what is known of their completeness."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from auditor.graph import verdict as v
from auditor.graph.answer import Filter, Member, Selection
from auditor.graph.openness import Openness, closing
from auditor.graph.routes import Route
from auditor.graph.verdict import Truth, Verdict
from auditor.model.entities import Entity, Relation
from auditor.model.kinds import EntityKind, EvidenceLevel, RelationKind
from auditor.model.system import System


class Neighbours:
    """The relations of one system by either end."""

    def __init__(self, system: System, openness: Openness) -> None:
        self._system = system
        self._openness = openness
        self._out: dict[str, list[Relation]] = defaultdict(list)
        self._in: dict[str, list[Relation]] = defaultdict(list)
        for relation in system.relations:
            self._out[relation.source].append(relation)
            self._in[relation.target].append(relation)

    def select(self, entity: Entity, *, by: frozenset[RelationKind], direction: str, like: Filter) -> Selection:
        """Return the entities like this that one relation joins to an entity, each by its best-supported relation."""
        best: dict[str, Relation] = {}
        used = []
        opening = ""
        if direction != "in":
            opening = opening or self._unlisted(entity, by)
            for relation in self._joined(self._out, entity, by):
                used.append(relation)
                _keep_best(best, relation.target, relation)
        if direction != "out":
            opening = opening or self._openness.comes_from(entity, by, directly=True)
            for relation in self._joined(self._in, entity, by):
                used.append(relation)
                _keep_best(best, relation.source, relation)
        candidates = [
            (self._system.entities[id_], v.TRUE[relation.level], (relation,))
            for id_, relation in best.items()
            if id_ in self._system.entities
        ]
        return selection(candidates, like, v.UNKNOWN if opening else closing(used), opening)

    def leaving(self, id_: str, by: frozenset[RelationKind]) -> Iterator[Relation]:
        """Return the relations of some kinds that leave an entity."""
        return (relation for relation in self._out.get(id_, ()) if relation.kind in by)

    def everything(self, like: Filter) -> Selection:
        """Return all entities like this but the system itself."""
        kinds = like.kinds if like.kinds is not None else frozenset(EntityKind) - {EntityKind.SYSTEM}
        missing = sorted(kind.value for kind in kinds - self._system.closed_kinds)
        opening = f"nobody says that every {' and '.join(missing[:3])} is listed" if missing else ""
        candidates = [
            (entity, v.TRUE[v.CERTAIN], ())
            for kind in kinds
            for entity in self._system.of_kind(kind)
            if kind is not EntityKind.SYSTEM
        ]
        closed = v.UNKNOWN if opening else v.TRUE[EvidenceLevel.DECLARED]
        return selection(candidates, like, closed, opening)

    @staticmethod
    def _joined(table: dict[str, list[Relation]], entity: Entity, by: frozenset[RelationKind]) -> Iterator[Relation]:
        return (relation for relation in table.get(entity.id, ()) if relation.kind in by)

    def _unlisted(self, entity: Entity, by: frozenset[RelationKind]) -> str:
        missing = sorted(kind for kind in by if not self._openness.outgoing(entity, kind))
        return f"nobody lists all that `{entity.id}` {' or '.join(missing)}" if missing else ""


def _keep_best(best: dict[str, Relation], id_: str, relation: Relation) -> None:
    known = best.get(id_)
    if known is None or relation.level > known.level:
        best[id_] = relation


def selection(
    candidates: Iterable[tuple[Entity, Verdict, Route | tuple[Relation, ...]]],
    like: Filter,
    closed: Verdict,
    opening: str,
) -> Selection:
    """Return those candidates that are, or may be, like this; each comes with the verdict on how it is reached.

    What is left out weakens the completeness to the strength with which it was left out, and a member that stands for
    others ends it.
    """
    members = []
    for entity, reached, way in candidates:
        verdict = judge(like, entity)
        if verdict.truth is Truth.FALSE:
            closed = v.at_most(closed, verdict.level)
            continue
        members.append(Member(entity=entity, verdict=v.all_of((verdict, reached)), way=way))
        if entity.placeholder:
            closed, opening = v.UNKNOWN, opening or entity.because or f"`{entity.id}` could not be read"
    return Selection(
        members=tuple(sorted(members, key=lambda member: member.entity.id)), closed=closed, because=opening
    )


def judge(like: Filter, entity: Entity) -> Verdict:
    """Return whether an entity is like this; at best unknown for one that stands for others that could not be read."""
    if like.kinds is not None and entity.kind not in like.kinds:
        return v.FALSE[entity.level]
    verdict = like.test(entity)
    return v.UNKNOWN if entity.placeholder and verdict.truth is Truth.TRUE else verdict
