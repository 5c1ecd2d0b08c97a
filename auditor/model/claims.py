"""Claims: a subject, an attribute, a value, how well that is supported and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from msgspec import Struct

from auditor.documents import Document, Pointer, Position, Tree
from auditor.model.kinds import EvidenceLevel


class Location(Struct, frozen=True, kw_only=True):
    """A place in an artifact; its line and column are looked up only when someone asks."""

    document: Document
    tree: Tree | None = None
    """None for a place in a text, which then has a line."""
    pointer: Pointer = ()
    of_key: bool = False
    """True where the key itself is meant rather than its value."""
    line_in_text: int | None = None
    column_in_text: int = 1

    @property
    def path(self) -> str:
        """The artifact's path, relative to the root of the audit."""
        return self.document.path

    @property
    def position(self) -> Position:
        """Line and column, both from 1."""
        if self.tree is None:
            return Position(line=self.line_in_text or 1, column=self.column_in_text)
        return self.tree.key_position(self.pointer) if self.of_key else self.tree.position(self.pointer)

    @property
    def json_pointer(self) -> str:
        """The pointer in RFC 6901 form; empty for a whole document or a place in a text."""
        return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in self.pointer)

    def child(self, *parts: str | int) -> Location:
        """The place of something below this one."""
        return Location(document=self.document, tree=self.tree, pointer=(*self.pointer, *parts))

    def __str__(self) -> str:
        # Asked for each fact of a report; the way over the properties takes twice as long.
        tree = self.tree
        if tree is None:
            return f"{self.document.path}:{self.line_in_text or 1}"
        position = tree.key_position(self.pointer) if self.of_key else tree.position(self.pointer)
        return f"{self.document.path}:{position.line}"


AttributeValue: TypeAlias = "bool | int | float | str | tuple[AttributeValue, ...] | Record"


class Record(Struct, frozen=True, kw_only=True):
    """One item of a record list, such as a parameter, with its own place."""

    name: str
    fields: Mapping[str, AttributeValue]
    """A field that is absent is unknown."""
    location: Location


class Claim(Struct, frozen=True, kw_only=True):
    """One statement about one attribute of one subject."""

    subject: str
    """The entity's id."""
    attribute: str
    value: AttributeValue
    level: EvidenceLevel
    location: Location | None = None
    """None for a default, which stands in no file."""
    detail: str = ""
    """Why the claim holds, where its place does not say it: the rule of an inference, the cited line."""
    cited: Location | None = None
    """What the description names as backing for this claim."""
