"""Claims about one operation as a tool."""

from __future__ import annotations

from auditor.documents import Value
from auditor.model.claims import Location
from auditor.readers.interfaces.arguments import Arguments
from auditor.readers.interfaces.calling import claim_arguments, claim_paging, claim_prose, claim_query_filters
from auditor.readers.interfaces.listing import Subject
from auditor.readers.interfaces.nodes import Key, Node
from auditor.readers.interfaces.openapi.contract import Contract
from auditor.readers.interfaces.openapi.operations import Operation
from auditor.readers.interfaces.openapi.outcomes import claim_responses
from auditor.readers.interfaces.openapi.parameters import ParameterReader
from auditor.readers.interfaces.openapi.responses import ResponseReader
from auditor.readers.interfaces.openapi.security import Security
from auditor.readers.interfaces.values import compact

_IDEMPOTENT = ("GET", "HEAD", "OPTIONS", "TRACE", "QUERY", "PUT", "DELETE")
_SAFE = ("GET", "HEAD", "OPTIONS", "TRACE", "QUERY")


class ToolReader:
    """Makes the claims about operations."""

    def __init__(self, contract: Contract, security: Security) -> None:
        self._contract = contract
        self._security = security
        self._parameters = ParameterReader(contract)
        self._responses = ResponseReader(contract)
        self._sizes: dict[Key, int] = {}

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
        if responses is not None:
            claim_responses(tool, responses, (node.get("responses") or node).location)
        arguments = self._parameters.read(operation)
        if arguments is not None:
            link = next((response.links for response in responses or () if response.links), None)
            self._claim_call(tool, operation, node, arguments, link)
            self._claim_size(tool, operation, node, arguments, prose)

    def _claim_contract(self, tool: Subject, operation: Operation, node: Node) -> None:
        shared = operation.shared_parameters
        _, whole = self._contract.reach.of(node, *((shared,) if shared else ()))
        detail = "" if whole else "a reference of it leads nowhere"
        tool.says("contract", "resolved" if whole else "broken", node.location, detail=detail)

    def _claim_words(self, tool: Subject, node: Node) -> str:
        """Claim name and description, and return the latter."""
        if own := node.text("operationId"):
            tool.says("own_name", own, node.location.child("operationId"))
        elif (stated := node.get("operationId")) is not None:
            self._contract.notes.wrong(stated, "an operationId", "a text")
        parts = [(key, node.get(key)) for key in ("summary", "description")]
        wrong = [part for _, part in parts if part and not isinstance(part.value, str | None)]
        for part in wrong:
            self._contract.notes.wrong(part, f"`{part.pointer[-1]}`", "a text")
        prose = _joined([text for key, _ in parts if (text := node.text(key))])
        if wrong and not prose:
            return ""
        key = "description" if node.text("description") else "summary" if node.text("summary") else ""
        claim_prose(tool, prose, node.location.child(key) if key else node.location)
        return prose

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

    def _claim_size(self, tool: Subject, operation: Operation, node: Node, arguments: Arguments, prose: str) -> None:
        """Claim the size of a definition that holds each schema it refers to once, as `$defs` would."""
        name = node.text("operationId") or f"{operation.method} {operation.path}"
        required: list[Value] = [record.name for record in arguments.records if record.fields.get("required")]
        schema: dict[str, Value] = {"type": "object", "properties": {}, "required": required}
        total = len(compact({"name": name, "description": prose, "parameters": schema}))
        for record in arguments.records:
            total += len(record.name) + len(str(record.fields.get("description", ""))) + len('"":,')
        targets, _ = self._contract.reach.of(*arguments.schemas)
        parts = {schema.key: schema for schema in arguments.schemas} | targets
        total += sum(self._size_of(part) for part in parts.values())
        tool.says("definition_size", total, node.location)

    def _size_of(self, node: Node) -> int:
        size = self._sizes.get(node.key)
        if size is None:
            size = self._sizes[node.key] = len(compact(node.value))
        return size


def _joined(texts: list[str]) -> str:
    """Return summary and description as one text, the summary only where the description does not begin with it."""
    if len(texts) == 2 and texts[1].casefold().startswith(texts[0].casefold().rstrip(".")):
        return texts[1]
    return "\n\n".join(texts)
