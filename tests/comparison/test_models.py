"""Results of models: beside each other only where they are measured alike, and read by their intervals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .offers import compared, offer, result, with_results


def of(*pairs):
    return compared(*(offer(name, with_results(*facts)) for name, facts in pairs))


def test_results_measured_alike_stand_beside_each_other_with_their_reading():
    comparison = of(("High", [result(0.9)]), ("Low", [result(0.4)]))
    (row,) = comparison.benchmarks
    assert (row.title, row.metric, len(row.results)) == ("BFCL V4 multi_turn", "accuracy", 2)
    high = next(o.key for o in comparison.offers if o.name == "High")
    low = next(o.key for o in comparison.offers if o.name == "Low")
    assert row.reading == f"By 95 % intervals that do not overlap, {high} lies above {low}."
    assert comparison.alone == ()


def test_intervals_that_overlap_tell_nothing_apart():
    (row,) = of(("One", [result(0.5)]), ("Two", [result(0.55)])).benchmarks
    assert row.reading == "The 95 % intervals overlap: this does not tell the offers apart."


def test_without_an_interval_nobody_can_say():
    (row,) = of(("One", [result(0.5, low=None, high=None)]), ("Two", [result(0.9)])).benchmarks
    assert row.reading.startswith("A result has no interval")


ALONE = [
    ({"subset": True}, "only a part of the tasks was run"),
    ({"own_task": True}, "it is on the vendor's own tasks"),
    ({"score": None}, "it has no score"),
    ({"metric": ""}, "it does not say what its score measures"),
    ({"simulated_user": True}, "it does not say which model played the user"),
    ({"version": "V3"}, "no other result of BFCL has the same version"),
    ({"part": "live"}, "no other result of BFCL has the same part"),
    ({"metric": "pass^1"}, "no other result of BFCL has the same metric"),
    ({"benchmark": "x", "title": "X"}, "no other offer shows a result of X"),
    ({"simulated_user": True, "user_simulator": "gpt"}, "no other result of BFCL has the same simulated user"),
]


@pytest.mark.parametrize(("fields", "why"), ALONE)
def test_what_is_measured_otherwise_stands_alone_and_says_why(fields, why):
    comparison = of(("One", [result(**fields)]), ("Two", [result(0.5)]))
    assert comparison.benchmarks == ()
    one = next(o.key for o in comparison.offers if o.name == "One")
    assert [entry.why for entry in comparison.alone if entry.result.offer == one] == [why]


def test_version_marks_and_case_do_not_part_results():
    assert len(of(("One", [result(version="v4")]), ("Two", [result(version="V4")])).benchmarks) == 1


def test_conditions_that_may_differ_are_said():
    (row,) = of(("One", [result(harness="a")]), ("Two", [result(harness="b", tasks=100)])).benchmarks
    assert row.unlike == ("the harness (a, b)", "the number of tasks (800, 100)")


def test_an_offer_without_results_is_named():
    comparison = of(("One", [result()]), ("None", []))
    assert [comparison.offer(key).name for key in comparison.unshown] == ["None"]
    assert comparison.alone[0].why == "no other offer shows a result of BFCL"


@given(st.lists(st.floats(0.1, 0.9), min_size=1, max_size=3), st.lists(st.floats(0.1, 0.9), min_size=1, max_size=3))
def test_no_result_is_lost_and_none_is_made_up(one, other):
    facts = [[result(score, place=f"r.json:{at}") for at, score in enumerate(scores)] for scores in (one, other)]
    comparison = of(("One", facts[0]), ("Two", facts[1]))
    shown = [r.fact.score for row in comparison.benchmarks for r in row.results]
    shown += [entry.result.fact.score for entry in comparison.alone]
    assert sorted(shown) == sorted([*one, *other])
