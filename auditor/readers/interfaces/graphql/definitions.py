"""The definitions of a GraphQL schema, each type with its extensions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from auditor.readers.interfaces.typed.text import TypedText

if TYPE_CHECKING:
    from graphql.language import ast

_MOST_TOKENS = 1_000_000
"""Tokens of one schema; the 1.2 MB of GitHub have 0.14 million."""
_ROOTS = {"query": "Query", "mutation": "Mutation", "subscription": "Subscription"}
"""The operations, and the types that answer them where no `schema` says otherwise."""


@dataclass(slots=True, kw_only=True)
class Definition:
    """One type, with what extensions add to it."""

    name: ast.NameNode
    kind: str
    """`object`, `interface`, `input_object`, `union`, `enum` or `scalar`."""
    description: ast.StringValueNode | None = None
    fields: list[ast.FieldDefinitionNode | ast.InputValueDefinitionNode] = field(default_factory=list)
    members: list[ast.NamedTypeNode] = field(default_factory=list)
    """The types of a union."""
    values: list[ast.EnumValueDefinitionNode] = field(default_factory=list)
    directives: list[ast.ConstDirectiveNode] = field(default_factory=list)

    @property
    def outputs(self) -> list[ast.FieldDefinitionNode]:
        """The fields that a caller can ask for, each name once."""
        found = {node.name.value: node for node in reversed(self.fields) if node.kind == "field_definition"}
        return list(reversed(found.values()))  # type: ignore[arg-type]


@dataclass(slots=True, kw_only=True)
class Definitions:
    """What a schema defines."""

    types: dict[str, Definition] = field(default_factory=dict)
    operations: dict[str, str] = field(default_factory=dict)
    """The name of the type that answers each kind of operation."""
    description: ast.StringValueNode | None = None
    """That of the whole schema."""
    is_extension: bool = False
    """Whether it extends types that it does not define, so that other files belong to it."""

    @property
    def roots(self) -> list[tuple[str, Definition]]:
        """The operations that the schema offers, and the types whose fields they are."""
        named = self.operations or _ROOTS
        return [(kind, self.types[named[kind]]) for kind in _ROOTS if named.get(kind) in self.types]


def read_definitions(text: TypedText) -> Definitions:
    """Return the definitions of a text. Raises InputError where it is no GraphQL schema."""
    found = Definitions()
    extended: set[str] = set()
    for node in _parsed(text).definitions:
        kind, _, form = node.kind.rpartition("_")
        if form == "extension" and kind != "schema":
            extended.add(node.name.value)  # type: ignore[attr-defined]
        if kind == "schema":
            _add_schema(found, node)  # type: ignore[arg-type]
        elif kind.endswith("_type"):
            _add_type(found, kind.removesuffix("_type"), node)  # type: ignore[arg-type]
        elif kind != "directive":
            raise text.error(
                node.loc.start if node.loc else 0,
                "an operation that a client sends; expected the schema that a server offers: definitions of types",
            )
    found.is_extension = any(found.types[name].kind.startswith("+") for name in extended)
    for definition in found.types.values():
        definition.kind = definition.kind.removeprefix("+")
    return found


def _parsed(text: TypedText) -> ast.DocumentNode:
    # Imported here because it takes 0.1 s, which no other audit needs.
    from graphql import GraphQLError
    from graphql.language import parse

    from auditor.documents.faults import collector_paused

    try:
        with collector_paused():
            return parse(text.document.text, max_tokens=_MOST_TOKENS)
    except GraphQLError as error:
        at = next(iter(error.positions or ()), 0)
        raise text.error(at, _said(error.message)) from None
    except RecursionError:
        raise text.error(0, "types or values lie too deep inside one another; expected a GraphQL schema") from None


def _said(message: str) -> str:
    return "not a GraphQL schema: " + message.removeprefix("Syntax Error: ").removesuffix(".").replace(
        "<EOF>", "the end of the file"
    )


def _add_schema(found: Definitions, node: ast.SchemaDefinitionNode) -> None:
    found.description = getattr(node, "description", None) or found.description
    for operation in node.operation_types or ():
        found.operations[operation.operation.value] = operation.type.name.value


def _add_type(found: Definitions, kind: str, node: ast.ObjectTypeDefinitionNode) -> None:
    name = node.name.value
    is_extension = node.kind.endswith("_extension")
    known = found.types.get(name)
    if known is None:
        # Marked until the definition itself is found, which may come later.
        known = found.types[name] = Definition(name=node.name, kind=f"+{kind}" if is_extension else kind)
    elif not is_extension:
        known.name, known.kind = node.name, kind
    known.description = known.description or getattr(node, "description", None)
    known.fields += _listed(node, "fields")
    known.members += _listed(node, "types")
    known.values += _listed(node, "values")
    known.directives += _listed(node, "directives")


def _listed(node: ast.Node, key: str) -> Iterable[Any]:
    # Each kind of definition has other parts, and the library gives each of them an own class.
    return getattr(node, key, None) or ()
