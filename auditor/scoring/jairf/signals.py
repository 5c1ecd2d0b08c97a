"""The 35 signals: what each is, how it is computed here, what was chosen, and which controls cover it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from auditor.scoring.jairf.counts import Counts, Uncounted
from auditor.scoring.jairf.interval import UNKNOWN, Interval

Compute = Callable[[Counts], Interval]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One signal of the specification."""

    id: str
    dimension: str
    formula: str
    choice: str = ""
    """What the specification leaves open, and what is done here; empty where it leaves nothing open."""
    shows: str = ""
    """The count that a table shows beside the value."""
    controls: tuple[str, ...] = ()
    """Ids of controls that ask for the same."""
    compute: Compute | None = None
    """None where a document alone cannot tell, or only a language model could."""
    averaged: bool = True
    """Whether the dimension's mean takes it; False for what only enters another signal or a bonus."""

    def value(self, counts: Counts) -> Interval:
        """Return the signal of one document; anything from 0 to 1 where it is not measured."""
        if self.compute is None:
            return UNKNOWN
        try:
            return self.compute(counts)
        except Uncounted:
            return UNKNOWN


def operation_share(name: str) -> Compute:
    """Return what computes a share of operations."""
    return lambda counts: counts.share_of_operations(name)


def plain_share(name: str) -> Compute:
    """Return what computes a share of anything else."""
    return lambda counts: counts.share(name)
