"""The work of `audit verify`: opens a report, recomputes it, and hashes its inputs again."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from auditor import __version__
from auditor.documents.paths import PathError, inside
from auditor.errors import AuditError, InputError, Problem, UsageError
from auditor.formats.attached import is_page, is_pdf, json_of_pdf, report_id_of_page
from auditor.formats.json import read_report
from auditor.report.identity import as_named, as_written, id_of_tree
from auditor.report.recompute import Recount, recompute
from auditor.report.schema import Report

_MOST_BYTES = 512 * 1024 * 1024


class FileState(StrEnum):
    """What became of one input since the audit."""

    SAME = "same"
    CHANGED = "changed"
    MISSING = "missing"
    NEW = "new"

    @property
    def differs(self) -> bool:
        """Whether the audit would read something else today."""
        return self is not FileState.SAME


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A report, and what its own content says of it."""

    report: Report
    id_stated: str
    """The report's own; of a page, the one that the page shows."""
    id_computed: str
    recount: Recount

    @property
    def holds(self) -> bool:
        """Whether the content has the id that is stated, and bears out its own numbers."""
        ids = {self.id_stated, self.id_computed, self.report.report_id}
        return len(ids) == 1 and not self.recount.differences


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The inputs against the files that are there now."""

    files: tuple[FileThen, ...]
    untold: str = ""
    """Why new files could not be looked for; empty where they were."""

    @property
    def same(self) -> bool:
        """Whether every input is the one that was audited, and none has come in addition."""
        return not any(entry.state.differs for entry in self.files)

    def count(self, state: FileState) -> int:
        """Return how many files are in a state."""
        return sum(entry.state is state for entry in self.files)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileThen:
    """One file of the report, and what became of it."""

    path: str
    state: FileState
    why: str = ""


def opened(path: str) -> Opened:
    """Return the report of a JSON, PDF or HTML file. Raises InputError and UsageError for what is none."""
    content = _bytes_of(Path(path))
    shown = report_id_of_page(content, path) if is_page(content) else ""
    if shown:
        path = _beside(path)
        content = _bytes_of(Path(path))
    elif is_pdf(content):
        content = json_of_pdf(content, path)
    report = read_report(content, path)
    try:
        computed = id_of_tree(json.loads(content.decode("utf-8-sig")))
        recount = recompute(report)
    except (ArithmeticError, ValueError):  # numbers of hundreds of digits, characters that UTF-8 does not have
        message = "this report holds numbers or characters that no audit writes"
        raise InputError(Problem(path=path, line=1, column=1, message=message)) from None
    return Opened(report=report, id_stated=shown or report.report_id, id_computed=computed, recount=recount)


def root_for(report: Report, beside: Path) -> Path:
    """Return the folder where the inputs are: that of the report, or the current one where none of them is there."""
    paths = [entry.path for entry in report.inputs if entry.sha256]
    for folder in (beside, Path()):
        if any(_found(folder, path) for path in paths):
            return folder
    return beside


def compare_inputs(report: Report, root: Path) -> Compared:
    """Return what became of each input, by path, and which files the same audit would read in addition today."""
    known = [_compared(entry.path, entry.sha256, root) for entry in report.inputs if entry.sha256]
    beside = report.method.beside if report.method else ()
    known += [_compared(entry.path, entry.sha256, root) for entry in beside if entry.inside]
    if known and all(entry.state is FileState.MISSING for entry in known):
        return Compared(files=tuple(sorted(known, key=lambda entry: entry.path)))  # another folder, most likely
    added, untold = _added(report, root, {entry.path for entry in known})
    files = {entry.path: entry for entry in (*known, *added)}
    return Compared(files=tuple(files[path] for path in sorted(files)), untold=untold)


def _compared(path: str, sha256: str, root: Path) -> FileThen:
    try:
        real = _place(root, path)
        if not real.is_file():
            return FileThen(path=path, state=FileState.MISSING)
        with real.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except PathError as error:
        return FileThen(path=path, state=FileState.MISSING, why=str(error))
    except OSError as error:
        return FileThen(path=path, state=FileState.MISSING, why=(error.strerror or "cannot be read").lower())
    return FileThen(path=path, state=FileState.SAME if digest == sha256 else FileState.CHANGED)


def _added(report: Report, root: Path, known: set[str]) -> tuple[list[FileThen], str]:
    """Return the files that the same command would read today and that the report has no hash of; or why not told."""
    from auditor import pipeline

    method = report.method
    if method is None:
        return [], "the report is of an earlier version, which does not say what was typed"
    if report.tool.version != __version__:
        return [], f"this is version {__version__}, and the report is of {report.tool.version}"
    if not method.paths:
        return [], "the report names nothing that was audited"
    request = pipeline.Request(
        paths=tuple(str(root / path) for path in method.paths), root=root, now=datetime.now(tz=UTC)
    )
    try:
        inputs = pipeline.inputs_of(request)
    except AuditError as error:
        return [], str(error).splitlines()[0]
    found = {as_written(entry.path) for entry in inputs if entry.sha256}
    return [FileThen(path=path, state=FileState.NEW) for path in sorted(found - known)], ""


def _place(folder: Path, path: str) -> Path:
    """Return where a path leads; one with bytes that are no UTF-8 stands in the report with escapes."""
    real = inside(folder.resolve(), "", path)
    return real if real.exists() else inside(folder.resolve(), "", as_named(path))


def _found(folder: Path, path: str) -> bool:
    try:
        return _place(folder, path).is_file()
    except (PathError, OSError):
        return False


def _beside(page: str) -> str:
    """Return the JSON beside a page, which is not in it. Raises UsageError where there is none."""
    path = Path(page).with_suffix(".json")
    if not path.is_file():
        raise UsageError(f"{page} does not hold the report itself; expected {path} beside it, or the PDF")
    return str(path)


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_file() and path.stat().st_size > _MOST_BYTES:
            raise UsageError(f"{path} has more than {_MOST_BYTES:,} bytes; expected a report")
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}") from None
