"""Claims about what a client can send to an application: each such operation is a tool."""

from __future__ import annotations

from auditor.model.claims import AttributeValue, Location, Record
from auditor.readers.interfaces.arguments import NO_ARGUMENTS, Argument, Arguments
from auditor.readers.interfaces.asyncapi.answers import AnswerReader
from auditor.readers.interfaces.asyncapi.contract import Asyncapi, first, first_text
from auditor.readers.interfaces.asyncapi.definitions import DefinitionReader
from auditor.readers.interfaces.asyncapi.messages import MessageReader, prose_of
from auditor.readers.interfaces.asyncapi.operations import Channel, Operation
from auditor.readers.interfaces.asyncapi.security import Security
from auditor.readers.interfaces.calling import (
    claim_arguments,
    claim_deprecation_in_words,
    claim_paging,
    claim_prose,
    joined_prose,
)
from auditor.readers.interfaces.definitions import define_from_arguments
from auditor.readers.interfaces.listing import Subject
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.sizes import DefinitionSizes
from auditor.readers.interfaces.values import mapping, text, written


class ToolReader:
    """Makes the claims about operations that a client starts by sending a message."""

    def __init__(self, contract: Asyncapi, security: Security) -> None:
        self._contract = contract
        self._security = security
        self._messages = MessageReader(contract)
        self._answers = AnswerReader(contract, self._messages)
        self._definitions = DefinitionReader(contract, self._messages)
        self._sizes = DefinitionSizes(contract.reach)

    def claim(self, tool: Subject, operation: Operation) -> None:
        """Claim everything that the contract says about an operation."""
        node = operation.node
        parts = self._contract.with_traits(node)
        if operation.own_id:
            tool.says("own_name", operation.own_id, node.location)
        title = first_text(parts, "title")
        tool.says("title", title, node.location, detail="" if title else "the contract gives no title")
        prose = self._claim_words(tool, operation, parts)
        claim_deprecation_in_words(tool, title, prose, node.location)
        self._claim_tags(tool, parts)
        self._claim_contract(tool, operation)
        self._security.claim_for_tool(tool, operation)
        self._answers.claim(tool, operation)
        self._claim_call(tool, operation, prose)

    def finish(self) -> None:
        """Claim what is judged for all operations together."""
        self._definitions.finish()

    def _claim_words(self, tool: Subject, operation: Operation, parts: tuple[Node, ...]) -> str:
        own = [found for key in ("summary", "description") if (found := first_text(parts, key))]
        if own:
            claim_prose(tool, prose := joined_prose(own), operation.node.location)
            return prose
        # Many documents describe the message and not the operation; one message says what sending it means.
        messages = operation.messages or ()
        prose = prose_of(messages[0]) if len(messages) == 1 else ""
        if prose:
            tool.says("description", prose, messages[0].location, detail="the description of its message")
        elif operation.messages is not None:
            claim_prose(tool, "", operation.node.location)
        return prose

    def _claim_tags(self, tool: Subject, parts: tuple[Node, ...]) -> None:
        stated = first(parts, "tags")
        followed = [self._contract.references.follow(tag) for tag in stated.items()] if stated is not None else []
        names = [name for tag in followed if tag is not None and (name := tag.text("name"))]
        tool.says("tags", tuple(names), (stated or parts[0]).location)

    def _claim_contract(self, tool: Subject, operation: Operation) -> None:
        read = operation.messages is not None and operation.replies is not None and operation.channel is not None
        starts = [*(operation.messages or ()), *(operation.replies or ())]
        if operation.channel is not None and (parameters := operation.channel.node.get("parameters")) is not None:
            starts.append(parameters)
        _, whole = self._contract.reach.of(*starts)
        resolved = read and whole
        detail = "" if resolved else "a reference of it leads nowhere"
        tool.says("contract", "resolved" if resolved else "broken", operation.node.location, detail=detail)

    def _claim_call(self, tool: Subject, operation: Operation, prose: str) -> None:
        if operation.messages is None or operation.channel is None:
            return
        place = (operation.node.get("messages") or operation.node.get("message") or operation.node).location
        arguments = self._of_channel(operation.channel) + self._messages.arguments(operation.messages)
        claim_arguments(tool, arguments, place, can_write=True)
        self._answers.claim_quantities(tool, operation, arguments)
        self._definitions.claim(tool, operation, arguments)
        if operation.answered:
            claim_paging(tool, arguments, place)
        if arguments.whole:
            size = self._sizes.of(name=operation.label, prose=prose, arguments=arguments)
            tool.says("definition_size", size, operation.node.location)
            define_from_arguments(
                tool,
                name=operation.label,
                prose=prose,
                arguments=arguments,
                references=self._contract.references,
                location=operation.node.location,
            )

    def _of_channel(self, channel: Channel) -> Arguments:
        """Return an argument for each gap in the address that the sender fills in."""
        stated = self._contract.mapping(channel.node, "parameters")
        found, whole = [], True
        for name, item in stated.members() if stated is not None else ():
            parameter = self._contract.follow_to_mapping(item, f"the parameter {name}")
            if parameter is None:
                whole = whole and item.value is None
            elif not parameter.text("location").startswith("$message."):  # the sender states these in the message
                found.append(self._parameter(name, parameter))
        return Arguments(listed=tuple(found), whole=whole) if stated is not None else NO_ARGUMENTS

    def _parameter(self, name: str, parameter: Node) -> Argument:
        schema = parameter.get("schema")
        if schema is not None:
            argument = self._contract.arguments.of_schema(name, schema, required=True, place="path")
            fields = {**argument.record.fields}
            fields["description"] = parameter.text("description") or fields.get("description", "")
            return Argument(record=Record(name=name, fields=fields, location=parameter.location), schema=schema)
        return Argument(record=_text_parameter(name, parameter, parameter.location), schema=None)


def _text_parameter(name: str, parameter: Node, location: Location) -> Record:
    """Return the record of a parameter of version 3, which is always a text."""
    value = mapping(parameter.value)
    allowed = value.get("enum")
    choices = tuple(written(item) for item in allowed) if isinstance(allowed, list) else ()
    fields: dict[str, AttributeValue] = {
        "type": "string",
        "description": text(value.get("description")),
        "required": "default" not in value,
        "place": "path",
        "format": "",
        "enum": choices,
        "bounded": bool(choices),
        "free_form": False,
        "example": bool(value.get("examples")),
        "default": "default" in value,
        "deprecated": False,
    }
    return Record(name=name, fields=fields, location=location)
