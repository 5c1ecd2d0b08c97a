"""What offers are ordered by, in that order, and what each has of it. Nothing is weighed against anything else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Literal

from auditor.comparison.offered import Offered
from auditor.comparison.schema import CaveatId, CriterionId
from auditor.comparison.schema_base import State, state_of, state_of_gate
from auditor.model.findings import Severity
from auditor.report.schema import Level, Report, Verdict, VerdictOutcome

_Value = tuple[float | None, str]

_STEPS: dict[VerdictOutcome, int] = {"ready": 2, "ready with conditions": 1, "not ready": 0, "not enough evidence": 0}
_RECORDED = ("observed", "recorded")
_DOCUMENTED = (*_RECORDED, "documented")

_UNTRUSTED = frozenset({CaveatId.ALTERED, CaveatId.AUDITOR})
_JUDGED = _UNTRUSTED | {CaveatId.STAGE, CaveatId.ARTIFACT, CaveatId.SHARES}
_COUNTED = _UNTRUSTED | {CaveatId.CHECKLIST, CaveatId.PROFILE, CaveatId.ARTIFACT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One criterion, before offers are measured by it."""

    id: CriterionId
    title: str
    better: Literal["higher", "lower"]
    explanation: str
    spoiled_by: Set[CaveatId]
    """What makes its values incomparable."""
    of: Callable[[Offered, int | None], _Value]
    """Takes an offer and the highest level asked; None where nobody can tell."""


def asked_of(offers: Sequence[Offered]) -> int | None:
    """Return the highest level that is asked of an offer; None where none is."""
    return max((offer.report.verdict.level_asked for offer in offers if offer.report.verdict), default=None)


def _verdict(offer: Offered, _: int | None) -> _Value:
    verdict = offer.report.verdict
    if verdict is None:
        return None, "no verdict"
    said = f"{verdict.outcome}{', as designed' if verdict.as_designed else ''}"
    if held_level(verdict) < min(verdict.level_reached, verdict.level_asked):
        return 0, f"{said}, by its own waivers only"
    return _STEPS[verdict.outcome], said


def _level(offer: Offered, _: int | None) -> _Value:
    verdict = offer.report.verdict
    if verdict is None:
        return None, "no level"
    held = held_level(verdict)
    waived = f", and {verdict.level_reached} by its own waivers" if held < verdict.level_reached else ""
    return held, f"level {held}{waived}"


def _gates(offer: Offered, asked: int | None) -> _Value:
    levels = tuple(_levels(offer.report, asked))
    if not levels:
        return None, "no gates"
    count, total = sum(map(unmet, levels)), sum(len(level.gates) for level in levels)
    closed = [f"level {level.level}" for level in levels if level.precondition_met is not True and level.gates]
    lacking = f", with all of {' and '.join(closed)}, whose precondition is not shown" if closed else ""
    return count, f"{count} of {total}{lacking}"


def _unknown_gates(offer: Offered, asked: int | None) -> _Value:
    levels = tuple(_levels(offer.report, asked))
    if not levels:
        return None, "no gates"
    count = sum(
        len(level.gates)
        if level.precondition_met is None
        else sum(state_of_gate(gate.state) is State.UNKNOWN for gate in level.gates)
        for level in levels
    )
    return count, f"{count} of {sum(len(level.gates) for level in levels)}"


def _high(offer: Offered, _: int | None) -> _Value:
    states = [state_of(control) for control in offer.report.controls if control.severity is Severity.HIGH]
    short = sum(state.short > 0 for state in states)
    applicable = sum(state is not State.NOT_APPLICABLE for state in states)
    return short, f"{short} of {applicable}"


def _recorded(offer: Offered, _: int | None) -> _Value:
    return share_known(offer.report, _RECORDED)


def _documented(offer: Offered, _: int | None) -> _Value:
    return share_known(offer.report, _DOCUMENTED)


def share_known(report: Report, levels: Sequence[str] = _RECORDED) -> _Value:
    """Return the share of all control-subject pairs that evidence of these levels decided, and the two counts."""
    pairs = sum(entry.pairs for entry in report.known)
    if not pairs:
        return None, "nothing to decide"
    decided = sum(entry.pairs for entry in report.known if entry.level in levels)
    return decided / pairs, f"{decided:,} of {pairs:,}"


def recorded_share(report: Report) -> float | None:
    """Return the share of pairs decided by recorded or observed evidence."""
    return share_known(report, _RECORDED)[0]


def documented_share(report: Report) -> float | None:
    """Return the share of pairs decided by documented evidence or better."""
    return share_known(report, _DOCUMENTED)[0]


def held_level(verdict: Verdict) -> int:
    """Return the level that is reached without waivers: whoever offers a system cannot accept its risks for a buyer."""
    held = 0
    for level in sorted(verdict.levels, key=lambda level: level.level):
        if level.level > verdict.level_reached or unmet(level) or level.precondition_met is not True:
            break
        held = level.level
    return held


def unmet(level: Level) -> int:
    """Return how many gates of a level are not met: all of them where its precondition is not shown to hold."""
    if level.precondition_met is not True:
        return len(level.gates)
    return sum(state_of_gate(gate.state).short > 0 for gate in level.gates)


def _levels(report: Report, asked: int | None) -> Iterator[Level]:
    if report.verdict is not None and asked is not None:
        yield from (level for level in report.verdict.levels if level.level <= asked)


MEASURES = (
    Measure(
        id=CriterionId.VERDICT,
        title="Verdict",
        better="higher",
        explanation="Ready before ready with conditions before the two others. Not ready and not enough evidence count "
        "alike: an offer that shows less must not come first for it. A verdict that rests on waivers counts like "
        "these.",
        spoiled_by=_JUDGED | {CaveatId.TARGET},
        of=_verdict,
    ),
    Measure(
        id=CriterionId.LEVEL,
        title="Level reached",
        better="higher",
        explanation="The readiness level that is reached without waivers, from 0 to 4.",
        spoiled_by=_JUDGED,
        of=_level,
    ),
    Measure(
        id=CriterionId.GATES,
        title="Gates not met",
        better="lower",
        explanation="Gates up to the highest level asked that are failed, unknown or waived by the vendor. Where the "
        "precondition of a level is not shown, all gates of that level count.",
        spoiled_by=_JUDGED,
        of=_gates,
    ),
    Measure(
        id=CriterionId.UNKNOWN_GATES,
        title="Gates unknown",
        better="lower",
        explanation="Of these gates, the ones that nobody can tell. A failure that is shown can be mended; what is "
        "unknown has to be asked first.",
        spoiled_by=_JUDGED,
        of=_unknown_gates,
    ),
    Measure(
        id=CriterionId.HIGH,
        title="High controls not passed",
        better="lower",
        explanation="Controls of high severity that apply and fail, are undecided or are waived.",
        spoiled_by=_COUNTED | {CaveatId.STAGE},
        of=_high,
    ),
    Measure(
        id=CriterionId.RECORDED,
        title="Decided by recorded evidence or better",
        better="higher",
        explanation="The share of all control-subject pairs that a log, a trace, a benchmark run or a live try "
        "decided.",
        spoiled_by=_COUNTED,
        of=_recorded,
    ),
    Measure(
        id=CriterionId.DOCUMENTED,
        title="Decided by documented evidence or better",
        better="higher",
        explanation="The share of all control-subject pairs that a contract or anything better decided.",
        spoiled_by=_COUNTED,
        of=_documented,
    ),
)
