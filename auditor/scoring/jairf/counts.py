"""What was counted in one document, as a signal asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from auditor.model.claims import Record
from auditor.scoring.jairf.interval import UNKNOWN, Interval
from auditor.scoring.jairf.normalisers import coverage

HIDDEN_BY_A_PATH = 9
"""The most operations that a path which cannot be read may hide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One count."""

    count: float
    of: float | None
    """What it is a part of; None where it stands by itself."""
    unsure: float
    """How much of the whole may or may not belong to it."""


class Uncounted(Exception):  # noqa: N818 - it is no error: a signal that needs the count is not measured
    """Nobody counted this."""


class Counts:
    """All counts of a document; asking for one that is missing raises Uncounted."""

    def __init__(self, counts: Mapping[str, Count]) -> None:
        self.all = counts

    def __getitem__(self, name: str) -> Count:
        if name not in self.all:
            raise Uncounted(name)
        return self.all[name]

    def number(self, name: str) -> int:
        """Return a count by itself."""
        return int(self[name].count)

    def share(self, name: str) -> Interval:
        """Return a count as a share of what it is of; 1 where that is nothing."""
        found = self[name]
        whole = found.of or 0
        return Interval(low=coverage(found.count, whole), high=coverage(found.count + found.unsure, whole))

    def share_of_operations(self, name: str) -> Interval:
        """Return a share where unreadable paths may hide more operations, good ones or bad.

        Anything from 0 to 1 where there is no operation at all, so that an empty document is not a good one.
        """
        if not self["operations"].count:
            return UNKNOWN
        found, hidden = self[name], HIDDEN_BY_A_PATH * self["operations"].unsure
        whole = (found.of or 0) + hidden
        return Interval(low=coverage(found.count, whole), high=coverage(found.count + found.unsure + hidden, whole))


def counts_of(records: tuple[Record, ...]) -> Counts:
    """Return the counts that a document's claim holds."""
    return Counts({record.name: _count(record) for record in records})


def _count(record: Record) -> Count:
    def number(field: str) -> float | None:
        value = record.fields.get(field)
        return value if isinstance(value, int | float) else None

    return Count(count=number("count") or 0, of=number("of"), unsure=number("unsure") or 0)


def either(known: bool | None) -> Interval:
    """Return 1 or 0, or anything between where it is not known which."""
    return UNKNOWN if known is None else Interval(low=float(known), high=float(known))
