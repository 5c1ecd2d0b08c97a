"""Reads agents.yaml and tasks.yaml of CrewAI: who works in a crew, with which model and which limits."""

from __future__ import annotations

from posixpath import dirname

from auditor.documents import Document, Value
from auditor.errors import InputError
from auditor.model.description import Description
from auditor.model.entities import Entity
from auditor.model.kinds import EntityKind, EvidenceLevel
from auditor.readers.agents.openclaw_config import add_model
from auditor.readers.interfaces.listing import Subject
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.notes import Notes
from auditor.readers.interfaces.values import mapping, text, texts
from auditor.readers.reader import Reader, Reading

_FORMAT = "crewai"
_REQUIRED = ("role", "goal", "backstory")
_NUMBERS = {"max_iter": "max_steps", "max_execution_time": "budget.seconds", "max_retry_limit": "retry_limit"}
_AGENTS = ("agents.yaml", "agents.yml")
_MOST = 500


def _recognises(document: Document) -> bool:
    if len(document.trees) != 1:
        return False
    value = mapping(document.trees[0].value)
    return _are_agents(value, document.path) or _are_tasks(value)


def _are_agents(value: dict[str, Value], path: str) -> bool:
    entries = [mapping(entry) for entry in value.values() if mapping(entry)]
    if not entries or len(entries) != len(value):
        return False
    whole = [sum(isinstance(entry.get(key), str) for key in _REQUIRED) for entry in entries]
    if path.rpartition("/")[2].lower() in _AGENTS:
        # One of several may lack a key, which is then to be told; entries of other programs have `instructions`.
        return max(whole) == len(_REQUIRED) or (min(whole) > 0 and all("instructions" not in e for e in entries))
    return min(whole) == len(_REQUIRED)


def _are_tasks(value: dict[str, Value]) -> bool:
    entries = [mapping(entry) for entry in value.values()]
    keys = ("description", "expected_output")
    return bool(entries) and all(all(isinstance(entry.get(key), str) for key in keys) for entry in entries)


def _read(document: Document, reading: Reading, name: str | None) -> Description:
    root, notes, description = Node.root(document), Notes(), Description()
    if _are_tasks(mapping(root.value)):
        _read_tasks(description, root, notes, reading)
    else:
        for number, (key, entry) in enumerate(root.members()):
            if number >= _MOST:
                notes.tell(f"more than {_MOST} agents; the others are not read", entry)
                break
            _add_agent(description, key.strip() or "agent", entry)
            if tools := entry.get("tools"):
                names = ", ".join(texts(tools.value)) or "given in code"
                notes.tell(f"not read: the tools of `{key}` ({names}), which stand in code", tools)
    description.notes += notes.all()
    return description


def _add_agent(description: Description, identity: str, entry: Node) -> None:
    role = entry.text("role")
    agent = _agent(description, identity, role or identity, entry, EvidenceLevel.DOCUMENTED)
    missing = tuple(key for key in _REQUIRED if not entry.text(key))
    detail = "" if missing else "it has a role, a goal and a backstory"
    agent.says("configuration.missing", missing, entry.location, detail=detail)
    if goal := entry.text("goal"):
        agent.says("description", goal, entry.location.child("goal"), detail="its goal")
    model = entry.get("llm")
    if model is not None and text(model.value):
        add_model(description, identity, text(model.value), model)
        agent.says("model_access", "configuration", model.location)
    for key, attribute in _NUMBERS.items():
        limit = entry.get(key)
        if limit is not None and isinstance(limit.value, int) and not isinstance(limit.value, bool):
            agent.says(attribute, limit.value, limit.location)
    runs = entry.get("allow_code_execution")
    if runs is not None and isinstance(runs.value, bool):
        mode = entry.text("code_execution_mode")
        done = "none" if not runs.value else "unsandboxed" if mode == "unsafe" else "sandboxed"
        agent.says("code_execution", done, runs.location, detail="in a container unless its mode is `unsafe`")


def _agent(description: Description, identity: str, name: str, node: Node, level: EvidenceLevel) -> Subject:
    description.entities.append(
        Entity(id=identity, kind=EntityKind.AGENT, name=name, location=node.key_location, level=level)
    )
    agent = Subject(description, identity)
    agent.says("framework.name", "crewai", node.location, level=level)
    agent.says("configuration.format", "crewai", node.location, level=level)
    return agent


def _read_tasks(description: Description, root: Node, notes: Notes, reading: Reading) -> None:
    """Look up the agents that tasks name in the file beside; only the code shows those that no file describes."""
    known = _named_beside(root, notes, reading)
    seen: set[str] = set()
    people = []
    for key, task in root.members():
        named = task.get("agent")
        agent = text(named.value) if named is not None else ""
        if named is not None and agent and known is not None and agent not in known and agent not in seen:
            seen.add(agent)
            subject = _agent(description, agent, agent, named, EvidenceLevel.INFERRED)
            detail = f"the task `{key}` names it, and no agents.yaml beside has it; code may still define it"
            missing = ("its entry in agents.yaml",)
            subject.says("configuration.missing", missing, named.location, detail=detail, level=EvidenceLevel.INFERRED)
        if task.says("human_input"):
            people.append(key)
    count = len(mapping(root.value))
    notes.tell(f"{count} tasks; which tools do them stands in code", root)
    if people:
        notes.tell(f"a person is asked after the tasks {', '.join(people[:8])}", root)


def _named_beside(root: Node, notes: Notes, reading: Reading) -> frozenset[str] | None:
    """Return the agents of the agents.yaml in the same folder; None where there is none of CrewAI."""
    folder = dirname(root.document.path)
    for name in _AGENTS:
        path = f"{folder}/{name}" if folder else name
        try:
            beside = reading.workspace.open(path)
            value = mapping(beside.trees[0].value) if len(beside.trees) == 1 else {}
        except InputError:
            continue
        if _are_agents(value, path):
            return frozenset(key.strip() for key in value)
        notes.tell(f"the agents of {path} are not described as CrewAI does; the tasks may be of another program", root)
    return None


READER = Reader(format=_FORMAT, title="agents or tasks of CrewAI", recognises=_recognises, read=_read)
