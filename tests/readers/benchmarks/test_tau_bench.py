"""The reader of tau-bench: its list of runs, and the settings in the name of the file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.benchmarks.estimators import pass_hat
from auditor.documents import Value, Workspace
from auditor.errors import InputError
from auditor.model.runs import Run
from auditor.readers.benchmarks import files as files_module
from auditor.readers.benchmarks.files import Files
from auditor.readers.benchmarks.tau_bench import FORMAT, knows
from tests.tiny import SHARED

SAMPLES = SHARED / "bench_samples" / "tau2" / "tau_bench_v1"
NAMED = "tool-calling-qwen3-max-2025-0.0_range_0--1_user-gpt-4o-mini-llm_0612073827.json"


def entry(task: int, reward: Value, trial: int = 0, *, calls: int = 1, error: str = "") -> dict[str, Value]:
    call: Value = {"id": "c", "type": "function", "function": {"name": "think", "arguments": "{}"}}
    said: list[Value] = [
        {"role": "system", "content": "policy"},
        {"role": "user", "content": "hello"},
        {"role": "assistant", "content": None, "tool_calls": [call] * calls},
        {"role": "assistant", "content": "done", "tool_calls": None},
    ]
    info: Value = {"error": error, "traceback": "…"} if error else {"source": "user", "user_cost": 0.1}
    return {"task_id": task, "reward": reward, "info": info, "traj": [] if error else said, "trial": trial}


def read(folder: Path, **contents: Sequence[Value]) -> tuple[list[Run], Files]:
    for name, content in contents.items():
        (folder / name).write_text(json.dumps(content))
    return read_folder(folder)


def read_folder(folder: Path) -> tuple[list[Run], Files]:
    workspace = Workspace(folder)
    files = Files(workspace, workspace.folder("."), format_id="tau-bench")
    return list(FORMAT.read(files)), files


def test_a_run_is_described_by_the_name_of_its_file(tmp_path: Path) -> None:
    (run,), files = read(tmp_path, **{NAMED: [entry(0, 1.0), entry(0, 0.0, 1), entry(1, 1.0), entry(1, 1.0, 1)]})
    assert (run.benchmark, run.model, run.calling_mode) == ("tau-bench", "qwen3-max-2025", "native")
    assert (run.user_simulator, run.harness, run.limited) == ("gpt-4o-mini", "tau-bench", None)
    assert run.evaluated == ""
    (part,) = run.parts
    assert part.name == ""
    assert [(t.task, t.trials, t.successes, t.score) for t in part.tallies] == [("0", 2, 1, 1.0), ("1", 2, 2, 2.0)]
    assert run.spending is not None
    assert (run.spending.trials, run.spending.steps, run.spending.tool_calls) == (4, 8, 4)
    assert run.spending.usd is None
    assert [one.path for one in files.inputs] == [NAMED]
    assert files.notes == []


@pytest.mark.parametrize(
    ("name", "model", "mode", "user", "limited", "domain"),
    [
        ("react-gpt-4o-0.5_range_0-10_user-gpt-4o-llm_0612073827.json", "gpt-4o", "prompted", "gpt-4o", True, ""),
        ("act-m-1.0_range_5--1_user-u-verify_0612073827.json", "m", "prompted", "u", True, ""),
        ("act-m-1.0_range_0-115_user-u-human_0612073827_retail.json", "m", "prompted", "human", None, "retail"),
        ("few-shot-m-1.0_range_0-50_user-u-llm_0612073827_airline.json", "m", "native", "u", None, "airline"),
        ("sonnet-35-new-retail.json", "sonnet-35-new", "", "", None, "retail"),
        ("gpt-4o-airline_some_suffix.json", "gpt-4o", "", "", None, "airline"),
        ("results-1-airline.json", "", "", "", None, "airline"),
        ("my-best-airline.json", "", "", "", None, "airline"),
        ("whatever.json", "", "", "", None, ""),
        ("airlines.json", "", "", "", None, ""),
    ],
)
def test_names(tmp_path: Path, name: str, model: str, mode: str, user: str, limited: bool | None, domain: str) -> None:
    (run,), _ = read(tmp_path, **{name: [entry(0, 1)]})
    assert (run.model, run.calling_mode, run.user_simulator) == (model, mode, user)
    assert (run.limited, run.parts[0].name) == (limited, domain)


def test_calls_that_are_written_as_text_are_not_said_to_be_none(tmp_path: Path) -> None:
    name = "react-m-0.0_range_0--1_user-u-llm_0612073827.json"
    (run,), _ = read(tmp_path, **{name: [entry(0, 1, calls=0)]})
    assert run.spending is not None
    assert run.spending.tool_calls is None
    assert run.spending.steps == 2


def test_a_crash_counts_as_a_failure_as_tau_bench_counts_it(tmp_path: Path) -> None:
    (run,), files = read(tmp_path, **{NAMED: [entry(0, 0.0, error="EOF"), entry(1, 1.0)]})
    assert pass_hat(run.parts[0].tallies, 1) == 0.5
    assert all(tally.dropped == 0 for tally in run.parts[0].tallies)
    assert files.notes[0].message.startswith("1 of 2 runs ended with an error")
    assert run.spending is None, "the crashed run does not say what it took"


def test_domains_of_one_model_are_one_run_and_a_domain_twice_is_two(tmp_path: Path) -> None:
    content: list[Value] = [entry(0, 1)]
    runs, _ = read(tmp_path, **{"gpt-4o-airline.json": content, "gpt-4o-retail.json": content})
    assert [[part.name for part in run.parts] for run in runs] == [["airline", "retail"]]
    runs, _ = read(tmp_path, **{"gpt-4o-airline_again.json": content})
    assert sorted(len(run.parts) for run in runs) == [1, 2]


def test_runs_of_an_unsaid_model_stay_apart(tmp_path: Path) -> None:
    content: list[Value] = [entry(0, 1)]
    runs, _ = read(tmp_path, **{"airline.json": content, "retail.json": content})
    assert len(runs) == 2


def test_what_says_no_reward_is_not_counted(tmp_path: Path) -> None:
    odd: list[Value] = [entry(0, 1), entry(1, "1.0"), {"task_id": 2}, 7, None, entry(3, True), entry(4, 0.5)]
    (run,), files = read(tmp_path, **{NAMED: odd})
    assert [(t.task, t.successes, t.score) for t in run.parts[0].tallies] == [("0", 1, 1.0), ("4", 0, 0.0)]
    assert [note.message[:10] for note in files.notes] == ["5 entries ", "1 rewards "]


def test_a_file_that_ends_early_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = json.dumps([entry(0, 1), entry(1, 1)], indent=1)[:-40]
    (tmp_path / NAMED).write_text(text)
    for whole in (10**9, 10):
        monkeypatch.setattr(files_module, "_WHOLE", whole)
        runs, files = read_folder(tmp_path)
        assert runs == []
        assert len(files.refused) == 1
        assert files.refused[0].problems[0].path == NAMED
        assert files.left == ()


def test_a_large_file_says_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content: list[Value] = [entry(task, task % 2, trial) for task in range(4) for trial in range(2)]
    (small,), _ = read(tmp_path, **{NAMED: content})
    monkeypatch.setattr(files_module, "_WHOLE", 10)
    (large,), _ = read_folder(tmp_path)
    assert large.parts[0].tallies == small.parts[0].tallies
    assert large.spending == small.spending


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '[{"task_id": 1, "reward": 1}]',
        '{"task_id": 1, "reward": 1, "info": {}, "traj": []}',
        '[{"messages": [{"role": "user"}]}]',
        '{"openapi": "3.1.0"}',
    ],
)
def test_other_files_are_not_known(text: str) -> None:
    assert not knows("a.json", text.encode())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["task_id", "reward", "info", "traj", "error", "role"]), inner, max_size=5)
    ),
    max_leaves=20,
)


@given(content=st.lists(JSON, max_size=4))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_but_input_error_is_raised(tmp_path: Path, content: list[Value]) -> None:
    first: dict[str, Value] = {"task_id": 1, "reward": 1, "info": {}, "traj": []}
    try:
        runs, _ = read(tmp_path, **{NAMED: [first, *content]})
    except InputError:
        return
    assert len(runs) <= 1
    for run in runs:
        assert all(0 <= tally.successes <= tally.trials for tally in run.parts[0].tallies)


@pytest.mark.corpus
@pytest.mark.skipif(not SAMPLES.exists(), reason="needs ../shared/bench_samples")
def test_the_published_numbers_of_gpt_4o_come_out() -> None:
    runs, files = read_folder(SAMPLES)
    by_path = {run.location.path: run for run in runs}
    run = by_path["gpt-4o-airline_200runs_traj_removed.json"]
    assert (run.model, run.parts[0].name) == ("gpt-4o", "airline")
    assert run.spending is None
    shares = [pass_hat(run.parts[0].tallies, k) for k in (1, 2, 3, 4)]
    assert shares == pytest.approx([0.42, 0.2733333333333333, 0.22, 0.20], abs=1e-12)
    full = by_path["gpt-4o-airline_4runs_full.json"].spending
    assert full is not None
    assert full.tool_calls == 8 + 0 + 6 + 5
    assert files.left == ()
