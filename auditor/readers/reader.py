"""What a reader is, and what it is given to read with."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import cache

from auditor.documents import Document, Position, Resolver, Workspace
from auditor.errors import InputError, Problem
from auditor.model.description import Description, Input, ReadState


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One input format: how to recognise it, and how to turn it into a description.

    A module below `readers` that has a `READER` is found by itself; nothing else registers it.
    """

    format: str
    """The id, such as `openapi`."""
    title: str
    """What a person calls it, such as `OpenAPI document`."""
    recognises: Callable[[Document], bool]
    """Tells by content whether a document is of this format. It never raises InputError for a document that parses."""
    read: Callable[[Document, Reading, str | None], Description]
    """Reads a document; the name, where given, is the id its interface takes. Raises InputError."""
    rank: int = 0
    """Higher is asked first, where one format's marks are part of another's."""
    leads_to: tuple[str, ...] = ()
    """Formats of the files that it opens itself; of a folder's files, those that lead to others are read first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One run's access to files and to the other readers."""

    workspace: Workspace
    resolver: Resolver
    measurable: list[tuple[str, Callable[[Description], None]]] = field(default_factory=list)
    """What could still be measured: the name that a profile asks for it by, and what adds the claims."""

    @classmethod
    def of(cls, workspace: Workspace) -> Reading:
        """Return the reading of one workspace."""
        return cls(workspace=workspace, resolver=Resolver(workspace))

    def recognise(self, document: Document) -> Reader | None:
        """Return the reader that knows the document by its content, or None. Raises InputError if it does not parse."""
        return next((reader for reader in all_readers() if reader.recognises(document)), None)

    def read(self, document: Document, *, name: str | None = None, expected: str | None = None) -> Description:
        """Return what the document says, with an Input for it added where the reader added none.

        `expected` is the id of the only format that will do. Raises InputError where the document is broken or is
        not of a format that is known or expected.
        """
        reader = self.recognise(document)
        if reader is None or (expected and reader.format != expected):
            wanted = _title(expected) if expected else "one of: " + ", ".join(r.title for r in all_readers())
            found = f"this is a {reader.title}" if reader else "not a known format"
            raise InputError(Problem(path=document.path, line=1, column=1, message=f"{found}; expected {wanted}"))
        description = reader.read(document, self, name)
        if all(entry.path != document.path for entry in description.inputs):
            description.inputs.insert(0, input_of(document, reader.format))
        return description

    def measure(self, wanted: Collection[str], description: Description) -> None:
        """Add the claims that cost too much to make where nobody asks for them."""
        for name, claim in self.measurable:
            if name in wanted:
                claim(description)

    def open(self, path: str, *, cited_in: Document, at: Position) -> Document:
        """Open a file that another names. Raises InputError at the place that names it."""
        return self.workspace.open(path, relative_to=cited_in, cited_at=(cited_in, at))


def input_of(document: Document, format_id: str, state: ReadState = ReadState.READ, why: str = "") -> Input:
    """Return the entry of the report's list of inputs for a document."""
    return Input(path=document.path, format=format_id, sha256=document.sha256, size=document.size, state=state, why=why)


def _title(format_id: str) -> str:
    return next((reader.title for reader in all_readers() if reader.format == format_id), format_id)


@cache
def all_readers() -> tuple[Reader, ...]:
    """Return every reader, the ones to ask first at the front."""
    import auditor.readers as package

    found = []
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        parent, _, name = module.name.rpartition(".")
        only = getattr(sys.modules.get(parent), "READER_MODULES", None)
        if not module.ispkg and (only is None or name in only):
            reader = getattr(importlib.import_module(module.name), "READER", None)
            if isinstance(reader, Reader):
                found.append(reader)
    return tuple(sorted(found, key=lambda reader: (-reader.rank, reader.format)))
