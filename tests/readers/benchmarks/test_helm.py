"""The reader of HELM's run folders."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.documents import Value, Workspace
from auditor.model.runs import Run
from auditor.readers.benchmarks.files import Files
from auditor.readers.benchmarks.helm import FORMAT, knows
from tests.tiny import SHARED

SAMPLES = SHARED / "bench_samples"


def spec(subject: str = "anatomy", *, most: Value = 10, name: str = "", args: Value = None) -> dict[str, Value]:
    return {
        "name": name or f"mmlu:subject={subject},method=multiple_choice_joint,model=openai_gpt-4o",
        "scenario_spec": {
            "class_name": "helm.benchmark.scenarios.mmlu_scenario.MMLUScenario",
            "args": {"subject": subject} if args is None else args,
        },
        "adapter_spec": {"model": "openai/gpt-4o-2024-11-20", "max_eval_instances": most},
        "metric_specs": [],
        "groups": ["mmlu"],
    }


def stat(name: str, mean: Value, split: str = "test", **more: Value) -> Value:
    return {"name": {"name": name, "split": split, **more}, "count": 1, "sum": mean, "sum_squared": 0, "mean": mean}


def write(folder: Path, run_spec: Value, stats: list[Value], instances: list[Value] | None = None) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "run_spec.json").write_text(json.dumps(run_spec, indent=1))
    (folder / "stats.json").write_text(json.dumps(stats, indent=1))
    if instances is not None:
        (folder / "per_instance_stats.json").write_text(json.dumps(instances))


def instance(task: str, score: Value, split: str = "test", trial: int = 0, **more: Value) -> Value:
    return {"instance_id": task, "train_trial_index": trial, "stats": [stat("exact_match", score, split)], **more}


def read(folder: Path) -> tuple[list[Run], Files]:
    workspace = Workspace(folder)
    files = Files(workspace, workspace.folder("."), format_id=FORMAT.format)
    return list(FORMAT.read(files)), files


STATS = [
    stat("num_instances", 4.0),
    stat("num_instances", 1.0, "valid"),
    stat("exact_match", 0.0, perturbation={"name": "robustness"}),
    stat("quasi_exact_match", 0.75),
    stat("exact_match", 0.5),
    stat("exact_match", 1.0, "valid"),
    stat("inference_runtime", 0.7),
]


def test_the_headline_is_the_test_split_without_perturbation(tmp_path: Path) -> None:
    write(tmp_path / "a", spec(), STATS)
    (run,), files = read(tmp_path)
    assert (run.benchmark, run.model, run.harness) == ("mmlu", "openai/gpt-4o-2024-11-20", "helm")
    assert (run.limited, run.evaluated, run.published) == (False, "", False)
    (part,) = run.parts
    assert (part.name, part.metric, part.correct, part.counted) == ("anatomy", "exact_match", 2.0, 4)
    assert [(one.metric, one.value) for one in part.stated] == [("exact_match", 0.5), ("quasi_exact_match", 0.75)]
    assert files.left == ()


@pytest.mark.parametrize(("most", "limited"), [(5, True), (6, False), (None, False), ("x", False)])
def test_a_most_of_instances_limits_only_where_it_is_reached(tmp_path: Path, most: Value, limited: bool) -> None:
    write(tmp_path, spec(most=most), STATS)
    assert read(tmp_path)[0][0].limited is limited


def test_subjects_of_one_benchmark_are_parts_of_one_run(tmp_path: Path) -> None:
    write(tmp_path / "suite" / "a", spec("anatomy"), STATS)
    write(tmp_path / "suite" / "b", spec("virology", most=5), STATS)
    write(tmp_path / "suite" / "c", spec("virology", name="mmlu:subject=virology,method=generation,model=m"), STATS)
    write(tmp_path / "other" / "a", spec("anatomy"), STATS)
    runs, _ = read(tmp_path)
    assert [[part.name for part in run.parts] for run in runs] == [["anatomy"], ["anatomy", "virology"], ["virology"]]
    assert [run.limited for run in runs] == [False, True, False]


def test_instances_give_tallies_with_their_trials(tmp_path: Path) -> None:
    instances = [
        instance("id1", 1.0),
        instance("id1", 0.0, trial=1),
        instance("id2", 0.5),
        instance("id3", 1.0, "valid"),
        instance("id2", 0.0, perturbation={"name": "typos"}),
    ]
    write(tmp_path, spec(), [stat("exact_match", 0.5)], instances)
    (run,), files = read(tmp_path)
    (part,) = run.parts
    assert [(one.task, one.trials, one.successes, one.score) for one in part.tallies] == [
        ("id1", 2, 1, 1.0),
        ("id2", 1, 0, 0.5),
    ]
    assert (part.faults, run.limited, part.counted) == ((), False, None)
    assert files.left == ()


def test_instances_that_contradict_the_statistics_are_a_fault(tmp_path: Path) -> None:
    write(tmp_path, spec(), [stat("exact_match", 0.9)], [instance("id1", 1.0), instance("id2", 0.0)])
    (part,) = read(tmp_path)[0][0].parts
    assert part.faults == ("stats.json says exact_match 0.9000, and its instances give 0.5000",)


@pytest.mark.parametrize(
    ("name", "args", "benchmark", "part"),
    [
        ("narrative_qa:model=m", {}, "narrative_qa", ""),
        ("commonsense:dataset=hellaswag,model=m", {}, "hellaswag", ""),
        (
            "math:subject=algebra,level=1,model=m",
            {"subject": "algebra", "level": "1"},
            "math",
            "subject=algebra,level=1",
        ),
        (
            "legalbench:subset=abercrombie,model=m",
            {"subset": "abercrombie", "path": "a/b"},
            "legalbench",
            "abercrombie",
        ),
    ],
)
def test_names_of_scenarios(tmp_path: Path, name: str, args: Value, benchmark: str, part: str) -> None:
    write(tmp_path, spec(name=name, args=args), STATS)
    (run,), _ = read(tmp_path)
    assert (run.benchmark, run.parts[0].name) == (benchmark, part)


def test_a_metric_that_means_more_than_exact_match_goes_first(tmp_path: Path) -> None:
    write(tmp_path, spec(), [*STATS, stat("final_number_exact_match", 0.25), stat("f1_score", 1.5)])
    (part,) = read(tmp_path)[0][0].parts
    assert (part.metric, part.stated[0].value, part.correct) == ("final_number_exact_match", 0.25, 1.0)


def test_what_is_missing_or_broken_is_said(tmp_path: Path) -> None:
    write(tmp_path / "a", spec(), STATS)
    (tmp_path / "a" / "stats.json").unlink()
    (tmp_path / "a" / "scenario.json").write_text("{}")
    write(tmp_path / "b", spec(), STATS)
    (tmp_path / "b" / "run_spec.json").unlink()
    write(tmp_path / "c", spec(), STATS)
    (tmp_path / "c" / "stats.json").write_text('[{"name": {"name": "exact_match"}, "sum_squared": 0,')
    write(tmp_path / "d", spec(), [stat("perplexity", 0.5)])
    write(tmp_path / "e", spec(), [])
    (tmp_path / "e" / "stats.json").write_text("")
    runs, files = read(tmp_path)
    assert runs == []
    assert [str(error).partition(":")[0] for error in files.refused] == ["c/stats.json", "e/stats.json"]
    assert [note.message for note in files.notes] == [
        "the run has no stats.json beside its run_spec.json, so it did not finish",
        "it states none of the metrics that are shares of tasks that succeed",
    ]
    assert {one.path: one.why for one in files.inputs if one.why} == {
        "a/scenario.json": "it describes the scenario",
        "b/stats.json": "no run_spec.json beside it names its model",
    }
    assert files.left == ()


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "split", "mean", "args", "stats", "instance_id"]), inner)
    ),
    max_leaves=8,
)


@given(
    st.fixed_dictionaries({"metric_specs": JSON, "scenario_spec": JSON, "adapter_spec": JSON}, optional={"name": JSON}),
    st.lists(JSON, max_size=3),
    st.lists(JSON, max_size=3),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_wrong_types_count_as_absent(run_spec: Value, stats: list[Value], instances: list[Value]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, run_spec, [stat("exact_match", 0.5), *stats], [instance("a", 0.5), *instances])
        (run,), files = read(folder)
        assert files.refused == []
        assert run.parts[0].stated[0].value == 0.5


@pytest.mark.corpus
def test_the_real_folder() -> None:
    if not SAMPLES.is_dir():
        pytest.skip("../shared/bench_samples is absent")
    (run,), files = read(SAMPLES / "helm")
    assert (run.benchmark, run.model, run.limited) == ("mmlu", "openai/gpt2", True)
    (part,) = run.parts
    assert (part.name, part.metric, part.stated[0].value) == ("philosophy", "exact_match", 1 / 9)
    assert (part.tallies, part.correct, part.counted) == ((), None, None)
    assert files.left == ()


@pytest.mark.corpus
def test_no_other_real_file_is_known() -> None:
    if not SAMPLES.is_dir():
        pytest.skip("../shared/bench_samples is absent")
    known = [p for p in SAMPLES.rglob("*") if p.is_file() and knows(p.name, p.read_bytes()[:65_536])]
    assert sorted(f"{p.parent.name}/{p.name}" for p in known) == ["helm/run_spec.json", "helm/stats.json"]
