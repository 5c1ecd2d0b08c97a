"""Reads app manifests of Microsoft 365 and Teams: they lead to the agents and plugins of the app package."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.documents import Document
from auditor.errors import InputError
from auditor.model.description import Description, ReadState
from auditor.model.kinds import EntityKind
from auditor.readers.agents.declarative import FORMAT as AGENT
from auditor.readers.agents.declarative import Plugins, read_agent
from auditor.readers.interfaces.cited import Unread, open_cited, read_cited
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.notes import Notes
from auditor.readers.interfaces.values import mapping, text
from auditor.readers.reader import Reader, Reading, input_of

_FORMAT = "m365-app"
_AGENTS = (("copilotAgents", "declarativeAgents"), ("copilotExtensions", "declarativeCopilots"))
_PLUGINS = (("copilotAgents", "plugins"), ("copilotExtensions", "plugins"))
"""The names in the manifest schema now, and those until version 1.18."""


def _recognises(document: Document) -> bool:
    value = mapping(document.trees[0].value) if document.trees else {}
    if "manifestVersion" not in value:
        return False
    return any(isinstance(value.get(key), dict) for key, _ in _AGENTS)


def _read(document: Document, reading: Reading, name: str | None) -> Description:
    root, notes = Node.root(document), Notes()
    whole, plugins = Description(), Plugins()
    unread = ""
    for path, node in _named(root, _AGENTS):
        file = open_cited(path, node, reading, format_id=AGENT)
        found = file if isinstance(file, Unread) else _agent(file, reading, plugins)
        unread = _take(whole, found, node, notes, "what this agent reaches is unknown") or unread
    for path, node in _named(root, _PLUGINS):
        opened = open_cited(path, node, reading, format_id="plugin")
        if isinstance(opened, Document) and opened.path in plugins.interfaces:
            continue
        plugin = read_cited(path, node, reading, expected="plugin")
        unread = _take(whole, plugin, node, notes, "the tools of this plugin are unknown") or unread
    custom = mapping(mapping(root.value).get("copilotAgents")).get("customEngineAgents")
    if custom:
        notes.tell("custom engine agents are programs; the manifest says nothing of what they reach", root)
    if not any(entity.kind in (EntityKind.AGENT, EntityKind.INTERFACE) for entity in whole.entities):
        notes.tell("the app package describes no agent that could be read", root)
    whole.notes += notes.all()
    state = ReadState.PARTLY if unread else ReadState.READ
    others = [entry for entry in whole.inputs if entry.path != document.path]  # a manifest may name itself
    whole.inputs = [input_of(document, _FORMAT, state, unread), *others]
    return whole


def _named(root: Node, places: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, Node]]:
    """Yield each file that is named, once."""
    seen: set[str] = set()
    for key, within in places:
        group = root.get(key)
        listed = group.get(within) if group else None
        for entry in listed.items() if listed else ():
            file = entry.get("file")
            path = text(file.value) if file is not None else ""
            if file is not None and path and path not in seen:
                seen.add(path)
                yield path, file


def _agent(document: Document, reading: Reading, plugins: Plugins) -> Description | Unread:
    """Return what a declarative agent says, with its plugins read once for all agents of the app."""
    try:
        reader = reading.recognise(document)
    except InputError as error:
        return _unread(document, str(error.problems[0]))
    if reader is None or reader.format != AGENT:
        return _unread(document, f"{document.path} is no declarative agent")
    return read_agent(document, reading, None, plugins)


def _unread(document: Document, because: str) -> Unread:
    return Unread(because=because, entry=input_of(document, AGENT, ReadState.SKIPPED, because))


def _take(whole: Description, found: Description | Unread, node: Node, notes: Notes, unknown: str) -> str:
    """Take in what a file says, or tell why it cannot be read; return the reason."""
    if isinstance(found, Description):
        whole.add(found)
        return ""
    notes.tell(f"{found.because}; {unknown}", node)
    known = {entry.path for entry in whole.inputs}
    whole.inputs += [found.entry] if found.entry and found.entry.path not in known else []
    return found.because


READER = Reader(
    format=_FORMAT,
    title="app manifest of Microsoft 365",
    recognises=_recognises,
    read=_read,
    leads_to=(AGENT, "plugin"),
)
