"""One input file: its bytes, its text, and its values once somebody asks."""

from __future__ import annotations

import hashlib
from functools import cached_property
from io import BufferedIOBase, BytesIO

from auditor.documents.budgets import DEFAULT_BUDGETS, Budgets
from auditor.documents.decoding import decode
from auditor.documents.faults import Source
from auditor.documents.lines import Lines
from auditor.documents.narrow import narrowed
from auditor.documents.syntax import read
from auditor.documents.tree import Tree
from auditor.documents.values import START
from auditor.errors import InputError, Problem


class Document:
    """One file. Its bytes are in memory; text and trees are made when first asked for, and kept."""

    def __init__(self, path: str, data: bytes, *, budgets: Budgets = DEFAULT_BUDGETS) -> None:
        self.path = path
        """As shown to the user: POSIX, relative to the root of the workspace."""
        self.data = data
        self._budgets = budgets
        self._source: Source | None = None
        self._trees: tuple[Tree, ...] | InputError | None = None

    def __repr__(self) -> str:
        return f"Document({self.path!r})"

    @property
    def size(self) -> int:
        """The number of bytes."""
        return len(self.data)

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 digest of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    def binary(self) -> BufferedIOBase:
        """Return the bytes as a file that can be read and searched; the caller closes it."""
        return BytesIO(self.data)

    @cached_property
    def text(self) -> str:
        """The text without a byte order mark; InputError where it is not valid in its encoding."""
        return decode(self.data, self.path)

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.text)

    def lines(self, first: int, last: int) -> tuple[str, ...]:
        """Return the lines from first to last, counted from 1, as far as there are any; may raise InputError."""
        return self._lines.between(first, last)

    @property
    def trees(self) -> tuple[Tree, ...]:
        """Every YAML document of the file, or its one JSON text; InputError where it cannot be read."""
        if self._trees is None:
            try:
                self._trees = self._read()
            except InputError as error:
                self._trees = error
        if isinstance(self._trees, InputError):
            raise InputError(self._trees.problems)
        return self._trees

    @property
    def tree(self) -> Tree:
        """The first or only tree; InputError where there is none or the file cannot be read."""
        if not self.trees:
            raise self.error_at_start("the file is empty; expected YAML or JSON")
        return self.trees[0]

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What was odd about the parts that have been read so far."""
        return tuple(self._source.warnings) if self._source else ()

    def error_at_start(self, message: str) -> InputError:
        """Return an error about the whole file, to be raised."""
        return InputError(Problem(path=self.path, line=START.line, column=START.column, message=message))

    def _read(self) -> tuple[Tree, ...]:
        if self.size > self._budgets.parsed_bytes:
            limit = self._budgets.parsed_bytes
            raise self.error_at_start(f"{self.size:,} bytes; expected at most {limit:,} of YAML or JSON")
        self._source = Source(path=self.path, lines=self._lines, budgets=self._budgets)
        trees = read(self._source)
        if len(trees) == 1 and not self._source.warnings:
            return (self._narrowed(trees[0]),)
        return trees

    def _narrowed(self, tree: Tree) -> Tree:
        """Return a large tree located in the bytes, and let go of a text that takes several times as much."""
        found = narrowed(tree, self.text, self.data)
        if found is None:
            return tree
        tree, self._lines = found
        self._source = None
        del self.text
        return tree
