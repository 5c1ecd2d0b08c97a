"""The reader of submissions to the tau2-bench leaderboard."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.documents import Value, Workspace
from auditor.errors import InputError
from auditor.model.description import ReadState
from auditor.model.runs import Run
from auditor.readers.benchmarks.files import HEAD, Files
from auditor.readers.benchmarks.tau2_submissions import FORMAT, knows
from tests.tiny import SHARED

SAMPLES = SHARED / "bench_samples" / "tau2" / "submissions"


def submission(**changes: Value) -> dict[str, Value]:
    method: Value = {
        "evaluation_date": "2026-02-01",
        "tau2_bench_version": "v0.1.3",
        "user_simulator": "gpt-4.1",
        "notes": "four trials",
        "verification": {"modified_prompts": False, "omitted_questions": False, "details": "as usual"},
    }
    whole: dict[str, Value] = {
        "model_name": "Tiny 1",
        "model_organization": "Tiny",
        "submitting_organization": "Sierra",
        "submission_date": "2026-02-26",
        "results": {
            "airline": {"pass_1": 92.32, "pass_2": 80, "pass_3": None, "pass_4": 70.0, "cost": 0.4},
            "retail": None,
            "telecom": {"pass_1": None},
        },
        "reasoning_effort": "high",
        "methodology": method,
        "model_release": {"release_date": "2025-11-24"},
    }
    return whole | changes


def write(folder: Path, name: str, content: Value) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=2))


def read(folder: Path) -> tuple[list[Run], Files]:
    workspace = Workspace(folder)
    files = Files(workspace, workspace.folder("."), format_id="tau2-submission")
    return list(FORMAT.read(files)), files


def test_a_submission(tmp_path: Path) -> None:
    write(tmp_path, "submissions/tiny/submission.json", submission())
    (run,), files = read(tmp_path)
    assert (run.benchmark, run.version, run.model, run.published) == ("tau2-bench", "0.1.3", "Tiny 1", True)
    assert (run.evaluated, run.submitted, run.released) == ("2026-02-01", "2026-02-26", "2025-11-24")
    assert (run.user_simulator, run.reasoning_effort, run.reported_by) == ("gpt-4.1", "high", "Sierra")
    assert (run.harness, run.changed, run.spending) == ("tau2-bench", "", None)
    (part,) = run.parts
    assert (part.name, part.tallies) == ("airline", ())
    assert [(figure.metric, figure.value) for figure in part.stated] == [
        ("pass^1", 0.9232),
        ("pass^2", 0.8),
        ("pass^4", 0.7),
    ]
    assert part.stated[0].location is not None
    assert part.stated[0].location.position.line == 8
    assert files.notes == []
    assert files.left == ()


def test_what_was_changed(tmp_path: Path) -> None:
    method: Value = {
        "verification": {"modified_prompts": True, "omitted_questions": True, "details": "a shorter policy"}
    }
    write(tmp_path, "submission.json", submission(methodology=method))
    (run,), _ = read(tmp_path)
    assert run.changed == "prompts modified; questions omitted; a shorter policy"
    assert run.version == ""


def test_a_custom_submission(tmp_path: Path) -> None:
    write(tmp_path, "submission.json", submission(submission_type="custom"))
    (run,), files = read(tmp_path)
    assert run.harness == "custom scaffold"
    assert run.changed.startswith("a custom submission")
    assert files.notes[0].message == "a custom submission; of its method it says: four trials"


def test_the_first_tau_bench(tmp_path: Path) -> None:
    write(tmp_path, "submission.json", submission(methodology={"tau2_bench_version": "original tau-bench"}))
    (run,), _ = read(tmp_path)
    assert (run.benchmark, run.version, run.harness) == ("tau-bench", "", "tau-bench")


def test_what_it_leaves_open_about_its_verification_is_noted(tmp_path: Path) -> None:
    method: Value = {
        "verification": {"modified_prompts": None, "omitted_questions": None, "details": "no trajectories"}
    }
    write(tmp_path, "submission.json", submission(methodology=method))
    (run,), files = read(tmp_path)
    assert run.changed == ""
    assert [note.message for note in files.notes] == ["of its verification it says: no trajectories"]


def test_a_submission_that_the_manifest_does_not_list(tmp_path: Path) -> None:
    write(tmp_path, "submissions/listed/submission.json", submission())
    write(tmp_path, "submissions/hidden/submission.json", submission())
    write(tmp_path, "submissions/manifest.json", {"submissions": [], "legacy_submissions": ["listed"]})
    write(tmp_path, "submissions/schema.json", {"title": "Tau2-Bench Leaderboard Submission", "$defs": {}})
    write(tmp_path, "manifest.json", {"submissions": "of something else"})
    runs, files = read(tmp_path)
    assert len(runs) == 2
    assert [note.message for note in files.notes] == ["hidden is not in manifest.json, so not shown on the board"]
    assert {one.path for one in files.inputs if one.state is ReadState.PARTLY} == {
        "submissions/manifest.json",
        "submissions/schema.json",
    }
    assert files.left == ("manifest.json",)


def test_a_broken_one_is_refused_and_one_without_figures_is_no_run(tmp_path: Path) -> None:
    text = json.dumps(submission())
    (tmp_path / "a.json").write_text(text[:-20])
    write(tmp_path, "b.json", submission(results={"airline": {"pass_1": "84"}, "x": [], "y": {"pass_1": 840}}))
    runs, files = read(tmp_path)
    assert runs == []
    assert [error.problems[0].path for error in files.refused] == ["a.json"]


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"submissions": ["a"]}', '{"model_name": "x", "results": {}}'])
def test_other_files_are_not_known(text: str) -> None:
    assert not knows("submission.json", text.encode())


KEYS = [
    "model_name",
    "results",
    "airline",
    "pass_1",
    "methodology",
    "verification",
    "modified_prompts",
    "details",
    "submission_type",
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=20,
)


@given(changes=st.dictionaries(st.sampled_from(KEYS), JSON))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_but_input_error_is_raised(tmp_path: Path, changes: dict[str, Value]) -> None:
    write(tmp_path, "submission.json", submission() | changes)
    write(tmp_path, "manifest.json", changes)
    try:
        runs, _ = read(tmp_path)
    except InputError:
        return
    assert len(runs) <= 1


@pytest.mark.corpus
@pytest.mark.skipif(not SAMPLES.exists(), reason="needs ../shared/bench_samples")
def test_the_real_submissions() -> None:
    runs, files = read(SAMPLES)
    by_folder = {Path(run.location.path).parent.name: run for run in runs}
    assert len(by_folder) == 7
    opus = by_folder["claude-opus-4-5_sierra_2026-02-26"]
    assert [part.stated[0].value for part in opus.parts] == [0.84, 0.7961, 0.9232, 0.2474]
    assert by_folder["qwen3-max_qwen_2025-10-30"].version == "0.1.3"
    assert by_folder["deepseek-v3.2_deepseek_2025-12-01"].user_simulator == "DeepSeek-V3.2"
    assert by_folder["kimi-k2_moonshot-ai_2025-07-11"].user_simulator == ""
    assert [note.message for note in files.notes if "manifest" in note.message] == [
        "qwen3-max_qwen_2025-10-30 is not in manifest.json, so not shown on the board"
    ]
    assert files.left == ()
    assert not knows("schema.json", (SAMPLES / "schema.json").read_bytes()[:HEAD])
