"""Looks at JSON without reading it: blanks what JSON lacks, and finds what it forbids.

Every pattern takes linear time, whatever the text, and every replacement keeps all offsets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from json import JSONDecoder

_STRING = r'"(?:[^"\\]|\\.)*+"?'
_SPACE = r"[ \t\n\r]*+"
_WORD = r"[\w.+-]++"
# No JSON has single quotes, but JSON5 has, and slashes in them begin no comment.
_QUOTED = rf"{_STRING}|'(?:[^'\\]|\\.)*+'?"
_COMMENT = re.compile(rf"{_QUOTED}|//[^\n\r]*|/\*.*?(?:\*/|\Z)", re.DOTALL)
_ITEM = re.compile(rf"(?:{_STRING}|[\]}}]|{_WORD})(?P<comma>{_SPACE},(?={_SPACE}[\]}}]))?", re.DOTALL)
_TOKEN = re.compile(rf"(?P<string>{_STRING})(?P<key>{_SPACE}:)?|[\[\]{{}}]|{_WORD}", re.DOTALL)
_TIGHT = re.compile(rf"{_QUOTED}|(?P<tight>[\w$]:(?=\S))", re.DOTALL)
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[dD][89a-fA-F][0-9a-fA-F]{2}|\\.", re.DOTALL
)


def without_comments(text: str) -> str:
    """Return the text with // and /* */ comments blanked; one that is never closed stays."""

    def blank(match: re.Match[str]) -> str:
        found = match[0]
        unclosed = found.startswith("/*") and (len(found) < 4 or not found.endswith("*/"))
        return found if unclosed or found.startswith(('"', "'")) else re.sub(r"[^\n\r]", " ", found)

    return _COMMENT.sub(blank, text) if "//" in text or "/*" in text else text


def without_trailing_commas(text: str) -> str:
    """Return the text with a blank for each comma between a value and a closing bracket."""
    return _ITEM.sub(lambda match: match[0] if match["comma"] is None else match[0][:-1] + " ", text)


def without_lone_surrogates(text: str) -> str:
    """Return the text with U+FFFD for each escape of half a character."""
    if not _SURROGATE.search(text):
        return text
    return _ESCAPE.sub(lambda match: r"\ufffd" if len(match[0]) == 6 else match[0], text)


def tight_colon(text: str) -> int | None:
    """Return the offset of the first colon between a bare key and its value without a space, if any."""
    return next((match.end() - 1 for match in _TIGHT.finditer(text) if match["tight"]), None)


def first_difference(one: str, other: str) -> int:
    """Return the offset of the first character that differs between texts of the same length."""
    low, high = 0, len(one)
    while high - low > 1:
        middle = (low + high) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle
    return low


def too_deep(text: str, depth: int) -> int:
    """Return the offset of the first bracket inside more than so many others, or of the last bracket."""
    opened = offset = 0
    for match in _TOKEN.finditer(text):
        opening = match[0] in ("{", "[")
        opened += opening - (match[0] in ("}", "]"))
        offset = match.start() if opening else offset
        if opened > depth:
            break
    return offset


def words(text: str) -> Iterator[tuple[int, str]]:
    """Yield each number, literal or other bare word with its offset."""
    for match in _TOKEN.finditer(text):
        if match["string"] is None and match[0] not in ("{", "}", "[", "]"):
            yield match.start(), match[0]


def repeated_keys(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each key that its object already has, with the offsets of the first one and of this one.

    The text must be JSON but for these keys.
    """
    decode = JSONDecoder().raw_decode
    objects: list[dict[str, int]] = []
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token in ("{", "["):
            objects.append({})
        elif token in ("}", "]"):
            objects.pop()
        elif match["key"] is not None:
            key = decode(text, match.start())[0]
            first = objects[-1].setdefault(key, match.start())
            if first != match.start():
                yield key, first, match.start()
