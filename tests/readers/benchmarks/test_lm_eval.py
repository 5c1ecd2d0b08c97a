"""The reader of lm-evaluation-harness: results files, groups of tasks, and samples."""

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
from auditor.readers.benchmarks.gathering import gather_runs
from auditor.readers.benchmarks.lm_eval import FORMAT, knows
from tests.tiny import SHARED

SAMPLES = SHARED / "bench_samples"
STAMP = "2026-01-21T03-44-18.458309"
RESULTS = f"results_{STAMP}.json"


def results(**more: Value) -> dict[str, Value]:
    root: dict[str, Value] = {
        "results": {
            "mmlu": {"acc,none": 0.5, "acc_stderr,none": 0.2, "alias": "mmlu"},
            "mmlu_stem": {"acc,none": 0.5, "acc_stderr,none": 0.2, "alias": " - stem"},
            "mmlu_anatomy": {"alias": "  - anatomy", "acc,none": 0.25, "acc_stderr,none": 0.1},
            "mmlu_virology": {"alias": "  - virology", "acc,none": 0.75, "acc_stderr,none": 0.1},
            "gsm8k": {
                "alias": "gsm8k",
                "exact_match,strict-match": 0.5,
                "exact_match_stderr,strict-match": 0.25,
                "exact_match,flexible-extract": 0.75,
                "exact_match_stderr,flexible-extract": 0.2,
            },
            "wikitext": {"alias": "wikitext", "word_perplexity,none": 0.9, "word_perplexity_stderr,none": "N/A"},
        },
        "groups": {"mmlu": {"acc,none": 0.5, "acc_stderr,none": 0.2, "alias": "mmlu"}},
        "group_subtasks": {"mmlu": ["mmlu_stem"], "mmlu_stem": ["mmlu_anatomy", "mmlu_virology"], "gsm8k": []},
        "higher_is_better": {"gsm8k": {"exact_match": True}, "wikitext": {"word_perplexity": False}},
        "n-samples": {
            "mmlu_anatomy": {"original": 135, "effective": 4},
            "mmlu_virology": {"original": 166, "effective": 4},
            "gsm8k": {"original": 4, "effective": 4},
        },
        "config": {"model": "hf", "model_args": "dtype=auto,pretrained=Qwen/Qwen3-8B", "limit": 4.0},
        "date": 1768964383.85,
        "lm_eval_version": "0.4.9.2",
    }
    return {**root, **more}


def line(doc: int, score: Value, **more: Value) -> str:
    return json.dumps({"doc_id": doc, "doc": {}, "resps": [[""]], "exact_match": score, **more}) + "\n"


def read(folder: Path) -> tuple[dict[str, Run], Files]:
    workspace = Workspace(folder)
    files = Files(workspace, workspace.folder("."), format_id=FORMAT.format)
    runs = list(FORMAT.read(files))
    assert len({run.benchmark for run in runs}) == len(runs)
    return {run.benchmark: run for run in runs}, files


def test_each_benchmark_is_a_run_and_its_leaf_tasks_are_parts(tmp_path: Path) -> None:
    (tmp_path / RESULTS).write_text(json.dumps(results(), indent=1))
    runs, files = read(tmp_path)
    assert list(runs) == ["mmlu", "gsm8k"]
    mmlu = runs["mmlu"]
    assert (mmlu.model, mmlu.harness, mmlu.harness_version) == (
        "Qwen/Qwen3-8B",
        "lm-evaluation-harness",
        "0.4.9.2",
    )
    assert (mmlu.evaluated, mmlu.limited, mmlu.published) == ("2026-01-21", True, False)
    assert [(part.name, part.correct, part.counted, part.expected) for part in mmlu.parts] == [
        ("mmlu_anatomy", 1.0, 4, 135),
        ("mmlu_virology", 3.0, 4, 166),
    ]
    assert [(one.metric, one.value, one.stderr) for one in mmlu.stated] == [("acc", 0.5, 0.2)]
    assert str(mmlu.parts[0].location) == f"{RESULTS}:15"
    assert [note.message for note in files.notes] == [
        "`wikitext` states no share of tasks that succeed (a perplexity, for example), so it is left out"
    ]


def test_the_first_filter_is_the_headline_and_the_others_are_stated(tmp_path: Path) -> None:
    (tmp_path / RESULTS).write_text(json.dumps(results()))
    (part,) = read(tmp_path)[0]["gsm8k"].parts
    assert (part.name, part.metric, part.correct, part.counted) == ("", "exact_match (strict-match)", 2.0, 4)
    assert [(one.metric, one.value, one.stderr) for one in part.stated] == [
        ("exact_match (strict-match)", 0.5, 0.25),
        ("exact_match (flexible-extract)", 0.75, 0.2),
    ]


def test_samples_give_tallies_of_the_headline_filter(tmp_path: Path) -> None:
    (tmp_path / RESULTS).write_text(json.dumps(results()))
    lines = [line(doc, float(doc < 2), filter="strict-match") + line(doc, 1.0, filter="flexible") for doc in range(4)]
    (tmp_path / f"samples_gsm8k_{STAMP}.jsonl").write_text("".join(lines))
    runs, files = read(tmp_path)
    (part,) = runs["gsm8k"].parts
    assert [(one.task, one.trials, one.successes) for one in part.tallies] == [
        ("0", 1, 1),
        ("1", 1, 1),
        ("2", 1, 0),
        ("3", 1, 0),
    ]
    assert mean_score(part.tallies) == 0.5
    assert (part.correct, part.counted, part.faults) == (None, None, ())
    assert files.left == ()


def test_samples_that_contradict_the_results_are_a_fault(tmp_path: Path) -> None:
    (tmp_path / RESULTS).write_text(json.dumps(results()))
    lines = [line(doc, 1.0, filter="strict-match") for doc in range(4)]
    (tmp_path / f"samples_gsm8k_{STAMP}.jsonl").write_text("".join(lines))
    (part,) = read(tmp_path)[0]["gsm8k"].parts
    assert part.faults == ("the results say exact_match (strict-match) 0.5000, and the samples give 1.0000",)


def test_samples_that_are_cut_short_are_not_taken_for_the_whole(tmp_path: Path) -> None:
    (tmp_path / RESULTS).write_text(json.dumps(results()))
    (tmp_path / f"samples_gsm8k_{STAMP}.jsonl").write_text(line(0, 1.0, filter="strict-match"))
    runs, files = read(tmp_path)
    (part,) = runs["gsm8k"].parts
    assert (part.tallies, part.correct, part.counted) == ((), 2.0, 4)
    assert part.faults == ("the samples file holds 1 samples, and the results count 4",)
    assert [one.why for one in files.inputs if one.path.startswith("samples")] == ["it holds 1 of 4 samples"]


def test_two_filters_without_a_name_in_the_samples_give_no_tallies(tmp_path: Path) -> None:
    (tmp_path / RESULTS).write_text(json.dumps(results()))
    (tmp_path / f"samples_gsm8k_{STAMP}.jsonl").write_text(line(0, 1.0) + line(0, 0.0) + line(1, 1.0))
    (part,) = read(tmp_path)[0]["gsm8k"].parts
    assert part.tallies == ()


def test_a_suite_is_taken_apart_into_its_benchmarks(tmp_path: Path) -> None:
    members: Value = {"leaderboard": ["bbh", "leaderboard_ifeval"], "bbh": ["bbh_a", "bbh_b"]}
    scores: Value = {name: {"acc,none": 0.5} for name in ("leaderboard", "bbh", "bbh_a", "bbh_b", "leaderboard_ifeval")}
    (tmp_path / RESULTS).write_text(json.dumps(results(results=scores, group_subtasks=members, groups={})))
    runs, _ = read(tmp_path)
    assert {name: [part.name for part in run.parts] for name, run in runs.items()} == {
        "bbh": ["bbh_a", "bbh_b"],
        "leaderboard_ifeval": [""],
    }


def test_the_first_versions_have_no_filters_in_their_keys(tmp_path: Path) -> None:
    old: Value = {
        "results": {"sciq": {"acc": 0.891, "acc_stderr": 0.01, "acc_norm": 0.816, "acc_norm_stderr": 0.012}},
        "versions": {"sciq": 0},
        "config": {
            "model": "gpt2",
            "model_args": "pretrained=bigscience/bloom-3b",
            "limit": None,
            "bootstrap_iters": 1,
        },
    }
    (tmp_path / "out.json").write_text(json.dumps(old))
    run = read(tmp_path)[0]["sciq"]
    assert (run.model, run.limited, run.evaluated) == ("bigscience/bloom-3b", False, "")
    assert [(one.metric, one.value) for one in run.parts[0].stated] == [("acc", 0.891), ("acc_norm", 0.816)]
    assert (run.parts[0].correct, run.parts[0].counted) == (None, None)


def test_the_model_is_never_the_program_that_runs_it(tmp_path: Path) -> None:
    (tmp_path / RESULTS).write_text(json.dumps(results(config={"model": "vllm", "limit": None})))
    assert read(tmp_path)[0]["gsm8k"].model == ""
    folder = tmp_path / "Qwen__Qwen3-8B"
    folder.mkdir()
    (tmp_path / RESULTS).rename(folder / RESULTS)
    run = read(tmp_path)[0]["gsm8k"]
    assert (run.model, run.limited) == ("Qwen/Qwen3-8B", False)
    (folder / RESULTS).write_text(json.dumps(results(config={"model_args": {"model": "gpt-4.1"}})))
    assert read(tmp_path)[0]["gsm8k"].model == "gpt-4.1"


def test_broken_and_foreign_files(tmp_path: Path) -> None:
    text = json.dumps(results(), indent=1)
    (tmp_path / RESULTS).write_text(text[: len(text) // 2])
    (tmp_path / "results_empty.json").write_text("")
    (tmp_path / "package.json").write_text('{"name": "x", "results": {}}')
    (tmp_path / "samples_mmlu_x.jsonl").write_text(line(0, 1.0))
    runs, files = read(tmp_path)
    assert runs == {}
    (error,) = files.refused
    assert str(error).startswith(f"{RESULTS}:")
    assert files.left == ("package.json", "results_empty.json")
    assert [one.why for one in files.inputs] == ["no results file beside it names its model"]


def test_a_mixed_folder_leaves_other_files_to_other_formats(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / RESULTS).write_text(json.dumps(results()))
    (tmp_path / "a" / f"results_{STAMP}.txt").write_text("notes")
    (tmp_path / "notes.md").write_text("# notes")
    (tmp_path / "openapi.json").write_text('{"openapi": "3.1.0", "paths": {}}')
    workspace = Workspace(tmp_path)
    gathered = gather_runs(workspace, workspace.folder("."))
    assert [(run.format, run.benchmark) for run in gathered.runs] == [("lm_eval", "mmlu"), ("lm_eval", "gsm8k")]
    assert gathered.refused == ()
    assert gathered.left == (f"a/results_{STAMP}.txt", "notes.md", "openapi.json")


KEYS = ("groups", "group_subtasks", "n-samples", "config", "higher_is_better", "date", "model_name")
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "gsm8k", "acc,none"]), inner),
    max_leaves=8,
)


@given(
    st.fixed_dictionaries(
        {},
        optional=dict.fromkeys(KEYS, JSON),
    ),
    st.dictionaries(st.sampled_from(["a", "gsm8k"]), JSON | st.just({"acc,none": 0.5, "acc_stderr,none": 0.1})),
    JSON,
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_wrong_types_count_as_absent(more: dict[str, Value], scores: dict[str, Value], sample: Value) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / RESULTS).write_text(json.dumps({"results": {"z": {"acc,none": 0.5}, **scores}, **more}))
        (folder / f"samples_gsm8k_{STAMP}.jsonl").write_text(json.dumps(sample) + "\n")
        runs, files = read(folder)
        assert files.refused == []
        assert "z" in {part.name or run.benchmark for run in runs.values() for part in run.parts}


@pytest.mark.corpus
def test_the_real_file() -> None:
    if not SAMPLES.is_dir():
        pytest.skip("../shared/bench_samples is absent")
    runs, files = read(SAMPLES / "lm_eval")
    rephrased = runs["math_rephrased_full"]
    assert rephrased.model == "RylanSchaeffer/mem_Qwen3-93M_minerva_math_rep_0_sbst_1.0000_epch_1_ot_1"
    assert (rephrased.evaluated, rephrased.harness_version, rephrased.limited) == ("2026-01-21", "0.4.9.2", False)
    (part,) = rephrased.parts
    assert (part.metric, part.correct, part.counted, part.expected) == ("exact_match", 2.0, 5000, 5000)
    assert part.stated[0].stderr == 0.0002828144211304471
    assert runs["math_perturbed_full"].parts[0].faults == (
        "the samples file holds 2 samples, and the results count 5,000",
    )
    assert files.left == ()


@pytest.mark.corpus
def test_no_other_real_file_is_known() -> None:
    if not SAMPLES.is_dir():
        pytest.skip("../shared/bench_samples is absent")
    known = [p for p in SAMPLES.rglob("*") if p.is_file() and knows(p.name, p.read_bytes()[:65_536])]
    assert [p.parent.name for p in known] == ["lm_eval"]
