"""Results of several benchmarks in one folder: each file goes to its own format, and what is none stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.documents import Value, Workspace
from auditor.readers.benchmarks import appworld, mcpmark, tau2, tau2_submissions, tau_bench, toolsandbox
from auditor.readers.benchmarks.files import HEAD
from auditor.readers.benchmarks.gathering import Gathered, gather_runs
from tests.tiny import SHARED

INFO: Value = {
    "git_commit": "abc",
    "num_trials": 1,
    "user_info": {"llm": "u"},
    "agent_info": {"llm": "m", "implementation": "llm_agent"},
    "environment_info": {"domain_name": "airline"},
}
ONE: Value = {"id": "a", "task_id": "1", "reward_info": {"reward": 1.0}}
FILES: dict[str, Value] = {
    "tau-bench": [{"task_id": 0, "reward": 1.0, "info": {}, "traj": [], "trial": 0}],
    "tau2": {"timestamp": "2026-01-01", "info": INFO, "tasks": [], "simulations": [ONE]},
    "tau2-submission": {
        "model_name": "m",
        "submitting_organization": "o",
        "submission_date": "2026-01-01",
        "results": {"airline": {"pass_1": 50.0}},
    },
    "mcpmark": {"task_name": "a__b", "model_name": "m", "mcp": "notion", "execution_result": {"success": True}},
    "toolsandbox": {"per_scenario_results": [{"name": "a", "similarity": 1.0, "milestone_similarity": 1.0}]},
    "appworld": {
        "aggregate": {"task_goal_completion": 100.0, "scenario_goal_completion": 100.0},
        "individual": {"a_1": {"success": True}},
    },
}
OTHERS: dict[str, Value] = {
    "package.json": {"name": "x", "version": "1.0.0"},
    "openapi.json": {"openapi": "3.1.0", "info": {"title": "x", "version": "1"}, "paths": {}},
    "list.json": [{"task_id": 1, "reward": 1.0}],
}
MINE = (tau_bench, tau2, tau2_submissions, mcpmark, toolsandbox, appworld)


def gather(folder: Path, contents: dict[str, str]) -> Gathered:
    for name, content in contents.items():
        (folder / name).write_text(content)
    workspace = Workspace(folder)
    return gather_runs(workspace, workspace.folder("."))


def test_each_file_goes_to_its_format(tmp_path: Path) -> None:
    contents = {f"{name}.json": json.dumps(value) for name, value in FILES.items()}
    found = gather(tmp_path, contents | {name: json.dumps(value) for name, value in OTHERS.items()})
    assert sorted(run.format for run in found.runs) == sorted(FILES)
    assert {one.path: one.format for one in found.inputs} == {f"{name}.json": name for name in FILES}
    assert set(found.left) == set(OTHERS)
    assert found.refused == ()


@pytest.mark.parametrize("name", FILES)
def test_cut_and_empty_files_raise_nothing(tmp_path: Path, name: str) -> None:
    whole = json.dumps(FILES[name])
    for end in range(0, len(whole), 29):
        found = gather(tmp_path, {"a.json": whole[:end]})
        assert found.runs == ()


JSON: st.SearchStrategy[Value] = (
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.floats() | st.text(max_size=3) | st.builds(list)
)


@given(name=st.sampled_from(sorted(FILES)), data=st.data())
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_wrong_types_raise_nothing(tmp_path: Path, name: str, data: st.DataObject) -> None:
    def spoilt(value: Value) -> Value:
        if data.draw(st.integers(0, 6)) == 0:
            return data.draw(JSON)
        if isinstance(value, dict):
            return {key: spoilt(one) for key, one in value.items()}
        return [spoilt(one) for one in value] if isinstance(value, list) else value

    found = gather(tmp_path, {"a.json": json.dumps(spoilt(FILES[name]))})
    assert len(found.runs) <= 1


@pytest.mark.corpus
@pytest.mark.skipif(not (SHARED / "corpus").exists(), reason="needs ../shared/corpus")
def test_no_file_of_the_corpus_is_taken_for_results() -> None:
    for path in sorted((SHARED / "corpus").rglob("*.json")):
        with path.open("rb") as file:
            head = file.read(HEAD)
        assert [one.FORMAT.format for one in MINE if one.knows(str(path), head)] == [], path
