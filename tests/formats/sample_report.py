"""A report made by hand: the travel desk as a board would see it."""

from __future__ import annotations

from auditor.model.findings import Severity
from auditor.report.schema import (
    Area,
    BaselineEntry,
    BaselineFact,
    Contradiction,
    Counts,
    KnownCount,
    ModelFact,
    Report,
    Statement,
    SystemInfo,
    Tool,
    WaiverFact,
)

from .sample_advice import EVALUATIONS, FRAMEWORK_PATHS, FRAMEWORKS, QUESTIONS, RECOMMENDATIONS
from .sample_controls import CONTROLS
from .sample_files import lines_around
from .sample_findings import findings
from .sample_inventory import BOUNDARIES, ENTITIES, INPUTS, RELATIONS
from .sample_verdict import VERDICT, line

AREAS = {
    "model-selection": ("Model selection", "The model is named exactly; nobody has shown how it uses tools."),
    "tool-interfaces": ("Tool interfaces", "Three of 41 tools have a parameter without a type."),
    "action-outputs": ("Action outputs", "Three of 44 operations return text where an agent needs structure."),
    "framework-support": ("Framework support", "LangGraph accepts every tool."),
    "environment-feedback": ("Environment feedback", "Nothing shows that 8 of 17 writes are verified."),
    "trajectories": ("Trajectories", "No trace was given: nobody has shown how the system acts."),
    "architectural-space": ("Architectural space", "The architecture keeps the places that an agent needs."),
    "action-efficiency": ("Action efficiency", "Nothing here applies below level 4."),
    "safety": (
        "Safety and governance",
        "Three irreversible actions run without approval, and the planner has no limit.",
    ),
    "operations": ("Operations", "A token stands in deploy/compose.yaml."),
}


def _counted(area: str) -> tuple[Counts, Counts]:
    mine = [control for control in CONTROLS if control.area == area]
    names = {"pass": "passed", "fail": "failed", "not applicable": "not_applicable"}
    controls = dict.fromkeys(Counts.__struct_fields__, 0)
    for control in mine:
        waived = control.outcome == "fail" and not control.subjects.failed
        controls["waived" if waived else names.get(control.outcome.value, control.outcome.value)] += 1
    subjects = {name: sum(getattr(control.subjects, name) for control in mine) for name in Counts.__struct_fields__}
    return Counts(**controls), Counts(**subjects)


def travel_desk() -> Report:
    """Return a system that is asked to act and is not ready to."""
    absent = (
        BaselineEntry(
            control="undescribed-tool", subject="bookings.bookTrip", fingerprint="77", severity=Severity.MEDIUM
        ),
        BaselineEntry(control="inexact-model", subject="qwen3-max", fingerprint="78", severity=Severity.HIGH),
    )
    return Report(
        schema_version=1,
        report_id="3f9c1ab2470e",
        created_at="2026-11-22T09:30:00Z",
        tool=Tool(name="agent-readiness-auditor", version="0.1.0", checklist="8d1f0a3c"),
        system=SystemInfo(
            name="Travel desk",
            described=True,
            purpose="Books and changes trips for employees.",
            owner="travel-platform",
            stage="production",
            intent="act",
            profile="Design review",
        ),
        verdict=VERDICT,
        lines=(
            line("Goal", 1, 3, "1 of 3 evaluations dynamic"),
            line("Output", 41, 44, "41 of 44 tools return structure"),
            line("Feedback", 9, 17, "9 of 17 writes have a read that verifies them"),
            line("Bottleneck", 0, 0, "no traces: nobody has shown how it acts"),
            line("Ceiling", 0, 0, "no traces"),
        ),
        known=tuple(
            KnownCount(level=level, pairs=pairs)
            for level, pairs in (
                ("observed", 12),
                ("recorded", 31),
                ("documented", 148),
                ("declared", 44),
                ("inferred", 9),
                ("unknown", 57),
            )
        ),
        areas=tuple(
            Area(id=area, title=title, controls=_counted(area)[0], subjects=_counted(area)[1], summary=summary)
            for area, (title, summary) in AREAS.items()
        ),
        findings=findings(),
        controls=CONTROLS,
        entities=ENTITIES,
        relations=RELATIONS,
        boundaries=BOUNDARIES,
        contradictions=(
            Contradiction(
                subject="calendar.create_event",
                attribute="effects",
                statements=(
                    Statement(
                        value="read",
                        level="documented",
                        place="evidence/calendar-tools.json:16:19",
                        excerpt=lines_around("evidence/calendar-tools.json", 16),
                    ),
                    Statement(
                        value="write",
                        level="declared",
                        place="system.yaml:20:13",
                        excerpt=lines_around("system.yaml", 20),
                    ),
                ),
            ),
            Contradiction(
                subject="booking-api",
                attribute="exposure",
                statements=(
                    Statement(value="corporate", level="declared", place="system.yaml:27:3"),
                    Statement(
                        value="internet",
                        level="documented",
                        place="deploy/compose.yaml:26:16",
                        excerpt=lines_around("deploy/compose.yaml", 26),
                    ),
                ),
            ),
        ),
        frameworks=FRAMEWORKS,
        models=(
            ModelFact(
                id="qwen3-max", provider="alibaba", version="2025-09-23", used_by=("planner",), evaluations=EVALUATIONS
            ),
            ModelFact(id="policy-small", provider="", version="", used_by=("policy-checker",), evaluations=()),
        ),
        trajectories=(),
        recommendations=RECOMMENDATIONS,
        questions=QUESTIONS,
        waivers=(
            WaiverFact(
                control="missing-idempotency-key",
                subject="bookings.*",
                reason="The gateway retries nothing.",
                owner="travel-platform",
                expires="2027-03-01",
                state="applied",
                subjects=tuple(f"bookings.write{n}" for n in range(8)),
                place="system.yaml:44:5",
            ),
            WaiverFact(
                control="exposed-secret",
                subject="booking-api",
                reason="The token is for the test system.",
                owner="travel-platform",
                expires="2026-09-30",
                state="expired",
                subjects=(),
                place="system.yaml:45:5",
            ),
            WaiverFact(
                control="ambiguous-names",
                subject="hotels.*",
                reason="Hotels are not connected yet.",
                owner="travel-platform",
                expires="2027-06-30",
                state="unmatched",
                subjects=(),
                place="system.yaml:46:5",
            ),
        ),
        baseline=BaselineFact(
            path="travel-desk.october.json",
            report_id="a01b44c9d2e7",
            created_at="2026-10-20T08:00:00Z",
            new=4,
            unchanged=31,
            absent=absent,
            level_reached=1,
        ),
        inputs=INPUTS,
        framework_paths=FRAMEWORK_PATHS,
        warnings=(
            "deploy/chart/templates/api.yaml: not read: Helm template, not rendered",
            "specs/bookings.yaml:12:3: `x-internal` is not known and was passed over",
        ),
    )
