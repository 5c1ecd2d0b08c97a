"""The only door between the program and its input files."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from posixpath import dirname, normpath

from auditor.documents.budgets import DEFAULT_BUDGETS, Budgets
from auditor.documents.document import Document
from auditor.documents.folders import files_below
from auditor.documents.large_file import LargeFile
from auditor.documents.paths import PathError, inside, kind_of
from auditor.documents.values import START, Position
from auditor.documents.wording import printable
from auditor.errors import InputError, Problem


class Workspace:
    """The files below one root; no path leads out of it, and each file is read once."""

    def __init__(self, root: Path, *, budgets: Budgets = DEFAULT_BUDGETS) -> None:
        self.root = root.resolve()
        self.budgets = budgets
        self._documents: dict[Path, Document] = {}
        self._folders: dict[Path, tuple[str, ...]] = {}
        self._listed: set[str] = set()
        """Paths that a listing found to be files inside the root."""
        self._bytes = 0

    @property
    def opened(self) -> tuple[Document, ...]:
        """Every file that was opened, in the order of first opening."""
        return tuple(self._documents.values())

    def open(
        self,
        path: str,
        *,
        relative_to: Document | None = None,
        cited_at: tuple[Document, Position] | None = None,
    ) -> Document:
        """Return the file at a path relative to the folder of another file, or to the root.

        Raise InputError for a file that is missing, not a file, outside the root, unreadable or over budget.
        The error stands where the path was cited, if that is given.
        """
        try:
            real = inside(self.root, _folder_of(relative_to), path)
            document = self._documents.get(real)
            if document is None:
                document = Document(self._shown(real), self._bytes_of(real, path), budgets=self.budgets)
                self._documents[real] = document
        except PathError as error:
            raise _input_error(str(error), path, relative_to, cited_at) from None
        return document

    def borrow(self, path: str, *, whole: int) -> Document:
        """Return the file at a path relative to the root without keeping it; above `whole` bytes it stays on disk.

        For logs, of which there may be many or of any size. Raise InputError where the path leads to no file inside
        the root.
        """
        try:
            real = inside(self.root, "", path)
            if real in self._documents:
                return self._documents[real]
            with _told(printable(path)):
                size = real.stat().st_size
                if size > whole and stat.S_ISREG(real.stat().st_mode):
                    return LargeFile(self._shown(real), real, size, budgets=self.budgets)
                return Document(
                    self._shown(real), _read(real, self.budgets.file_bytes, printable(path)), budgets=self.budgets
                )
        except PathError as error:
            raise _input_error(str(error), path, None, None) from None

    def open_any(self, path: str) -> Document:
        """Return the file at a path relative to the root; one that is too large to be held stays on disk."""
        try:
            real = inside(self.root, "", path)
            with _told(printable(path)):
                large = real.stat().st_size > self.budgets.file_bytes
        except PathError:
            large = False
        return self.borrow(path, whole=self.budgets.file_bytes) if large else self.open(path)

    def folder(self, path: str, *, relative_to: Document | None = None) -> tuple[str, ...]:
        """Return the paths of all files below a folder, relative to the root and sorted.

        Hidden folders are included; those of version control, caches and installed packages are not.
        Raise InputError for a path that is no folder inside the root, or has too many files.
        """
        try:
            real = inside(self.root, _folder_of(relative_to), path)
            if real not in self._folders:
                self._folders[real] = files_below(self.root, real, limit=self.budgets.folder_files)
                self._listed.update(self._folders[real])
            return self._folders[real]
        except PathError as error:
            raise _input_error(str(error), path, relative_to, None) from None

    def holds(self, path: str, pattern: re.Pattern[bytes], *, within: int) -> bool:
        """Tell whether the first bytes of a file, at most `within`, match a pattern, without keeping the file.

        For looking through many files of which few matter. False for a file that cannot be read.
        """
        try:
            if path in self._listed:
                real = self.root / path
            else:
                real = inside(self.root, "", path)
                if not stat.S_ISREG(real.stat().st_mode):
                    return False
            with real.open("rb") as file:
                return pattern.search(file.read(within)) is not None
        except (PathError, OSError):
            return False

    def find(self, path: str, *, relative_to: Document | None = None) -> str:
        """Return a file's path relative to the root, without opening it. Raise InputError where there is none."""
        try:
            real = inside(self.root, _folder_of(relative_to), path)
            _refuse_unless_file(real, printable(path))
        except PathError as error:
            raise _input_error(str(error), path, relative_to, None) from None
        return self._shown(real)

    def is_folder(self, path: str, *, relative_to: Document | None = None) -> bool:
        """Tell whether a path leads to a folder inside the root."""
        try:
            return inside(self.root, _folder_of(relative_to), path).is_dir()
        except PathError:
            return False

    def _shown(self, real: Path) -> str:
        return real.relative_to(self.root).as_posix()

    def _bytes_of(self, real: Path, path: str) -> bytes:
        shown = printable(path)
        if len(self._documents) >= self.budgets.opened_files:
            raise PathError(f"{shown} is not opened: {self.budgets.opened_files:,} files are open already")
        with _told(shown):
            data = _read(real, self.budgets.file_bytes, shown)
        self._bytes += len(data)
        if self._bytes > self.budgets.opened_bytes:
            raise PathError(f"{shown} is not opened: all files together exceed {self.budgets.opened_bytes:,} bytes")
        return data


def _refuse_unless_file(real: Path, shown: str) -> None:
    if not real.exists():
        raise PathError(f"{shown} does not exist; expected a file or a folder")
    if not real.is_file():
        raise PathError(f"{shown} {kind_of(real)}; expected a file")


@contextmanager
def _told(shown: str) -> Iterator[None]:
    """Say of a file that cannot be opened what is in the way."""
    try:
        yield
    except FileNotFoundError:
        raise PathError(f"{shown} does not exist; expected a file") from None
    except NotADirectoryError:
        raise PathError(f"{shown} does not exist; a part of its path is a file") from None
    except OSError as error:
        raise PathError(f"{shown} cannot be read: {(error.strerror or 'unknown reason').lower()}") from None


def _read(real: Path, limit: int, shown: str) -> bytes:
    # Looked at before it is opened, because opening a pipe would wait for its writer for ever.
    mode = real.stat()
    if not stat.S_ISREG(mode.st_mode):
        raise PathError(f"{shown} {kind_of(real)}; expected a file")
    with real.open("rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        size = max(mode.st_size, len(data))
        raise PathError(f"{shown} has {size:,} bytes; expected at most {limit:,}")
    return data


def _folder_of(document: Document | None) -> str:
    return dirname(document.path) if document else ""


def _input_error(
    message: str, path: str, relative_to: Document | None, cited_at: tuple[Document, Position] | None
) -> InputError:
    if cited_at is not None:
        shown, position = cited_at[0].path, cited_at[1]
    else:
        shown, position = printable(normpath(f"{_folder_of(relative_to)}/{path}".lstrip("/"))), START
    return InputError(Problem(path=shown, line=position.line, column=position.column, message=message))
