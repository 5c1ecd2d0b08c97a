"""A text of type definitions while it is read into JSON Schemas."""

from __future__ import annotations

from auditor.documents import Document, Pointer, Tree, Value
from auditor.documents.lines import Lines
from auditor.errors import InputError, Problem
from auditor.model.claims import Location
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.values import mapping

Schema = dict[str, Value]
"""A JSON Schema that stands for a type."""


class TypedText:
    """The types and tools of one text as JSON Schemas, and where in the text each of them was defined.

    Its tree holds `types` by their full names, and `tools` with the schemas of their arguments and results, so that
    whatever understands JSON Schema understands these types as well.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.types: Schema = {}
        self.tools: Schema = {}
        self._root: Schema = {"types": self.types, "tools": self.tools}
        self._offsets: dict[int, int] = {}
        self._lines = Lines(document.text)
        self.tree = Tree(self._root, lines=self._lines, locator=self)

    def placed(self, schema: Schema, offset: int) -> Schema:
        """Remember where in the text a schema was defined, and return it."""
        self._offsets[id(schema)] = offset
        return schema

    def node(self, kind: str, name: str, *below: str) -> Node:
        """Return what the tree holds under a name; KeyError where it holds nothing there."""
        value: Value = self._root
        for step in (kind, name, *below):
            value = mapping(value)[step]
        return Node(value=value, document=self.document, tree=self.tree, pointer=(kind, name, *below))

    def at(self, offset: int) -> Location:
        """Return a place in the text."""
        position = self._lines.position(offset)
        return Location(document=self.document, line_in_text=position.line, column_in_text=position.column)

    def error(self, offset: int, message: str) -> InputError:
        """Return an error at a place in the text, to be raised."""
        position = self._lines.position(offset)
        return InputError(Problem(path=self.document.path, line=position.line, column=position.column, message=message))

    def locate(self, pointer: Pointer) -> tuple[int, int]:
        """Return the offset at which a schema, or the nearest one around it, was defined; as a Locator does."""
        value: Value = self._root
        offset = 0
        for step in pointer:
            if not isinstance(value, dict) or step not in value:
                break  # the items of a list stand where the list does
            value = value[str(step)]
            if isinstance(value, dict):
                offset = self._offsets.get(id(value), offset)
        return offset, offset
