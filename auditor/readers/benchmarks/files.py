"""The files that one set of results may consist of, each opened only by the format that takes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase
from json import JSONDecodeError, loads
from pathlib import PurePosixPath

import ijson

from auditor.documents import Document, Value, Workspace
from auditor.documents.large_file import LargeFile
from auditor.errors import InputError, Problem
from auditor.model.claims import Location
from auditor.model.description import Input, Note, ReadState
from auditor.readers.benchmarks.constants import WithoutConstants, without_constants

HEAD = 65_536
"""Bytes of a file that are looked at to tell its format."""
_HEADS_KEPT = 500
_WHOLE = 16 * 1024 * 1024
"""Files above this many bytes are read from the disk piece by piece."""
_LONGEST_LINE = 64 * 1024 * 1024
"""Most bytes of one line of a log."""


class Files:
    """The files below one folder, or one file alone. What a format takes, the next ones do not see."""

    def __init__(self, workspace: Workspace, paths: Iterable[str], *, format_id: str = "") -> None:
        self._workspace = workspace
        self._left = dict.fromkeys(sorted(paths))
        self._heads: dict[str, bytes] = {}
        self.format_id = format_id
        """The format that is reading now; its id goes to the inputs."""
        self.inputs: list[Input] = []
        """What was taken."""
        self.notes: list[Note] = []
        self.refused: list[InputError] = []
        """Files of a known format that are broken."""
        self._last: tuple[str, Value, Location] | None = None

    @property
    def left(self) -> tuple[str, ...]:
        """Paths that nobody took yet, sorted."""
        return tuple(self._left)

    def named(self, *patterns: str) -> tuple[str, ...]:
        """Return the paths left whose last part matches one of some patterns, as `*_score.json`."""
        return tuple(p for p in self._left if any(fnmatchcase(PurePosixPath(p).name, pattern) for pattern in patterns))

    def known(self, knows: Callable[[str, bytes], bool]) -> tuple[str, ...]:
        """Return the paths left that a predicate of path and first bytes says yes to."""
        return tuple(path for path in self._left if knows(path, self.head(path)))

    def head(self, path: str) -> bytes:
        """Return the first bytes of a file; none of one that cannot be opened."""
        found = self._heads.get(path)
        if found is None:
            try:
                with self.open(path).binary() as file:
                    found = file.read(HEAD)
            except (InputError, OSError):
                found = b""
            if len(self._heads) == _HEADS_KEPT:
                self._heads.clear()
            self._heads[path] = found
        return found

    def open(self, path: str) -> Document:
        """Return a file, which stays on disk if it is large. Raises InputError."""
        return self._workspace.borrow(path, whole=_WHOLE)

    def take(self, *paths: str, state: ReadState = ReadState.READ, why: str = "") -> None:
        """Note that files took part, and leave them to nobody else; hashes each."""
        for path in paths:
            self._left.pop(path, None)
            document = self.open(path)
            self.inputs.append(
                Input(
                    path=path,
                    format=self.format_id,
                    sha256=document.sha256,
                    size=document.size,
                    state=state,
                    why=why,
                )
            )

    def skip(self, *paths: str) -> None:
        """Leave files to nobody else, without a word: pictures, recordings and other company of a run."""
        for path in paths:
            self._left.pop(path, None)

    def refuse(self, path: str, error: InputError) -> None:
        """Note that a file is of this format and broken."""
        self._left.pop(path, None)
        self.refused.append(error)

    @contextmanager
    def reading(self, path: str) -> Iterator[None]:
        """Take a file whose reading happens inside; where that raises InputError, the file is refused instead."""
        try:
            yield
        except InputError as error:
            self.refuse(path, error)
        else:
            self.take(path)

    def note(self, message: str, location: Location | None = None) -> None:
        """Say something about what was read that its user should know."""
        self.notes.append(Note(message=message, location=location))

    def at(self, path: str, line: int = 1) -> Location:
        """Return a place in a file by its line; the bytes of the file are not kept for it."""
        return Location(document=self._workspace.borrow(path, whole=0), line_in_text=line)

    def json(self, path: str) -> tuple[Value, Location]:
        """Return the value of a JSON file and its place, below which `child` leads to lines; NaN counts as null.

        Raises InputError where it is no JSON, or too large to be read at once.
        """
        if self._last is None or self._last[0] != path:
            document = self.open(path)
            data = without_constants(document.data)
            if data is not document.data:
                document = Document(document.path, data)
            self._last = (path, document.tree.value, Location(document=document, tree=document.tree))
        return self._last[1], self._last[2]

    def value(self, path: str, *keys: str) -> Value:
        """Return the value under some keys of a JSON file of any size; None if absent. Raises InputError."""
        if not self._is_large(path):
            value, _ = self.json(path)
            for key in keys:
                value = value.get(key) if isinstance(value, dict) else None
            return value
        found = list(self._parsed(path, ".".join(keys), most=1))
        return found[0] if found else None

    def items(self, path: str, *keys: str) -> Iterator[Value]:
        """Yield the items of the list under some keys (of the root list without keys) one at a time, at any size.

        Raises InputError where the file is broken or ends early; of a large one after the items before that.
        """
        if self._is_large(path):
            return self._parsed(path, ".".join((*keys, "item")))
        value = self.value(path, *keys)
        return iter(value if isinstance(value, list) else ())

    def records(self, path: str) -> Iterator[tuple[int, Value]]:
        """Yield each line of a JSONL file with its number from 1; empty lines are passed over. Raises InputError."""
        with self.open(path).binary() as file:
            number = 0
            while line := file.readline(_LONGEST_LINE):
                number += 1
                if len(line) == _LONGEST_LINE:
                    raise _problem(path, number, 1, f"a line of more than {_LONGEST_LINE:,} bytes; expected a record")
                if line.strip():
                    yield number, _record(path, number, line)

    def _is_large(self, path: str) -> bool:
        return isinstance(self.open(path), LargeFile)

    def _parsed(self, path: str, prefix: str, *, most: int | None = None) -> Iterator[Value]:
        with self.open(path).binary() as file:
            try:
                for count, value in enumerate(ijson.items(WithoutConstants(file), prefix, use_float=True), 1):
                    yield value
                    if count == most:
                        return
            except (ijson.JSONError, ValueError, RecursionError, OverflowError) as error:
                reason = " ".join(str(error).split("\n")[0].split())[:120]
                told = reason.removeprefix("lexical error: ").removeprefix("parse error: ")
                line = _lines_before(self.open(path), file.tell())
                raise _problem(path, line, 1, f"no valid JSON near this line ({told}); expected a whole file") from None


def _record(path: str, number: int, line: bytes) -> Value:
    try:
        value: Value = loads(line, parse_constant=lambda _: None)
    except JSONDecodeError as error:
        raise _problem(path, number, error.colno, f"{error.msg.lower()}; expected one JSON value a line") from None
    except (UnicodeDecodeError, RecursionError, ValueError):
        raise _problem(path, number, 1, "no JSON that can be read; expected one JSON value a line") from None
    return value


def _lines_before(document: Document, offset: int) -> int:
    count = 1
    with document.binary() as file:
        while offset > 0 and (chunk := file.read(min(offset, 1 << 20))):
            count += chunk.count(b"\n")
            offset -= len(chunk)
    return count


def _problem(path: str, line: int, column: int, message: str) -> InputError:
    return InputError(Problem(path=path, line=line, column=column, message=message))
