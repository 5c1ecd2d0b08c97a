"""Waivers: dated, owned, reasoned acceptances of a control's failures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from auditor.model.description import Waiver
from auditor.model.findings import ControlResult, Outcome


class WaiverState(StrEnum):
    """What became of a waiver."""

    APPLIED = "applied"
    EXPIRED = "expired"
    UNMATCHED = "unmatched"


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverUse:
    """A waiver with the failing subjects it names; they are accepted only while it is APPLIED."""

    waiver: Waiver
    state: WaiverState
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptances:
    """Every waiver's use, and which failures are accepted."""

    uses: tuple[WaiverUse, ...] = ()
    _by_pair: dict[tuple[str, str], Waiver] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for use in self.uses:
            for subject in use.subjects if use.state is WaiverState.APPLIED else ():
                self._by_pair.setdefault((use.waiver.control, subject), use.waiver)

    def of(self, control: str, subject: str) -> Waiver | None:
        """Return the waiver that accepts this control's failure of this subject, or None."""
        return self._by_pair.get((control, subject))


def apply_waivers(waivers: Sequence[Waiver], results: Iterable[ControlResult], today: date) -> Acceptances:
    """Match waivers with failures.

    A waiver holds up to and including the day it expires, and never covers what is merely unknown.
    """
    failing = {
        result.control: sorted({r.subject for r in result.others if r.outcome is Outcome.FAIL}) for result in results
    }
    uses = []
    for waiver in sorted(waivers, key=lambda w: (w.control, w.subject, w.expires, w.owner, w.reason)):
        pattern = re.compile(".*".join(map(re.escape, waiver.subject.split("*"))), re.DOTALL)
        subjects = tuple(s for s in failing.get(waiver.control, ()) if pattern.fullmatch(s))
        if date.fromisoformat(waiver.expires) < today:
            state = WaiverState.EXPIRED
        else:
            state = WaiverState.APPLIED if subjects else WaiverState.UNMATCHED
        uses.append(WaiverUse(waiver=waiver, state=state, subjects=subjects))
    return Acceptances(uses=tuple(uses))
