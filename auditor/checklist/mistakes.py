"""Collects what is wrong with a checklist, so that its author hears of all of it at once."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.documents import Document, Pointer, Tree
from auditor.errors import Problem
from auditor.model.claims import Location
from auditor.readers.architecture.system_words import hint


class Mistakes:
    """The mistakes in one file."""

    def __init__(self, document: Document, tree: Tree) -> None:
        self.document = document
        self.tree = tree
        self.problems: list[Problem] = []

    def at(self, pointer: Pointer, *, key: bool = False) -> Location:
        """Return a place in the file."""
        return Location(document=self.document, tree=self.tree, pointer=pointer, of_key=key)

    def add(self, pointer: Pointer, message: str, *, key: bool = False) -> None:
        """Note a mistake at a value, or at its key."""
        place = self.at(pointer, key=key)
        self.problems.append(
            Problem(path=place.path, line=place.position.line, column=place.position.column, message=message)
        )

    def unknown(self, pointer: Pointer, what: str, word: str, known: Iterable[str], *, key: bool = True) -> None:
        """Note a word that is not known, with the nearest one that is."""
        self.add(pointer, f"unknown {what} `{word}`{hint(word, known)}", key=key)
