"""Terminal-Bench 1: which files make up a run, which trials count, and what is checked against the harness."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.benchmarks.estimators import mean_score
from auditor.documents import Workspace
from auditor.model.runs import Run
from auditor.readers.benchmarks.files import Files
from auditor.readers.benchmarks.terminal_bench import FORMAT
from tests.tiny import SHARED

RUN_ID = "2025-09-06__18-59-06"


def read(root: Path) -> tuple[list[Run], Files]:
    workspace = Workspace(root)
    files = Files(workspace, workspace.folder("."), format_id=FORMAT.format)
    return list(FORMAT.read(files)), files


def write(root: Path, path: str, value: object) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(value if isinstance(value, str) else json.dumps(value, indent=1))


def trial(task: str, resolved: bool | None, number: int = 1, run_id: str = RUN_ID, **said: object) -> dict[str, object]:
    name = f"{task}.{number}-of-2"
    return {
        "trial_name": name,
        "task_id": task,
        "instruction": "Do it.",
        "is_resolved": resolved,
        "failure_mode": "unset",
        "parser_results": None,
        "recording_path": f"{run_id}/{task}/{name}/sessions/agent.cast",
        "total_input_tokens": 0,
        "total_output_tokens": 0,
        "trial_started_at": "2025-09-06T18:59:06+00:00",
        "trial_ended_at": "2025-09-06T18:59:16+00:00",
    } | said


def results(*trials: dict[str, object], **said: object) -> dict[str, object]:
    resolved = sum(one["is_resolved"] is True for one in trials)
    return {
        "id": "0b0",
        "results": list(trials),
        "pass_at_k": {},
        "n_resolved": resolved,
        "n_unresolved": len(trials) - resolved,
        "accuracy": resolved / max(len(trials), 1),
    } | said


METADATA: dict[str, object] = {
    "run_id": RUN_ID,
    "dataset_path": None,
    "dataset_name": "terminal-bench-core",
    "dataset_version": "0.1.1",
    "agent_name": "terminus",
    "task_ids": ["a", "b"],
    "exclude_task_ids": None,
    "n_tasks": None,
    "n_concurrent_trials": 4,
    "n_attempts": 2,
    "dataset_size": 2,
    "accuracy": 0.5,
    "model_name": "vendor/model",
    "start_time": "2025-09-06T18:59:06.527235+00:00",
    "pass_at_k": {"2": 0.5},
}
LOCK = {
    "lockfile_version": "1.0",
    "created_at": "2025-09-06T18:59:06+00:00",
    "invocation": {"command": "tb", "args": ["run", "--dataset-name", "terminal-bench-core"]},
    "harness": {"package": "terminal-bench", "version": "0.2.7"},
    "agent": {"name": "terminus", "model_name": None},
    "run_config": {"n_attempts": 2},
    "dataset": {"name": "terminal-bench-core", "version": "0.1.1", "task_ids": ["a", "b"]},
}
TRIALS = (trial("a", True), trial("a", True, 2), trial("b", False), trial("b", False, 2, failure_mode="agent_timeout"))


def whole(root: Path, home: str = "runs/x", **said: object) -> None:
    write(root, f"{home}/results.json", results(*TRIALS, pass_at_k={"2": 0.5}) | said)
    write(root, f"{home}/run_metadata.json", METADATA)
    write(root, f"{home}/tb.lock", LOCK)
    for one in TRIALS:
        folder = f"{home}/{one['task_id']}/{one['trial_name']}"
        write(root, f"{folder}/results.json", one)
        write(root, f"{folder}/sessions/agent.cast", "{}")


def test_a_run_is_told_once_although_its_trials_have_files_too(tmp_path: Path) -> None:
    whole(tmp_path)
    [run], files = read(tmp_path)
    [part] = run.parts
    assert (run.benchmark, run.version, run.model, run.harness) == (
        "terminal-bench",
        "0.1.1",
        "vendor/model",
        "terminus",
    )
    assert [(tally.task, tally.trials, tally.successes) for tally in part.tallies] == [("a", 2, 2), ("b", 2, 0)]
    assert [(figure.metric, figure.value) for figure in part.stated] == [("accuracy", 0.5), ("pass@2", 0.5)]
    assert (part.faults, part.expected, run.limited, run.evaluated) == ((), 2, False, "2025-09-06")
    assert run.spending is not None
    # Nobody spends no tokens at all: an agent that does not report them writes 0.
    assert (run.spending.trials, run.spending.input_tokens, run.spending.seconds) == (4, None, 40.0)
    assert files.left == ()
    assert files.refused == []


def test_trials_alone_make_a_run(tmp_path: Path) -> None:
    for one in TRIALS:
        write(tmp_path, f"{one['task_id']}/{one['trial_name']}/results.json", one | {"total_input_tokens": 5})
    [run], _ = read(tmp_path)
    assert mean_score(run.parts[0].tallies) == 0.5
    assert run.limited is None
    assert run.spending is not None
    assert run.spending.input_tokens == 20


def test_trials_that_name_no_run_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    for home, resolved in (("x", True), ("y", False)):
        write(tmp_path, f"{home}/a/a.1-of-1/results.json", trial("a", resolved, recording_path=None))
    runs, _ = read(tmp_path)
    assert sorted(mean_score(run.parts[0].tallies) or 0.0 for run in runs) == [0.0, 1.0]


def test_a_trial_without_a_verdict_is_left_out_unless_the_agent_ran_out_of_time(tmp_path: Path) -> None:
    trials = (
        trial("a", True),
        trial("b", None, failure_mode="test_timeout"),
        trial("c", None, failure_mode="agent_timeout"),
    )
    write(tmp_path, "results.json", results(*trials))
    [run], files = read(tmp_path)
    [part] = run.parts
    assert [(t.task, t.trials, t.successes, t.dropped) for t in part.tallies] == [
        ("a", 1, 1, 0),
        ("b", 0, 0, 1),
        ("c", 1, 0, 0),
    ]
    # The harness's own accuracy of 1/3 agrees with its rule, so that there is no fault.
    assert part.stated[0].value == pytest.approx(1 / 3)
    assert part.faults == ()
    assert "1 of 3 trials have no verdict (1 test_timeout)" in files.notes[0].message


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"accuracy": 0.9}, "accuracy says 0.9000, its own trials come to 0.5000"),
        ({"n_resolved": 3, "n_unresolved": 1}, "n_resolved says 3, results has 2"),
        ({"pass_at_k": {"2": 0.75}}, "pass@2 says 0.7500, its own trials come to 0.5000"),
        ({"n_unresolved": 6}, "the run states 8 trials, 4 are listed"),
    ],
)
def test_figures_that_the_trials_refute_are_faults(tmp_path: Path, said: dict[str, object], fault: str) -> None:
    write(tmp_path, "results.json", results(*TRIALS) | said)
    [run], _ = read(tmp_path)
    assert fault in run.parts[0].faults


def test_totals_count_where_only_some_trials_are_listed(tmp_path: Path) -> None:
    write(tmp_path, "results.json", results(*TRIALS[:1], n_resolved=39, n_unresolved=41, accuracy=0.4875))
    [run], _ = read(tmp_path)
    [part] = run.parts
    assert (part.tallies, part.correct, part.counted, run.spending) == ((), 39.0, 80, None)


def test_runs_of_several_agents_stay_apart(tmp_path: Path) -> None:
    whole(tmp_path, "one")
    whole(tmp_path, "two")
    write(tmp_path, "two/run_metadata.json", METADATA | {"model_name": "other"})
    runs, _ = read(tmp_path)
    assert sorted((run.model, mean_score(run.parts[0].tallies)) for run in runs) == [
        ("other", 0.5),
        ("vendor/model", 0.5),
    ]


def test_metadata_of_another_run_in_the_same_folder_is_not_mixed_in(tmp_path: Path) -> None:
    write(tmp_path, "results.json", results(trial("a", True, run_id="2025-01-01__00-00-00")))
    write(tmp_path, "run_metadata.json", METADATA)
    runs, _ = read(tmp_path)
    assert sorted((run.model, run.parts[0].stated[0].value) for run in runs) == [("", 1.0), ("vendor/model", 0.5)]


@pytest.mark.parametrize(
    ("metadata", "arguments", "limited"),
    [
        ({"n_tasks": 1}, ["run"], True),
        ({"exclude_task_ids": ["z"]}, ["run"], True),
        ({"dataset_size": 80}, ["run"], True),
        ({}, ["run", "--task-id", "a"], True),
        ({}, ["run", "--task-id=a"], True),
        ({}, ["run"], False),
        ({}, None, None),
    ],
)
def test_whether_tasks_were_chosen(
    tmp_path: Path, metadata: dict[str, object], arguments: list[str] | None, limited: bool | None
) -> None:
    write(tmp_path, "run_metadata.json", METADATA | metadata)
    write(tmp_path, "tb.lock", LOCK | {"invocation": {"args": arguments}})
    [run], _ = read(tmp_path)
    assert run.limited is limited
    assert (run.parts[0].expected == 2) is (limited is False)


def test_other_sets_of_tasks_keep_their_names(tmp_path: Path) -> None:
    write(tmp_path, "run_metadata.json", METADATA | {"dataset_name": "usaco"})
    [run], _ = read(tmp_path)
    assert run.benchmark == "usaco"


def test_a_truncated_file_is_refused_and_the_trials_still_count(tmp_path: Path) -> None:
    whole(tmp_path)
    text = (tmp_path / "runs/x/results.json").read_text()
    (tmp_path / "runs/x/results.json").write_text(text[: len(text) // 2])
    (tmp_path / "runs/x/b/b.1-of-2/results.json").write_text(json.dumps(TRIALS[2])[:-1])
    [run], files = read(tmp_path)
    assert sorted(error.problems[0].path for error in files.refused) == [
        "runs/x/b/b.1-of-2/results.json",
        "runs/x/results.json",
    ]
    assert run.model == "vendor/model"
    assert run.parts[0].faults == ("the run states 4 trials, 3 are listed",)


def test_a_lock_alone_is_no_run(tmp_path: Path) -> None:
    write(tmp_path, "tb.lock", LOCK)
    assert read(tmp_path)[0] == []


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["2", "a", "args"]), inner, max_size=3),
    max_leaves=6,
)


@given(
    one=st.dictionaries(st.sampled_from(sorted(TRIALS[0])), VALUES),
    run=st.dictionaries(st.sampled_from(sorted(results())), VALUES),
    metadata=st.dictionaries(st.sampled_from(sorted(METADATA)), VALUES),
    lock=st.dictionaries(st.sampled_from(sorted(LOCK)), VALUES),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_types_raise(
    tmp_path: Path,
    one: dict[str, object],
    run: dict[str, object],
    metadata: dict[str, object],
    lock: dict[str, object],
) -> None:
    write(tmp_path, "r/results.json", results(TRIALS[0] | one, TRIALS[1]) | run)
    write(tmp_path, "r/run_metadata.json", METADATA | metadata)
    write(tmp_path, "r/tb.lock", LOCK | lock)
    write(tmp_path, "s/a/results.json", TRIALS[0] | one)
    for found in read(tmp_path)[0]:
        assert found.parts


def test_empty_files_and_those_of_others_are_left(tmp_path: Path) -> None:
    whole(tmp_path, "run")
    write(tmp_path, "results.json", "")
    write(tmp_path, "other/results.json", {"results": [], "accuracy": 1})
    write(tmp_path, "package.json", {"name": "terminal-bench", "version": "1.0.0"})
    runs, files = read(tmp_path)
    assert len(runs) == 1
    assert files.left == ("other/results.json", "package.json", "results.json")


@pytest.mark.corpus
def test_real_files() -> None:
    folder = SHARED / "bench_samples" / "terminal_bench"
    if not folder.is_dir():
        pytest.skip("no real files beside the repository")
    runs, files = read(folder)
    assert (files.refused, files.left) == ([], ())
    board, older, newer = runs
    assert (board.model, board.parts[0].stated[0].value, board.parts[0].counted) == ("openai/gpt-5.5", 0.7798, 445)
    assert (older.evaluated, older.parts[0].correct, older.parts[0].counted) == ("2025-08-28", 39.0, 80)
    assert older.parts[0].stated[0].value == 0.4875
    assert (newer.harness, newer.version, newer.parts[0].expected) == ("LeadArchitectAgent", "0.1.1", 80)
    assert [figure.value for figure in newer.parts[0].stated] == pytest.approx([0.3975, 0.48625, 0.56, 0.575])
