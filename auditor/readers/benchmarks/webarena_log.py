"""One log of WebArena's run.py: which tasks passed and failed, and what average it states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from auditor.errors import InputError, Problem
from auditor.readers.benchmarks import fields
from auditor.readers.benchmarks.files import Files

_LINE = rb"(?:[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:,]{8,12} - [A-Z]+ - )?"
_MARK = re.compile(rb"^" + _LINE + rb"(?:\[Result\] \((?:PASS|FAIL)\)|\[Config file\]:) \S.*\.json\s*$", re.MULTILINE)
_RESULT = re.compile(_LINE + rb"\[Result\] \((?P<verdict>PASS|FAIL)\) (?P<config>\S.*\.json)\s*")
_CONFIG = re.compile(_LINE + rb"\[Config file\]: (?P<config>\S.*\.json)\s*")
_ERROR = re.compile(_LINE + rb"\[(?:Unhandled|OpenAI) Error\]")
_AVERAGE = re.compile(_LINE + rb"Average score: (?P<value>[0-9.eE+-]{1,40})\s*")
_VISUAL = re.compile(r"(?:^|[/\\])test_(?P<site>classifieds|shopping|reddit)[/\\](?P<id>[^/\\]+)\.json$")
_PLAIN = re.compile(r"(?:^|[/\\])(?P<id>[^/\\]+)\.json$")
_LONGEST = 65_536
_MOST_TASKS = 100_000
"""Far more than the 812 or 910 of the benchmarks; a longer list is no log of theirs."""


def is_log(head: bytes) -> bool:
    """Tell whether the first bytes of a file are those of a log of run.py."""
    return _MARK.search(head) is not None


@dataclass(frozen=True, slots=True)
class LoggedTask:
    """A task, by the benchmark that its configuration file belongs to."""

    benchmark: str
    task: str


@dataclass(slots=True)
class LoggedTrials:
    """How often a task passed, failed, and ended without a score because the harness met an error."""

    passed: int = 0
    failed: int = 0
    crashed: int = 0


@dataclass(slots=True)
class Log:
    """What one log says."""

    path: str
    tasks: dict[LoggedTask, LoggedTrials] = field(default_factory=dict)
    first_line: int = 0
    """Of the first result; 0 without any."""
    averages: list[tuple[int, float]] = field(default_factory=list)
    """Lines that state an average score, and what they state."""
    day: str = ""

    @property
    def counts(self) -> tuple[int, int]:
        """How many results pass, and how many there are."""
        passed = sum(one.passed for one in self.tasks.values())
        return passed, passed + sum(one.failed for one in self.tasks.values())


def read_log(files: Files, path: str) -> Log:
    """Return what a log of any size says. Raises InputError where it has no result."""
    log = Log(path)
    open_task: LoggedTask | None = None
    for number, line in _lines(files, path):
        log.day = log.day or fields.day(line[:10].decode("ascii", "replace"))
        if b"[Result]" in line and (found := _RESULT.fullmatch(line)):
            trials = _trials(log, task_of(found["config"]), number)
            trials.passed += found["verdict"] == b"PASS"
            trials.failed += found["verdict"] == b"FAIL"
            log.first_line = log.first_line or number
            open_task = None
        elif b"[Config file]" in line and (found := _CONFIG.fullmatch(line)):
            open_task = task_of(found["config"])
        elif b"Error]" in line and _ERROR.match(line) and open_task is not None:
            _trials(log, open_task, number).crashed += 1
            open_task = None
        elif b"Average score" in line and (found := _AVERAGE.fullmatch(line)):
            log.averages.extend(_average(number, found["value"]))
    if not log.first_line:
        told = "the log ends before the first result; expected a line `[Result] (PASS) …`"
        raise InputError(Problem(path=path, line=1, column=1, message=told))
    return log


def task_of(config: bytes) -> LoggedTask:
    """Return the task of a configuration file: VisualWebArena numbers its tasks anew for each site."""
    path = config.decode("utf-8", "replace")
    visual = _VISUAL.search(path)
    if visual is not None:
        return LoggedTask("visualwebarena", f"{visual['site']}/{visual['id']}")
    plain = _PLAIN.search(path)
    return LoggedTask("webarena", plain["id"] if plain is not None else path)


def _trials(log: Log, task: LoggedTask, number: int) -> LoggedTrials:
    trials = log.tasks.get(task)
    if trials is None:
        if len(log.tasks) == _MOST_TASKS:
            told = f"more than {_MOST_TASKS:,} tasks; expected a log of WebArena"
            raise InputError(Problem(path=log.path, line=number, column=1, message=told))
        trials = log.tasks[task] = LoggedTrials()
    return trials


def _average(number: int, said: bytes) -> Iterator[tuple[int, float]]:
    try:
        value = float(said)
    except ValueError:
        return
    if 0 <= value <= 1:
        yield number, value


def _lines(files: Files, path: str) -> Iterator[tuple[int, bytes]]:
    """Yield the lines with their numbers from 1; of a very long one only its start."""
    with files.open(path).binary() as file:
        number, within = 1, False
        while piece := file.readline(_LONGEST):
            if not within:
                yield number, piece
            within = not piece.endswith(b"\n")
            number += not within
