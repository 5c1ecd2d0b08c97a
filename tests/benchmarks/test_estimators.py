"""Estimators against scipy, against counting every subset, and against published figures."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations, pairwise
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import comb
from scipy.stats import binomtest

from auditor.benchmarks.estimators import (
    Z95,
    clustered_error,
    counted,
    effective_tries,
    fewest_trials,
    interval_of,
    mean_score,
    pass_at,
    pass_hat,
    wilson,
)
from auditor.model.runs import TaskTally
from tests.tiny import SHARED

TAU = SHARED / "bench_samples" / "tau2" / "tau_bench_v1" / "gpt-4o-airline_200runs_traj_removed.json"

OUTCOMES = st.lists(st.lists(st.booleans(), min_size=1, max_size=6), min_size=1, max_size=5)
"""For each task, how each trial of it ends."""


def tally(successes: int, trials: int, dropped: int = 0) -> TaskTally:
    return TaskTally(task="t", trials=trials, successes=successes, score=successes, dropped=dropped)


def tallied(outcomes: Sequence[Sequence[bool]]) -> list[TaskTally]:
    return [tally(sum(trials), len(trials)) for trials in outcomes]


def partial(scores: Sequence[float]) -> TaskTally:
    """Return one task whose trials score anything from 0 to 1."""
    full = sum(score == 1 for score in scores)
    return TaskTally(task="t", trials=len(scores), successes=full, score=math.fsum(scores))


@pytest.mark.parametrize("n", [1, 2, 3, 7, 16, 50, 200, 812, 2294])
def test_wilson_agrees_with_scipy(n: int):
    for successes in sorted({0, 1, n // 3, n // 2, n - 1, n}):
        ours = wilson(successes / n, n)
        theirs = binomtest(successes, n).proportion_ci(confidence_level=0.95, method="wilson")
        assert ours.low == pytest.approx(theirs.low, abs=1e-12)
        assert ours.high == pytest.approx(theirs.high, abs=1e-12)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [(162, 200, 75.0, 85.8), (12, 16, 50.5, 89.8), (15, 16, 71.7, 98.9), (84, 200, 35.4, 48.9), (294, 812, 33.0, 39.6)],
)
def test_published_intervals(successes: int, n: int, low: float, high: float):
    found = wilson(successes / n, n)
    assert (round(100 * found.low, 1), round(100 * found.high, 1)) == (low, high)


@given(st.floats(0, 1), st.floats(1, 1e6))
def test_wilson_stays_within_0_and_1_and_holds_the_share(share: float, n: float):
    found = wilson(share, n)
    assert 0 <= found.low <= share <= found.high <= 1
    assert found.low < found.high


@pytest.mark.parametrize(("share", "n"), [(0.5, 0), (0.5, 0.5), (0.5, -3), (-0.01, 10), (1.01, 10), (math.nan, 10)])
def test_wilson_refuses_what_is_no_share(share: float, n: float):
    with pytest.raises(ValueError, match="no interval for a share"):
        wilson(share, n)


@given(OUTCOMES, st.integers(1, 7))
def test_pass_hat_and_pass_at_are_shares_of_all_subsets(outcomes: list[list[bool]], k: int):
    tallies = tallied(outcomes)
    if k > min(map(len, outcomes)):
        assert pass_hat(tallies, k) is None
        assert pass_at(tallies, k) is None
        return
    every = [[all(chosen) for chosen in combinations(trials, k)] for trials in outcomes]
    some = [[any(chosen) for chosen in combinations(trials, k)] for trials in outcomes]
    assert pass_hat(tallies, k) == pytest.approx(np.mean([np.mean(task) for task in every]))
    assert pass_at(tallies, k) == pytest.approx(np.mean([np.mean(task) for task in some]))


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 40)), min_size=1, max_size=9), st.integers(1, 40))
def test_pass_hat_and_pass_at_agree_with_binomials_of_scipy(pairs: list[tuple[int, int]], k: int):
    tallies = [tally(min(pair), max(pair)) for pair in pairs]
    c = np.array([task.successes for task in tallies])
    n = np.array([task.trials for task in tallies])
    if k > n.min():
        assert pass_hat(tallies, k) is None
        return
    assert pass_hat(tallies, k) == pytest.approx(np.mean(comb(c, k) / comb(n, k)), rel=1e-9, abs=1e-12)
    assert pass_at(tallies, k) == pytest.approx(np.mean(1 - comb(n - c, k) / comb(n, k)), rel=1e-9, abs=1e-12)


@given(OUTCOMES)
def test_more_trials_in_a_row_are_harder_and_more_chances_easier(outcomes: list[list[bool]]):
    tallies = tallied(outcomes)
    ks = range(1, fewest_trials(tallies) + 1)
    hats, ats = [pass_hat(tallies, k) or 0 for k in ks], [pass_at(tallies, k) or 0 for k in ks]
    assert all(later <= earlier + 1e-12 for earlier, later in pairwise(hats))
    assert all(later >= earlier - 1e-12 for earlier, later in pairwise(ats))
    assert hats[0] == pytest.approx(ats[0]) == pytest.approx(mean_score(tallies))


def test_three_of_four_trials():
    assert [pass_hat([tally(3, 4)], k) for k in (1, 2, 3, 4)] == [0.75, 0.5, 0.25, 0.0]
    assert [pass_at([tally(1, 4)], k) for k in (1, 2, 3, 4)] == [0.25, 0.5, 0.75, 1.0]


def test_the_task_with_fewest_trials_bounds_k():
    tallies = [tally(4, 4), tally(2, 2), tally(3, 3)]
    assert fewest_trials(tallies) == 2
    assert pass_hat(tallies, 2) == 1
    assert pass_hat(tallies, 3) is None
    assert pass_at(tallies, 3) is None


@pytest.mark.parametrize("k", [0, -1])
def test_there_is_no_pass_of_no_trials(k: int):
    assert pass_hat([tally(1, 1)], k) is None
    assert pass_at([tally(1, 1)], k) is None


@given(OUTCOMES, st.lists(st.integers(0, 9), min_size=5, max_size=5), st.integers(0, 3))
def test_dropped_trials_do_not_matter(outcomes: list[list[bool]], dropped: list[int], lost: int):
    clean = tallied(outcomes)
    dirty = [tally(task.successes, task.trials, count) for task, count in zip(clean, dropped, strict=False)]
    dirty += [tally(0, 0, 4)] * lost
    assert len(counted(dirty)) == len(clean)
    assert fewest_trials(dirty) == fewest_trials(clean)
    assert mean_score(dirty) == mean_score(clean)
    assert clustered_error(dirty) == clustered_error(clean)
    assert effective_tries(dirty) == effective_tries(clean)
    assert interval_of(dirty) == interval_of(clean)
    assert [pass_hat(dirty, k) for k in (1, 2)] == [pass_hat(clean, k) for k in (1, 2)]
    assert [pass_at(dirty, k) for k in (1, 2)] == [pass_at(clean, k) for k in (1, 2)]


@pytest.mark.parametrize("nothing", [[], [tally(0, 0)], [tally(0, 0, 5), tally(0, 0, 1)]])
def test_nothing_follows_from_nothing(nothing: list[TaskTally]):
    assert counted(nothing) == ()
    assert fewest_trials(nothing) == 0
    assert mean_score(nothing) is None
    assert pass_hat(nothing, 1) is None
    assert pass_at(nothing, 1) is None
    assert clustered_error(nothing) is None
    assert effective_tries(nothing) == 0
    assert interval_of(nothing) is None


def test_tasks_weigh_the_same_however_many_trials_they_have():
    assert mean_score([tally(1, 1), tally(0, 9)]) == 0.5


@given(st.lists(st.lists(st.floats(0, 1), min_size=3, max_size=3), min_size=2, max_size=12))
def test_the_clustered_error_is_millers(scores: list[list[float]]):
    """Miller 2024, arXiv:2411.00640, §2.2, with the usual correction for few clusters."""
    values = np.array(scores)
    away = values - values.mean()
    miller = math.sqrt((away.sum(axis=1) ** 2).sum()) / values.size
    tasks = len(scores)
    expected = miller * math.sqrt(tasks / (tasks - 1))
    assert clustered_error([partial(task) for task in scores]) == pytest.approx(expected, abs=1e-9)


@given(st.lists(st.booleans(), min_size=2, max_size=60))
def test_with_one_trial_a_task_the_error_is_the_plain_one(outcomes: list[bool]):
    tallies = tallied([[outcome] for outcome in outcomes])
    expected = np.std(np.array(outcomes, dtype=float), ddof=1) / math.sqrt(len(outcomes))
    assert clustered_error(tallies) == pytest.approx(expected)
    assert effective_tries(tallies) == len(outcomes)
    assert interval_of(tallies) == wilson(sum(outcomes) / len(outcomes), len(outcomes))


def test_one_task_has_no_error_between_tasks():
    assert clustered_error([tally(2, 4)]) is None
    assert effective_tries([tally(2, 4)]) == 1


@given(OUTCOMES)
def test_trials_are_worth_at_least_their_tasks_and_at_most_themselves(outcomes: list[list[bool]]):
    assert len(outcomes) <= effective_tries(tallied(outcomes)) <= sum(map(len, outcomes))


def test_trials_that_repeat_each_other_are_worth_one_and_independent_ones_all():
    alike = [tally(5, 5)] * 20 + [tally(0, 5)] * 20
    assert effective_tries(alike) == 40
    # Of 4 tosses of a coin each, 1, 4, 6, 4 and 1 of 16 tasks see 0 to 4 heads: the variance of independent trials.
    spread = [tally(heads, 4) for heads, times in enumerate((1, 4, 6, 4, 1)) for _ in range(10 * times)]
    assert effective_tries(spread) == pytest.approx(640, rel=0.01)


@given(OUTCOMES)
def test_the_interval_holds_the_mean(outcomes: list[list[bool]]):
    tallies = tallied(outcomes)
    found, mean = interval_of(tallies), mean_score(tallies)
    assert found is not None
    assert mean is not None
    assert 0 <= found.low <= mean <= found.high <= 1


@given(st.lists(st.lists(st.booleans(), min_size=2, max_size=6), min_size=2, max_size=6))
def test_the_interval_narrows_with_more_tasks(outcomes: list[list[bool]]):
    widths = []
    for times in (1, 4, 16):
        found = interval_of(tallied(outcomes * times))
        assert found is not None
        widths.append(found.high - found.low)
    assert widths[0] > widths[1] > widths[2]


def test_scores_between_0_and_1():
    tallies = [partial([0.5, 0.25]), partial([1.0, 0.75])]
    assert mean_score(tallies) == 0.625
    assert clustered_error(tallies) == pytest.approx(0.25)
    found = interval_of(tallies)
    assert found is not None
    assert found.low < 0.625 < found.high


@pytest.mark.corpus
@pytest.mark.skipif(not TAU.is_file(), reason=f"{TAU.name} is not beside this repository")
def test_pass_hat_of_the_published_run_of_tau_bench():
    """gpt-4o on airline, 50 tasks of 4 trials: the README's row 0.420, 0.273, 0.220, 0.200."""
    trials: defaultdict[int, list[bool]] = defaultdict(list)
    for run in json.loads(TAU.read_text(encoding="utf-8")):
        trials[run["task_id"]].append(abs(run["reward"] - 1) <= 1e-6)
    tallies = tallied(list(trials.values()))
    assert (len(tallies), fewest_trials(tallies)) == (50, 4)
    assert [round(pass_hat(tallies, k) or 0, 4) for k in (1, 2, 3, 4)] == [0.42, 0.2733, 0.22, 0.2]
    assert 50 < effective_tries(tallies) < 200


def test_the_interval_covers_where_trials_of_a_task_are_alike():
    """Trials that are taken for independent promise more than they know (Miller 2024)."""
    random, tasks, trials, draws = Random(20_26), 40, 5, 500
    clustered = naive = 0
    for _ in range(draws):
        tallies = []
        for _ in range(tasks):
            ease = random.betavariate(0.6, 0.6)  # its mean, the truth, is one half
            tallies.append(tally(sum(random.random() < ease for _ in range(trials)), trials))
        found, mean = interval_of(tallies), mean_score(tallies)
        assert found is not None
        assert mean is not None
        clustered += found.low <= 0.5 <= found.high
        naive += abs(mean - 0.5) <= Z95 * math.sqrt(mean * (1 - mean) / (tasks * trials))
    assert clustered / draws >= 0.93
    assert naive / draws < 0.85
