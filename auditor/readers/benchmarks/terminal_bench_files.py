"""Which files of Terminal-Bench 1 make up one run: `results.json`, `run_metadata.json`, `tb.lock` and trials below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import PurePosixPath

from auditor.errors import InputError
from auditor.readers.benchmarks import fields
from auditor.readers.benchmarks.files import Files


class Kind(Enum):
    """What a file of a run is."""

    RUN = "run"
    METADATA = "metadata"
    LOCK = "lock"
    TRIAL = "trial"


_TRIAL_KEYS = re.compile(rb'"(trial_name|task_id|is_resolved|failure_mode|recording_path)"\s*:')
_START = {
    Kind.RUN: re.compile(rb'\A\s*\{\s*(?:"id"\s*:\s*"[^"]*"\s*,\s*)?"results"\s*:\s*\['),
    Kind.TRIAL: re.compile(rb'\A\s*\{\s*(?:"id"\s*:\s*"[^"]*"\s*,\s*)?"trial_name"\s*:'),
}
_METADATA = re.compile(rb'"(run_id|dataset_name|dataset_path|agent_name|n_concurrent_trials)"\s*:')
_LOCK = re.compile(rb'"(lockfile_version|invocation|harness|run_config|dataset)"\s*:')
_RECORDING = re.compile(rb'"recording_path"\s*:\s*"([^"/\\]+)/')


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFiles:
    """The files of one run; empty text for what is not there."""

    run: str = ""
    metadata: str = ""
    lock: str = ""
    trials: tuple[str, ...] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        """All of them."""
        return tuple(path for path in (self.run, self.metadata, self.lock, *self.trials) if path)

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders that only this run's recordings can lie in."""
        found = {str(PurePosixPath(path).parent) for path in self.trials}
        return tuple(sorted("" if folder == "." else folder for folder in found))

    def without(self, path: str) -> RunFiles:
        """Return the files without one of them."""
        return RunFiles(
            run="" if path == self.run else self.run,
            metadata="" if path == self.metadata else self.metadata,
            lock="" if path == self.lock else self.lock,
            trials=tuple(trial for trial in self.trials if trial != path),
        )


def kind_of(path: str, head: bytes) -> Kind | None:
    """Tell what a file of a run a path and its first bytes show; None for other files."""
    name = PurePosixPath(path).name
    if name == "tb.lock":
        return Kind.LOCK if len(set(_LOCK.findall(head))) == 5 else None
    if not name.endswith(".json"):
        return None
    if name.endswith("run_metadata.json") and len(set(_METADATA.findall(head))) == 5:
        return Kind.METADATA
    keys = set(_TRIAL_KEYS.findall(head))
    if {b"trial_name", b"is_resolved", b"failure_mode"} <= keys:
        return next((kind for kind, start in _START.items() if start.match(head)), None)
    return None


def grouped(files: Files, paths: Sequence[str]) -> tuple[RunFiles, ...]:
    """Return the files of each run. Trials belong to the run of their id in the nearest folder above them.

    A run's id is in its metadata, and at the start of each trial's `recording_path`.
    """
    kinds = {path: kind for path in paths if (kind := kind_of(path, files.head(path))) is not None}
    homes = {_folder(path) for path, kind in kinds.items() if kind is not Kind.TRIAL}
    groups: dict[tuple[str, str], RunFiles] = {}
    for path, kind in sorted(kinds.items(), key=lambda item: (list(Kind).index(item[1]), item[0])):
        home = _nearest(path, homes)
        if kind is Kind.LOCK:
            _add_lock(groups, home, path)
            continue
        key = _key(files, path, kind, home, groups)
        group = groups.get(key, RunFiles())
        taken = {Kind.RUN: group.run, Kind.METADATA: group.metadata}.get(kind)
        if taken:  # Two runs of one folder that do not say which they are.
            key = (path, key[1])
            group = RunFiles()
        groups[key] = _joined(group, kind, path)
    return tuple(groups.values())


def _joined(group: RunFiles, kind: Kind, path: str) -> RunFiles:
    if kind is Kind.RUN:
        return replace(group, run=path)
    return replace(group, metadata=path) if kind is Kind.METADATA else replace(group, trials=(*group.trials, path))


def _key(files: Files, path: str, kind: Kind, home: str, groups: dict[tuple[str, str], RunFiles]) -> tuple[str, str]:
    run_id = _run_id(files, path, kind)
    if run_id:
        nameless = (home, "")
        if kind is Kind.METADATA and nameless in groups and (home, run_id) not in groups:
            groups[home, run_id] = groups.pop(nameless)
        return home, run_id
    same_home = [key for key in groups if key[0] == home]
    return same_home[0] if kind is not Kind.RUN and len(same_home) == 1 else (home, "")


def _run_id(files: Files, path: str, kind: Kind) -> str:
    if kind is not Kind.METADATA:
        found = _RECORDING.search(files.head(path))
        return found[1].decode("utf-8", "replace") if found else ""
    try:
        return fields.text(files.json(path)[0], "run_id")
    except InputError:
        return ""


def _add_lock(groups: dict[tuple[str, str], RunFiles], home: str, path: str) -> None:
    """The lock belongs to the run beside it; where there are several, to the one with metadata."""
    beside = [key for key in groups if key[0] == home]
    with_metadata = [key for key in beside if groups[key].metadata]
    for chosen in (beside, with_metadata):
        if len(chosen) == 1:
            groups[chosen[0]] = replace(groups[chosen[0]], lock=path)
            return
    groups[home, path] = RunFiles(lock=path)


def _nearest(path: str, homes: set[str]) -> str:
    """Return the folder of the run: the nearest with a file of the run, else the one above `<task>/<trial>/`."""
    above = PurePosixPath(path).parents
    usual = str(above[min(2, len(above) - 1)])
    return next((str(one) for one in above if str(one) in homes), usual)


def _folder(path: str) -> str:
    return str(PurePosixPath(path).parent)
