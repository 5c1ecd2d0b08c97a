"""Reads server.json of the MCP registry: the packages that a server comes in, and where it is offered."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.documents import Document, Value
from auditor.model.description import Description
from auditor.model.kinds import EvidenceLevel
from auditor.readers.agents.entry_secrets import is_written_secret
from auditor.readers.agents.server_entries import add_server
from auditor.readers.deployment.images import exactness
from auditor.readers.interfaces.listing import Subject
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.notes import Notes
from auditor.readers.interfaces.values import items, mapping, scalar_text, text
from auditor.readers.reader import Reader, Reading

_FORMAT = "mcp-registry"
_TRANSPORTS = {"stdio": "stdio", "streamable-http": "http", "streamable": "http", "http": "http", "sse": "sse"}
_VERSION_KEYS = frozenset(("version", "version_detail", "_meta"))
_EXACT = re.compile(r"v?\d+(?:\.\d+)+[0-9A-Za-z.+-]*")
_CONTAINERS = frozenset(("docker", "oci"))
_MOST = 2_000


def _recognises(document: Document) -> bool:
    if not document.trees:
        return False
    value = document.trees[0].value
    listed = items(value) or items(mapping(value).get("servers"))
    if listed:
        return all(_is_server(_inner(item)) for item in listed[:20])
    return _is_server(value)


def _inner(value: Value) -> Value:
    inner = mapping(value).get("server")
    return inner if isinstance(inner, dict) else value


def _is_server(value: Value) -> bool:
    stated = mapping(value)
    if not isinstance(stated.get("name"), str) or "description" not in stated:
        return False
    if "modelcontextprotocol.io/schemas/" in text(stated.get("$schema")):
        return True
    offered = [*items(stated.get("packages")), *items(stated.get("remotes"))]
    keys = {key for entry in offered for key in mapping(entry)}
    known = {"registryType", "registry_type", "registry_name", "transport_type"} & keys
    return not _VERSION_KEYS.isdisjoint(stated) and (bool(known) or _only_announced(stated, offered))


def _only_announced(stated: dict[str, Value], offered: list[Value]) -> bool:
    """Tell whether an entry of the registry says neither how to get nor where to reach its server."""
    return "repository" in stated and "version_detail" in stated and not offered


def _read(document: Document, reading: Reading, name: str | None) -> Description:
    root, notes, description = Node.root(document), Notes(), Description()
    for number, server in enumerate(_servers(root)):
        if number >= _MOST:
            notes.tell(f"more than {_MOST} servers; the others are not read", server)
            break
        stated = server.text("name")
        if not stated:
            notes.tell("a server without a name; not read", server)
            continue
        _add(description, name if name and number == 0 else stated, server, notes)
    description.notes += notes.all()
    return description


def _servers(root: Node) -> Iterator[Node]:
    listed = root if isinstance(root.value, list) else root.get("servers")
    if listed is None or not isinstance(listed.value, list):
        yield root
        return
    for item in listed.items():
        inner = item.get("server")
        yield inner if inner is not None and isinstance(inner.value, dict) else item


def _add(description: Description, identity: str, server: Node, notes: Notes) -> None:
    subject = add_server(description, identity, server.text("title") or server.text("name"), server)
    if prose := server.text("description"):
        subject.says("description", prose, server.location.child("description"))
    version = server.get("version") or (server.get("version_detail") or server).get("version")
    if version is not None and scalar_text(version.value):
        subject.says("version", scalar_text(version.value), version.location)
    packages, remotes = _entries(server, "packages"), _entries(server, "remotes")
    transports = [found for entry in (*packages, *remotes) if (found := _transport(entry))]
    if len({transport for transport, _ in transports}) == 1:
        subject.says("transport", transports[0][0], transports[0][1].location)
    elif transports:
        offered = ", ".join(dict.fromkeys(transport for transport, _ in transports))
        notes.tell(f"it is offered over {offered}; which of them is used is unknown", server)
    urls = [(entry.text("url"), entry) for entry in remotes if entry.text("url")]
    if urls:
        subject.says("urls", tuple(dict.fromkeys(url for url, _ in urls)), urls[0][1].location.child("url"))
    _claim_secrets(subject, server, packages)
    if packages:
        _claim_packages(subject, packages)
    elif not urls:
        notes.tell("the entry names neither a package nor an address", server)


def _entries(server: Node, key: str) -> list[Node]:
    listed = server.get(key)
    return [entry for entry in listed.items() if isinstance(entry.value, dict)] if listed is not None else []


def _transport(entry: Node) -> tuple[str, Node] | None:
    inner = entry.get("transport")
    stated = inner.get("type") if inner is not None else entry.get("type") or entry.get("transport_type")
    found = _TRANSPORTS.get(text(stated.value).lower()) if stated is not None else None
    return (found, stated) if found is not None and stated is not None else None


def _claim_packages(subject: Subject, packages: list[Node]) -> None:
    """Claim what is installed, and whether each of the packages is exact."""
    names = [entry.text("identifier") or entry.text("name") for entry in packages]
    subject.says("launch.package", names[0], packages[0].location)
    known = [_pinned(entry) for entry in packages]
    variables = [
        variable.text("name")
        for entry in packages
        for key in ("environmentVariables", "environment_variables")
        for variable in _entries(entry, key)
        if variable.text("name")
    ]
    if variables:
        subject.says("launch.environment", tuple(dict.fromkeys(variables)), packages[0].location)
    if any(pinned is False for pinned, _ in known):
        open_ = next(entry for entry, (pinned, _) in zip(packages, known, strict=True) if pinned is False)
        subject.says("pinned", False, open_.location, detail="a package without an exact version")
    elif all(pinned for pinned, _ in known):
        level = min(level for _, level in known)
        subject.says("pinned", True, packages[0].location, detail="each package has an exact version", level=level)


def _claim_secrets(subject: Subject, server: Node, packages: list[Node]) -> None:
    """Claim which variables carry a secret in the entry itself rather than have it asked for."""
    found = False
    for entry in packages:
        for key in ("environmentVariables", "environment_variables"):
            for variable in _entries(entry, key):
                value = variable.text("value") or variable.text("default")
                if value and is_written_secret(variable.text("name"), value):
                    found = True
                    subject.says("inline_secrets", (variable.text("name"),), variable.location)
    if not found:
        detail = "no variable of the entry has a secret for its value"
        subject.says("inline_secrets", (), server.location, detail=detail)


def _pinned(entry: Node) -> tuple[bool | None, EvidenceLevel]:
    """Return whether a package is always the same one, and how sure that is; None where its kind is not known."""
    kind = (entry.text("registryType") or entry.text("registry_type") or entry.text("registry_name")).lower()
    version = scalar_text(mapping(entry.value).get("version"))
    if entry.text("fileSha256") or entry.text("file_sha256"):
        return True, EvidenceLevel.DOCUMENTED
    if kind in _CONTAINERS:
        reference = entry.text("identifier") or entry.text("name")
        whole = reference if ":" in reference.rpartition("/")[2] or not version else f"{reference}:{version}"
        found = exactness(whole)
        level = EvidenceLevel.DOCUMENTED if found is None or found[1] else EvidenceLevel.INFERRED
        return (found[0] if found is not None else None), level
    if kind in ("", "unknown"):
        return None, EvidenceLevel.DOCUMENTED
    return bool(_EXACT.fullmatch(version)), EvidenceLevel.DOCUMENTED


READER = Reader(format=_FORMAT, title="server.json of the MCP registry", recognises=_recognises, read=_read)
