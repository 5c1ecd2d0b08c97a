"""The scores of a system's OpenAPI documents."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from auditor.model.claims import Record
from auditor.model.facts import Known
from auditor.model.kinds import EntityKind, EvidenceLevel, RelationKind
from auditor.model.system import System
from auditor.scoring.jairf.counts import Counts, counts_of
from auditor.scoring.jairf.score import Result, score


def jairf_scores(system: System, measures: Collection[str]) -> dict[str, Result]:
    """Return the score of each interface that an OpenAPI document describes, by id; none where nobody asks for it."""
    if "jairf" not in measures:
        return {}
    return {
        interface.id: score(_counts(system, interface.id))
        for interface in system.of_kind(EntityKind.INTERFACE)
        if _is_openapi(system, interface.id)
    }


def _is_openapi(system: System, interface: str) -> bool:
    protocol = system.fact(interface, "protocol")
    return isinstance(protocol, Known) and protocol.value == "openapi"


def _counts(system: System, interface: str) -> Counts:
    fact = system.fact(interface, "jairf")
    if not isinstance(fact, Known) or not isinstance(fact.value, tuple):
        return Counts({})
    found = counts_of(tuple(item for item in fact.value if isinstance(item, Record)))
    return _with_workflows(system, interface, found)


def _with_workflows(system: System, interface: str, counts: Counts) -> Counts:
    """Count the operations that described workflows use, where these are more than the document itself names."""
    tools = [r.target for r in system.relations if r.source == interface and r.kind is RelationKind.EXPOSES]
    used = sum(_in_workflow(system, tool) for tool in tools)
    own = counts.all.get("workflows")
    if own is None or used <= own.count:
        return counts
    return Counts({**counts.all, "workflows": replace(own, count=used)})


def _in_workflow(system: System, tool: str) -> bool:
    fact = system.fact(tool, "in_workflows")
    return isinstance(fact, Known) and bool(fact.value) and fact.level >= EvidenceLevel.DOCUMENTED
