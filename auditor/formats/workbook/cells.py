"""Text as a cell can hold it: nothing in it steers a display, and what is too long says so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from auditor.formats.visible import visible

LONGEST_CELL = 32_767
"""What a cell holds, in units of UTF-16: specifications and limits of Excel."""
MOST_LINE_FEEDS = 253
"""Likewise in one cell."""

_UNPRINTABLE = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
_EXECUTABLE = ("=", "+", "-", "@", "\t", "|", "%")
_KEPT = LONGEST_CELL - 120
_REST_OF_LINE = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What goes into a cell for a text."""

    shown: str
    formula: bool
    """Whether a spreadsheet could take it for a formula when somebody edits its cell."""
    extent: int
    """How many characters it fills, about, with the rest of each line that a line feed ends."""


@lru_cache(maxsize=1 << 15)
def text_of(text: str) -> Text:
    """Return what goes into a cell; most texts stand in many cells."""
    shown = cell_text(text)
    return Text(shown=shown, formula=like_a_formula(shown), extent=len(shown) + _REST_OF_LINE * shown.count("\n"))


def cell_text(text: str) -> str:
    """Return the text with control characters as escapes, and cut with a remark where a cell cannot hold all of it."""
    shown = _UNPRINTABLE.sub(lambda match: f"\\u{ord(match.group()):04x}", visible(text))
    if shown.count("\n") > MOST_LINE_FEEDS:
        shown = shown.replace("\n", " ¶ ")
    length = utf16_units(shown)
    if length <= LONGEST_CELL:
        return shown
    return f"{_head(shown, _KEPT)}… (cut: the first {_KEPT:,} of {length:,} characters; the JSON report has all)"


def utf16_units(text: str) -> int:
    """Return how long a spreadsheet takes the text to be."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", errors="surrogatepass")) // 2


def like_a_formula(text: str) -> bool:
    """Return whether a spreadsheet could take the text for a formula when somebody edits its cell."""
    return text.lstrip(" ").startswith(_EXECUTABLE)


def _head(text: str, units: int) -> str:
    """Return so many units of the text, and no half of a pair."""
    return text.encode("utf-16-le")[: units * 2].decode("utf-16-le", errors="ignore")
