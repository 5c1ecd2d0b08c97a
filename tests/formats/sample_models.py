"""Models of a report made by hand: one that was measured in every way, one with static results, one with nothing."""

from __future__ import annotations

import msgspec

from auditor.report.schema import EffortGain, EvaluationFact, ForeignEvaluation, ModelFact, ReferenceFact, Report

from .sample_report import travel_desk

_LEADERBOARD = "github.com/sierra-research/tau2-bench web/leaderboard (commit 1a2b3c4)"


def _others(*scores: float) -> tuple[ReferenceFact, ...]:
    makers = ("Sierra", "Alibaba", "Anthropic", "OpenAI")
    return tuple(
        ReferenceFact(
            model=f"model-{chr(97 + n)}-2026-0{1 + n % 6}-01",
            score=score,
            setting="standard scaffold",
            mode="native",
            effort="high" if n % 2 else "",
            reported_by=makers[n % 4],
            self_reported=n % 4 > 0,
            date=f"2026-0{1 + n % 6}-15",
            source=_LEADERBOARD,
        )
        for n, score in enumerate(scores)
    )


AIRLINE = EvaluationFact(
    benchmark="tau2-bench",
    title="τ²-bench",
    version="1.0",
    part="airline",
    level="recorded",
    place="evidence/tau2/airline_high.json:1:1",
    run="evidence/tau2/airline_high.json:1:1",
    format="tau2",
    interaction="multi_step",
    environment="simulated",
    tool_use="function_calling",
    dynamic=True,
    metric="pass^1",
    score=0.625,
    low=0.48,
    high=0.751,
    tasks=50,
    expected_tasks=50,
    subset=False,
    trials=4,
    dropped=3,
    all_trials=0.48,
    any_trial=0.78,
    date="2026-10-12",
    model_version="qwen3-max-2025-09-23",
    model_match="exact",
    calling_mode="native",
    harness="tau2",
    harness_version="0.3.1",
    step_budget=200,
    reasoning_effort="high",
    simulated_user=True,
    user_simulator="gpt-4.1-2025-04-14",
    self_simulated=False,
    tokens=48210.4,
    reasoning_tokens=9120.0,
    tool_calls=11.4,
    turns=17.25,
    seconds=184.2,
    usd=0.0914,
    beside=_others(0.74, 0.702, 0.66, 0.64, 0.618, 0.6, 0.572, 0.55, 0.488, 0.41, 0.344),
)
AIRLINE_LOW = msgspec.structs.replace(
    AIRLINE,
    place="evidence/tau2/airline_low.json:1:1",
    run="evidence/tau2/airline_low.json:1:1",
    score=0.54,
    low=0.404,
    high=0.67,
    all_trials=0.36,
    any_trial=0.72,
    dropped=0,
    reasoning_effort="low",
    tokens=None,
    reasoning_tokens=3020.0,
    self_simulated=True,
    user_simulator="qwen3-max",
    beside=(),
    beside_why="its user was played by another model than in every published result",
)
_BFCL = EvaluationFact(
    benchmark="bfcl",
    title="BFCL",
    version="V4",
    part="multi_turn",
    level="recorded",
    place="evidence/bfcl/score/qwen3-max/data_multi_turn.csv:2:1",
    run="evidence/bfcl/score/qwen3-max:1:1",
    format="bfcl",
    interaction="multi_step",
    environment="simulated",
    tool_use="function_calling",
    dynamic=True,
    metric="accuracy",
    score=0.4475,
    low=0.4131,
    high=0.4824,
    tasks=800,
    expected_tasks=800,
    subset=False,
    overall_missing=("web_search_base", "web_search_no_snippet", *(f"memory_{n}" for n in range(10))),
    dynamic_share=0.4286,
    date="2026-08-03",
    model_version="qwen3-max",
    model_match="alias",
    calling_mode="prompted",
    harness="bfcl-eval",
    faults=("the header says 0.4575, its own counts say 358 of 800",),
    beside=_others(0.684, 0.52, 0.46, 0.43),
)
BFCL = (
    _BFCL,
    msgspec.structs.replace(
        _BFCL,
        part="non_live_ast",
        interaction="single_turn",
        environment="none",
        dynamic=False,
        score=0.8858,
        low=0.866,
        high=0.903,
        tasks=1150,
        expected_tasks=1150,
        overall_missing=(),
        dynamic_share=None,
        faults=(),
        beside=_others(0.91, 0.9, 0.885, 0.87, 0.83, 0.79, 0.75, 0.62),
    ),
    msgspec.structs.replace(
        _BFCL,
        part="irrelevance",
        interaction="single_turn",
        environment="none",
        dynamic=False,
        abstention=True,
        score=0.0,
        low=0.0,
        high=0.016,
        tasks=240,
        expected_tasks=1124,
        subset=True,
        overall_missing=(),
        dynamic_share=None,
        faults=(),
        beside=(),
        beside_why="it is a subset",
    ),
)
SWE = EvaluationFact(
    benchmark="swe-bench",
    title="SWE-bench",
    version="verified",
    level="documented",
    place="evidence/swebench/20260110_agent/results.json:1:1",
    run="evidence/swebench/20260110_agent:1:1",
    format="swebench",
    interaction="multi_step",
    environment="frozen",
    tool_use="shell",
    dynamic=False,
    metric="resolved",
    score=0.692,
    low=0.65,
    high=0.731,
    tasks=500,
    expected_tasks=500,
    trials=1,
    date="2023-01-10",
    date_fault="it is dated 2023-01-10, before SWE-bench verified was published on 2024-08-13",
    model_match="unstated",
    published=True,
    reported_by="Alibaba",
    beside_why="no published result has the same scaffold",
)
MMLU = EvaluationFact(
    benchmark="mmlu-pro",
    title="MMLU-Pro",
    environment="none",
    tool_use="none",
    metric="accuracy",
    score=0.811,
    dynamic=False,
    level="declared",
    place="system.yaml:15:3",
    date="2027-03-01",
    beside_why="no version is stated",
)
OWN = EvaluationFact(
    benchmark="trip-changes",
    title="trip-changes",
    level="recorded",
    place="evidence/own/trips.eval:1:1",
    run="evidence/own/trips.eval:1:1",
    own_task=True,
    metric="accuracy",
    score=None,
    tasks=12,
)
QWEN = ModelFact(
    id="qwen3-max",
    provider="alibaba",
    version="2025-09-23",
    used_by=("planner",),
    evaluations=(AIRLINE, AIRLINE_LOW, *BFCL, SWE, MMLU, OWN),
    foreign=(
        ForeignEvaluation(
            benchmark="terminal-bench",
            model_version="qwen3-max-preview",
            why="`preview` is another variant",
            near=True,
            place="evidence/tb/results.json:4:12",
        ),
    ),
    efforts=(
        EffortGain(
            benchmark="τ²-bench",
            part="airline",
            low_effort="low",
            high_effort="high",
            low_score=0.54,
            high_score=0.625,
            added_tokens=6100.0,
            gain=1.3934,
        ),
        EffortGain(
            benchmark="BFCL",
            part="multi_turn",
            low_effort="low",
            high_effort="high",
            low_score=0.43,
            high_score=0.4475,
            added_tokens=None,
            gain=None,
            why="the files do not say how many reasoning tokens were spent",
        ),
    ),
    missing=(
        "Tool calls are parsed out of the model's text.",
        "Nobody has shown that the model was tested on the owner's own tasks.",
    ),
)
STATIC = ModelFact(
    id="policy-small",
    provider="",
    version="",
    used_by=("policy-checker",),
    evaluations=(MMLU, msgspec.structs.replace(BFCL[1], faults=("its header has no count",))),
    efforts_why="no result says with which reasoning effort it was gathered",
    missing=("No result shows the model acting over several steps.",),
)
BARE = ModelFact(
    id="embedder",
    provider="",
    version="",
    used_by=(),
    evaluations=(),
    foreign=QWEN.foreign,
    missing=("No result shows that the model can call tools.",),
)


def measured() -> Report:
    """Return the travel desk with three models: measured well, measured at rest, and not measured."""
    return msgspec.structs.replace(travel_desk(), models=(BARE, QWEN, STATIC))
