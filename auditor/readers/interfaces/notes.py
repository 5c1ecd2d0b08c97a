"""What a reader saw and could not use, told once and not without end."""

from __future__ import annotations

from auditor.model.description import Note
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.values import kind_of

_MOST = 200
"""Notes about one interface; nobody reads further."""


class Notes:
    """Collects notes about one interface."""

    def __init__(self) -> None:
        self._notes: dict[tuple[str, object], Note] = {}
        self._left_out = 0

    def tell(self, message: str, node: Node | None = None) -> None:
        """Note something, once for each place."""
        key = message, node.key if node else None
        if key in self._notes:
            return
        if len(self._notes) >= _MOST:
            self._left_out += 1
            return
        self._notes[key] = Note(message=message, location=node.location if node else None)

    def wrong(self, node: Node, what: str, expected: str) -> None:
        """Note that something is of a type it must not have, and was skipped."""
        self.tell(f"{what} is {kind_of(node.value)}; expected {expected}; not read", node)

    def all(self) -> list[Note]:
        """Return every note in the order in which they were made."""
        notes = list(self._notes.values())
        if self._left_out:
            notes.append(Note(message=f"{self._left_out} more of such notes were left out"))
        return notes
