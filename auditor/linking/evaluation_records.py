"""The record of one evaluation: what was measured, how surely, and under which conditions."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.benchmarks.bfcl import overall
from auditor.benchmarks.dates import date_fault, date_of
from auditor.benchmarks.evaluations import Evaluation, is_bfcl, stated_trials
from auditor.benchmarks.model_names import ConfiguredModel, Match, Matched, match_models
from auditor.model.claims import AttributeValue, Record
from auditor.model.runs import Run

MEANT = (Match.EXACT, Match.ALIAS)
"""Matches by which a result counts for a model."""


def evaluation_record(
    one: Evaluation, model: ConfiguredModel, matched: Matched, own: frozenset[str], *, first: bool
) -> Record:
    """Return what one evaluation shows of a configured model; a field that is left out is unknown.

    `own` has the names of the owner\'s own benchmarks; the `first` evaluation of a run carries the overall score.
    """
    fields = dict(_fields(one, model, matched, own))
    if first and is_bfcl(one.benchmark):
        fields |= _overall(one.run)
    name = one.benchmark.title if one.benchmark is not None else one.run.benchmark
    return Record(name=f"{name} {one.part}".strip(), fields=fields, location=one.location)


def _fields(
    one: Evaluation, model: ConfiguredModel, matched: Matched, own: frozenset[str]
) -> Iterator[tuple[str, AttributeValue]]:
    """Yield what is known; a field that is left out is unknown."""
    run = one.run
    known: dict[str, AttributeValue | None] = {
        "benchmark": one.benchmark.id if one.benchmark is not None else run.benchmark,
        "version": run.version or None,
        "part": one.part or None,
        "interaction": one.seen.interaction.value if one.seen.interaction else None,
        "environment": one.seen.environment.value if one.seen.environment else None,
        "tool_use": one.seen.tool_use.value if one.seen.tool_use else None,
        "dynamic": one.seen.dynamic,
        "abstention": one.abstention,
        "own_task": _own_task(one, own),
        "fits": one.benchmark.fits if one.benchmark is not None else None,
        "model_version": run.model or None,
        "model_match": matched.match.value,
        "format": run.format,
        "run": f"{run.location}",
        **_measured(one),
        **_conditions(one, model),
    }
    yield from ((name, value) for name, value in known.items() if value is not None)


def _overall(run: Run) -> dict[str, AttributeValue]:
    """Return the benchmark's own overall score, or what it lacks, and how much of what was run is dynamic."""
    whole = overall(run)
    known: dict[str, AttributeValue | None] = {
        "overall": _rounded(whole.value) if whole.value is not None else None,
        "overall_missing": whole.missing or None,
        "dynamic_share": _rounded(whole.dynamic_share) if whole.dynamic_share is not None else None,
    }
    return {name: value for name, value in known.items() if value is not None}


def _own_task(one: Evaluation, own: frozenset[str]) -> bool | None:
    if one.run.benchmark.lower() in own:
        return True
    return False if one.benchmark is not None else None


def _measured(one: Evaluation) -> dict[str, AttributeValue | None]:
    score = one.score
    interval = score.interval if score is not None else None
    faults = tuple(fault for part in one.parts for fault in part.faults)
    return {
        "metric": one.metric or None,
        "score": _rounded(score.value) if score is not None else None,
        "recomputed": score.recomputed if score is not None else None,
        "low": _rounded(interval.low) if interval is not None else None,
        "high": _rounded(interval.high) if interval is not None else None,
        "interval_width": _rounded(interval.high - interval.low) if interval is not None else None,
        "tasks": one.tasks,
        "trials": one.trials or stated_trials(one.parts),
        "dropped": one.dropped,
        "expected_tasks": one.expected,
        "subset": one.subset,
        "all_trials": _rounded(one.all_trials) if one.all_trials is not None else None,
        "any_trial": _rounded(one.any_trial) if one.any_trial is not None else None,
        "consistent": False if faults else True if score is not None and score.recomputed else None,
        "faults": faults or None,
    }


def _conditions(one: Evaluation, model: ConfiguredModel) -> dict[str, AttributeValue | None]:
    run, benchmark = one.run, one.benchmark
    # A benchmark that nobody knows has a simulated user where the file names one.
    simulated_user = benchmark.simulated_user if benchmark is not None else bool(run.user_simulator)
    spending, trials = run.spending, run.spending.trials if run.spending else 0

    def each(total: float | None) -> float | None:
        return _rounded(total / trials) if total is not None and trials else None

    both = (
        spending.input_tokens + spending.output_tokens
        if spending and spending.input_tokens is not None and spending.output_tokens is not None
        else None
    )
    return {
        "date": date_of(run) or None,
        "date_fault": date_fault(run, benchmark) or None,
        "calling_mode": run.calling_mode or None,
        "harness": run.harness or None,
        "harness_version": run.harness_version or None,
        "step_budget": run.step_budget,
        "reasoning_effort": run.reasoning_effort or None,
        "simulated_user": simulated_user,
        "user_simulator": run.user_simulator or None,
        "self_simulated": _self_simulated(run, simulated_user=simulated_user),
        "published": run.published,
        "reported_by": run.reported_by or None,
        "changed": run.changed or None,
        "tokens": each(both),
        "reasoning_tokens": each(spending.reasoning_tokens) if spending else None,
        "tool_calls": each(spending.tool_calls) if spending else None,
        "turns": each(spending.steps) if spending else None,
        "seconds": each(spending.seconds) if spending else None,
        "usd": each(spending.usd) if spending else None,
    }


def _self_simulated(run: Run, *, simulated_user: bool) -> bool | None:
    """Tell whether the model under test also played its user, which makes the user easier to please."""
    if not simulated_user:
        return False
    if not run.user_simulator or not run.model:
        return None
    tested = ConfiguredModel(id=run.model, name=run.model, version="", provider="")
    return match_models(tested, run.user_simulator).match in MEANT


def _rounded(value: float) -> float:
    return round(value, 6)
