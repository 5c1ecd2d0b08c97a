"""Reads GraphQL schemas: the fields of the root types are the tools."""

from __future__ import annotations

from auditor.documents import Document
from auditor.model.description import Description
from auditor.model.entities import tool_id, unknown_members_id
from auditor.model.kinds import EvidenceLevel
from auditor.readers.interfaces.graphql.definitions import Definitions, read_definitions
from auditor.readers.interfaces.graphql.recognition import FORMAT, is_schema
from auditor.readers.interfaces.graphql.tools import Operation, ToolReader, add_operation, filled_in
from auditor.readers.interfaces.graphql.types import TypeReader, prose, start
from auditor.readers.interfaces.listing import Listing, distinct, interface_id
from auditor.readers.interfaces.typed.contract import TypedContract
from auditor.readers.interfaces.typed.text import TypedText
from auditor.readers.reader import Reader, Reading


def _read(document: Document, reading: Reading, name: str | None) -> Description:
    text = TypedText(document)
    definitions = read_definitions(text)
    types = TypeReader(text, definitions)
    types.read()
    operations = [
        add_operation(text, types, kind, root.name.value, node)
        for kind, root in definitions.roots
        for node in root.outputs
    ]
    contract = TypedContract(text)
    contract.count_callers(filled_in(contract, operation) for operation in operations)
    listing = Listing(
        interface=interface_id(name, "", FORMAT), name=name or FORMAT, protocol=FORMAT, location=text.at(0)
    )
    _claim_interface(listing, text, definitions)
    _claim_tools(listing, text, contract, operations)
    contract.finish(listing)
    if not operations:
        contract.notes.tell("the schema has types and no field of Query, Mutation or Subscription; it yields no tool")
    if definitions.is_extension:
        listing.miss("the file extends types that it does not define; other files belong to the schema")
    description = listing.finish()
    description.notes += contract.notes.all()
    return description


def _claim_interface(listing: Listing, text: TypedText, definitions: Definitions) -> None:
    about = listing.interface
    detail = "GraphQL is served by HTTP where nothing else is said"
    about.says("transport", "http", text.at(0), detail=detail, level=EvidenceLevel.INFERRED)
    if definitions.description is not None:
        about.says("description", prose(definitions.description), text.at(start(definitions.description)))


def _claim_tools(listing: Listing, text: TypedText, contract: TypedContract, operations: list[Operation]) -> None:
    reader = ToolReader(text, contract)
    server = listing.interface.id
    wanted = [(tool_id(server, own_id=operation.name), operation.kind) for operation in operations]
    for operation, identity in zip(operations, distinct(wanted, taken=[unknown_members_id(server)]), strict=True):
        reader.claim(listing.tool(identity, operation.name, operation.place), operation)


# Asked before those that would parse the text as YAML.
READER = Reader(format=FORMAT, title="GraphQL schema", recognises=is_schema, read=_read, rank=20)
