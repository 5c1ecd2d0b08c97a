"""Reads the files that a manifest names; a file that cannot be read is told, and stops nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from auditor.documents import Document
from auditor.errors import InputError
from auditor.model.description import Description, Input, ReadState
from auditor.readers.architecture.system_files import missing_input
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.values import text
from auditor.readers.reader import Reading, input_of

_VARIABLE = re.compile(r"\$\{\{[^{}]*\}\}")
_INCLUDED = re.compile(r"\$\[file\((['\"])(.+?)\1\)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A file that is named and could not be read."""

    because: str
    entry: Input | None = None
    """For the report's list of inputs; None where no file is named."""


def open_cited(path: str, node: Node, reading: Reading, *, format_id: str) -> Document | Unread:
    """Open the file that a node names, relative to its document."""
    try:
        return reading.open(path, cited_in=node.document, at=node.location.position)
    except InputError as error:
        because = error.problems[0].message
    return Unread(because=because, entry=missing_input(path, node.document, format_id, because))


def read_cited(
    path: str, node: Node, reading: Reading, *, expected: str, name: str | None = None
) -> Description | Unread:
    """Read the file that a node names as the one format that will do there."""
    document = open_cited(path, node, reading, format_id=expected)
    if isinstance(document, Unread):
        return document
    try:
        return reading.read(document, name=name, expected=expected)
    except InputError as error:
        because = str(error.problems[0])
    return Unread(because=because, entry=input_of(document, expected, ReadState.SKIPPED, because))


def without_variables(stated: str) -> str:
    """Return a text without the `${{NAME}}` that a build fills in."""
    return " ".join(_VARIABLE.sub(" ", stated).split())


def included_file(node: Node | None) -> str:
    """Return the path in a text of the form `$[file('path')]`, or an empty one."""
    found = _INCLUDED.fullmatch(text(node.value)) if node is not None else None
    return found[2] if found else ""
