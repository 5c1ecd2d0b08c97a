"""Reads OSWorld results: a folder for each task with its score, and two summaries of the same."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from auditor.documents import Value
from auditor.errors import InputError
from auditor.model.claims import Location
from auditor.model.description import ReadState
from auditor.model.runs import Part, Run, Spending, TaskTally
from auditor.readers.benchmarks import fields
from auditor.readers.benchmarks.files import Files
from auditor.readers.benchmarks.osworld_layout import (
    ALL_RESULTS,
    RESULT,
    RunFolder,
    Setting,
    is_in_layout,
    run_folders,
    setting_of,
)
from auditor.readers.benchmarks.osworld_scores import (
    Scores,
    Summary,
    count_steps,
    differences,
    read_literal,
    read_score,
    read_summary,
)
from auditor.readers.benchmarks.result_format import ResultFormat

_ID = "osworld"
_SUMMARY = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*\[\s*\{[^{}\[\]]*\}")
_SUMMARY_KEYS = (b'"application"', b'"task_id"', b'"status"', b'"score"')
_LITERAL = re.compile(rb"\A\s*\{\s*'[a-z_]{1,40}'\s*:\s*\{\s*'[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
_SHORT = 200


def is_result(path: str, head: bytes) -> bool:
    """Tell whether a file holds a score of one task, or sums up those of a run."""
    here = PurePosixPath(path)
    if here.name == RESULT:
        return is_in_layout(path) and len(head) <= _SHORT
    if here.name == ALL_RESULTS:
        return _LITERAL.match(head) is not None
    return _is_summary(path, head)


def _is_summary(path: str, head: bytes) -> bool:
    first = _SUMMARY.match(head) if PurePosixPath(path).name == "results.json" else None
    return first is not None and all(key in first[0] for key in _SUMMARY_KEYS)


@dataclass(slots=True)
class _Read:
    """What was read of one run's folder."""

    root: str
    setting: Setting
    arguments: Value = None
    scores: Scores = field(default_factory=dict)
    places: dict[str, Location] = field(default_factory=dict)
    """By domain, where its first score stands."""
    faults: list[str] = field(default_factory=list)
    steps: int | None = None
    day: str = ""
    failed: frozenset[tuple[str, str]] = frozenset()


def read_folders(files: Files) -> Iterator[Run]:
    """Yield a run for each folder that holds domains. The three forms of the scores describe the same run.

    The result.txt of each task counts; an all_result.json or a summary is compared with them, and is the run itself
    only where there are none. Tasks that were not run are absent.
    """
    runs: list[_Read] = []
    for root, folder in run_folders(files.left).items():
        if folder.all_results and not is_result(folder.all_results, files.head(folder.all_results)):
            folder.all_results = ""
        run = _read(files, root, folder)
        if run is not None:
            runs.append(run)
    for path in files.named("results.json"):
        if _is_summary(path, files.head(path)):
            runs.extend(_summary(files, path, runs))
    for run in runs:
        yield _run(run)


def _read(files: Files, root: str, folder: RunFolder) -> _Read | None:
    run = _Read(root=root, setting=setting_of(root))
    files.skip(*folder.company)
    for path in folder.results:
        with files.reading(path):
            here = PurePosixPath(path)
            domain = here.parents[1].name
            run.scores[domain, here.parent.name] = read_score(files, path)
            run.places.setdefault(domain, files.at(path))
    _read_arguments(files, run, folder.arguments)
    if folder.all_results:
        _all_results(files, run, folder.all_results)
    _trajectories(files, run, folder)
    unscored = len(folder.tasks) - len(folder.results)
    if unscored and run.scores:
        files.note(f"{unscored} tasks below {root} have no {RESULT} and are not counted", _place(run))
    return run if run.scores else None


def _place(run: _Read) -> Location:
    return next(iter(run.places.values()))


def _read_arguments(files: Files, run: _Read, path: str) -> None:
    if not path:
        return
    with files.reading(path):
        run.arguments, _ = files.json(path)
    said = fields.text(run.arguments, "model")
    if said and run.setting.model and said != run.setting.model:
        run.faults.append(f"args.json names the model {said}, the folder {run.setting.model}")


def _all_results(files: Files, run: _Read, path: str) -> None:
    with files.reading(path):
        _compare(files, run, ALL_RESULTS, read_literal(files, path), files.at(path))


def _compare(files: Files, run: _Read, name: str, said: Scores, place: Location) -> None:
    """Compare the scores of another file with those of a run; a run without any takes them."""
    if not run.scores:
        run.scores = dict(said)
        run.places = {domain: place for domain, _ in said}
        return
    run.faults.extend(differences(name, said, run.scores))
    if more := sum(key not in run.scores for key in said):
        files.note(f"{name} has {more} tasks of which there is no {RESULT}; they are not counted", place)


def _trajectories(files: Files, run: _Read, folder: RunFolder) -> None:
    scored = {PurePosixPath(path).parent.as_posix() for path in folder.results}
    total, counted = 0, 0
    for task, path in folder.trajectories.items():
        try:
            steps, day = count_steps(files, path)
        except InputError as error:
            files.refuse(path, error)
            continue
        files.take(path)
        run.day = min(filter(None, (run.day, day)), default="")
        if task in scored:
            total, counted = total + steps, counted + 1
    run.steps = total if counted == len(run.scores) == len(scored) else None


def _summary(files: Files, path: str, runs: list[_Read]) -> Iterator[_Read]:
    """Compare a summary with the one run beside it; yield it as a run of its own where there is none."""
    base = PurePosixPath(path).parent.parent.as_posix()
    beside = [run for run in runs if base == "." or (run.root + "/").startswith(base + "/")]
    if len(beside) > 1:
        why = "it does not say which of the runs beside it each task belongs to"
        files.take(path, state=ReadState.PARTLY, why=why)
        return
    try:
        summary = read_summary(files, path)
    except InputError as error:
        files.refuse(path, error)
        return
    place = files.at(path)
    files.take(path)
    if beside:
        _compare(files, beside[0], "summary/results.json", summary.scores, place)
        return
    if summary.repeats:
        files.note(f"{summary.repeats} entries are replaced by later ones of the same task", place)
    yield _alone(base, summary, place)


def _alone(base: str, summary: Summary, place: Location) -> _Read:
    return _Read(
        root=base,
        setting=Setting(),
        scores=summary.scores,
        places={domain: place for domain, _ in (*summary.scores, *summary.failed)},
        day=summary.day,
        failed=summary.failed,
    )


def _run(run: _Read) -> Run:
    domains: dict[str, list[TaskTally]] = defaultdict(list)
    for (domain, task), score in run.scores.items():
        domains[domain].append(TaskTally(task=task, trials=1, successes=int(score == 1), score=score))
    for domain, task in sorted(run.failed):
        domains[domain].append(TaskTally(task=task, trials=0, successes=0, score=0.0, dropped=1))
    # What is wrong with the run as a whole is told once, with its first part.
    faults = [tuple(run.faults), *(() for _ in domains)]
    parts = tuple(
        Part(name=domain, metric="score", tallies=tuple(tallies), faults=told, location=run.places[domain])
        for (domain, tallies), told in zip(domains.items(), faults, strict=False)
    )
    action_space = fields.text(run.arguments, "action_space") or run.setting.action_space
    observation = fields.text(run.arguments, "observation_type") or run.setting.observation
    means = "/".join(filter(None, (action_space, observation)))
    return Run(
        format=_ID,
        benchmark="osworld",
        model=fields.text(run.arguments, "model") or run.setting.model,
        parts=parts,
        harness=f"OSWorld {means}".strip(),
        step_budget=fields.whole(run.arguments, "max_steps"),
        evaluated=run.day,
        spending=Spending(trials=len(run.scores), steps=run.steps) if run.steps is not None else None,
        location=_place(run),
    )


FORMAT = ResultFormat(format=_ID, title="OSWorld results", knows=is_result, read=read_folders)
