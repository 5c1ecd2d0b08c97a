"""Recommendations, questions, evaluations and framework verdicts of the sample report."""

from __future__ import annotations

from auditor.model.findings import Effort
from auditor.report.schema import (
    EvaluationFact,
    FrameworkPath,
    FrameworkVerdict,
    Question,
    Recommendation,
    ResultFate,
)

from .sample_controls import CONTROLS

EVALUATIONS = (
    EvaluationFact(
        benchmark="tau2-bench",
        title="τ²-bench",
        part="airline",
        environment="simulated",
        metric="pass^1",
        score=0.562,
        dynamic=True,
        level="declared",
        place="evidence/tau2/airline.json:1:1",
    ),
    EvaluationFact(
        benchmark="bfcl",
        title="BFCL",
        version="V4",
        metric="overall accuracy",
        score=0.6914,
        dynamic=False,
        level="recorded",
        place="evidence/bfcl/score.csv:2:1",
    ),
    EvaluationFact(
        benchmark="mmlu-pro",
        title="MMLU-Pro",
        metric="accuracy",
        score=None,
        dynamic=False,
        level="declared",
        place="system.yaml:15:3",
    ),
)
FRAMEWORK_PATHS = (
    FrameworkPath(
        id="langchain:mcp",
        title="MultiServerMCPClient",
        framework="LangChain",
        version="1.4.7",
        tried="2026-11-22",
        rank="first",
        used_by=("planner",),
        accepted=41,
        results=(ResultFate(topic="audio", fate="refused", how="AudioContent raises NotImplementedError"),),
    ),
    FrameworkPath(
        id="openai:strict",
        title="Function calling in strict mode",
        framework="OpenAI",
        version="3.54.0",
        tried="2026-11-22",
        rank="second",
        accepted=38,
        major_loss=2,
        refused=1,
    ),
)
FRAMEWORKS = (
    *(
        FrameworkVerdict(
            framework="openai:strict",
            tool=f"bookings.{name}",
            outcome="major loss",
            reasons=("`format` is passed over", "a free-form object is closed"),
            lost=("/inputSchema/properties/metadata/format", "/inputSchema/properties/metadata/additionalProperties"),
        )
        for name in ("bookTrip", "changeTrip")
    ),
    FrameworkVerdict(
        framework="openai:strict",
        tool="calendar.create_event",
        outcome="refused",
        reasons=("`when` has no type",),
        lost=(),
        at="/inputSchema/properties/when",
        breaks="server",
        change="set /inputSchema/properties/when/type to 'string'",
    ),
)
RECOMMENDATIONS = (
    Recommendation(
        title="Put an approval before cancelTrip, refundTrip and notifyTraveller",
        effort=Effort.LOW,
        summary="Interrupt the planner before the three operations that cannot be undone, "
        "and let a travel manager decide.",
        steps=(
            "Interrupt the planner before the call.",
            "Show a person what will be cancelled, and for whom.",
            "Record who approved it.",
        ),
        controls=("unapproved-irreversible-action",),
        cause="bookings",
        subjects=("bookings.cancelTrip", "bookings.refundTrip", "bookings.notifyTraveller"),
        closes_high=3,
        closes_medium=0,
        closes_low=0,
        settles=0,
        then="",
    ),
    Recommendation(
        title="Run τ²-bench airline on qwen3-max",
        effort=Effort.MEDIUM,
        summary="It shows how the model uses tools over several steps, in the version that is shipped.",
        steps=(),
        controls=("missing-tool-use-evidence", "static-only-evidence"),
        cause="",
        subjects=("qwen3-max",),
        closes_high=0,
        closes_medium=1,
        closes_low=0,
        settles=1,
        then="level 2",
    ),
    Recommendation(
        title="Give the planner a limit of steps, cost and time",
        effort=Effort.LOW,
        summary="Set `max_steps` and a `budget` in system.yaml and in the graph's configuration.",
        steps=(),
        controls=("unbounded-agent",),
        cause="",
        subjects=("planner",),
        closes_high=1,
        closes_medium=0,
        closes_low=0,
        settles=0,
        then="",
    ),
    Recommendation(
        title="Declare what each operation returns, also when it fails",
        effort=Effort.MEDIUM,
        summary="One error schema, referenced by all operations, closes most of it.",
        steps=(),
        controls=("unstructured-result", "unstructured-failure"),
        cause="#/components/responses",
        subjects=(),
        closes_high=3,
        closes_medium=5,
        closes_low=0,
        settles=0,
        then="",
    ),
    Recommendation(
        title="Revoke the token in deploy/compose.yaml",
        effort=Effort.LOW,
        summary="Then move it to the secret store.",
        steps=(),
        controls=("exposed-secret",),
        cause="",
        subjects=("booking-api",),
        closes_high=1,
        closes_medium=0,
        closes_low=0,
        settles=0,
        then="",
    ),
    Recommendation(
        title="Type the three untyped parameters",
        effort=Effort.LOW,
        summary="A type and one sentence each.",
        steps=(),
        controls=("untyped-parameter",),
        cause="",
        subjects=("bookings.refundTrip", "calendar.create_event"),
        closes_high=0,
        closes_medium=3,
        closes_low=0,
        settles=0,
        then="",
    ),
)
QUESTIONS = tuple(
    Question(
        control=control.id,
        text=control.question,
        because=f"{control.failure_title} at this time",
        subjects=("bookings.cancelTrip", "bookings.refundTrip")[: 1 + n % 2],
    )
    for n, control in enumerate(entry for entry in CONTROLS if entry.question)
)
