"""The inside of a zip archive, within limits: entries one at a time, and never more of one than it may be."""

from __future__ import annotations

import json
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedIOBase
from typing import IO

from auditor.documents import Document, Value
from auditor.errors import InputError, Problem

ENTRIES = 200_000
"""Most entries of an archive."""
ENTRY_BYTES = 256 * 1024 * 1024
"""Most bytes of an entry, unpacked."""
PARSED_BYTES = 16 * 1024 * 1024
"""Most bytes of an entry that is parsed at once."""
_DIRECTORY_BYTES = ENTRIES * 200
_RATIO = 400
"""Logs become some ten times smaller; what becomes this much smaller is made to fill a disk."""
_RATIO_FROM = 8 * 1024 * 1024
"""Bytes below which no ratio is alarming: a repeated picture packs well."""
_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_64 = 20
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, struct.error)
"""What zipfile raises for broken archives."""


class Archive:
    """An opened archive. Everything it raises is InputError, which names the entry."""

    def __init__(self, path: str, archive: zipfile.ZipFile) -> None:
        self._path = path
        self._archive = archive
        # The last entry of a name is the one that counts, as for every reader of zip archives.
        self._entries = {entry.filename: entry for entry in archive.infolist()}

    def names(self, prefix: str) -> tuple[str, ...]:
        """Return the names of the JSON files below a folder, in the order of the archive."""
        return tuple(name for name in self._entries if name.startswith(prefix) and name.endswith(".json"))

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def size(self, *names: str) -> int:
        """Return how many bytes some entries have together, unpacked."""
        return sum(self._entries[name].file_size for name in names)

    def large(self, name: str) -> bool:
        """Tell whether an entry is too large to be parsed at once."""
        return self._entries[name].file_size > PARSED_BYTES

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """Open an entry; zipfile never reads more of it than the size that was checked."""
        self._check(name)
        try:
            with self._archive.open(self._entries[name]) as file:
                yield file
        except _BROKEN as error:
            raise self.error(name, f"cannot be unpacked ({_short(error)}); expected a whole archive") from None

    def json(self, name: str) -> Value:
        """Return the value of an entry of at most 16 MiB, NaN as None. Raises InputError."""
        if self.large(name):
            raise self.error(name, f"{self.size(name):,} bytes; expected at most {PARSED_BYTES:,}")
        with self.open(name) as file:
            data = file.read(PARSED_BYTES + 1)
        try:
            value: Value = json.loads(data, parse_constant=lambda _: None)
        except (ValueError, RecursionError) as error:
            raise self.error(name, f"no JSON that can be read ({_short(error)}); expected one JSON value") from None
        return value

    def error(self, name: str, message: str) -> InputError:
        """Return an error about an entry, to be raised."""
        return InputError(Problem(path=self._path, line=1, column=1, message=f"{_shown(name)}: {message}"))

    def _check(self, name: str) -> None:
        entry = self._entries[name]
        if entry.flag_bits & 0x1:
            raise self.error(name, "is encrypted; expected an archive without a password")
        if entry.compress_type not in _METHODS:
            method = "Zstandard" if entry.compress_type == 93 else f"method {entry.compress_type}"
            raise self.error(
                name, f"is packed with {method}; expected Deflate; `inspect log convert --to json` rewrites it"
            )
        if entry.file_size > ENTRY_BYTES:
            raise self.error(name, f"{entry.file_size:,} bytes unpacked; expected at most {ENTRY_BYTES:,}")
        if entry.file_size > max(_RATIO_FROM, entry.compress_size * _RATIO):
            raise self.error(name, f"unpacks to {entry.file_size:,} bytes from {entry.compress_size:,}; not opened")


@contextmanager
def opened(document: Document) -> Iterator[Archive]:
    """Open a file as an archive. Raises InputError where it is none, or has too many entries."""
    with document.binary() as file:
        _check_directory(document, file)
        try:
            with zipfile.ZipFile(file) as archive:
                found = Archive(document.path, archive)
                yield found
        except _BROKEN as error:
            raise document.error_at_start(f"no zip archive ({_short(error)}); expected a whole one") from None


def _check_directory(document: Document, file: BufferedIOBase) -> None:
    """Refuse an archive whose list of entries would fill the memory, before zipfile reads that list."""
    size = document.size
    tail = max(0, size - _END.size - 0xFFFF)
    file.seek(tail)
    data = file.read()
    at = data.rfind(b"PK\x05\x06")
    if at < 0 or at + _END.size > len(data):
        raise document.error_at_start("no zip archive; the list of its entries at the end is missing")
    length, end = _END.unpack_from(data, at)[5], tail + at
    if data[max(0, at - _LOCATOR_64) :].startswith(b"PK\x06\x07") and end >= _LOCATOR_64 + _END_64.size:
        end -= _LOCATOR_64 + _END_64.size
        file.seek(end)
        length = _END_64.unpack(file.read(_END_64.size))[8]
    length = min(length, end)
    file.seek(end - length)
    # Counted rather than believed: the archive's own number of entries is not what zipfile goes by.
    if length > _DIRECTORY_BYTES or file.read(length).count(b"PK\x01\x02") > ENTRIES:
        raise document.error_at_start(f"more than {ENTRIES:,} entries; expected the log of one run")
    file.seek(0)


def _shown(name: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in name[:200])


def _short(error: Exception) -> str:
    return _shown(" ".join(str(error).split()))[:120] or type(error).__name__
