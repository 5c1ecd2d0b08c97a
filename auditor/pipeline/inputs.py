"""The files that an audit opens: where they are, what they say, and how their problems are told."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from auditor.documents import Workspace
from auditor.errors import InputError, UsageError
from auditor.formats.json import read_report
from auditor.model.description import Description, Input
from auditor.model.system import SYSTEM_ID
from auditor.pipeline.request import Request
from auditor.readers.folder import find_descriptions, read_found
from auditor.readers.reader import Reading
from auditor.report import schema


def inputs_of(request: Request) -> list[Input]:
    """Return the inputs that an audit would read now, without judging anything. Raises as `run` does."""
    root = root_of(request)
    with problems_seen_from_here(root):
        return read_inputs(request, root, Reading.of(Workspace(root)))[0].all_inputs()


def read_inputs(request: Request, root: Path, reading: Reading) -> tuple[Description, bool]:
    """Return what the named files and folders say, and whether they describe a system. Raises InputError."""
    whole = Description()
    for path in request.paths:
        inside = _inside(Path(path), root)
        if Path(path).is_dir():
            whole.add(read_found(reading, find_descriptions(reading, inside)))
        elif all(entry.path != inside for entry in whole.inputs):
            whole.add(reading.read(reading.workspace.open_any(inside)))
    return whole, any(entity.id == SYSTEM_ID for entity in whole.entities)


def root_of(request: Request) -> Path:
    """Return the folder that no path may leave. Raises UsageError where nothing is named."""
    if not request.paths:
        raise UsageError("nothing to audit; name a file or a folder, or write a first description with `audit init`")
    if request.root is not None:
        return request.root
    folders = [Path(path) if Path(path).is_dir() else Path(path).parent for path in request.paths]
    return Path(os.path.commonpath([folder.resolve() for folder in folders]))


def _inside(path: Path, root: Path) -> str:
    """Return a named path relative to the root, the folders on the way to it as they really are.

    A folder may be reached over a symbolic link (/tmp is one on macOS); a named file that is itself a link must lead to
    something inside the root, which the workspace sees to.
    """
    real = path.resolve() if path.is_dir() else path.parent.resolve() / path.name
    return os.path.relpath(real, root.resolve())


@contextmanager
def problems_seen_from_here(root: Path) -> Iterator[None]:
    """Tell problems of files with paths as seen from the current folder, and not from the root."""
    try:
        yield
    except InputError as error:
        prefix = os.path.relpath(root.resolve())
        if prefix == "." or prefix.startswith(".."):
            raise
        seen = (replace(problem, path=f"{prefix}/{problem.path}") for problem in error.problems)
        raise InputError(seen) from None


def baseline_of(request: Request) -> schema.Report | None:
    """Return the earlier report to compare with. Raises UsageError and InputError where it cannot be read."""
    if not request.baseline:
        return None
    return read_report(_bytes_of(request.baseline), request.baseline)


def _bytes_of(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise UsageError(f"the baseline {path} cannot be read: {error.strerror or error}") from None
