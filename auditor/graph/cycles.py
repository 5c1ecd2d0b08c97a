"""Whether a path leads back to where it starts."""

from __future__ import annotations

from auditor.graph import verdict as v
from auditor.graph.answer import Answer, Filter
from auditor.graph.neighbours import judge
from auditor.graph.paths import Paths
from auditor.graph.verdict import Truth
from auditor.model.entities import Entity
from auditor.model.kinds import EvidenceLevel, RelationKind


def in_cycle(paths: Paths, entity: Entity, *, by: frozenset[RelationKind], unless: Filter | None) -> Answer:
    """Tell whether a path leads back to the entity on which nothing, itself included, is like `unless`."""
    itself = judge(unless, entity) if unless else v.FALSE[v.CERTAIN]
    words = unless.words if unless else ""
    if itself.truth is Truth.TRUE:
        return Answer(verdict=v.negate(itself), because=f"`{entity.id}` is itself {words}")
    sure = paths.network.cycle(entity.id, by=by, admit=paths.avoiding(unless))
    if sure is not None and itself.truth is Truth.FALSE:
        return Answer(verdict=v.TRUE[min(sure.level, itself.level)], path=sure.path)
    admit = paths.possibly_avoiding(unless)
    possible = paths.network.cycle(entity.id, by=by, admit=admit)
    if possible is not None:
        because = f"it is not known whether the cycle passes {words}"
        return Answer(verdict=v.UNKNOWN, path=possible.path, because=because)
    routes = paths.network.routes(entity.id, by=by, admit=admit)
    opening = routes.cut or paths.opening((entity.id, *routes.to), by, backward=False)
    if opening:
        return Answer(verdict=v.UNKNOWN, because=opening)
    return Answer(verdict=v.FALSE[EvidenceLevel.DECLARED], because="no path leads back to it")
