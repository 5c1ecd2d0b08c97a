"""Reads component files of AutoGen: teams, their agents, the models they think with and the tools they hold."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.documents import Document, Value
from auditor.model.description import Description
from auditor.model.entities import Entity, slug, tool_id
from auditor.model.kinds import EntityKind, EvidenceLevel, RelationKind
from auditor.readers.agents.openclaw_config import add_model
from auditor.readers.agents.server_entries import Servers
from auditor.readers.interfaces.listing import Listing, Subject, distinct
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.notes import Notes
from auditor.readers.interfaces.values import mapping, text
from auditor.readers.reader import Reader, Reading

_FORMAT = "autogen"
_MOST = 300
_DEEPEST = 8
_DOCUMENTED = EvidenceLevel.DOCUMENTED
_EXECUTORS = {"LocalCommandLineCodeExecutor": "unsandboxed", "JupyterCodeExecutor": "unsandboxed",
              "DockerCommandLineCodeExecutor": "sandboxed", "DockerJupyterCodeExecutor": "sandboxed",
              "ACADynamicSessionsCodeExecutor": "sandboxed"}  # fmt: skip


def _recognises(document: Document) -> bool:
    value = mapping(document.trees[0].value) if document.trees else {}
    if _is_component(value):
        return True
    groups = mapping(value.get("components"))
    return any(isinstance(group, list) and group and all(map(_is_component, group)) for group in groups.values())


def _is_component(value: Value) -> bool:
    stated = mapping(value)
    provider, kind = stated.get("provider"), stated.get("component_type")
    named = isinstance(provider, str) and "." in provider and isinstance(kind, str) and kind == kind.lower()
    return named and isinstance(stated.get("config"), dict)


def _read(document: Document, reading: Reading, name: str | None) -> Description:
    root, reader = Node.root(document), _Components()
    components = root.get("components")
    if components is None:
        reader.read(root, 0)
        reader.notes.tell("this component is no agent and no team; not read", root) if not reader.names else None
    else:
        for key, group in components.members():
            if key in ("agents", "teams"):
                for component in group.items():
                    reader.read(component, 0)
            else:
                reader.notes.tell(f"not read: the {key} of the gallery, which no agent of it holds", group)
    reader.description.notes += reader.notes.all()
    return reader.description


class _Components:
    def __init__(self) -> None:
        self.description = Description()
        self.notes = Notes()
        self.names: set[str] = set()

    def read(self, node: Node, depth: int) -> str | None:
        """Add an agent or a team with all that it holds; return its id, None for any other component."""
        kind, config = node.text("component_type"), node.get("config")
        if config is None or kind not in ("agent", "team") or depth > _DEEPEST or len(self.names) >= _MOST:
            return None
        provider = node.text("provider")
        if provider.endswith("UserProxyAgent"):
            self.notes.tell("a person takes part (UserProxyAgent)", node)
            return None
        identity = config.text("name") or slug(node.text("label")) or slug(provider.rpartition(".")[2])
        if identity in self.names:
            self.notes.tell(f"another component has the name `{identity}` too; it is taken for the same agent", node)
            return identity
        self.names.add(identity)
        name = config.text("name") or node.text("label") or identity
        self.description.entities.append(
            Entity(id=identity, kind=EntityKind.AGENT, name=name, location=node.location, level=_DOCUMENTED)
        )
        agent = Subject(self.description, identity)
        agent.says("framework.name", "autogen", node.location, detail=f"its provider is {provider}")
        agent.says("configuration.format", "autogen", node.location)
        if prose := config.text("description") or node.text("description"):
            agent.says("description", prose, node.location)
        if provider.endswith("MultimodalWebSurfer"):
            agent.says("untrusted_input", True, node.location, detail="it reads pages of the web")
        self._model(identity, config)
        self._limits(agent, config)
        self._tools(identity, config)
        for part in self._participants(config):
            other = self.read(part, depth + 1)
            if other is not None:
                self.description.relate(identity, RelationKind.DELEGATES, other, _DOCUMENTED, part.location)
        return identity

    def _participants(self, config: Node) -> Iterator[Node]:
        listed = config.get("participants")
        yield from listed.items() if listed is not None else ()

    def _model(self, agent: str, config: Node) -> None:
        client = config.get("model_client")
        inner = client.get("config") if client is not None else None
        model = inner.get("model") if inner is not None else None
        if model is not None and text(model.value):
            add_model(self.description, agent, text(model.value), model)
            Subject(self.description, agent).says("model_access", "configuration", model.location)

    def _limits(self, agent: Subject, config: Node) -> None:
        """Claim the bounds on a run: the turns of a team, the tool calls of an agent, and where code is run."""
        for key in ("max_turns", "max_tool_iterations"):
            limit = config.get(key)
            if limit is not None and isinstance(limit.value, int) and not isinstance(limit.value, bool):
                agent.says("max_steps", limit.value, limit.location)
        limits = [
            (node.value, node)
            for node in _ends(config.get("termination_condition"), 0)
            if isinstance(node.value, int) and not isinstance(node.value, bool)
        ]
        if limits and config.get("max_turns") is None:
            least, node = min(limits, key=lambda limit: limit[0])
            agent.says("max_steps", least, node.location, detail="the run ends after that many messages")
        executor = config.get("code_executor")
        runs = _EXECUTORS.get(executor.text("provider").rpartition(".")[2]) if executor is not None else None
        if executor is not None and runs is not None:
            agent.says("code_execution", runs, executor.location)

    def _tools(self, agent: str, config: Node) -> None:
        """Add the tools of an agent, from its own list and from its workbenches."""
        own = [*_listed(config, "tools")]
        benches = config.get("workbench")
        for bench in (benches, *benches.items()) if benches is not None else ():
            inner = bench.get("config")
            if inner is None:
                continue
            own += _listed(inner, "tools")
            server = inner.get("server_params")
            if server is not None:
                found = Servers(self.description, self.notes, "autogen")
                found.add(f"{agent}-mcp", server)
                self._calls(agent, found.ids, server)
        if own:
            self._functions(agent, own)

    def _functions(self, agent: str, tools: list[Node]) -> None:
        listing = Listing(
            interface=f"{agent}-tools", name=f"tools of {agent}", protocol="native", location=tools[0].location
        )
        listing.leave_references()
        listing.interface.says("configuration.format", "autogen", tools[0].location)
        named = [(tool, inner) for tool in tools if (inner := tool.get("config")) is not None and _name(tool, inner)]
        if len(named) < len(tools):
            listing.miss("a tool of the agent has no name")
        wanted = [(tool_id(f"{agent}-tools", own_id=_name(tool, inner)), "") for tool, inner in named]
        for (tool, inner), identity in zip(named, distinct(wanted), strict=True):
            subject = listing.tool(identity, _name(tool, inner), tool.location)
            subject.says("own_name", _name(tool, inner), tool.location)
            prose = inner.text("description") or tool.text("description")
            if prose:
                subject.says("description", " ".join(prose.split()), tool.location)
        self.notes.tell("the arguments of these tools stand in their source code, which is not read", tools[0])
        self.description.add(listing.finish())
        self._calls(agent, [f"{agent}-tools"], tools[0])

    def _calls(self, agent: str, interfaces: list[str], node: Node) -> None:
        for interface in interfaces:
            self.description.relate(agent, RelationKind.CALLS, interface, _DOCUMENTED, node.location)


def _listed(node: Node, key: str) -> list[Node]:
    listed = node.get(key)
    return list(listed.items())[:_MOST] if listed is not None else []


def _name(tool: Node, config: Node) -> str:
    return config.text("name") or slug(tool.text("label"))


def _ends(condition: Node | None, depth: int) -> Iterator[Node]:
    """Yield the limits on messages by which a run ends for certain: one of several that are joined by `or`."""
    config = condition.get("config") if condition is not None else None
    if condition is None or config is None or depth > _DEEPEST:
        return
    provider = condition.text("provider").rpartition(".")[2]
    limit = config.get("max_messages")
    if provider == "MaxMessageTermination" and limit is not None:
        yield limit
    if provider == "OrTerminationCondition":
        for part in _listed(config, "conditions"):
            yield from _ends(part, depth + 1)


READER = Reader(format=_FORMAT, title="component of AutoGen", recognises=_recognises, read=_read)
