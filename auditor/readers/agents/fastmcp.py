"""Reads fastmcp.json: an MCP server of the project itself, how it is run and over which transport."""

from __future__ import annotations

from auditor.documents import Document
from auditor.model.description import Description
from auditor.readers.agents.server_entries import add_server
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.notes import Notes
from auditor.readers.interfaces.values import mapping, text, texts
from auditor.readers.reader import Reader, Reading

_FORMAT = "fastmcp"
_NAME = "fastmcp.json"
_TRANSPORTS = {"stdio": "stdio", "http": "http", "streamable-http": "http", "sse": "sse"}
_OTHERWISE = "fastmcp-server"
"""The id of the server; the file gives it no name, its code does."""


def _recognises(document: Document) -> bool:
    value = mapping(document.trees[0].value) if document.trees else {}
    if "gofastmcp.com/" in text(value.get("$schema")):
        return True
    source = mapping(value.get("source"))
    placed = isinstance(source.get("path"), str) and source.keys() <= {"type", "path", "entrypoint"}
    sections = {"environment", "deployment"} & value.keys()
    named = document.path.rpartition("/")[2].endswith(_NAME)
    return placed and value.keys() <= {"$schema", "source", "environment", "deployment"} and bool(sections or named)


def _read(document: Document, reading: Reading, name: str | None) -> Description:
    root, notes, description = Node.root(document), Notes(), Description()
    subject = add_server(description, name or _OTHERWISE, name or _OTHERWISE, root)
    subject.says("configuration.format", "mcp", root.location)
    deployment = root.get("deployment")
    stated = deployment.get("transport") if deployment is not None else None
    transport = _TRANSPORTS.get(text(stated.value).lower()) if stated is not None else None
    if stated is not None and transport is not None:
        subject.says("transport", transport, stated.location)
    elif stated is None:
        subject.says("transport", "stdio", (deployment or root).location, detail="FastMCP runs over stdio by default")
    environment = deployment.get("env") if deployment is not None else None
    names = tuple(mapping(environment.value)) if environment is not None else ()
    subject.says("launch.environment", names, (environment or root).location)
    source = root.get("source")
    if source is not None and source.text("path"):
        notes.tell(f"not read: {source.text('path')}, in which the server and its tools stand", source)
    needs = root.get("environment")
    listed = needs.get("dependencies") if needs is not None else None
    if listed is not None and (open_ := [item for item in texts(listed.value) if "==" not in item]):
        notes.tell(f"dependencies without an exact version: {', '.join(open_[:8])}", listed)
    description.notes += notes.all()
    return description


READER = Reader(format=_FORMAT, title="project file of FastMCP", recognises=_recognises, read=_read)
