"""Score trees, result trees and tables of BFCL become runs."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.benchmarks.bfcl import overall
from auditor.documents import Workspace
from auditor.model.runs import Run
from auditor.readers.benchmarks.bfcl import FORMAT
from auditor.readers.benchmarks.bfcl_names import model_of_folder, model_shown, named, same_model
from auditor.readers.benchmarks.files import Files
from tests.tiny import SHARED

SAMPLES = SHARED / "bench_samples"


def write(root: Path, path: str, *lines: object) -> None:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("".join((one if isinstance(one, str) else json.dumps(one)) + "\n" for one in lines))


def header(correct: int, total: int, accuracy: float | None = None) -> dict[str, float]:
    return {
        "accuracy": correct / total if accuracy is None else accuracy,
        "correct_count": correct,
        "total_count": total,
    }


def failing(
    category: str, number: int, model: str = "acme_One-FC", kind: str = "value_error:string"
) -> dict[str, object]:
    return {
        "id": f"{category}_{number}",
        "model_name": model,
        "test_category": category,
        "valid": False,
        "error": ["wrong"],
        "error_type": kind,
    }


def answer(number: int, result: object, **more: object) -> dict[str, object]:
    counts = {"input_token_count": 10, "output_token_count": 5, "latency": 0.5}
    return {"id": f"multiple_{number}", "result": result, **counts, **more}


def gathered(root: Path) -> tuple[list[Run], Files]:
    workspace = Workspace(root)
    files = Files(workspace, workspace.folder("."), format_id="bfcl")
    return list(FORMAT.read(files)), files


def notes(files: Files) -> str:
    return "\n".join(note.message for note in files.notes)


V4 = "score/acme_One-FC/{}/BFCL_v4_{}_score.json"


def test_scores_of_one_model_are_one_run_with_a_part_a_category(tmp_path: Path) -> None:
    write(tmp_path, V4.format("non_live", "multiple"), header(2, 3), failing("multiple", 1))
    write(tmp_path, V4.format("agentic/memory/kv", "memory_kv"), header(1, 1))
    write(tmp_path, "score/acme_Two/live/BFCL_v4_live_simple_score.json", header(1, 1))
    runs, files = gathered(tmp_path)
    assert [(run.model, run.version, run.calling_mode, run.harness) for run in runs] == [
        ("acme_One", "V4", "native", "bfcl-eval"),
        ("acme_Two", "V4", "prompted", "bfcl-eval"),
    ]
    assert {part.name: (part.correct, part.counted, part.faults) for part in runs[0].parts} == {
        "memory_kv": (1, 1, ()),
        "multiple": (2, 3, ()),
    }
    multiple = next(part for part in runs[0].parts if part.name == "multiple")
    assert multiple.stated[0].value == pytest.approx(2 / 3)
    assert str(multiple.location) == "score/acme_One-FC/non_live/BFCL_v4_multiple_score.json:1"
    assert files.left == ()
    assert len(files.inputs) == 3


def test_what_a_score_file_says_against_itself_is_a_fault(tmp_path: Path) -> None:
    write(tmp_path, V4.format("non_live", "multiple"), header(150, 200, 0.81), failing("multiple", 1))
    entry = {**failing("parallel", 1, model="acme_Other"), "valid": True}
    write(tmp_path, V4.format("non_live", "parallel"), header(8, 10), entry, entry | {"test_category": "multiple"})
    write(tmp_path, V4.format("non_live", "simple_java"), header(9, 8))
    runs, _ = gathered(tmp_path)
    parts = {part.name: part for part in runs[0].parts}
    assert parts["multiple"].faults == (
        "the header says 0.81, its own counts say 150 of 200",
        "1 failing answers are listed, the header counts 50",
    )
    assert parts["multiple"].correct == 150
    assert parts["parallel"].faults == (
        "2 answers are listed as failing that say they are valid",
        "1 failing answers are listed more than once",
        "answers of multiple are listed under parallel",
        "the answers are by acme_Other, the folder is acme_One-FC",
    )
    assert parts["simple_java"].correct is None
    assert any("9 of 8" in fault for fault in parts["simple_java"].faults)


def test_unparseable_and_interrupted_answers_are_told_of(tmp_path: Path) -> None:
    path = V4.format("multi_turn", "multi_turn_base")
    cut = {**failing("multi_turn_base", 2), "error_type": None, "error": {"error_type": "multi_turn:inference_error"}}
    wrong = failing("multi_turn_base", 1, kind="ast_decoder:decoder_failed")
    write(tmp_path, path, header(0, 2), wrong, cut)
    _, files = gathered(tmp_path)
    assert "no call that can be parsed: 1" in notes(files)
    assert "error of the inference ended, which BFCL counts as failures: 1" in notes(files)


def test_answers_without_a_score_are_not_graded_but_took_something(tmp_path: Path) -> None:
    call = [{"get": '{"a": 1}'}, {"put": "{}"}]
    write(
        tmp_path,
        "result/acme_One-FC/non_live/BFCL_v4_multiple_result.json",
        answer(0, call),
        answer(1, "nothing fits"),
        answer(2, "Error during inference: timeout", input_token_count=None),
    )
    runs, files = gathered(tmp_path)
    (part,) = runs[0].parts
    assert (part.name, part.correct, part.counted, part.stated) == ("multiple", None, None, ())
    spent = runs[0].spending
    assert spent is not None
    assert (spent.trials, spent.input_tokens, spent.output_tokens, spent.seconds) == (2, 20, 10, 1.0)
    assert (spent.tool_calls, spent.steps) == (2, 2)
    assert "run but not graded" in notes(files)
    assert overall(runs[0]).value is None


def test_counters_by_turn_and_step_are_summed(tmp_path: Path) -> None:
    line = {
        "id": "multi_turn_base_0",
        "result": [["<tool_call>a</tool_call><tool_call>b</tool_call>", "done"], ["<tool_call>c</tool_call>"]],
        "input_token_count": [[1, 2], [3]],
        "output_token_count": [[4, 5], [6]],
        "latency": [[0.5, 0.25], [0.25]],
    }
    write(tmp_path, "result/acme_One-FC/multi_turn/BFCL_v4_multi_turn_base_result.json", line)
    spent = gathered(tmp_path)[0][0].spending
    assert spent is not None
    assert (spent.input_tokens, spent.output_tokens, spent.seconds) == (6, 15, 1.0)
    assert (spent.steps, spent.tool_calls) == (3, 3)


def test_what_an_answer_does_not_state_is_unknown_for_all(tmp_path: Path) -> None:
    untold = {"output_token_count": "many", "latency": None, "input_token_count": 0}
    lines = (answer(0, "[a()]"), answer(1, "[b()]", **untold))
    write(tmp_path, "result/acme_Two/non_live/BFCL_v4_multiple_result.json", *lines)
    (run,), _ = gathered(tmp_path)
    assert run.spending is not None
    assert (run.spending.output_tokens, run.spending.seconds, run.spending.tool_calls) == (None, None, None)
    assert run.calling_mode == "prompted"


def test_zeros_of_a_harness_that_counts_no_tokens_are_no_tokens(tmp_path: Path) -> None:
    line = answer(0, "[a()]", input_token_count=0, output_token_count=0)
    write(tmp_path, "result/acme_Two/BFCL_v3_multiple_result.json", line)
    spent = gathered(tmp_path)[0][0].spending
    assert spent is not None
    assert (spent.input_tokens, spent.output_tokens, spent.seconds) == (None, None, 0.5)


def test_scores_and_results_join_and_are_held_against_each_other(tmp_path: Path) -> None:
    write(tmp_path, "score/acme_Two/BFCL_v3_multiple_score.json", header(3, 3))
    write(tmp_path, "result/acme_Two/BFCL_v3_multiple_result.json", answer(0, "[a()]"), answer(1, "[b()]"))
    (run,), _ = gathered(tmp_path)
    assert run.version == "V3"
    assert run.parts[0].faults == ("the score counts 3 tasks, the result file has 2 answers",)


def test_what_fills_a_memory_is_no_task(tmp_path: Path) -> None:
    folder = "result/acme_One-FC/agentic/memory/kv"
    write(tmp_path, f"{folder}/BFCL_v4_memory_kv_prereq_result.json", answer(0, "x"))
    write(tmp_path, f"{folder}/BFCL_v4_memory_kv_result.json", answer(0, [["x"]]))
    write(tmp_path, f"{folder}/memory_snapshot/prereq_checkpoints/memory_kv_1.json", {"core": 1})
    write(tmp_path, "memory_snapshot/other.json", {"core": 1})
    (run,), files = gathered(tmp_path)
    assert run.spending is not None
    assert run.spending.trials == 1
    assert files.left == ("memory_snapshot/other.json",)


def test_trees_of_2024_are_v1_or_v2_by_their_categories(tmp_path: Path) -> None:
    write(tmp_path, "2024-08-11/score/gpt-4o-FC/relevance_score.json", header(1, 1))
    write(tmp_path, "2024-09-20/score/gpt-4o-FC/live_simple_score.json", header(1, 1))
    write(tmp_path, "2024-09-20/score/gpt-4o-FC/other_score.json", header(1, 1))
    runs, files = gathered(tmp_path)
    assert [(run.version, run.model, run.submitted) for run in runs] == [
        ("V1", "gpt-4o", "2024-08-11"),
        ("V2", "gpt-4o", "2024-09-20"),
    ]
    assert files.left == ("2024-09-20/score/gpt-4o-FC/other_score.json",)


def test_a_model_is_not_guessed_from_any_folder(tmp_path: Path) -> None:
    write(tmp_path, "evidence/BFCL_v4_live_simple_score.json", header(0, 1), failing("live_simple", 1))
    write(tmp_path, "more/BFCL_v4_live_simple_score.json", header(1, 1))
    runs, _ = gathered(tmp_path)
    assert [run.model for run in runs] == ["acme_One", ""]
    assert [run.calling_mode for run in runs] == ["native", ""]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("[]\n", 1),
        ('{"accuracy": "high"}\n', 1),
        ('{"accuracy": 1.0, "correct_count": 1, "total_count": 1}\n{"id": "a", "val', 2),
        ("openapi: 3.0.0\n", 1),
    ],
)
def test_a_broken_score_is_refused_and_the_rest_is_read(tmp_path: Path, text: str, line: int) -> None:
    write(tmp_path, V4.format("live", "live_simple"), header(1, 1))
    broken = tmp_path / V4.format("non_live", "multiple")
    broken.parent.mkdir(parents=True)
    broken.write_text(text)
    runs, files = gathered(tmp_path)
    assert [part.name for part in runs[0].parts] == ["live_simple"]
    (error,) = files.refused
    assert (error.problems[0].line, "expected" in error.problems[0].message) == (line, True)


@pytest.mark.parametrize("text", ["", "[1]\n", '{"id": "a", "result": 1}\n{"id"'])
def test_a_broken_result_is_refused(tmp_path: Path, text: str) -> None:
    write(tmp_path, "result/acme_Two/BFCL_v3_multiple_result.json")
    (tmp_path / "result/acme_Two/BFCL_v3_multiple_result.json").write_text(text)
    runs, files = gathered(tmp_path)
    assert runs == []
    assert len(files.refused) == 1


@pytest.mark.parametrize(
    ("path", "head", "expected"),
    [
        ("score/m/BFCL_v4_multiple_score.json", b"", True),
        ("simple_score.json", b'{"accuracy": 0.9, "correct_count": 9, "total_count": 10}', True),
        ("simple_score.json", b'{"accuracy": 0.9}', False),
        ("simple_score.json", b'{"openapi": "3.1.0"}', False),
        ("gorilla_openfunctions_v1_test_simple_result.json", b'{"idx": 0, "result": []}', True),
        ("gorilla_openfunctions_v1_test_simple_result.json", b'{"idx": 0}', False),
        ("BFCL_v4_multiple.json", b'{"id": "multiple_0", "question": []}', False),
        ("data_overall.csv", b"Rank,Overall Acc,Model,Model Link\n", True),
        ("data_overall.csv", b"Rank,Model,Total\n", False),
        ("data_agentic.csv", b"\xef\xbb\xbfRank,Model,Agentic Overall Acc\n", True),
        ("data_other.csv", b"Rank,Overall Acc,Model\n", False),
        ("package.json", b'{"name": "x"}', False),
    ],
)
def test_its_files_are_known_by_name_and_shape(path: str, head: bytes, expected: bool) -> None:
    assert FORMAT.knows(path, head) is expected


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("Qwen_Qwen3-8B-FC", ("Qwen_Qwen3-8B", "native")),
        ("claude-opus-4-5-20251101", ("claude-opus-4-5-20251101", "prompted")),
        ("qwen_qwq-32b-FC-novita", ("qwen_qwq-32b-novita", "native")),
        ("Salesforce_Llama-xLAM-2-70b-fc-r", ("Salesforce_Llama-xLAM-2-70b-fc-r", "native")),
        ("uiuc-convai_CoALM-8B", ("uiuc-convai_CoALM-8B", "")),
        ("", ("", "")),
    ],
)
def test_a_folder_tells_model_and_mode(folder: str, expected: tuple[str, str]) -> None:
    assert model_of_folder(folder) == expected


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("Claude-Opus-4-5-20251101 (FC)", ("Claude-Opus-4-5-20251101", "native", "")),
        ("Gemini-3-Pro-Preview (Prompt)", ("Gemini-3-Pro-Preview", "prompted", "")),
        ("GLM-4.6 (FC thinking)", ("GLM-4.6", "native", "thinking")),
        ("DeepSeek-V3.2-Exp (Prompt + Thinking)", ("DeepSeek-V3.2-Exp", "prompted", "thinking")),
        ("BitAgent-Bounty-8B", ("BitAgent-Bounty-8B", "", "")),
        ("Model (beta)", ("Model (beta)", "", "")),
    ],
)
def test_a_table_tells_model_mode_and_effort(shown: str, expected: tuple[str, str, str]) -> None:
    assert model_shown(shown) == expected


def test_a_folder_and_a_table_may_mean_the_same_model() -> None:
    assert same_model("Qwen_Qwen3-8B-FC", "Qwen3-8B (FC)")
    assert same_model("claude-opus-4-5-20251101-FC", "Claude-Opus-4-5-20251101 (FC)")
    assert not same_model("Qwen_Qwen3-18B-FC", "8B (FC)")
    assert not same_model("gpt-4o", "")


def test_names_lead_to_the_folder_of_the_model() -> None:
    one = named("2025-12-16/result/Qwen_Qwen3-8B-FC/agentic/memory/rec_sum/BFCL_v4_memory_rec_sum_result.json")
    assert one is not None
    assert (one.model, one.root, one.parent, one.category) == (
        "Qwen_Qwen3-8B-FC",
        "2025-12-16",
        "2025-12-16/result",
        "memory_rec_sum",
    )
    assert named("BFCL_v4_live_simple_result.txt") is None


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just("Error during inference"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=8,
)
keys = st.sampled_from(
    [
        "accuracy",
        "correct_count",
        "total_count",
        "id",
        "idx",
        "result",
        "input_token_count",
        "output_token_count",
        "latency",
        "valid",
        "error",
        "error_type",
        "model_name",
        "test_category",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.dictionaries(keys, values, max_size=8) | values, max_size=4), st.booleans())
def test_nothing_is_raised_for_records_of_any_shape(records: list[object], scored: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        kind = "score" if scored else "result"
        write(Path(folder), f"{kind}/m/live/BFCL_v4_live_simple_{kind}.json", *(json.dumps(one) for one in records))
        runs, files = gathered(Path(folder))
        assert len(runs) + len(files.refused) == 1
        for run in runs:
            overall(run)


@pytest.mark.corpus
@pytest.mark.skipif(not SAMPLES.is_dir(), reason="needs the real files of ../shared/bench_samples")
def test_real_runs_are_read() -> None:
    workspace = Workspace(SAMPLES)
    files = Files(workspace, workspace.folder("bfcl"), format_id="bfcl")
    runs = {(run.version, run.model): run for run in FORMAT.read(files) if not run.published}
    assert files.refused == []
    assert files.left == ("bfcl/v4_run_2025-12-16/SOURCE.txt",)
    opus = runs["V4", "claude-opus-4-5-20251101"]
    assert (opus.parts[0].name, opus.parts[0].correct, opus.parts[0].counted) == ("multi_turn_base", 162, 200)
    assert opus.parts[0].faults == ("1 failing answers are listed, the header counts 38",)
    qwen = runs["V4", "Qwen_Qwen3-8B"]
    assert {part.name: (part.correct, part.counted) for part in qwen.parts} == {
        "live_parallel": (12, 16),
        "live_relevance": (15, 16),
        "multi_turn_base": (None, None),
    }
    assert qwen.spending is not None
    assert qwen.spending.trials == 4
    first = runs["V1", "gpt-4o-2024-08-06"]
    assert {part.name: part.correct for part in first.parts}["simple"] == 366
    assert overall(first).value is None


@pytest.mark.corpus
@pytest.mark.skipif(not SAMPLES.is_dir(), reason="needs the real files of ../shared/bench_samples")
def test_a_real_overall_made_of_zeros_is_refused_and_told_of() -> None:
    workspace = Workspace(SAMPLES)
    files = Files(workspace, workspace.folder("bfcl/v3_run_AAFV"), format_id="bfcl")
    (run,) = FORMAT.read(files)
    assert [part.counted for part in run.parts] == [100, 50, 200, 200, 200, 400]
    found = overall(run)
    assert found.value is None
    assert found.missing[:2] == ("irrelevance", "live_simple")
    assert len(found.missing) == 11
    assert [(figure.metric, figure.value) for figure in run.stated] == [("overall", 0.1271)]
    assert "its Overall of 12.71 % is made of zeros for what was not run" in notes(files)


@pytest.mark.corpus
@pytest.mark.skipif(not SAMPLES.is_dir(), reason="needs the real files of ../shared/bench_samples")
def test_files_of_others_are_not_known() -> None:
    others = [
        path
        for path in SAMPLES.rglob("*")
        if path.is_file()
        and path.relative_to(SAMPLES).parts[0] != "bfcl"
        and path.suffix in (".json", ".csv", ".jsonl")
    ]
    assert len(others) > 50
    for path in others:
        with path.open("rb") as file:
            assert not FORMAT.knows(path.relative_to(SAMPLES).as_posix(), file.read(65_536)), path
