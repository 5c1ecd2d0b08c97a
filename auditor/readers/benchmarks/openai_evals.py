"""Reads the logs of OpenAI evals: JSONL with a `spec` first, then events, and a `final_report` at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from auditor.documents import Value
from auditor.errors import InputError
from auditor.model.runs import Figure, Part, Run, TaskTally
from auditor.readers.benchmarks import fields
from auditor.readers.benchmarks.files import Files
from auditor.readers.benchmarks.result_format import ResultFormat

_SPEC = re.compile(rb'^\s*\{\s*"spec"\s*:\s*\{')
_SHARES = ("accuracy", "score", "f1_score", "pass@1", "pass_rate")
"""Numbers of a final report that may be shares, the usual one first."""
_ROUNDED = 1e-4
"""How far a number may lie from what it is recomputed as."""


@dataclass(slots=True)
class _Log:
    """What a log adds up to; the texts in it are not kept."""

    spec: Value = None
    report: dict[str, Value] | None = None
    report_line: int = 1
    matches: dict[str, TaskTally] = field(default_factory=dict)
    scores: dict[str, TaskTally] = field(default_factory=dict)
    """From `metrics` events, for evals that record no match."""
    scored_by: dict[str, None] = field(default_factory=dict)
    """The keys that those scores stand under."""
    failed: set[str] = field(default_factory=set)
    """Samples in which an error was recorded."""


def knows(path: str, head: bytes) -> bool:
    """Tell a log by its first line, which is the specification of the run."""
    first = head.partition(b"\n")[0]
    return bool(_SPEC.match(first)) and b'"eval_name"' in first and b'"base_eval"' in first and b'"run_id"' in first


def read(files: Files) -> Iterator[Run]:
    """Yield one run for each log; one without a final report did not finish, and counts as limited."""
    for path in files.known(knows):
        try:
            log = _log(files, path)
        except InputError as error:
            files.refuse(path, error)
            continue
        files.take(path)
        if (run := _run(files, path, log)) is not None:
            yield run


def _log(files: Files, path: str) -> _Log:
    log = _Log()
    for number, line in files.records(path):
        if "spec" in fields.mapping(line) and log.spec is None:
            log.spec = fields.at(line, "spec")
        elif "final_report" in fields.mapping(line):
            log.report, log.report_line = fields.mapping(line, "final_report"), number
        else:
            _add(log, line)
    return log


def _add(log: _Log, event: Value) -> None:
    sample = fields.text(event, "sample_id")
    if not sample:
        return
    match fields.text(event, "type"):
        case "match":
            correct = fields.flag(event, "data", "correct")
            if correct is not None:
                log.matches[sample] = _with(log.matches.get(sample), sample, float(correct))
        case "metrics":
            found = ((key, share) for key in _SHARES if (share := _share(event, "data", key)) is not None)
            if (first := next(found, None)) is not None:
                log.scored_by[first[0]] = None
                log.scores[sample] = _with(log.scores.get(sample), sample, first[1])
        case "error":
            log.failed.add(sample)


def _with(known: TaskTally | None, task: str, score: float) -> TaskTally:
    if known is None:
        return TaskTally(task=task, trials=1, successes=int(score == 1), score=score)
    successes = known.successes + (score == 1)
    return TaskTally(task=task, trials=known.trials + 1, successes=successes, score=known.score + score)


def _share(value: Value, *keys: str) -> float | None:
    said = fields.flag(value, *keys)
    found = float(said) if said is not None else fields.number(value, *keys)
    return found if found is not None and 0 <= found <= 1 else None


def _run(files: Files, path: str, log: _Log) -> Run | None:
    where = files.at(path, log.report_line)
    tallies = log.matches or (log.scores if len(log.scored_by) == 1 else {})
    metric = "accuracy" if log.matches or not log.scored_by else next(iter(log.scored_by))
    figures = tuple(_figures(files, path, log))
    if log.report is None:
        files.note("the log has no final report, so the run did not finish", where)
    if not tallies and not figures:
        files.note("it records no match and states no share, so there is nothing to count", where)
        return None
    dropped = (
        TaskTally(task=one, trials=0, successes=0, score=0, dropped=1) for one in sorted(log.failed - {*tallies})
    )
    part = Part(
        metric=metric if tallies else figures[0].metric,
        tallies=(*tallies.values(), *dropped) if tallies else (),
        stated=figures,
        faults=tuple(_faults(tallies, next((one for one in figures if one.metric == metric), None))),
        location=where,
    )
    return Run(
        format="openai_evals",
        benchmark=fields.text(log.spec, "eval_name") or fields.text(log.spec, "base_eval"),
        model=_model(log.spec),
        parts=(part,),
        harness="openai/evals",
        evaluated=fields.day(fields.text(log.spec, "created_at")),
        limited=_limited(log),
        location=files.at(path),
    )


def _figures(files: Files, path: str, log: _Log) -> Iterator[Figure]:
    report = log.report or {}
    # The misspelt key is what evals/elsuite/basic writes.
    stderr = fields.number(report, "boostrap_std")
    stderr = stderr if stderr is not None else fields.number(report, "bootstrap_std")
    for key in _SHARES:
        value = fields.number(report, key)
        if value is not None and 0 <= value <= 1:
            yield Figure(
                metric=key,
                value=value,
                stderr=stderr if key == "accuracy" else None,
                location=files.at(path, log.report_line),
            )


def _faults(tallies: dict[str, TaskTally], said: Figure | None) -> Iterator[str]:
    """The report's number is the mean over all events, whatever sample they belong to."""
    trials, score = sum(one.trials for one in tallies.values()), sum(one.score for one in tallies.values())
    if said is not None and trials and abs(said.value - score / trials) > _ROUNDED:
        yield f"the final report says {said.metric} {said.value:.4f}, and its own events give {score:g} of {trials}"


def _model(spec: Value) -> str:
    """The first completion function, else what the first versions of the log call the model."""
    named = fields.items(spec, "completion_fns") or fields.items(spec, "model_names", "completions")
    return fields.text(named[0] if named else None) or fields.text(spec, "model_name")


def _limited(log: _Log) -> bool | None:
    if log.report is None or fields.number(log.spec, "run_config", "max_samples"):
        return True
    return False if "max_samples" in fields.mapping(log.spec, "run_config") else None


FORMAT = ResultFormat(format="openai_evals", title="OpenAI evals log", knows=knows, read=read)
