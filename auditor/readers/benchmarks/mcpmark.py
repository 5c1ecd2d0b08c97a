"""Reads results of MCPMark: one meta.json for each task of each run, below a folder for each model and server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from auditor.documents import Value
from auditor.model.claims import Location
from auditor.model.description import ReadState
from auditor.model.runs import Part, Run, Spending
from auditor.readers.benchmarks import fields
from auditor.readers.benchmarks.files import Files
from auditor.readers.benchmarks.joined_runs import spent_together
from auditor.readers.benchmarks.result_format import ResultFormat
from auditor.readers.benchmarks.tallying import Tallying

_MARKS = tuple(
    re.compile(mark)
    for mark in (
        rb'"task_name"\s*:\s*"',
        rb'"model_name"\s*:\s*"',
        rb'"mcp"\s*:\s*"',
        rb'"execution_result"\s*:\s*\{',
    )
)
_LAYOUT = re.compile(
    r"(?P<experiment>.*?)(?P<model>[^/]+?)__(?P<service>[^/]+)/(?P<run>run-[0-9]+)/(?P<task>[^/]+__[^/]+)/meta\.json"
)
"""results/<experiment>/<model>__<service>/run-<i>/<category>__<task>/meta.json"""
_RETRIED = (
    "ratelimit",
    "agent execution failed",
    "unavailable",
    "internal server error",
    "network error",
    "quota",
    "account balance",
    "state duplication error",
)
"""What MCPMark takes for an error of the infrastructure and runs again (src/errors.py)."""
_COMPANY = "its outcome is counted from meta.json"


@dataclass(slots=True, kw_only=True)
class _Service:
    location: Location
    counting: Tallying = field(default_factory=Tallying)
    outcomes: dict[str, list[bool]] = field(default_factory=dict)
    """By the folder of a run, to compare with its summary.json."""
    faults: list[str] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class _Model:
    name: str
    effort: str
    location: Location
    services: dict[str, _Service] = field(default_factory=dict)
    spent: list[Spending] = field(default_factory=list)
    days: list[str] = field(default_factory=list)
    retried: int = 0
    dropped: int = 0


def knows(path: str, head: bytes) -> bool:
    """Tell whether a file describes how one task of MCPMark went."""
    return path.endswith(".json") and head.lstrip()[:1] == b"{" and all(mark.search(head) for mark in _MARKS)


def _read(files: Files) -> Iterator[Run]:
    models: dict[tuple[str, str, str], _Model] = {}
    for path in files.known(knows):
        with files.reading(path):
            value, location = files.json(path)
            _add(models, path, value, location)
            _take_company(files, path)
    for one in models.values():
        _compare(files, one)
        yield from _run(files, one)


def _add(models: dict[tuple[str, str, str], _Model], path: str, value: Value, location: Location) -> None:
    laid = _LAYOUT.fullmatch(path)
    name, effort = fields.text(value, "model_name"), fields.text(value, "reasoning_effort")
    effort = "" if effort == "default" else effort
    key = laid["experiment"] if laid else "", name, effort
    model = models.setdefault(key, _Model(name=name, effort=effort, location=location.child("model_name")))
    mcp = laid["service"] if laid else fields.text(value, "mcp")
    # Tasks on pages of WebArena count as tasks of the server that drives the browser (src/aggregators).
    mcp = "playwright" if mcp == "playwright_webarena" else mcp
    service = model.services.setdefault(mcp, _Service(location=location.child("execution_result", "success")))
    task = laid["task"] if laid else fields.text(value, "task_name")
    success = fields.flag(value, "execution_result", "success")
    if success is None:
        service.counting.drop(task)
        model.dropped += 1
        return
    service.counting.add(task, score=float(success), success=success)
    service.outcomes.setdefault(str(PurePosixPath(path).parent.parent), []).append(success)
    error = fields.text(value, "execution_result", "error_message").lower()
    model.retried += not success and any(pattern in error for pattern in _RETRIED)
    model.days.append(fields.day(fields.text(value, "time", "start")))
    model.spent.append(_spending(value))


def _spending(value: Value) -> Spending:
    tokens = fields.at(value, "token_usage")
    return Spending(
        trials=1,
        input_tokens=fields.whole(tokens, "input_tokens"),
        output_tokens=fields.whole(tokens, "output_tokens"),
        reasoning_tokens=fields.whole(tokens, "reasoning_tokens"),
        steps=fields.whole(value, "turn_count"),
        seconds=fields.number(value, "agent_execution_time"),
    )


def _take_company(files: Files, path: str) -> None:
    folder = PurePosixPath(path).parent
    messages = str(folder / "messages.json")
    if messages in files.left:
        files.take(messages, state=ReadState.PARTLY, why=f"what was said during a task; {_COMPANY}")
    files.skip(str(folder / "execution.log"))


def _compare(files: Files, model: _Model) -> None:
    """Take the summary of each run, and keep where it counts otherwise than the run's own files do."""
    for service in model.services.values():
        for folder, outcomes in service.outcomes.items():
            path = str(PurePosixPath(folder) / "summary.json")
            if path not in files.left or b'"successful_tasks"' not in files.head(path):
                continue
            with files.reading(path):
                value, _ = files.json(path)
                total, good = fields.whole(value, "total_tasks"), fields.whole(value, "successful_tasks")
                if total is not None and good is not None and (good, total) != (sum(outcomes), len(outcomes)):
                    service.faults.append(
                        f"{path} says that {good:,} of {total:,} tasks succeed, "
                        f"the files of its tasks that {sum(outcomes):,} of {len(outcomes):,} do"
                    )


def _run(files: Files, model: _Model) -> Iterator[Run]:
    parts = tuple(
        Part(
            name=name,
            metric="pass@1",
            tallies=service.counting.tallies,
            faults=tuple(service.faults),
            location=service.location,
        )
        for name, service in model.services.items()
    )
    if model.dropped:
        files.note(f"{model.dropped:,} trials do not say whether they succeed; they are not counted", model.location)
    if model.retried:
        files.note(
            f"{model.retried:,} trials ended with an error of the kind that MCPMark runs again before it publishes; "
            "they count as failures",
            model.location,
        )
    yield Run(
        format="mcpmark",
        benchmark="mcpmark",
        model=model.name,
        parts=parts,
        harness="mcpmark",
        reasoning_effort=model.effort,
        evaluated=min(filter(None, model.days), default=""),
        spending=spent_together(model.spent),
        location=model.location,
    )


FORMAT = ResultFormat(format="mcpmark", title="MCPMark results", knows=knows, read=_read)
