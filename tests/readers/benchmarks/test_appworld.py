"""The reader of AppWorld's evaluations, laid out as evaluator.py of appworld 0.1.3 writes them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.benchmarks.estimators import mean_score
from auditor.documents import Value, Workspace
from auditor.errors import InputError
from auditor.model.runs import Run
from auditor.readers.benchmarks.appworld import FORMAT, knows
from auditor.readers.benchmarks.files import Files

FOLDER = "experiments/outputs/react_tiny/evaluations"


def evaluation(tgc: Value, sgc: Value, **tasks: Value) -> dict[str, Value]:
    return {
        "aggregate": {"task_goal_completion": tgc, "scenario_goal_completion": sgc},
        "individual": {
            task.replace("t", ""): {
                "success": success,
                "difficulty": 1,
                "num_tests": 2,
                "passes": [{"requirement": "assert a", "label": "no_op_fail"}],
                "failures": [],
            }
            for task, success in tasks.items()
        },
    }


def write(folder: Path, name: str, content: Value) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=4))


def read(folder: Path) -> tuple[list[Run], Files]:
    workspace = Workspace(folder)
    files = Files(workspace, workspace.folder("."), format_id="appworld")
    return list(FORMAT.read(files)), files


def test_the_data_sets_of_an_experiment_are_one_run(tmp_path: Path) -> None:
    normal = evaluation(66.7, 50.0, t1a_1=True, t1a_2=True, t2b_1=False)
    write(tmp_path, f"{FOLDER}/test_normal.json", normal)
    write(tmp_path, f"{FOLDER}/test_challenge.json", evaluation(0.0, 0.0, t3c_1=False))
    write(tmp_path, f"{FOLDER}/test_normal.txt", "type | …")
    write(tmp_path, "experiments/outputs/react_tiny/tasks/1a_1/logs/environment_io.md", "…")
    (run,), files = read(tmp_path)
    assert (run.benchmark, run.model, run.harness, run.published) == ("appworld", "", "appworld", False)
    by_name = {part.name: part for part in run.parts}
    assert set(by_name) == {"test_normal", "test_challenge"}
    part = by_name["test_normal"]
    assert [(t.task, t.trials, t.successes) for t in part.tallies] == [("1a_1", 1, 1), ("1a_2", 1, 1), ("2b_1", 1, 0)]
    assert mean_score(part.tallies) == pytest.approx(2 / 3)
    assert [(figure.metric, round(figure.value, 9)) for figure in part.stated] == [
        ("task_goal_completion", 0.667),
        ("scenario_goal_completion", 0.5),
    ]
    assert part.faults == ()
    assert files.left == ()
    assert files.notes == []


def test_figures_that_the_tasks_refute_are_faults(tmp_path: Path) -> None:
    write(tmp_path, f"{FOLDER}/dev.json", evaluation(90.0, 100.0, t1a_1=True, t1a_2=False))
    (run,), _ = read(tmp_path)
    assert run.parts[0].faults == (
        "the file states task_goal_completion 90.0 %, but its own tasks give 50.0 %",
        "the file states scenario_goal_completion 100.0 %, but its own tasks give 0.0 %",
    )


def test_the_names_of_older_versions(tmp_path: Path) -> None:
    content: Value = {
        "aggregate": {"strict": 50.0, "grouped_strict": 50.0},
        "individual": {"a_1": {"passes_fully": True}, "b_1": {"passes_fully": False}},
    }
    write(tmp_path, f"{FOLDER}/dev.json", content)
    (run,), _ = read(tmp_path)
    assert [tally.successes for tally in run.parts[0].tallies] == [1, 0]
    assert [figure.value for figure in run.parts[0].stated] == [0.5, 0.5]


def test_figures_without_tasks(tmp_path: Path) -> None:
    write(tmp_path, f"{FOLDER}/test_normal.json", {"task_goal_completion": 33.9, "scenario_goal_completion": 26.8})
    (run,), _ = read(tmp_path)
    assert run.parts[0].tallies == ()
    assert [round(figure.value, 9) for figure in run.parts[0].stated] == [0.339, 0.268]


def test_a_task_that_does_not_say_its_outcome_is_not_counted(tmp_path: Path) -> None:
    write(tmp_path, f"{FOLDER}/dev.json", evaluation(50.0, 50.0, t1a_1=True, t1a_2="yes", t2b_1=None))
    (run,), files = read(tmp_path)
    assert len(run.parts[0].tallies) == 1
    assert files.notes[0].message.startswith("2 tasks")


def test_a_file_that_ends_early_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "dev.json"
    path.write_text(json.dumps(evaluation(50.0, 50.0, t1a_1=True))[:-5])
    runs, files = read(tmp_path)
    assert runs == []
    assert [error.problems[0].path for error in files.refused] == ["dev.json"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        '{"aggregate": {}, "individual": {}}',
        '{"run_id": 1, "aggregate": {"task_goal_completion": 5.0}, "results": []}',
        '{"task_goal_completion": 1.0, "scenario_goal_completion": 1.0, "total_tasks": 1}',
    ],
)
def test_other_files_are_not_known(text: str) -> None:
    assert not knows("evaluations/dev.json", text.encode())


KEYS = ["aggregate", "individual", "success", "task_goal_completion", "scenario_goal_completion", "a_1", "strict"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=20,
)


@given(aggregate=st.dictionaries(st.sampled_from(KEYS), JSON), individual=st.dictionaries(st.text(max_size=4), JSON))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_but_input_error_is_raised(
    tmp_path: Path, aggregate: dict[str, Value], individual: dict[str, Value]
) -> None:
    whole: Value = {"aggregate": {"task_goal_completion": 1} | aggregate, "individual": individual}
    write(tmp_path, f"{FOLDER}/dev.json", whole)
    try:
        runs, _ = read(tmp_path)
    except InputError:
        return
    assert len(runs) <= 1
