"""A file of answers as a person may have left it: looked at piece by piece, with each mistake noted where it stands."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from posixpath import dirname, normpath

from auditor.documents import Document, Pointer, Value, Workspace
from auditor.documents.paths import PathError, inside
from auditor.errors import InputError, Problem
from auditor.model.claims import Location
from auditor.model.description import Note
from auditor.readers.architecture.system_words import described, hint, quoted

_CITATION = re.compile(r"(.+?):([0-9]{1,9})")


class Shape:
    """One file; what is wrong with it is noted, and the reading goes on, so that all is told at once."""

    def __init__(self, document: Document, workspace: Workspace) -> None:
        """Take a file and what opens those beside it. Raises InputError where it is no YAML."""
        self.document = document
        self.workspace = workspace
        self.tree = document.tree
        self.problems: list[Problem] = []
        self.notes: list[Note] = []

    def at(self, pointer: Pointer, *, key: bool = False) -> Location:
        """Return a place in the file."""
        return Location(document=self.document, tree=self.tree, pointer=pointer, of_key=key)

    def wrong(self, pointer: Pointer, message: str, *, key: bool = False) -> None:
        """Note a mistake."""
        at = self.at(pointer, key=key).position
        self.problems.append(Problem(path=self.document.path, line=at.line, column=at.column, message=message))

    def mapping(self, pointer: Pointer, keys: tuple[str, ...] | None) -> Mapping[str, Value]:
        """Return a mapping, empty where there is none; keys beside the known ones are mistakes."""
        value = self._value(pointer)
        if not isinstance(value, dict):
            self.wrong(pointer, f"expected a mapping of keys to values, and this is {described(value)}")
            return {}
        for key in value:
            if keys is not None and key not in keys:
                self.wrong((*pointer, key), f"unknown key {quoted(key)}{hint(key, keys)}", key=True)
        return value

    def mappings(self, pointer: Pointer, keys: tuple[str, ...] | None) -> Iterator[tuple[Pointer, Mapping[str, Value]]]:
        """Yield the mappings of a list, each with its place; none where there is no list."""
        value = self._value(pointer)
        if value is not None and not isinstance(value, list):
            self.wrong(pointer, f"expected a list, and this is {described(value)}")
        for number in range(len(value)) if isinstance(value, list) else ():
            place = (*pointer, number)
            yield place, self.mapping(place, keys)

    def names(self, pointer: Pointer, value: Value) -> Iterator[tuple[Pointer, str]]:
        """Yield a name, or the names of a list, each with its place."""
        if isinstance(value, str):
            yield pointer, value
            return
        if not isinstance(value, list) or not value:
            self.wrong(pointer, "`of` is missing; expected the name of what the answer is about, or a list of names")
            return
        for number, name in enumerate(value):
            if isinstance(name, str):
                yield (*pointer, number), name
            else:
                self.wrong((*pointer, number), f"{described(name)} is no name; expected one in quotes")

    def _value(self, pointer: Pointer) -> Value:
        value: Value = self.tree.value
        for part in pointer:
            if isinstance(value, dict):
                value = value.get(str(part))
            elif isinstance(value, list) and isinstance(part, int):
                value = value[part]
        return value


def evidence_at(shape: Shape, pointer: Pointer, value: Value) -> Location | None:
    """Return the file, and perhaps the line, that is named as proof; None where it cannot be read, which is noted.

    A path that leads out of the folder of the answers is a mistake.
    """
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        shape.wrong(pointer, f"`evidence` cannot be {described(value)}; expected the path of a file")
        return None
    match = _CITATION.fullmatch(value.strip())
    path, line = (match[1], int(match[2])) if match else (value.strip(), None)
    at = shape.at(pointer)
    try:
        document = shape.workspace.open(path, relative_to=shape.document, cited_at=(shape.document, at.position))
    except InputError as error:
        _not_there(shape, pointer, path, error.problems[0].message)
        return None
    if document is shape.document:
        shape.wrong(pointer, "the file of answers cannot prove itself; expected another file")
        return None
    if line is not None and not _has_line(document, line):
        shape.notes.append(Note(message=f"{document.path} has no line {line}", location=at))
        line = None
    return Location(document=document, line_in_text=line)


def _not_there(shape: Shape, pointer: Pointer, path: str, reason: str) -> None:
    try:
        inside(shape.workspace.root, dirname(shape.document.path), path)
    except PathError:
        shape.wrong(pointer, reason)
    else:
        shape.notes.append(Note(message=f"{reason}; the answer stands without it", location=shape.at(pointer)))


def _has_line(document: Document, line: int) -> bool:
    try:
        return bool(line and document.lines(line, line))
    except InputError:
        return False  # no text


@contextmanager
def opened(path: str, root: Path) -> Iterator[tuple[Workspace, Document]]:
    """Give a file of the user's own, with what opens those beside it; mistakes are told as seen from this folder.

    A file below the root of the audit keeps its path from there, any other its bare name.
    """
    real = Path(path).resolve()
    folder = root.resolve() if real.is_relative_to(root.resolve()) else real.parent
    workspace = Workspace(folder)
    try:
        yield workspace, workspace.open(real.relative_to(folder).as_posix())
    except InputError as error:
        prefix = Path(os.path.relpath(folder)).as_posix()
        seen = (replace(problem, path=normpath(f"{prefix}/{problem.path}")) for problem in error.problems)
        raise InputError(seen) from None
