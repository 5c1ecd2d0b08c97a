"""Results of models, ways to a level and questions, in the words that every writer of a comparison uses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.comparison.schema import Comparison, Offer
from auditor.comparison.schema_rows import Asked, BenchmarkRow, Inquiry, Result, Way, WayStep
from auditor.formats.beside.grid import name_of
from auditor.formats.page.model_words import conditions, interval, kind_of, label_of, moment, share, tasks
from auditor.formats.page.words import listed, number, plural


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultLine:
    """One result in a table."""

    group: str
    """What is common to the results from here on; empty where that is as before."""
    reading: str
    """What the group as a whole allows to say; it stands with its first line."""
    offer: str
    model: str
    label: str
    score: str
    interval: str
    tasks: str
    kind: str
    conditions: str
    place: str
    why: str
    """Why nothing stands beside it."""


def models_sentence(comparison: Comparison) -> str:
    """Return in a sentence what of the models' results can be set beside each other."""
    together = len(comparison.benchmarks)
    apart = len(comparison.alone)
    if not together and not apart:
        return "No offer shows a result of any model."
    said = (
        f"{plural(together, 'benchmark')} can be set beside each other"
        if together
        else "No two results can be compared"
    )
    rest = (
        f"; {plural(apart, 'result')} {'has' if apart == 1 else 'have'} nothing beside {'it' if apart == 1 else 'them'}"
    )
    none = f"; {listed(comparison.unshown)} {'shows' if len(comparison.unshown) == 1 else 'show'} none"
    return f"{said}{rest if apart else ''}{none if comparison.unshown else ''}. No mean is taken over benchmarks."


def result_lines(comparison: Comparison) -> Iterator[ResultLine]:
    """Yield the results that stand beside each other, then those that do not."""
    for row in comparison.benchmarks:
        for at, result in enumerate(row.results):
            yield _line(comparison, result, group="" if at else _group(row), reading="" if at else _reading(row))
    for at, alone in enumerate(comparison.alone):
        yield _line(comparison, alone.result, group="" if at else "With nothing beside them", why=alone.why)


def way_sentence(way: Way, asked_together: int | None) -> str:
    """Return how far the steps lead an offer."""
    if way.asked is None or way.reached is None:
        return "No level is asked of it."
    if way.reached >= way.asked:
        further = f" Others are asked for level {asked_together}." if asked_together != way.asked else ""
        return f"It reaches level {way.reached}, and level {way.asked} is asked.{further}"
    if not way.told:
        return "Its report is of an earlier version and does not say which steps are on the way."
    if not way.steps:
        return f"No step is known that leads to level {way.asked}."
    efforts = [
        f"{n} of {word} effort" for n, word in ((way.low, "low"), (way.medium, "medium"), (way.high, "high")) if n
    ]
    effects = [f"close at least {plural(way.closes.failed, 'failure')}"] if way.closes.failed else []
    effects += [f"settle {plural(way.closes.unknown, 'unknown')}"] if way.closes.unknown else []
    does = f"; together they {listed(effects)}" if effects else ""
    ends = "reach the level asked for" if way.arrives else f"lead to level {way.level_after} and no further"
    return f"{plural(len(way.steps), 'step')} to level {way.asked}: {listed(efforts)}{does}. They {ends}."


def step_effect(step: WayStep) -> str:
    """Return what a step brings, such as `closes 3 high; settles 30 unknown`."""
    counts = ((step.closes_high, "high"), (step.closes_medium, "medium"), (step.closes_low, "low"))
    closed = ", ".join(f"{number(count)} {word}" for count, word in counts if count)
    settled = f"settles {number(step.settles)} unknown" if step.settles else ""
    return "; ".join(filter(None, (f"closes {closed}" if closed else "", settled))) or "–"


def inquiry_sentence(inquiry: Inquiry) -> str:
    """Return how many questions could change the comparison, and how many more there are."""
    if not inquiry.asked:
        return f"None of {plural(inquiry.more, 'question')} would change how it stands." if inquiry.more else "None."
    more = f"; {plural(inquiry.more, 'more question')} in its report" if inquiry.more else ""
    return f"{plural(len(inquiry.asked), 'question')} that could change how it stands{more}."


def because(asked: Asked) -> str:
    """Return why a question is worth asking."""
    match asked.because:
        case "a gate is unknown":
            reason = f"gate of level {asked.gate_level}, unknown here"
        case "another offer shows it":
            reason = "unknown here"
        case "high severity":
            reason = "high severity, unknown here"
    shown = f"; {listed(asked.shown_by)} {'shows' if len(asked.shown_by) == 1 else 'show'} it" if asked.shown_by else ""
    return f"{reason}{shown}"


def _line(comparison: Comparison, result: Result, *, group: str = "", reading: str = "", why: str = "") -> ResultLine:
    fact = result.fact
    offer: Offer = comparison.offer(result.offer)
    return ResultLine(
        group=group,
        reading=reading,
        offer=f"{offer.key} {name_of(offer)}",
        model=result.model,
        label=label_of(fact),
        score="no score" if fact.score is None else f"{share(fact.score)} {fact.metric}".strip(),
        interval=interval(fact) or "not known",
        tasks=tasks(fact) or "not said",
        kind=kind_of(fact),
        conditions="; ".join(conditions(fact, moment(offer.created_at))),
        place=fact.place,
        why=why,
    )


def _group(row: BenchmarkRow) -> str:
    return f"{row.title}, {row.metric}"


def _reading(row: BenchmarkRow) -> str:
    unlike = f" Not the same in all: {'; '.join(row.unlike)}." if row.unlike else ""
    return f"{row.reading}{unlike}"
