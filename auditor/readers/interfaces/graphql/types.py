"""Turns the types of a GraphQL schema into JSON Schemas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from auditor.documents import Value
from auditor.readers.interfaces.graphql.definitions import Definition, Definitions
from auditor.readers.interfaces.typed.text import Schema, TypedText

if TYPE_CHECKING:
    from graphql.language import ast

_BUILT_IN: dict[str, Schema] = {
    "Int": {"type": "integer", "format": "int32"},
    "Float": {"type": "number"},
    "String": {"type": "string"},
    "Boolean": {"type": "boolean"},
    "ID": {"type": "string"},
}
_NUMBERS = frozenset(("bigint", "long", "int64", "uint64", "unsignedint", "positiveint", "nonnegativeint", "timestamp"))
_ANYTHING = frozenset(("json", "jsonobject", "jsonb", "any", "_any", "map", "object", "untyped", "generic"))
"""Names of scalars of which only the name tells that they hold numbers, or whatever one likes."""


class TypeReader:
    """Writes the schemas of types into a text's tree."""

    def __init__(self, text: TypedText, definitions: Definitions) -> None:
        self._text = text
        self._definitions = definitions

    def read(self) -> None:
        """Add a schema for each type."""
        for name, definition in self._definitions.types.items():
            schema = self._of_definition(name, definition)
            if described := prose(definition.description):
                schema["description"] = described
            self._text.types[name] = self._text.placed(schema, start(definition.name))

    def _of_definition(self, name: str, definition: Definition) -> Schema:
        match definition.kind:
            case "enum":
                return {"type": "string", "enum": [value.name.value for value in definition.values]}
            case "scalar":
                return _scalar(name)
            case "union":
                return {"anyOf": [{"$ref": member.name.value} for member in definition.members]}
            case "input_object":
                schema = self.object_of(definition.fields, closed=True)
                if directive(definition.directives, "oneOf") is not None:
                    schema |= {"minProperties": 1, "maxProperties": 1}
                return schema
            case _:
                return self.object_of(definition.fields, closed=False)

    def object_of(
        self, fields: Sequence[ast.FieldDefinitionNode | ast.InputValueDefinitionNode], *, closed: bool
    ) -> Schema:
        """Return the schema of an object with these fields, or of a call with these arguments.

        A server refuses a field of an input that the schema does not name (GraphQL October 2021, §5.6.2).
        """
        properties: Schema = {}
        required: list[Value] = []
        for node in fields:
            properties[node.name.value] = self.of_field(node)
            if node.type.kind == "non_null_type" and getattr(node, "default_value", None) is None:
                required.append(node.name.value)
        schema: Schema = {"type": "object", "properties": properties}
        if required:
            schema["required"] = required
        if closed:
            schema["additionalProperties"] = False
        return schema

    def of_field(self, node: ast.FieldDefinitionNode | ast.InputValueDefinitionNode) -> Schema:
        """Return the schema of a field's values, with what is said about the field."""
        schema = dict(self._of_type(node.type))
        if described := prose(node.description):
            schema["description"] = described
        default = getattr(node, "default_value", None)
        if default is not None:
            schema["default"] = _value(default)
        if directive(node.directives, "deprecated") is not None:
            schema["deprecated"] = True
        return self._text.placed(schema, start(node.name))

    def kind_of(self, node: ast.TypeNode) -> str:
        """Return the kind of the type that is named, once or in a list; empty for one that is built in or unknown."""
        while node.kind != "named_type":
            node = node.type  # type: ignore[attr-defined]
        found = self._definitions.types.get(node.name.value)  # type: ignore[attr-defined]
        return found.kind if found is not None else ""

    def _of_type(self, node: ast.TypeNode) -> Schema:
        match node.kind:
            case "non_null_type":
                return self._of_type(node.type)  # type: ignore[attr-defined]
            case "list_type":
                return self._list_of(node.type)  # type: ignore[attr-defined]
        name: str = node.name.value  # type: ignore[attr-defined]
        if name in self._definitions.types or name not in _BUILT_IN:
            return {"$ref": name}
        return _BUILT_IN[name]

    def _list_of(self, node: ast.TypeNode) -> Schema:
        """Return what stands for a list; lists of one type are one type too, so that they are looked at once."""
        items = self._of_type(node)
        if "$ref" not in items:
            return {"type": "array", "items": items}
        name = f"[{items['$ref']}]"
        self._text.types.setdefault(name, {"type": "array", "items": items})
        return {"$ref": name}


def _scalar(name: str) -> Schema:
    """Return what a scalar of the schema's own most likely is in JSON; the schema itself never says it."""
    plain = name.casefold().replace("_", "") or name
    if plain in _ANYTHING or name.casefold() in _ANYTHING:
        return {"type": "object"}
    return {"type": "integer" if plain in _NUMBERS else "string", "format": name}


def _value(node: ast.ValueNode) -> Value:
    from graphql.utilities import value_from_ast_untyped

    return value_from_ast_untyped(node)  # type: ignore[no-any-return]


def prose(node: ast.StringValueNode | None) -> str:
    """Return a description, empty where there is none."""
    return node.value.strip() if node is not None else ""


def start(node: ast.Node) -> int:
    """Return the offset at which a node stands in its text."""
    return node.loc.start if node.loc is not None else 0


def directive(nodes: Sequence[ast.ConstDirectiveNode] | None, *names: str) -> ast.ConstDirectiveNode | None:
    """Return the first directive of one of these names."""
    return next((node for node in nodes or () if node.name.value in names), None)
