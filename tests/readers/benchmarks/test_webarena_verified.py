"""WebArena-Verified: one evaluation a task."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.documents import Workspace
from auditor.model.runs import Run
from auditor.readers.benchmarks.files import Files
from auditor.readers.benchmarks.webarena_verified import FORMAT, is_evaluation
from tests.tiny import SHARED

KEYS = ("task_id", "intent_template_id", "task_revision", "status", "score", "evaluators_results", "sites")


def task(root: Path, number: int, *, folder: str = "output", **said: object) -> Path:
    here = root / folder / str(number)
    here.mkdir(parents=True)
    result = {"task_id": number, "intent_template_id": 1, "task_revision": 2, "status": "success", "score": 1.0}
    marks = {"webarena_verified_version": "1.0.0", "webarena_verified_data_checksum": "d1"}
    (here / "eval_result.json").write_text(json.dumps(result | marks | said))
    (here / "agent_response.json").write_text("{}")
    (here / "network.har").write_text("{}")
    return here


def read(root: Path) -> tuple[list[Run], Files]:
    workspace = Workspace(root)
    files = Files(workspace, workspace.folder("."), format_id=FORMAT.format)
    return list(FORMAT.read(files)), files


def test_each_task_is_one_trial(tmp_path: Path) -> None:
    task(tmp_path, 1)
    task(tmp_path, 2, status="failure", score=0)
    task(tmp_path, 3, status="error", score=None)
    (run,), files = read(tmp_path)
    assert (run.benchmark, run.version, run.model) == ("webarena-verified", "1.0.0", "")
    assert [(t.task, t.trials, t.successes, t.dropped) for t in run.parts[0].tallies] == [
        ("1", 1, 1, 0),
        ("2", 1, 0, 0),
        ("3", 0, 0, 1),
    ]
    assert run.parts[0].faults == () and files.left == ()
    assert [one.state.value for one in files.inputs] == ["read"] * 3 + ["partly"] * 3


def test_versions_and_checksums_that_differ_are_faults(tmp_path: Path) -> None:
    task(tmp_path, 1)
    task(tmp_path, 2, webarena_verified_data_checksum="d2")
    task(tmp_path, 3, webarena_verified_version="1.1.0")
    task(tmp_path, 1, folder="second")
    first, newer, second = read(tmp_path)[0]
    assert (first.version, newer.version, second.version) == ("1.0.0", "1.1.0", "1.0.0")
    versions = "the tasks of one folder were evaluated by several versions: 1.0.0, 1.1.0"
    checksums = "the tasks were not all evaluated with the same data: 2 different checksums"
    assert first.parts[0].faults == (versions, checksums)
    assert newer.parts[0].faults == (versions,)
    assert second.parts[0].faults == ()


def test_what_disagrees_within_a_file_is_a_fault(tmp_path: Path) -> None:
    task(tmp_path, 1, score=0.0)
    task(tmp_path, 2, task_id=9)
    task(tmp_path, 3, evaluators_results=[{"score": 0.0}, {"score": 1.0}])
    (run,), _ = read(tmp_path)
    assert run.parts[0].faults == (
        "task 1 has the status success and a score of 0",
        "the folder 2 holds the result of task 9",
        "task 3 has a score of 1, though one of its evaluators gives less",
    )


def test_broken_results_are_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    task(tmp_path, 1)
    task(tmp_path, 2, score="high")
    cut = task(tmp_path, 3) / "eval_result.json"
    cut.write_text(cut.read_text()[:-5])
    (task(tmp_path, 4) / "eval_result.json").write_text("")
    (run,), files = read(tmp_path)
    assert [tally.task for tally in run.parts[0].tallies] == ["1"]
    assert [error.problems[0].path for error in files.refused] == [f"output/{n}/eval_result.json" for n in (2, 3)]
    assert "output/4/eval_result.json" in files.left


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=2),
    max_leaves=5,
)


@given(st.fixed_dictionaries(dict.fromkeys(KEYS, VALUES)))
def test_no_values_raise(tmp_path_factory: pytest.TempPathFactory, said: dict[str, object]) -> None:
    root = tmp_path_factory.mktemp("verified")
    result = task(root, 1) / "eval_result.json"
    result.write_text(json.dumps(said))
    runs, files = read(root)
    assert len(runs) + len(files.refused) == 1


def test_knows_only_evaluations() -> None:
    keys = b'{"task_id": 1, "intent_template_id": 1, "task_revision": 1, "status": "success"}'
    assert is_evaluation("107/eval_result.json", keys)
    assert not is_evaluation("107/result.json", keys)
    assert not is_evaluation("107/eval_result.json", b'{"task_id": 1}')


@pytest.mark.corpus
def test_the_real_sample() -> None:
    if not (SHARED / "bench_samples").is_dir():
        pytest.skip("the real files are not here")
    workspace = Workspace(SHARED / "bench_samples")
    files = Files(workspace, workspace.folder("webarena_verified"))
    (run,) = FORMAT.read(files)
    assert run.version == "1.0.0rc12"
    assert [(t.task, t.successes) for t in run.parts[0].tallies] == [("107", 0), ("108", 1)]
    assert run.parts[0].faults == ("the tasks were not all evaluated with the same evaluator: 2 different checksums",)
    assert not files.left and not files.refused
