"""Quotes an input in a message without trusting it."""

from __future__ import annotations


def printable(text: str, *, limit: int = 200) -> str:
    """Return a text as it can stand in a message: on one line, without control characters, and not endless."""
    shown = text[:limit]
    if not shown.isprintable():
        shown = "".join(
            character if character.isprintable() else character.encode("unicode_escape").decode("ascii")
            for character in shown
        )
    return f"{shown}…" if len(text) > limit else shown


def quoted(text: str) -> str:
    """Return a text in quotes, short enough to stand in the middle of a sentence."""
    return f'"{printable(text, limit=60)}"'
