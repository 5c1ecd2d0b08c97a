"""What operationIds are like: their casing, and whether two are alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_STYLES = {
    "lowercase": re.compile(r"[a-z][a-z0-9]*"),
    "UPPERCASE": re.compile(r"[A-Z][A-Z0-9]*"),
    "camelCase": re.compile(r"[a-z][a-z0-9]*[A-Z][A-Za-z0-9]*"),
    "PascalCase": re.compile(r"([A-Z][a-z0-9]*)+"),
    "snake_case": re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)+"),
    "SCREAMING_SNAKE_CASE": re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+"),
    "kebab-case": re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+"),
}
_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What the operationIds of a document come to."""

    count: int
    unique: int
    """Names that no other is like, without regard to capitals."""
    collisions: int
    """Names that another operation has already, letter by letter."""
    of_one_style: int
    """Names in the most frequent style; 0 where all are in none."""


def names_of(ids: Sequence[str]) -> Names:
    """Count a document's operationIds, without the operations that have none."""
    often = Counter(name.lower() for name in ids)
    styles = Counter(style for name in ids if (style := _style(name)))
    return Names(
        count=len(ids),
        unique=sum(often[name.lower()] == 1 for name in ids),
        collisions=len(ids) - len(set(ids)),
        of_one_style=max(styles.values(), default=0),
    )


def _style(name: str) -> str:
    short = name[:_LONGEST]
    return next((style for style, pattern in _STYLES.items() if pattern.fullmatch(short)), "")
