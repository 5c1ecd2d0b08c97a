"""What an inspect_ai log states of its scores, and whether its samples bear that out."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from auditor.benchmarks.estimators import mean_score
from auditor.documents import Value
from auditor.model.runs import Figure, TaskTally
from auditor.readers.benchmarks import fields
from auditor.readers.benchmarks.inspect_logs import Log
from auditor.readers.benchmarks.tallying import disagreement

_MEANS = ("accuracy", "mean")
"""Metrics that are the mean of the samples' scores."""
_SPREADS = ("stderr", "bootstrap_stderr", "std", "bootstrap_std", "var", "hierarchical_bootstrap")


class Scorer(Struct, frozen=True, kw_only=True):
    """The scorer whose scores count, and what its first metric is called."""

    name: str
    metric: str

    def value(self, scores: dict[str, Value]) -> Value:
        """Return the value that it gave a sample; without a name, that of the only scorer."""
        if self.name:
            return fields.at(scores.get(self.name), "value")
        return fields.at(next(iter(scores.values())), "value") if len(scores) == 1 else None


def first_scorer(header: dict[str, Value]) -> Scorer:
    """Return the first scorer of the results, or of the plan where there are no results yet."""
    for first in fields.items(header, "results", "scores"):
        metrics = [name for name in fields.mapping(first, "metrics") if name not in _SPREADS]
        name = fields.text(first, "scorer") or fields.text(first, "name")
        return Scorer(name=name, metric=metrics[0] if metrics else "accuracy")
    planned = next(iter(fields.items(header, "eval", "scorers")), None)
    return Scorer(name=fields.text(planned, "name"), metric="accuracy")


def figures(log: Log) -> Iterator[Figure]:
    """Yield what the results state from 0 to 1, the first scorer's first; other scorers' with their names before it."""
    first = first_scorer(log.header).name
    for index, scorer in enumerate(fields.items(log.header, "results", "scores")):
        metrics = fields.mapping(scorer, "metrics")
        error = next(
            (found for name in _SPREADS[:2] if (found := fields.number(metrics, name, "value")) is not None), None
        )
        name = fields.text(scorer, "name")
        prefix = "" if index == 0 else f"{name}/"
        reducer = fields.text(scorer, "reducer")
        suffix = f" ({reducer})" if reducer not in ("", "mean") else ""
        if index and name == first and not suffix:
            prefix = f"{name}/{index}/"
        for metric, said in metrics.items():
            value = fields.number(said, "value")
            if metric not in _SPREADS and value is not None and 0 <= value <= 1:
                yield Figure(
                    metric=f"{prefix}{metric}{suffix}",
                    value=value,
                    stderr=error if metric in _MEANS and error is not None and error >= 0 else None,
                    location=log.at("results", "scores", index, "metrics", metric),
                )


def mean_of(header: dict[str, Value]) -> float | None:
    """Return the stated mean of the first scorer's scores, if that is from 0 to 1 and over the mean of the epochs."""
    first = next(iter(fields.items(header, "results", "scores")), None)
    reducers = [fields.text(one) for one in fields.items(header, "eval", "config", "epochs_reducer")]
    if any(one != "mean" for one in (*reducers[:1], fields.text(first, "reducer") or "mean")):
        return None
    if fields.text(first, "name") != (fields.text(first, "scorer") or fields.text(first, "name")):
        return None  # One of several values of a scorer.
    found = (fields.number(first, "metrics", metric, "value") for metric in _MEANS)
    return next((value for value in found if value is not None and 0 <= value <= 1), None)


def complaints(header: dict[str, Value], tallies: tuple[TaskTally, ...]) -> Iterator[str]:
    """Yield a sentence where the stated mean is not that of the samples, each the mean of its epochs."""
    stated = mean_of(header)
    if stated is not None and tallies:
        yield from disagreement("results", stated, mean_score(tallies))


def scored_samples(header: dict[str, Value]) -> int | None:
    """Return how many samples the first scorer scored; None in logs that do not say it."""
    first = next(iter(fields.items(header, "results", "scores")), None)
    return fields.whole(first, "scored_samples")
