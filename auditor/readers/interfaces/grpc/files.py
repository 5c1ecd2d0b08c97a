"""Opens a Protocol Buffers file and everything that it imports."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from posixpath import dirname

from auditor.documents import Document
from auditor.errors import InputError
from auditor.readers.interfaces.grpc.definitions import File, Import
from auditor.readers.interfaces.grpc.known import is_provided
from auditor.readers.interfaces.grpc.parser import parse
from auditor.readers.interfaces.typed.text import TypedText
from auditor.readers.reader import Reading

_MOST = 2_000
"""Files that one file may lead to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A file that is imported and cannot be read."""

    text: TypedText
    imported: Import
    because: str


@dataclass(slots=True, kw_only=True)
class Files:
    """A file with those that it leads to, itself first."""

    parsed: list[tuple[TypedText, File]] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)


def open_files(document: Document, reading: Reading) -> Files:
    """Return a file and those that it imports, directly or not. Raises InputError where the file itself is broken."""
    found = Files()
    text = TypedText(document)
    found.parsed.append((text, parse(text)))
    seen = {document.path}
    waiting = deque((text, imported) for imported in found.parsed[0][1].imports)
    while waiting:
        citing, imported = waiting.popleft()
        opened = _open(imported.path, citing.document, reading)
        if opened is None:
            if not is_provided(imported.path):
                because = f"{imported.path} is in none of the folders around {citing.document.path}"
                found.missing.append(Missing(text=citing, imported=imported, because=because))
            continue
        if opened.path in seen or len(found.parsed) >= _MOST:
            continue
        seen.add(opened.path)
        try:
            inner = TypedText(opened)
            file = parse(inner)
        except InputError as error:
            found.missing.append(Missing(text=citing, imported=imported, because=str(error.problems[0])))
            continue
        found.parsed.append((inner, file))
        waiting.extend((inner, further) for further in file.imports)
    return found


def _open(path: str, citing: Document, reading: Reading) -> Document | None:
    """Return the file at a path below the folder of the citing file, or below one of the folders around that.

    A compiler is told the folder from which paths count; without it, the nearest that has the file is taken.
    """
    if path.startswith("/"):
        return None
    folder = dirname(citing.path)
    while True:
        try:
            return reading.workspace.open(f"{folder}/{path}" if folder else path)
        except InputError:
            if not folder:
                return None
            folder = dirname(folder)
