"""A value that is known only to lie between two ends."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How well a signal is measured."""

    MEASURED = "measured"
    BOUNDED = "bounded"
    """Only a part of what it asks for could be counted."""
    UNMEASURED = "not measured"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """The least and the most that a value can be."""

    low: float
    high: float

    @property
    def state(self) -> State:
        """How well a value from 0 to 1 is measured."""
        if self.low == self.high:
            return State.MEASURED
        return State.UNMEASURED if (self.low, self.high) == (0, 1) else State.BOUNDED


UNKNOWN = Interval(low=0.0, high=1.0)


def exactly(value: float) -> Interval:
    """Return a value that is known."""
    return Interval(low=value, high=value)


def at_most(value: float) -> Interval:
    """Return a value that can only be lower than what was found."""
    return Interval(low=0.0, high=value)
