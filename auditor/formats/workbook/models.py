"""The sheets on models: what each choice rests on, and every result that was read."""

from __future__ import annotations

from auditor.formats.workbook.sheet import Column, Sheet, column, lines, sheet, yes
from auditor.report.schema import EffortGain, EvaluationFact, ForeignEvaluation, ModelFact, ReferenceFact, Report


def models_sheet(report: Report) -> Sheet:
    """Return a row for each model."""
    return sheet("Models", "a model, and what its choice rests on", _MODELS, report.models)


def evaluations_sheet(report: Report) -> Sheet:
    """Return a row for each result of each model."""
    rows = [(model, entry) for model in report.models for entry in model.evaluations]
    return sheet("Model evidence", "a result of a model; what is empty is not known", _EVALUATIONS, rows)


def beside_sheet(report: Report) -> Sheet:
    """Return a row for each published result of others under the same conditions."""
    rows = [(model, entry, other) for model in report.models for entry in model.evaluations for other in entry.beside]
    return sheet("Published results", "a result of others under the same conditions as one of a model", _BESIDE, rows)


def foreign_sheet(report: Report) -> Sheet:
    """Return a row for each result that is named as evidence for a model and measured another."""
    rows = [(model, entry) for model in report.models for entry in model.foreign]
    return sheet("Of other models", "a result that is named as evidence and measured another model", _FOREIGN, rows)


def efforts_sheet(report: Report) -> Sheet:
    """Return a row for each pair of runs that differ only in their reasoning effort."""
    rows = [(model, entry) for model in report.models for entry in model.efforts]
    return sheet("Reasoning effort", "what more reasoning bought a model", _EFFORTS, rows)


_MODELS: tuple[Column[ModelFact], ...] = (
    column("Model", 28, lambda m: m.id, "name"),
    column("Provider", 18, lambda m: m.provider),
    column("Version", 24, lambda m: m.version),
    column("Used by", 28, lambda m: ", ".join(m.used_by)),
    column("Results", 9, lambda m: len(m.evaluations), "count"),
    column("What nobody has shown", 60, lambda m: lines(m.missing)),
    column("Reasoning effort", 44, lambda m: m.efforts_why),
)

_EVALUATIONS: tuple[Column[tuple[ModelFact, EvaluationFact]], ...] = (
    column("Model", 22, lambda row: row[0].id, "name"),
    column("Benchmark", 26, lambda row: row[1].title),
    column("Part", 20, lambda row: row[1].part),
    column("Score", 8, lambda row: row[1].score, "share"),
    column("Metric", 14, lambda row: row[1].metric),
    column("95 % from", 8, lambda row: row[1].low, "share"),
    column("95 % to", 8, lambda row: row[1].high, "share"),
    column("Recomputed", 11, lambda row: yes(row[1].recomputed)),
    column("Tasks", 8, lambda row: row[1].tasks, "count"),
    column("Tasks of the whole set", 9, lambda row: row[1].expected_tasks, "count"),
    column("Trials", 8, lambda row: row[1].trials, "count"),
    column("All trials succeed", 9, lambda row: row[1].all_trials, "share"),
    column("One trial succeeds", 9, lambda row: row[1].any_trial, "share"),
    column("Trials dropped", 9, lambda row: row[1].dropped, "count"),
    column("Overall score", 9, lambda row: row[1].overall, "share"),
    column("Missing for it", 28, lambda row: ", ".join(row[1].overall_missing)),
    column("Interaction", 14, lambda row: row[1].interaction),
    column("Environment", 14, lambda row: row[1].environment),
    column("Tool use", 14, lambda row: row[1].tool_use),
    column("Dynamic", 9, lambda row: yes(row[1].dynamic)),
    column("Own task", 9, lambda row: yes(row[1].own_task)),
    column("Model in the file", 26, lambda row: row[1].model_version),
    column("Match", 12, lambda row: row[1].model_match),
    column("Calling mode", 12, lambda row: row[1].calling_mode),
    column("Harness", 18, lambda row: f"{row[1].harness} {row[1].harness_version}".strip()),
    column("Step budget", 9, lambda row: row[1].step_budget, "count"),
    column("Reasoning effort", 11, lambda row: row[1].reasoning_effort),
    column("Simulated user", 10, lambda row: yes(row[1].simulated_user)),
    column("Date", 12, lambda row: row[1].date or row[1].date_fault),
    column("Reported by", 18, lambda row: row[1].reported_by),
    column("Tokens a trial", 11, lambda row: row[1].tokens, "number"),
    column("Reasoning tokens", 11, lambda row: row[1].reasoning_tokens, "number"),
    column("Tool calls", 9, lambda row: row[1].tool_calls, "number"),
    column("Turns", 9, lambda row: row[1].turns, "number"),
    column("Seconds", 9, lambda row: row[1].seconds, "number"),
    column("US dollars", 9, lambda row: row[1].usd, "number"),
    column("What does not agree", 40, lambda row: lines(row[1].faults)),
    column("Why nothing is set beside it", 34, lambda row: row[1].beside_why),
    column("Evidence", 12, lambda row: row[1].level),
    column("Format", 14, lambda row: row[1].format),
    column("Place", 40, lambda row: row[1].place),
)

_BESIDE: tuple[Column[tuple[ModelFact, EvaluationFact, ReferenceFact]], ...] = (
    column("Model", 22, lambda row: row[0].id, "name"),
    column("Benchmark", 26, lambda row: row[1].title),
    column("Part", 20, lambda row: row[1].part),
    column("Its score", 9, lambda row: row[1].score, "share"),
    column("Other model", 28, lambda row: row[2].model),
    column("Other score", 9, lambda row: row[2].score, "share"),
    column("Setting", 24, lambda row: row[2].setting),
    column("Mode", 12, lambda row: row[2].mode),
    column("Effort", 12, lambda row: row[2].effort),
    column("Reported by", 20, lambda row: row[2].reported_by),
    column("By its own maker", 10, lambda row: yes(row[2].self_reported)),
    column("Date", 12, lambda row: row[2].date),
    column("Source", 44, lambda row: row[2].source),
)

_FOREIGN: tuple[Column[tuple[ModelFact, ForeignEvaluation]], ...] = (
    column("Model", 24, lambda row: row[0].id, "name"),
    column("Benchmark", 28, lambda row: row[1].benchmark),
    column("Model in the file", 30, lambda row: row[1].model_version),
    column("Why", 50, lambda row: row[1].why),
    column("Names differ little", 11, lambda row: yes(row[1].near)),
    column("Place", 44, lambda row: row[1].place),
)

_EFFORTS: tuple[Column[tuple[ModelFact, EffortGain]], ...] = (
    column("Model", 24, lambda row: row[0].id, "name"),
    column("Benchmark", 26, lambda row: row[1].benchmark),
    column("Part", 20, lambda row: row[1].part),
    column("Less effort", 12, lambda row: row[1].low_effort),
    column("Score", 9, lambda row: row[1].low_score, "share"),
    column("More effort", 12, lambda row: row[1].high_effort),
    column("Score", 9, lambda row: row[1].high_score, "share"),
    column("Reasoning tokens more", 12, lambda row: row[1].added_tokens, "number"),
    column("Points for 1,000 tokens", 12, lambda row: row[1].gain, "number"),
    column("Why it cannot be computed", 44, lambda row: row[1].why),
)
