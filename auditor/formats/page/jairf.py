"""The API AI-readiness framework: a table of signals for each dimension, then the aggregate with its numbers."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.formats.page.words import Mark, mark_of_control, number
from auditor.report.schema import Control, Jairf, JairfCount, JairfDimension, JairfSignal, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalRow:
    """One signal."""

    signal: JairfSignal
    value: str
    counted: str
    controls: tuple[tuple[Control, Mark], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionView:
    """One dimension and its signals."""

    dimension: JairfDimension
    value: str
    rows: tuple[SignalRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JairfView:
    """One document."""

    found: Jairf
    dimensions: tuple[DimensionView, ...]
    not_measured: int
    low_sum: str
    """The aggregate with the low ends put in."""
    high_sum: str


def jairf_of(report: Report) -> tuple[JairfView, ...]:
    """Return what the page shows of each document."""
    controls = {control.id: control for control in report.controls}
    return tuple(_view(found, controls) for found in report.jairf)


def _view(found: Jairf, controls: dict[str, Control]) -> JairfView:
    counts = {count.name: count for count in found.counts}
    return JairfView(
        found=found,
        dimensions=tuple(
            DimensionView(
                dimension=dimension,
                value=_between(dimension.low, dimension.high, digits=2),
                rows=tuple(_row(s, counts, controls) for s in found.signals if s.dimension == dimension.id),
            )
            for dimension in found.dimensions
        ),
        not_measured=len(found.signals) - found.measured - found.bounded,
        low_sum=_sum([(d.weight, d.low) for d in found.dimensions], found.low),
        high_sum=_sum([(d.weight, d.high) for d in found.dimensions], found.high),
    )


def _row(signal: JairfSignal, counts: dict[str, JairfCount], controls: dict[str, Control]) -> SignalRow:
    count = counts.get(signal.shows)
    return SignalRow(
        signal=signal,
        value="not measured" if signal.state == "not measured" else _between(signal.low, signal.high, digits=3),
        counted="" if count is None else _counted(count),
        controls=tuple(
            (controls[name], mark_of_control(controls[name])) for name in signal.controls if name in controls
        ),
    )


def _counted(count: JairfCount) -> str:
    said = _plain(count.count) + (f" of {_plain(count.of)}" if count.of is not None else "")
    return f"{said}, {_plain(count.unsure)} unsure" if count.unsure else said


def _plain(value: float) -> str:
    return number(int(value)) if value == int(value) else number(round(value, 2))


def _between(low: float, high: float, *, digits: int) -> str:
    first, last = f"{low:.{digits}f}", f"{high:.{digits}f}"
    return first if first == last else f"{first} to {last}"


def _sum(weighted: list[tuple[float, float]], final: float) -> str:
    total = sum(weight for weight, _ in weighted)
    parts = " + ".join(f"{weight:.2f}/{score:.2f}" for weight, score in weighted)
    return f"{total:.2f} ÷ ({parts}) = {final:.2f}"
