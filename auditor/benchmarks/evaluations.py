"""Turns a run into evaluations: what it shows on each kind of task, recomputed, with how surely."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from auditor.benchmarks import estimators
from auditor.benchmarks.bfcl_evaluations import group_score, group_size, grouped
from auditor.benchmarks.catalogue import Benchmark, Environment, Interaction, Nature, ToolUse, benchmark_called
from auditor.benchmarks.estimators import Interval
from auditor.model.claims import Location
from auditor.model.runs import Figure, Part, Run, TaskTally

_MOST_PARTS = 8
"""A run with more parts than this is shown as a whole; so are parts, such as subjects of MMLU, that nobody knows."""
_BFCL = "bfcl"


class Score(Struct, frozen=True, kw_only=True):
    """A share from 0 to 1 and how surely it is known."""

    value: float
    interval: Interval | None
    recomputed: bool
    """Whether it was computed from single outcomes or counts; False for a figure that a file only states."""


class Seen(Struct, frozen=True, kw_only=True):
    """What kind of test it is, as far as the catalogue or the record of the run shows."""

    interaction: Interaction | None = None
    environment: Environment | None = None
    tool_use: ToolUse | None = None

    @property
    def dynamic(self) -> bool | None:
        """Tell whether what answers the model changes; None where nobody shows it."""
        if self.environment is None:
            return None
        return self.environment in (Environment.SIMULATED, Environment.LIVE)


class Evaluation(Struct, frozen=True, kw_only=True):
    """What one run shows of one model on one kind of task."""

    run: Run
    benchmark: Benchmark | None
    """None for one that the catalogue does not have."""
    part: str
    parts: tuple[Part, ...]
    seen: Seen
    abstention: bool | None
    metric: str
    score: Score | None
    tasks: int | None
    trials: int | None
    """Counted trials of the task that has fewest."""
    dropped: int
    expected: int | None
    """Tasks that the whole set has."""
    all_trials: float | None
    """pass^k with k = trials, for two or more."""
    any_trial: float | None
    """pass@k with k = trials, for two or more."""
    location: Location

    @property
    def tallies(self) -> tuple[TaskTally, ...]:
        """Task by task, over all its parts."""
        return tuple(tally for part in self.parts for tally in part.tallies)

    @property
    def subset(self) -> bool | None:
        """Tell whether only a part of the tasks was run; None where nothing tells."""
        if self.run.limited or (self.expected and self.tasks is not None and self.tasks < self.expected):
            return True
        if self.expected is not None and self.tasks is not None:
            return False
        return self.run.limited


def evaluations_of(run: Run) -> tuple[Evaluation, ...]:
    """Return what a run shows: each group of BFCL, each domain, or all parts of one nature together."""
    benchmark = benchmark_called(run.benchmark)
    if is_bfcl(benchmark):
        return tuple(_of_group(run, benchmark, name, parts) for name, parts in grouped(run))
    groups = [(part.name, (part,)) for part in run.parts] if _stand_apart(run, benchmark) else _pooled(run, benchmark)
    return tuple(_evaluation(run, benchmark, name, parts) for name, parts in groups)


def _stand_apart(run: Run, benchmark: Benchmark | None) -> bool:
    """Tell whether each part is a result by itself: domains that the catalogue knows, or the few of an own set."""
    few = len(run.parts) <= _MOST_PARTS
    return len(run.parts) == 1 or (few and (benchmark is None or all(p.name in benchmark.parts for p in run.parts)))


def is_bfcl(benchmark: Benchmark | None) -> bool:
    """Tell whether a benchmark is BFCL, whose categories make up groups and an overall score by formulas of its own."""
    return benchmark is not None and benchmark.id == _BFCL


def _of_group(run: Run, benchmark: Benchmark | None, name: str, parts: tuple[Part, ...]) -> Evaluation:
    one = replace(_evaluation(run, benchmark, name, parts), expected=group_size(run, name))
    by_formula = group_score(run, name, parts)
    if by_formula is None:
        return one
    value, interval = by_formula
    recomputed = all(part.tallies or part.counted for part in parts)
    return replace(one, score=Score(value=value, interval=interval, recomputed=recomputed))


def _pooled(run: Run, benchmark: Benchmark | None) -> list[tuple[str, tuple[Part, ...]]]:
    def standing(part: Part) -> str:
        nature = nature_of(benchmark, part.name)
        return nature.standing.value if nature is not None else ""

    found = [(key, tuple(same)) for key, same in groupby(sorted(run.parts, key=standing), key=standing)]
    return [(f"{len(parts)} parts" if len(found) == 1 else f"{len(parts)} {key} parts", parts) for key, parts in found]


def nature_of(benchmark: Benchmark | None, part: str) -> Nature | None:
    """Return the nature of a part of a benchmark; None for an unknown benchmark."""
    if benchmark is None:
        return None
    known = benchmark.part(part)
    return known.nature if known is not None else benchmark.nature


def _evaluation(run: Run, benchmark: Benchmark | None, name: str, parts: tuple[Part, ...]) -> Evaluation:
    tallies = tuple(tally for part in parts for tally in part.tallies)
    trials = estimators.fewest_trials(tallies) or None
    several = trials is not None and trials > 1
    metric = next((part.metric for part in parts if part.metric), "") or (benchmark.metric if benchmark else "")
    stated = next((figure.metric for part in parts for figure in part.stated), "")
    tasks = tasks_counted(parts)
    return Evaluation(
        run=run,
        benchmark=benchmark,
        part=name,
        parts=parts,
        seen=_seen(run, benchmark, parts[0].name),
        abstention=_abstention(benchmark, parts),
        metric=metric or stated,
        score=score_of(parts, _known_size(benchmark, run, parts)),
        tasks=tasks,
        trials=trials,
        dropped=sum(tally.dropped for tally in tallies),
        expected=_known_size(benchmark, run, parts),
        all_trials=estimators.pass_hat(tallies, trials) if several and trials else _stated(parts, "pass^"),
        any_trial=estimators.pass_at(tallies, trials) if several and trials else _stated(parts, "pass@"),
        location=parts[0].location,
    )


def _stated(parts: Sequence[Part], prefix: str) -> float | None:
    """Return the figure for the largest k that the files state, where it is more than one try."""
    found = [
        (int(figure.metric.removeprefix(prefix)), figure.value)
        for part in parts
        for figure in part.stated
        if figure.metric.startswith(prefix) and figure.metric.removeprefix(prefix).isdecimal()
    ]
    best = max(found, default=(1, 0.0))
    return best[1] if best[0] > 1 and len(parts) == 1 else None


def stated_trials(parts: Sequence[Part]) -> int | None:
    """Return the trials of each task that a published pass^k or pass@k must rest on: the largest k stated."""
    found = [
        int(digits)
        for part in parts
        for figure in part.stated
        if figure.metric.startswith(("pass^", "pass@")) and (digits := figure.metric[5:]).isdecimal()
    ]
    return max(found, default=None)


def tasks_counted(parts: Sequence[Part]) -> int | None:
    """Return how many tasks stand behind some parts; None where one of them does not say."""
    counts = [len(estimators.counted(part.tallies)) if part.tallies else part.counted for part in parts]
    return sum(count for count in counts if count is not None) if all(c is not None for c in counts) else None


def score_of(parts: Sequence[Part], size: int | None) -> Score | None:
    """Return the mean score over all tasks of some parts, which weigh the same; the stated figure of a lone part.

    A stated figure has the interval that its standard error gives, or that of as many tasks as the set has.
    """
    if all(part.tallies for part in parts):
        tallies = [tally for part in parts for tally in part.tallies]
        value = estimators.mean_score(tallies)
        return None if value is None else Score(value=value, interval=estimators.interval_of(tallies), recomputed=True)
    totals = [_totals(part) for part in parts]
    known = [total for total in totals if total is not None]
    if len(known) == len(totals):
        correct, counted = math.fsum(c for c, _ in known), sum(n for _, n in known)
        value = min(max(correct / counted, 0.0), 1.0)
        return Score(value=value, interval=estimators.wilson(value, counted), recomputed=True)
    return _stated_score(parts[0].stated, size) if len(parts) == 1 else None


def _totals(part: Part) -> tuple[float, int] | None:
    if part.tallies:
        tasks = estimators.counted(part.tallies)
        mean = estimators.mean_score(tasks)
        return None if mean is None else (mean * len(tasks), len(tasks))
    return (part.correct, part.counted) if part.correct is not None and part.counted else None


def _stated_score(stated: Sequence[Figure], size: int | None) -> Score | None:
    if not stated or not 0 <= stated[0].value <= 1:
        return None
    value, error = stated[0].value, stated[0].stderr
    interval = None
    if error:
        half = estimators.Z95 * error
        interval = Interval(low=max(0.0, value - half), high=min(1.0, value + half))
    elif size:
        interval = estimators.wilson(value, size)
    return Score(value=value, interval=interval, recomputed=False)


def _known_size(benchmark: Benchmark | None, run: Run, parts: Sequence[Part]) -> int | None:
    sizes = [
        part.expected if part.expected is not None else (benchmark.size(part.name, run.version) if benchmark else None)
        for part in parts
    ]
    return sum(size for size in sizes if size is not None) if all(size is not None for size in sizes) else None


def _abstention(benchmark: Benchmark | None, parts: Sequence[Part]) -> bool | None:
    if benchmark is None:
        return None
    known = [benchmark.part(part.name) for part in parts]
    return any(one.abstention for one in known if one is not None)


def _seen(run: Run, benchmark: Benchmark | None, part: str) -> Seen:
    """Return what kind of test it is: from the catalogue, else what the record shows of calls and steps.

    What answered the calls of an unknown benchmark no record shows, so that it never counts as dynamic by itself.
    """
    nature = nature_of(benchmark, part)
    if nature is not None:
        return Seen(interaction=nature.interaction, environment=nature.environment, tool_use=nature.tool_use)
    spending = run.spending
    if spending is None or not spending.tool_calls or not spending.trials:
        return Seen()
    several = spending.steps is not None and spending.steps > spending.trials
    return Seen(
        interaction=Interaction.MULTI_STEP if several else None,
        tool_use=ToolUse.FUNCTION_CALLING,
    )
