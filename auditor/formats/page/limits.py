"""How much of a long list is shown; the JSON has it all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one medium shows."""

    medium: Literal["screen", "print"]
    first: int
    """Recommendations on the first page."""
    blockers: int
    subjects: int
    """Subjects of a finding with their evidence."""
    ids: int
    """Further subjects by their id only."""
    places: int
    """Pieces of evidence of one subject."""
    causes: int
    """Findings of one control."""
    rows: int
    """Rows of a table that a reader looks things up in."""
    few: int
    """Names within one cell or line."""
    attributes: int
    width: int
    """Characters of a quoted line."""
    excerpts: tuple[int, int, int]
    """Excerpts in a failure of low, medium and high severity."""
    unknown_excerpts: int
    """Excerpts in a finding that is no failure."""
    full: int
    """Recommendations with their summary and steps; those after them are named."""
    questions: int
    """A reader sends them on, so paper has them too; those beyond `rows` without their reason."""


SCREEN = Limits(
    medium="screen", first=4, blockers=5, subjects=12, ids=400, places=4, causes=12, rows=250, few=12, attributes=8,
    width=400, excerpts=(3, 6, 12), unknown_excerpts=3, full=250, questions=250,
)  # fmt: skip
PRINT = Limits(
    medium="print", first=5, blockers=5, subjects=12, ids=0, places=1, causes=4, rows=24, few=6, attributes=5,
    width=160, excerpts=(1, 1, 2), unknown_excerpts=0, full=10, questions=100,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown(Generic[Item]):
    """The head of a list, and how much follows."""

    items: tuple[Item, ...]
    more: int

    @property
    def total(self) -> int:
        """How long the whole list is."""
        return len(self.items) + self.more


def head(items: Iterable[Item], count: int) -> Shown[Item]:
    """Return the first so many items; a rest of one is shown too, since saying so would take its place."""
    all_of_them: Sequence[Item] = tuple(items)
    count = len(all_of_them) if len(all_of_them) == count + 1 else count
    return Shown(items=tuple(all_of_them[:count]), more=max(0, len(all_of_them) - count))
