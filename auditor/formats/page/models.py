"""The models: a drawing of their results, run by run with the conditions, and published results beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from auditor.formats.page import model_words as say
from auditor.formats.page.beside import Comparison, alone, compared, comparison, nearest
from auditor.formats.page.limits import Limits, Shown, head
from auditor.formats.page.words import number, plural
from auditor.report.schema import EffortGain, EvaluationFact, ForeignEvaluation, ModelFact, Report

_SOURCES = 3
_MARGIN = 2.0
"""Percent of a drawing's width on each side of its axis, so that a mark at an end is whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One result as it is drawn; places are percentages of the drawing's width."""

    label: str
    kind: say.Kind
    about: str
    """What tells it from other runs of the same benchmark."""
    at: str
    """Empty where there is no score."""
    low: str
    high: str
    ticks: tuple[str, ...]
    score: str
    size: str
    others: str
    alt: str
    """The numbers in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """One result in the table."""

    fact: EvaluationFact
    label: str
    kind: say.Kind
    score: str
    interval: str
    tasks: str
    subset: bool
    trials: str
    steady: tuple[str, ...]
    """In how many tasks all trials succeed and one does, and how many trials errors ended."""
    place: str
    """Only the line where the file is that of the row before, and nothing where the line is, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunView:
    """Results of one run with the conditions that they share."""

    rows: tuple[ResultRow, ...]
    conditions: str
    unstated: str
    spending: str
    overall: str
    doubts: Shown[str]
    """What speaks against it, as sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GainRow:
    """What more reasoning bought, in numbers and words."""

    fact: EffortGain
    success: str
    added: str
    gain: str
    """Empty where it cannot be computed; then the fact says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelView:
    """One model, and everything that is said of it."""

    fact: ModelFact
    lead: str
    bars: Shown[Bar]
    runs: tuple[RunView, ...]
    comparisons: Shown[Comparison]
    sources: Shown[str]
    alone: Shown[tuple[str, Shown[str]]]
    """Why nothing stands beside some results, each reason with the results."""
    gains: Shown[GainRow]
    foreign: Shown[ForeignEvaluation]
    missing: Shown[str]


def models_of(report: Report, limits: Limits) -> Shown[ModelView]:
    """Return the models, those that agents use first, as far as a medium shows them; all share its rows."""
    audited = say.moment(report.created_at)
    ordered = sorted(report.models, key=lambda model: not model.used_by)
    shown = head(ordered, limits.subjects)
    each = max(limits.few, limits.rows // max(1, sum(bool(model.evaluations) for model in shown.items)))
    return Shown(items=tuple(_view(model, audited, each, limits) for model in shown.items), more=shown.more)


def _view(model: ModelFact, audited: date | None, rows: int, limits: Limits) -> ModelView:
    shown = head(model.evaluations, rows)
    comparisons = head([comparison(model, fact) for fact in shown.items if compared(fact)], limits.few)
    sources = dict.fromkeys(ref.source for fact in shown.items if compared(fact) for ref in nearest(fact) if ref.source)
    return ModelView(
        fact=model,
        lead=say.lead(model, audited),
        bars=Shown(items=tuple(_bar(fact, audited) for fact in shown.items), more=shown.more),
        runs=tuple(_run(facts, audited, limits) for facts in _by_run(shown.items)),
        comparisons=comparisons,
        sources=head(sources, _SOURCES),
        alone=alone(shown.items, limits),
        gains=head([_gain(fact) for fact in model.efforts], limits.subjects),
        foreign=head(model.foreign, limits.few),
        missing=head(model.missing, limits.subjects),
    )


def _by_run(facts: Iterable[EvaluationFact]) -> Iterable[list[EvaluationFact]]:
    """Return the results of each run together; each statement is by itself."""
    groups: dict[tuple[str, int], list[EvaluationFact]] = {}
    for position, fact in enumerate(facts):
        groups.setdefault((fact.run, -1 if fact.run else position), []).append(fact)
    return groups.values()


def _x(value: float) -> str:
    """Return where a share stands on the axis."""
    return f"{_MARGIN + (100 - 2 * _MARGIN) * min(max(value, 0.0), 1.0):.2f}%"


def _bar(fact: EvaluationFact, audited: date | None) -> Bar:
    label, kind, scores = say.label_of(fact), say.kind_of(fact), [ref.score for ref in fact.beside]
    sure = fact.score is not None and fact.low is not None and fact.high is not None
    old = say.old(fact, audited)
    about = (
        "kind unknown" if kind == "unknown" else kind,
        old or ("date doubtful" if fact.date else ""),
        f"effort {fact.reasoning_effort}" if fact.reasoning_effort else "",
        "subset" if fact.subset else "",
    )
    others = plural(len(scores), "other") if scores else ""
    span = f" from {say.share(min(scores))} to {say.share(max(scores))}" if scores else ""
    told = say.share(fact.score) if fact.score is not None else "no score"
    width = f", 95 % interval {say.interval(fact)}" if sure else ", no interval known" if fact.score is not None else ""
    beside = f"; {plural(len(scores), 'published result')} of others{span}" if scores else ""
    return Bar(
        label=label,
        kind=kind,
        about=" · ".join(filter(None, about)),
        at=_x(fact.score) if fact.score is not None else "",
        low=_x(fact.low) if sure and fact.low is not None else "",
        high=_x(fact.high) if sure and fact.high is not None else "",
        ticks=tuple(dict.fromkeys(_x(round(score, 2)) for score in scores)),
        score=told if fact.score is not None else "",
        size=plural(fact.tasks, "task") if fact.tasks is not None else "",
        others=others,
        alt=f"{label}: {told}{width}, {about[0]}{beside}",
    )


def _run(facts: Sequence[EvaluationFact], audited: date | None, limits: Limits) -> RunView:
    first = facts[0]
    return RunView(
        rows=tuple(_row(fact, before) for fact, before in zip(facts, (None, *facts), strict=False)),
        conditions=" · ".join(say.conditions(first, audited)),
        unstated=say.unstated(first),
        spending=say.spending(first),
        overall=_overall(facts, limits),
        doubts=head(dict.fromkeys(_doubts(facts, audited)), limits.few),
    )


def _row(fact: EvaluationFact, before: EvaluationFact | None) -> ResultRow:
    lost = f"{number(fact.dropped)} lost to errors" if fact.dropped else ""
    return ResultRow(
        fact=fact,
        label=say.label_of(fact),
        kind=say.kind_of(fact),
        score=say.share(fact.score) if fact.score is not None else "",
        interval=say.interval(fact) if fact.score is not None else "",
        tasks=say.tasks(fact),
        subset=fact.subset is True,
        trials=number(fact.trials) if fact.trials is not None else "",
        steady=tuple(filter(None, (*say.trials(fact), lost))),
        place=_place(fact.place, before.place if before is not None else ""),
    )


def _place(place: str, before: str) -> str:
    if place == before:
        return ""
    path, lines = _lines(place)
    return lines if lines and path == _lines(before)[0] else place


def _lines(place: str) -> tuple[str, str]:
    """Return the path of a place, and its line and column."""
    path = place
    for _ in range(2):
        start, colon, digits = path.rpartition(":")
        path = start if colon and digits.isdecimal() else path
    return path, place[len(path) :]


def _overall(facts: Sequence[EvaluationFact], limits: Limits) -> str:
    """Return the benchmark's own overall score, or why it has none, and how much of what was run is dynamic."""
    said = []
    for fact in facts:
        if fact.overall is not None:
            said.append(f"Overall {say.share(fact.overall)}.")
        elif fact.overall_missing:
            missing = head(fact.overall_missing, limits.few)
            more = f" and {number(missing.more)} more" if missing.more else ""
            count = plural(missing.total, "category", "categories")
            were = "was" if missing.total == 1 else "were"
            said.append(f"No overall: {count} {were} not run ({', '.join(missing.items)}{more}).")
        if fact.dynamic_share is not None:
            said.append(f"{say.share(fact.dynamic_share)} of the weight of what was run is dynamic.")
    return " ".join(dict.fromkeys(said))


def _doubts(facts: Sequence[EvaluationFact], audited: date | None) -> Iterable[str]:
    for fact in facts:
        if fact.self_simulated:
            yield "The model under test played its own user, who is easier to please"
        if wrong := say.date_fault(fact, audited):
            yield f"The date cannot be right: {wrong}"
    for fact in facts:
        where = f"`{fact.part}`: " if fact.part and len(facts) > 1 else ""
        yield from (f"{where}{fault}" for fault in fact.faults)


def _gain(fact: EffortGain) -> GainRow:
    return GainRow(
        fact=fact,
        success=f"{say.share(fact.low_score)} → {say.share(fact.high_score)}",
        added=number(round(fact.added_tokens)) if fact.added_tokens is not None else "",
        gain=f"{fact.gain:+.2f}" if fact.gain is not None else "",
    )
