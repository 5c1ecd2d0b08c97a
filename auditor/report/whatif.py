"""The report's facts about what would be if."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from auditor.checklist import Control
from auditor.model.findings import Severity
from auditor.recommend import Advice
from auditor.report.schema_whatif import ControlEffect, EffectPair, WhatIfFact, WhatIfState
from auditor.scoring.verdict import VerdictResult
from auditor.whatif import Assumption, Effect, Pair, written

_MOST_ASSUMPTIONS = 12
"""Assumptions that a recommendation names; one for many tools makes one for each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a system stands."""

    level: int | None
    verdict: VerdictResult | None
    open_failures: Mapping[Severity, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposed:
    """What somebody asked to assume, and what that changes."""

    assumptions: tuple[Assumption, ...]
    before: Standing
    after: Standing
    effect: Effect


def what_if_fact(supposed: Supposed, controls: Sequence[Control]) -> WhatIfFact:
    """Return the what-if as the report carries it."""
    by_id = {control.id: control for control in controls}
    effect = supposed.effect
    return WhatIfFact(
        assumptions=tuple(written(assumption) for assumption in supposed.assumptions),
        before=_state(supposed.before),
        after=_state(supposed.after),
        closes=tuple(_pair(pair, by_id, failing=True) for pair in effect.closes),
        opens=tuple(_pair(pair, by_id, failing=True) for pair in effect.opens),
        settles=tuple(_pair(pair, by_id, failing=False) for pair in effect.settles),
        blurs=tuple(_pair(pair, by_id, failing=True) for pair in effect.blurs),
    )


def assumed_by(advice: Advice) -> tuple[str, ...]:
    """Return what is assumed to try an advice, as the command line takes it; of many assumptions the first twelve."""
    return tuple(written(assumption) for assumption in advice.assumptions[:_MOST_ASSUMPTIONS])


def control_effects(pairs: Iterable[Pair], severities: Mapping[str, Severity]) -> tuple[ControlEffect, ...]:
    """Return how many subjects of each control some pairs have, by control."""
    counts = Counter(pair.control for pair in pairs)
    return tuple(ControlEffect(control=id_, severity=severities[id_], subjects=n) for id_, n in sorted(counts.items()))


def _state(standing: Standing) -> WhatIfState:
    return WhatIfState(
        level=standing.level,
        verdict=standing.verdict.outcome.value if standing.verdict is not None else "",
        failing_high=standing.open_failures.get(Severity.HIGH, 0),
        failing_medium=standing.open_failures.get(Severity.MEDIUM, 0),
        failing_low=standing.open_failures.get(Severity.LOW, 0),
    )


def _pair(pair: Pair, controls: Mapping[str, Control], *, failing: bool) -> EffectPair:
    control = controls[pair.control]
    title = control.failure_title if failing else control.title
    return EffectPair(control=control.id, title=title, severity=control.severity, subject=pair.subject)
