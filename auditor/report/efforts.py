"""What more reasoning bought: success gained for each added reasoning token, where two runs differ in nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from auditor.report.schema_models import EffortGain, EvaluationFact

_ORDER = ("none", "disabled", "minimal", "low", "medium", "enabled", "high", "xhigh", "max")
_THOUSAND = 1000


def effort_gains(evaluations: Sequence[EvaluationFact]) -> tuple[tuple[EffortGain, ...], str]:
    """Return the gains between runs of one model that differ only in reasoning effort, or why there are none.

    Gain = (score of the higher effort - score of the lower) · 100 ÷ (added reasoning tokens of a trial ÷ 1,000):
    points of success for each added thousand tokens. Compared are runs of one benchmark, version, part, harness,
    calling mode, step budget and user simulator.
    """
    if not evaluations:
        return (), "no result of this model was read"
    stated = [one for one in evaluations if one.reasoning_effort and one.score is not None]
    if not stated:
        return (), "no result says with which reasoning effort it was gathered"
    groups: dict[tuple[object, ...], list[EvaluationFact]] = defaultdict(list)
    for one in stated:
        groups[_alike(one)].append(one)
    gains: list[EffortGain] = []
    for same in groups.values():
        by_effort = {one.reasoning_effort: one for one in sorted(same, key=lambda one: one.date)}
        ordered = sorted(by_effort.values(), key=_rank)
        gains += [_gain(low, high) for low, high in pairwise(ordered)]
    return tuple(gains), "" if gains else "no two results differ only in their reasoning effort"


def _alike(one: EvaluationFact) -> tuple[object, ...]:
    return (
        one.benchmark, one.version, one.part, one.metric, one.harness, one.harness_version, one.calling_mode,
        one.step_budget, one.user_simulator, one.tasks,
    )  # fmt: skip


def _rank(one: EvaluationFact) -> tuple[float, int, str]:
    """Order efforts by the tokens they took, else by what their words are known to mean."""
    word = one.reasoning_effort.lower()
    known = _ORDER.index(word) if word in _ORDER else len(_ORDER)
    return one.reasoning_tokens if one.reasoning_tokens is not None else -1.0, known, word


def _gain(low: EvaluationFact, high: EvaluationFact) -> EffortGain:
    added = _added(low, high)
    points = ((high.score or 0.0) - (low.score or 0.0)) * 100
    why = ""
    if added is None:
        why = "the files do not say how many reasoning tokens were spent"
    elif added <= 0:
        why = "the higher effort took no more reasoning tokens"
    return EffortGain(
        benchmark=high.title,
        part=high.part,
        low_effort=low.reasoning_effort,
        high_effort=high.reasoning_effort,
        low_score=low.score or 0.0,
        high_score=high.score or 0.0,
        added_tokens=added,
        gain=round(points / (added / _THOUSAND), 4) if added is not None and added > 0 else None,
        why=why,
    )


def _added(low: EvaluationFact, high: EvaluationFact) -> float | None:
    if low.reasoning_tokens is None or high.reasoning_tokens is None:
        return None
    return round(high.reasoning_tokens - low.reasoning_tokens, 1)
