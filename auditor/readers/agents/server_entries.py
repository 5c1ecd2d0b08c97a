"""MCP servers as client configurations list them: how each is started or reached, and with what."""

from __future__ import annotations

import re
from collections.abc import Mapping

from auditor.documents import Value
from auditor.model.claims import Record
from auditor.model.description import Description
from auditor.model.entities import Entity, unknown_members_id
from auditor.model.kinds import EntityKind, EvidenceLevel, RelationKind
from auditor.readers.agents.entry_secrets import secrets_of
from auditor.readers.agents.launch import launched
from auditor.readers.interfaces.listing import Subject
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.notes import Notes
from auditor.readers.interfaces.values import mapping, text, texts

UNLISTED = "the configuration of a server does not list its tools; only the running server tells them"
"""Why the tools of a configured server are unknown; linking leaves it out where something else lists them."""

MOST_SERVERS = 500
ADDRESSES = ("url", "serverUrl", "httpUrl", "serverURL")
"""Keys for the address of a server: of nearly all clients, of Windsurf, of the Gemini CLI, of old Cursor."""

_TRANSPORTS = {
    "stdio": "stdio", "local": "stdio", "http": "http", "streamable-http": "http", "streamable_http": "http",
    "streamablehttp": "http", "remote": "http", "sse": "sse", "ws": "websocket", "websocket": "websocket",
    "stdioserverparams": "stdio", "sseserverparams": "sse", "streamablehttpserverparams": "http",
}  # fmt: skip
"""What the values of `type` and `transport` mean, in any client."""

_SHAPES: dict[str, type | tuple[type, ...]] = {"command": str, "args": list, "env": dict, "headers": dict, "url": str}
_SECONDS = {"sse_read_timeout": 1.0, "requestTimeoutMs": 0.001}
"""Keys for the longest wait whose unit does not depend on the client, in seconds."""
_FILTERS = (
    ("toolFilter", "include", "exclude"),
    ("", "includeTools", "excludeTools"),
    ("", "enabledTools", "disabledTools"),
    ("", "alwaysAllow", ""),
)


class Servers:
    """Collects the servers that one file lists."""

    def __init__(self, description: Description, notes: Notes, dialect: str, *, misplaced: bool = False) -> None:
        self.description = description
        self._notes = notes
        self._dialect = dialect
        self._misplaced = misplaced
        self.ids: list[str] = []
        """The servers that are switched on, in the order of the file."""

    def add_all(self, entries: Node) -> None:
        """Add every server of a mapping from names to entries."""
        if not isinstance(entries.value, dict):
            self._notes.wrong(entries, "the list of servers", "a mapping of names to servers")
        for number, (name, entry) in enumerate(entries.members()):
            if number >= MOST_SERVERS:
                self._notes.tell(f"more than {MOST_SERVERS} servers; the others are not read", entry)
                break
            self.add(name, entry)

    def add(self, name: str, entry: Node) -> None:
        """Add one server."""
        if not isinstance(entry.value, dict):
            self._notes.wrong(entry, f"the server `{name}`", "a mapping")
            return
        identity = name.strip() or "mcp-server"
        subject = add_server(self.description, identity, name, entry)
        enabled = entry.value.get("enabled") is not False and entry.value.get("disabled") is not True
        if enabled:
            self.ids.append(identity)
        else:
            self._notes.tell(f"the server `{name}` is switched off", entry)
        subject.says("configuration.format", "mcp", entry.location)
        subject.says("configured_as", (self._record(entry, enabled=enabled),), entry.location)
        self._claim_reach(subject, entry)
        claim_entry(subject, entry)

    def _record(self, entry: Node, *, enabled: bool) -> Record:
        value = mapping(entry.value)
        mistyped = tuple(key for key, kind in _SHAPES.items() if key in value and not isinstance(value[key], kind))
        return Record(
            name=self._dialect,
            fields={
                "dialect": self._dialect,
                "keys": tuple(sorted(value)),
                "type": entry.text("type"),
                "transport": entry.text("transport"),
                "command": entry.text("command"),
                "url": address_of(entry)[0],
                "environment": tuple(mapping(value.get("env"))),
                "mistyped": mistyped,
                "misplaced": self._misplaced,
                "enabled": enabled,
            },
            location=entry.location,
        )

    def _claim_reach(self, subject: Subject, entry: Node) -> None:
        """Claim the transport and the address."""
        url, place = address_of(entry)
        command = entry.get("command")
        if command is not None and entry.text("command"):
            subject.says("transport", "stdio", command.location, detail="it is started by a command")
            subject.says("urls", (), command.location, detail="a process that is started has no address")
            return
        if not url or place is None:
            self._notes.tell("a server with neither a command nor an address", entry)
            return
        subject.says("urls", (url,), place.location)
        stated = entry.get("transport") or entry.get("type")
        transport = _TRANSPORTS.get(text(stated.value).lower()) if stated is not None else None
        if stated is not None and transport is not None:
            subject.says("transport", transport, stated.location)
        elif place.pointer[-1:] == ("httpUrl",):
            subject.says("transport", "http", place.location, detail="`httpUrl` is the key for streamable HTTP")
        elif guess := _guess(url):
            detail = "the path of the address"
            subject.says("transport", guess, place.location, detail=detail, level=EvidenceLevel.INFERRED)


def add_server(description: Description, identity: str, name: str, node: Node) -> Subject:
    """Add an MCP server whose tools are not listed here."""
    unknown = unknown_members_id(identity)
    level, place = EvidenceLevel.DOCUMENTED, node.key_location
    description.entities += [
        Entity(id=identity, kind=EntityKind.INTERFACE, name=name or identity, location=place, level=level),
        Entity(
            id=unknown,
            kind=EntityKind.TOOL,
            name=unknown,
            location=place,
            level=level,
            placeholder=True,
            because=UNLISTED,
        ),
    ]
    description.relate(identity, RelationKind.EXPOSES, unknown, level, place)
    subject = Subject(description, identity)
    subject.says("protocol", "mcp", node.location)
    return subject


def address_of(entry: Node) -> tuple[str, Node | None]:
    """Return the address of a server and where it stands."""
    for key in ADDRESSES:
        node = entry.get(key)
        if node is not None and text(node.value):
            return text(node.value), node
    return "", None


def claim_entry(subject: Subject, entry: Node) -> None:
    """Claim what is started, what it is given, and what the client makes of it."""
    _claim_launch(subject, entry)
    environment = entry.get("env")
    if environment is None or isinstance(environment.value, dict):
        names = tuple(mapping(environment.value)) if environment is not None else ()
        detail = "" if names else "the entry sets no environment variable"
        subject.says("launch.environment", names, (environment or entry).location, detail=detail)
    found = list(secrets_of(entry))
    for name, node in found:
        subject.says("inline_secrets", (name,), node.location)
    if not found:
        detail = "no value of the entry is a secret by its name or its form"
        subject.says("inline_secrets", (), entry.location, detail=detail)
    _claim_authentication(subject, entry)
    _claim_filters(subject, entry)
    for key, unit in _SECONDS.items():
        limit = entry.get(key)
        if limit is not None and isinstance(limit.value, int | float) and not isinstance(limit.value, bool):
            seconds = limit.value * unit
            subject.says("request_timeout", f"{seconds:g}s", limit.location)


def _claim_launch(subject: Subject, entry: Node) -> None:
    command, arguments = entry.get("command"), entry.get("args")
    if command is None or not text(command.value):
        return
    words = texts(arguments.value) if arguments is not None else ()
    program = text(command.value)
    subject.says("launch.command", program, command.location)
    if not words and " " in program:
        program, *rest = program.split()
        words = tuple(rest)
    found = launched(program, words)
    if found is None:
        return
    place = arguments.location if arguments is not None else command.location
    if arguments is not None and len(words) == len(arguments.value if isinstance(arguments.value, list) else ()):
        place = arguments.location.child(found.word)
    subject.says("launch.package", found.package, place)
    if found.image:
        subject.says("image", found.image, place)
    if found.version:
        subject.says("version", found.version, place)
    if found.pinned is not None:
        level = EvidenceLevel.DOCUMENTED if found.certain else EvidenceLevel.INFERRED
        subject.says("pinned", found.pinned, place, detail=found.because, level=level)


def _claim_authentication(subject: Subject, entry: Node) -> None:
    oauth = entry.get("oauth") or entry.get("auth")
    if oauth is not None and (isinstance(oauth.value, dict) or text(oauth.value) == "oauth"):
        subject.says("authentication", ("oauth2",), oauth.location)
        return
    headers = entry.get("headers")
    for name, node in headers.members() if headers is not None else ():
        if name.lower() == "authorization":
            bearer = not text(node.value).lower().startswith("basic ")
            subject.says("authentication", ("bearer",) if bearer else ("basic",), node.location)
            return
        if re.search(r"key|token", name, re.IGNORECASE):
            subject.says("authentication", ("api_key",), node.location)
            return


def _claim_filters(subject: Subject, entry: Node) -> None:
    for group, kept, dropped in _FILTERS:
        place = entry.get(group) if group else entry
        for key, sign in ((kept, ""), (dropped, "!")):
            listed = place.get(key) if place is not None and key and key != "alwaysAllow" else None
            if listed is not None and (names := texts(listed.value)):
                subject.says("tool_filter", tuple(sign + name for name in names), listed.location)


def _guess(url: str) -> str:
    path = url.partition("?")[0].rstrip("/").lower()
    return "sse" if path.endswith("/sse") else "http" if path.endswith("/mcp") else ""


def like_entries(value: Mapping[str, Value]) -> bool:
    """Tell whether a value is a mapping from names to what looks like servers: each with a command or an address."""
    return bool(value) and all(map(starts_or_reaches, value.values()))


def starts_or_reaches(entry: Value) -> bool:
    """Tell whether a value looks like a server: a mapping with a command or an address."""
    return isinstance(entry, dict) and any(isinstance(entry.get(key), str) for key in ("command", *ADDRESSES))
