"""Tables with a column for each offer, before any of the writers gives them a look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.comparison.schema import Offer
from auditor.comparison.schema_base import State
from auditor.formats.page.words import (
    BY_HAND,
    ERROR,
    FAILS,
    NOT_APPLICABLE,
    PASSES,
    UNKNOWN,
    WAIVED,
    Mark,
    mark_of_verdict,
    short,
)
from auditor.formats.visible import on_one_line

NOT_LOOKED_AT = Mark(colour="none", sign="○", word="not looked at")
NO_VERDICT = Mark(colour="none", sign="–", word="no verdict")
_LONGEST_LABEL = 60

_OF_STATE = {
    State.PASS: PASSES,
    State.WAIVED: WAIVED,
    State.FAIL: FAILS,
    State.UNKNOWN: UNKNOWN,
    State.MANUAL: BY_HAND,
    State.ERROR: ERROR,
    State.NOT_APPLICABLE: NOT_APPLICABLE,
    State.ABSENT: NOT_LOOKED_AT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one offer has of one thing."""

    text: str = ""
    mark: Mark | None = None
    note: str = ""
    """Small print below it."""
    value: float | None = None
    """Where it stands between thinking longer and thinking for action, from 0 to 1."""

    @property
    def comma(self) -> str:
        """What stands between the mark and the text: a count of passes needs none beside a pass."""
        return "," if self.mark and self.text and self.mark is not PASSES else ""

    @property
    def line(self) -> str:
        """The cell in words alone, without its small print."""
        return " ".join(filter(None, (f"{self.mark.word}{self.comma}" if self.mark else "", self.text)))

    @property
    def words(self) -> str:
        """The cell in words alone."""
        said = self.line
        return f"{said}; {self.note}" if said and self.note else said or self.note


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing, and what each offer has of it."""

    label: str
    cells: tuple[Cell, ...]
    note: str = ""
    href: str = ""
    group: str = ""
    """A heading that stands before the row; empty for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One table; its columns are the offers in their order."""

    id: str
    title: str
    result: str
    """What it shows, in a sentence."""
    rows: tuple[Row, ...]
    scaled: bool = False
    """Whether its cells stand on a scale."""


def mark_of_state(state: State) -> Mark:
    """Return how the state of a control or a gate is shown."""
    return _OF_STATE[state]


def mark_of_offer(offer: Offer) -> Mark:
    """Return how the verdict on an offer is shown."""
    return mark_of_verdict(offer.verdict) if offer.verdict else NO_VERDICT


def name_of(offer: Offer) -> str:
    """Return the label of an offer, not too long, with what steers a display made visible: heads take it as it is."""
    return short(on_one_line(offer.label), _LONGEST_LABEL)


def head_of(offers: Sequence[Offer]) -> tuple[str, ...]:
    """Return the heads of the offers' columns, such as `A Travel desk`."""
    return tuple(f"{offer.key} {name_of(offer)}" for offer in offers)
