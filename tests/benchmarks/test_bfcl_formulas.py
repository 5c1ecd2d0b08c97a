"""Overall of BFCL: by version, with its weights, and refused where something is missing."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from auditor.benchmarks.bfcl import accuracy_of, overall
from auditor.benchmarks.bfcl_categories import categories
from auditor.model.runs import Figure, Part, Run, TaskTally
from tests.tiny import SHARED, at

BOARDS = SHARED / "bench_samples" / "bfcl"


def run(version: str, scores: dict[str, float], **stated: float) -> Run:
    sizes = categories(version)
    parts = tuple(
        Part(name=name, correct=share * (sizes[name].tasks or 1), counted=sizes[name].tasks or 1, location=at(1))
        for name, share in scores.items()
    )
    figures = tuple(Figure(metric=name, value=value) for name, value in stated.items())
    return Run(format="bfcl", benchmark="bfcl", version=version, parts=parts, stated=figures, location=at(1))


def every(version: str, share: float = 0.5) -> dict[str, float]:
    beside = ("format_sensitivity", "relevance", "executed", "unscored")
    return {name: share for name, one in categories(version).items() if one.group not in beside}


def test_a_single_dynamic_category_weighs_what_the_formula_of_v4_gives_it() -> None:
    scores = every("V4", 0.0)
    base = overall(run("V4", scores)).value
    assert base == 0
    for name, weight in {
        "multi_turn_base": 0.3 / 4,
        "memory_kv": 0.4 / 2 / 3,
        "web_search_base": 0.4 / 2 / 2,
        "live_irrelevance": 0.1 / 2,
        "simple_java": 0.1 / 4 / 3,
        "parallel": 0.1 / 4,
        "live_multiple": 0.1 * 1053 / (258 + 1053 + 16 + 24),
    }.items():
        assert overall(run("V4", {**scores, name: 1.0})).value == pytest.approx(weight)


def test_v3_is_the_mean_of_three_with_irrelevance_inside() -> None:
    scores = every("V3", 0.0)
    assert overall(run("V3", {**scores, "irrelevance": 1.0})).value == pytest.approx(1 / 3 / 5)
    assert overall(run("V3", {**scores, "live_relevance": 1.0})).value == pytest.approx(1 / 3 * 18 / 2251)
    assert overall(run("V3", {**scores, "java": 1.0})).value == pytest.approx(1 / 3 / 5 / 3)
    assert overall(run("V3", {**scores, "multi_turn_base": 1.0})).value == pytest.approx(1 / 12)


def test_an_early_v3_that_executes_calls_has_nine_members_of_non_live() -> None:
    executed = dict.fromkeys(("exec_simple", "rest", "exec_multiple", "exec_parallel", "exec_parallel_multiple"), 0.0)
    found = overall(run("V3", {**every("V3", 0.0), **executed, "multiple": 1.0}))
    assert found.value == pytest.approx(1 / 3 / 9)
    assert "executed" in found.formula


def test_a_missing_category_is_no_zero() -> None:
    scores = every("V4", 1.0)
    del scores["memory_vector"]
    found = overall(run("V4", scores))
    assert found.value is None
    assert found.missing == ("memory_vector",)
    assert found.with_zeros == pytest.approx(1 - 0.4 / 2 / 3)
    groups = {group.name: group for group in found.groups}
    assert groups["memory"].value is None
    assert groups["memory"].missing == groups["agentic"].missing == ("memory_vector",)
    assert groups["web_search"].value == 1
    assert groups["multi_turn"].value == 1


def test_relevance_and_format_sensitivity_of_v4_are_not_needed() -> None:
    assert overall(run("V4", every("V4"))).value == pytest.approx(0.5)


def test_the_dynamic_share_is_of_what_was_scored() -> None:
    whole, old = overall(run("V4", every("V4"))), overall(run("V3", every("V3")))
    assert whole.dynamic_weight == pytest.approx(0.7)
    assert whole.dynamic_share == pytest.approx(0.7)
    assert old.dynamic_weight == old.dynamic_share == pytest.approx(1 / 3)
    static = overall(run("V4", {"simple_python": 0.9, "multiple": 0.9}))
    assert static.dynamic_share == 0
    assert static.dynamic_weight == pytest.approx(0.7)
    mixed = overall(run("V4", {"irrelevance": 0.9, "multi_turn_base": 0.1}))
    assert mixed.dynamic_share == pytest.approx(0.075 / 0.125)
    assert overall(run("V4", {})).dynamic_share is None
    assert overall(run("V4", {"live_relevance": 1.0})).dynamic_share is None


def test_a_part_that_was_run_but_not_graded_is_missing() -> None:
    found = overall(run("V4", every("V4")))
    ungraded = Run(
        format="bfcl",
        benchmark="bfcl",
        version="V4",
        parts=(Part(name="multi_turn_base", location=at(1)),),
        location=at(1),
    )
    assert found.missing == ()
    assert "multi_turn_base" in overall(ungraded).missing


@pytest.mark.parametrize("version", ["V1", "V2", "", "V9"])
def test_other_versions_have_no_overall_and_say_so(version: str) -> None:
    part = Part(name="simple", correct=1, counted=2, location=at(1))
    found = overall(Run(format="bfcl", benchmark="bfcl", version=version, parts=(part,), location=at(1)))
    assert found.value is None
    assert found.missing == ()
    assert ("no formula" if version in ("V1", "V2") else "do not tell") in found.formula
    assert found.dynamic_share == (0 if version in ("V1", "V2") else None)


def test_groups_that_a_table_states_count_where_categories_are_missing() -> None:
    found = overall(
        run("V4", {}, non_live=0.8, live=0.7, irrelevance=0.9, multi_turn=0.5, web_search=0.4, memory=0.2, overall=0.1)
    )
    assert found.value == pytest.approx(0.08 + 0.07 + 0.09 + 0.15 + 0.12)
    assert found.missing == ()
    assert found.dynamic_share == pytest.approx(0.7)


def test_a_stated_overall_never_stands_in_for_the_formula() -> None:
    assert overall(run("V4", {"simple_python": 1.0}, overall=0.9)).value is None


def test_the_accuracy_of_a_part_is_recomputed_where_it_can_be() -> None:
    stated = (Figure(metric="accuracy", value=0.9),)
    assert accuracy_of(Part(correct=1, counted=4, stated=stated, location=at(1))) == 0.25
    assert accuracy_of(Part(stated=stated, location=at(1))) == 0.9
    assert accuracy_of(Part(stated=(Figure(metric="accuracy", value=81.0),), location=at(1))) is None
    assert accuracy_of(Part(location=at(1))) is None
    tally = TaskTally(task="1", trials=2, successes=1, score=1.0)
    assert accuracy_of(Part(tallies=(tally,), location=at(1))) == 0.5


@pytest.mark.corpus
@pytest.mark.skipif(not BOARDS.is_dir(), reason="needs the leaderboards of ../shared/bench_samples")
@pytest.mark.parametrize(
    ("folder", "version", "columns"),
    [
        (
            "leaderboard_v4_2025-12-16",
            "V4",
            {
                "Non-Live AST Acc": "non_live",
                "Live Acc": "live",
                "Irrelevance Detection": "irrelevance",
                "Multi Turn Acc": "multi_turn",
                "Web Search Acc": "web_search",
                "Memory Acc": "memory",
            },
        ),
        (
            "leaderboard_v3_2025-06-14",
            "V3",
            {"Non_Live Overall Acc": "non_live", "Live Acc": "live", "Multi Turn Acc": "multi_turn"},
        ),
    ],
)
def test_every_overall_of_the_boards_is_what_the_formula_gives(
    folder: str, version: str, columns: dict[str, str]
) -> None:
    rows = table(BOARDS / folder / "data_overall.csv")
    beside = table(BOARDS / folder / "data_non_live.csv")
    differences = []
    for model, row in rows.items():
        shown = {**beside[model], **row}
        stated = {name: float(shown[column].removesuffix("%")) / 100 for column, name in columns.items()}
        value = overall(run(version, {}, **stated)).value
        assert value is not None
        differences.append(abs(value * 100 - float(row["Overall Acc"].removesuffix("%"))))
    assert len(differences) == 109
    assert round(max(differences), 6) <= 0.007


def table(path: Path) -> dict[str, dict[str, str]]:
    with path.open(newline="") as file:
        return {row["Model"]: row for row in csv.DictReader(file)}
