"""The reader of OpenAI evals logs, as evals/record.py writes them."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.benchmarks.estimators import mean_score
from auditor.documents import Value, Workspace
from auditor.model.runs import Run
from auditor.readers.benchmarks.files import Files
from auditor.readers.benchmarks.openai_evals import FORMAT, knows
from tests.tiny import SHARED

SAMPLES = SHARED / "bench_samples"
LOG = "230801093015ABCDEFGH_gpt-4.1_test-match.jsonl"


def spec(**more: Value) -> Value:
    said: dict[str, Value] = {
        "completion_fns": ["gpt-4.1-2025-04-14"],
        "eval_name": "test-match.s1.simple-v0",
        "base_eval": "test-match",
        "split": "s1",
        "run_config": {
            "completion_fns": ["gpt-4.1-2025-04-14"],
            "eval_spec": {
                "cls": "evals.elsuite.basic.match:Match",
                "args": {"samples_jsonl": "test_match/samples.jsonl"},
            },
            "seed": 20220722,
            "max_samples": None,
            "command": "oaieval gpt-4.1-2025-04-14 test-match",
            "initial_settings": {"visible": True},
        },
        "created_by": "",
        "run_id": "250801093015ABCDEFGH",
        "created_at": "2025-08-01 09:30:15.123456",
    }
    return {"spec": {**said, **more}}


def event(number: int, sample: str, kind: str, data: Value) -> Value:
    return {
        "run_id": "250801093015ABCDEFGH",
        "event_id": number,
        "sample_id": f"test-match.s1.{sample}",
        "type": kind,
        "data": data,
        "created_by": "",
        "created_at": "2025-08-01 09:30:17.000000+00:00",
    }


def answered(number: int, sample: str, correct: Value) -> tuple[Value, Value]:
    asked: Value = {"prompt": [{"role": "user", "content": "Once upon a"}], "sampled": ["time"]}
    matched: Value = {"correct": correct, "expected": "time", "picked": "time" if correct else None, "sampled": "time"}
    return event(number, sample, "sampling", asked), event(number + 1, sample, "match", matched)


def read(folder: Path, *lines: Value) -> tuple[list[Run], Files]:
    if lines:
        (folder / LOG).write_text("".join(json.dumps(line) + "\n" for line in lines))
    workspace = Workspace(folder)
    files = Files(workspace, workspace.folder("."), format_id=FORMAT.format)
    return list(FORMAT.read(files)), files


REPORT: Value = {"final_report": {"accuracy": 2 / 3, "boostrap_std": 0.25}}


def test_a_log_is_counted_sample_by_sample(tmp_path: Path) -> None:
    events = (*answered(0, "0", True), *answered(2, "1", False), *answered(4, "2", True))
    (run,), files = read(tmp_path, spec(), *events, REPORT)
    assert (run.benchmark, run.model, run.harness) == (
        "test-match.s1.simple-v0",
        "gpt-4.1-2025-04-14",
        "openai/evals",
    )
    assert (run.evaluated, run.limited, run.published) == ("2025-08-01", False, False)
    (part,) = run.parts
    assert [(one.task, one.trials, one.successes) for one in part.tallies] == [
        ("test-match.s1.0", 1, 1),
        ("test-match.s1.1", 1, 0),
        ("test-match.s1.2", 1, 1),
    ]
    assert mean_score(part.tallies) == pytest.approx(2 / 3)
    assert [(one.metric, one.value, one.stderr) for one in part.stated] == [("accuracy", 2 / 3, 0.25)]
    assert (part.faults, str(part.location), files.left, files.notes) == ((), f"{LOG}:8", (), [])


def test_a_report_that_its_events_refute_is_a_fault(tmp_path: Path) -> None:
    (run,), _ = read(tmp_path, spec(), *answered(0, "0", False), *answered(2, "1", True), REPORT)
    assert run.parts[0].faults == ("the final report says accuracy 0.6667, and its own events give 1 of 2",)


def test_a_log_without_a_report_did_not_finish(tmp_path: Path) -> None:
    (run,), files = read(tmp_path, spec(), *answered(0, "0", True))
    assert (run.limited, run.parts[0].metric, run.parts[0].stated) == (True, "accuracy", ())
    assert [note.message for note in files.notes] == ["the log has no final report, so the run did not finish"]


@pytest.mark.parametrize(
    ("config", "limited"), [({"max_samples": 20}, True), ({"max_samples": None}, False), ({}, None), ("x", None)]
)
def test_a_most_of_samples_limits_a_run(tmp_path: Path, config: Value, limited: bool | None) -> None:
    report: Value = {"final_report": {"accuracy": 1.0}}
    (run,), _ = read(tmp_path, spec(run_config=config), *answered(0, "0", True), report)
    assert run.limited is limited


def test_several_matches_of_a_sample_are_trials_and_errors_are_dropped(tmp_path: Path) -> None:
    failed = event(6, "1", "error", {"type": "APIError", "message": "overloaded"})
    recovered = event(7, "0", "error", {"type": "APIError", "message": "overloaded"})
    (run,), _ = read(
        tmp_path, spec(), *answered(0, "0", True), *answered(2, "0", False), failed, recovered, {"final_report": {}}
    )
    assert [(one.task[-1], one.trials, one.successes, one.dropped) for one in run.parts[0].tallies] == [
        ("0", 2, 1, 0),
        ("1", 0, 0, 1),
    ]


def test_metrics_count_where_no_match_is_recorded(tmp_path: Path) -> None:
    graded = (event(0, "0", "metrics", {"score": 1.0, "choice": "A"}), event(1, "1", "metrics", {"score": 0.5}))
    (run,), _ = read(tmp_path, spec(), *graded, {"final_report": {"score": 0.75, "counts/A": 1}})
    (part,) = run.parts
    assert [(one.successes, one.score) for one in part.tallies] == [(1, 1.0), (0, 0.5)]
    assert (part.metric, part.faults) == ("score", ())


def test_only_numbers_of_the_same_metric_are_compared(tmp_path: Path) -> None:
    report: Value = {"final_report": {"f1_score": 0.9, "accuracy": 1.0}}
    (run,), _ = read(tmp_path, spec(), *answered(0, "0", True), event(2, "0", "metrics", {"f1_score": 0.1}), report)
    assert (run.parts[0].metric, run.parts[0].faults) == ("accuracy", ())
    mixed = (event(0, "0", "metrics", {"score": 1.0}), event(1, "1", "metrics", {"f1_score": 0.5}))
    (run,), _ = read(tmp_path, spec(), *mixed, report)
    assert (run.parts[0].metric, run.parts[0].tallies) == ("accuracy", ())


def test_the_first_versions_name_the_model_otherwise(tmp_path: Path) -> None:
    old = spec(completion_fns=None, model_name="gpt-3.5-turbo", model_names={"completions": ["gpt-3.5-turbo-0301"]})
    assert read(tmp_path, old, *answered(0, "0", True), REPORT)[0][0].model == "gpt-3.5-turbo-0301"
    old = spec(completion_fns=[], model_name="gpt-3.5-turbo")
    assert read(tmp_path, old, *answered(0, "0", True), REPORT)[0][0].model == "gpt-3.5-turbo"


def test_broken_empty_and_foreign_files(tmp_path: Path) -> None:
    text = "".join(json.dumps(line) + "\n" for line in (spec(), *answered(0, "0", True), REPORT))
    (tmp_path / "cut.jsonl").write_text(text[:-20])
    (tmp_path / "empty.jsonl").write_text("")
    (tmp_path / "openapi.json").write_text('{"openapi": "3.1.0", "spec": {}}')
    (tmp_path / "nothing.jsonl").write_text(json.dumps(spec()) + "\n")
    runs, files = read(tmp_path)
    assert runs == []
    (error,) = files.refused
    assert str(error).startswith("cut.jsonl:4:")
    assert files.left == ("empty.jsonl", "openapi.json")
    assert [note.message for note in files.notes] == [
        "the log has no final report, so the run did not finish",
        "it records no match and states no share, so there is nothing to count",
    ]


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["data", "correct", "score", "accuracy", "completions"]), inner)
    ),
    max_leaves=8,
)
KINDS = st.sampled_from(["match", "metrics", "error", "sampling"]) | JSON


@given(
    st.fixed_dictionaries(
        {}, optional=dict.fromkeys(("completion_fns", "run_config", "created_at", "model_names"), JSON)
    ),
    st.lists(JSON | st.fixed_dictionaries({"sample_id": JSON, "type": KINDS, "data": JSON}), max_size=4),
    JSON,
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_wrong_types_count_as_absent(more: dict[str, Value], events: list[Value], report: Value) -> None:
    with TemporaryDirectory() as name:
        runs, files = read(Path(name), spec(**more), *answered(0, "0", True), *events, {"final_report": report})
        assert files.refused == []
        assert runs[0].parts[0].tallies[0].task == "test-match.s1.0"


@pytest.mark.corpus
def test_no_real_file_of_another_format_is_known() -> None:
    if not SAMPLES.is_dir():
        pytest.skip("../shared/bench_samples is absent")
    assert [p for p in SAMPLES.rglob("*") if p.is_file() and knows(p.name, p.read_bytes()[:65_536])] == []
