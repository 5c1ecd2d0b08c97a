"""Published results beside those of a model: at most five around each, or why there are none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from auditor.formats.page import model_words as say
from auditor.formats.page.limits import Limits, Shown, head
from auditor.formats.page.words import number, plural
from auditor.report.schema import EvaluationFact, ModelFact, ReferenceFact

_BESIDE = 5
"""Published results that stand around one of the system's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """One line of a comparison."""

    name: str
    score: str
    setting: str
    reporter: str
    date: str
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One result between published ones, the best first."""

    label: str
    standing: str
    rows: tuple[Neighbour, ...]


def compared(fact: EvaluationFact) -> bool:
    """Tell whether published results stand beside this one."""
    return bool(fact.beside) and fact.score is not None


def nearest(fact: EvaluationFact) -> list[ReferenceFact]:
    """Return the published results nearest to this one, the best first."""
    own = fact.score or 0.0
    near = sorted(fact.beside, key=lambda ref: abs(ref.score - own))[:_BESIDE]
    return sorted(near, key=lambda ref: (-ref.score, ref.model))


def comparison(model: ModelFact, fact: EvaluationFact) -> Comparison:
    """Return a result of a model between the published ones nearest to it."""
    own = fact.score or 0.0
    near = nearest(fact)
    higher = sum(ref.score > own for ref in fact.beside)
    mine = Neighbour(
        name=model.id,
        score=say.share(own),
        setting=", ".join(filter(None, (fact.calling_mode, fact.reasoning_effort, "subset" if fact.subset else ""))),
        reporter=fact.reported_by if fact.published else "read by this audit",
        date=fact.date,
        own=True,
    )
    above = [_neighbour(ref) for ref in near if ref.score > own]
    return Comparison(
        label=say.label_of(fact),
        standing=f"{number(higher) if higher else 'none'} of {plural(len(fact.beside), 'published result')} near it "
        f"{'are' if higher > 1 else 'is'} higher",
        rows=(*above, mine, *(_neighbour(ref) for ref in near if ref.score <= own)),
    )


def _neighbour(ref: ReferenceFact) -> Neighbour:
    return Neighbour(
        name=ref.model,
        score=say.share(ref.score),
        setting=", ".join(filter(None, (ref.setting, ref.mode, ref.effort))),
        reporter=" ".join(filter(None, (ref.reported_by, "(its maker)" if ref.self_reported else ""))),
        date=ref.date,
        own=False,
    )


def alone(facts: Iterable[EvaluationFact], limits: Limits) -> Shown[tuple[str, Shown[str]]]:
    """Return why nothing stands beside some results, each reason with the results."""
    reasons: dict[str, dict[str, None]] = {}
    for fact in facts:
        if not compared(fact) and fact.score is not None and fact.beside_why:
            reasons.setdefault(fact.beside_why, {})[say.label_of(fact)] = None
    return head([(why, head(labels, limits.few)) for why, labels in reasons.items()], limits.few)
