"""Reads openclaw.plugin.json: the tools that a plugin registers, and what its manifest must say of them."""

from __future__ import annotations

from auditor.documents import Document
from auditor.model.description import Description
from auditor.model.entities import tool_id
from auditor.readers.agents.server_entries import Servers
from auditor.readers.interfaces.listing import Listing, distinct, interface_id
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.notes import Notes
from auditor.readers.interfaces.values import items, mapping, text
from auditor.readers.reader import Reader, Reading

_FORMAT = "openclaw-plugin"
_NAME = "openclaw.plugin.json"
_OWN_KEYS = frozenset(
    (
        "contracts", "activation", "toolMetadata", "enabledByDefault", "providers", "channels", "uiHints",
        "providerAuthChoices", "channelConfigs", "configContracts", "doctorContract", "modelCatalog",
    )
)  # fmt: skip


def _recognises(document: Document) -> bool:
    if not document.trees:
        return False
    value = mapping(document.trees[0].value)
    if document.path.rpartition("/")[2] == _NAME:
        return bool(value)
    described = isinstance(value.get("id"), str) and isinstance(value.get("configSchema"), dict)
    return described and not _OWN_KEYS.isdisjoint(value)


def _read(document: Document, reading: Reading, name: str | None) -> Description:
    root, notes = Node.root(document), Notes()
    listing = Listing(
        interface=interface_id(name or root.text("id") or None, root.text("name"), "openclaw-plugin"),
        name=root.text("name") or root.text("id"),
        protocol="native",
        location=root.location,
    )
    # Its tools are defined in code, which is not read; nothing here refers to anything.
    listing.leave_references()
    plugin = listing.interface
    plugin.says("configuration.format", "openclaw_plugin", root.location)
    missing = tuple(key for key, kind in (("id", str), ("configSchema", dict)) if not _holds(root, key, kind))
    detail = "" if missing else "it has an `id` and a `configSchema`"
    plugin.says("configuration.missing", missing, root.location, detail=detail)
    if prose := root.text("description"):
        plugin.says("description", prose, root.location.child("description"))
    if version := root.text("version"):
        plugin.says("version", version, root.location.child("version"))
    _add_tools(listing, root, notes)
    description = listing.finish()
    own = root.get("mcpServers")
    if own is not None:
        Servers(description, notes, "openclaw_plugin").add_all(own)
    description.notes += notes.all()
    return description


def _holds(root: Node, key: str, kind: type) -> bool:
    stated = root.get(key)
    if stated is None or not isinstance(stated.value, kind):
        return False
    return kind is not str or bool(text(stated.value))


def _add_tools(listing: Listing, root: Node, notes: Notes) -> None:
    """Add the tools of `contracts.tools`, and claim which others the manifest speaks of."""
    contracts = root.get("contracts")
    stated = contracts.get("tools") if contracts is not None else None
    if stated is not None and not isinstance(stated.value, list):
        notes.wrong(stated, "`contracts.tools`", "a list of names")
        listing.miss("`contracts.tools` is no list")
    named = [node for node in stated.items() if text(node.value)] if stated is not None else []
    if stated is not None and len(named) != len(items(stated.value)):
        notes.tell("`contracts.tools` has items that are no names; not read", stated)
        listing.miss("`contracts.tools` has items that are no names")
    wanted = [(tool_id(listing.interface.id, own_id=text(node.value)), "") for node in named]
    for node, identity in zip(named, distinct(wanted), strict=True):
        tool = listing.tool(identity, text(node.value), node.location)
        tool.says("own_name", text(node.value), node.location)
    if named:
        notes.tell("the code of the plugin defines these tools; their descriptions and arguments are unknown", stated)
    declared = {text(node.value) for node in named}
    metadata = root.get("toolMetadata")
    spoken_of = [(key, node) for key, node in metadata.members() if key not in declared] if metadata is not None else []
    if spoken_of:
        names = tuple(key for key, _ in spoken_of)
        listing.interface.says("undeclared_tools", names, spoken_of[0][1].key_location)
    else:
        detail = "`toolMetadata` names no tool that `contracts.tools` lacks"
        listing.interface.says("undeclared_tools", (), (stated or root).location, detail=detail)


READER = Reader(format=_FORMAT, title="manifest of an OpenClaw plugin", recognises=_recognises, read=_read, rank=2)
