"""The reader of ToolSandbox: fractional similarities of scenarios."""

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
from auditor.readers.benchmarks import files as files_module
from auditor.readers.benchmarks.files import Files
from auditor.readers.benchmarks.toolsandbox import FORMAT, knows

FOLDER = "data/agent_gpt-4o-2024-05-13_user_gpt-4o_08_06_2024_12_30_59"


def scenario(name: str, similarity: Value, *, exception: str | None = None) -> Value:
    return {
        "name": name,
        "categories": ["STATE_DEPENDENCY", "NO_DISTRACTION_TOOLS"],
        "traceback": None,
        "exception_type": exception,
        "milestone_similarity": similarity,
        "minefield_similarity": 0,
        "similarity": similarity,
        "turn_count": 8,
        "milestone_mapping": {"0": [5, 1.0]},
        "minefield_mapping": {},
    }


def summary(*scenarios: Value, mean: float = 0.5) -> dict[str, Value]:
    return {
        "per_scenario_results": list(scenarios),
        "category_aggregated_results": {
            "STATE_DEPENDENCY": {"similarity": 0.25, "turn_count": 8.0},
            "ALL_CATEGORIES": {"similarity": mean, "turn_count": 8.0},
        },
        "git_sha": "67e94cc + local changes",
    }


def write(folder: Path, name: str, content: Value) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=4))


def read(folder: Path) -> tuple[list[Run], Files]:
    workspace = Workspace(folder)
    files = Files(workspace, workspace.folder("."), format_id="toolsandbox")
    return list(FORMAT.read(files)), files


def test_a_run(tmp_path: Path) -> None:
    content = summary(scenario("a", 1.0), scenario("b", 0.5), scenario("c", 0, exception="ValueError"))
    write(tmp_path, f"{FOLDER}/result_summary.json", content)
    write(tmp_path, f"{FOLDER}/trajectories/a/conversation.json", [])
    write(tmp_path, f"{FOLDER}/trajectories/a/pretty_print.txt", "")
    (run,), files = read(tmp_path)
    assert (run.benchmark, run.model, run.user_simulator) == ("toolsandbox", "gpt-4o-2024-05-13", "gpt-4o")
    assert (run.evaluated, run.harness, run.harness_version) == (
        "2024-08-06",
        "tool-sandbox",
        "67e94cc + local changes",
    )
    (part,) = run.parts
    assert (part.name, part.metric, part.faults) == ("", "similarity", ())
    assert [(t.task, t.trials, t.successes, t.score) for t in part.tallies] == [
        ("a", 1, 1, 1.0),
        ("b", 1, 0, 0.5),
        ("c", 1, 0, 0.0),
    ]
    assert mean_score(part.tallies) == 0.5
    assert [(figure.metric, figure.value) for figure in part.stated] == [
        ("similarity", 0.5),
        ("similarity of STATE_DEPENDENCY", 0.25),
    ]
    assert run.spending is None
    assert files.left == ()
    assert [note.message[:30] for note in files.notes] == ["1 scenarios ended with an exce"]


def test_a_model_with_a_slash_in_its_name(tmp_path: Path) -> None:
    folder = "data/agent_NousResearch/Hermes-2-Pro_user_gpt-4o_08_06_2024_12_30_59"
    write(tmp_path, f"{folder}/result_summary.json", summary(scenario("a", 0.5)))
    (run,), _ = read(tmp_path)
    assert (run.model, run.user_simulator) == ("NousResearch/Hermes-2-Pro", "gpt-4o")


def test_a_folder_of_another_name_says_no_model(tmp_path: Path) -> None:
    write(tmp_path, "agent_x/result_summary.json", summary(scenario("a", 0.5)))
    (run,), _ = read(tmp_path)
    assert (run.model, run.user_simulator, run.evaluated) == ("", "", "")


def test_a_mean_that_its_scenarios_refute_is_a_fault(tmp_path: Path) -> None:
    write(tmp_path, f"{FOLDER}/result_summary.json", summary(scenario("a", 0.5), mean=0.75))
    (run,), _ = read(tmp_path)
    assert run.parts[0].faults == ("the file states a mean similarity of 0.7500, but its scenarios have 0.5000",)


def test_odd_scenarios_are_not_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = summary(scenario("a", 0.5), scenario("b", "1"), scenario("c", 7), scenario("d", None), 3, scenario("", 1))
    write(tmp_path, f"{FOLDER}/result_summary.json", content)
    for whole in (10**9, 10):
        monkeypatch.setattr(files_module, "_WHOLE", whole)
        (run,), files = read(tmp_path)
        assert [tally.task for tally in run.parts[0].tallies] == ["a"]
        assert run.parts[0].stated[0].value == 0.5
        assert files.notes[0].message.startswith("5 scenarios")


def test_a_file_that_ends_early_is_refused(tmp_path: Path) -> None:
    (tmp_path / "result_summary.json").write_text(json.dumps(summary(scenario("a", 0.5)))[:-10])
    runs, files = read(tmp_path)
    assert runs == []
    assert [error.problems[0].path for error in files.refused] == ["result_summary.json"]


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"per_scenario_results": []}', '{"results": [{"similarity": 1}]}'])
def test_other_files_are_not_known(text: str) -> None:
    assert not knows("result_summary.json", text.encode())


KEYS = [
    "per_scenario_results",
    "category_aggregated_results",
    "ALL_CATEGORIES",
    "similarity",
    "name",
    "exception_type",
    "git_sha",
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=20,
)


@given(changes=st.dictionaries(st.sampled_from(KEYS), JSON), more=st.lists(JSON, max_size=3))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_but_input_error_is_raised(tmp_path: Path, changes: dict[str, Value], more: list[Value]) -> None:
    write(tmp_path, f"{FOLDER}/result_summary.json", summary(scenario("a", 0.5), *more) | changes)
    try:
        runs, _ = read(tmp_path)
    except InputError:
        return
    for run in runs:
        assert all(0 <= tally.score <= tally.trials for tally in run.parts[0].tallies)
