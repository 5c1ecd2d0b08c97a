"""Claims about one operation as a tool."""

from __future__ import annotations

from auditor.model.claims import Location
from auditor.readers.interfaces.arguments import Arguments
from auditor.readers.interfaces.calling import (
    claim_arguments,
    claim_paging,
    claim_prose,
    claim_query_filters,
    joined_prose,
)
from auditor.readers.interfaces.definitions import define_from_arguments
from auditor.readers.interfaces.listing import Subject
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.openapi.answers import AnswerReader
from auditor.readers.interfaces.openapi.contract import Contract
from auditor.readers.interfaces.openapi.definitions import DefinitionReader
from auditor.readers.interfaces.openapi.operations import Operation
from auditor.readers.interfaces.openapi.outcomes import claim_responses
from auditor.readers.interfaces.openapi.parameters import ParameterReader
from auditor.readers.interfaces.openapi.responses import ResponseReader
from auditor.readers.interfaces.openapi.security import Security
from auditor.readers.interfaces.result_size import claim_verbosity
from auditor.readers.interfaces.sizes import DefinitionSizes
from auditor.readers.interfaces.values import mapping, texts

_IDEMPOTENT = ("GET", "HEAD", "OPTIONS", "TRACE", "QUERY", "PUT", "DELETE")
_SAFE = ("GET", "HEAD", "OPTIONS", "TRACE", "QUERY")


class ToolReader:
    """Makes the claims about operations."""

    def __init__(self, contract: Contract, security: Security) -> None:
        self._contract = contract
        self._security = security
        self._parameters = ParameterReader(contract)
        self._responses = ResponseReader(contract)
        self._answers = AnswerReader(contract)
        self._sizes = DefinitionSizes(contract.reach)
        self._definitions = DefinitionReader(contract)

    def claim(self, tool: Subject, operation: Operation) -> None:
        """Claim everything that the contract says about an operation."""
        tool.says("method", operation.method, operation.place.key_location)
        tool.says("path", operation.path, operation.path_place.key_location)
        if operation.method in _IDEMPOTENT:
            detail = f"{operation.method} is idempotent by definition (RFC 9110 §9.2.2)"
            tool.says("idempotent", True, operation.place.key_location, detail=detail)
        node = operation.node
        if node is None:
            tool.says("contract", "broken", operation.place.location, detail="the operation cannot be read")
            return
        self._claim_contract(tool, operation, node)
        prose = self._claim_words(tool, node)
        self._security.claim_for_tool(tool, node)
        self._claim_deprecation(tool, node)
        responses = self._responses.read(operation)
        answered = (node.get("responses") or node).location
        if responses is not None:
            claim_responses(tool, responses, answered)
            self._answers.claim(tool, operation, responses, answered)
        arguments = self._parameters.read(operation)
        self._definitions.claim(tool, operation, node, arguments)
        if arguments is not None:
            link = next((response.links for response in responses or () if response.links), None)
            self._claim_call(tool, operation, node, arguments, link)
            if responses is not None:
                self._answers.claim_quantities(tool, arguments, responses, answered)
            self._claim_size(tool, operation, node, arguments, prose)

    def finish(self) -> None:
        """Claim what is judged for all operations together."""
        self._definitions.finish()

    def _claim_contract(self, tool: Subject, operation: Operation, node: Node) -> None:
        shared = operation.shared_parameters
        _, whole = self._contract.reach.of(node, *((shared,) if shared else ()))
        detail = "" if whole else "a reference of it leads nowhere"
        tool.says("contract", "resolved" if whole else "broken", node.location, detail=detail)

    def _claim_words(self, tool: Subject, node: Node) -> str:
        """Claim name and description, and return the latter."""
        if own := node.text("operationId"):
            tool.says("own_name", own, node.location.child("operationId"))
        elif (stated := node.get("operationId")) is not None and not isinstance(stated.value, str | None):
            self._contract.notes.wrong(stated, "an operationId", "a text")
        else:
            tool.says("own_name", "", node.location, detail="the operation has no operationId")
        parts = [(key, node.get(key)) for key in ("summary", "description")]
        wrong = [part for _, part in parts if part and not isinstance(part.value, str | None)]
        for part in wrong:
            self._contract.notes.wrong(part, f"`{part.pointer[-1]}`", "a text")
        self._claim_groups(tool, node)
        prose = joined_prose([text for key, _ in parts if (text := node.text(key))])
        if wrong and not prose:
            return ""
        key = "description" if node.text("description") else "summary" if node.text("summary") else ""
        claim_prose(tool, prose, node.location.child(key) if key else node.location)
        return prose

    def _claim_groups(self, tool: Subject, node: Node) -> None:
        """Claim the summary as title, since pages for people show it so, and the tags."""
        summary, tags = node.get("summary"), self._contract.sequence(node, "tags")
        if summary is None or isinstance(summary.value, str | None):
            tool.says("title", node.text("summary"), (summary or node).location)
        if tags is not None or mapping(node.value).get("tags") is None:
            tool.says("tags", texts(tags.value) if tags else (), (tags or node).location)

    def _claim_deprecation(self, tool: Subject, node: Node) -> None:
        stated = node.get("deprecated")
        if stated is None:
            tool.says("deprecated", False, node.location, detail="not marked as deprecated")
        elif isinstance(stated.value, bool):
            tool.says("deprecated", stated.value, stated.location)
        else:
            self._contract.notes.wrong(stated, "`deprecated`", "true or false")

    def _claim_call(
        self, tool: Subject, operation: Operation, node: Node, arguments: Arguments, link: Location | None
    ) -> None:
        place = next((found for key in ("parameters", "requestBody") if (found := node.get(key))), node).location
        claim_arguments(tool, arguments, place, can_write=operation.method not in _SAFE)
        claim_paging(tool, arguments, place, link)
        claim_query_filters(tool, arguments, place)
        claim_verbosity(tool, arguments, place)

    def _claim_size(self, tool: Subject, operation: Operation, node: Node, arguments: Arguments, prose: str) -> None:
        name = node.text("operationId") or f"{operation.method} {operation.path}"
        tool.says("definition_size", self._sizes.of(name=name, prose=prose, arguments=arguments), node.location)
        references = self._contract.references
        define_from_arguments(
            tool, name=name, prose=prose, arguments=arguments, references=references, location=node.location
        )
