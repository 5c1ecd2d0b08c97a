"""Values together with where they stand, for readers that pass over what they cannot use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.documents import Document, Value
from auditor.model.claims import Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A value and its place."""

    value: Value
    location: Location

    @classmethod
    def root(cls, document: Document) -> Placed:
        """Return the first tree of a document. Raises InputError where it has none."""
        tree = document.tree
        return cls(value=tree.value, location=Location(document=document, tree=tree))

    @property
    def key_location(self) -> Location:
        """The place of the key that leads here."""
        place = self.location
        return Location(document=place.document, tree=place.tree, pointer=place.pointer, of_key=True)

    @property
    def kind(self) -> str:
        """What the value is, as the end of a sentence that starts with `is`."""
        match self.value:
            case None:
                return "empty"
            case dict():
                return "a mapping"
            case list():
                return "a list"
            case str():
                return "text"
            case bool():
                return "true or false"
            case _:
                return "a number"

    def get(self, key: str) -> Placed | None:
        """Return what a mapping holds under a key; None where it holds nothing."""
        if not isinstance(self.value, dict) or self.value.get(key) is None:
            return None
        return Placed(value=self.value[key], location=self.location.child(key))

    def text(self, key: str) -> str | None:
        """Return the text that a mapping holds under a key."""
        value = self.value.get(key) if isinstance(self.value, dict) else None
        return value if isinstance(value, str) and value else None

    def entries(self) -> Iterator[tuple[str, Placed]]:
        """Return the keys of a mapping and what they lead to."""
        if isinstance(self.value, dict):
            for key, item in self.value.items():
                yield key, Placed(value=item, location=self.location.child(key))

    def items(self) -> Iterator[Placed]:
        """Return the items of a list."""
        if isinstance(self.value, list):
            for number, item in enumerate(self.value):
                yield Placed(value=item, location=self.location.child(number))
