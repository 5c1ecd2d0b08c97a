"""Finds tool lists of MCP servers in the shapes in which they are kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.documents import Document
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.values import mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """What a file says about the server whose tools it lists."""

    name: str
    title: str
    version: Node | None
    description: Node | None
    command: Node | None
    """How it was started, where the list was recorded over stdio."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolList:
    """The tools of one server, from one answer or from several pages of it."""

    tools: tuple[Node, ...]
    next_page: Node | None
    """The cursor of a page that is not there."""
    server: Server


def find(document: Document) -> ToolList | None:
    """Return the tool list that a document is, or None; a list of anything else is none."""
    if not document.trees:
        return None
    root = Node.root(document)
    pages = list(_pages(root))
    tools = tuple(tool for page in pages for tool in _tools_of(page).items())
    listed = any(map(_is_tool, tools)) or (bool(tools) and all(map(_has_only_names, tools)))
    if not listed and not (pages and not tools and _speaks_protocol(root)):
        return None
    last = pages[-1].get("nextCursor")
    return ToolList(tools=tools, next_page=last if last and last.value else None, server=_server(root))


def listed_tools(tools: Node) -> ToolList:
    """Return the tool list that stands inside another document."""
    nobody = Server(name="", title="", version=None, description=None, command=None)
    return ToolList(tools=tuple(tools.items()), next_page=None, server=nobody)


def _pages(root: Node) -> Iterator[Node]:
    """Yield each mapping with `tools`, or the list itself where the file is a bare list of tools."""
    if isinstance(root.value, list):
        nested = [list(_pages(item)) if isinstance(item.value, dict) else [] for item in root.items()]
        yield from (page for pages in nested for page in pages) if nested and all(nested) else (root,)
        return
    result = root.get("result")
    if result is not None and isinstance(mapping(result.value).get("tools"), list):
        yield result
    elif isinstance(mapping(root.value).get("tools"), list):
        yield root
    elif (pages := root.get("pages")) is not None and isinstance(pages.value, list):
        yield from _pages(pages)


def _tools_of(page: Node) -> Node:
    return page.get("tools") or page


def _is_tool(node: Node) -> bool:
    value = mapping(node.value)
    if not isinstance(value.get("name"), str):
        return False
    return isinstance(value.get("inputSchema"), dict) or is_docker_tool(node)


def is_docker_tool(node: Node) -> bool:
    """Tell whether a tool is written as the Docker MCP catalogue does: with a list of arguments and no schema."""
    arguments = node.get("arguments")
    if arguments is None or not isinstance(arguments.value, list) or not arguments.value:
        return False
    return all({"name", "type"} <= mapping(argument.value).keys() for argument in arguments.items())


def container_schema(node: Node) -> Node | None:
    """Return the schema of a tool that the Docker MCP catalogue runs as a command in a container of its own."""
    return node.get("parameters") if isinstance(mapping(node.value).get("container"), dict) else None


def _has_only_names(node: Node) -> bool:
    """Tell whether a tool is written as by Docker, with a list of arguments that nobody filled in."""
    value = mapping(node.value)
    return value.get("arguments") == [] and {"name", "description"} <= value.keys()


def _speaks_protocol(root: Node) -> bool:
    value = mapping(root.value)
    return ("result" in value and "jsonrpc" in value) or "serverInfo" in value or "initialize" in value


def _server(root: Node) -> Server:
    about = root.get("initialize") or root
    info = about.get("serverInfo")
    own = info.text("name") if info else ""
    named = root.get("server")
    described = [about.get("instructions"), info.get("description") if info else None]
    return Server(
        name=own or root.text("server") or (named.text("name") if named else ""),
        title=info.text("title") if info else "",
        version=info.get("version") if info and info.text("version") else None,
        description=next((node for node in described if node and isinstance(node.value, str)), None),
        command=root.get("command"),
    )
