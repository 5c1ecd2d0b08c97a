"""The reader of tau2-bench: one file, a folder of simulations, and what is left out of the figures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.benchmarks.estimators import pass_hat
from auditor.documents import Value, Workspace
from auditor.errors import InputError
from auditor.model.runs import Run
from auditor.readers.benchmarks import files as files_module
from auditor.readers.benchmarks.files import Files
from auditor.readers.benchmarks.tau2 import FORMAT, knows
from tests.tiny import SHARED

SAMPLES = SHARED / "bench_samples" / "tau2"


def simulation(name: str, task: str, reward: float | None, *, ended: str = "user_stop") -> dict[str, Value]:
    def said(prompt: int, calls: list[str]) -> Value:
        return {
            "role": "assistant",
            "content": "…",
            "tool_calls": [{"id": "c", "name": "look", "arguments": {}, "requestor": who} for who in calls] or None,
            "usage": {"prompt_tokens": prompt, "completion_tokens": 10},
            "raw_data": {"usage": {"completion_tokens_details": {"reasoning_tokens": 4}}},
        }

    return {
        "id": name,
        "task_id": task,
        "trial": 0,
        "duration": 2.5,
        "termination_reason": ended,
        "agent_cost": 0.25,
        "user_cost": 9.0,
        "reward_info": None if reward is None else {"reward": reward, "action_checks": []},
        "messages": [
            {"role": "assistant", "content": "Hi! How can I help you today?", "usage": None, "cost": 0.0},
            {"role": "user", "content": "…", "tool_calls": [{"name": "look", "requestor": "user"}]},
            said(100, ["assistant"]),
            {"role": "tool", "content": "…", "requestor": "assistant", "error": False},
            said(200, []),
        ],
    }


def results(domain: str = "airline", **changes: Value) -> dict[str, Value]:
    info: dict[str, Value] = {
        "git_commit": "abc123",
        "num_trials": 2,
        "max_steps": 200,
        "max_errors": 10,
        "user_info": {"implementation": "user_simulator", "llm": "openai/gpt-4.1", "llm_args": {"temperature": 0.0}},
        "agent_info": {
            "implementation": "llm_agent",
            "llm": "xai/grok-4",
            "llm_args": {"temperature": 0.0, "reasoning_effort": "high"},
        },
        "environment_info": {"domain_name": domain, "policy": "…", "tool_defs": None},
        "seed": 300,
    }
    return {"timestamp": "2025-10-07T07:44:21.626694", "info": info | changes, "tasks": [{"id": "8"}]}


def write(path: Path, content: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=1))


def read(folder: Path) -> tuple[list[Run], Files]:
    workspace = Workspace(folder)
    files = Files(workspace, workspace.folder("."), format_id="tau2")
    return list(FORMAT.read(files)), files


def test_one_file(tmp_path: Path) -> None:
    content = results() | {"simulations": [simulation("a", "8", 1.0), simulation("b", "8", 0.0)]}
    write(tmp_path / "x.json", content)
    (run,), files = read(tmp_path)
    assert (run.benchmark, run.version, run.model) == ("tau2-bench", "", "xai/grok-4")
    assert (run.user_simulator, run.reasoning_effort, run.step_budget) == ("openai/gpt-4.1", "high", 200)
    assert (run.harness, run.harness_version, run.evaluated) == ("tau2-bench", "abc123", "2025-10-07")
    assert (run.calling_mode, run.published, run.limited, run.changed) == ("native", False, None, "")
    (part,) = run.parts
    assert (part.name, part.expected, part.faults) == ("airline", None, ())
    assert [(t.task, t.trials, t.successes, t.dropped) for t in part.tallies] == [("8", 2, 1, 0)]
    spent = run.spending
    assert spent is not None
    assert (spent.trials, spent.steps, spent.tool_calls) == (2, 6, 2)
    assert (spent.input_tokens, spent.output_tokens, spent.reasoning_tokens) == (600, 40, 16)
    assert (spent.seconds, spent.usd) == (5.0, 0.5)
    assert files.notes == []
    assert (part.location.position.line, run.location.position.line) == (24, 17)


def test_errors_of_the_infrastructure_are_dropped_and_missing_rewards_not_counted(tmp_path: Path) -> None:
    content = results() | {
        "simulations": [
            simulation("a", "1", 1.0),
            simulation("b", "1", 0.0, ended="infrastructure_error"),
            simulation("c", "2", None, ended="infrastructure_error"),
            simulation("d", "3", None, ended="unexpected_error"),
            simulation("e", "4", 0.5, ended="max_steps"),
            7,
        ]
    }
    write(tmp_path / "x.json", content)
    (run,), files = read(tmp_path)
    assert [(t.task, t.trials, t.successes, t.dropped) for t in run.parts[0].tallies] == [
        ("1", 1, 1, 1),
        ("2", 0, 0, 1),
        ("4", 1, 0, 0),
    ]
    assert [note.message[:24] for note in files.notes] == ["2 of 6 simulations have ", "1 rewards lie between 0 "]
    assert "3 of its 4 tasks have fewer" in run.parts[0].faults[0]


def test_a_folder_of_simulations_with_one_missing(tmp_path: Path) -> None:
    index: Value = [
        {"id": "a", "task_id": 8, "trial": 0, "reward": 1.0, "termination_reason": "user_stop", "agent_cost": 0.2},
        {"id": "b", "task_id": 8, "trial": 1, "reward": 1.0, "termination_reason": "user_stop", "agent_cost": None},
        {"id": "c", "task_id": 9, "trial": 0, "reward": None, "termination_reason": "infrastructure_error"},
    ]
    write(tmp_path / "run" / "results.json", results() | {"simulation_index": index})
    write(tmp_path / "run" / "simulations" / "a.json", simulation("a", "8", 0.0))
    write(tmp_path / "run" / "simulations" / "x.txt", "other")
    (run,), files = read(tmp_path)
    assert [(t.task, t.trials, t.successes, t.dropped) for t in run.parts[0].tallies] == [
        ("8", 2, 1, 0),
        ("9", 0, 0, 1),
    ]
    assert [note.message[:35] for note in files.notes] == ["2 of 3 simulations have no file of "]
    assert files.left == ("run/simulations/x.txt",)
    assert run.spending is None, "the index does not say it"


def test_the_index_fills_in_for_a_simulation_without_a_reward(tmp_path: Path) -> None:
    index: Value = [{"id": "a", "task_id": "8", "trial": 0, "reward": 1.0}]
    write(tmp_path / "results.json", results() | {"simulation_index": index})
    write(tmp_path / "simulations" / "a.json", simulation("a", "8", None))
    (run,), _ = read(tmp_path)
    assert [(t.trials, t.successes) for t in run.parts[0].tallies] == [(1, 1)]


def test_a_broken_simulation_is_refused_and_the_rest_read(tmp_path: Path) -> None:
    write(tmp_path / "results.json", results())
    write(tmp_path / "simulations" / "a.json", simulation("a", "8", 1.0))
    (tmp_path / "simulations" / "b.json").write_text('{"id": "b", "task_id": ')
    (run,), files = read(tmp_path)
    assert pass_hat(run.parts[0].tallies, 1) == 1.0
    assert [error.problems[0].path for error in files.refused] == ["simulations/b.json"]


def test_results_without_any_reward_measure_nothing(tmp_path: Path) -> None:
    write(tmp_path / "results.json", results() | {"tasks": []})
    runs, files = read(tmp_path)
    assert runs == []
    assert [note.message[:20] for note in files.notes] == ["no simulation says i"]


def test_domains_become_parts_only_where_everything_else_is_equal(tmp_path: Path) -> None:
    tried: Value = [simulation("a", "8", 1.0), simulation("b", "8", 1.0)]
    write(tmp_path / "airline.json", results("airline") | {"simulations": tried})
    write(tmp_path / "retail.json", results("retail") | {"simulations": tried, "timestamp": "2025-10-05T00:00:00"})
    write(tmp_path / "telecom.json", results("telecom", git_commit="def") | {"simulations": tried})
    write(tmp_path / "again.json", results("airline", max_steps=50) | {"simulations": tried})
    runs, _ = read(tmp_path)
    assert sorted(sorted(part.name for part in run.parts) for run in runs) == [
        ["airline"],
        ["airline", "retail"],
        ["telecom"],
    ]
    both = next(run for run in runs if len(run.parts) == 2)
    assert both.evaluated == "2025-10-05"
    assert both.spending is not None and both.spending.trials == 4


def test_folders_of_domains_side_by_side_become_one_run(tmp_path: Path) -> None:
    for domain in ("airline", "retail"):
        write(tmp_path / domain / "results.json", results(domain))
        write(tmp_path / domain / "simulations" / "a.json", simulation("a", "8", 1.0))
    runs, files = read(tmp_path)
    assert ([len(run.parts) for run in runs], files.left) == ([2], ())


@pytest.mark.parametrize(
    ("arguments", "effort"),
    [
        ({"reasoning_effort": "low"}, "low"),
        ({"reasoning": {"effort": "xhigh"}}, "xhigh"),
        ({"thinking": {"type": "enabled", "budget_tokens": 16000}}, "thinking, 16,000 tokens"),
        ({"thinking": {"type": "disabled"}}, "disabled"),
        ({"extra_body": {"enable_thinking": True}}, "enabled"),
        ({"extra_body": {"chat_template_kwargs": {"enable_thinking": False}}}, "disabled"),
        ({"temperature": 0.0}, ""),
        (None, ""),
        (["x"], ""),
    ],
)
def test_reasoning_effort(tmp_path: Path, arguments: Value, effort: str) -> None:
    agent: Value = {"implementation": "llm_agent", "llm": "m", "llm_args": arguments}
    write(tmp_path / "x.json", results(agent_info=agent) | {"simulations": [simulation("a", "8", 1.0)]})
    (run,), _ = read(tmp_path)
    assert run.reasoning_effort == effort


def test_an_agent_that_is_given_the_answers_is_said(tmp_path: Path) -> None:
    agent: Value = {"implementation": "llm_agent_gt", "llm": "m", "llm_args": {}}
    write(tmp_path / "x.json", results(agent_info=agent) | {"simulations": [simulation("a", "8", 1.0)]})
    (run,), _ = read(tmp_path)
    assert (run.harness, "reference actions" in run.changed) == ("tau2-bench, llm_agent_gt", True)


def test_a_call_has_no_steps(tmp_path: Path) -> None:
    speech: Value = {"model": "gpt-realtime-2", "reasoning_effort": "minimal"}
    agent: Value = {"implementation": "discrete_time_audio_native_agent", "llm": None, "llm_args": None}
    content = results(agent_info=agent, audio_native_config=speech, max_steps=6000, retrieval_config="alltools")
    write(tmp_path / "x.json", content | {"simulations": [simulation("a", "8", 1.0)]})
    (run,), files = read(tmp_path)
    assert (run.model, run.reasoning_effort) == ("gpt-realtime-2", "minimal")
    assert (run.step_budget, run.calling_mode) == (None, "")
    assert "alltools" in files.notes[-1].message


def test_large_files_say_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = [simulation("a", "8", 1.0), simulation("b", "9", 0.0)]
    write(tmp_path / "one" / "x.json", results() | {"simulations": tried})
    write(tmp_path / "two" / "results.json", results("retail"))
    write(tmp_path / "two" / "simulations" / "a.json", tried[0])
    small, _ = read(tmp_path)
    monkeypatch.setattr(files_module, "_WHOLE", 10)
    large, files = read(tmp_path)
    assert files.refused == []
    assert [run.parts[0].tallies for run in large] == [run.parts[0].tallies for run in small]
    assert [run.model for run in large] == ["xai/grok-4"] * 2
    assert large[0].spending == small[0].spending
    assert large[0].location.position.line == 3


def test_a_file_that_ends_early_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = json.dumps(results() | {"simulations": [simulation("a", "8", 1.0), simulation("b", "8", 1.0)]})
    (tmp_path / "x.json").write_text(text[:-300])
    for whole in (10**9, 10):
        monkeypatch.setattr(files_module, "_WHOLE", whole)
        runs, files = read(tmp_path)
        assert runs == []
        assert [error.problems[0].path for error in files.refused] == ["x.json"]


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"info": {"title": "API", "version": "1"}, "openapi": "3.1.0"}'])
def test_other_files_are_not_known(text: str) -> None:
    assert not knows("results.json", text.encode())


KEYS = tuple(results()) + tuple(simulation("", "", 1)) + ("info", "simulations", "simulation_index", "llm", "role")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=25,
)


@given(info=st.dictionaries(st.sampled_from(KEYS), JSON), rest=st.dictionaries(st.sampled_from(KEYS), JSON), one=JSON)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_but_input_error_is_raised(
    tmp_path: Path, info: dict[str, Value], rest: dict[str, Value], one: Value
) -> None:
    write(tmp_path / "results.json", {"info": {"git_commit": 1, "num_trials": 1, "user_info": {}} | info} | rest)
    write(tmp_path / "simulations" / "a.json", one)
    try:
        runs, _ = read(tmp_path)
    except InputError:
        return
    for run in runs:
        assert all(0 <= tally.successes <= tally.trials for part in run.parts for tally in part.tallies)


@pytest.mark.corpus
@pytest.mark.skipif(not SAMPLES.exists(), reason="needs ../shared/bench_samples")
def test_the_golden_values_of_the_samples() -> None:
    runs, files = read(SAMPLES)
    by_model = {run.model: run for run in runs}
    fast = by_model["xai/grok-4-fast-reasoning"]
    assert [pass_hat(fast.parts[0].tallies, k) for k in (1, 2, 3, 4)] == [0.75, 0.5, 0.25, 0.0]
    assert fast.user_simulator == fast.model
    assert fast.parts[0].name == "airline-relaxed"
    spent = fast.spending
    assert spent is not None
    assert (spent.steps, spent.tool_calls) == (13 + 13 + 10 + 14, 8 + 8 + 9 + 8)
    mini = by_model["xai/grok-3-mini"]
    assert "promises 4 trials" in mini.parts[0].faults[0]
    assert len(runs) == 2, "the recorded call of the samples is cut short of its reward"
    assert files.refused == []
