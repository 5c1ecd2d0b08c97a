"""Reads tiny schemas that are texts, as an audit would."""

from __future__ import annotations

from pathlib import Path

from auditor.documents import Workspace
from auditor.readers.interfaces.graphql import reader as graphql
from auditor.readers.interfaces.grpc import reader as grpc
from auditor.readers.reader import Reading
from tests.readers.interfaces.listed import Listed, write


def read_text(root: Path, files: dict[str, str], *, format_id: str, name: str | None = None) -> Listed:
    """Write files and read the first of them, which must be of the format."""
    write(root, dict(files))
    reading = Reading.of(Workspace(root))
    document = reading.workspace.open(next(iter(files)))
    return Listed(reading.read(document, name=name, expected=format_id))


def known_as(root: Path, name: str, text: str) -> str:
    """Return the format that a text is taken for by its content and its name; empty for none of the texts'."""
    write(root, {name: text})
    document = Workspace(root).open(name)
    return next((r.format for r in (graphql.READER, grpc.READER) if r.recognises(document)), "")
