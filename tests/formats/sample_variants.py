"""Other reports made from the travel desk: ready, empty, a lone artifact, hostile, and large."""

from __future__ import annotations

import msgspec

from auditor.model.findings import Confidence, Outcome
from auditor.report.schema import Area, Counts, Excerpt, Finding, KnownCount, Report, SystemInfo, Tool

from .sample_controls import CONTROLS
from .sample_files import evidence
from .sample_findings import subject_of
from .sample_inventory import RELATIONS
from .sample_report import AREAS, travel_desk
from .sample_verdict import ready_verdict


def ready() -> Report:
    """Return the same system once everything is closed, with one condition left."""
    controls = tuple(
        msgspec.structs.replace(control, outcome=Outcome.PASS) if control.outcome != "not applicable" else control
        for control in CONTROLS
    )
    return msgspec.structs.replace(
        travel_desk(),
        verdict=ready_verdict(),
        findings=(),
        controls=controls,
        contradictions=(),
        recommendations=(),
        questions=(),
        waivers=(),
        baseline=None,
        warnings=(),
        areas=tuple(
            Area(id=a, title=t, controls=Counts(passed=2), subjects=Counts(passed=41), summary="Everything passes.")
            for a, (t, _) in AREAS.items()
        ),
        known=(KnownCount(level="recorded", pairs=210), KnownCount(level="documented", pairs=91)),
    )


def empty() -> Report:
    """Return the report on a system of which only the name is known."""
    return Report(
        schema_version=1,
        report_id="000000000000",
        created_at="2026-11-22T09:30:00Z",
        tool=Tool(name="agent-readiness-auditor", version="0.1.0", checklist="8d1f0a3c"),
        system=SystemInfo(name="Nothing yet", described=True),
        verdict=None,
        lines=(),
        known=(),
        areas=(),
        findings=(),
        controls=(),
        entities=(),
        relations=(),
        boundaries=(),
        contradictions=(),
        frameworks=(),
        models=(),
        trajectories=(),
        recommendations=(),
        questions=(),
        waivers=(),
        baseline=None,
        inputs=(),
        warnings=(),
    )


def lone_artifact() -> Report:
    """Return the report on an OpenAPI document by itself."""
    about = ("tool-interfaces", "action-outputs", "safety")
    desk = travel_desk()
    return msgspec.structs.replace(
        desk,
        system=SystemInfo(name="Bookings API", described=False),
        verdict=None,
        lines=(),
        models=(),
        frameworks=(),
        framework_paths=(),
        contradictions=(),
        waivers=(),
        baseline=None,
        areas=tuple(area for area in desk.areas if area.id in about),
        controls=tuple(control for control in desk.controls if control.area in about),
        findings=tuple(finding for finding in desk.findings if finding.area in about),
        inputs=desk.inputs[1:2],
        entities=tuple(entity for entity in desk.entities if entity.id.startswith("bookings")),
        relations=(),
        warnings=(),
        boundaries=(),
        questions=(),
        recommendations=desk.recommendations[:2],
    )


HOSTILE = "<script>alert(1)</script>\"'>&amp;{{7*7}}\u202eevil\x1b[31m\u200b"


def hostile() -> Report:
    """Return a report whose every name and text tries to break out of its place."""
    tree = msgspec.to_builtins(travel_desk())
    keep = {
        "outcome",
        "severity",
        "confidence",
        "level",
        "kind",
        "state",
        "effort",
        "effect",
        "members",
        "baseline",
        "needs",
        "breaks",
        "rank",
        "fate",
        "created_at",
        "report_id",
        "expires",
    }

    def spoil(value: object, key: str) -> object:
        if isinstance(value, dict):
            return {name: spoil(item, name) for name, item in value.items()}
        if isinstance(value, list | tuple):
            return [spoil(item, key) for item in value]
        return f"{value}{HOSTILE}" if isinstance(value, str) and key not in keep and value else value

    tree = spoil(tree, "")
    tree["findings"][0]["subjects"][0]["evidence"][0]["excerpt"] = msgspec.to_builtins(
        Excerpt(first_line=1, lines=("x" * 5000 + HOSTILE,), marked=1)
    )
    return msgspec.convert(tree, type=Report)


def large(tools: int = 1223, controls: int = 60) -> Report:
    """Return a lone artifact the size of GitHub's API: every second control fails for a third of the tools."""
    desk = travel_desk()
    names = [f"github.{('list', 'get', 'create')[n % 3]}-{n:04}-for-authenticated-user" for n in range(tools)]
    template = next(entity for entity in desk.entities if entity.kind == "tool")
    about, found = [], []
    for n in range(controls):
        base = CONTROLS[n % len(CONTROLS)]
        outcome = (Outcome.FAIL, Outcome.PASS, Outcome.UNKNOWN)[n % 3]
        control = msgspec.structs.replace(base, id=f"{base.id}-{n}", outcome=outcome)
        about.append(control)
        if outcome is Outcome.PASS:
            continue
        for cause in range(1 + n % 7):
            subjects = tuple(
                subject_of(
                    name,
                    evidence(f"specs/bookings.yaml:{210 + k % 20}:7"),
                    message=f"`{name}` lacks what it should have.",
                )
                for k, name in enumerate(names[cause :: 3 + n % 7])
            )
            found.append(
                Finding(
                    control=control.id,
                    area=control.area,
                    outcome=outcome,
                    title=control.failure_title,
                    cause=f"#/components/schemas/s{cause}",
                    message=f"{len(subjects)} operations share one fault.",
                    severity=control.severity,
                    confidence=Confidence.HIGH,
                    gate_level=None,
                    subjects=subjects,
                )
            )
    return msgspec.structs.replace(
        lone_artifact(),
        areas=desk.areas,
        controls=tuple(about),
        findings=tuple(found),
        entities=tuple(msgspec.structs.replace(template, id=name, name=name) for name in names),
        relations=tuple(msgspec.structs.replace(RELATIONS[4], target=name) for name in names),
    )
