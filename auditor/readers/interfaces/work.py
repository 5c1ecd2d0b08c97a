"""What reading one interface may cost, since a small file can refer to itself a great many times."""

from __future__ import annotations

from auditor.errors import InputError, Problem
from auditor.readers.interfaces.nodes import Node

_MOST = 5_000_000
"""Steps for one interface; each is a reference followed or a record made. The 13 MB of GitHub take 0.1 million."""


class Work:
    """Counts the steps that one interface takes."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self.done = 0

    def add(self, steps: int, node: Node) -> None:
        """Count steps that a node costs. Raises InputError where the interface costs too much."""
        self.done += steps
        if self.done > self._most:
            at = node.location.position
            message = f"more than {self._most:,} parts, counting shared ones each time; expected fewer references"
            raise InputError(Problem(path=node.document.path, line=at.line, column=at.column, message=message))
