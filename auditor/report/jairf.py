"""The report's part on the API AI-readiness framework."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from auditor.checklist import Control
from auditor.report.schema import Jairf, JairfCount, JairfDimension, JairfSignal
from auditor.scoring.jairf import SIGNALS, Signal
from auditor.scoring.jairf.counts import Count
from auditor.scoring.jairf.interval import Interval, State
from auditor.scoring.jairf.score import FINAL_FORMULA, LEVELS, DimensionScore, Result

SPECIFICATION = "JAIRF 1.0.0"


def jairf_facts(results: Mapping[str, Result], controls: Sequence[Control]) -> tuple[Jairf, ...]:
    """Return one block for each document, by the id of its interface; numbers are rounded to six places."""
    known = {control.id for control in controls}
    return tuple(_block(interface, result, known) for interface, result in sorted(results.items()))


def _block(interface: str, result: Result, known: Collection[str]) -> Jairf:
    where = result.context
    return Jairf(
        interface=interface,
        specification=SPECIFICATION,
        low=_rounded(result.final.low),
        high=_rounded(result.final.high),
        level=result.level,
        level_name=LEVELS[len(LEVELS) - 1 - result.level][1],
        grade=result.grade,
        exposure=(where.worst_exposure.value, where.best_exposure.value),
        sensitivity=(where.worst_sensitivity.value, where.best_sensitivity.value),
        measured=result.count(State.MEASURED),
        bounded=result.count(State.BOUNDED),
        formula=FINAL_FORMULA,
        dimensions=tuple(_dimension(found) for found in result.dimensions),
        signals=tuple(_signal(signal, result.signals[signal.id], known) for signal in SIGNALS),
        counts=tuple(_count(name, count) for name, count in sorted(result.counts.all.items())),
    )


def _dimension(found: DimensionScore) -> JairfDimension:
    return JairfDimension(
        id=found.dimension.id,
        title=found.dimension.title,
        weight=found.dimension.weight,
        low=_rounded(found.score.low),
        high=_rounded(found.score.high),
        formula=found.dimension.formula,
        effects=found.effects,
    )


def _signal(signal: Signal, value: Interval, known: Collection[str]) -> JairfSignal:
    return JairfSignal(
        id=signal.id,
        dimension=signal.dimension,
        low=_rounded(value.low),
        high=_rounded(value.high),
        state=value.state.value,
        averaged=signal.averaged,
        formula=signal.formula,
        choice=signal.choice,
        shows=signal.shows,
        controls=tuple(control for control in signal.controls if control in known),
    )


def _count(name: str, count: Count) -> JairfCount:
    return JairfCount(
        name=name,
        count=_rounded(count.count),
        of=None if count.of is None else _rounded(count.of),
        unsure=_rounded(count.unsure),
    )


def _rounded(value: float) -> float:
    return round(float(value), 6)
