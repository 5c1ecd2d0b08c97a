"""Tells whether some font here can show what a report says."""

from __future__ import annotations

import ctypes
import ctypes.util
from collections.abc import Iterable

from auditor.formats.visible import visible

_ENOUGH = 40
"""Kinds of characters looked up; a report that mixes more scripts is warned about by the first ones."""


def without_glyph(text: str) -> str:
    """Return one character of each block of 256 that no font shows; empty where all is shown or nothing can be told."""
    blocks = {ord(character) >> 8: character for character in sorted(set(visible(text)), reverse=True)}
    strange = [blocks[block] for block in sorted(blocks) if block > 0x20][:_ENOUGH]
    return "".join(_missing(strange)) if strange else ""


def _missing(characters: Iterable[str]) -> Iterable[str]:
    """Ask fontconfig, the library by which the typesetter finds its fonts."""
    name = ctypes.util.find_library("fontconfig")
    if name is None:
        return
    try:
        library = ctypes.CDLL(name)
    except OSError:
        return
    pointer = ctypes.c_void_p
    for function, takes, gives in (
        ("FcPatternCreate", (), pointer),
        ("FcCharSetCreate", (), pointer),
        ("FcObjectSetCreate", (), pointer),
        ("FcCharSetAddChar", (pointer, ctypes.c_uint32), ctypes.c_int),
        ("FcPatternAddCharSet", (pointer, ctypes.c_char_p, pointer), ctypes.c_int),
        ("FcFontList", (pointer, pointer, pointer), ctypes.POINTER(ctypes.c_int)),
        ("FcPatternDestroy", (pointer,), None),
        ("FcCharSetDestroy", (pointer,), None),
        ("FcObjectSetDestroy", (pointer,), None),
        ("FcFontSetDestroy", (pointer,), None),
    ):
        getattr(library, function).argtypes = takes
        getattr(library, function).restype = gives
    for character in characters:
        if not _fonts_with(library, character):
            yield character


def _fonts_with(library: ctypes.CDLL, character: str) -> int:
    """Return how many fonts have the character."""
    pattern, characters, objects = library.FcPatternCreate(), library.FcCharSetCreate(), library.FcObjectSetCreate()
    library.FcCharSetAddChar(characters, ord(character))
    library.FcPatternAddCharSet(pattern, b"charset", characters)
    found = library.FcFontList(None, pattern, objects)
    # The first field of an FcFontSet is the number of its fonts.
    count = int(found[0]) if found else 0
    if found:
        library.FcFontSetDestroy(found)
    library.FcObjectSetDestroy(objects)
    library.FcCharSetDestroy(characters)
    library.FcPatternDestroy(pattern)
    return count
