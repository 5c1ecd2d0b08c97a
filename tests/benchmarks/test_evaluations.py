"""Runs become evaluations: recomputed, with intervals, and never better than what was run."""

from __future__ import annotations

import pytest

from auditor.benchmarks.catalogue import benchmark_called
from auditor.benchmarks.dates import date_fault
from auditor.benchmarks.evaluations import evaluations_of
from tests.benchmarks.runs import counts, part, run, spent, stated


def only(made):
    (one,) = evaluations_of(made)
    return one


def test_a_score_is_the_mean_over_tasks_and_not_over_trials():
    one = only(run("tau2-bench", part("airline", (4, 4), (0, 1))))
    assert one.score.value == 0.5
    assert one.trials == 1
    assert one.all_trials is None


def test_success_of_all_trials_needs_as_many_of_each_task():
    one = only(run("tau2-bench", part("airline", (3, 4), (4, 4))))
    assert (one.trials, one.all_trials, one.any_trial) == (4, 0.5, 1.0)


def test_domains_of_a_benchmark_stay_apart():
    found = evaluations_of(run("tau2-bench", part("airline", (1, 1)), part("retail", (0, 1))))
    assert [(one.part, one.score.value) for one in found] == [("airline", 1.0), ("retail", 0.0)]


def test_many_subjects_are_shown_as_one_in_which_tasks_weigh_the_same():
    parts = [counts(f"subject_{number}", number, 10 * (number + 1)) for number in range(9)]
    one = only(run("mmlu", *parts))
    assert one.part == "9 parts"
    assert one.score.value == pytest.approx(36 / 450)
    assert one.tasks == 450


def test_a_stated_figure_alone_is_taken_with_its_own_error():
    one = only(run("webarena", stated("", 0.4, stderr=0.05)))
    assert not one.score.recomputed
    assert (one.score.interval.low, one.score.interval.high) == (
        pytest.approx(0.302, abs=1e-4),
        pytest.approx(0.498, abs=1e-4),
    )
    assert one.tasks is None


def test_a_published_domain_has_the_interval_of_its_full_size():
    one = only(run("tau2-bench", stated("airline", 0.42, metric="pass^1")))
    assert one.expected == 50
    assert one.score.interval.high - one.score.interval.low == pytest.approx(0.264, abs=0.002)


def test_stated_parts_that_cannot_be_weighed_have_no_common_score():
    one = only(run("mmlu", *(stated(f"s{number}", 0.5) for number in range(9))))
    assert one.score is None


@pytest.mark.parametrize(
    ("limited", "tasks", "subset"),
    [(None, 50, False), (None, 49, True), (True, 50, True), (False, 50, False)],
)
def test_fewer_tasks_than_the_set_has_are_a_subset(limited, tasks, subset):
    assert only(run("tau2-bench", part("airline", *[(1, 1)] * tasks), limited=limited)).subset is subset


def test_nobody_knows_whether_an_unknown_set_was_run_in_full():
    assert only(run("trip tasks", part("", (1, 1)))).subset is None


def test_the_catalogue_says_what_kind_of_test_it_is():
    static, dynamic = only(run("mmlu", counts("", 1, 2))), only(run("tau2-bench", part("airline", (1, 1))))
    assert (static.seen.dynamic, dynamic.seen.dynamic) == (False, True)


def test_an_unknown_benchmark_is_never_dynamic_by_itself():
    silent = only(run("trip tasks", part("", (1, 1))))
    acting = only(run("trip tasks", part("", (1, 1)), spending=spent(1, tool_calls=4, steps=5)))
    assert (silent.seen.tool_use, silent.seen.dynamic) == (None, None)
    assert (acting.seen.tool_use, acting.seen.interaction, acting.seen.dynamic) == (
        "function_calling",
        "multi_step",
        None,
    )


def bfcl(*parts):
    return evaluations_of(run("bfcl", *parts, version="V4"))


def test_categories_of_bfcl_come_by_group_with_their_own_nature():
    found = bfcl(counts("live_parallel", 12, 16), counts("multi_turn_base", 162, 200), counts("irrelevance", 200, 240))
    assert [(one.part, one.seen.dynamic, one.abstention) for one in found] == [
        ("live", False, False),
        ("multi_turn", True, False),
        ("irrelevance", False, True),
    ]


def test_a_group_of_bfcl_of_which_categories_are_missing_is_a_subset():
    (one,) = bfcl(counts("multi_turn_base", 162, 200))
    assert (one.tasks, one.expected, one.subset) == (200, 800, True)
    assert (one.score.interval.low, one.score.interval.high) == (
        pytest.approx(0.7500, abs=1e-4),
        pytest.approx(0.8583, abs=1e-4),
    )


def test_a_whole_group_of_bfcl_is_the_plain_mean_of_its_categories():
    names = ("multi_turn_base", "multi_turn_miss_func", "multi_turn_miss_param", "multi_turn_long_context")
    (one,) = bfcl(*(counts(name, 20 * number, 200) for number, name in enumerate(names, 1)))
    assert one.score.value == pytest.approx((0.1 + 0.2 + 0.3 + 0.4) / 4)
    assert one.score.interval.low < one.score.value < one.score.interval.high
    assert one.subset is False


def dated(**dates):
    return date_fault(run("tau2-bench", part("airline", (1, 1)), **dates), benchmark_called("tau2-bench"))


def test_dates_that_cannot_be_right_are_told():
    assert dated(evaluated="2026-05-01", submitted="2026-05-02", released="2026-04-01") == ""
    assert dated() == ""
    assert "before τ²-bench was published" in dated(evaluated="2024-09-23")
    assert "before the model was released on 2026-06-01" in dated(evaluated="2026-05-01", released="2026-06-01")
    assert "after it was handed in on 2026-04-30" in dated(evaluated="2026-05-01", submitted="2026-04-30")
    assert dated(evaluated="not a date") == ""
