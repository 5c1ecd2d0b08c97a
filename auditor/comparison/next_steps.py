"""What comes next for each offer: the way to the level asked of it, and the questions worth asking its vendor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from auditor.comparison.offered import Keyed
from auditor.comparison.schema_base import State, state_of, state_of_gate
from auditor.comparison.schema_rows import Asked, AskedBecause, Inquiry, Way, WayStep
from auditor.model.findings import Effort, Severity
from auditor.report.schema import Control, Question, Recommendation, Report
from auditor.report.schema_base import Counts
from auditor.report.schema_plan import PlanFact

_LAST = 9
_BECAUSE: tuple[AskedBecause, ...] = ("a gate is unknown", "another offer shows it", "high severity")


def way_of(offer: Keyed) -> Way:
    """Return what it takes to get an offer to the level asked of it."""
    report, plan = offer.report, offer.report.plan
    steps = _on_the_way(report, plan)
    efforts = Counter(step.effort for step in steps)
    verdict = report.verdict
    return Way(
        offer=offer.key,
        told=plan is not None,
        reached=verdict.level_reached if verdict else None,
        asked=verdict.level_asked if verdict else None,
        low=efforts[Effort.LOW],
        medium=efforts[Effort.MEDIUM],
        high=efforts[Effort.HIGH],
        closes=Counts(failed=_closed(steps), unknown=sum(step.settles for step in steps)),
        arrives=plan.arrives if plan else None,
        level_after=plan.level_after if plan else None,
        why_not=plan.why_not if plan else (),
        steps=tuple(_step(entry) for entry in steps),
    )


def inquiry_of(offer: Keyed, offers: Sequence[Keyed], asked: int | None) -> Inquiry:
    """Return the questions to one vendor that could change how its offer stands to the others."""
    own = {control.id: control for control in offer.report.controls}
    unknown = _unknown_gates(offer.report, asked)
    passing = {other.key: _passing(other.report) for other in offers if other.key != offer.key}
    found = []
    for question in offer.report.questions:
        shown_by = tuple(key for key, controls in passing.items() if question.control in controls)
        because = _because(question, own.get(question.control), unknown, shown_by)
        if because is not None:
            gate = unknown.get(question.control)
            found.append(Asked(question=question, because=because, gate_level=gate, shown_by=shown_by))
    found.sort(key=lambda entry: _rank(entry, own.get(entry.question.control)))
    return Inquiry(offer=offer.key, asked=tuple(found), more=len(offer.report.questions) - len(found))


def _on_the_way(report: Report, plan: PlanFact | None) -> tuple[Recommendation, ...]:
    return report.recommendations[: plan.steps] if plan else ()


def _closed(steps: Sequence[Recommendation]) -> int:
    """Return how many failures the steps close at least.

    What a step closes of controls that are another's own counts there; of the rest, the most that one step closes.
    """
    own = {control for step in steps for control in step.controls}
    beside: dict[str, int] = {}
    total = 0
    for step in steps:
        total += step.closes_high + step.closes_medium + step.closes_low
        for effect in step.also_closes:
            total -= effect.subjects
            if effect.control not in own:
                beside[effect.control] = max(beside.get(effect.control, 0), effect.subjects)
    return max(0, total + sum(beside.values()))


def _step(entry: Recommendation) -> WayStep:
    return WayStep(
        title=entry.title,
        effort=entry.effort,
        closes_high=entry.closes_high,
        closes_medium=entry.closes_medium,
        closes_low=entry.closes_low,
        settles=entry.settles,
        level_after=entry.level_after,
    )


def _unknown_gates(report: Report, asked: int | None) -> Mapping[str, int]:
    levels = report.verdict.levels if report.verdict and asked is not None else ()
    return {
        gate.control: level.level
        for level in levels
        if asked is not None and level.level <= asked
        for gate in level.gates
        if state_of_gate(gate.state) is State.UNKNOWN
    }


def _passing(report: Report) -> frozenset[str]:
    return frozenset(control.id for control in report.controls if state_of(control) is State.PASS)


def _because(
    question: Question, control: Control | None, unknown: Mapping[str, int], shown_by: Iterable[str]
) -> AskedBecause | None:
    if control is None:
        return None
    if question.control in unknown:
        return "a gate is unknown"
    if any(shown_by) and control.severity is not Severity.LOW:
        return "another offer shows it"
    return "high severity" if control.severity is Severity.HIGH else None


def _rank(entry: Asked, control: Control | None) -> tuple[int, int, int, str]:
    level = entry.gate_level if entry.gate_level is not None else _LAST
    severity = control.severity.rank if control else 0
    return _BECAUSE.index(entry.because), level, -severity, entry.question.control
