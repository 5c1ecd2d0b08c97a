"""From signals to dimensions, and from those to one interval with a level and a grade."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auditor.scoring.jairf import SIGNALS, context
from auditor.scoring.jairf.context import Context, context_of
from auditor.scoring.jairf.counts import Counts
from auditor.scoring.jairf.interval import Interval, State
from auditor.scoring.jairf.normalisers import clamp, harmonic_mean, risk_discount, with_bonus


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """One of the six dimensions."""

    id: str
    title: str
    weight: float
    formula: str


DIMENSIONS = (
    Dimension(id="FC", title="Foundational Compliance", weight=0.16, formula="100 × mean of 4"),
    Dimension(id="DXJ", title="Developer Experience and Tooling", weight=0.18, formula="100 × mean of 5"),
    Dimension(
        id="ARAX",
        title="AI-Readiness and Agent Experience",
        weight=0.24,
        formula="100 × mean of 6 × (1 + 0.05 ai_semantic_surface), at most 100",
    ),
    Dimension(
        id="AU",
        title="Agent Usability",
        weight=0.20,
        formula="100 × mean of 6, pagination and hypermedia in navigation",
    ),
    Dimension(id="SEC", title="Security", weight=0.12, formula="100 × mean of 6 × sensitivity × exposure, then caps"),
    Dimension(id="AID", title="AI Discoverability", weight=0.10, formula="100 × mean of 5 × risk discount"),
)
FINAL_FORMULA = "Σ weight ÷ Σ (weight ÷ (dimension + 0.000001)), over the six dimensions"

LEVELS = ((90.0, "Agent-Optimized"), (75.0, "AI-Ready"), (60.0, "AI-Aware"), (40.0, "Foundational"), (0.0, "Not Ready"))
"""From a lower bound, which belongs to the level; levels 4 to 0."""

_GRADES = (
    (90, "A+"), (80, "A"), (70, "A-"), (67, "B+"), (63, "B"), (60, "B-"), (57, "C+"), (53, "C"), (50, "C-"), (47, "D+"),
    (43, "D"), (40, "D-"),
)  # fmt: skip
_FOUNDATION_FLOOR = 40.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionScore:
    """One dimension of one document, from 0 to 100."""

    dimension: Dimension
    score: Interval
    effects: tuple[str, ...]
    """What scaled or capped it, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One document by JAIRF."""

    counts: Counts
    signals: Mapping[str, Interval]
    """By the signal's id."""
    context: Context
    dimensions: tuple[DimensionScore, ...]
    final: Interval
    level: int
    """That of the low end: the document has at least this one."""
    grade: str
    """Likewise."""

    def count(self, state: State) -> int:
        """Return how many signals are in a state."""
        return sum(value.state is state for value in self.signals.values())


def score(counts: Counts) -> Result:
    """Return what a document's counts come to.

    A signal that is not measured is 0 at the low end and 1 at the high end, so that nothing looks better for being
    unknown.
    """
    signals = {signal.id: signal.value(counts) for signal in SIGNALS}
    where = context_of(counts)
    dimensions = tuple(_dimension(dimension, signals, where) for dimension in DIMENSIONS)
    final = Interval(
        low=harmonic_mean([(d.dimension.weight, d.score.low) for d in dimensions]),
        high=harmonic_mean([(d.dimension.weight, d.score.high) for d in dimensions]),
    )
    level = level_of(final.low, foundation=dimensions[0].score.low)
    return Result(
        counts=counts,
        signals=signals,
        context=where,
        dimensions=dimensions,
        final=final,
        level=level,
        grade=grade_of(final.low),
    )


def level_of(points: float, *, foundation: float) -> int:
    """Return the readiness level of a score; 0 for one whose Foundational Compliance is below 40."""
    if foundation < _FOUNDATION_FLOOR:
        return 0
    return len(LEVELS) - 1 - next(number for number, (floor, _) in enumerate(LEVELS) if points >= floor)


def grade_of(points: float) -> str:
    """Return the letter grade of a score."""
    return next((grade for floor, grade in _GRADES if points >= floor), "F")


def mean(terms: Sequence[Interval]) -> Interval:
    """Return the arithmetic mean, at both ends."""
    return Interval(low=sum(t.low for t in terms) / len(terms), high=sum(t.high for t in terms) / len(terms))


def terms_of(dimension: str, signals: Mapping[str, Interval]) -> list[Interval]:
    """Return the signals that a dimension averages."""
    return [signals[signal.id] for signal in SIGNALS if signal.dimension == dimension and signal.averaged]


def _dimension(dimension: Dimension, signals: Mapping[str, Interval], where: Context) -> DimensionScore:
    core = mean(terms_of(dimension.id, signals))
    effects: tuple[str, ...] = ()
    if dimension.id == "ARAX":
        hints = signals["ai_semantic_surface"]
        core = Interval(low=with_bonus(core.low, hints.low), high=with_bonus(core.high, hints.high))
    found = Interval(low=100 * clamp(core.low), high=100 * clamp(core.high))
    if dimension.id == "SEC":
        found, effects = _secured(found, signals, where)
    elif dimension.id == "AID":
        found, effects = _discounted(found, mean(terms_of("SEC", signals)), where)
    return DimensionScore(dimension=dimension, score=found, effects=effects)


def _discounted(found: Interval, base: Interval, where: Context) -> tuple[Interval, tuple[str, ...]]:
    low = risk_discount(
        context.EXPOSURE_WEIGHT[where.worst_exposure], context.SENSITIVITY_WEIGHT[where.worst_sensitivity], base.low
    )
    high = risk_discount(
        context.EXPOSURE_WEIGHT[where.best_exposure], context.SENSITIVITY_WEIGHT[where.best_sensitivity], base.high
    )
    said = f"× risk discount {low:.4f} to {high:.4f}, from the unscaled mean of Security"
    return Interval(low=found.low * low, high=found.high * high), (said,)


def _secured(found: Interval, signals: Mapping[str, Interval], where: Context) -> tuple[Interval, tuple[str, ...]]:
    worst = context.SENSITIVITY_FACTOR[where.worst_sensitivity] * context.EXPOSURE_FACTOR[where.worst_exposure]
    best = context.SENSITIVITY_FACTOR[where.best_sensitivity] * context.EXPOSURE_FACTOR[where.best_exposure]
    low, high = found.low * worst, found.high * best
    effects = [f"× {worst:g} to {best:g} for {_words(where)}"]
    plain = signals["transport_security"]
    low *= context.PLAIN_HTTP_FACTOR if plain.low < 1 else 1.0
    high *= context.PLAIN_HTTP_FACTOR if plain.high < 1 else 1.0
    effects += _said(plain, f"× {context.PLAIN_HTTP_FACTOR:g} for a public address without https")
    for signal, low_cap, high_cap, text in _caps(where):
        value = signals[signal]
        low = min(low, low_cap) if value.low < 1 else low
        high = min(high, high_cap) if value.high < 1 else high
        effects += _said(value, f"at most {low_cap:g} for {text}")
    return Interval(low=low, high=high), tuple(effects)


def _caps(where: Context) -> tuple[tuple[str, float, float, str], ...]:
    """Return signal, the cap at each end, and why."""
    inside = context.Exposure.INTERNAL
    personal = "personal fields without protection, if it is not internal"
    return (
        ("secret_hygiene", context.CREDENTIALS_CAP, context.CREDENTIALS_CAP, "credentials in the document"),
        (
            "auth_coverage",
            context.OPEN_CAP[where.worst_exposure],
            context.OPEN_CAP[where.best_exposure],
            "a sensitive operation without authentication",
        ),
        (
            "sensitive_handling",
            100.0 if where.worst_exposure is inside else context.PERSONAL_CAP,
            100.0 if where.best_exposure is inside else context.PERSONAL_CAP,
            personal,
        ),
    )


def _said(value: Interval, text: str) -> list[str]:
    if value.high < 1:
        return [text]
    return [f"perhaps {text}"] if value.low < 1 else []


def _words(where: Context) -> str:
    def both(worst: str, best: str) -> str:
        return worst if worst == best else f"{best} to {worst}"

    exposure = both(where.worst_exposure.value, where.best_exposure.value)
    return f"{exposure} exposure and {both(where.worst_sensitivity.value, where.best_sensitivity.value)} sensitivity"
