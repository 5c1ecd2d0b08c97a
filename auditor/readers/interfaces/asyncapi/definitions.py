"""Has the schemas and examples of messages looked at: faults, credentials, examples, shape."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.readers.interfaces.arguments import Arguments
from auditor.readers.interfaces.asyncapi.contract import Asyncapi, first
from auditor.readers.interfaces.asyncapi.messages import MessageReader
from auditor.readers.interfaces.asyncapi.operations import Operation
from auditor.readers.interfaces.listing import Subject
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.quality.dialects import JSON_SCHEMA
from auditor.readers.interfaces.quality.inspection import Definition, Example, Inspector


class DefinitionReader:
    """Collects what the definition of each operation consists of."""

    def __init__(self, contract: Asyncapi, messages: MessageReader) -> None:
        self._contract = contract
        self._messages = messages
        self._inspector = Inspector(JSON_SCHEMA, contract.schemas, contract.reach)

    def claim(self, tool: Subject, operation: Operation, arguments: Arguments) -> None:
        """Claim what is wrong with the messages of an operation, and the shape of its arguments."""
        sent, back = operation.messages or (), operation.replies or ()
        definition = Definition(whole=arguments.whole and operation.replies is not None)
        for message in sent:
            self._add(definition, definition.inputs, message, "request")
        for message in back:
            self._add(definition, definition.outputs, message, "response")
        location = operation.node.location
        self._inspector.claim(tool, definition, location)
        self._inspector.claim_shape(tool, arguments.schemas, location, whole=arguments.whole)
        payload, readable = self._messages.payload(sent[0]) if len(sent) == 1 else (None, False)
        if readable:
            self._inspector.claim_openness(tool, payload)

    def finish(self) -> None:
        """Claim what is judged for all operations together."""
        self._inspector.finish()

    def _add(self, definition: Definition, schemas: list[Node], message: Node, place: str) -> None:
        payload, readable = self._messages.payload(message)
        parts = self._contract.with_traits(message)
        headers = first(parts, "headers")
        definition.whole = definition.whole and readable
        schemas += [schema for schema in (payload, headers) if schema is not None]
        for part in parts:
            definition.examples += _examples(part, {"payload": payload, "headers": headers}, place)


def _examples(message: Node, schemas: dict[str, Node | None], place: str) -> Iterator[Example]:
    stated = message.get("examples")
    for example in stated.items() if stated is not None else ():
        for key, schema in schemas.items():
            if (value := example.get(key)) is not None:
                yield Example(value=value, schema=schema, place=place)
