"""Takes tool lists as they are written, with the entries that no reader could make sense of.

What a framework does with a tool that has no name, or with `inputSchema: true`, can only be told where such an entry is
kept. An audit reads lists with the readers instead, which say what they cannot use.
"""

from __future__ import annotations

from collections.abc import Iterator

from auditor.documents import Document, Value
from auditor.model.claims import Location
from auditor.model.definitions import ToolDefinition
from auditor.readers.interfaces.definitions import SCHEMA_KEYS, as_mcp
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.values import mapping

_LISTS = ("tools", "functions", "function_declarations", "functionDeclarations")
_MARKS = frozenset({*SCHEMA_KEYS, "function", "annotations"})
_HAS_SCHEMA = frozenset({*SCHEMA_KEYS, "function"})
_OTHER_FORMATS = frozenset({"openapi", "swagger", "asyncapi", "arazzo", "runtimes", "schema_version", "system"})


def raw_definitions(document: Document) -> list[ToolDefinition] | None:
    """Return the tools of a list in the order of the file, or None where the document is no list of tools.

    A tool without a name is called `#3` by its place in the list. Raises InputError where the document does not parse.
    """
    if not document.trees:
        return None
    root = Node.root(document)
    if not _OTHER_FORMATS.isdisjoint(mapping(root.value)):
        return None
    entries = list(_entries(root))
    if not entries or not any(not _MARKS.isdisjoint(mapping(entry.value)) or _is_named(entry) for entry in entries):
        return None
    return [_definition(entry, number) for number, entry in enumerate(entries, 1)]


def _entries(node: Node) -> Iterator[Node]:
    """Yield the entries of all lists of a document: a bare list, an answer to tools/list, pages, declarations."""
    if isinstance(node.value, list):
        for item in node.items():
            inner = [item.get(key) for key in _LISTS]
            held = next((found for found in inner if found is not None and isinstance(found.value, list)), None)
            yield from held.items() if held is not None else (item,)
        return
    result = node.get("result")
    holder = result if result is not None and isinstance(result.value, dict) else node
    for key in _LISTS:
        found = holder.get(key)
        if found is not None and isinstance(found.value, list):
            yield from _entries(found)
            return
    pages = node.get("pages")
    if pages is not None and isinstance(pages.value, list):
        yield from _entries(pages)
    elif _is_one_tool(node):
        yield node


def _is_one_tool(node: Node) -> bool:
    stated = mapping(node.value).keys()
    return not _HAS_SCHEMA.isdisjoint(stated) and not {"name", "description"}.isdisjoint(stated)


def _is_named(entry: Node) -> bool:
    return isinstance(mapping(entry.value).get("name"), str) and "description" in mapping(entry.value)


def _definition(entry: Node, number: int) -> ToolDefinition:
    stated: dict[str, Value] = mapping(entry.value)
    if "inputSchema" not in stated and (
        stated.get("type") == "function"
        or "function" in stated
        or not _MARKS.isdisjoint(stated.keys() - {"annotations"})
    ):
        stated = as_mcp(stated)
    name = stated.get("name")
    place: Location = entry.location
    return ToolDefinition(
        tool=name if isinstance(name, str) and name else f"#{number}", server="", stated=stated, location=place
    )
