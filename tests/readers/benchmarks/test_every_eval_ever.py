"""The reader of Every Eval Ever records and their samples."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.documents import Value, Workspace
from auditor.model.runs import Run
from auditor.readers.benchmarks.every_eval_ever import FORMAT, knows
from auditor.readers.benchmarks.files import Files
from tests.tiny import SHARED

SAMPLES = SHARED / "bench_samples"
UUID = "5917cc37-8805-4453-bf5f-13411ea66ccf"


def result(
    name: str = "GAIA", score: Value = 0.5, *, data: Value = None, metric: Value = None, **more: Value
) -> dict[str, Value]:
    return {
        "evaluation_name": name,
        "source_data": {"dataset_name": name} if data is None else data,
        "metric_config": {"lower_is_better": False, "score_type": "continuous", "min_score": 0.0, "max_score": 1.0}
        if metric is None
        else metric,
        "score_details": {"score": score, **more},
    }


def record(*results: Value, **more: Value) -> dict[str, Value]:
    root: dict[str, Value] = {
        "schema_version": "0.3.0",
        "evaluation_id": f"GAIA/openai_gpt-4.1/{UUID}",
        "evaluation_timestamp": "1770463617.0",
        "retrieved_timestamp": "1790569425.7",
        "source_metadata": {
            "source_name": "inspect_ai",
            "source_type": "evaluation_run",
            "source_organization_name": "unknown",
            "evaluator_relationship": "third_party",
        },
        "eval_library": {"name": "inspect_ai", "version": "0.3.160"},
        "model_info": {"name": "openai/azure/gpt-4.1", "id": "openai/gpt-4.1-2025-04-14"},
        "evaluation_results": list(results),
    }
    return {**root, **more}


def sample(task: str, score: Value, name: str = "GAIA", **more: Value) -> Value:
    return {
        "schema_version": "0.2.1",
        "evaluation_id": "x",
        "model_id": "openai/gpt-4.1",
        "evaluation_name": name,
        "sample_id": task,
        "interaction_type": "agentic",
        "evaluation": {"score": score, "is_correct": score == 1, **more},
    }


def read(folder: Path, content: Value = None, *samples: Value) -> tuple[list[Run], Files]:
    if content is not None:
        (folder / f"{UUID}.json").write_text(json.dumps(content, indent=1))
    if samples:
        (folder / f"{UUID}_samples.jsonl").write_text("".join(json.dumps(line) + "\n" for line in samples))
    workspace = Workspace(folder)
    files = Files(workspace, workspace.folder("."), format_id=FORMAT.format)
    return list(FORMAT.read(files)), files


def test_a_record_of_a_run_is_no_published_figure(tmp_path: Path) -> None:
    data: Value = {"dataset_name": "GAIA", "samples_number": 165, "sample_ids": ["a", "b"]}
    spread: Value = {"standard_error": {"value": 0.25}}
    (run,), files = read(tmp_path, record(result("gaia_scorer", 0.5, data=data, uncertainty=spread)))
    assert (run.benchmark, run.model) == ("GAIA", "openai/gpt-4.1-2025-04-14")
    assert (run.harness, run.harness_version) == ("inspect_ai", "0.3.160")
    assert (run.evaluated, run.submitted, run.reported_by, run.published) == ("2026-02-07", "", "", False)
    assert run.limited is True
    (part,) = run.parts
    assert (part.name, part.correct, part.counted, part.expected) == ("", 1.0, 2, 165)
    assert [(one.value, one.stderr) for one in part.stated] == [(0.5, 0.25)]
    assert files.left == ()


def test_a_record_from_documents_is_published_and_its_retrieval_dates_nothing(tmp_path: Path) -> None:
    source: Value = {
        "source_name": "HF Open LLM v2",
        "source_type": "documentation",
        "source_organization_name": "Hugging Face",
        "evaluator_relationship": "third_party",
    }
    (run,), _ = read(tmp_path, record(result(), source_metadata=source, evaluation_timestamp=None, eval_library={}))
    assert (run.published, run.reported_by, run.evaluated, run.harness) == (True, "Hugging Face", "", "")
    assert run.limited is None


def test_evaluations_on_one_data_set_are_parts_and_metrics_are_figures(tmp_path: Path) -> None:
    data: Value = {"dataset_name": "global-mmlu-lite"}
    percent: Value = {"lower_is_better": False, "metric_unit": "percent", "metric_name": "Accuracy"}
    results = (
        result("Global MMLU Lite", 0.9, data=data),
        result("Culturally Sensitive", 80.0, data=data, metric=percent, uncertainty={"standard_error": {"value": 2.0}}),
        result("Culturally Sensitive", 0.7, data=data),
        result("IFEval", 0.4),
    )
    runs, _ = read(tmp_path, record(*results))
    assert [(run.benchmark, [part.name for part in run.parts]) for run in runs] == [
        ("global-mmlu-lite", ["Global MMLU Lite", "Culturally Sensitive"]),
        ("IFEval", [""]),
    ]
    second = runs[0].parts[1]
    assert second.metric == "Accuracy"
    assert [(one.value, one.stderr) for one in second.stated] == [(0.8, 0.02), (0.7, None)]


@pytest.mark.parametrize(
    ("metric", "score", "why"),
    [
        ({"lower_is_better": True, "min_score": 0, "max_score": 1}, 0.5, "a lower score is better"),
        ({"min_score": 0, "max_score": 1}, 0.5, "a lower score is better, or the record does not say"),
        ({"lower_is_better": False, "min_score": 0, "max_score": 10}, 7.5, "its scale does not go from 0 to 1"),
        ({"lower_is_better": False, "min_score": -1, "max_score": 1}, 0.5, "its scale does not go from 0 to 1"),
        ({"lower_is_better": False, "min_score": 0, "max_score": "Infinity"}, 1200, "its scale"),
        ({"lower_is_better": False}, 0.5, "its scale"),
        ({"lower_is_better": False, "min_score": 0, "max_score": 1}, 87.5, "87.5 lies outside its scale"),
        ({"lower_is_better": False, "min_score": 0, "max_score": 1}, None, "it states no score"),
    ],
)
def test_what_is_no_share_is_left_out_with_a_note(tmp_path: Path, metric: Value, score: Value, why: str) -> None:
    runs, files = read(tmp_path, record(result(score=score, metric=metric)))
    assert runs == []
    (note,) = files.notes
    assert note.message.startswith(f"`GAIA` is no share of tasks that succeed: {why}")


def test_samples_give_tallies_and_are_compared(tmp_path: Path) -> None:
    samples = (sample("a", 1.0), sample("a", 0.0), sample("b", None, is_correct=True), sample("c", 7))
    (run,), files = read(tmp_path, record(result(score=0.75)), *samples)
    (part,) = run.parts
    assert [(one.task, one.trials, one.successes, one.score) for one in part.tallies] == [
        ("a", 2, 1, 1.0),
        ("b", 1, 1, 1.0),
    ]
    assert (part.faults, part.counted, files.left) == ((), None, ())
    (run,), _ = read(tmp_path, record(result(score=0.5)))
    assert run.parts[0].faults == ("the record says 0.5000, and its 2 samples give 0.7500",)


def test_samples_may_be_named_in_the_record(tmp_path: Path) -> None:
    (tmp_path / "named_samples.jsonl").write_text(json.dumps(sample("a", 1.0)) + "\n")
    named: Value = {"format": "jsonl", "file_path": "data/GAIA/openai/gpt-4.1/named_samples.jsonl"}
    (run,), files = read(tmp_path, record(result(score=1.0), detailed_evaluation_results=named))
    assert len(run.parts[0].tallies) == 1
    assert files.left == ()


def test_broken_empty_and_foreign_files(tmp_path: Path) -> None:
    text = json.dumps(record(result()), indent=1)
    (tmp_path / "cut.json").write_text(text[: len(text) - 30])
    (tmp_path / "empty.json").write_text("")
    (tmp_path / "schema.json").write_text('{"properties": {"schema_version": {"type": "string"}, "model_info": {}}}')
    (tmp_path / f"{UUID}_samples.jsonl").write_text(json.dumps(sample("a", 1.0)) + "\n")
    runs, files = read(tmp_path)
    assert runs == []
    (error,) = files.refused
    assert str(error).startswith("cut.json:")
    assert files.left == ("empty.json", "schema.json")
    assert [one.why for one in files.inputs] == ["no record beside it says what it belongs to"]


def test_broken_samples_are_refused_and_the_record_is_still_read(tmp_path: Path) -> None:
    (tmp_path / f"{UUID}_samples.jsonl").write_text(json.dumps(sample("a", 1.0)) + "\n{")
    (run,), files = read(tmp_path, record(result()))
    assert run.parts[0].tallies == ()
    assert [str(error).startswith(f"{UUID}_samples.jsonl:2:") for error in files.refused] == [True]


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["score", "dataset_name", "min_score", "id", "uncertainty"]), inner)
    ),
    max_leaves=8,
)
RESULT = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("evaluation_name", "source_data", "metric_config", "score_details"), JSON)
)


@given(
    st.lists(JSON | RESULT, max_size=3),
    st.fixed_dictionaries({}, optional=dict.fromkeys(("evaluation_timestamp", "model_info", "eval_library"), JSON)),
    JSON,
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_wrong_types_count_as_absent(results: list[Value], more: dict[str, Value], line: Value) -> None:
    with TemporaryDirectory() as name:
        runs, files = read(Path(name), record(result(), *results, **more), line)
        assert files.refused == []
        assert runs[0].benchmark == "GAIA"


@pytest.mark.corpus
def test_the_real_record() -> None:
    if not SAMPLES.is_dir():
        pytest.skip("../shared/bench_samples is absent")
    runs, files = read(SAMPLES / "eee")
    assert {run.benchmark: run.parts[0].stated[0].value for run in runs} == {
        "IFEval": 0.4486,
        "BBH": 0.4224,
        "MATH Level 5": 0.0249,
        "GPQA": 0.2743,
        "MUSR": 0.419,
        "MMLU-PRO": 0.1946,
    }
    assert {(run.model, run.reported_by, run.published, run.evaluated) for run in runs} == {
        ("TencentARC/LLaMA-Pro-8B-Instruct", "Hugging Face", True, "")
    }
    assert files.left == ("eval.schema.json",)


@pytest.mark.corpus
def test_no_other_real_file_is_known() -> None:
    if not SAMPLES.is_dir():
        pytest.skip("../shared/bench_samples is absent")
    known = [p for p in SAMPLES.rglob("*") if p.is_file() and knows(p.name, p.read_bytes()[:65_536])]
    assert [p.name for p in known] == ["aggregate_record.json"]
