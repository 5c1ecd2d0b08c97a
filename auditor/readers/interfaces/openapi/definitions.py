"""Finds the schemas, examples and texts of operations, and what is wrong around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from auditor.documents import Value
from auditor.model.claims import Record
from auditor.readers.interfaces.arguments import Arguments
from auditor.readers.interfaces.listing import Subject
from auditor.readers.interfaces.nodes import Key, Node
from auditor.readers.interfaces.openapi.contract import Contract
from auditor.readers.interfaces.openapi.operations import Operation
from auditor.readers.interfaces.quality.credentials import credential_in, secrets_below
from auditor.readers.interfaces.quality.dialects import of_openapi
from auditor.readers.interfaces.quality.inspection import Definition, Example, Inspector
from auditor.readers.interfaces.quality.regions import fault_record, secret_record
from auditor.readers.interfaces.values import mapping

_TEMPLATE = re.compile(r"\{[+/.;?&#]?([^{}*+]+)[*+]?\}")
_JUDGED_MEDIA = re.compile(r".*\bjson\b.*|.*/x-www-form-urlencoded.*|multipart/.*|\*/\*", re.IGNORECASE)
"""Media types whose examples are values that a schema can judge."""
_STRUCTURED = re.compile(r".*\b(json|xml)\b.*|.*/x-www-form-urlencoded.*|multipart/.*", re.IGNORECASE)
"""Media types that need a schema to be filled in."""
_NOT_OF_SCHEMA = frozenset(("name", "in", "required", "description", "collectionFormat", "allowEmptyValue", "schema"))
"""What a parameter of Swagger 2.0 has beside the keywords of a schema."""


@dataclass(slots=True, kw_only=True)
class _Part:
    """What one parameter, body or response holds."""

    schemas: list[Node] = field(default_factory=list)
    examples: list[Example] = field(default_factory=list)
    faults: list[Record] = field(default_factory=list)
    secrets: list[Record] = field(default_factory=list)
    slot: tuple[str, str] | None = None
    """Name and place, for a parameter."""
    whole: bool = True


_UNREAD = _Part(whole=False)


class DefinitionReader:
    """Looks at the definitions of operations; each shared part once."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        self._inspector = Inspector(of_openapi(contract.version), contract.schemas, contract.reach)
        self._known: dict[tuple[Key, str], _Part] = {}

    def claim(self, tool: Subject, operation: Operation, node: Node, arguments: Arguments | None) -> None:
        """Claim what is wrong with an operation's definition, and the shape of its arguments."""
        definition = Definition()
        self._add_parameters(definition, operation, node)
        if not self._contract.is_swagger and (body := node.get("requestBody")) is not None and body.value is not None:
            self._add(definition, definition.inputs, self._part(body, "request"))
        for status, response in _members(node.get("responses")):
            if not status.startswith("x-"):
                self._add(definition, definition.outputs, self._part(response, "response"))
        self._inspector.claim(tool, definition, node.location)
        if arguments is not None:
            self._claim_shape(tool, node, arguments)

    def finish(self) -> None:
        """Judge the examples of all operations."""
        self._inspector.finish()

    def _claim_shape(self, tool: Subject, node: Node, arguments: Arguments) -> None:
        schemas = {schema.key: schema for schema in arguments.schemas}
        read = arguments.whole and all(argument.record.fields for argument in arguments.listed)
        self._inspector.claim_shape(tool, list(schemas.values()), node.location, whole=read)
        if not read:
            return
        bodies = [argument for argument in arguments.listed if argument.record.fields.get("place") == "body"]
        self._inspector.claim_openness(tool, self._root_of_body(node) if bodies else None, node.location)

    def _root_of_body(self, node: Node) -> Node | None:
        stated = node.get("requestBody")
        body = self._contract.references.follow(stated) if stated is not None else None
        content = body.get("content") if body is not None else None
        media = next((self._contract.references.follow(item) for _, item in _members(content)), None)
        schema = media.get("schema") if media is not None else None
        return schema if schema is not None and self._contract.schemas.types(schema) == ("object",) else None

    def _add_parameters(self, definition: Definition, operation: Operation, node: Node) -> None:
        declared: dict[tuple[str, str], Node] = {}
        for listed in (operation.shared_parameters, node.get("parameters")):
            seen: dict[tuple[str, str], Node] = {}
            for item in listed.items() if listed is not None else ():
                part = self._part(item, "parameter")
                self._add(definition, definition.inputs, part)
                if part.slot is None:
                    continue
                if part.slot in seen:
                    what = f"the parameter `{part.slot[0]}` in {part.slot[1] or 'no place'} is listed twice"
                    definition.faults.append(fault_record(item, item.pointer, "duplicate_parameter", what))
                seen[part.slot] = item
            declared |= seen
        if definition.whole:
            definition.faults += self._path_faults(operation, declared)

    def _path_faults(self, operation: Operation, declared: dict[tuple[str, str], Node]) -> Iterator[Record]:
        path = operation.path.partition("#")[0]
        wanted = list(dict.fromkeys(_TEMPLATE.findall(path)))
        for name in wanted:
            if (name, "path") not in declared:
                what = f"`{{{name}}}` stands in the path, and no parameter describes it"
                place = operation.place
                yield fault_record(place, place.pointer, "undeclared_path_parameter", what)
        for (name, where), item in declared.items():
            if where == "path" and name not in wanted:
                what = f"the path parameter `{name}` does not stand in the path {_short(operation.path)}"
                yield fault_record(item, item.pointer, "unused_path_parameter", what)

    def _add(self, definition: Definition, schemas: list[Node], part: _Part) -> None:
        schemas += part.schemas
        definition.examples += part.examples
        definition.faults += part.faults
        definition.secrets += part.secrets
        definition.whole = definition.whole and part.whole

    def _part(self, stated: Node, place: str) -> _Part:
        target = self._contract.references.follow(stated)
        if target is None or not isinstance(target.value, dict):
            return _UNREAD
        key = target.key, place
        if key not in self._known:
            self._known[key] = self._read(target, place)
        return self._known[key]

    def _read(self, node: Node, place: str) -> _Part:
        part = _Part(secrets=_secrets(node, "description"))
        swagger = self._contract.is_swagger
        if place == "parameter":
            part.slot = (node.text("name"), node.text("in")) if node.text("name") else None
        if swagger:
            self._read_swagger(node, place, part)
        else:
            if place == "parameter" and (schema := node.get("schema")) is not None:
                part.schemas.append(schema)
            if place == "parameter":
                self._read_examples(node, node.get("schema"), place, part)
            self._read_content(node, place, part)
        for _, stated in _members(node.get("headers")) if place == "response" else ():
            header = self._contract.references.follow(stated)
            if header is not None and isinstance(header.value, dict):
                schema = _bare(header) if swagger else header.get("schema")
                part.schemas += [schema] if schema is not None else []
        return part

    def _read_content(self, node: Node, place: str, part: _Part) -> None:
        content = node.get("content")
        if place == "request" and (content is None or not content.value):
            what = "the request body declares no content, so that nobody knows what to send"
            part.faults.append(fault_record(node, node.pointer, "empty_body", what))
        if content is not None and content.value is not None and not isinstance(content.value, dict):
            part.whole = False
        for media_type, stated in _members(content):
            media = self._contract.references.follow(stated)
            if media is None or not isinstance(media.value, dict | None):
                part.whole = False
                continue
            schema = media.get("schema") or media.get("itemSchema")
            if schema is not None:
                part.schemas.append(schema)
            elif place == "request" and _STRUCTURED.fullmatch(media_type):
                what = f"the request body as {_short(media_type)} has no schema"
                part.faults.append(fault_record(media, media.pointer, "empty_body", what))
            judged = _JUDGED_MEDIA.fullmatch(media_type) is not None
            self._read_examples(media, media.get("schema") if judged else None, place, part)

    def _read_swagger(self, node: Node, place: str, part: _Part) -> None:
        schema = node.get("schema")
        if schema is not None:
            part.schemas.append(schema)
        elif place == "parameter" and node.text("in") == "body":
            part.faults.append(fault_record(node, node.pointer, "empty_body", "the request body has no schema"))
        elif place == "parameter":
            part.schemas.append(_bare(node))
        for media_type, value in _members(node.get("examples")) if place == "response" else ():
            judged = _JUDGED_MEDIA.fullmatch(media_type) is not None
            self._add_example(value, schema if judged else None, place, part)

    def _read_examples(self, node: Node, schema: Node | None, place: str, part: _Part) -> None:
        if (example := node.get("example")) is not None:
            self._add_example(example, schema, place, part)
        for _, stated in _members(node.get("examples")):
            target = self._contract.references.follow(stated)
            value = target.get("value") if target is not None else None
            if value is None and target is not None:
                value = target.get("dataValue")
            if value is not None:
                self._add_example(value, schema, place, part)

    def _add_example(self, value: Node, schema: Node | None, place: str, part: _Part) -> None:
        part.examples.append(Example(value=value, schema=schema, place=place))
        found = secrets_below(value.value)
        part.secrets += [secret_record(value, (*value.pointer, *steps), kind) for steps, kind in found]


def _secrets(node: Node, key: str) -> list[Record]:
    kind = credential_in(node.text(key))
    return [secret_record(node, (*node.pointer, key), kind)] if kind else []


def _bare(node: Node) -> Node:
    """Return a parameter or header of Swagger 2.0 as the schema that it is apart from its own keys."""
    value: dict[str, Value] = {key: item for key, item in mapping(node.value).items() if key not in _NOT_OF_SCHEMA}
    return Node(value=value, document=node.document, tree=node.tree, pointer=node.pointer)


def _members(node: Node | None) -> list[tuple[str, Node]]:
    return list(node.members()) if node is not None else []


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
