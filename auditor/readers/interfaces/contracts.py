"""One JSON or YAML contract while it is read: its references, its schemas and what was noted."""

from __future__ import annotations

from auditor.documents import Document, Resolver, Value
from auditor.errors import InputError, Problem
from auditor.model.description import Input, ReadState
from auditor.readers.interfaces.arguments import ArgumentReader
from auditor.readers.interfaces.listing import Listing
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.notes import Notes
from auditor.readers.interfaces.references import DocumentReferences, Reach
from auditor.readers.interfaces.results import ResultReader
from auditor.readers.interfaces.schemas import Schemas
from auditor.readers.interfaces.values import kind_of
from auditor.readers.interfaces.work import Work
from auditor.readers.reader import input_of


class OpenContract:
    """A contract whose references lead anywhere in its document and in others, and what is known of its parts."""

    def __init__(self, document: Document, resolver: Resolver) -> None:
        """Begin to read. Raises InputError where the document is no mapping."""
        self.root = Node.root(document)
        if not isinstance(self.root.value, dict):
            raise error_at(self.root, f"the document is {kind_of(self.root.value)}; expected a mapping")
        self.notes = Notes()
        self.references = DocumentReferences(resolver)
        self.work = Work()
        self.schemas = Schemas(self.references, self.notes, self.work)
        self.arguments = ArgumentReader(self.schemas)
        self.results = ResultReader(self.schemas)
        self.reach = Reach(self.references, self.work)

    def mapping(self, node: Node | None, key: str) -> Node | None:
        """Return the mapping under a key; None where nothing stands there or, noted, anything else."""
        return self._part(node, key, dict, "a mapping")

    def sequence(self, node: Node | None, key: str) -> Node | None:
        """Return the list under a key; None where nothing stands there or, noted, anything else."""
        return self._part(node, key, list, "a list")

    def follow_to_mapping(self, node: Node, what: str) -> Node | None:
        """Return the mapping that a node stands for; None for a dead end or, noted, anything else."""
        target = self.references.follow(node)
        if target is None or isinstance(target.value, dict):
            return target
        self.notes.wrong(target, what, "a mapping")
        return None

    def tell_dead_ends(self, listing: Listing) -> None:
        """Claim every reference that leads nowhere, and note it."""
        for (_, ref), node in self.references.dead_ends.items():
            listing.dead_end(ref, node)
            self.notes.tell(f"the reference {ref} leads nowhere", node)

    def inputs(self, format_id: str, *, unread: str = "") -> list[Input]:
        """Return the document and those that its references led to; `unread` says what of it could not be read."""
        dead = len(self.references.dead_ends)
        why = f"{dead} references lead nowhere" if dead else unread
        document = self.root.document
        parts = {part.path: part for part in self.references.documents if part is not document}
        return [
            input_of(document, format_id, ReadState.PARTLY if why else ReadState.READ, why),
            *(input_of(parts[path], format_id) for path in sorted(parts)),
        ]

    def _part(
        self, node: Node | None, key: str, kind: type[dict[str, Value]] | type[list[Value]], expected: str
    ) -> Node | None:
        found = node.get(key) if node is not None else None
        if found is None or found.value is None or isinstance(found.value, kind):
            return found if found is not None and found.value is not None else None
        self.notes.wrong(found, f"`{key}`", expected)
        return None


def error_at(node: Node, message: str) -> InputError:
    """Return an error at the place of a node, to be raised."""
    at = node.location.position
    return InputError(Problem(path=node.document.path, line=at.line, column=at.column, message=message))
