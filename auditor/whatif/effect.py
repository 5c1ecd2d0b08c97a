"""What differs between two sets of results: failures that go, failures that come, and what can be told at last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from auditor.checklist import Control
from auditor.model.findings import ControlResult, Outcome
from auditor.waivers import Acceptances


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Pair:
    """One subject of one control."""

    control: str
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What doing something changes. Accepted failures take no part."""

    closes: tuple[Pair, ...] = ()
    """Fails now; would pass, or would not apply."""
    opens: tuple[Pair, ...] = ()
    """Does not fail now, and would."""
    settles: tuple[Pair, ...] = ()
    """Cannot be told now; would pass, or would not apply."""
    blurs: tuple[Pair, ...] = ()
    """Fails now; could no longer be told."""


def effect_of(
    controls: Iterable[Control],
    before: Mapping[str, ControlResult],
    after: Mapping[str, ControlResult],
    accepted: Acceptances,
    hypothetical: frozenset[str] = frozenset(),
) -> Effect:
    """Return the effect, sorted. A failure that could no longer be told is not closed.

    What fails of a hypothetical entity is not opened; a kind that nobody describes is settled by one of which all is
    good.
    """
    closes: list[Pair] = []
    opens: list[Pair] = []
    settles: list[Pair] = []
    blurs: list[Pair] = []
    for control in controls:
        old, new = before[control.id], after[control.id]
        if old is new:
            continue
        good = {*new.passed, *new.not_applicable} - {r.subject for r in new.others}
        failed, fails = failing(old, accepted), failing(new, accepted)
        unsure = {r.subject for r in old.others if r.outcome in (Outcome.UNKNOWN, Outcome.ERROR)}
        undecided = {r.subject for r in new.others}
        gone = (
            {id_ for id_ in unsure - undecided if id_.endswith(".*")} if undecided.isdisjoint(hypothetical) else set()
        )
        closes += (Pair(control=control.id, subject=id_) for id_ in failed & good)
        blurs += (Pair(control=control.id, subject=id_) for id_ in failed - good - fails)
        opens += (Pair(control=control.id, subject=id_) for id_ in fails - failed - hypothetical)
        settles += (Pair(control=control.id, subject=id_) for id_ in (unsure & good) | gone)
    return Effect(
        closes=tuple(sorted(closes)),
        opens=tuple(sorted(opens)),
        settles=tuple(sorted(settles)),
        blurs=tuple(sorted(blurs)),
    )


def failing(result: ControlResult, accepted: Acceptances) -> set[str]:
    """Return the subjects that fail a control and are not accepted by a waiver."""
    return {
        r.subject for r in result.others if r.outcome is Outcome.FAIL and accepted.of(result.control, r.subject) is None
    }
