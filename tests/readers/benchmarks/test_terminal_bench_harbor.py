"""Harbor jobs: trials with their verdicts, the job's own sums, and trajectories."""

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
from auditor.readers.benchmarks.terminal_bench_harbor import FORMAT


def read(root: Path) -> tuple[list[Run], Files]:
    workspace = Workspace(root)
    files = Files(workspace, workspace.folder("."), format_id=FORMAT.format)
    return list(FORMAT.read(files)), files


def write(root: Path, path: str, value: object) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(value if isinstance(value, str) else json.dumps(value, indent=1))


CONFIG: dict[str, object] = {
    "job_name": "j",
    "jobs_dir": "jobs",
    "n_attempts": 2,
    "agents": [{"name": "terminus-2", "model_name": "v/m"}],
    "datasets": [{"path": None, "name": "terminal-bench", "version": "2.0", "task_names": None, "n_tasks": None}],
}


def trial(name: str, reward: float | None, exception: str = "", **said: object) -> dict[str, object]:
    return {
        "id": name,
        "task_name": name.partition("__")[0],
        "trial_name": name,
        "trial_uri": f"file:///jobs/j/{name}",
        "task_id": {"path": "tasks/x"},
        "source": "terminal-bench",
        "task_checksum": "0",
        "config": {"agent": {"name": "terminus-2", "model_name": "v/m", "kwargs": {"reasoning_effort": "high"}}},
        "agent_info": {"name": "terminus-2", "version": "2.0.0", "model_info": {"name": "m", "provider": "v"}},
        "agent_result": {"n_input_tokens": 100, "n_cache_tokens": 10, "n_output_tokens": 7, "cost_usd": 0.25},
        "verifier_result": None if reward is None else {"rewards": {"reward": reward}},
        "exception_info": {"exception_type": exception} if exception else None,
        "started_at": "2026-01-02T03:04:05",
        "finished_at": "2026-01-02T03:04:15",
    } | said


def steps(calls: int) -> dict[str, object]:
    call = {"tool_call_id": "1", "function_name": "bash", "arguments": {}}
    return {
        "schema_version": "ATIF-v1.5",
        "steps": [{"source": "user"}, {"source": "agent", "tool_calls": [call] * calls}, {"source": "agent"}],
    }


def job(root: Path, *trials: dict[str, object], home: str = "jobs/j") -> None:
    write(root, f"{home}/config.json", CONFIG)
    for one in trials:
        folder = f"{home}/{one['trial_name']}"
        write(root, f"{folder}/result.json", one)
        write(root, f"{folder}/config.json", {"trial_name": one["trial_name"], "trials_dir": home})
        write(root, f"{folder}/agent/trajectory.json", steps(3))
        write(root, f"{folder}/verifier/reward.txt", "1")


def evaluation(**said: object) -> dict[str, object]:
    return {
        "id": "1",
        "started_at": "2026-01-02T03:04:05",
        "n_total_trials": 4,
        "stats": {"evals": {"terminus-2__m__terminal-bench": {"n_trials": 4, "n_errors": 0, **said}}},
    }


FOUR = (trial("a__1", 1.0), trial("a__2", 1.0), trial("b__1", 0.0), trial("b__2", 0.0, "AgentTimeoutError"))


def test_a_job_is_one_run_with_what_its_trials_took(tmp_path: Path) -> None:
    job(tmp_path, *FOUR)
    write(tmp_path, "jobs/j/result.json", evaluation(metrics=[{"mean": 0.5}], pass_at_k={"2": 0.5}))
    [run], files = read(tmp_path)
    [part] = run.parts
    assert (run.benchmark, run.version, run.model, run.harness) == ("terminal-bench", "2.0", "v/m", "terminus-2")
    assert (run.harness_version, run.reasoning_effort, run.evaluated) == ("2.0.0", "high", "2026-01-02")
    assert [(t.task, t.trials, t.successes) for t in part.tallies] == [("a", 2, 2), ("b", 2, 0)]
    assert [(figure.metric, figure.value) for figure in part.stated] == [("mean", 0.5), ("pass@2", 0.5)]
    assert (part.faults, run.limited) == ((), False)
    assert run.spending is not None
    assert (run.spending.trials, run.spending.input_tokens, run.spending.usd, run.spending.seconds) == (
        4,
        400,
        1.0,
        40.0,
    )
    assert (run.spending.steps, run.spending.tool_calls) == (8, 12)
    assert files.left == ()


def test_a_trial_without_a_reward_is_left_out_unless_the_agent_ran_out_of_time(tmp_path: Path) -> None:
    job(
        tmp_path,
        trial("a__1", 1.0),
        trial("b__1", None, "EnvironmentStartTimeoutError"),
        trial("c__1", None, "AgentTimeoutError"),
    )
    [run], files = read(tmp_path)
    assert mean_score(run.parts[0].tallies) == 0.5
    assert [t.dropped for t in run.parts[0].tallies] == [0, 1, 0]
    assert "1 of 3 trials have no verdict (1 EnvironmentStartTimeoutError)" in files.notes[0].message


def test_the_jobs_sums_are_checked_by_harbors_own_rule(tmp_path: Path) -> None:
    job(tmp_path, *FOUR[:3], trial("b__2", None, "RuntimeError"))
    write(tmp_path, "jobs/j/result.json", evaluation(metrics=[{"mean": 0.75}], pass_at_k={"2": 0.5}))
    [run], _ = read(tmp_path)
    assert run.parts[0].faults == ("mean says 0.7500, its own trials come to 0.5000",)


def test_missing_trials_are_said(tmp_path: Path) -> None:
    job(tmp_path, *FOUR[:2])
    write(tmp_path, "jobs/j/result.json", evaluation(metrics=[{"mean": 0.5}]))
    [run], _ = read(tmp_path)
    assert run.parts[0].faults == ("the job's result says 4 trials, 2 are there",)


def test_a_result_without_trials_gives_totals(tmp_path: Path) -> None:
    rewards = {"reward": {"1.0": ["a__1"], "0.0": ["b__1", "b__2"], "odd": ["c"], "7": ["d"]}}
    write(tmp_path, "result.json", evaluation(metrics=[{"mean": 0.25}], reward_stats=rewards))
    [run], files = read(tmp_path)
    [part] = run.parts
    assert (run.model, run.harness, run.benchmark) == ("m", "terminus-2", "terminal-bench")
    assert (part.correct, part.counted, part.tallies, part.stated[0].value) == (1.0, 3, (), 0.25)
    assert "1 trials have no reward" in files.notes[0].message


def test_models_of_one_job_stay_apart(tmp_path: Path) -> None:
    other = {"agent": {"name": "terminus-2", "model_name": "v/other"}}
    job(tmp_path, trial("a__1", 1.0), trial("a__2", 0.0, config=other))
    runs, _ = read(tmp_path)
    assert sorted((run.model, mean_score(run.parts[0].tallies)) for run in runs) == [("v/m", 1.0), ("v/other", 0.0)]


@pytest.mark.parametrize(
    ("source", "version", "benchmark"),
    [
        ("terminal-bench/terminal-bench-2-1", "2.1", "terminal-bench"),
        ("terminal-bench/terminal-bench-2", "2.0", "terminal-bench"),
        ("terminal-bench", "", "terminal-bench"),
        ("scale-ai/swe-bench-pro", "", "scale-ai/swe-bench-pro"),
    ],
)
def test_the_benchmark_is_the_set_of_tasks(tmp_path: Path, source: str, version: str, benchmark: str) -> None:
    write(tmp_path, "a__1/result.json", trial("a__1", 1.0, source=source))
    [run], _ = read(tmp_path)
    assert (run.benchmark, run.version, run.limited) == (benchmark, version, None)


def test_a_trajectory_that_goes_on_elsewhere_is_not_counted(tmp_path: Path) -> None:
    job(tmp_path, trial("a__1", 1.0))
    write(tmp_path, "jobs/j/a__1/agent/trajectory.cont-1.json", steps(1))
    [run], _ = read(tmp_path)
    assert run.spending is not None
    assert (run.spending.steps, run.spending.tool_calls) == (None, None)


def test_a_truncated_trial_is_refused_and_the_rest_read(tmp_path: Path) -> None:
    job(tmp_path, *FOUR)
    (tmp_path / "jobs/j/b__2/result.json").write_text(json.dumps(FOUR[3])[:-2])
    [run], files = read(tmp_path)
    assert [error.problems[0].path for error in files.refused] == ["jobs/j/b__2/result.json"]
    assert [t.trials for t in run.parts[0].tallies] == [2, 1]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.floats() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["reward", "2", "agent"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(
    one=st.dictionaries(st.sampled_from(sorted(FOUR[0])), VALUES),
    config=st.dictionaries(st.sampled_from(sorted(CONFIG)), VALUES),
    cell=VALUES,
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_types_raise(tmp_path: Path, one: dict[str, object], config: dict[str, object], cell: object) -> None:
    write(tmp_path, "j/config.json", CONFIG | config)
    write(tmp_path, "j/a__1/result.json", FOUR[0] | one)
    write(tmp_path, "j/a__1/agent/trajectory.json", {"schema_version": "ATIF-v1.5", "steps": cell})
    write(tmp_path, "j/b__1/result.json", FOUR[2])
    write(tmp_path, "j/result.json", evaluation(metrics=cell, pass_at_k=cell, reward_stats=cell))
    write(tmp_path, "k/result.json", evaluation(metrics=[cell], pass_at_k=cell, reward_stats={"reward": {"1": cell}}))
    for run in read(tmp_path)[0]:
        assert run.parts
