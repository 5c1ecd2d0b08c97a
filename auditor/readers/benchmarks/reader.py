"""Reads results of benchmarks and evaluations that stand alone, or were found in a folder."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.documents import Document
from auditor.model.description import Description, Note
from auditor.model.runs import Measured
from auditor.readers.benchmarks.files import HEAD
from auditor.readers.benchmarks.gathering import gather_runs
from auditor.readers.benchmarks.result_format import format_of
from auditor.readers.reader import Reader, Reading

FORMAT = "results"


def read_results(reading: Reading, paths: Iterable[str]) -> Description:
    """Return what some result files say together. Raises InputError where all of them are broken."""
    found = gather_runs(reading.workspace, paths)
    if found.refused and not found.runs:
        raise found.refused[0]
    description = Description(inputs=list(found.inputs), notes=list(found.notes))
    description.notes += [Note(message=f"not read: {error.problems[0]}") for error in found.refused]
    description.measured = [Measured(run=run) for run in found.runs]
    return description


_SUFFIXES = (".json", ".jsonl", ".csv", ".eval", ".txt", ".log")
"""What results end in; for others the formats need not even be loaded."""


def _recognises(document: Document) -> bool:
    if not document.path.endswith(_SUFFIXES):
        return False
    with document.binary() as file:
        return format_of(document.path, file.read(HEAD)) is not None


def _read(document: Document, reading: Reading, name: str | None) -> Description:
    return read_results(reading, (document.path,))


# Asked before the others, which parse a whole file to recognise it and refuse lines of JSON.
READER = Reader(format=FORMAT, title="result file of a benchmark", recognises=_recognises, read=_read, rank=100)
