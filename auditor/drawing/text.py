"""How wide text is, before any font is at hand, and what to do where it is too wide."""

from __future__ import annotations

import unicodedata

ELLIPSIS = "…"

_NARROW = frozenset("iljI.,:;'|")
_SLIM = frozenset('ftr()[]-/ "*\\°!`')
_WIDE = frozenset("mwMW@%—…ŒœÆæ#&+<=>^~✕")
_EM_NARROW, _EM_SLIM, _EM_WIDE, _EM_CAPITAL, _EM_OTHER = 0.34, 0.5, 1.02, 0.79, 0.64
_EM_ACCENTED, _EM_FOREIGN, _EM_PICTURE = 0.8, 1.1, 1.4
_FOREIGN, _PICTURES = 0x0180, 0x1F000


def text_width(text: str, size: float) -> float:
    """Return about how wide a line of text is at a font size, in the same unit.

    Measured on DejaVu Sans, the widest of the fonts that the page names, so that a label drawn in another is narrower.
    Marks that combine take nothing; what is not Latin may come from any font and counts as wider than an em.
    """
    return size * sum(map(_em, text))


def cut(text: str, size: float, room: float) -> str:
    """Return the text, cut with an ellipsis where it is wider than the room."""
    if text_width(text, size) <= room:
        return text
    left = room - text_width(ELLIPSIS, size)
    kept = []
    for character in text:
        left -= _em(character) * size
        if left < 0:
            break
        kept.append(character)
    return "".join(kept).rstrip() + ELLIPSIS


def _em(character: str) -> float:
    if character in _NARROW:
        return _EM_NARROW
    if character in _SLIM:
        return _EM_SLIM
    if character in _WIDE:
        return _EM_WIDE
    if character.isascii():
        return _EM_CAPITAL if character.isupper() else _EM_OTHER
    if unicodedata.combining(character):
        return 0.0
    code = ord(character)
    return _EM_ACCENTED if code < _FOREIGN else _EM_FOREIGN if code < _PICTURES else _EM_PICTURE
