"""What a sheet of a workbook is: a name, columns and rows of plain cells, before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeAlias, TypeVar

Item = TypeVar("Item")

Style = Literal["text", "name", "count", "share", "number"]
"""How a column looks: words, words in bold, whole numbers, ratios from 0 to 1 as percent, numbers as they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tinted:
    """A word with the colour of an outcome; the word alone says the same."""

    text: str
    colour: str
    """The name of a colour of the palette."""


Cell: TypeAlias = str | int | float | Tinted | None
"""None is an empty cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[Item]):
    """One column of a sheet, and what it takes out of each item."""

    title: str
    width: int
    """In characters."""
    get: Callable[[Item], Cell]
    style: Style = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of a column, without the way to its cells."""

    title: str
    width: int
    style: Style = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One table: a row an item."""

    name: str
    """At most 31 characters, none of `[]:*?/\\`."""
    about: str
    """What a row is, in a sentence."""
    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One part of the first sheet: a title, and rows under the heads of their columns."""

    title: str
    heads: tuple[str, ...]
    """One a column of the sheet; empty where the column has none in this part."""
    rows: tuple[tuple[Cell, ...], ...]
    styles: tuple[Style, ...] = ()
    """One a column; columns after them are text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The first sheet: parts below each other."""

    name: str
    title: str
    widths: tuple[int, ...]
    blocks: tuple[Block, ...]


def column(title: str, width: int, get: Callable[[Item], Cell], style: Style = "text") -> Column[Item]:
    """Return a column."""
    return Column(title=title, width=width, get=get, style=style)


def sheet(name: str, about: str, columns: Sequence[Column[Item]], items: Iterable[Item]) -> Sheet:
    """Return the sheet with a row for each item, in their order."""
    getters = [entry.get for entry in columns]
    return Sheet(
        name=name,
        about=about,
        heads=tuple(_head(entry) for entry in columns),
        rows=tuple(tuple(get(item) for get in getters) for item in items),
    )


def _head(entry: Column[Item]) -> Head:
    """Return the head of a column, wide enough for its longest word beside the sign of the filter."""
    longest = max(len(word) for word in entry.title.split())
    return Head(title=entry.title, width=max(entry.width, longest + 4), style=entry.style)


def lines(texts: Iterable[str]) -> str:
    """Return the texts in one cell, a line each; many are set one after the other, since a cell holds few lines."""
    all_of_them = [text for text in texts if text]
    return ("\n" if len(all_of_them) <= _MOST_LINES else "; ").join(all_of_them)


def numbered(texts: Sequence[str]) -> str:
    """Return steps in one cell, a line each, with their numbers."""
    return lines([f"{number}. {text}" for number, text in enumerate(texts, start=1)] if len(texts) > 1 else texts)


def yes(told: bool | None) -> str:
    """Return `yes` or `no`, or nothing where it is not known."""
    return "" if told is None else "yes" if told else "no"


_MOST_LINES = 40
