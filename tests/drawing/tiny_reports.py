"""Small reports for the map: entities, relations and findings, written in a line each."""

from __future__ import annotations

import msgspec

from auditor.model.findings import Confidence, Outcome, Severity
from auditor.report.schema import (
    AttributeFact,
    BoundaryFact,
    EntityFact,
    Finding,
    FindingSubject,
    RelationFact,
    Report,
    WaiverRef,
)
from auditor.report.schema_paths import Hop
from tests.formats.sample_variants import empty


def entity(kind: str, name: str, *, zone: str = "", trust: str = "") -> EntityFact:
    """Return an entity; `trust` is `untrusted|declared`."""
    value, _, level = trust.partition("|")
    facts = (AttributeFact(name="trust", value=value, level=level, place="system.yaml:1"),) if trust else ()
    return EntityFact(
        id=name,
        kind=kind,
        name=name,
        boundary=zone,
        members="",
        placeholder=False,
        place="system.yaml:1",
        attributes=facts,
    )


def relation(text: str) -> RelationFact:
    """Return the relation that `source kind target` says."""
    source, kind, target = text.split()
    return RelationFact(source=source, target=target, kind=kind, level="declared", place="system.yaml:2")


def hop(text: str) -> Hop:
    """Return the hop that `source kind target` says."""
    source, kind, target = text.split()
    return Hop(source=source, target=target, kind=kind, level="declared", place="system.yaml:2")


def failure(
    control: str,
    subject: str,
    *hops: str,
    severity: Severity = Severity.HIGH,
    waived: bool = False,
    outcome: Outcome = Outcome.FAIL,
) -> Finding:
    """Return a finding with one subject."""
    waiver = WaiverRef(reason="r", owner="o", expires="2030-01-01") if waived else None
    return Finding(
        control=control, area="safety", outcome=outcome, title=f"What {control} says", message="", cause="",
        severity=severity, confidence=Confidence.HIGH, gate_level=None,
        subjects=(FindingSubject(id=subject, waiver=waiver, path=tuple(map(hop, hops))),),
    )  # fmt: skip


def report(
    entities: list[EntityFact], relations: list[str] | None = None, *findings: Finding, zones: tuple[str, ...] = ()
) -> Report:
    """Return a report with nothing but these; each zone is trusted."""
    return msgspec.structs.replace(
        empty(),
        entities=tuple(sorted(entities, key=lambda e: e.id)),
        relations=tuple(map(relation, relations or [])),
        findings=findings,
        boundaries=tuple(
            BoundaryFact(id=z, name=z, trust="trusted", members=tuple(e.id for e in entities if e.boundary == z))
            for z in zones
        ),
    )


def desk() -> Report:
    """A desk with one agent, an interface of many tools and one of few, and a way that fails."""
    tools = [entity("tool", f"bookings.tool{n:02}", trust="untrusted|assumed") for n in range(20)]
    few = [entity("tool", f"calendar.tool{n}") for n in range(3)]
    entities = [
        entity("agent", "planner", zone="office"), entity("model", "qwen"), entity("interface", "bookings"),
        entity("interface", "calendar"), entity("service", "api", zone="office"),
        entity("datastore", "trips", zone="office"),
        entity("external", "gds", trust="untrusted|declared"), entity("person", "manager"), entity("system", "system"),
        *tools, *few,
    ]  # fmt: skip
    relations = [
        "planner uses qwen", "planner calls bookings", "api exposes bookings", "api calls trips", "api writes trips",
        "api calls gds", "manager approves bookings.tool01",
        *(f"bookings exposes {tool.id}" for tool in tools), *(f"planner calls {tool.id}" for tool in tools),
        *(f"calendar exposes {tool.id}" for tool in few), *(f"planner calls {tool.id}" for tool in few),
    ]  # fmt: skip
    return report(
        entities, relations,
        failure("trifecta", "planner", "planner calls bookings.tool07", "api calls gds"),
        failure("other", "bookings.tool03", severity=Severity.LOW), failure("waived", "trips", waived=True),
        zones=("office",),
    )  # fmt: skip
