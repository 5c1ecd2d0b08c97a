"""Reads what an MCP server answers to `tools/list`."""

from __future__ import annotations

from auditor.documents import Document
from auditor.errors import InputError
from auditor.model.claims import Record
from auditor.model.description import Description
from auditor.model.entities import tool_id, unknown_members_id
from auditor.readers.interfaces import mcp_lists
from auditor.readers.interfaces.arguments import NO_ARGUMENTS, Argument, ArgumentReader, Arguments
from auditor.readers.interfaces.calling import claim_deprecation_in_words, claim_prose
from auditor.readers.interfaces.listing import Listing, Subject, distinct, interface_id
from auditor.readers.interfaces.mcp_lists import ToolList
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.notes import Notes
from auditor.readers.interfaces.quantities import claim_quantities
from auditor.readers.interfaces.references import LocalReferences
from auditor.readers.interfaces.schemas import Schemas
from auditor.readers.interfaces.tool_results import claim_declared_result, claim_task, claim_undeclared_kinds
from auditor.readers.interfaces.tool_schemas import claim_call, claim_input, claim_separate_schemas, claim_size
from auditor.readers.interfaces.values import mapping, scalar_text, text
from auditor.readers.interfaces.work import Work
from auditor.readers.reader import Reader, Reading

_FORMAT = "mcp"
_HINTS = {
    "readOnlyHint": "hints.read_only",
    "destructiveHint": "hints.destructive",
    "idempotentHint": "hints.idempotent",
    "openWorldHint": "hints.open_world",
}


def _recognises(document: Document) -> bool:
    return mcp_lists.find(document) is not None


def _read(document: Document, reading: Reading, name: str | None) -> Description:
    found = mcp_lists.find(document)
    if found is None:
        raise InputError(
            document.error_at_start("no MCP tool list; expected `tools` with an `inputSchema` each").problems
        )
    root, notes = Node.root(document), Notes()
    listing = Listing(
        interface=interface_id(name, found.server.name, "mcp-server"),
        name=found.server.title or found.server.name or name or "mcp-server",
        protocol=_FORMAT,
        location=root.location,
    )
    _claim_server(listing, found)
    claim_tools(listing, found, notes)
    if found.next_page is not None:
        listing.miss("the list says that another page follows (`nextCursor`), and it is not in the file")
    description = listing.finish()
    description.notes += notes.all()
    return description


def _claim_server(listing: Listing, found: ToolList) -> None:
    about, server = listing.interface, found.server
    if server.version is not None:
        about.says("version", scalar_text(server.version.value), server.version.location)
    if server.description is not None:
        about.says("description", text(server.description.value), server.description.location)
    if server.command is not None and isinstance(server.command.value, list):
        about.says("transport", "stdio", server.command.location, detail="it was started by a command")
        about.says("urls", (), server.command.location, detail="a process that is started has no address")


def claim_tools(listing: Listing, found: ToolList, notes: Notes) -> None:
    """Claim what a tool list says of each of its tools."""
    readable = [tool for tool in found.tools if tool.text("name")]
    for tool in found.tools:
        if not tool.text("name"):
            notes.tell("a tool without a name; not read", tool)
            listing.miss("a tool of the list has no name")
    server = listing.interface.id
    wanted = [(tool_id(server, own_id=tool.text("name")), "") for tool in readable]
    docker = any(map(mcp_lists.is_docker_tool, readable))
    if not docker and readable and all(tool.get("arguments") for tool in readable):
        notes.tell("no tool of the list has an argument; they seem not to be recorded", found.tools[0])
    for tool, identity in zip(readable, distinct(wanted, taken=[unknown_members_id(server)]), strict=True):
        subject = listing.tool(identity, tool.text("name"), tool.location)
        _claim_tool(subject, listing, tool, notes, docker=docker)


def _claim_tool(subject: Subject, listing: Listing, tool: Node, notes: Notes, *, docker: bool) -> None:
    name, described = tool.get("name"), tool.get("description")
    subject.says("own_name", tool.text("name"), (name or tool).location)
    prose = tool.text("description")
    if described is not None and not isinstance(described.value, str | None):
        notes.wrong(described, "a description", "a text")
    else:
        claim_prose(subject, prose, (described or tool).location)
    title = tool.text("title") or text(mapping(mapping(tool.value).get("annotations")).get("title"))
    subject.says("title", title, tool.location, detail="" if title else "the list gives no title")
    claim_deprecation_in_words(subject, title, prose, tool.location)
    read_only = _claim_hints(subject, tool, notes)
    schema = tool.get("inputSchema") or mcp_lists.container_schema(tool)
    if schema is not None and isinstance(schema.value, dict):
        arguments = claim_input(subject, listing, schema, notes, can_write=not read_only)
        _claim_output(subject, listing, tool, notes, arguments, can_write=not read_only)
    elif docker and schema is None:
        _claim_docker_call(subject, tool, notes, can_write=not read_only)
    else:
        if schema is not None:
            notes.wrong(schema, "an inputSchema", "a mapping")
        subject.says("contract", "none", tool.location, detail="neither an inputSchema nor any argument")
    claim_size(subject, tool, name=tool.text("name"), description=prose, schema=schema or tool.get("arguments"))
    if not docker:
        subject.define(lambda: mapping(tool.value), tool.location)


def _claim_hints(subject: Subject, tool: Node, notes: Notes) -> bool:
    """Claim the annotations as stated, and what follows from them; tell whether the tool only reads."""
    annotations = tool.get("annotations")
    stated: dict[str, bool] = {}
    for key, attribute in _HINTS.items():
        hint = annotations.get(key) if annotations else None
        if hint is None or hint.value is None:
            continue
        if not isinstance(hint.value, bool):
            notes.wrong(hint, f"`{key}`", "true or false")
            continue
        stated[key] = hint.value
        subject.says(attribute, hint.value, hint.location)
    place = (annotations or tool).location
    read_only = stated.get("readOnlyHint", False)
    if read_only:
        subject.says("effects", ("read",), place.child("readOnlyHint"), detail="readOnlyHint")
        detail = "readOnlyHint: what changes nothing can be repeated"
        subject.says("idempotent", True, place.child("readOnlyHint"), detail=detail)
    elif "idempotentHint" in stated:
        # MCP gives the hint a meaning only for tools that are not read-only.
        subject.says("idempotent", stated["idempotentHint"], place.child("idempotentHint"), detail="idempotentHint")
    return read_only


def _claim_output(
    subject: Subject, listing: Listing, tool: Node, notes: Notes, arguments: Arguments, *, can_write: bool
) -> None:
    claim_task(subject, tool)
    schema = tool.get("outputSchema")
    if schema is None or schema.value is None:
        subject.says("structured_result", False, tool.location, detail="the list declares no outputSchema")
        claim_undeclared_kinds(subject, tool.text("name"), tool.text("description"), tool.location)
        claim_quantities(subject, arguments, (), tool.location, whole=True)
    elif not isinstance(schema.value, dict):
        notes.wrong(schema, "an outputSchema", "a mapping")
    else:
        claim_declared_result(subject, listing, schema, notes, arguments, can_write=can_write, detail="outputSchema")


def _claim_docker_call(subject: Subject, tool: Node, notes: Notes, *, can_write: bool) -> None:
    """Claim the arguments of the Docker dialect, which leaves out the list where a tool has none."""
    stated = tool.get("arguments")
    listed = tuple(_docker_argument(argument, notes) for argument in stated.items()) if stated else ()
    arguments = Arguments(listed=listed, whole=True) if listed else NO_ARGUMENTS
    place = (stated or tool).location
    subject.says("contract", "resolved", place, detail="a list of arguments, without a JSON Schema")
    claim_call(subject, arguments, place, can_write=can_write)
    claim_separate_schemas(subject, tool, arguments, notes)


def _docker_argument(node: Node, notes: Notes) -> Argument:
    reader = ArgumentReader(Schemas(LocalReferences(node), notes, Work()))
    required = not node.says("optional")
    argument = reader.of_schema(node.text("name"), node, required=required, place="argument")
    if described := node.text("desc"):
        record = Record(
            name=argument.record.name,
            fields={**argument.record.fields, "description": described},
            location=node.location,
        )
        return Argument(record=record, schema=node)
    return argument


READER = Reader(format=_FORMAT, title="MCP tool list", recognises=_recognises, read=_read)
