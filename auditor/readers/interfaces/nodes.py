"""Values together with the place where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from msgspec import Struct

from auditor.documents import Document, Pointer, Tree, Value
from auditor.model.claims import Location
from auditor.readers.interfaces.values import text

Key: TypeAlias = tuple[int, Pointer]
"""What two nodes share if they are the same place; valid while their documents are open."""


class Node(Struct, frozen=True, kw_only=True):
    """A value and where it stands; it makes no copy of anything."""

    value: Value
    document: Document
    tree: Tree
    pointer: Pointer = ()

    @classmethod
    def root(cls, document: Document) -> Node:
        """Return the root of a document's first tree. Raises InputError where it has none."""
        return cls(value=document.tree.value, document=document, tree=document.tree)

    @property
    def key(self) -> Key:
        """The node's identity."""
        return id(self.tree), self.pointer

    @property
    def location(self) -> Location:
        """The place, for a claim."""
        return Location(document=self.document, tree=self.tree, pointer=self.pointer)

    @property
    def key_location(self) -> Location:
        """The place of the key that leads here."""
        return Location(document=self.document, tree=self.tree, pointer=self.pointer, of_key=True)

    @property
    def reference(self) -> str | None:
        """The text of its `$ref`, if it is a reference."""
        ref = self.value.get("$ref") if isinstance(self.value, dict) else None
        return ref if isinstance(ref, str) else None

    def get(self, key: str) -> Node | None:
        """Return what a mapping holds under a key."""
        if isinstance(self.value, dict) and key in self.value:
            return self._child(key, self.value[key])
        return None

    def text(self, key: str) -> str:
        """Return the text that a mapping holds under a key, or an empty one."""
        return text(self.value.get(key)) if isinstance(self.value, dict) else ""

    def says(self, key: str) -> bool:
        """Tell whether a mapping holds `true` under a key."""
        return isinstance(self.value, dict) and self.value.get(key) is True

    def members(self) -> Iterator[tuple[str, Node]]:
        """Yield the keys and values of a mapping; nothing for anything else."""
        if isinstance(self.value, dict):
            for key, value in self.value.items():
                yield key, self._child(key, value)

    def items(self) -> Iterator[Node]:
        """Yield the items of a list; nothing for anything else."""
        if isinstance(self.value, list):
            for number, value in enumerate(self.value):
                yield self._child(number, value)

    def below(self, step: str | int) -> Node:
        """Return what stands under a key or at a place that is there."""
        value = self.value[step] if isinstance(self.value, dict | list) else None  # type: ignore[index]
        return self._child(step, value)

    def _child(self, step: str | int, value: Value) -> Node:
        return Node(value=value, document=self.document, tree=self.tree, pointer=(*self.pointer, step))
