"""Claims about one field of a root type as a tool."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.model.claims import Location
from auditor.readers.interfaces.arguments import Arguments
from auditor.readers.interfaces.calling import claim_paging, claim_prose
from auditor.readers.interfaces.definitions import define_from_arguments
from auditor.readers.interfaces.graphql.types import TypeReader, directive, prose, start
from auditor.readers.interfaces.listing import Subject
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.typed.calls import Failure, claim_typed_call, claim_typed_filters, claim_typed_result
from auditor.readers.interfaces.typed.contract import TypedContract, only_object
from auditor.readers.interfaces.typed.text import Schema, TypedText

if TYPE_CHECKING:
    from graphql.language import ast

_ERRORS = "GraphQL (October 2021) §7.1.2: each error has a message, and may have locations and a path"
_READS = {
    "query": "a query only fetches: GraphQL (October 2021) §2.3",
    "subscription": "a subscription only observes events: GraphQL (October 2021) §2.3",
}
_SLICING = frozenset(("first", "last"))
_PAGES = frozenset(("edges", "nodes"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One field of a root type."""

    kind: str
    """`query`, `mutation` or `subscription`."""
    root: str
    """The type that has the field."""
    node: ast.FieldDefinitionNode
    sent: Node
    """The schema of its arguments."""
    result: Node
    """The schema of what it answers."""

    place: Location
    answers: str
    """The kind of type that it answers, once or in a list."""

    @property
    def chooses_fields(self) -> bool:
        """Whether the caller names the fields that it wants, as of every type that has fields."""
        return self.answers in ("object", "interface", "union")

    @property
    def abstract(self) -> bool:
        """Whether other types stand in for the one that it answers."""
        return self.answers in ("interface", "union")

    @property
    def name(self) -> str:
        """The name of the field."""
        return self.node.name.value


def add_operation(text: TypedText, types: TypeReader, kind: str, root: str, node: ast.FieldDefinitionNode) -> Operation:
    """Add the schemas of what a call sends and gets to a text's tree, and return the operation."""
    name = f"{root}.{node.name.value}"
    sent = types.object_of(node.arguments or (), closed=True)
    both: Schema = {"arguments": text.placed(sent, start(node.name)), "result": types.of_field(node)}
    text.tools[name] = text.placed(both, start(node.name))
    return Operation(
        kind=kind,
        root=root,
        node=node,
        sent=text.node("tools", name, "arguments"),
        result=text.node("tools", name, "result"),
        place=text.node("tools", name).location,
        answers=types.kind_of(node.type),
    )


def filled_in(contract: TypedContract, operation: Operation) -> Node:
    """Return the schema of the object whose fields a caller fills in.

    That is the call itself, or by Relay's convention its only argument, such as `input`, where that is an object.
    """
    return only_object(contract.arguments(operation.sent), contract) or operation.sent


class ToolReader:
    """Makes the claims about operations."""

    def __init__(self, text: TypedText, contract: TypedContract) -> None:
        self._text = text
        self._contract = contract

    def claim(self, tool: Subject, operation: Operation) -> None:
        """Claim everything that the schema says about an operation."""
        node = operation.node
        at = self._text.at(start(node.name))
        described = prose(node.description)
        tool.says("own_name", operation.name, at)
        tool.says("tags", (operation.kind,), at)
        claim_prose(tool, described, self._text.at(start(node.description)) if node.description else at)
        self._claim_directives(tool, node, at)
        if (detail := _READS.get(operation.kind)) is not None:
            tool.says("effects", ("read",), at, detail=detail)
            tool.says("idempotent", True, at, detail="what changes nothing can be repeated")
        whole = self._contract.resolves(operation.sent, operation.result)
        tool.says("contract", "resolved" if whole else "broken", at, detail="" if whole else "a type is not defined")
        self._claim_call(tool, operation, described, at)

    def _claim_directives(self, tool: Subject, node: ast.FieldDefinitionNode, at: Location) -> None:
        going = directive(node.directives, "deprecated")
        if going is not None:
            tool.says("deprecated", True, self._text.at(start(going)))
        else:
            tool.says("deprecated", False, at, detail="no @deprecated")
        asking = directive(node.directives, "requiresScopes")
        if asking is not None and (scopes := _texts(asking)):
            tool.says("scopes", scopes, self._text.at(start(asking)))

    def _claim_call(self, tool: Subject, operation: Operation, described: str, at: Location) -> None:
        contract = self._contract
        outer = contract.arguments(operation.sent)
        size = contract.size(name=operation.name, prose=described, arguments=outer)
        if size is not None:
            tool.says("definition_size", size, at)
        inner = filled_in(contract, operation)
        contract.claim_quality(tool, sent=operation.sent, filled_in=inner)
        arguments = contract.sent(inner)
        can_write = operation.kind == "mutation"
        define_from_arguments(
            tool, name=operation.name, prose=described, arguments=outer, references=contract.references, location=at
        )
        claim_typed_call(tool, arguments, at, can_write=can_write)
        _claim_paging(tool, arguments, at)
        claim_typed_filters(tool, arguments, at, reads=not can_write)
        self._claim_result(tool, operation, arguments, at, can_write=can_write)

    def _claim_result(
        self, tool: Subject, operation: Operation, arguments: Arguments, at: Location, *, can_write: bool
    ) -> None:
        contract, result = self._contract, operation.result
        claim_typed_result(
            tool,
            contract,
            result,
            arguments,
            Failure(name="errors", form=_ERRORS, location=at),
            can_write=can_write,
            collection=self._is_collection(result),
            media_type="application/json",
            abstract=operation.abstract,
        )
        tool.says("explained_failures", True, at, detail=_ERRORS)
        tool.says("result_kinds", ("json",), at, detail="GraphQL (October 2021) §7.2.1")
        if operation.chooses_fields:
            tool.says("verbosity_control", True, at, detail="the caller names the fields that it wants")

    def _is_collection(self, result: Node) -> bool | None:
        """Tell whether a result is a list, or a connection: pages of edges or nodes with a `pageInfo`."""
        result = self._contract.references.follow(result) or result
        fields = self._contract.schemas.properties(result).by_name
        if "pageInfo" in fields and not _PAGES.isdisjoint(fields):
            return True
        lists = self._contract.results.lists(result)
        return None if lists is None else bool(lists)


def _claim_paging(tool: Subject, arguments: Arguments, at: Location) -> None:
    found = next((record for record in arguments.records if record.name in _SLICING), None)
    if found is not None:
        detail = f"the argument {found.name} (GraphQL Cursor Connections)"
        tool.says("paginated", True, found.location, detail=detail)
    else:
        claim_paging(tool, arguments, at)


def _texts(node: ast.ConstDirectiveNode) -> tuple[str, ...]:
    """Return the texts in the arguments of a directive, whatever lists they stand in."""
    found: dict[str, None] = {}
    waiting = [argument.value for argument in reversed(node.arguments or ())]
    while waiting:
        value = waiting.pop()
        if value.kind == "string_value":
            found[str(getattr(value, "value", ""))] = None
        waiting += reversed(getattr(value, "values", None) or ())
    return tuple(found)
