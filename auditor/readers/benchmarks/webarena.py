"""Reads WebArena and VisualWebArena results, whose scores stand in the logs of run.py only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from auditor.documents import Value
from auditor.errors import InputError
from auditor.model.description import ReadState
from auditor.model.runs import Figure, Part, Run, TaskTally
from auditor.readers.benchmarks import fields
from auditor.readers.benchmarks.files import Files
from auditor.readers.benchmarks.result_format import ResultFormat
from auditor.readers.benchmarks.webarena_log import Log, LoggedTask, LoggedTrials, is_log, read_log

_ID = "webarena"
_LOGS = ("*.log", "*log*.txt")
_ARGUMENTS = ("instruction_path", "max_steps", "model", "provider", "observation_type")
_SIZES = {"webarena": 812, "visualwebarena": 910}
_ROUNDING = 1e-6


def is_webarena_log(path: str, head: bytes) -> bool:
    """Tell whether a file is a log of WebArena's run.py."""
    return path.endswith((".log", ".txt")) and is_log(head)


@dataclass(slots=True)
class _Results:
    """The logs of one result folder, or one log that no folder claims."""

    logs: list[Log] = field(default_factory=list)
    arguments: Value = None
    """What run.py was called with: config.json of the folder."""


def read_logs(files: Files) -> Iterator[Run]:
    """Yield a run for each result folder and benchmark, with model and step budget from the folder's config.json."""
    paths = [path for path in files.named(*_LOGS) if is_webarena_log(path, files.head(path))]
    if not paths:
        return
    claims = _claims(files)
    merged = {_folder(path) for path in paths if _is_merged(path)}
    results: dict[str, _Results] = {}
    for path in paths:
        owner = claims.get(PurePosixPath(path).name, _folder(path))
        if owner in merged and not _is_merged(path):
            files.take(path, state=ReadState.PARTLY, why="the merged log of its result folder holds the same")
            continue
        with files.reading(path):
            claimed = PurePosixPath(path).name in claims or _arguments(files, owner) is not None
            key = owner if claimed or _is_merged(path) else path
            results.setdefault(key, _Results()).logs.append(read_log(files, path))
    results = {key: one for key, one in results.items() if one.logs}
    for key, one in results.items():
        one.arguments = _arguments(files, key)
    _company(files, set(results))
    for one in results.values():
        for benchmark in sorted({task.benchmark for log in one.logs for task in log.tasks}):
            yield _run(files, one, benchmark)


def _folder(path: str) -> str:
    return PurePosixPath(path).parent.as_posix()


def _is_merged(path: str) -> bool:
    return PurePosixPath(path).name.startswith("merge")


def _claims(files: Files) -> dict[str, str]:
    """Return by the name of a log the folder whose log_files.txt lists it, where only one does."""
    claims: dict[str, set[str]] = {}
    for path in files.named("log_files.txt"):
        try:
            lines = files.open(path).text.splitlines()
        except InputError:
            continue
        for line in lines:
            claims.setdefault(PurePosixPath(line.strip().replace("\\", "/")).name, set()).add(_folder(path))
    return {name: next(iter(folders)) for name, folders in claims.items() if len(folders) == 1}


def _arguments(files: Files, folder: str) -> Value:
    path = PurePosixPath(folder, "config.json").as_posix()
    if path not in files.left:
        return None
    try:
        value, _ = files.json(path)
    except InputError:
        return None
    return value if isinstance(value, dict) and all(key in value for key in _ARGUMENTS) else None


def _company(files: Files, folders: set[str]) -> None:
    for path in files.left:
        here = PurePosixPath(path)
        folder = here.parent.as_posix()
        if folder in folders and here.name == "config.json":
            if _arguments(files, folder) is not None:
                files.take(path)
        elif folder in folders and here.name == "log_files.txt":
            files.take(path)
        elif folder in folders and here.name == "error.txt":
            files.note("tasks that crashed are listed in it; run.py gives them no score", files.at(path))
            files.take(path, state=ReadState.PARTLY, why="errors of the harness; the log tells which tasks they ended")
        elif _is_recording(here, folders):
            files.skip(path)


def _is_recording(here: PurePosixPath, folders: set[str]) -> bool:
    if here.parent.name == "traces":
        return here.parent.parent.as_posix() in folders
    return here.match("render_*.html") and here.parent.as_posix() in folders


def _run(files: Files, results: _Results, benchmark: str) -> Run:
    said, first = results.arguments, results.logs[0]
    trials: dict[str, LoggedTrials] = {}
    for log in results.logs:
        for task, found in log.tasks.items():
            if task.benchmark == benchmark:
                _sum_up(trials.setdefault(task.task, LoggedTrials()), found)
    location = files.at(first.path, first.first_line)
    crashed = sum(one.crashed for one in trials.values())
    if crashed:
        files.note(f"{crashed} tries ended in an error of the harness and have no score; they do not count", location)
    again = sum(one.passed + one.failed > 1 for one in trials.values())
    if again:
        files.note(f"{again} tasks have several results; each counts as a trial", location)
    part = Part(
        metric="success_rate",
        tallies=tuple(_tally(task, one) for task, one in trials.items()),
        stated=_stated(files, results.logs, benchmark),
        faults=tuple(fault for log in results.logs for fault in _faults(log)),
        location=location,
    )
    prompt = PurePosixPath(fields.text(said, "instruction_path").replace("\\", "/")).stem
    return Run(
        format=_ID,
        benchmark=benchmark,
        model=fields.text(said, "model"),
        parts=(part,),
        harness=" ".join(filter(None, ("WebArena run.py", prompt))),
        step_budget=fields.whole(said, "max_steps"),
        evaluated=min((log.day for log in results.logs if log.day), default=""),
        limited=_limited(said, benchmark, len(trials)),
        location=location,
    )


def _sum_up(total: LoggedTrials, found: LoggedTrials) -> None:
    total.passed += found.passed
    total.failed += found.failed
    total.crashed += found.crashed


def _tally(task: str, trials: LoggedTrials) -> TaskTally:
    return TaskTally(
        task=task,
        trials=trials.passed + trials.failed,
        successes=trials.passed,
        score=float(trials.passed),
        dropped=trials.crashed,
    )


def _stated(files: Files, logs: list[Log], benchmark: str) -> tuple[Figure, ...]:
    """Return the average that the log states, where it is about this benchmark and nothing else."""
    log = logs[0]
    if len(logs) != 1 or len(log.averages) != 1 or _others(log, benchmark):
        return ()
    line, value = log.averages[0]
    return (Figure(metric="success_rate", value=value, location=files.at(log.path, line)),)


def _others(log: Log, benchmark: str) -> list[LoggedTask]:
    return [task for task in log.tasks if task.benchmark != benchmark]


def _faults(log: Log) -> Iterator[str]:
    """Yield where the average is not that of the results: run.py writes one at the end of each log."""
    if _is_merged(log.path) or len(log.averages) != 1:
        return
    passed, total = log.counts
    line, value = log.averages[0]
    if abs(value - passed / total) > _ROUNDING:
        yield f"the average score of {value:g} (line {line}) disagrees with the results: {passed} of {total} pass"


def _limited(arguments: Value, benchmark: str, tasks: int) -> bool | None:
    start, end = fields.whole(arguments, "test_start_idx"), fields.whole(arguments, "test_end_idx")
    if start is None or end is None or tasks > max(end - start, 0):
        return None  # More tasks than asked for: several calls wrote to one folder, and only the first left its words.
    return min(end, _SIZES[benchmark]) - start < _SIZES[benchmark]


FORMAT = ResultFormat(format=_ID, title="WebArena logs", knows=is_webarena_log, read=read_logs)
