"""Reads server.yaml of the Docker MCP catalogue: how an MCP server is run or reached, and the tools beside it."""

from __future__ import annotations

from auditor.documents import Document
from auditor.errors import InputError
from auditor.model.description import Description, ReadState
from auditor.model.kinds import EvidenceLevel
from auditor.readers.interfaces.cited import Unread, open_cited
from auditor.readers.interfaces.listing import Listing, interface_id
from auditor.readers.interfaces.mcp import claim_tools
from auditor.readers.interfaces.mcp_lists import ToolList, listed_tools
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.notes import Notes
from auditor.readers.interfaces.values import items, mapping, text
from auditor.readers.reader import Reader, Reading, input_of

_FORMAT = "mcp-catalog"
_KINDS = frozenset({"server", "remote", "poci"})
"""A container that serves MCP, a server elsewhere, or commands that each run in a container of their own."""

_BESIDE = "tools.json"
_TRANSPORTS = {"sse": "sse", "streamable-http": "http", "http": "http"}
_BUILT = "mcp/"
"""Images that Docker builds from the commit that the file names."""


def _recognises(document: Document) -> bool:
    value = mapping(document.trees[0].value) if document.trees else {}
    kind = value.get("type")
    named = isinstance(value.get("name"), str) and isinstance(value.get("about"), dict)
    return named and isinstance(kind, str) and kind in _KINDS and not {"apiVersion", "services"} & value.keys()


def _read(document: Document, reading: Reading, name: str | None) -> Description:
    root, notes = Node.root(document), Notes()
    about = root.get("about") or root
    listing = Listing(
        interface=interface_id(name, root.text("name"), "mcp-server"),
        name=about.text("title") or root.text("name"),
        protocol="mcp",
        location=root.location,
    )
    _claim_server(listing, root, about)
    inner = root.get("tools")
    found = listed_tools(inner) if inner is not None and isinstance(inner.value, list) else None
    beside = _beside(root, reading) if found is None else None
    if isinstance(beside, Document):
        found = _listed(Node.root(beside))
    if found is not None and found.tools:
        claim_tools(listing, found, notes)
    else:
        listing.miss("no tool is listed; only the running server tells its tools")
    description = listing.finish()
    description.notes += notes.all()
    description.inputs.append(input_of(document, _FORMAT))
    if isinstance(beside, Document):
        state = ReadState.READ if found is not None else ReadState.SKIPPED
        description.inputs.append(input_of(beside, "mcp", state, "" if found is not None else "no list of tools"))
    return description


def _beside(root: Node, reading: Reading) -> Document | None:
    """Return the tool list in the same folder, if there is one that can be parsed."""
    document = open_cited(_BESIDE, root, reading, format_id="mcp")
    if isinstance(document, Unread):
        return None
    try:
        return document if document.trees else None
    except InputError:
        return None


def _listed(root: Node) -> ToolList | None:
    """Return the tools of a list whose entries may have no more than a name and a description."""
    named = [item for item in items(root.value) if isinstance(mapping(item).get("name"), str)]
    return listed_tools(root) if named else None


def _claim_server(listing: Listing, root: Node, about: Node) -> None:
    server = listing.interface
    if prose := about.text("description"):
        server.says("description", prose, about.location.child("description"))
    if root.text("type") == "remote":
        _claim_remote(listing, root)
        return
    place = (root.get("type") or root).location
    detail = "a container that the Docker MCP gateway starts"
    server.says("transport", "stdio", place, detail=detail, level=EvidenceLevel.INFERRED)
    image = root.get("image")
    if image is None or not (stated := text(image.value)):
        return
    server.says("image", stated, image.location)
    source = root.get("source")
    if "@sha256:" in stated:
        server.says("pinned", True, image.location, detail="a digest")
    elif source is not None and source.text("commit") and stated.startswith(_BUILT):
        server.says("pinned", True, source.location.child("commit"), detail="the commit that the image is built from")
    else:
        server.says("pinned", False, image.location, detail="an image without a digest")


def _claim_remote(listing: Listing, root: Node) -> None:
    server, remote = listing.interface, root.get("remote")
    if remote is None:
        return
    if url := remote.text("url"):
        server.says("urls", (url,), remote.location.child("url"))
    kind = remote.get("transport_type")
    if kind is not None and (transport := _TRANSPORTS.get(text(kind.value).lower(), "")):
        server.says("transport", transport, kind.location)
    oauth, headers = root.get("oauth"), remote.get("headers")
    if oauth is not None and items(oauth.value):
        server.says("authentication", ("oauth2",), oauth.location)
    elif headers is not None and (shown := mapping(headers.value)):
        bearer = any(text(value).lower().startswith("bearer ") for value in shown.values())
        server.says("authentication", ("bearer",) if bearer else ("api_key",), headers.location)


READER = Reader(
    format=_FORMAT,
    title="server of the Docker MCP catalogue",
    recognises=_recognises,
    read=_read,
    leads_to=("mcp",),
)
