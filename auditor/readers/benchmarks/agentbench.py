"""Reads AgentBench outputs: one folder a task of one agent, with overall.json, runs.jsonl and error.jsonl."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from auditor.documents import Value
from auditor.errors import InputError
from auditor.model.claims import Location
from auditor.model.description import ReadState
from auditor.model.runs import Figure, Part, Run
from auditor.readers.benchmarks import fields
from auditor.readers.benchmarks.files import Files
from auditor.readers.benchmarks.result_format import ResultFormat

_ID = "agentbench"
_OVERALL = "overall.json"
_KEYS = (b'"validation"', b'"average_history_length"')
_OBJECT = re.compile(rb'\A(?:\xef\xbb\xbf)?\s*\{\s*"total"\s*:')
_SCORES: tuple[tuple[tuple[str, ...], str, float], ...] = (
    (("overall", "acc"), "accuracy", 1),
    (("overall", "success_rate"), "success_rate", 1),
    (("overall_cat_accuracy",), "overall_cat_accuracy", 1),
    (("success rate",), "success_rate", 1),
    (("success_rate",), "success_rate", 1),
    (("main",), "main", 1),
    (("score",), "score", 1),
    (("reward",), "reward", 1),
    (("win_rate",), "win_rate", 1),
    (("step_sr",), "step_success_rate", 100),
)
"""Where the tasks keep their main metric below `custom`, and what it is divided by: AgentBench, src/analysis.py."""
_STATUSES = (
    "completed",
    "agent_context_limit",
    "agent_validation_failed",
    "agent_invalid_action",
    "task_limit_reached",
    "task_error",
    "unknown",
)


def is_overall(path: str, head: bytes) -> bool:
    """Tell whether a file sums up one task of one agent."""
    named = PurePosixPath(path).name == _OVERALL
    return named and _OBJECT.match(head) is not None and all(key in head for key in _KEYS)


def read_outputs(files: Files) -> Iterator[Run]:
    """Yield a run for each agent's folder; its parts are the tasks. The agent's folder names the model."""
    agents: dict[PurePosixPath, list[Part]] = {}
    dates: dict[PurePosixPath, str] = {}
    for path in files.named(_OVERALL):
        if not is_overall(path, files.head(path)):
            continue
        folder = PurePosixPath(path).parent
        with files.reading(path):
            part = _part(files, path, folder.name)
            logged, day = _logged(files, folder)
            if part.counted is not None and logged is not None and logged != part.counted:
                part = _with_fault(part, f"overall.json is about {part.counted} samples, runs.jsonl has {logged}")
            agents.setdefault(folder.parent, []).append(part)
            dates[folder.parent] = max(dates.get(folder.parent, ""), day)
    for agent, parts in agents.items():
        yield Run(
            format=_ID,
            benchmark="agentbench",
            model=agent.name,
            parts=tuple(parts),
            harness="AgentBench",
            evaluated=dates[agent],
            location=parts[0].location,
        )


def _part(files: Files, path: str, task: str) -> Part:
    value, location = files.json(path)
    total = fields.whole(value, "total")
    if total is None or total < 0 or not fields.mapping(value, "validation"):
        raise location.document.error_at_start("no total or no validation; expected AgentBench's summary of a task")
    faults: list[str] = []
    score = _score(value, location, faults)
    if score is None and not faults:
        files.note(f"no known metric below `custom` of the task {task}; no score is read", location)
    shares = tuple(_statuses(value, location))
    if (covered := sum(figure.value for figure in shares)) > 1.01:
        faults.append(f"the shares of the statuses add up to {covered:.3g}")
    passed, of = _counts(value) or (None, total)
    if passed is not None and score is not None and abs(passed / of - score.value) > 1e-3:
        faults.append(f"{score.metric} is stated as {score.value:g}, its own counts say {passed} of {of}")
    return Part(
        name=task,
        metric=score.metric if score is not None else "",
        correct=float(passed) if passed is not None else None,
        counted=of,
        stated=((score,) if score is not None else ()) + shares,
        faults=tuple(faults),
        location=score.location or location if score is not None else location,
    )


def _counts(value: Value) -> tuple[int, int] | None:
    passed, of = fields.whole(value, "custom", "overall", "pass"), fields.whole(value, "custom", "overall", "total")
    return (passed, of) if passed is not None and of is not None and 0 <= passed <= of and of > 0 else None


def _score(value: Value, location: Location, faults: list[str]) -> Figure | None:
    for keys, metric, full in _SCORES:
        found = fields.number(value, "custom", *keys)
        if found is None:
            continue
        if not 0 <= found / full <= 1:
            faults.append(f"custom.{'.'.join(keys)} is {found:g}, which is no share; it is not read")
            return None
        return Figure(metric=metric, value=found / full, location=location.child("custom", *keys))
    return None


def _statuses(value: Value, location: Location) -> Iterator[Figure]:
    for key in fields.mapping(value, "validation"):
        name = key.strip().lower().replace(" ", "_")
        share = fields.number(value, "validation", key)
        if name in _STATUSES and share is not None and 0 <= share <= 1:
            yield Figure(metric=f"validation.{name}", value=share, location=location.child("validation", key))


def _logged(files: Files, folder: PurePosixPath) -> tuple[int | None, str]:
    """Return how many different samples runs.jsonl has and the last day in it; takes it and error.jsonl."""
    errors, runs = (folder / "error.jsonl").as_posix(), (folder / "runs.jsonl").as_posix()
    if errors in files.left:
        files.take(errors, state=ReadState.PARTLY, why="attempts that failed and were tried again")
    if runs not in files.left:
        return None, ""
    seen: set[str] = set()
    day = ""
    try:
        for _, record in files.records(runs):
            seen.add(fields.text(record, "index"))
            day = max(day, fields.day(fields.text(record, "time", "str")))
    except InputError as error:
        files.refuse(runs, error)
        return None, day
    files.take(runs, state=ReadState.PARTLY, why="samples are counted; what they say of success differs by task")
    return len(seen), day


def _with_fault(part: Part, fault: str) -> Part:
    return Part(
        name=part.name,
        metric=part.metric,
        correct=part.correct,
        counted=part.counted,
        stated=part.stated,
        faults=(*part.faults, fault),
        location=part.location,
    )


FORMAT = ResultFormat(format=_ID, title="AgentBench outputs", knows=is_overall, read=read_outputs)
