"""Reads the JSON Schemas inside the definition of one tool, as MCP servers and function lists have them."""

from __future__ import annotations

from auditor.model.claims import Location, Record
from auditor.readers.interfaces.arguments import Argument, ArgumentReader, Arguments
from auditor.readers.interfaces.calling import claim_arguments, claim_named_filters, claim_paging
from auditor.readers.interfaces.listing import Listing, Subject
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.notes import Notes
from auditor.readers.interfaces.references import LocalReferences, Reach
from auditor.readers.interfaces.results import ResultReader
from auditor.readers.interfaces.schemas import Schemas
from auditor.readers.interfaces.values import compact
from auditor.readers.interfaces.work import Work


class ToolSchema:
    """A JSON Schema whose references stay within it."""

    def __init__(self, root: Node, notes: Notes) -> None:
        self._root = root
        self._references = LocalReferences(root)
        self._work = Work()
        self._schemas = Schemas(self._references, notes, self._work)
        self._notes = notes

    def arguments(self) -> Arguments:
        """Return an argument for each property; one without any field stands for those that cannot be read."""
        found = ArgumentReader(self._schemas).of_object(self._root, place="argument")
        if found.whole:
            return found
        unread = Argument(record=Record(name="*", fields={}, location=self._root.location), schema=None)
        return Arguments(listed=(*found.listed, unread), whole=False)

    def resolves(self, listing: Listing) -> bool:
        """Tell whether every reference resolves; the others are claimed of the interface."""
        _, whole = Reach(self._references, self._work).of(self._root)
        for (_, ref), node in self._references.dead_ends.items():
            listing.dead_end(ref, node)
            self._notes.tell(f"the reference {ref} leads nowhere", node)
        return whole

    def results(self) -> ResultReader:
        """Return the reader of what the schema says about a result."""
        return ResultReader(self._schemas)


def claim_input(tool: Subject, listing: Listing, schema: Node, notes: Notes, *, can_write: bool) -> None:
    """Claim the arguments that a schema describes, and whether its references resolve."""
    read = ToolSchema(schema, notes)
    whole = read.resolves(listing)
    tool.says("contract", "resolved" if whole else "broken", schema.location)
    claim_call(tool, read.arguments(), schema.location, can_write=can_write)


def claim_call(tool: Subject, arguments: Arguments, location: Location, *, can_write: bool) -> None:
    """Claim the arguments of a tool that is not called by HTTP."""
    claim_arguments(tool, arguments, location, can_write=can_write)
    claim_paging(tool, arguments, location)
    claim_named_filters(tool, arguments)


def claim_size(tool: Subject, node: Node, *, name: str, description: str, schema: Node | None) -> None:
    """Claim the size of a definition as a model's context carries it: name, description and arguments."""
    carried = {"name": name, "description": description, "parameters": schema.value if schema else {}}
    tool.says("definition_size", len(compact(carried)), node.location)
