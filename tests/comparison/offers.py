"""Offers made from the hand-made report of the travel desk: renamed, and changed in one thing each."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from auditor.comparison import Comparison, Offered, compare
from auditor.report.schema import EvaluationFact, GateOutcome, KnownCount, ModelFact, Report, Verdict
from tests.formats.sample_report import travel_desk

replace = msgspec.structs.replace
Change = Callable[[Report], Report]


def offer(name: str, *changes: Change, source: str = "", altered: str = "") -> Offered:
    """Return the travel desk under another name and id, with these changes made to its report."""
    report = travel_desk()
    for change in changes:
        report = change(report)
    report = replace(report, report_id=f"id-{name}", system=replace(report.system, name=name))
    return Offered(report=report, source=source or f"{name}.json", altered=altered)


def of_system(**fields: object) -> Change:
    """Return what changes fields of the system."""
    return lambda report: replace(report, system=replace(report.system, **fields))


def of_tool(**fields: object) -> Change:
    """Return what changes the tool that made the report."""
    return lambda report: replace(report, tool=replace(report.tool, **fields))


def of_verdict(**fields: object) -> Change:
    """Return what changes the verdict."""
    return lambda report: replace(report, verdict=replace(report.verdict, **fields))


def with_known(**pairs: int) -> Change:
    """Return what sets how much is known, by evidence level."""
    known = tuple(KnownCount(level=level, pairs=count) for level, count in pairs.items())
    return lambda report: replace(report, known=known)


def with_gates(states: Mapping[str, GateOutcome], preconditions: Mapping[int, bool | None] | None = None) -> Change:
    """Return what sets the states of gates and the preconditions of levels, and the level that follows."""

    def change(report: Report) -> Report:
        assert report.verdict
        levels, holds, reached = [], True, 0
        for level in report.verdict.levels:
            gates = tuple(replace(gate, state=states.get(gate.control, gate.state)) for gate in level.gates)
            met = (preconditions or {}).get(level.level, level.precondition_met)
            fits = all(gate.state in ("met", "waived", "not applicable") for gate in gates)
            holds = holds and met is True and fits
            reached = level.level if holds else reached
            levels.append(replace(level, gates=gates, precondition_met=met, reached=holds))
        verdict = replace(report.verdict, levels=tuple(levels), level_reached=reached)
        return replace(report, verdict=replace(verdict, outcome=outcome_of(verdict)))

    return change


def outcome_of(verdict: Verdict) -> str:
    """Return the outcome that follows from the gates, as DESIGN has it."""
    if verdict.level_reached >= verdict.level_asked:
        waived = any(gate.state == "waived" for level in verdict.levels for gate in level.gates)
        return "ready with conditions" if waived else "ready"
    asked = [gate.state for level in verdict.levels if level.level <= verdict.level_asked for gate in level.gates]
    return "not ready" if "failed" in asked else "not enough evidence"


def with_control(control: str, **fields: object) -> Change:
    """Return what changes fields of one control."""
    return lambda report: replace(
        report,
        controls=tuple(replace(entry, **fields) if entry.id == control else entry for entry in report.controls),
    )


def with_results(*facts: EvaluationFact, model: str = "m") -> Change:
    """Return what gives the system one model with these results."""
    fact = ModelFact(id=model, provider="", version="", used_by=(), evaluations=facts)
    return lambda report: replace(report, models=(fact,))


def result(score: float | None = 0.5, **fields: object) -> EvaluationFact:
    """Return a result on BFCL V4 multi_turn, whole, with an interval of a tenth."""
    given = {
        "benchmark": "bfcl", "title": "BFCL", "level": "recorded", "place": "r.json:1", "version": "V4",
        "part": "multi_turn", "metric": "accuracy", "score": score, "tasks": 800,
        "low": None if score is None else score - 0.05, "high": None if score is None else score + 0.05,
    }  # fmt: skip
    return EvaluationFact(**{**given, **fields})


def compared(*offers: Offered) -> Comparison:
    """Return the comparison."""
    return compare(offers)


def order(comparison: Comparison) -> list[tuple[int, str]]:
    """Return the places with the names."""
    return [(s.place, comparison.offer(s.offer).name) for s in comparison.ranking.standings]
