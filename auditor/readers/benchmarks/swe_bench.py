"""SWE-bench: the harness's reports, entries of the experiments repository, and the site's leaderboards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from auditor.documents import Value
from auditor.errors import InputError, Problem
from auditor.model.claims import Location
from auditor.model.runs import Figure, Part, Run, TaskTally
from auditor.readers.benchmarks import fields
from auditor.readers.benchmarks.files import Files
from auditor.readers.benchmarks.result_format import ResultFormat
from auditor.readers.benchmarks.swe_bench_boards import is_board, read_board
from auditor.readers.benchmarks.swe_bench_entries import is_entry, read_entry, split_in

_COUNTS = re.compile(rb'"(total_instances|resolved_instances|submitted_instances)"\s*:\s*[0-9]')
_PAIRS = ("submitted", "completed", "resolved", "unresolved", "empty_patch", "error")
_BY_SIZE = {500: "verified", 2294: "full", 517: "multimodal"}
"""Splits that their number of instances gives away; 300 are both Lite and Multilingual."""


def _is_report(path: str, head: bytes) -> bool:
    return path.endswith(".json") and head.lstrip()[:1] == b"{" and len(set(_COUNTS.findall(head))) == 3


def _knows(path: str, head: bytes) -> bool:
    return _is_report(path, head) or is_entry(path, head) or is_board(path, head)


def _read(files: Files) -> Iterator[Run]:
    for path in files.known(_knows):
        head = files.head(path)
        read = _read_report if _is_report(path, head) else read_board if is_board(path, head) else read_entry
        runs: tuple[Run, ...] = ()
        with files.reading(path):
            runs = read(files, path)
        yield from runs


def _read_report(files: Files, path: str) -> tuple[Run, ...]:
    """Return the run of one report `<model>.<run_id>.json` (swebench/harness/reporting.py, make_run_report)."""
    value, root = files.json(path)
    total, submitted = fields.whole(value, "total_instances"), fields.whole(value, "submitted_instances")
    resolved = fields.whole(value, "resolved_instances")
    if total is None or submitted is None or resolved is None or min(total, submitted, resolved) < 0:
        raise _no_counts(path)
    errors = fields.whole(value, "error_instances") or 0
    if errors:
        files.note(
            f"{errors} of {submitted} instances ended in an error of the run; the harness counts them as not resolved",
            root.child("error_instances"),
        )
    return (
        Run(
            format=files.format_id,
            benchmark="swe-bench",
            version=split_in(path) or _split_of_size(files, total, root),
            model=_model(path),
            parts=(_part(value, total, submitted, resolved, root),),
            limited=submitted < total,
            location=root.child("resolved_instances"),
        ),
    )


def _split_of_size(files: Files, total: int, root: Location) -> str:
    split = _BY_SIZE.get(total, "")
    if split:
        files.note(f"taken for the split {split}, which has {total} instances", root.child("total_instances"))
    return split


def _model(path: str) -> str:
    """Return the model in `<model>.<run_id>.json`, where the harness writes `/` as `__`; empty without a run id."""
    model, dot, _ = PurePosixPath(path).name.removesuffix(".json").rpartition(".")
    return model.replace("__", "/") if dot else ""


def _part(value: Value, total: int, submitted: int, resolved: int, root: Location) -> Part:
    ids = {name: _ids(value, f"{name}_ids") for name in _PAIRS}
    tallies = _tallies(ids)
    listed = sum(tally.successes for tally in tallies) == resolved and len(tallies) == submitted
    stated = "resolved" if submitted == total else "resolved of total"
    return Part(
        metric="resolved",
        tallies=tallies if listed else (),
        correct=None if listed else float(resolved),
        counted=None if listed else submitted,
        stated=(Figure(metric=stated, value=resolved / total, location=root.child("resolved_instances")),)
        if 0 < total >= resolved
        else (),
        faults=(*_count_faults(value, ids), *_sum_faults(value, total, submitted, resolved), *_overlaps(ids)),
        expected=total or None,
        location=root.child("resolved_instances"),
    )


def _ids(value: Value, key: str) -> list[str]:
    return [one for one in fields.items(value, key) if isinstance(one, str)]


def _tallies(ids: dict[str, list[str]]) -> tuple[TaskTally, ...]:
    """One trial for each instance with a patch or without; an instance without a prediction is not measured."""
    failed = {*ids["unresolved"], *ids["empty_patch"], *ids["error"]}
    outcome = dict.fromkeys((*ids["resolved"], *ids["unresolved"], *ids["empty_patch"], *ids["error"]), False)
    for task in ids["resolved"]:
        outcome[task] = task not in failed
    return tuple(
        TaskTally(task=task, trials=1, successes=int(good), score=float(good)) for task, good in sorted(outcome.items())
    )


def _count_faults(value: Value, ids: dict[str, list[str]]) -> Iterator[str]:
    for name, listed in ids.items():
        said = fields.whole(value, f"{name}_instances")
        if said is not None and f"{name}_ids" in fields.mapping(value) and said != len(set(listed)):
            yield f"{name}_instances says {said}, {name}_ids lists {len(set(listed))}"


def _sum_faults(value: Value, total: int, submitted: int, resolved: int) -> Iterator[str]:
    completed, unresolved = fields.whole(value, "completed_instances"), fields.whole(value, "unresolved_instances")
    empty, errors = fields.whole(value, "empty_patch_instances") or 0, fields.whole(value, "error_instances") or 0
    if submitted > total or resolved > submitted:
        yield f"{resolved} resolved of {submitted} submitted of {total} in total cannot be"
    # A report of one instance that cannot be read makes it both completed and an error.
    if completed is not None and unresolved is not None and not 0 <= completed - resolved - unresolved <= errors:
        yield f"completed_instances says {completed}, but {resolved} are resolved and {unresolved} are not"
    if completed is not None and not completed + empty <= submitted <= completed + empty + errors:
        yield f"{submitted} submitted, but {completed} completed, {empty} without a patch and {errors} with an error"


def _overlaps(ids: dict[str, list[str]]) -> Iterator[str]:
    for other in ("unresolved", "empty_patch", "error"):
        both = sorted(set(ids["resolved"]) & set(ids[other]))
        if both:
            yield f"{both[0]} and {len(both) - 1} more are in resolved_ids and in {other}_ids; taken as not resolved"


def _no_counts(path: str) -> InputError:
    return InputError(
        Problem(path=path, line=1, column=1, message="no counts of instances; expected whole numbers of 0 or more")
    )


FORMAT = ResultFormat(format="swe_bench", title="SWE-bench results", knows=_knows, read=_read)
