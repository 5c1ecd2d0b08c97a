"""Reads OpenAPI 3 and Swagger 2.0 documents: each operation is a tool."""

from __future__ import annotations

from auditor.documents import Document
from auditor.model.description import Description
from auditor.model.entities import tool_id, unknown_members_id
from auditor.readers.interfaces.listing import Listing, distinct, interface_id
from auditor.readers.interfaces.openapi.contract import Contract, stated_version
from auditor.readers.interfaces.openapi.jairf import Measurable
from auditor.readers.interfaces.openapi.operations import Operation, Operations, find_operations
from auditor.readers.interfaces.openapi.security import Security
from auditor.readers.interfaces.openapi.servers import addresses
from auditor.readers.interfaces.openapi.tools import ToolReader
from auditor.readers.interfaces.values import mapping, scalar_text
from auditor.readers.reader import Reader, Reading

_FORMAT = "openapi"


def _recognises(document: Document) -> bool:
    return bool(stated_version(document))


def _read(document: Document, reading: Reading, name: str | None) -> Description:
    contract = Contract(document, reading.resolver)
    operations = find_operations(contract)
    info = contract.mapping(contract.root, "info")
    title = info.text("title") if info else ""
    listing = Listing(
        interface=interface_id(name, title, "api"),
        name=title or name or "api",
        protocol=_FORMAT,
        location=contract.root.location,
    )
    security = Security(contract)
    _claim_interface(listing, contract, security, operations)
    _claim_tools(listing, contract, security, operations)
    if operations.missing:
        some = ", ".join(operations.missing[:3]) + (", …" if len(operations.missing) > 3 else "")
        listing.miss(f"{len(operations.missing)} of its paths cannot be read: {some}")
    _tell(contract, operations, title)
    contract.tell_dead_ends(listing)
    description = listing.finish()
    description.notes += contract.notes.all()
    measured = Measurable(contract=contract, operations=operations, resolver=reading.resolver, description=description)
    reading.measurable.append(("jairf", measured.claim))
    unread = "some paths cannot be read" if operations.missing else ""
    description.inputs += contract.inputs(_FORMAT, unread=unread)
    return description


def _claim_interface(listing: Listing, contract: Contract, security: Security, operations: Operations) -> None:
    about, root = listing.interface, contract.root
    about.says("transport", "http", root.location)
    info = root.get("info")
    if info is not None:
        version = scalar_text(mapping(info.value).get("version"))
        if version:
            about.says("version", version, info.location.child("version"))
        if prose := info.text("description") or info.text("summary"):
            key = "description" if info.text("description") else "summary"
            about.says("description", prose, info.location.child(key))
    found = addresses(contract)
    if found is not None:
        about.says("urls", *found)
    security.claim_for_interface(about, operations.found)


def _claim_tools(listing: Listing, contract: Contract, security: Security, operations: Operations) -> None:
    tools = ToolReader(contract, security)
    server = listing.interface.id
    ids = distinct([_wanted(server, operation) for operation in operations.found], taken=[unknown_members_id(server)])
    for operation, identity in zip(operations.found, ids, strict=True):
        named = operation.own_id or f"{operation.method} {operation.path}"
        place = operation.node or operation.place
        tools.claim(listing.tool(identity, named, place.location), operation)
    tools.finish()


def _wanted(server: str, operation: Operation) -> tuple[str, str]:
    wish = tool_id(server, own_id=operation.own_id, method=operation.method, path=operation.path)
    apart = f"{operation.method} {operation.path}" if operation.own_id else ""
    return wish, apart


def _tell(contract: Contract, operations: Operations, title: str) -> None:
    notes, root = contract.notes, contract.root
    if not operations.found:
        notes.tell("the document has no operation; it yields no tool", root)
    if len(root.document.trees) > 1:
        notes.tell(f"only the first of {len(root.document.trees)} YAML documents in the file is read", root)
    if not title:
        notes.tell("the document has no title; expected `info.title`", root)
    if operations.webhooks:
        notes.tell(f"{operations.webhooks} webhooks: calls that the server makes, so no tools", root)
    if operations.callbacks:
        notes.tell(f"{operations.callbacks} callbacks: calls that the server makes, so no tools", root)


READER = Reader(format=_FORMAT, title="OpenAPI document", recognises=_recognises, read=_read)
