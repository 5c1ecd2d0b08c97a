"""Recommendations: what to do, grouped by what it mends and ordered by what doing it really closes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from auditor.checklist import Control
from auditor.model.findings import ControlResult, Outcome, Severity
from auditor.scoring.levels import GateState, LevelResult
from auditor.waivers import Acceptances


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """One thing to do, for one or several controls that ask for the same."""

    controls: tuple[Control, ...]
    cause: str
    """What all of its failures share; empty where they share nothing."""
    subjects: tuple[str, ...]
    closes: Mapping[Severity, int]
    """How many subjects' open failures of each severity doing it closes."""
    settles: int
    """How many subjects of gates that cannot be told today doing it settles."""
    level: int | None
    """The level that becomes reachable when this, and nothing else, is done."""
    gate_level: int
    """The lowest level that it stands in the way of; 9 where it is no gate's."""


def recommend(
    controls: Sequence[Control],
    results: Mapping[str, ControlResult],
    accepted: Acceptances,
    levels: Sequence[LevelResult],
    asked: int,
    reached_if: Callable[[Mapping[str, ControlResult]], int],
) -> tuple[Advice, ...]:
    """Return what to do, the shortest way to the asked level first.

    Every open failure is somebody's advice, and so is a gate up to the asked level that is unknown. `reached_if` gives
    the level that other results would reach; each advice is tried by itself. Advice comes in the order of the level
    that it blocks, what fails before what cannot be told, then by severity closed, then by effort.
    """
    gates = {gate.control.id: gate for level in levels for gate in level.gates if level.definition.level <= asked}
    now = reached_if(results)
    groups: dict[str, list[Advice]] = {}
    for control in controls:
        gate = gates.get(control.id)
        with_unknown = gate is not None and gate.state in (GateState.FAILED, GateState.UNKNOWN)
        advice = _advice(control, results[control.id], accepted, with_unknown=with_unknown, blocks=with_unknown)
        if advice is not None:
            groups.setdefault(control.remediation.summary, []).append(advice)
    together = [_join(group) for group in groups.values()]
    tried = [replace(advice, level=_level_after(advice, results, now, reached_if)) for advice in together]
    return tuple(sorted(tried, key=_order))


def _advice(
    control: Control, result: ControlResult, accepted: Acceptances, *, with_unknown: bool, blocks: bool
) -> Advice | None:
    open_results = [
        r
        for r in result.others
        if (r.outcome is Outcome.FAIL and accepted.of(control.id, r.subject) is None)
        or (with_unknown and r.outcome in (Outcome.UNKNOWN, Outcome.ERROR))
    ]
    if not open_results:
        return None
    causes = {r.cause for r in open_results}
    failing = {r.subject for r in open_results if r.outcome is Outcome.FAIL}
    subjects = {r.subject for r in open_results}
    return Advice(
        controls=(control,),
        cause=causes.pop() if len(causes) == 1 else "",
        subjects=tuple(sorted(failing or subjects)),
        closes={control.severity: len(failing)} if failing else {},
        settles=len(subjects - failing),
        level=None,
        gate_level=control.gate.level if control.gate and blocks else 9,
    )


def _join(group: Sequence[Advice]) -> Advice:
    if len(group) == 1:
        return group[0]
    closes: dict[Severity, int] = {}
    for advice in group:
        for severity, count in advice.closes.items():
            closes[severity] = closes.get(severity, 0) + count
    causes = {advice.cause for advice in group}
    return Advice(
        controls=tuple(control for advice in group for control in advice.controls),
        cause=causes.pop() if len(causes) == 1 else "",
        subjects=tuple(sorted({subject for advice in group for subject in advice.subjects})),
        closes=closes,
        settles=sum(advice.settles for advice in group),
        level=None,
        gate_level=min(advice.gate_level for advice in group),
    )


def _level_after(
    advice: Advice,
    results: Mapping[str, ControlResult],
    now: int,
    reached_if: Callable[[Mapping[str, ControlResult]], int],
) -> int | None:
    if advice.gate_level == 9:
        return None
    mended = dict(results)
    for control in advice.controls:
        before = results[control.id]
        passed = tuple(sorted({*before.passed, *(r.subject for r in before.others)}))
        mended[control.id] = ControlResult(
            control=control.id, passed=passed, not_applicable=before.not_applicable, others=()
        )
    after = reached_if(mended)
    return after if after > now else None


def _order(advice: Advice) -> tuple[int, bool, int, int, int, int, str]:
    effort = max(control.remediation.effort.rank for control in advice.controls)
    return (
        advice.gate_level,
        not advice.closes,
        -advice.closes.get(Severity.HIGH, 0),
        -advice.closes.get(Severity.MEDIUM, 0),
        effort,
        -advice.closes.get(Severity.LOW, 0),
        advice.controls[0].id,
    )
