"""Terminal-Bench 1 (`tb`): runs with their metadata, lock and trials, and the submissions to the board of version 2."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.errors import InputError
from auditor.model.runs import Run
from auditor.readers.benchmarks.files import Files
from auditor.readers.benchmarks.result_format import ResultFormat
from auditor.readers.benchmarks.terminal_bench_board import is_submission, read_submission
from auditor.readers.benchmarks.terminal_bench_files import Kind, RunFiles, grouped, kind_of
from auditor.readers.benchmarks.terminal_bench_runs import run_of

_RECORDING = re.compile(r"(?:agent|tests)\.(?:cast|log)|commands\.txt")


def _knows(path: str, head: bytes) -> bool:
    return is_submission(path, head) or kind_of(path, head) in (Kind.RUN, Kind.METADATA, Kind.TRIAL)


def _read(files: Files) -> Iterator[Run]:
    submitted: list[Run] = []
    for path in files.known(is_submission):
        with files.reading(path):
            value, place = files.json(path)
            submitted.extend(read_submission(files, value, place))
    yield from submitted
    for group in grouped(files, files.known(lambda path, head: kind_of(path, head) is not None)):
        yield from _read_group(files, group)


def _read_group(files: Files, group: RunFiles) -> Iterator[Run]:
    """Yield the run of a group. A file that is broken is refused, and the run is read from the others."""
    run: Run | None = None
    while group.paths:
        try:
            run = run_of(files, group)
            break
        except InputError as error:
            said = error.problems[0].path
            broken = said if said in group.paths else group.paths[0]
            files.refuse(broken, error)
            group = group.without(broken)
    files.take(*group.paths)
    if run is not None:
        _skip_recordings(files, group)
        yield run


def _skip_recordings(files: Files, group: RunFiles) -> None:
    for folder in group.folders:
        start = f"{folder}/" if folder else ""
        files.skip(*(p for p in files.left if p.startswith(start) and _RECORDING.fullmatch(p.rsplit("/", 1)[-1])))


FORMAT = ResultFormat(format="terminal_bench", title="Terminal-Bench results", knows=_knows, read=_read)
