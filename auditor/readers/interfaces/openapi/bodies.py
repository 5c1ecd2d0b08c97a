"""Reads request bodies: a property of a JSON object or a form becomes an argument."""

from __future__ import annotations

import re

from msgspec.structs import replace

from auditor.documents import Value
from auditor.model.claims import AttributeValue, Record
from auditor.readers.interfaces.arguments import NO_ARGUMENTS, Argument, Arguments, untyped
from auditor.readers.interfaces.nodes import Key, Node
from auditor.readers.interfaces.openapi.contract import Contract
from auditor.readers.interfaces.values import mapping

_PREFERENCE = tuple(map(re.compile, (r".*\bjson\b.*", r".*/x-www-form-urlencoded.*|multipart/.*", r"[^/]*/\*.*")))
"""Media types from the one that an agent's arguments fit best; any other comes last."""
_JSON = _PREFERENCE[0]


class BodyReader:
    """Reads the bodies of requests; each shared body once."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        self._known: dict[Key, Arguments] = {}

    def of_operation(self, operation: Node) -> Arguments:
        """Return the arguments in the body of an OpenAPI 3 operation."""
        stated = operation.get("requestBody")
        if stated is None or stated.value is None:
            return NO_ARGUMENTS
        body = self._contract.references.follow(stated)
        if body is None or not isinstance(body.value, dict):
            if body is not None:
                self._contract.notes.wrong(body, "a request body", "a mapping")
            return _unknown_body(stated)
        if body.key not in self._known:
            self._known[body.key] = self._read(body)
        return self._known[body.key]

    def of_parameter(self, parameter: Node) -> Arguments:
        """Return the arguments in the body of a Swagger 2.0 operation, which is one parameter."""
        schema = parameter.get("schema")
        if schema is None:
            return self._single(parameter, None, name=parameter.text("name"), media_type="application/json")
        return self._of_schema(schema, body=parameter, name=parameter.text("name"), examples=set())

    def _read(self, body: Node) -> Arguments:
        content = self._contract.mapping(body, "content")
        if content is None:
            return _unknown_body(body) if body.get("content") else NO_ARGUMENTS
        media_type, media = _preferred(content)
        media = self._contract.references.follow(media) if media else None
        if media is None:
            return _unknown_body(body) if content.value else NO_ARGUMENTS
        schema = media.get("schema") or media.get("itemSchema")
        if schema is None:
            return self._single(body, None, name="body", media_type=media_type)
        if not _is_fields(media_type):
            return self._single(body, schema, name="body", media_type=media_type)
        return self._of_schema(schema, body=body, name="body", examples=self._example_names(media))

    def _of_schema(self, schema: Node, *, body: Node, name: str, examples: set[str]) -> Arguments:
        found = self._contract.arguments.of_object(schema, place="body")
        if not found.listed and found.whole:
            return self._single(body, schema, name=name, media_type="application/json")
        examples = examples | set(mapping(_value(self._contract.schemas.layers(schema).first("example"))))
        listed = tuple(_with_example(a) if a.record.name in examples else a for a in found.listed)
        return Arguments(listed=listed, whole=found.whole) + (NO_ARGUMENTS if found.whole else _unknown_body(schema))

    def _single(self, body: Node, schema: Node | None, *, name: str, media_type: str) -> Arguments:
        fields: dict[str, AttributeValue] = {"required": body.says("required"), "place": "body"}
        location = body.location
        if schema is None:
            fields |= untyped()
            # Without a schema the media type alone says what is sent: text, or bytes.
            fields["type"] = "" if _JSON.fullmatch(media_type) else "string"
        else:
            fields |= self._contract.arguments.fields(schema)
            location = (self._contract.references.follow(schema) or schema).location
        fields["description"] = fields.get("description") or body.text("description")
        record = Record(name=name, fields=fields, location=location)
        return Arguments(listed=(Argument(record=record, schema=schema),), whole=True)

    def _example_names(self, media: Node) -> set[str]:
        names = set(mapping(_value(media.get("example"))))
        examples = media.get("examples")
        for _, stated in examples.members() if examples else ():
            example = self._contract.references.follow(stated)
            names |= set(mapping(_value(example.get("value")))) if example else set()
        return names


def _preferred(content: Node) -> tuple[str, Node | None]:
    found = dict(content.members())
    for pattern in _PREFERENCE:
        for media_type, media in found.items():
            if pattern.fullmatch(media_type.lower()):
                return media_type.lower(), media
    return next(((media_type.lower(), media) for media_type, media in found.items()), ("", None))


def _is_fields(media_type: str) -> bool:
    return any(pattern.fullmatch(media_type) for pattern in _PREFERENCE)


def _value(node: Node | None) -> Value:
    return node.value if node else None


def _unknown_body(node: Node) -> Arguments:
    record = Record(name="body", fields={"place": "body"}, location=node.location)
    return Arguments(listed=(Argument(record=record, schema=None),), whole=False)


def _with_example(argument: Argument) -> Argument:
    fields = {**argument.record.fields, "example": True}
    return replace(argument, record=replace(argument.record, fields=fields))
