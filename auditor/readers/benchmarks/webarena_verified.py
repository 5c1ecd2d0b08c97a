"""Reads WebArena-Verified outputs: one folder a task, with the evaluation's verdict in eval_result.json."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from auditor.documents import Value
from auditor.model.claims import Location
from auditor.model.description import ReadState
from auditor.model.runs import Part, Run, TaskTally
from auditor.readers.benchmarks import fields
from auditor.readers.benchmarks.files import Files
from auditor.readers.benchmarks.result_format import ResultFormat

_ID = "webarena-verified"
_RESULT = "eval_result.json"
_KEYS = (b'"task_id"', b'"intent_template_id"', b'"task_revision"', b'"status"')
_OBJECT = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*\{")
_CHECKSUMS = ("evaluator", "data")


def is_evaluation(path: str, head: bytes) -> bool:
    """Tell whether a file is the evaluation of one task."""
    named = PurePosixPath(path).name == _RESULT
    return named and _OBJECT.match(head) is not None and all(key in head for key in _KEYS)


@dataclass(slots=True)
class _Output:
    """The tasks of one folder that one version evaluated."""

    location: Location
    trials: dict[str, list[float | None]] = field(default_factory=lambda: defaultdict(list))
    """By task, the scores; None where the evaluation itself failed."""
    checksums: dict[str, Counter[str]] = field(default_factory=lambda: {name: Counter() for name in _CHECKSUMS})
    faults: list[str] = field(default_factory=list)


def read_evaluations(files: Files) -> Iterator[Run]:
    """Yield a run for each output folder, and for each version of the benchmark in it. The model is stated nowhere."""
    outputs: dict[tuple[str, str], _Output] = {}
    folders: set[str] = set()
    for path in files.named(_RESULT):
        if is_evaluation(path, files.head(path)):
            with files.reading(path):
                _add(files, path, outputs)
            folders.add(PurePosixPath(path).parent.as_posix())
    _company(files, folders)
    for (folder, version), output in outputs.items():
        yield _run(output, version, [known for other, known in outputs if other == folder])


def _add(files: Files, path: str, outputs: dict[tuple[str, str], _Output]) -> None:
    value, location = files.json(path)
    task, score = fields.text(value, "task_id"), fields.number(value, "score")
    status = fields.text(value, "status").lower()
    if not task or (status != "error" and (score is None or not 0 <= score <= 1)):
        raise location.document.error_at_start("no task_id, or no score from 0 to 1; expected both")
    version = fields.text(value, "webarena_verified_version")
    folder = PurePosixPath(path).parent.parent.as_posix()
    output = outputs.setdefault((folder, version), _Output(location=location.child("status")))
    output.trials[task].append(None if status == "error" else score)
    for name in _CHECKSUMS:
        said = fields.text(value, f"webarena_verified_{name}_checksum")
        if said:
            output.checksums[name][said] += 1
    output.faults.extend(_disagreements(task, status, score, PurePosixPath(path).parent.name, value))


def _disagreements(task: str, status: str, score: float | None, folder: str, value: Value) -> Iterator[str]:
    if (status == "success" and score != 1) or (status == "failure" and score == 1):
        yield f"task {task} has the status {status} and a score of {score:g}"
    if folder.isdecimal() and folder != task:
        yield f"the folder {folder} holds the result of task {task}"
    scores = [fields.number(one, "score") for one in fields.items(value, "evaluators_results")]
    if score == 1 and any(one is not None and one < 1 for one in scores):
        yield f"task {task} has a score of 1, though one of its evaluators gives less"


def _company(files: Files, folders: set[str]) -> None:
    for path in files.left:
        here = PurePosixPath(path)
        if here.parent.as_posix() not in folders:
            continue
        if here.name == "agent_response.json":
            files.take(path, state=ReadState.PARTLY, why="the answer itself; its evaluation stands beside it")
        elif here.name == "network.har":
            files.skip(path)


def _run(output: _Output, version: str, versions: list[str]) -> Run:
    faults = list(output.faults)
    if len(versions) > 1:
        told = ", ".join(one or "none stated" for one in versions)
        faults.append(f"the tasks of one folder were evaluated by several versions: {told}")
    for name, found in output.checksums.items():
        if len(found) > 1:
            faults.append(f"the tasks were not all evaluated with the same {name}: {len(found)} different checksums")
    tallies = tuple(_tally(task, trials) for task, trials in output.trials.items())
    part = Part(metric="success_rate", tallies=tallies, faults=tuple(faults), location=output.location)
    return Run(
        format=_ID,
        benchmark="webarena-verified",
        version=version,
        parts=(part,),
        location=output.location,
    )


def _tally(task: str, trials: list[float | None]) -> TaskTally:
    scores = [score for score in trials if score is not None]
    return TaskTally(
        task=task,
        trials=len(scores),
        successes=sum(score == 1 for score in scores),
        score=sum(scores),
        dropped=len(trials) - len(scores),
    )


FORMAT = ResultFormat(format=_ID, title="WebArena-Verified results", knows=is_evaluation, read=read_evaluations)
