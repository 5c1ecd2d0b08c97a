"""Reads tiny interfaces, and asks what came out in the fewest words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from auditor.documents import Workspace
from auditor.model.claims import AttributeValue, Claim, Record
from auditor.model.description import Description
from auditor.model.entities import Entity
from auditor.model.kinds import EntityKind
from auditor.readers.interfaces import functions, mcp
from auditor.readers.interfaces.arazzo import reader as arazzo
from auditor.readers.interfaces.asyncapi import reader as asyncapi
from auditor.readers.interfaces.openapi import reader as openapi
from auditor.readers.reader import Reader, Reading

_MODULES = (openapi, mcp, functions, asyncapi, arazzo)
READERS = {module.READER.format: module.READER for module in _MODULES}


@dataclass(frozen=True)
class Listed:
    """A description with shortcuts."""

    description: Description

    @property
    def interface(self) -> Entity:
        return next(e for e in self.description.entities if e.kind is EntityKind.INTERFACE)

    @property
    def tools(self) -> list[str]:
        return [e.id for e in self.description.entities if e.kind is EntityKind.TOOL]

    @property
    def notes(self) -> list[str]:
        return [note.message for note in self.description.notes]

    def claims(self, subject: str, attribute: str) -> list[Claim]:
        found = [c for c in self.description.claims if c.attribute == attribute]
        return [c for c in found if c.subject == subject or c.subject.partition(".")[2] == subject]

    def claim(self, subject: str, attribute: str) -> Claim:
        (found,) = self.claims(subject, attribute)
        return found

    def says(self, subject: str, attribute: str) -> AttributeValue | None:
        """Return the one value that is claimed, or None where nothing is claimed."""
        found = self.claims(subject, attribute)
        assert len(found) < 2, f"{attribute} is claimed more than once"
        return found[0].value if found else None

    def records(self, subject: str, attribute: str = "parameters") -> dict[str, Record]:
        value = self.claim(subject, attribute).value
        assert isinstance(value, tuple)
        return {record.name: record for record in value if isinstance(record, Record)}

    def field(self, subject: str, parameter: str, name: str) -> AttributeValue | None:
        return self.records(subject)[parameter].fields.get(name)


def write(root: Path, files: dict[str, object]) -> None:
    """Write files; what is no text becomes JSON."""
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, str) else json.dumps(content)
        (root / path).write_text(text, encoding="utf-8")


def read(
    root: Path, content: object, *, format_id: str = "openapi", name: str | None = "api", **others: object
) -> Listed:
    """Write a document and the files beside it, and read it."""
    main = "main.yaml" if isinstance(content, str) else "main.json"
    write(root, {main: content, **others})
    return read_file(root, main, format_id=format_id, name=name)


def read_file(root: Path, path: str, *, format_id: str = "openapi", name: str | None = None) -> Listed:
    """Read a file that is there; it must be recognised."""
    reading = Reading.of(Workspace(root))
    document = reading.workspace.open(path)
    reader = READERS[format_id]
    assert reader.recognises(document)
    return Listed(reader.read(document, reading, name))


def recognised(root: Path, content: object) -> list[str]:
    """Return the formats that know a document."""
    write(root, {"main.json": content})
    return [reader.format for reader in recognising(root, "main.json")]


def recognising(root: Path, path: str) -> list[Reader]:
    """Return the readers that know a file."""
    document = Workspace(root).open(path)
    return [reader for reader in READERS.values() if reader.recognises(document)]


def openapi_with(paths: object, **others: object) -> dict[str, object]:
    """Return an OpenAPI 3.1 document with these paths."""
    return {"openapi": "3.1.0", "info": {"title": "Trips API", "version": "1.2.3"}, "paths": paths, **others}


def operation(**parts: object) -> dict[str, object]:
    """Return an OpenAPI document with one operation, `GET /trips` with the id `call`."""
    method = str(parts.pop("method", "get"))
    path = str(parts.pop("path", "/trips"))
    others = parts.pop("others", {})
    assert isinstance(others, dict)
    return openapi_with({path: {method: {"operationId": "call", "responses": {}, **parts}}}, **others)


def body(schema: object, media_type: str = "application/json", **others: object) -> dict[str, object]:
    """Return a request body or a response with one media type."""
    return {"description": "What is sent.", "content": {media_type: {"schema": schema}}, **others}
