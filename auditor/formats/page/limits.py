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
    """Subjects of a finding that are spoken of one by one; a list that folds, or small print, names more."""
    names: int
    """Subjects of a finding that are named after those."""
    ids: int
    """Names after the shown ones in a part that has no such list."""
    places: int
    """Pieces of evidence of one subject."""
    causes: int
    """Findings of one control."""
    reasons: int
    """Different things said about the subjects of one finding."""
    rows: int
    """Rows of a table that a reader looks things up in."""
    few: int
    """Names within one cell or line."""
    columns: int
    """Attributes with a column of their own in the inventory."""
    facts: int
    """Further attributes of an entity."""
    width: int
    """Characters of a quoted line."""
    excerpts: tuple[int, int, int]
    """Excerpts in a failure of low, medium and high severity."""
    full: int
    """Recommendations with their summary and steps; those after them have a line each."""
    questions: int
    """A reader sends them on, so paper has them too."""


SCREEN = Limits(
    medium="screen", first=4, blockers=5, subjects=20, names=1_000_000, ids=400, places=3, causes=12, reasons=24,
    rows=250, few=8, columns=5, facts=40, width=400, excerpts=(1, 1, 2), full=250, questions=250,
)  # fmt: skip
PRINT = Limits(
    medium="print", first=5, blockers=5, subjects=8, names=24, ids=0, places=1, causes=3, reasons=2, rows=40, few=4,
    columns=4, facts=0, width=92, excerpts=(0, 1, 1), full=5, questions=100,
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
