"""Gathers the runs that a set of files holds, asking each result format in turn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from auditor.documents import Workspace
from auditor.errors import InputError
from auditor.model.description import Input, Note
from auditor.model.runs import Run
from auditor.readers.benchmarks.files import Files
from auditor.readers.benchmarks.result_format import all_formats


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What some files hold."""

    runs: tuple[Run, ...]
    inputs: tuple[Input, ...]
    notes: tuple[Note, ...]
    refused: tuple[InputError, ...]
    """Files that are of a known format and broken."""
    left: tuple[str, ...]
    """Paths that no format took."""


def gather_runs(workspace: Workspace, paths: Iterable[str]) -> Gathered:
    """Return the runs in some files. Nothing is raised for a broken file: it is among the refused."""
    files = Files(workspace, paths)
    runs: list[Run] = []
    for one in all_formats():
        files.format_id = one.format
        runs.extend(one.read(files))
    return Gathered(
        runs=tuple(runs),
        inputs=tuple(files.inputs),
        notes=tuple(files.notes),
        refused=tuple(files.refused),
        left=files.left,
    )
