"""A file too large to hold: it stays on disk and is read from there, line by line or bytes at a time."""

from __future__ import annotations

import hashlib
from functools import cached_property
from io import BufferedIOBase
from pathlib import Path

from auditor.documents.budgets import DEFAULT_BUDGETS, Budgets
from auditor.documents.document import Document
from auditor.documents.tree import Tree

_SKIPPED_BYTES = 1024 * 1024
_QUOTED_BYTES = 4096
"""Most bytes of one line that `lines` returns; logs have lines of megabytes."""


class LargeFile(Document):
    """One file of which the bytes are not in memory. It has no text and no trees."""

    def __init__(self, path: str, real: Path, size: int, *, budgets: Budgets = DEFAULT_BUDGETS) -> None:
        super().__init__(path, b"", budgets=budgets)
        self._real = real
        self._size = size

    @property
    def size(self) -> int:
        """The number of bytes."""
        return self._size

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 digest of the bytes, in hexadecimal; reads the whole file the first time."""
        with self.binary() as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def binary(self) -> BufferedIOBase:
        """Return the opened file; the caller closes it."""
        return self._real.open("rb")

    @cached_property
    def text(self) -> str:
        """Nothing: InputError, since the text is not to be held."""
        raise self.error_at_start(f"{self._size:,} bytes; too large to be read at once")

    def lines(self, first: int, last: int) -> tuple[str, ...]:
        """Return the lines from first to last, counted from 1, each cut to a few thousand characters.

        None of a file that is no text, as an archive.
        """
        found: list[bytes] = []
        with self.binary() as file:
            number = 1
            while number <= last and (piece := file.readline(_QUOTED_BYTES)):
                if number >= first:
                    found.append(piece)
                while piece and not piece.endswith(b"\n"):
                    piece = file.readline(_SKIPPED_BYTES)
                number += 1
        if any(b"\0" in piece for piece in found):
            return ()
        return tuple(piece.decode("utf-8", "replace").rstrip("\r\n") for piece in found)

    @property
    def trees(self) -> tuple[Tree, ...]:
        """Nothing: InputError, since the values are not to be held."""
        raise self.error_at_start(f"{self._size:,} bytes; too large to be read at once")
