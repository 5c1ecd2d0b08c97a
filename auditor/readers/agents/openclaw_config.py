"""Reads openclaw.json: the agents that a gateway runs, the models they think with, the MCP servers they are given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from auditor.documents import Document, Value
from auditor.model.description import Description
from auditor.model.entities import Entity
from auditor.model.kinds import EntityKind, EvidenceLevel, RelationKind
from auditor.readers.agents.server_entries import Servers
from auditor.readers.interfaces.listing import Subject
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.notes import Notes
from auditor.readers.interfaces.values import mapping, text, texts
from auditor.readers.reader import Reader, Reading

FORMAT = "openclaw"
FRAMEWORK = "openclaw"
_SECTIONS = frozenset(
    ("agents", "channels", "gateway", "mcp", "mcpServers", "models", "tools", "skills", "hooks", "session", "plugins")
)
_OTHERS = frozenset(("openapi", "services", "component_type", "configSchema", "system", "nodes"))
_DEFAULT = "openclaw"
"""The id of the one agent where the file names none; a gateway always has one."""
_MOST_AGENTS = 200
_DOCUMENTED = EvidenceLevel.DOCUMENTED


def _recognises(document: Document) -> bool:
    if not document.trees:
        return False
    value = mapping(document.trees[0].value)
    if not _OTHERS.isdisjoint(value) or _SECTIONS.isdisjoint(value):
        return False
    named = document.path.rpartition("/")[2].lower().endswith(("openclaw.json", "openclaw.json5"))
    return named or (_has_its_marks(value) and "mcpServers" not in value)


def _has_its_marks(value: Mapping[str, Value]) -> bool:
    servers = mapping(mapping(value.get("mcp")).get("servers"))
    defaults = mapping(mapping(value.get("agents")).get("defaults"))
    return bool(servers) or isinstance(defaults.get("workspace"), str)


def _read(document: Document, reading: Reading, name: str | None) -> Description:
    root, notes, description = Node.root(document), Notes(), Description()
    mcp = root.get("mcp")
    listed = mcp.get("servers") if mcp is not None else None
    elsewhere = root.get("mcpServers")
    servers = Servers(description, notes, "openclaw")
    misplaced = Servers(description, notes, "openclaw", misplaced=True)
    if listed is not None:
        servers.add_all(listed)
    if elsewhere is not None:
        misplaced.add_all(elsewhere)
    defaults = _at(root, "agents", "defaults")
    for identity, entry in _agents(root, notes):
        _add_agent(description, identity, entry, defaults)
        for collected, place in ((servers, listed), (misplaced, elsewhere)):
            for server in collected.ids:
                at = (place or root).location.child(server)
                description.relate(identity, RelationKind.CALLS, server, _DOCUMENTED, at)
    _tell_rest(root, notes)
    description.notes += notes.all()
    return description


def _at(node: Node, *steps: str) -> Node | None:
    found: Node | None = node
    for step in steps:
        found = found.get(step) if found is not None else None
    return found


def _agents(root: Node, notes: Notes) -> Iterator[tuple[str, Node]]:
    """Yield each agent, of the mapping now or the list before it; the default one where none is named."""
    entries, listed = _at(root, "agents", "entries"), _at(root, "agents", "list")
    found = [(key.strip(), entry) for key, entry in entries.members() if key.strip()] if entries is not None else []
    found += [(entry.text("id"), entry) for entry in listed.items() if entry.text("id")] if listed is not None else []
    if len(found) > _MOST_AGENTS:
        notes.tell(f"more than {_MOST_AGENTS} agents; the others are not read", found[_MOST_AGENTS][1])
    if not found:
        found = [(_DEFAULT, root.get("agents") or root)]
    yield from found[:_MOST_AGENTS]


def _add_agent(description: Description, identity: str, entry: Node, defaults: Node | None) -> None:
    named = _at(entry, "identity", "name")
    name = text(named.value) if named is not None else entry.text("name")
    description.entities.append(
        Entity(
            id=identity, kind=EntityKind.AGENT, name=name or identity, location=entry.key_location, level=_DOCUMENTED
        )
    )
    agent = Subject(description, identity)
    agent.says("framework.name", FRAMEWORK, entry.location, detail="the file configures an OpenClaw gateway")
    agent.says("configuration.format", "openclaw", entry.location)
    model = entry.get("model") or (defaults.get("model") if defaults is not None else None)
    if model is not None:
        _use_model(description, agent, model)
    sandbox = _at(entry, "sandbox", "mode") or (_at(defaults, "sandbox", "mode") if defaults is not None else None)
    if sandbox is not None and text(sandbox.value) in ("off", "all"):
        # `non-main` leaves the main session outside, so that neither word holds.
        runs = "unsandboxed" if text(sandbox.value) == "off" else "sandboxed"
        agent.says("code_execution", runs, sandbox.location, detail=f"sandbox mode `{text(sandbox.value)}`")
    limit = entry.get("timeoutSeconds") or (defaults.get("timeoutSeconds") if defaults is not None else None)
    if limit is not None and isinstance(limit.value, int | float) and not isinstance(limit.value, bool):
        agent.says("budget.seconds", limit.value, limit.location)


def _use_model(description: Description, agent: Subject, stated: Node) -> None:
    primary = stated if isinstance(stated.value, str) else stated.get("primary")
    if primary is not None and text(primary.value):
        add_model(description, agent.id, text(primary.value), primary)
        agent.says("model_access", "configuration", primary.location)
    fallbacks = stated.get("fallbacks")
    if fallbacks is not None:
        agent.says("fallback_models", texts(fallbacks.value), fallbacks.location)


def add_model(description: Description, agent: str, model: str, node: Node) -> None:
    """Add a model that an agent is configured to think with; what stands before a slash is who serves it."""
    if all(entity.id != model for entity in description.entities):
        description.entities.append(
            Entity(id=model, kind=EntityKind.MODEL, name=model, location=node.location, level=_DOCUMENTED)
        )
        provider, slash, _ = model.partition("/")
        if slash and provider:
            Subject(description, model).says("provider", provider, node.location)
    description.relate(agent, RelationKind.USES, model, _DOCUMENTED, node.location)


def _tell_rest(root: Node, notes: Notes) -> None:
    channels = root.get("channels")
    if channels is not None and (names := [name for name, _ in channels.members() if name != "defaults"]):
        notes.tell(
            f"not read: the channels ({', '.join(names[:8])}), over which people and others write to it", channels
        )
    tools = root.get("tools")
    if tools is not None:
        notes.tell("not read: the policy for the built-in tools of OpenClaw", tools)


READER = Reader(format=FORMAT, title="configuration of OpenClaw", recognises=_recognises, read=_read, rank=1)
