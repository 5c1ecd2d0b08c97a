"""Reads A2A agent cards: the agent that a server offers to other agents, where it is reached and what it lacks."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.documents import Document
from auditor.model.claims import Location
from auditor.model.description import Description
from auditor.model.entities import Entity, slug
from auditor.model.kinds import EntityKind, EvidenceLevel
from auditor.readers.interfaces.listing import Subject
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.notes import Notes
from auditor.readers.interfaces.values import items, mapping, scalar_text, text
from auditor.readers.reader import Reader, Reading

FORMAT = "a2a"
_REQUIRED = (
    "name", "description", "supportedInterfaces", "version", "capabilities", "defaultInputModes", "defaultOutputModes",
    "skills",
)  # fmt: skip
"""Fields of AgentCard that version 1.0 of the protocol marks as required."""
_OF_A_SKILL = ("id", "name", "description", "tags")
_TRANSPORTS = {"JSONRPC": "http", "HTTP+JSON": "http", "GRPC": "grpc"}
_SCHEMES = {
    "apiKey": "api_key", "oauth2": "oauth2", "openIdConnect": "oidc", "mutualTLS": "mtls",
    "apiKeySecurityScheme": "api_key", "oauth2SecurityScheme": "oauth2", "openIdConnectSecurityScheme": "oidc",
    "mtlsSecurityScheme": "mtls",
}  # fmt: skip
"""Kinds of security scheme by their `type` until 0.3, and by the key that holds them since 1.0."""
_MOST_SKILLS = 500


def _recognises(document: Document) -> bool:
    value = mapping(document.trees[0].value) if document.trees else {}
    if not isinstance(value.get("name"), str) or not isinstance(value.get("skills"), list):
        return False
    reached = isinstance(value.get("url"), str) or isinstance(value.get("supportedInterfaces"), list)
    told = isinstance(value.get("capabilities"), dict) or "defaultInputModes" in value or "protocolVersion" in value
    return reached and told and not {"openapi", "modules", "mcpServers", "packages"} & value.keys()


def _read(document: Document, reading: Reading, name: str | None) -> Description:
    root, notes, description = Node.root(document), Notes(), Description()
    agent = slug(root.text("name")) or "agent"
    server = name or f"{agent}-a2a"
    for identity, kind in ((agent, EntityKind.AGENT), (server, EntityKind.INTERFACE)):
        description.entities.append(
            Entity(
                id=identity,
                kind=kind,
                name=root.text("name") or identity,
                location=root.location,
                level=EvidenceLevel.DOCUMENTED,
            )
        )
    for identity in (agent, server):
        Subject(description, identity).says("configuration.format", FORMAT, root.location)
        if prose := root.text("description"):
            Subject(description, identity).says("description", prose, root.location.child("description"))
    face = Subject(description, server)
    face.says("protocol", FORMAT, root.location)
    missing = tuple(_missing(root))
    detail = "" if missing else "it has all that version 1.0 of the protocol requires"
    face.says("configuration.missing", missing, _place(root), detail=detail)
    _claim_reach(face, root)
    _claim_authentication(face, root)
    if version := scalar_text(mapping(root.value).get("version")):
        face.says("version", version, root.location.child("version"))
    skills = ", ".join(skill.text("id") or skill.text("name") for skill in _skills(root))
    if skills:
        notes.tell(f"skills of an agent have no arguments and are no tools: {skills[:300]}", root.get("skills"))
    description.notes += notes.all()
    return description


def _place(root: Node) -> Location:
    stated = root.get("url") or root.get("preferredTransport")
    return stated.key_location if stated is not None and root.get("supportedInterfaces") is None else root.location


def _skills(root: Node) -> Iterator[Node]:
    stated = root.get("skills")
    for number, skill in enumerate(stated.items() if stated is not None else ()):
        if number >= _MOST_SKILLS:
            break
        if isinstance(skill.value, dict):
            yield skill


def _missing(root: Node) -> Iterator[str]:
    value = mapping(root.value)
    for key in _REQUIRED:
        # Protocol Buffers write an empty message as `{}`, which is there; an empty text or list is not.
        if value.get(key) is None or value[key] in ("", []):
            yield key
    for number, interface in enumerate(items(value.get("supportedInterfaces"))[:_MOST_SKILLS]):
        for key in ("url", "protocolBinding", "protocolVersion"):
            if not scalar_text(mapping(interface).get(key)):
                yield f"supportedInterfaces[{number}].{key}"
    for number, skill in enumerate(_skills(root)):
        for key in _OF_A_SKILL:
            if mapping(skill.value).get(key) in (None, "", []):
                yield f"skills[{number}].{key}"


def _claim_reach(face: Subject, root: Node) -> None:
    """Claim the addresses and the transport of the first interface, which is the preferred one."""
    listed = root.get("supportedInterfaces") or root.get("additionalInterfaces")
    entries = [entry for entry in listed.items() if entry.text("url")] if listed is not None else []
    own = root.get("url")
    urls = ([text(own.value)] if own is not None and text(own.value) else []) + [entry.text("url") for entry in entries]
    if urls:
        place = own if own is not None else listed
        face.says("urls", tuple(dict.fromkeys(urls)), (place or root).location)
    stated = root.get("preferredTransport") or (entries[0].get("protocolBinding") if entries else None)
    transport = _TRANSPORTS.get(text(stated.value).upper()) if stated is not None else None
    if stated is not None and transport is not None:
        face.says("transport", transport, stated.location)


def _claim_authentication(face: Subject, root: Node) -> None:
    schemes = root.get("securitySchemes")
    kinds = []
    for _, scheme in schemes.members() if schemes is not None else ():
        value = mapping(scheme.value)
        inner = next((key for key in value if key in _SCHEMES and isinstance(value[key], dict)), "")
        http = mapping(value.get("httpAuthSecurityScheme")) if "httpAuthSecurityScheme" in value else value
        kind = _SCHEMES.get(inner or text(value.get("type")), "")
        if not kind and text(http.get("scheme")):
            kind = "basic" if text(http.get("scheme")).lower() == "basic" else "bearer"
        kinds += [kind] if kind else []
    if kinds and schemes is not None:
        face.says("authentication", tuple(dict.fromkeys(kinds)), schemes.location)


READER = Reader(format=FORMAT, title="A2A agent card", recognises=_recognises, read=_read)
