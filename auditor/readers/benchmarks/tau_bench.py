"""Reads results of the first tau-bench: one JSON list of runs, whose settings stand in the file's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Literal

from auditor.documents import Value
from auditor.model.claims import Location
from auditor.model.runs import Part, Run, Spending
from auditor.readers.benchmarks import fields
from auditor.readers.benchmarks.files import Files
from auditor.readers.benchmarks.joined_runs import FULLY, merged_runs, spent_together
from auditor.readers.benchmarks.result_format import ResultFormat
from auditor.readers.benchmarks.tallying import Tallying

_MARKS = tuple(
    re.compile(mark)
    for mark in (rb'"task_id"\s*:\s*["0-9]', rb'"reward"\s*:\s*-?[0-9]', rb'"info"\s*:\s*\{', rb'"traj"\s*:\s*\[')
)
_LIST = re.compile(rb"\s*\[\s*\{")
_NAMED_BY_RUN = re.compile(
    r"(?P<strategy>tool-calling|act|react|few-shot)-(?P<model>.+)-(?P<temperature>[0-9]+(?:\.[0-9]+)?)"
    r"_range_(?P<start>[0-9]+)-(?P<end>-1|[0-9]+)_user-(?P<user>.+)-(?P<user_strategy>[a-z]+)_[0-9]{10}(?![0-9]).*"
)
"""How run.py of tau-bench names its file; a model may hold hyphens, a temperature may not."""
_NAMED_BY_HAND = re.compile(r"(?P<model>.*[0-9].*?)-(?P<domain>airline|retail)(?:[_.].*)?")
"""As the files of tau-bench's historical_trajectories, such as `gpt-4o-airline`."""
_NO_MODEL = re.compile(r"(?:tau|result|run|output|test|trial|exp|traj)", re.IGNORECASE)
_DOMAIN = re.compile(r"(?<![a-z])(airline|retail)(?![a-z])", re.IGNORECASE)
_TASKS = {"airline": 50, "retail": 115}
_FEWEST = min(_TASKS.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """What the name of a file says."""

    model: str = ""
    strategy: str = ""
    user_simulator: str = ""
    domain: str = ""
    limited: bool | None = None

    @property
    def calling_mode(self) -> Literal["native", "prompted", ""]:
        """How the strategy has the model call tools; the few-shot agent of tau-bench calls natively too."""
        if self.strategy in ("tool-calling", "few-shot"):
            return "native"
        return "prompted" if self.strategy else ""

    @property
    def harness(self) -> str:
        """Tau-bench, with the agent that is not its usual one."""
        return "tau-bench" if self.strategy in ("", "tool-calling") else f"tau-bench, {self.strategy}"


@dataclass(slots=True, kw_only=True)
class _Log:
    """What the runs of one file come to."""

    counting: Tallying = field(default_factory=Tallying)
    spent: list[Spending] = field(default_factory=list)
    crashed: int = 0
    unknown: int = 0
    partial: int = 0

    def add(self, item: Value) -> None:
        """Count one run; a crashed one too, for tau-bench gives it the reward 0."""
        task, reward = fields.text(item, "task_id"), fields.number(item, "reward")
        if not task or reward is None:
            self.unknown += 1
            return
        success = abs(reward - 1) <= FULLY
        self.counting.add(task, score=float(success), success=success)
        self.crashed += bool(fields.text(item, "info", "error"))
        self.partial += not success and 0 < reward < 1
        self.spent.append(_spending(fields.items(item, "traj")))


def knows(path: str, head: bytes) -> bool:
    """Tell whether a file is a list of runs with a task, a reward and a trajectory each."""
    return path.endswith(".json") and _LIST.match(head) is not None and all(mark.search(head) for mark in _MARKS)


def read_named(path: str) -> _Named:
    """Return what the name of a results file says; nothing where it is named in another way."""
    name = PurePosixPath(path).name.removesuffix(".json")
    found = _DOMAIN.search(name)
    domain = found[1].lower() if found else ""
    if made := _NAMED_BY_RUN.fullmatch(name):
        start, end = int(made["start"]), int(made["end"])
        return _Named(
            model=made["model"],
            strategy=made["strategy"],
            user_simulator="human" if made["user_strategy"] == "human" else made["user"],
            domain=domain,
            # The whole range proves nothing: `--task-ids` may have picked some of it.
            limited=True if start > 0 or 0 <= end < _TASKS.get(domain, _FEWEST) else None,
        )
    by_hand = _NAMED_BY_HAND.fullmatch(name)
    if by_hand and not _NO_MODEL.match(by_hand["model"]):
        return _Named(model=by_hand["model"], domain=domain)
    return _Named(domain=domain)


def _read(files: Files) -> Iterator[Run]:
    found = []
    for path in files.known(knows):
        with files.reading(path):
            log = _Log()
            for item in files.items(path):
                log.add(item)
            if run := _run(files, path, log):
                found.append(run)
    yield from merged_runs(found)


def _run(files: Files, path: str, log: _Log) -> Run | None:
    named, location = read_named(path), files.at(path)
    tallies = log.counting.tallies
    _tell(files, location, log, sum(tally.trials for tally in tallies))
    if not tallies:
        return None
    return Run(
        format="tau-bench",
        benchmark="tau-bench",
        model=named.model,
        parts=(Part(name=named.domain, metric="pass^1", tallies=tallies, location=location),),
        calling_mode=named.calling_mode,
        harness=named.harness,
        user_simulator=named.user_simulator,
        limited=named.limited,
        spending=_called(spent_together(log.spent), named),
        location=location,
    )


def _tell(files: Files, location: Location, log: _Log, trials: int) -> None:
    if log.crashed:
        files.note(
            f"{log.crashed:,} of {trials:,} runs ended with an error of the program; "
            "they count as failures, as tau-bench itself counts them",
            location,
        )
    if log.unknown:
        files.note(f"{log.unknown:,} entries without a task or a reward are not counted", location)
    if log.partial:
        files.note(f"{log.partial:,} rewards lie between 0 and 1; pass^k counts them as failures", location)


def _spending(messages: list[Value]) -> Spending:
    """What one run took; a trajectory that is empty tells nothing. The costs in the file are those of the user."""
    if not messages:
        return Spending(trials=1)
    of_model = [message for message in messages if fields.text(message, "role") == "assistant"]
    calls = sum(len(fields.items(message, "tool_calls")) for message in of_model)
    return Spending(trials=1, steps=len(of_model), tool_calls=calls)


def _called(spending: Spending | None, named: _Named) -> Spending | None:
    """Leave out the number of calls where calls are written as text, or may be."""
    if spending is None or named.calling_mode == "native" or (spending.tool_calls and not named.calling_mode):
        return spending
    return Spending(trials=spending.trials, steps=spending.steps)


FORMAT = ResultFormat(format="tau-bench", title="tau-bench results", knows=knows, read=_read)
