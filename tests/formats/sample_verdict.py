"""Verdict and lines of the sample report."""

from __future__ import annotations

import msgspec

from auditor.model.findings import Outcome
from auditor.report.schema import (
    Blocker,
    Gate,
    GateOutcome,
    Level,
    Line,
    Verdict,
)

from .sample_controls import CONTROLS

_STATES: dict[Outcome, GateOutcome] = {
    Outcome.PASS: "met",
    Outcome.FAIL: "failed",
    Outcome.UNKNOWN: "unknown",
    Outcome.NOT_APPLICABLE: "not applicable",
}
_LEVELS = (
    (0, "Answering", "text in, text out; nothing to act with", "", True),
    (
        1,
        "Reserved",
        "answers today, but the architecture keeps the places where tools and action outputs will go",
        "",
        True,
    ),
    (
        2,
        "Callable",
        "tools are well described, accepted by the chosen frameworks, the model was chosen on tool-use evidence",
        "an agent reaches a tool",
        True,
    ),
    (
        3,
        "Acting",
        "actions return structure, are verified against the environment, bounded, approved or reversible",
        "an agent reaches a writing tool",
        True,
    ),
    (
        4,
        "Learning",
        "trajectories are recorded and used; dynamic evaluations gate every change",
        "a trajectory was read",
        None,
    ),
)


def _level(level: int, name: str, meaning: str, precondition: str, met: bool | None) -> Level:
    gates = tuple(
        Gate(
            control=control.id,
            title=control.title,
            state=_STATES[control.outcome],
            passed=control.subjects.passed,
            applicable=control.subjects.applicable,
            share=0.95 if control.severity == "medium" else 1.0,
        )
        for control in CONTROLS
        if control.gate_level == level
    )
    return Level(
        level=level,
        name=name,
        meaning=meaning,
        precondition=precondition,
        precondition_met=met,
        reached=level < 2,
        gates=gates,
    )


VERDICT = Verdict(
    outcome="not ready",
    as_designed=False,
    level_reached=1,
    level_asked=3,
    sentence="Three irreversible actions run without approval, the planner has no limit, "
    "and nobody has shown how the model uses tools.",
    levels=tuple(_level(*level) for level in _LEVELS),
    blocking=(
        Blocker(
            control="unapproved-irreversible-action",
            outcome=Outcome.FAIL,
            text="An irreversible action runs without approval",
            subjects=3,
            place="specs/bookings.yaml:210",
        ),
        Blocker(
            control="unbounded-agent",
            outcome=Outcome.FAIL,
            text="An agent has no limit",
            subjects=1,
            place="system.yaml:17",
        ),
        Blocker(
            control="unstructured-result",
            outcome=Outcome.FAIL,
            text="An action returns text only",
            subjects=3,
            place="specs/bookings.yaml:228",
        ),
        Blocker(
            control="missing-tool-use-evidence",
            outcome=Outcome.UNKNOWN,
            text="No tool-use evidence for qwen3-max",
            subjects=1,
            place="system.yaml:15",
        ),
        Blocker(
            control="unverified-write",
            outcome=Outcome.UNKNOWN,
            text="Nothing shows that bookings are verified",
            subjects=8,
            place="specs/bookings.yaml:500",
        ),
        Blocker(
            control="untraced-actions",
            outcome=Outcome.UNKNOWN,
            text="Nothing shows that actions are traced",
            subjects=1,
            place="",
        ),
        Blocker(
            control="static-only-evidence",
            outcome=Outcome.FAIL,
            text="No dynamic evidence for the model",
            subjects=1,
            place="",
        ),
    ),
    conditions=(),
)


def ready_verdict() -> Verdict:
    """Return the verdict of the same system with two conditions."""
    return msgspec.structs.replace(
        VERDICT,
        outcome="ready with conditions",
        level_reached=3,
        as_designed=True,
        blocking=(),
        sentence="Every gate up to level 3 is met; one of them by a waiver.",
        levels=tuple(msgspec.structs.replace(level, reached=level.level < 4) for level in VERDICT.levels),
        conditions=(
            "The waiver of missing-idempotency-key for bookings.* ends on 1 Mar 2027.",
            "A token has to be revoked.",
        ),
    )


def line(name: str, numerator: int, denominator: int, text: str) -> Line:
    """Return one of the five lines."""
    longer, action, formula = {
        "Goal": (
            "accuracy on fixed questions",
            "tasks completed in a changing world",
            "dynamic evaluations / evaluations of the model",
        ),
        "Output": (
            "long text",
            "executable action sequences",
            "tools with declared structured results / reachable tools",
        ),
        "Feedback": (
            "offline scores",
            "the environment answers in real time",
            "writes that something verifies / writes",
        ),
        "Bottleneck": ("reasoning cost", "action efficiency, tool-call precision", "schema-valid calls / actions"),
        "Ceiling": (
            "the training data",
            "keeps learning from interaction",
            "actions complete enough to learn from / recorded actions",
        ),
    }[name]
    return Line(
        name=name,
        longer=longer,
        action=action,
        value=numerator / denominator if denominator else None,
        numerator=numerator,
        denominator=denominator,
        formula=formula,
        text=text,
    )
