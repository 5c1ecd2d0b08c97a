"""Results of models side by side: only those measured alike, each with its interval, and never a mean of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from auditor.benchmarks.reference_scores import plain_version
from auditor.comparison.offered import Keyed, listed
from auditor.comparison.schema_rows import AloneResult, BenchmarkRow, Result
from auditor.report.schema import EvaluationFact

_Same = tuple[str, str, str, str, str]

_ALSO: tuple[tuple[str, Callable[[EvaluationFact], str]], ...] = (
    ("the calling mode", lambda fact: fact.calling_mode),
    ("the harness", lambda fact: f"{fact.harness} {fact.harness_version}".strip()),
    ("the reasoning effort", lambda fact: fact.reasoning_effort),
    ("the limit of steps", lambda fact: "" if fact.step_budget is None else str(fact.step_budget)),
    ("the number of tasks", lambda fact: "" if fact.tasks is None else str(fact.tasks)),
    ("the number of trials", lambda fact: "" if fact.trials is None else str(fact.trials)),
)


class Measured:
    """The results of all offers: those that stand beside each other, and those that nothing stands beside."""

    def __init__(self, offers: Sequence[Keyed]) -> None:
        results = [
            Result(offer=offer.key, model=model.id, fact=fact)
            for offer in offers
            for model in offer.report.models
            for fact in model.evaluations
        ]
        shown = {result.offer for result in results}
        self.unshown = tuple(offer.key for offer in offers if offer.key not in shown)
        unfit = [(result, why) for result in results if (why := _unfit(result.fact))]
        alike: dict[_Same, list[Result]] = defaultdict(list)
        for result in results:
            if not _unfit(result.fact):
                alike[_measured_as(result.fact)].append(result)
        together = {same: found for same, found in alike.items() if len({result.offer for result in found}) > 1}
        apart = [result for same, found in alike.items() if same not in together for result in found]
        self.rows = tuple(_row(found) for _, found in sorted(together.items(), key=lambda item: item[0]))
        lonely = [(result, _why_apart(result, results)) for result in apart]
        self.alone = tuple(
            AloneResult(result=result, why=why)
            for result, why in sorted((*unfit, *lonely), key=lambda pair: _order(pair[0]))
        )


def label_of(fact: EvaluationFact) -> str:
    """Return what was run, such as `BFCL V4 multi_turn`."""
    version = "" if not fact.version or fact.version.lower() in fact.title.lower().split() else fact.version
    return " ".join(filter(None, (fact.title, version, fact.part)))


def _order(result: Result) -> tuple[str, str, str, str, str, str]:
    fact = result.fact
    return result.offer, result.model, fact.benchmark, fact.part, fact.metric, fact.place


def _unfit(fact: EvaluationFact) -> str:
    """Return why nothing can stand beside a result whatever other offers show; empty where something may."""
    if fact.score is None:
        return "it has no score"
    if fact.own_task:
        return "it is on the vendor's own tasks"
    if fact.subset:
        return "only a part of the tasks was run"
    if fact.simulated_user and not fact.user_simulator:
        return "it does not say which model played the user"
    if not fact.metric:
        return "it does not say what its score measures"
    return ""


def _measured_as(fact: EvaluationFact) -> _Same:
    user = fact.user_simulator.lower() if fact.simulated_user else ""
    return fact.benchmark, plain_version(fact.version), fact.part.lower(), fact.metric.lower(), user


def _why_apart(result: Result, results: Sequence[Result]) -> str:
    """Return why no result of another offer stands beside one that could be compared."""
    name = result.fact.title
    same = [other for other in results if other.fact.benchmark == result.fact.benchmark]
    others = [other for other in same if other.offer != result.offer]
    if not others:
        return f"no other offer shows a result of {name}"
    fit = [other for other in others if not _unfit(other.fact)]
    if not fit:
        return f"the other results of {name} cannot be compared: {_unfit(others[0].fact)}"
    mine = _measured_as(result.fact)
    topics = ("", "version", "part", "metric", "simulated user")
    for position, topic in enumerate(topics):
        agreeing = [other for other in fit if _measured_as(other.fact)[: position + 1] == mine[: position + 1]]
        if not agreeing:
            return f"no other result of {name} has the same {topic}"
        fit = agreeing
    return f"no other offer shows a result of {name}"


def _row(found: Sequence[Result]) -> BenchmarkRow:
    results = tuple(sorted(found, key=_order))
    return BenchmarkRow(
        title=label_of(results[0].fact),
        metric=results[0].fact.metric,
        results=results,
        reading=_reading(results),
        unlike=tuple(
            f"{name} ({', '.join(dict.fromkeys(of(result.fact) or 'not said' for result in results))})"
            for name, of in _ALSO
            if len({of(result.fact) for result in results}) > 1
        ),
    )


def _reading(results: Sequence[Result]) -> str:
    """Return what the intervals allow to say. Intervals that overlap do not tell two results apart."""
    if any(result.fact.low is None or result.fact.high is None for result in results):
        return "A result has no interval, so nobody can say how sure a difference is."
    said = []
    names = _names(results)
    for result in sorted(results, key=lambda one: -(one.fact.score or 0)):
        below = [
            names[id(other)]
            for other in results
            if other.offer != result.offer and (other.fact.high or 0) < (result.fact.low or 0)
        ]
        if below:
            said.append(f"{names[id(result)]} lies above {listed(below)}")
    if not said:
        return "The 95 % intervals overlap: this does not tell the offers apart."
    return f"By 95 % intervals that do not overlap, {'; '.join(said)}."


def _names(results: Sequence[Result]) -> dict[int, str]:
    """Return what a sentence calls each result: the offer's letter, with the model where the offer has several."""
    several = Counter(result.offer for result in results)
    return {
        id(result): result.offer if several[result.offer] == 1 else f"{result.offer} ({result.model})"
        for result in results
    }
