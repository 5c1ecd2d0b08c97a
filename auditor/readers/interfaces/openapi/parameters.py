"""Reads the parameters and the body of an operation as the arguments of a tool."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.model.claims import AttributeValue, Record
from auditor.readers.interfaces.arguments import NO_ARGUMENTS, Argument, Arguments, untyped
from auditor.readers.interfaces.nodes import Key, Node
from auditor.readers.interfaces.openapi.bodies import BodyReader
from auditor.readers.interfaces.openapi.contract import Contract
from auditor.readers.interfaces.openapi.operations import Operation

_PLACES = {"path": "path", "query": "query", "querystring": "query", "header": "header", "cookie": "cookie"}
_NOT_ARGUMENTS = frozenset(("accept", "content-type", "authorization"))
"""Headers that OpenAPI 3 tells to ignore as parameters, since other parts of it say them."""
_TEMPLATE = re.compile(r"\{[+/.;?&#]?([^{}*+]+)[*+]?\}")

_Slot = tuple[str, str]
"""Name and place, by which an operation's parameter replaces one of its path."""


class ParameterReader:
    """Reads the arguments of operations; each shared parameter once."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        self._bodies = BodyReader(contract)
        self._known: dict[Key, tuple[_Slot, Arguments]] = {}

    def read(self, operation: Operation) -> Arguments | None:
        """Return the arguments of an operation, or None where its list of parameters cannot be read."""
        node = operation.node
        own = node.get("parameters") if node else None
        slots: dict[_Slot, Arguments] = {}
        for listed in (operation.shared_parameters, own):
            if listed is None or listed.value is None:
                continue
            if not isinstance(listed.value, list):
                self._contract.notes.wrong(listed, "`parameters`", "a list of parameters")
                return None
            for item in listed.items():
                slot, arguments = self._parameter(item)
                slots[slot] = arguments
        parts = list(slots.values())
        undeclared = self._undeclared(operation, slots) if all(part.whole for part in parts) else ()
        listed_arguments = tuple(argument for part in parts for argument in part.listed)
        found = Arguments(listed=(*undeclared, *listed_arguments), whole=all(part.whole for part in parts))
        body = self._bodies.of_operation(node) if node and not self._contract.is_swagger else NO_ARGUMENTS
        whole = found + body
        self._contract.work.add(len(whole.listed), operation.place)
        return whole

    def _parameter(self, item: Node) -> tuple[_Slot, Arguments]:
        target = self._contract.references.follow(item)
        if target is None:
            name = (item.reference or "").rpartition("/")[2]
            return (name, f"$ref {item.reference}"), _unknown(name, item)
        if target.key not in self._known:
            self._known[target.key] = self._read_one(target)
        return self._known[target.key]

    def _read_one(self, node: Node) -> tuple[_Slot, Arguments]:
        name, place = node.text("name"), node.text("in")
        if not isinstance(node.value, dict) or not name:
            self._contract.notes.tell("a parameter without a name; not read", node)
            unnamed = f"parameter {node.pointer[-1]}" if node.pointer else "parameter"
            return (unnamed, str(node.pointer)), _unknown(unnamed, node)
        slot = name, place
        if self._contract.is_swagger and place == "body":
            return slot, self._bodies.of_parameter(node)
        if not self._contract.is_swagger and place == "header" and name.lower() in _NOT_ARGUMENTS:
            return slot, NO_ARGUMENTS
        known_place = "body" if place == "formData" and self._contract.is_swagger else _PLACES.get(place, "")
        if not known_place:
            expected = "path, query, header or cookie"
            self._contract.notes.tell(f"the parameter {name} is in {place!r}; expected {expected}", node)
        return slot, Arguments(listed=(self._argument(node, name, known_place),), whole=True)

    def _argument(self, node: Node, name: str, place: str) -> Argument:
        schema = node if self._contract.is_swagger else self._schema_of(node)
        fields: dict[str, AttributeValue] = {"required": place == "path" or node.says("required")}
        if place:
            fields["place"] = place
        fields |= self._contract.arguments.fields(schema) if schema else untyped()
        if own := node.text("description"):
            fields["description"] = own
        if node.get("example") or node.get("examples") or node.get("x-example"):
            fields["example"] = True
        if node.says("deprecated"):
            fields["deprecated"] = True
        return Argument(record=Record(name=name, fields=fields, location=node.location), schema=schema)

    def _schema_of(self, node: Node) -> Node | None:
        schema = node.get("schema")
        content = node.get("content")
        if schema is None and content is not None:
            media = (self._contract.references.follow(item) for _, item in content.members())
            schema = next((found for item in media if item and (found := item.get("schema"))), None)
        return schema

    def _undeclared(self, operation: Operation, slots: dict[_Slot, Arguments]) -> Iterator[Argument]:
        # A call needs every variable of the path, whether or not the contract describes it.
        for name in dict.fromkeys(_TEMPLATE.findall(operation.path)):
            if (name, "path") not in slots:
                self._contract.notes.tell(
                    f"{operation.path} has {{{name}}}, which no parameter describes", operation.place
                )
                fields = {**untyped(), "required": True, "place": "path"}
                record = Record(name=name, fields=fields, location=operation.path_place.key_location)
                yield Argument(record=record, schema=None)


def _unknown(name: str, node: Node) -> Arguments:
    record = Record(name=name or "parameter", fields={}, location=node.location)
    return Arguments(listed=(Argument(record=record, schema=None),), whole=False)
