"""Claims about what comes back to the sender of a message."""

from __future__ import annotations

from auditor.model.claims import AttributeValue, Location, Record
from auditor.readers.interfaces.arguments import Arguments, only_known
from auditor.readers.interfaces.asyncapi.contract import Asyncapi, first
from auditor.readers.interfaces.asyncapi.messages import MessageReader, name_of, prose_of
from auditor.readers.interfaces.asyncapi.operations import Operation
from auditor.readers.interfaces.contents import ContentReader
from auditor.readers.interfaces.listing import Subject
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.quantities import QuantityReader, claim_quantities

_NO_ANSWER = "no reply is described, so nothing comes back to the sender"


class AnswerReader:
    """Makes the claims about replies, or about there being none."""

    def __init__(self, contract: Asyncapi, messages: MessageReader) -> None:
        self._contract = contract
        self._messages = messages
        self._contents = ContentReader(contract.schemas, contract.results)
        self._quantities = QuantityReader(contract.schemas, self._contents)

    def claim(self, tool: Subject, operation: Operation) -> None:
        """Claim the responses of an operation and what they come to."""
        if not operation.answered:
            self._claim_silence(tool, operation)
        elif operation.replies is not None:
            place = (operation.node.get("reply") or operation.node).location
            self._claim_replies(tool, operation.replies, place)

    def claim_quantities(self, tool: Subject, operation: Operation, arguments: Arguments) -> None:
        """Claim the numbers and times of messages and replies whose unit is not said."""
        replies = [self._messages.payload(reply) for reply in operation.replies or ()]
        found = [record for schema, _ in replies if schema is not None for record in self._quantities.of_result(schema)]
        _, resolved = self._contract.reach.of(*(schema for schema, _ in replies if schema is not None))
        whole = resolved and operation.replies is not None and all(readable for _, readable in replies)
        claim_quantities(tool, arguments, found, operation.node.location, whole=whole)

    def _claim_silence(self, tool: Subject, operation: Operation) -> None:
        location = operation.node.location
        tool.says("asynchronous", True, location, detail="no reply is described")
        if self._contract.major < 3 or self._is_correlated(operation):
            return  # versions before 3 cannot say it, and an answer may come through another channel
        tool.says("responses", (), location, detail=_NO_ANSWER)
        for attribute in ("structured_result", "structured_failure", "returns_state"):
            tool.says(attribute, False, location, detail=_NO_ANSWER)
        tool.says("result_kinds", ("none",), location, detail=_NO_ANSWER)

    def _is_correlated(self, operation: Operation) -> bool:
        messages = (self._contract.with_traits(message) for message in operation.messages or ())
        return any(first(parts, "correlationId") is not None for parts in messages)

    def _claim_replies(self, tool: Subject, replies: tuple[Node, ...], place: Location) -> None:
        records = [self._response(reply, only=len(replies) == 1) for reply in replies]
        tool.says("responses", tuple(records), place)
        structured = [record.fields.get("structured") for record in records]
        if False in structured or not structured:
            detail = "a reply declares no structure" if structured else "the reply has no message"
            tool.says("structured_result", False, place, detail=detail)
        elif all(structured):
            tool.says("structured_result", True, place)
        lists = [record.fields.get("collection") for record in records]
        if True in lists or (lists and None not in lists):
            tool.says("returns_collection", True in lists, place)
        schema = self._messages.payload(replies[0])[0] if len(replies) == 1 else None
        if schema is not None:
            self._claim_content(tool, schema)

    def _claim_content(self, tool: Subject, schema: Node) -> None:
        content = self._contents.of_success(schema)
        if content.state is not None:
            detail = "" if content.state else "the reply holds no state, identifier or receipt"
            tool.says("returns_state", content.state, schema.location, detail=detail)
        if content.named is not None:
            tool.says("named_results", content.named, schema.location)
        if content.dated is not None:
            tool.says("freshness_visible", content.dated, schema.location)

    def _response(self, message: Node, *, only: bool) -> Record:
        schema, readable = self._messages.payload(message)
        fields: dict[str, AttributeValue] = {
            "description": prose_of(message),
            "media_type": self._messages.media_type(message),
        }
        if only:  # of several replies the contract does not say which one means success
            fields["outcome"] = "success"
        if schema is not None:
            results = self._contract.results
            lists = results.lists(schema)
            fields |= only_known(
                structured=results.structured(schema),
                collection=None if lists is None else bool(lists),
                bounded=results.bounded(schema),
            )
        elif readable:
            fields["structured"] = False
        return Record(name=name_of(message), fields=fields, location=message.location)
