"""Reads tables of comma-separated values so that every mistake in one has its place."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches

from msgspec import Struct

from auditor.documents import Document
from auditor.documents.lines import Lines
from auditor.documents.wording import printable
from auditor.errors import InputError, Problem

_LARGEST = 2_000_000
"""Bytes of a table; the shipped one has less than a fifth."""
_MOST_MISTAKES = 1_000
_LONGEST_WORD = 60

_CELL = re.compile(r'"(?P<quoted>[^"]*(?:""[^"]*)*)"|(?P<plain>[^",\r\n]*)')
_LINE_END = re.compile(r"\r\n|\r|\n")


class Cell(Struct, frozen=True, kw_only=True):
    """One value, without space around it, and the offset at which it begins."""

    text: str
    offset: int


class Row(Struct, frozen=True, kw_only=True):
    """The values of one row by the names of their columns, and the offset at which it begins."""

    offset: int
    cells: Mapping[str, Cell]

    def text(self, column: str) -> str:
        """Return the value of a column; empty where the table lacks the column."""
        cell = self.cells.get(column)
        return cell.text if cell is not None else ""


class Mistakes:
    """What is wrong with one table, gathered to be raised at once."""

    def __init__(self, document: Document) -> None:
        self._path = document.path
        self._lines = Lines(document.text)
        self._found: list[Problem] = []

    def line_of(self, offset: int) -> int:
        """Return the line, counted from 1, of an offset."""
        return self._lines.position(offset).line

    def add(self, offset: int, message: str) -> None:
        """Note a mistake; raises InputError where there are too many to go on."""
        at = self._lines.position(offset)
        self._found.append(Problem(path=self._path, line=at.line, column=at.column, message=message))
        if len(self._found) >= _MOST_MISTAKES:
            message = f"{_MOST_MISTAKES:,} mistakes were found; the rest of the table is not read"
            last = Problem(path=self._path, line=at.line, column=at.column, message=message)
            raise InputError([*sorted(self._found), last])

    def settle(self) -> None:
        """Raise InputError with all mistakes, where there are any."""
        if self._found:
            raise InputError(sorted(self._found))


def rows_of(
    document: Document, *, known: Collection[str], required: Collection[str]
) -> tuple[tuple[Row, ...], Mistakes]:
    """Return the rows of a table whose first line names its columns, and what is wrong with other rows.

    Lines without values count for nothing. Raises InputError for a table that is too large, is not text, has no usable
    names of columns, or cannot be told into values.
    """
    if document.size > _LARGEST:
        raise document.error_at_start(f"{document.size:,} bytes; expected a table of at most {_LARGEST:,}")
    mistakes = Mistakes(document)
    lines = _lines(document.text, mistakes)
    header = next(lines, None)
    if header is None:
        raise document.error_at_start(f"the file is empty; expected a first line with the columns {_listed(required)}")
    names = _names(header, mistakes, known, required)
    rows = []
    for cells in lines:
        if len(cells) == len(names):
            rows.append(Row(offset=cells[0].offset, cells=dict(zip(names, cells, strict=True))))
        else:
            said = "1 value" if len(cells) == 1 else f"{len(cells):,} values"
            mistakes.add(cells[0].offset, f"the row has {said}; expected {len(names)}, one for each column")
    return tuple(rows), mistakes


def one_word_of(word: str, known: Collection[str]) -> str:
    """Return how a message ends that refuses a word: with the nearest known word, or with all of them."""
    found = get_close_matches(word.lower(), known, n=1, cutoff=0.6) if len(word) <= _LONGEST_WORD else []
    return f"; did you mean `{found[0]}`?" if found else f"; expected one of {_listed(known)}"


def _names(header: list[Cell], mistakes: Mistakes, known: Collection[str], required: Collection[str]) -> list[str]:
    names: list[str] = []
    for cell in header:
        name = cell.text.lower()
        if not name:
            mistakes.add(cell.offset, "a column has no name; expected one for each")
        elif name not in known:
            unused = [column for column in known if column not in names]
            said = f"no column is called `{printable(cell.text, limit=_LONGEST_WORD)}`"
            mistakes.add(cell.offset, said + one_word_of(name, unused))
        elif name in names:
            mistakes.add(cell.offset, f"the column `{name}` stands here for the second time; expected each once")
        names.append(name)
    if lacking := [column for column in required if column not in names]:
        mistakes.add(header[0].offset, f"the first line lacks {_listed(lacking)}; expected a column for each")
    mistakes.settle()
    return names


def _listed(words: Collection[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _lines(text: str, mistakes: Mistakes) -> Iterator[list[Cell]]:
    """Yield the values of every line that has any, as RFC 4180 writes them; InputError where quotes are amiss."""
    offset = 0
    cells: list[Cell] = []
    while offset < len(text) or cells:
        cell, offset = _cell(text, offset, mistakes)
        cells.append(cell)
        if text.startswith(",", offset):
            offset += 1
            continue
        end = _LINE_END.match(text, offset)
        offset = end.end() if end is not None else offset
        if any(cell.text for cell in cells):
            yield cells
        cells = []


def _cell(text: str, offset: int, mistakes: Mistakes) -> tuple[Cell, int]:
    """Return the value that begins at an offset, and where it ends."""
    found = _CELL.match(text, offset)
    quoted = found["quoted"] if found is not None else None
    end = found.end() if found is not None else offset
    if quoted is None and text.startswith('"', offset):
        mistakes.add(offset, 'the quote never ends; expected another `"` after the value')
        mistakes.settle()
    if end < len(text) and text[end] not in ",\r\n":
        mistakes.add(end, "a quote within a value; expected quotes around the whole value, and those in it doubled")
        mistakes.settle()
    value = quoted.replace('""', '"') if quoted is not None else text[offset:end]
    return Cell(text=value.strip(), offset=offset), end
