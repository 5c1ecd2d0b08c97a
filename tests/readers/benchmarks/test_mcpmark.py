"""The reader of MCPMark: one meta.json a task, gathered to one run a model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.benchmarks.estimators import pass_at, pass_hat
from auditor.documents import Value, Workspace
from auditor.errors import InputError
from auditor.model.description import ReadState
from auditor.model.runs import Run
from auditor.readers.benchmarks.files import Files
from auditor.readers.benchmarks.mcpmark import FORMAT, knows


def meta(success: Value, *, model: str = "gpt-5", mcp: str = "notion", **changes: Value) -> dict[str, Value]:
    whole: dict[str, Value] = {
        "task_name": "travel__plan",
        "model_name": model,
        "litellm_run_model_name": "openai/gpt-5-2025",
        "reasoning_effort": "default",
        "mcp": mcp,
        "timeout": 3600,
        "time": {"start": "2025-09-03T10:00:00", "end": "2025-09-03T10:05:00"},
        "agent_execution_time": 10.5,
        "task_execution_time": 20.0,
        "execution_result": {"success": success, "error_message": None, "verification_error": None},
        "token_usage": {"input_tokens": 100, "output_tokens": 20, "total_tokens": 120, "reasoning_tokens": 5},
        "turn_count": 7,
    }
    return whole | changes


def write(folder: Path, name: str, content: Value) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=2))


def read(folder: Path) -> tuple[list[Run], Files]:
    workspace = Workspace(folder)
    files = Files(workspace, workspace.folder("."), format_id="mcpmark")
    return list(FORMAT.read(files)), files


def test_runs_and_servers_of_a_model_are_one_run(tmp_path: Path) -> None:
    for number, success in enumerate((True, False), 1):
        write(tmp_path, f"results/exp/gpt-5__notion/run-{number}/travel__plan/meta.json", meta(success))
        write(tmp_path, f"results/exp/gpt-5__notion/run-{number}/travel__plan/messages.json", [])
        write(tmp_path, f"results/exp/gpt-5__notion/run-{number}/travel__book/meta.json", meta(True))
    web = meta(True, mcp="playwright_webarena", time={"start": "2025-09-01T00:00:00"})
    write(tmp_path, "results/exp/gpt-5__playwright/run-1/reddit__read/meta.json", web)
    write(tmp_path, "results/exp/other__notion/run-1/travel__plan/meta.json", meta(False, model="other"))
    runs, files = read(tmp_path)
    assert [run.model for run in runs] == ["gpt-5", "other"]
    run = runs[0]
    assert (run.benchmark, run.harness, run.evaluated, run.reasoning_effort) == ("mcpmark", "mcpmark", "2025-09-01", "")
    assert [part.name for part in run.parts] == ["notion", "playwright"]
    tallies = run.parts[0].tallies
    assert {(t.task, t.trials, t.successes) for t in tallies} == {("travel__plan", 2, 1), ("travel__book", 2, 2)}
    assert (pass_at(tallies, 2), pass_hat(tallies, 2)) == (1.0, 0.5)
    spent = run.spending
    assert spent is not None
    assert (spent.trials, spent.input_tokens, spent.reasoning_tokens, spent.steps) == (5, 500, 25, 35)
    assert spent.seconds == 52.5
    assert files.left == ()
    assert sum(one.state is ReadState.PARTLY for one in files.inputs) == 2
    assert files.notes == []


def test_efforts_and_experiments_are_runs_of_their_own(tmp_path: Path) -> None:
    write(tmp_path, "a/gpt-5__notion/run-1/x__y/meta.json", meta(True))
    write(tmp_path, "b/gpt-5__notion/run-1/x__y/meta.json", meta(True))
    write(tmp_path, "a/gpt-5-high__notion/run-1/x__y/meta.json", meta(True, reasoning_effort="high"))
    runs, _ = read(tmp_path)
    assert sorted(run.reasoning_effort for run in runs) == ["", "", "high"]


def test_only_a_missing_outcome_is_dropped(tmp_path: Path) -> None:
    limit: Value = {"success": False, "error_message": "litellm.RateLimitError: slow down"}
    write(tmp_path, "gpt-5__notion/run-1/a__a/meta.json", meta(False, execution_result=limit, token_usage={}))
    write(tmp_path, "gpt-5__notion/run-1/a__b/meta.json", meta(None))
    write(tmp_path, "gpt-5__notion/run-1/a__c/meta.json", meta("true"))
    write(tmp_path, "gpt-5__notion/run-1/a__d/meta.json", meta(True))
    (run,), files = read(tmp_path)
    assert [(t.task, t.trials, t.successes, t.dropped) for t in run.parts[0].tallies] == [
        ("a__a", 1, 0, 0),
        ("a__b", 0, 0, 1),
        ("a__c", 0, 0, 1),
        ("a__d", 1, 1, 0),
    ]
    assert [note.message[:8] for note in files.notes] == ["2 trials", "1 trials"]
    assert run.spending is not None
    assert (run.spending.input_tokens, run.spending.steps) == (None, 14)


def test_a_summary_that_counts_otherwise_is_a_fault(tmp_path: Path) -> None:
    write(tmp_path, "gpt-5__notion/run-1/a__a/meta.json", meta(True))
    write(tmp_path, "gpt-5__notion/run-1/summary.json", {"total_tasks": 2, "successful_tasks": 2, "model_name": "x"})
    write(tmp_path, "gpt-5__notion/run-2/a__a/meta.json", meta(True))
    write(tmp_path, "gpt-5__notion/run-2/summary.json", {"total_tasks": 1, "successful_tasks": 1, "model_name": "x"})
    (run,), files = read(tmp_path)
    assert run.parts[0].faults == (
        "gpt-5__notion/run-1/summary.json says that 2 of 2 tasks succeed, the files of its tasks that 1 of 1 do",
    )
    assert files.left == ()


def test_one_file_alone(tmp_path: Path) -> None:
    write(tmp_path, "meta.json", meta(True))
    (run,), _ = read(tmp_path)
    assert (run.parts[0].name, run.parts[0].tallies[0].task) == ("notion", "travel__plan")


def test_a_broken_file_is_refused_and_the_rest_read(tmp_path: Path) -> None:
    write(tmp_path, "gpt-5__notion/run-1/a__a/meta.json", meta(True))
    broken = tmp_path / "gpt-5__notion" / "run-1" / "a__b" / "meta.json"
    broken.parent.mkdir()
    broken.write_text(json.dumps(meta(True))[:-30])
    (run,), files = read(tmp_path)
    assert len(run.parts[0].tallies) == 1
    assert [error.problems[0].path for error in files.refused] == ["gpt-5__notion/run-1/a__b/meta.json"]


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"task_name": "x", "model_name": "y"}', '{"mcpServers": {"a": {"command": "x"}}}']
)
def test_other_files_are_not_known(text: str) -> None:
    assert not knows("meta.json", text.encode())


KEYS = [
    "task_name",
    "model_name",
    "mcp",
    "execution_result",
    "success",
    "error_message",
    "token_usage",
    "turn_count",
    "time",
    "start",
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=20,
)


@given(changes=st.dictionaries(st.sampled_from(KEYS), JSON))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_but_input_error_is_raised(tmp_path: Path, changes: dict[str, Value]) -> None:
    write(tmp_path, "m__notion/run-1/a__b/meta.json", meta(True) | changes)
    write(tmp_path, "m__notion/run-1/summary.json", {"successful_tasks": 1} | changes)
    try:
        runs, _ = read(tmp_path)
    except InputError:
        return
    assert len(runs) <= 2  # with these changes, the summary may look like one more result
