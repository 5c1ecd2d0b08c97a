"""Reads lists of function tools, as model providers take them."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.documents import Document
from auditor.errors import InputError
from auditor.model.description import Description
from auditor.model.entities import tool_id, unknown_members_id
from auditor.readers.interfaces.arguments import Arguments
from auditor.readers.interfaces.calling import claim_deprecation_in_words, claim_prose
from auditor.readers.interfaces.definitions import as_mcp
from auditor.readers.interfaces.listing import Listing, Subject, distinct, interface_id
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.notes import Notes
from auditor.readers.interfaces.quantities import claim_quantities
from auditor.readers.interfaces.tool_results import claim_declared_result
from auditor.readers.interfaces.tool_schemas import claim_input, claim_no_schema, claim_size
from auditor.readers.interfaces.values import mapping
from auditor.readers.reader import Reader, Reading

_FORMAT = "functions"
_RESULT = ("response", "responseJsonSchema", "response_json_schema", "outputSchema", "output_schema", "returns")
"""Where dialects put the schema of a result: Gemini's function declarations, BFCL, and lists made from MCP."""
_OTHER_FORMATS = frozenset(
    (
        "openapi",
        "swagger",
        "messages",
        "choices",
        "input",
        "output",
        "trajectory",
        "runtimes",
        "schema_version",
        "nodes",
    )
)
"""Keys of requests, records and manifests that hold such a list beside what they are about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Function:
    """One entry of a list."""

    name: str
    node: Node
    """The mapping that has name and description."""
    schema: Node | None
    hosted: bool = False
    """True for a tool that the provider runs and of which the list has only the type."""


def _functions(root: Node) -> Node | None:
    if isinstance(root.value, list):
        return root
    value = mapping(root.value)
    if _OTHER_FORMATS.isdisjoint(value):
        return next((found for key in ("tools", "functions") if (found := root.get(key))), None)
    return None


def _explicit(entry: Node) -> _Function | None:
    """Return an entry that says what it is: an OpenAI function in either form, or a tool for Anthropic's API."""
    nested = entry.get("function")
    if entry.text("type") == "function" and nested is not None and nested.text("name"):
        return _Function(name=nested.text("name"), node=nested, schema=nested.get("parameters"))
    if entry.text("type") == "function" and entry.text("name"):
        return _Function(name=entry.text("name"), node=entry, schema=entry.get("parameters"))
    schema = entry.get("input_schema")
    if schema is not None and isinstance(schema.value, dict) and entry.text("name"):
        return _Function(name=entry.text("name"), node=entry, schema=schema)
    return None


def _plain(entry: Node) -> _Function | None:
    """Return an entry of the older form, which has only a name and parameters."""
    schema = entry.get("parameters")
    described = mapping(schema.value) if schema else {}
    if "type" in mapping(entry.value) or not entry.text("name") or not isinstance(described.get("properties"), dict):
        return None
    return _Function(name=entry.text("name"), node=entry, schema=schema)


def _hosted(entry: Node) -> _Function | None:
    kind = entry.text("type")
    if not kind or kind == "function":
        return None
    return _Function(name=entry.text("name") or kind, node=entry, schema=None, hosted=True)


def _recognises(document: Document) -> bool:
    listed = _functions(Node.root(document)) if document.trees else None
    entries = list(listed.items()) if listed else []
    # The older form has no mark of its own, so that nothing but such entries may stand in a list of that name.
    may_be_plain = bool(entries) and listed is not None and listed.pointer != ("tools",)
    return any(map(_explicit, entries)) or (may_be_plain and all(map(_plain, entries)))


def _read(document: Document, reading: Reading, name: str | None) -> Description:
    root, notes = Node.root(document), Notes()
    listed = _functions(root)
    if listed is None or not isinstance(listed.value, list):
        raise InputError(document.error_at_start("no list of function tools; expected `type: function` each").problems)
    listing = Listing(
        interface=interface_id(name, "", _FORMAT), name=name or _FORMAT, protocol=_FORMAT, location=root.location
    )
    detail = "a list of functions has no address; the program that calls the model carries them out"
    listing.interface.says("urls", (), root.location, detail=detail)
    found = [function for entry in listed.items() if (function := _entry(entry, listing, notes))]
    server = listing.interface.id
    wanted = [(tool_id(server, own_id=function.name), "") for function in found]
    for function, identity in zip(found, distinct(wanted, taken=[unknown_members_id(server)]), strict=True):
        _claim(listing, identity, function, notes)
    description = listing.finish()
    description.notes += notes.all()
    return description


def _entry(entry: Node, listing: Listing, notes: Notes) -> _Function | None:
    if entry.text("type") == "mcp":
        listing.miss(f"the tools of the MCP server {entry.text('server_label')} are not in the list".replace("  ", " "))
        return None
    function = _explicit(entry) or _plain(entry) or _hosted(entry)
    if function is None:
        notes.tell("an entry that is no function tool; not read", entry)
        listing.miss("an entry of the list cannot be read")
    return function


def _claim(listing: Listing, identity: str, function: _Function, notes: Notes) -> None:
    node, schema = function.node, function.schema
    tool = listing.tool(identity, function.name, node.location)
    tool.says("own_name", function.name, (node.get("name") or node).location)
    described = node.get("description")
    if described is not None and not isinstance(described.value, str | None):
        notes.wrong(described, "a description", "a text")
    else:
        claim_prose(tool, node.text("description"), (described or node).location)
    claim_deprecation_in_words(tool, "", node.text("description"), node.location)
    if schema is not None and isinstance(schema.value, dict):
        arguments = claim_input(tool, listing, schema, notes, can_write=True)
        _claim_result(tool, listing, node, notes, arguments)
    elif schema is not None and schema.value is not None:
        notes.wrong(schema, "the parameters of a function", "a mapping")
    elif function.hosted:
        tool.says("contract", "none", node.location, detail="the provider runs it; the list has only its type")
    else:
        tool.says("contract", "resolved", node.location, detail="a function without parameters")
        tool.says("parameters", (), node.location, detail="none are listed")
        claim_no_schema(tool, node.location)
    claim_size(tool, node, name=function.name, description=node.text("description"), schema=schema)
    if not function.hosted:
        tool.define(lambda: as_mcp(mapping(node.value)), node.location)


def _claim_result(tool: Subject, listing: Listing, node: Node, notes: Notes, arguments: Arguments) -> None:
    """Claim the result where the dialect can declare it; in the others a silent list says nothing about it."""
    found = next((place for key in _RESULT if (place := node.get(key)) and isinstance(place.value, dict)), None)
    if found is None:
        claim_quantities(tool, arguments, (), node.location, whole=True)
    else:
        detail = f"`{found.pointer[-1]}` of the function"
        claim_declared_result(tool, listing, found, notes, arguments, can_write=True, detail=detail)


READER = Reader(format=_FORMAT, title="list of function tools", recognises=_recognises, read=_read)
