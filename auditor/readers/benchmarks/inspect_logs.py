"""The logs of inspect_ai in both of their forms: `.json`, and `.eval`, which is an archive of smaller JSON files."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from contextlib import contextmanager

import ijson

from auditor.documents import Value
from auditor.documents.large_file import LargeFile
from auditor.errors import InputError, Problem
from auditor.model.claims import Location
from auditor.readers.benchmarks import fields
from auditor.readers.benchmarks.files import Files
from auditor.readers.benchmarks.inspect_archive import Archive, opened
from auditor.readers.benchmarks.inspect_samples import Sample, sample_of, streamed

_HEADER = ("version", "status", "eval", "plan", "results", "stats", "error", "invalidated")
_ALL_SAMPLES = 2 * 1024 * 1024 * 1024
"""Most bytes of all samples together that are unpacked; the summaries say the scores of larger logs."""
_START = re.compile(
    rb'\A\s*\{\s*(?:"version"\s*:\s*[0-9]+\s*,\s*)?"status"\s*:\s*"(?:started|success|cancelled|error)"\s*,\s*'
    rb'"eval"\s*:\s*\{'
)
_MARKS = tuple(re.compile(mark) for mark in (rb'"run_id"\s*:', rb'"task"\s*:', rb'"created"\s*:'))
"""Keys of `eval` that stand before its data set, whose list of samples may be longer than what is looked at."""
_ENTRY = struct.Struct("<4s5H3L2H")
_FIRST = re.compile(rb"_journal/.*|samples/.*|summaries.*|header\.json|start\.json|reductions\.json")


def is_archive(path: str, head: bytes) -> bool:
    """Tell whether a file is a log in the form of an archive, by its suffix and the name of its first entry."""
    if not path.endswith(".eval") or not head.startswith(b"PK\x03\x04") or len(head) < _ENTRY.size:
        return False
    length = _ENTRY.unpack_from(head)[9]
    return _FIRST.fullmatch(head[_ENTRY.size : _ENTRY.size + length]) is not None


def is_json(path: str, head: bytes) -> bool:
    """Tell whether a file is a log in the form of one JSON text."""
    return path.endswith(".json") and _START.match(head) is not None and all(mark.search(head) for mark in _MARKS)


class Log:
    """What a log says of its whole run, and its samples one by one."""

    def __init__(self, files: Files, path: str, header: dict[str, Value], archive: Archive | None) -> None:
        self._files = files
        self._archive = archive
        self.path = path
        self.header = header
        self._location = files.at(path)
        if archive is None and not isinstance(files.open(path), LargeFile):
            self._location = files.json(path)[1]

    def at(self, *keys: str | int) -> Location:
        """Return the place of something in the header; of an archive or a large file, its start."""
        return self._location.child(*keys) if self._location.tree is not None else self._location

    def samples(self) -> Iterator[Sample]:
        """Yield every sample, or else its summary. Raises InputError."""
        found = self._of_json() if self._archive is None else _of_archive(self._files, self.path, self._archive)
        yield from (sample for sample in found if sample is not None)

    def _of_json(self) -> Iterator[Sample | None]:
        document = self._files.open(self.path)
        if not isinstance(document, LargeFile):
            yield from map(sample_of, self._files.items(self.path, "samples"))
            return
        with document.binary() as file, _told(self.path):
            yield from streamed(file, "samples.item")


@contextmanager
def opened_log(files: Files, path: str) -> Iterator[Log]:
    """Open a log of either form. Raises InputError."""
    if path.endswith(".json"):
        yield Log(files, path, {key: files.value(path, key) for key in _HEADER}, None)
        return
    with opened(files.open(path)) as archive:
        yield Log(files, path, _header(archive), archive)


def _header(archive: Archive) -> dict[str, Value]:
    """A log that is not finished has no header yet, only what was written at its start; so had the first version."""
    if "header.json" in archive:
        return fields.mapping(archive.json("header.json"))
    for start in ("_journal/start.json", "start.json"):
        if start in archive:
            results = fields.mapping(archive.json("results.json")) if "results.json" in archive else {}
            return {"status": "started", **fields.mapping(archive.json(start)), **results}
    raise archive.error("header.json", "is missing; expected it or _journal/start.json in the archive of a log")


def _of_archive(files: Files, path: str, archive: Archive) -> Iterator[Sample | None]:
    names = archive.names("samples/")
    if names and archive.size(*names) <= _ALL_SAMPLES:
        for name in names:
            yield from _of_entry(archive, path, name)
        return
    if names:
        files.note(
            f"the samples take {archive.size(*names):,} bytes unpacked; only their summaries are read", files.at(path)
        )
    whole = ("summaries.json",) if "summaries.json" in archive else archive.names("_journal/summaries/")
    for name in whole:
        yield from map(sample_of, fields.items({"all": archive.json(name)}, "all"))


def _of_entry(archive: Archive, path: str, name: str) -> Iterator[Sample | None]:
    if not archive.large(name):
        yield sample_of(archive.json(name))
        return
    with archive.open(name) as file, _told(path, f"{name}: "):
        yield from streamed(file, "")


@contextmanager
def _told(path: str, what: str = "") -> Iterator[None]:
    try:
        yield
    except (ijson.JSONError, UnicodeDecodeError, RecursionError, OverflowError) as error:
        reason = " ".join(str(error).split("\n")[0].split())[:120]
        message = f"{what}no valid JSON ({reason}); expected a whole text"
        raise InputError(Problem(path=path, line=1, column=1, message=message)) from None
