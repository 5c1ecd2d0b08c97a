"""Reads the configuration of MCP clients: which servers they start or reach, in the dialects of the clients."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from auditor.documents import Document, Value
from auditor.errors import InputError
from auditor.model.description import Description
from auditor.readers.agents.server_entries import Servers, like_entries, starts_or_reaches
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.notes import Notes
from auditor.readers.interfaces.values import mapping, text
from auditor.readers.reader import Reader, Reading

FORMAT = "mcp-client"
_TRANSPORTS = frozenset(("stdio", "sse", "http", "streamable_http", "streamable-http", "websocket"))
_OTHERS = frozenset(("openapi", "swagger", "asyncapi", "jobs", "apiVersion", "configSchema", "nodes", "paths"))
_DEEPEST = 3
"""Mappings around `mcpServers`: settings of an editor keep it below a section of their own."""
_MOST = 50
_MOST_VALUES = 2_000
_FLAT = re.compile(r"(^|/)\.mcp\.json$")
"""The file of a plugin, in which `mcpServers` may be left out."""


def _recognises(document: Document) -> bool:
    return bool(document.trees) and any(_blocks(Node.root(document)))


def _read(document: Document, reading: Reading, name: str | None) -> Description:
    notes, description = Notes(), Description()
    blocks = list(_blocks(Node.root(document)))
    if not blocks:
        raise InputError(document.error_at_start("no MCP client configuration; expected `mcpServers`").problems)
    for dialect, servers in blocks[:_MOST]:
        Servers(description, notes, dialect).add_all(servers)
    if not any(servers.value for _, servers in blocks):
        notes.tell("the configuration lists no server", blocks[0][1])
    description.notes += notes.all()
    return description


def _blocks(root: Node) -> Iterator[tuple[str, Node]]:
    """Yield each mapping of servers with the dialect that it is written in."""
    value = root.value
    if isinstance(value, list):
        # A list of tools as Qwen-Agent takes it: names, settings, and mappings with `mcpServers`.
        for number, item in enumerate(value[:_MOST]):
            if isinstance(item, dict) and _is_servers(item.get("mcpServers")):
                yield "mcp_servers", root.below(number).below("mcpServers")
        return
    stated = mapping(value)
    if not _OTHERS.isdisjoint(stated):
        return
    found = list(_below(stated, (), [_MOST_VALUES]))
    if found:
        yield from (("mcp_servers", _at(root, steps)) for steps in found)
    elif _is_vscode(stated, root.document.path):
        yield "vscode", root.below("servers")
    elif like_entries(stated) and _FLAT.search(root.document.path):
        yield "mcp_servers", root
    elif _is_langchain(stated):
        yield "langchain", root


def _below(value: Mapping[str, Value], steps: tuple[str, ...], left: list[int]) -> Iterator[tuple[str, ...]]:
    """Yield where `mcpServers` stands; `left` counts the values that may still be looked at."""
    for key, child in value.items():
        left[0] -= 1
        if left[0] < 0 or not isinstance(child, dict):
            continue
        if key == "mcpServers" and (_is_servers(child) or not (child or steps)):
            yield (*steps, key)
        elif len(steps) < _DEEPEST:
            yield from _below(child, (*steps, key), left)


def _at(root: Node, steps: tuple[str, ...]) -> Node:
    for step in steps:
        root = root.below(step)
    return root


def _is_servers(value: Value) -> bool:
    entries = mapping(value)
    return all(isinstance(entry, dict) for entry in entries.values()) and any(map(starts_or_reaches, entries.values()))


def _is_vscode(value: Mapping[str, Value], path: str) -> bool:
    named = path.lower() == "mcp.json" or path.lower().endswith("/mcp.json")
    servers = value.get("servers")
    if not isinstance(servers, dict) or not value.keys() <= {"servers", "inputs", "$schema"}:
        return False
    return like_entries(servers) or (named and not servers)


def _is_langchain(value: Mapping[str, Value]) -> bool:
    """Tell whether the whole file is the mapping that LangChain's client takes: each server says its transport."""
    if not like_entries(value):
        return False
    return all(text(mapping(entry).get("transport")) in _TRANSPORTS for entry in value.values())


READER = Reader(format=FORMAT, title="configuration of an MCP client", recognises=_recognises, read=_read)
