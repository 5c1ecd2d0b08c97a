"""Reads AsyncAPI documents: what a client can send is a tool, what it can observe comes through a queue.

A document says what the described application does. An agent is that application's client: what the application
receives (`action: receive`, or `publish` before version 3), the agent can send; what it sends, the agent can observe.
"""

from __future__ import annotations

from auditor.documents import Document
from auditor.model.description import Description
from auditor.model.entities import tool_id, unknown_members_id
from auditor.readers.interfaces.asyncapi.contract import Asyncapi, stated_version
from auditor.readers.interfaces.asyncapi.events import claim_events
from auditor.readers.interfaces.asyncapi.operations import Operation, Operations, find_operations
from auditor.readers.interfaces.asyncapi.security import Security
from auditor.readers.interfaces.asyncapi.servers import Servers
from auditor.readers.interfaces.asyncapi.tools import ToolReader
from auditor.readers.interfaces.listing import Listing, distinct, interface_id
from auditor.readers.interfaces.values import mapping, scalar_text
from auditor.readers.reader import Reader, Reading

_FORMAT = "asyncapi"


def _recognises(document: Document) -> bool:
    return bool(stated_version(document))


def _read(document: Document, reading: Reading, name: str | None) -> Description:
    contract = Asyncapi(document, reading.resolver)
    operations = find_operations(contract)
    info = contract.mapping(contract.root, "info")
    title = info.text("title") if info else ""
    listing = Listing(
        interface=interface_id(name, title, "events"),
        name=title or name or "events",
        protocol=_FORMAT,
        location=contract.root.location,
    )
    servers = Servers(contract)
    security = Security(contract, servers)
    _claim_interface(listing, contract)
    servers.claim(listing.interface)
    security.claim_for_interface(listing.interface)
    taken = _claim_tools(listing, ToolReader(contract, security), operations)
    claim_events(listing, servers, operations, taken, contract.root.location)
    if operations.missing:
        some = ", ".join(operations.missing[:3]) + (", …" if len(operations.missing) > 3 else "")
        listing.miss(f"{len(operations.missing)} of its operations cannot be read: {some}")
    _tell(contract, operations, title)
    contract.tell_dead_ends(listing)
    description = listing.finish()
    description.notes += contract.notes.all()
    description.inputs += contract.inputs(
        _FORMAT, unread="some operations cannot be read" if operations.missing else ""
    )
    return description


def _claim_interface(listing: Listing, contract: Asyncapi) -> None:
    info = contract.root.get("info")
    if info is None:
        return
    if version := scalar_text(mapping(info.value).get("version")):
        listing.interface.says("version", version, info.location.child("version"))
    if prose := info.text("description"):
        listing.interface.says("description", prose, info.location.child("description"))


def _claim_tools(listing: Listing, tools: ToolReader, operations: Operations) -> list[str]:
    server = listing.interface.id
    received = [operation for operation in operations.found if operation.received]
    wanted = [(tool_id(server, own_id=operation.label), _apart(operation)) for operation in received]
    ids = distinct(wanted, taken=[unknown_members_id(server)])
    for operation, identity in zip(received, ids, strict=True):
        tools.claim(listing.tool(identity, operation.label, operation.node.location), operation)
    tools.finish()
    return ids


def _apart(operation: Operation) -> str:
    return operation.channel.name if operation.channel is not None else ""


def _tell(contract: Asyncapi, operations: Operations, title: str) -> None:
    notes, root = contract.notes, contract.root
    if not operations.found:
        notes.tell("the document has no operation; it yields no tool", root)
    elif not any(operation.received for operation in operations.found):
        notes.tell("the application receives nothing; an agent can observe its messages and send it none", root)
    if len(root.document.trees) > 1:
        notes.tell(f"only the first of {len(root.document.trees)} YAML documents in the file is read", root)
    if not title:
        notes.tell("the document has no title; expected `info.title`", root)


READER = Reader(format=_FORMAT, title="AsyncAPI document", recognises=_recognises, read=_read)
