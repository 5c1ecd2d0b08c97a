"""Reads langgraph.json: the graphs that a LangGraph server runs, each an agent whose steps stand in code."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.documents import Document
from auditor.model.description import Description
from auditor.model.entities import Entity
from auditor.model.kinds import EntityKind, EvidenceLevel
from auditor.readers.interfaces.listing import Subject
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.notes import Notes
from auditor.readers.interfaces.values import mapping, text
from auditor.readers.reader import Reader, Reading

_FORMAT = "langgraph"
_NAME = "langgraph.json"
_KEYS = frozenset(
    (
        "graphs", "dependencies", "env", "python_version", "node_version", "store", "checkpointer", "auth",
        "encryption", "http", "webhooks", "ui", "ui_config", "dockerfile_lines", "pip_config_file", "pip_installer",
        "base_image", "image_distro", "api_version", "source", "keep_pkg_tools", "$schema", "_INTERNAL_docker_tag",
        "priority",
    )
)  # fmt: skip
"""Keys of the configuration in langgraph-cli 0.4.40."""
_NODE_FILES = (".ts", ".mts", ".cts", ".js", ".mjs", ".cjs", ".tsx", ".jsx")
_MOST_GRAPHS = 200
_OTHERWISE = "langgraph"
"""The id of the agent where no graph is named."""


def _recognises(document: Document) -> bool:
    value = mapping(document.trees[0].value) if document.trees else {}
    if document.path.rpartition("/")[2] == _NAME:
        return bool(value)
    return isinstance(value.get("graphs"), dict) and "dependencies" in value and value.keys() <= _KEYS


def _read(document: Document, reading: Reading, name: str | None) -> Description:
    root, notes, description = Node.root(document), Notes(), Description()
    graphs = list(_graphs(root, notes))
    missing = tuple(_missing(root, bool(graphs)))
    for identity, node, path in graphs or [(_OTHERWISE, root, "")]:
        description.entities.append(
            Entity(
                id=identity,
                kind=EntityKind.AGENT,
                name=identity,
                location=node.key_location,
                level=EvidenceLevel.DOCUMENTED,
            )
        )
        agent = Subject(description, identity)
        agent.says("framework.name", "langgraph", node.location, detail="a LangGraph server runs it")
        agent.says("configuration.format", "langgraph", node.location)
        detail = "" if missing else "the application has graphs and dependencies"
        agent.says("configuration.missing", missing, root.location, detail=detail)
        if path:
            notes.tell(f"not read: {path}, in which the graph `{identity}` stands", node)
    unknown = sorted(mapping(root.value).keys() - _KEYS)
    if unknown:
        notes.tell(f"not known to the LangGraph command line: {', '.join(unknown[:8])}", root)
    description.notes += notes.all()
    return description


def _graphs(root: Node, notes: Notes) -> Iterator[tuple[str, Node, str]]:
    """Yield the id of each graph, its place and the code that it is in."""
    stated = root.get("graphs")
    if stated is not None and not isinstance(stated.value, dict):
        notes.wrong(stated, "`graphs`", "a mapping of names to places in code")
    for number, (key, graph) in enumerate(stated.members() if stated is not None else ()):
        if number >= _MOST_GRAPHS:
            notes.tell(f"more than {_MOST_GRAPHS} graphs; the others are not read", graph)
            break
        path = text(graph.value) or graph.text("path")
        if key.strip():
            yield key.strip(), graph, path


def _missing(root: Node, has_graphs: bool) -> Iterator[str]:
    """Yield the required keys that the file lacks, as `langgraph_cli.config.validate_config` asks for them."""
    value = mapping(root.value)
    if not has_graphs:
        yield "graphs"
    graphs = mapping(value.get("graphs")).values()
    paths = [text(graph) or text(mapping(graph).get("path")) for graph in graphs]
    in_python = not paths or any(not path.partition(":")[0].endswith(_NODE_FILES) for path in paths)
    from_lock = text(mapping(value.get("source")).get("kind")) == "uv"
    if in_python and not from_lock and not value.get("dependencies"):
        yield "dependencies"


READER = Reader(format=_FORMAT, title="configuration of a LangGraph application", recognises=_recognises, read=_read)
