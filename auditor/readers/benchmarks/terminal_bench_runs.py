"""One run of Terminal-Bench 1 from the files that make it up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePosixPath

from auditor.benchmarks.estimators import pass_at
from auditor.documents import Value
from auditor.documents.large_file import LargeFile
from auditor.model.claims import Location
from auditor.model.runs import Figure, Part, Run, Spending, TaskTally
from auditor.readers.benchmarks import fields
from auditor.readers.benchmarks.files import Files
from auditor.readers.benchmarks.tallying import Sums, Tallying, disagreement
from auditor.readers.benchmarks.terminal_bench_files import RunFiles

_FAILED_WITHOUT_VERDICT = ("agent_timeout",)
"""Failure modes that are the agent's own, so that a trial without a verdict still failed."""
_CHOOSING = ("--task-id", "-t", "--exclude-task-id", "-e", "--n-tasks")
"""Options of `tb run` that leave tasks out."""
_CLOSE = 1e-6


class _Trials:
    """What the trials of a run come to."""

    def __init__(self) -> None:
        self.tallying = Tallying()
        self.sums = Sums("input", "output", "seconds")
        self.all_tallying = Tallying()
        """The same as the harness counts: a trial without a verdict is not resolved."""
        self.modes: dict[str, int] = {}
        self.first = ""

    def add(self, trial: Value) -> None:
        task, resolved = fields.text(trial, "task_id"), fields.flag(trial, "is_resolved")
        if not task:
            return
        mode = fields.text(trial, "failure_mode")
        self.all_tallying.score(task, float(resolved is True))
        if resolved is None and mode not in _FAILED_WITHOUT_VERDICT:
            self.tallying.drop(task)
            self.modes[mode or "no reason"] = self.modes.get(mode or "no reason", 0) + 1
            return
        self.tallying.score(task, float(resolved is True))
        started, ended = fields.text(trial, "trial_started_at"), fields.text(trial, "trial_ended_at")
        self.first = min(self.first or started, started or self.first)
        self.sums.add(
            input=fields.number(trial, "total_input_tokens"),
            output=fields.number(trial, "total_output_tokens"),
            seconds=seconds_between(started, ended),
        )

    @property
    def spending(self) -> Spending | None:
        """Tokens of 0 over a whole run are those of an agent that does not report them."""
        if not self.sums.trials:
            return None
        return Spending(
            trials=self.sums.trials,
            input_tokens=self.sums.count("input"),
            output_tokens=self.sums.count("output"),
            seconds=self.sums.get("seconds"),
        )


def seconds_between(started: str, ended: str) -> float | None:
    """Return the seconds between two ISO 8601 timestamps; None where either is none."""
    try:
        found = (datetime.fromisoformat(ended) - datetime.fromisoformat(started)).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return None
    return found if found >= 0 else None


def run_of(files: Files, group: RunFiles) -> Run | None:
    """Return the run of some files; None where only a lock is there. Raises InputError for a broken file."""
    metadata, metadata_place = files.json(group.metadata) if group.metadata else (None, None)
    lock = files.json(group.lock)[0] if group.lock else None
    trials = _Trials()
    for trial in _trials(files, group):
        trials.add(trial)
    source, place = _stating(files, group, metadata, metadata_place)
    if place is None:
        return None
    if trials.tallying.dropped:
        modes = ", ".join(f"{count} {mode}" for mode, count in sorted(trials.modes.items()))
        files.note(
            f"{trials.tallying.dropped} of {trials.all_tallying.counted} trials have no verdict ({modes}) and are left"
            " out; the harness counts them as not resolved",
            place,
        )
    limited = _limited(metadata, lock)
    part = _part(trials, source, place, _expected(metadata, limited))
    return Run(
        format=files.format_id,
        benchmark=_benchmark(metadata, lock),
        version=fields.text(metadata, "dataset_version") or fields.text(lock, "dataset", "version"),
        model=fields.text(metadata, "model_name") or fields.text(lock, "agent", "model_name"),
        parts=(part,),
        harness=fields.text(metadata, "agent_name") or fields.text(lock, "agent", "name"),
        evaluated=fields.day(fields.text(metadata, "start_time") or fields.text(lock, "created_at") or trials.first),
        limited=limited,
        spending=trials.spending if part.tallies else None,
        location=place,
    )


def _trials(files: Files, group: RunFiles) -> Iterator[Value]:
    """The file of the run repeats what each trial's own file says, so that these count only without it."""
    if group.run:
        yield from files.items(group.run, "results")
    else:
        for path in group.trials:
            yield files.json(path)[0]


def _stating(
    files: Files, group: RunFiles, metadata: Value, metadata_place: Location | None
) -> tuple[Value, Location | None]:
    """Return the value that states the run's figures, and the place that tells most."""
    if group.run:
        keys = ("accuracy", "n_resolved", "n_unresolved", "pass_at_k")
        stated: Value = {key: files.value(group.run, key) for key in keys}
        large = isinstance(files.open(group.run), LargeFile)
        return stated, files.at(group.run) if large else files.json(group.run)[1].child("accuracy")
    if metadata_place is not None:
        return metadata, metadata_place.child("accuracy")
    return None, files.at(group.trials[0]) if group.trials else None


def _total(source: Value) -> int | None:
    """Trials of the run: counted in its results, or those that its metadata asks for."""
    resolved, unresolved = fields.whole(source, "n_resolved"), fields.whole(source, "n_unresolved")
    if resolved is not None and unresolved is not None:
        return resolved + unresolved
    size, attempts = fields.whole(source, "dataset_size"), fields.whole(source, "n_attempts")
    return size * attempts if size and attempts else None


def _part(trials: _Trials, source: Value, place: Location, expected: int | None) -> Part:
    total, listed = _total(source), trials.all_tallying.counted
    complete = bool(listed) and total in (None, listed)
    resolved = fields.whole(source, "n_resolved")
    counts = resolved is not None and total is not None and 0 <= resolved <= total and total > 0 and not complete
    return Part(
        metric="accuracy",
        tallies=trials.tallying.tallies if complete else (),
        correct=float(resolved) if counts and resolved is not None else None,
        counted=total if counts else None,
        stated=tuple(_figures(source, place)),
        faults=tuple(_faults(trials.all_tallying.tallies if complete else (), source, listed, total)),
        expected=expected,
        location=place,
    )


def _figures(source: Value, place: Location) -> Iterator[Figure]:
    accuracy = _share(fields.number(source, "accuracy"))
    if accuracy is not None:
        yield Figure(metric="accuracy", value=accuracy, location=place)
    for k, value in fields.mapping(source, "pass_at_k").items():
        share = _share(fields.number(value))
        if share is not None and k.isdecimal() and len(k) < 4:
            yield Figure(metric=f"pass@{int(k)}", value=share, location=place)


def _faults(harness: tuple[TaskTally, ...], source: Value, listed: int, total: int | None) -> Iterator[str]:
    """Compare with what the harness makes of all trials: accuracy is resolved / trials, pass@k is Chen's estimator."""
    if total is not None and listed and listed != total:
        yield f"the run states {total} trials, {listed} are listed"
    resolved = fields.whole(source, "n_resolved")
    successes = sum(tally.successes for tally in harness)
    if harness and resolved is not None and resolved != successes:
        yield f"n_resolved says {resolved}, results has {successes}"
    counts = successes / listed if harness else resolved / total if resolved is not None and total else None
    yield from disagreement("accuracy", fields.number(source, "accuracy"), counts, within=_CLOSE)
    for k, value in fields.mapping(source, "pass_at_k").items():
        if harness and k.isdecimal() and len(k) < 4:
            yield from disagreement(f"pass@{k}", fields.number(value), pass_at(harness, int(k)), within=_CLOSE)


def _share(value: float | None) -> float | None:
    return value if value is not None and 0 <= value <= 1 else None


def _benchmark(metadata: Value, lock: Value) -> str:
    """The harness also runs other task sets; Terminal-Bench's own is called terminal-bench-core."""
    name = fields.text(metadata, "dataset_name") or fields.text(lock, "dataset", "name")
    if not name:
        path = fields.text(metadata, "dataset_path") or fields.text(lock, "dataset", "local_path")
        name = PurePosixPath(path).name
    return "terminal-bench" if not name or name.startswith("terminal-bench") else name


def _limited(metadata: Value, lock: Value) -> bool | None:
    if fields.at(metadata, "n_tasks") is not None or fields.items(metadata, "exclude_task_ids"):
        return True
    size, tasks = fields.whole(metadata, "dataset_size"), len(fields.items(metadata, "task_ids"))
    if size is not None and 0 < tasks < size:
        return True
    if not isinstance(fields.at(lock, "invocation", "args"), list):
        return None
    arguments = [fields.text(one) for one in fields.items(lock, "invocation", "args")]
    return any(one.split("=", 1)[0] in _CHOOSING for one in arguments)


def _expected(metadata: Value, limited: bool | None) -> int | None:
    """The metadata states how many tasks were chosen, which is the size of the whole only if all were."""
    return fields.whole(metadata, "dataset_size") or None if limited is False else None
