"""Reads evaluations of AppWorld: experiments/outputs/<experiment>/evaluations/<dataset>.json."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from auditor.documents import Value
from auditor.model.claims import Location
from auditor.model.description import ReadState
from auditor.model.runs import Figure, Part, Run, TaskTally
from auditor.readers.benchmarks import fields
from auditor.readers.benchmarks.files import Files
from auditor.readers.benchmarks.result_format import ResultFormat
from auditor.readers.benchmarks.tallying import Tallying

_DETAILED = re.compile(rb'"aggregate"\s*:\s*\{[^{}]*"(?:task_goal_completion|grouped_strict)"\s*:')
_INDIVIDUAL = re.compile(rb'"individual"\s*:\s*\{')
_BARE = re.compile(
    rb'\s*\{\s*"(?:task|scenario)_goal_completion"\s*:\s*[0-9.]+\s*,'
    rb'\s*"(?:task|scenario)_goal_completion"\s*:\s*[0-9.]+\s*\}\s*'
)
"""What `evaluate_dataset(aggregate_only=True)` writes."""
_OLD_NAMES = {"task_goal_completion": "strict", "scenario_goal_completion": "grouped_strict"}
"""Before 0.1, which evaluator.py still reads."""
_ROUNDED = 0.0006
"""AppWorld rounds a share to four digits and its percentage to one."""


def knows(path: str, head: bytes) -> bool:
    """Tell whether a file is an evaluation that AppWorld wrote, with or without its tasks."""
    if not path.endswith(".json") or head.lstrip()[:1] != b"{":
        return False
    if _DETAILED.search(head) and _INDIVIDUAL.search(head):
        return True
    return _BARE.fullmatch(head) is not None


def _read(files: Files) -> Iterator[Run]:
    experiments: dict[PurePosixPath, list[Part]] = {}
    for path in files.known(knows):
        with files.reading(path):
            found = _evaluation(files, path)
            if found is not None:
                experiments.setdefault(PurePosixPath(path).parent, []).append(found)
        _take_company(files, path)
    for parts in experiments.values():
        yield Run(
            format="appworld",
            benchmark="appworld",
            # An experiment may have any name, so that no model can be read from it.
            model="",
            parts=tuple(parts),
            harness="appworld",
            location=parts[0].location,
        )


def _evaluation(files: Files, path: str) -> Part | None:
    value, location = files.json(path)
    aggregate = fields.mapping(value, "aggregate") or fields.mapping(value)
    place = location.child("aggregate") if "aggregate" in fields.mapping(value) else location
    counting, unknown = Tallying(), 0
    for task, one in fields.mapping(value, "individual").items():
        success = fields.flag(one, "success")
        success = fields.flag(one, "passes_fully") if success is None else success
        if success is None:
            unknown += 1
        else:
            counting.add(task, score=float(success), success=success)
    if unknown:
        files.note(f"{unknown:,} tasks do not say whether they succeed; they are not counted", location)
    stated = tuple(_stated(aggregate, place))
    tallies = counting.tallies
    if not tallies and not stated:
        return None
    return Part(
        name=PurePosixPath(path).stem,
        metric="task_goal_completion",
        tallies=tallies,
        stated=stated,
        faults=() if unknown or not tallies else tuple(_faults(stated, tallies)),
        location=place,
    )


def _stated(aggregate: Value, location: Location) -> Iterator[Figure]:
    for metric, old in _OLD_NAMES.items():
        percent = fields.number(aggregate, metric)
        percent = fields.number(aggregate, old) if percent is None else percent
        if percent is not None and 0 <= percent <= 100:
            yield Figure(metric=metric, value=percent / 100, location=location.child(metric))


def _faults(stated: tuple[Figure, ...], tallies: tuple[TaskTally, ...]) -> Iterator[str]:
    """Compare what the file states with its own tasks; a scenario counts if all its tasks succeed."""
    scenarios: dict[str, list[float]] = {}
    for tally in tallies:
        scenarios.setdefault(tally.task.rpartition("_")[0] or tally.task, []).append(tally.score)
    own = {
        "task_goal_completion": math.fsum(tally.score for tally in tallies) / len(tallies),
        "scenario_goal_completion": math.fsum(map(min, scenarios.values())) / len(scenarios),
    }
    for figure in stated:
        if abs(figure.value - own[figure.metric]) > _ROUNDED:
            yield (
                f"the file states {figure.metric} {100 * figure.value:.1f} %, "
                f"but its own tasks give {100 * own[figure.metric]:.1f} %"
            )


def _take_company(files: Files, path: str) -> None:
    """Take the same figures in words, and pass over what each task left behind."""
    inputs = str(PurePosixPath(path).with_suffix(".txt"))
    if inputs in files.left:
        files.take(inputs, state=ReadState.PARTLY, why="the same figures as in the JSON file beside it")
    folder = PurePosixPath(path).parent
    if folder.name == "evaluations":
        below = str(folder.parent / "tasks") + "/"
        files.skip(*(other for other in files.left if other.startswith(below)))


FORMAT = ResultFormat(format="appworld", title="AppWorld evaluations", knows=knows, read=_read)
