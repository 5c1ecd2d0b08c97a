"""Reads the JSON Schemas inside the definition of one tool, as MCP servers and function lists have them."""

from __future__ import annotations

from auditor.model.claims import Location, Record
from auditor.readers.interfaces.arguments import Argument, ArgumentReader, Arguments
from auditor.readers.interfaces.calling import claim_arguments, claim_named_filters, claim_paging
from auditor.readers.interfaces.contents import ContentReader, FailureContent
from auditor.readers.interfaces.listing import Listing, Subject
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.notes import Notes
from auditor.readers.interfaces.quality.dialects import JSON_SCHEMA
from auditor.readers.interfaces.quality.inspection import Definition, Inspector
from auditor.readers.interfaces.quantities import QuantityReader
from auditor.readers.interfaces.references import LocalReferences, Reach
from auditor.readers.interfaces.result_size import claim_bound, claim_verbosity
from auditor.readers.interfaces.results import ResultReader
from auditor.readers.interfaces.schemas import Schemas, items_of
from auditor.readers.interfaces.tokens import count_tokens
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

    def claim_quality(self, tool: Subject, *, of_result: bool = False) -> None:
        """Claim what is wrong with the schema and, for arguments, its shape."""
        inspector = Inspector(JSON_SCHEMA, self._schemas, Reach(self._references, self._work))
        parts = [self._root]
        definition = Definition(outputs=parts) if of_result else Definition(inputs=parts)
        inspector.claim(tool, definition, self._root.location)
        inspector.finish()
        if not of_result:
            inspector.claim_root_shape(tool, self._root)

    def results(self) -> ResultReader:
        """Return the reader of what the schema says about a result."""
        return ResultReader(self._schemas)

    def contents(self) -> ContentReader:
        """Return the reader of what the schema, as that of a result, holds."""
        return ContentReader(self._schemas, self.results())

    def quantities(self) -> tuple[Record, ...]:
        """Return the values of the schema, as that of a result, whose unit, currency or time zone is not said."""
        return QuantityReader(self._schemas, self.contents()).of_result(self._root)

    def failure(self) -> FailureContent | None:
        """Return what the schema, as that of a result, has for a failure; None where it has no form for one."""
        held = self._schemas.properties(self._root).by_name
        place = next((item.schema for name, item in held.items() if name.lower() in _FAILURES), None)
        stated = self._schemas.types(place) if place is not None else None
        if place is None or not stated or not {"object", "array"} & set(stated):
            return None
        inner = items_of(self._schemas.layers(place)) if "array" in stated else [place]
        return self.contents().of_failure(inner[0]) if inner and self.results().structured(inner[0]) else None


_FAILURES = ("error", "errors", "failure", "fault", "problem")
"""Names under which a result holds that the call failed."""


def claim_input(tool: Subject, listing: Listing, schema: Node, notes: Notes, *, can_write: bool) -> Arguments:
    """Claim the arguments that a schema describes, and whether its references resolve; return them."""
    read = ToolSchema(schema, notes)
    whole = read.resolves(listing)
    tool.says("contract", "resolved" if whole else "broken", schema.location)
    read.claim_quality(tool)
    arguments = read.arguments()
    claim_call(tool, arguments, schema.location, can_write=can_write)
    return arguments


def claim_no_schema(tool: Subject, location: Location) -> None:
    """Claim of a tool without arguments that no schema of it is wrong, open or deep."""
    for attribute in ("schema_faults", "strict_obstacles", "examples", "embedded_secrets"):
        tool.says(attribute, (), location, detail="it takes no arguments")
    tool.says("open_arguments", False, location, detail="it takes no arguments")
    tool.says("argument_depth", 0, location, detail="it takes no arguments")


def claim_separate_schemas(tool: Subject, holder: Node, arguments: Arguments, notes: Notes) -> None:
    """Claim what is wrong with arguments of which each has a schema of its own below the holder."""
    if not arguments.listed:
        claim_no_schema(tool, holder.location)
        return
    references, work = LocalReferences(holder), Work()
    schemas = Schemas(references, notes, work)
    inspector = Inspector(JSON_SCHEMA, schemas, Reach(references, work))
    inspector.claim(tool, Definition(inputs=list(arguments.schemas)), holder.location)
    inspector.finish()
    inspector.claim_shape(tool, arguments.schemas, holder.location, whole=arguments.whole)
    inspector.claim_openness(tool, None, holder.location)


def claim_call(tool: Subject, arguments: Arguments, location: Location, *, can_write: bool) -> None:
    """Claim the arguments of a tool that is not called by HTTP."""
    claim_arguments(tool, arguments, location, can_write=can_write)
    claim_paging(tool, arguments, location)
    claim_named_filters(tool, arguments)
    claim_verbosity(tool, arguments, location)
    claim_bound(tool, arguments)


def claim_size(tool: Subject, node: Node, *, name: str, description: str, schema: Node | None) -> None:
    """Claim the size of a definition as a model's context carries it: name, description and arguments."""
    carried = {"name": name, "description": description, "parameters": schema.value if schema else {}}
    written = compact(carried)
    tool.says("definition_size", len(written), node.location)
    tokens, how = count_tokens(written)
    tool.says("definition_tokens", tokens, node.location, detail=how)
