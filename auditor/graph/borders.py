"""Whether a path crosses the border of a trust zone."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.graph import verdict as v
from auditor.graph.answer import Answer
from auditor.graph.openness import REACH
from auditor.graph.paths import Paths
from auditor.graph.verdict import Truth, Verdict
from auditor.model.entities import Boundary, Entity
from auditor.model.kinds import EvidenceLevel


def crosses(paths: Paths, entity: Entity, *, into: Iterable[tuple[Boundary, Verdict]]) -> Answer:
    """Tell whether on a path from the entity a relation leads into or out of one of these trust zones.

    `into` gives the zones that may be meant, with the verdict on whether they are. What no zone lists lies outside.
    """
    zones = list(into)
    weakest = min((meant.level for _, meant in zones if meant.truth is Truth.FALSE), default=EvidenceLevel.DECLARED)
    routes = paths.routes(entity.id, by=REACH, admit=None)
    absent = v.FALSE[min(weakest, EvidenceLevel.DECLARED)]
    best = Answer(verdict=absent, because="no path from it crosses such a border")
    for route in routes.to.values():
        for zone, meant in zones:
            if meant.truth is Truth.FALSE:
                continue
            if (route.relation.source in zone.members) == (route.relation.target in zone.members):
                continue
            verdict = v.all_of((meant, v.TRUE[route.level]))
            if best.verdict.truth is not Truth.TRUE or verdict.level > best.verdict.level:
                because = "" if verdict.truth is Truth.TRUE else f"it is not known whether `{zone.id}` is meant"
                best = Answer(verdict=verdict, path=route.path, because=because)
    if best.verdict.truth is not Truth.FALSE:
        return best
    opening = routes.cut or paths.opening((entity.id, *routes.to), None, backward=False)
    if not paths.system.boundaries:
        opening = "nobody describes a boundary"
    return Answer(verdict=v.UNKNOWN, because=opening) if opening else best
