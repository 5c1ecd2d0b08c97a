"""Estimators: what counts of trials say, and how surely. All shares are from 0 to 1."""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct

from auditor.model.runs import TaskTally

Z95 = 1.959963984540054
"""Two-sided 95 % quantile of the normal distribution."""


class Interval(Struct, frozen=True, kw_only=True):
    """A 95 % confidence interval."""

    low: float
    high: float


def wilson(share: float, n: float, z: float = Z95) -> Interval:
    """Return the Wilson score interval of a share that was seen in n independent tries.

    centre (p+z²/2n)/(1+z²/n), half width z·√(p(1-p)/n+z²/4n²)/(1+z²/n): Wilson 1927, JASA 22:209-212,
    doi 10.1080/01621459.1927.10502953. Raises ValueError for n below 1 or a share outside 0 to 1.
    """
    if n < 1 or not 0 <= share <= 1:
        raise ValueError(f"no interval for a share of {share} in {n} tries")
    spread = z * z / n
    centre = (share + spread / 2) / (1 + spread)
    half = z * math.sqrt(share * (1 - share) / n + spread / (4 * n)) / (1 + spread)
    return Interval(low=max(0.0, min(centre - half, share)), high=min(1.0, max(centre + half, share)))


def counted(tallies: Sequence[TaskTally]) -> tuple[TaskTally, ...]:
    """Return the tasks with a trial that counts: errors of the infrastructure say nothing about the model."""
    return tuple(tally for tally in tallies if tally.trials > 0)


def fewest_trials(tallies: Sequence[TaskTally]) -> int:
    """Return the smallest number of counted trials that a counted task has; 0 without any."""
    return min((tally.trials for tally in counted(tallies)), default=0)


def mean_score(tallies: Sequence[TaskTally]) -> float | None:
    """Return the mean over tasks of each task's mean score, which is pass^1 for scores of all or nothing.

    None without a counted trial. Tasks weigh the same, however many trials each has (tau2-bench, agent_metrics.py).
    """
    tasks = counted(tallies)
    if not tasks:
        return None
    return math.fsum(tally.score / tally.trials for tally in tasks) / len(tasks)


def pass_hat(tallies: Sequence[TaskTally], k: int) -> float | None:
    """Return pass^k, the chance that k trials of a task all succeed: the mean over tasks of C(c,k)/C(n,k).

    tau-bench, arXiv:2406.12045. None where any task has fewer than k counted trials: pass^k needs k of each.
    """
    tasks = counted(tallies)
    if k < 1 or not tasks or fewest_trials(tasks) < k:
        return None
    return math.fsum(math.comb(t.successes, k) / math.comb(t.trials, k) for t in tasks) / len(tasks)


def pass_at(tallies: Sequence[TaskTally], k: int) -> float | None:
    """Return pass@k, the chance that one of k trials succeeds: the mean over tasks of 1 - C(n-c,k)/C(n,k).

    Chen et al. 2021, arXiv:2107.03374. None where any task has fewer than k counted trials.
    """
    tasks = counted(tallies)
    if k < 1 or not tasks or fewest_trials(tasks) < k:
        return None
    return math.fsum(1 - math.comb(t.trials - t.successes, k) / math.comb(t.trials, k) for t in tasks) / len(tasks)


def clustered_error(tallies: Sequence[TaskTally]) -> float | None:
    """Return the standard error of the mean score with trials clustered by task: the deviation of task means / √tasks.

    Trials of one task are alike, so that they do not count as independent tries (Miller 2024, arXiv:2411.00640).
    None with fewer than two tasks.
    """
    tasks = counted(tallies)
    if len(tasks) < 2:
        return None
    means = [tally.score / tally.trials for tally in tasks]
    mean = math.fsum(means) / len(means)
    variance = math.fsum((value - mean) ** 2 for value in means) / (len(means) - 1)
    return math.sqrt(variance / len(means))


def effective_tries(tallies: Sequence[TaskTally]) -> float:
    """Return how many independent tries the trials are worth: p(1-p)/se², never below tasks nor above trials.

    With one trial a task that is the number of tasks. 0 without a counted trial.
    """
    tasks = counted(tallies)
    total = sum(tally.trials for tally in tasks)
    mean, error = mean_score(tasks), clustered_error(tasks)
    if mean is None or total == len(tasks) or not error or not 0 < mean < 1:
        return float(len(tasks))
    return min(max(mean * (1 - mean) / error**2, float(len(tasks))), float(total))


def interval_of(tallies: Sequence[TaskTally]) -> Interval | None:
    """Return the 95 % interval of the mean score: Wilson's, with as many tries as the trials are worth.

    None without a counted trial. Scores between 0 and 1 vary less than all-or-nothing ones, so it is rather too wide.
    """
    mean = mean_score(tallies)
    return wilson(min(max(mean, 0.0), 1.0), max(effective_tries(tallies), 1.0)) if mean is not None else None
