"""Reads declarative agents of Microsoft 365 Copilot: instructions, what they may reach, and plugins to act with."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from auditor.documents import Document
from auditor.errors import InputError
from auditor.model.description import Description, Input, ReadState
from auditor.model.entities import Entity, slug, unknown_members_id
from auditor.model.kinds import EntityKind, EvidenceLevel, Members, RelationKind
from auditor.readers.agents.capabilities import CapabilityReader
from auditor.readers.interfaces.cited import Unread, included_file, open_cited, read_cited, without_variables
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.notes import Notes
from auditor.readers.interfaces.plugins.m365 import is_m365, read_m365
from auditor.readers.interfaces.quality.credentials import credential_in
from auditor.readers.interfaces.values import mapping, text
from auditor.readers.reader import Reader, Reading, input_of

FORMAT = "m365-agent"
FRAMEWORK = "m365-copilot"
_SCHEMA = re.compile(r"/declarative-(agent|copilot)/", re.IGNORECASE)
_VERSION = re.compile(r"v1\.\d+", re.IGNORECASE)
_MARKS = frozenset({"capabilities", "actions", "conversation_starters", "behavior_overrides", "worker_agents"})
_LONGEST = 8_000
"""Characters of instructions that Microsoft 365 Copilot takes (manifest schema, versions 1.0 to 1.7)."""

_MOST_ACTIONS = 50
"""The manifest schema allows ten."""

_IDENTITY = {"oauth2": "delegated", "api_key": "shared", "none": "none"}
"""Whose identity a call carries, by what the plugin's runtime shows: a token that the user agreed to, a common key."""

_CLOSED = (RelationKind.CALLS, RelationKind.READS, RelationKind.WRITES, RelationKind.DELEGATES)


@dataclass(slots=True, kw_only=True)
class Plugins:
    """The plugins that were read so far, so that agents of one app do not read one twice."""

    interfaces: dict[str, str] = field(default_factory=dict)
    """The interface's id by the path of its manifest."""


def _recognises(document: Document) -> bool:
    value = mapping(document.trees[0].value) if document.trees else {}
    if not isinstance(value.get("name"), str):
        return False
    if _SCHEMA.search(text(value.get("$schema"))):
        return True
    versioned = bool(_VERSION.fullmatch(text(value.get("version"))))
    return versioned and isinstance(value.get("instructions"), str) and not _MARKS.isdisjoint(value)


def _read(document: Document, reading: Reading, name: str | None) -> Description:
    return read_agent(document, reading, name, Plugins())


def read_agent(document: Document, reading: Reading, name: str | None, plugins: Plugins) -> Description:
    """Return the agent with what it can reach; a plugin that was read already is only referred to."""
    root, notes = Node.root(document), Notes()
    if not isinstance(root.value, dict):
        raise InputError(document.error_at_start("no declarative agent; expected a mapping with `name`").problems)
    stated = without_variables(root.text("name"))
    return _AgentReader(root, name or _agent_id(stated), reading, plugins, notes).read(stated)


def _agent_id(stated: str) -> str:
    """Return the agent's id; it ends in `agent`, since its plugin often has the same name for its namespace."""
    own = slug(stated) or "declarative"
    return own if own.endswith("agent") else f"{own}-agent"


class _AgentReader:
    def __init__(self, root: Node, agent: str, reading: Reading, plugins: Plugins, notes: Notes) -> None:
        self._root = root
        self._agent = agent
        self._reading = reading
        self._plugins = plugins
        self._notes = notes
        self._description = Description()
        self._unread = ""
        self._closed = True

    def read(self, name: str) -> Description:
        root, found = self._root, self._description
        self._add(self._agent, EntityKind.AGENT, name or self._agent, root)
        place = root.get("$schema") or root.get("version") or root
        found.claim(self._agent, "framework.name", FRAMEWORK, EvidenceLevel.DOCUMENTED, place.location)
        self._hosting()
        if prose := root.text("description"):
            level = EvidenceLevel.DOCUMENTED
            found.claim(self._agent, "description", prose, level, root.location.child("description"))
        self._instructions()
        CapabilityReader(found, self._agent, self._notes).read(root)
        self._actions()
        self._workers()
        found.closed_relations |= {(self._agent, kind) for kind in _CLOSED} if self._closed else set()
        found.notes += self._notes.all()
        state = ReadState.PARTLY if self._unread else ReadState.READ
        found.inputs.insert(0, input_of(root.document, FORMAT, state, self._unread))
        return found

    def _add(self, entity: str, kind: EntityKind, name: str, node: Node, *, because: str = "") -> None:
        self._description.entities.append(
            Entity(
                id=entity,
                kind=kind,
                name=name,
                location=node.location,
                level=EvidenceLevel.DOCUMENTED,
                members=Members.OPEN if kind is EntityKind.INTERFACE else None,
                placeholder=bool(because),
                because=because,
            )
        )

    def _hosting(self) -> None:
        """Claim what follows from it that Microsoft 365 runs the agent, in no container of the vendor's."""
        found, level, place = self._description, EvidenceLevel.DOCUMENTED, self._root.location
        detail = "Microsoft 365 runs it; it has no container of its own"
        found.claim(self._agent, "privileged", False, level, place, detail=detail)
        stated = self._root.get("capabilities")
        if all(capability.text("name") != "WebSearch" for capability in (stated.items() if stated else ())):
            detail = "it reaches only the capabilities and actions of its manifest"
            found.claim(self._agent, "egress", "restricted", level, place, detail=detail)
        secret = credential_in(self._root.document.text)
        detail = "" if secret else "no text of its manifest looks like a credential"
        found.claim(self._agent, "inline_secrets", (secret,) if secret else (), level, place, detail=detail)

    def _instructions(self) -> None:
        """List the file of the instructions, and tell of instructions that are longer than they may be."""
        stated = self._root.get("instructions")
        if stated is None:
            return
        told = text(stated.value)
        if path := included_file(stated):
            file = open_cited(path, stated, self._reading, format_id="")
            if isinstance(file, Unread):
                self._miss(file.entry, f"{file.because}; the instructions are unknown", stated)
                return
            try:
                told = file.text
            except InputError as error:
                self._miss(None, str(error.problems[0]), stated)
                return
            if all(entry.path != file.path for entry in self._description.inputs):
                self._description.inputs.append(input_of(file, "", ReadState.READ, "the instructions of an agent"))
        if len(told) > _LONGEST:
            message = f"the instructions have {len(told):,} characters; Microsoft 365 Copilot takes {_LONGEST:,}"
            self._notes.tell(message, stated)

    def _actions(self) -> None:
        stated = self._root.get("actions")
        if stated is not None and not isinstance(stated.value, list):
            self._notes.wrong(stated, "`actions`", "a list")
        for number, action in enumerate(stated.items() if stated else ()):
            if number >= _MOST_ACTIONS:
                self._miss(None, f"more than {_MOST_ACTIONS} actions; the others are not read", action)
                self._closed = False
                break
            interface = self._interface(action)
            level = EvidenceLevel.DOCUMENTED
            self._description.relate(self._agent, RelationKind.CALLS, interface, level, action.location)
        self._claim_from_plugins()

    def _interface(self, action: Node) -> str:
        """Return the id of the plugin that an action names or holds, after reading it."""
        file = action.get("file")
        if file is None and is_m365(action):
            plugin = read_m365(action, self._reading, None)
            taken = self._is_taken(plugin)
            return self._take(read_m365(action, self._reading, self._own_id(action)) if taken else plugin)
        path = action.text("file")
        if file is None or not path:
            return self._unknown(action, None, "an action names no file; expected `file`")
        document = open_cited(path, file, self._reading, format_id="plugin")
        if isinstance(document, Document) and document.path in self._plugins.interfaces:
            return self._plugins.interfaces[document.path]
        found = read_cited(path, file, self._reading, expected="plugin")
        if isinstance(found, Description) and self._is_taken(found):
            # Another plugin has the same namespace; the action's own id tells the two apart.
            found = read_cited(path, file, self._reading, expected="plugin", name=self._own_id(action))
        if isinstance(found, Unread):
            return self._unknown(action, found.entry, found.because)
        interface = self._take(found)
        if isinstance(document, Document):
            self._plugins.interfaces[document.path] = interface
        return interface

    def _own_id(self, action: Node) -> str:
        """Return an id for an action's interface that no other action of the agent has."""
        own = slug(action.text("id"))
        taken = {entity.id for entity in self._description.entities}
        wish = f"{self._agent}-{own or 'action'}"
        return wish if own and wish not in taken else f"{wish}-{action.pointer[-1]}"

    def _is_taken(self, plugin: Description) -> bool:
        taken = {entity.id for entity in self._description.entities}
        return any(entity.id in taken for entity in plugin.entities)

    def _take(self, plugin: Description) -> str:
        known = {self._root.document.path, *(entry.path for entry in self._description.inputs)}
        plugin.inputs = [entry for entry in plugin.inputs if entry.path not in known]
        self._description.add(plugin)
        return next(entity.id for entity in plugin.entities if entity.kind is EntityKind.INTERFACE)

    def _unknown(self, action: Node, entry: Input | None, because: str) -> str:
        """Add the interface of an action that cannot be read, with unknown members."""
        self._miss(entry, f"{because}; the tools of this action are unknown", action)
        interface = self._own_id(action)
        unknown = unknown_members_id(interface)
        self._add(interface, EntityKind.INTERFACE, action.text("id") or interface, action)
        self._add(unknown, EntityKind.TOOL, unknown, action, because=because)
        level = EvidenceLevel.DOCUMENTED
        self._description.relate(interface, RelationKind.EXPOSES, unknown, level, action.location)
        return interface

    def _miss(self, entry: Input | None, message: str, node: Node) -> None:
        self._unread = self._unread or message
        self._notes.tell(message, node)
        self._description.inputs += [entry] if entry else []

    def _claim_from_plugins(self) -> None:
        """Claim whose identity the actions carry, and that the platform can hold them for the user."""
        claims = self._description.claims
        interfaces = {e.id for e in self._description.entities if e.kind is EntityKind.INTERFACE}
        shown = [c for c in claims if c.subject in interfaces and c.attribute == "authentication"]
        kinds = {c.value for c in shown}
        complete = interfaces and {c.subject for c in shown} == interfaces
        if complete and len(kinds) == 1 and isinstance(only := kinds.pop(), tuple) and len(only) == 1:
            identity = _IDENTITY.get(str(only[0]), "")
            if identity:
                detail = "what the runtimes of its actions show"
                level, place = EvidenceLevel.DOCUMENTED, shown[0].location
                self._description.claim(self._agent, "identity", identity, level, place, detail=detail)
        asks = [c for c in claims if c.attribute == "approval" and c.value == "human"]
        if asks:
            best = max(asks, key=lambda claim: claim.level)
            detail = "Microsoft 365 Copilot asks the user before an action"
            self._description.claim(
                self._agent, "approval_point", "framework", best.level, best.location, detail=detail
            )

    def _workers(self) -> None:
        """Add the agents that it hands work to; another file describes them."""
        stated = self._root.get("worker_agents")
        for worker in stated.items() if stated else ():
            named = worker.text("id") or worker.text("file")
            if not named:
                continue
            identity = f"worker-{slug(named)}"
            self._add(identity, EntityKind.AGENT, named, worker, because=f"the agent {named} is described elsewhere")
            level = EvidenceLevel.DOCUMENTED
            self._description.relate(self._agent, RelationKind.DELEGATES, identity, level, worker.location)


READER = Reader(
    format=FORMAT,
    title="declarative agent of Microsoft 365 Copilot",
    recognises=_recognises,
    read=_read,
    leads_to=("plugin",),
)
