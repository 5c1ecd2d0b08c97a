"""Reads messages: what a client has to put into one, and what one holds that comes back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from auditor.model.claims import AttributeValue, Record
from auditor.readers.interfaces.arguments import NO_ARGUMENTS, Argument, Arguments, unread_arguments, untyped
from auditor.readers.interfaces.asyncapi.contract import Asyncapi, first, first_text
from auditor.readers.interfaces.nodes import Key, Node
from auditor.readers.interfaces.values import mapping, text

_JSON_SCHEMA = re.compile(
    r"|application/(schema\+(json|yaml)|vnd\.aai\.asyncapi(\+(json|yaml))?|vnd\.oai\.openapi(\+(json|yaml))?)(;.*)?",
    re.IGNORECASE,
)
"""Schema formats that are JSON Schema or near enough; without one it is AsyncAPI's own superset of it."""


class MessageReader:
    """Reads the messages of one document, each once."""

    def __init__(self, contract: Asyncapi) -> None:
        self._contract = contract
        self._known: dict[Key, Arguments] = {}

    def arguments(self, messages: Sequence[Node]) -> Arguments:
        """Return what a client fills in to send one of several messages; only what all of them demand is required."""
        read = [self._of_message(message) for message in messages]
        if len(read) < 2:
            return read[0] if read else NO_ARGUMENTS
        names = [{_place_of(a): a.record.fields.get("required") for a in one.listed} for one in read]
        found: dict[tuple[str, AttributeValue], Argument] = {}
        for one in read:
            for argument in one.listed:
                found.setdefault(_place_of(argument), argument)
        listed = [_with(a, required=all(n.get(place) is True for n in names)) for place, a in found.items()]
        return Arguments(listed=tuple(listed), whole=all(one.whole for one in read))

    def payload(self, message: Node) -> tuple[Node | None, bool]:
        """Return the schema of what a message holds, and whether it can be read; a message may hold anything."""
        parts = self._contract.with_traits(message)
        stated = first(parts, "payload")
        if stated is None or stated.value is None:
            return None, True
        payload = self._contract.references.follow(stated)
        if payload is None:
            return None, False
        inner = payload.get("schema") if payload.get("schemaFormat") is not None else None
        language = payload.text("schemaFormat") or first_text(parts, "schemaFormat")
        if not _JSON_SCHEMA.fullmatch(language):
            self._contract.notes.tell(f"a payload in the schema language {language}; not read", payload)
            return None, False
        return inner or payload, True

    def media_type(self, message: Node) -> str:
        """Return the content type of a message."""
        own = first_text(self._contract.with_traits(message), "contentType")
        return own or self._contract.root.text("defaultContentType")

    def _of_message(self, message: Node) -> Arguments:
        if message.key not in self._known:
            examples = self._example_names(message)
            read = self._headers(message) + self._body(message)
            listed = tuple(_with(a, example=True) if a.record.name in examples else a for a in read.listed)
            self._known[message.key] = Arguments(listed=listed, whole=read.whole)
        return self._known[message.key]

    def _headers(self, message: Node) -> Arguments:
        found, names = NO_ARGUMENTS, set[str]()
        for part in self._contract.with_traits(message):
            headers = part.get("headers")
            if headers is None:
                continue
            read = self._contract.arguments.of_object(headers, place="header")
            new = tuple(a for a in read.listed if a.record.name not in names)
            names |= {a.record.name for a in new}
            found += Arguments(listed=new, whole=read.whole)
        return found

    def _body(self, message: Node) -> Arguments:
        schema, readable = self.payload(message)
        if not readable:
            return unread_arguments(message)
        if schema is None:
            return self._single(message, None)
        found = self._contract.arguments.of_object(schema, place="body")
        if not found.listed and found.whole:
            return self._single(message, schema)
        return found if found.whole else found + unread_arguments(message)

    def _single(self, message: Node, schema: Node | None) -> Arguments:
        fields: dict[str, AttributeValue] = {"required": True, "place": "body"}
        fields |= untyped() if schema is None else self._contract.arguments.fields(schema)
        fields["description"] = fields.get("description") or first_text((message,), "summary")
        location = schema.location if schema is not None else message.location
        record = Record(name="payload", fields=fields, location=location)
        return Arguments(listed=(Argument(record=record, schema=schema),), whole=True)

    def _example_names(self, message: Node) -> set[str]:
        names: set[str] = set()
        for part in self._contract.with_traits(message):
            stated = part.get("examples")
            for example in stated.items() if stated else ():
                names |= set(mapping(mapping(example.value).get("payload")))
                names |= set(mapping(mapping(example.value).get("headers")))
        return names


def name_of(message: Node) -> str:
    """Return what a message is called: its name, its title, or the key under which it stands."""
    keys = [str(step) for step in message.pointer if isinstance(step, str) and step not in ("message", "payload")]
    return message.text("name") or message.text("title") or (keys[-1] if keys else "message")


def prose_of(message: Node) -> str:
    """Return what a message says about itself."""
    value = mapping(message.value)
    return text(value.get("description")) or text(value.get("summary"))


def _place_of(argument: Argument) -> tuple[str, AttributeValue]:
    return argument.record.name, argument.record.fields.get("place", "")


def _with(argument: Argument, **fields: bool) -> Argument:
    record = replace(argument.record, fields={**argument.record.fields, **fields})
    return replace(argument, record=record)
