"""Baselines: what is new, unchanged or gone since an earlier audit, by fingerprint alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Change(StrEnum):
    """How a failure stands to the earlier audit."""

    NEW = "new"
    UNCHANGED = "unchanged"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Failures now against failures then."""

    changes: Mapping[str, Change]
    """New or unchanged, for each fingerprint found now."""
    absent: tuple[str, ...]
    """Fingerprints found then and not now, sorted."""


def compare(then: Iterable[str], now: Iterable[str]) -> Comparison:
    """Compare the fingerprints of two audits' failures.

    A fingerprint names one subject of one control, and one item of it; it is either there or not, so an old entry can
    never hide a second failure.
    """
    before, after = Counter(then), Counter(now)
    return Comparison(
        changes={mark: Change.UNCHANGED if mark in before else Change.NEW for mark in after},
        absent=tuple(sorted(mark for mark in before if mark not in after)),
    )
