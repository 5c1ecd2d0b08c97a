"""The runtimes of a Microsoft 365 Copilot plugin: what runs its functions, and what that says of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from auditor.model.description import Description, Input
from auditor.readers.interfaces import mcp
from auditor.readers.interfaces.cited import Unread, read_cited
from auditor.readers.interfaces.listing import Listing
from auditor.readers.interfaces.mcp_lists import listed_tools
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.notes import Notes
from auditor.readers.interfaces.plugins import access
from auditor.readers.interfaces.plugins.behind import Behind
from auditor.readers.interfaces.values import compact, texts
from auditor.readers.reader import Reading

OPENAPI, LOCAL, MCP = "OpenApi", "LocalPlugin", "RemoteMCPServer"
_MOST = 50
"""Runtimes of one plugin, and wildcards of one runtime, that are read; real ones have a handful."""
_KINDS = {kind.lower(): kind for kind in (OPENAPI, LOCAL, MCP)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Runtime:
    """One runtime and the contract behind it."""

    node: Node
    kind: str
    """OpenApi, LocalPlugin or RemoteMCPServer; empty where it is none of these."""
    authentication: str
    """What it shows to the API, in the words of the vocabulary; empty where it is unknown."""
    names: frozenset[str] | None
    """The functions that it runs; None for all."""
    wildcards: tuple[str, ...] = ()
    """Patterns of further names."""
    behind: Behind | None = None
    unread: str = ""
    """Why there is no contract behind it; empty where there is one, or where none is needed."""
    inputs: tuple[Input, ...] = field(default=())
    """Files that are named and could not be read."""

    @property
    def contract(self) -> str:
        """The path of the contract's file, read or not; empty where none is named, or where it is the manifest."""
        path = self.behind.path if self.behind is not None else self.inputs[0].path if self.inputs else ""
        return path if path != self.node.document.path else ""

    def runs(self, name: str) -> bool:
        """Tell whether it runs the function of this name."""
        return self.names is None or name in self.names or any(fnmatchcase(name, one) for one in self.wildcards)


def read_runtimes(plugin: Node, reading: Reading, interface: str, notes: Notes) -> Iterator[Runtime]:
    """Yield the runtimes of a plugin, with their contracts read under the plugin's id."""
    stated = plugin.get("runtimes")
    if stated is not None and not isinstance(stated.value, list):
        notes.wrong(stated, "`runtimes`", "a list")
    read: dict[str, Behind | Unread | None] = {}
    for number, node in enumerate(stated.items() if stated else ()):
        if number >= _MOST:
            notes.tell(f"more than {_MOST} runtimes; the others are not read", stated)
            return
        yield _runtime(node, reading, interface, notes, read)


def _runtime(
    node: Node, reading: Reading, interface: str, notes: Notes, read: dict[str, Behind | Unread | None]
) -> Runtime:
    kind = _KINDS.get(node.text("type").lower(), "")
    if not kind:
        notes.tell(f"a runtime of type {node.text('type') or '(none stated)'}; expected OpenApi or another", node)
    spec = compact((node.get("spec") or node).value)
    if (key := f"{kind} {spec}") not in read:
        read[key] = _contract(node, kind, reading, interface, notes)
    found = read[key]
    unread = found if isinstance(found, Unread) else None
    if unread is not None:
        notes.tell(f"{unread.because}; what it says of the functions is unknown", node.get("spec") or node)
    stated = node.get("run_for_functions")
    names = texts(stated.value) if stated is not None and isinstance(stated.value, list) else None
    return Runtime(
        node=node,
        kind=kind,
        authentication=access.of_runtime(node.get("auth"), notes),
        names=frozenset(names) if names is not None else None,
        wildcards=tuple(name for name in names or () if "*" in name)[:_MOST],
        behind=found if isinstance(found, Behind) else None,
        unread=unread.because if unread else "",
        inputs=(unread.entry,) if unread and unread.entry else (),
    )


def _contract(node: Node, kind: str, reading: Reading, interface: str, notes: Notes) -> Behind | Unread | None:
    spec = node.get("spec") or node
    if kind == OPENAPI:
        if spec.text("api_description"):
            return Unread(because="an OpenAPI description inside the manifest (`api_description`) is not read")
        return _cited(spec, "url", "openapi", reading, interface)
    if kind == MCP:
        described = spec.get("mcp_tool_description") or spec
        if (tools := described.get("tools")) is not None:
            return Behind(_inline_tools(tools, interface, notes))
        return _cited(described, "file", "mcp", reading, interface)
    return None if kind == LOCAL else Unread(because="a runtime of an unknown type")


def _cited(node: Node, key: str, expected: str, reading: Reading, interface: str) -> Behind | Unread:
    path = node.get(key)
    if path is None or not node.text(key):
        return Unread(because=f"a runtime names no contract; expected `{key}`")
    found = read_cited(node.text(key), path, reading, expected=expected, name=interface)
    return Behind(found) if isinstance(found, Description) else found


def _inline_tools(tools: Node, interface: str, notes: Notes) -> Description:
    listing = Listing(interface=interface, name=interface, protocol="mcp", location=tools.location)
    mcp.claim_tools(listing, listed_tools(tools), notes)
    return listing.finish()
