"""Tables of BFCL: leaderboards become a run a row; a summary beside score files is held against them."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.benchmarks.bfcl import overall
from auditor.documents import Workspace
from auditor.model.runs import Run
from auditor.readers.benchmarks.bfcl import FORMAT
from auditor.readers.benchmarks.files import Files
from tests.tiny import SHARED

SAMPLES = SHARED / "bench_samples"
TURNS = {"Base": "80.00%", "Miss Func": "60.00%", "Miss Param": "40.00%", "Long Context": "20.00%"}
AGENTIC = {
    "Web Search Acc": "40.00%",
    "Web Search Base": "50.00%",
    "Web Search No Snippet": "30.00%",
    "Memory Acc": "20.00%",
    "Memory KV": "10.00%",
    "Memory Vector": "20.00%",
    "Memory Recursive Summarization": "30.00%",
}
OVERALL = {
    "Rank": "1",
    "Overall Acc": "51.00%",
    "Model": "One (FC)",
    "Non-Live AST Acc": "80.00%",
    "Live Acc": "70.00%",
    "Live Simple AST": "70.00%",
    "Multi Turn Acc": "50.00%",
    **{f"Multi Turn {name}": value for name, value in TURNS.items()},
    **AGENTIC,
    "Relevance Detection": "75.00%",
    "Irrelevance Detection": "90.00%",
}
LIVE = {
    "Rank": "1",
    "Model": "One (FC)",
    "Live Overall Acc": "70.00%",
    "Python Simple AST": "70.00%",
    "Irrelevance Detection": "95.00%",
}


def table(root: Path, path: str, *rows: dict[str, str]) -> None:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    lines = [",".join(rows[0]), *(",".join(row.values()) for row in rows)]
    target.write_text("\n".join(lines))


def score(root: Path, path: str, correct: int, total: int) -> None:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    header = f'{{"accuracy": {correct / total}, "correct_count": {correct}, "total_count": {total}}}\n'
    target.write_text(header + "".join(f'{{"id": "{number}", "valid": false}}\n' for number in range(total - correct)))


def gathered(root: Path) -> tuple[list[Run], Files]:
    workspace = Workspace(root)
    files = Files(workspace, workspace.folder("."), format_id="bfcl")
    return list(FORMAT.read(files)), files


def notes(files: Files) -> str:
    return "\n".join(note.message for note in files.notes)


def test_a_row_is_a_published_run(tmp_path: Path) -> None:
    table(tmp_path, "board_2025-12-16/data_overall.csv", OVERALL, {**OVERALL, "Rank": "2", "Model": "Two (Prompt)"})
    table(tmp_path, "board_2025-12-16/data_live.csv", {**LIVE, "Model": "Two (Prompt)"}, LIVE)
    runs, files = gathered(tmp_path)
    assert [(run.model, run.calling_mode, run.published) for run in runs] == [
        ("One", "native", True),
        ("Two", "prompted", True),
    ]
    one = runs[0]
    assert (one.version, one.submitted, one.evaluated, one.harness) == ("V4", "2025-12-16", "", "bfcl-eval")
    assert (one.stated[0].metric, one.stated[0].value) == ("overall", 0.51)
    parts = {part.name: part for part in one.parts}
    assert parts["multi_turn_miss_func"].stated[0].value == 0.6
    assert parts["live_irrelevance"].stated[0].value == 0.95
    assert parts["live_relevance"].stated[0].metric == "accuracy"
    assert "irrelevance" not in parts
    assert all(part.counted is None and part.faults == () for part in one.parts)
    assert str(runs[1].location) == "board_2025-12-16/data_overall.csv:3"
    assert overall(one).value == pytest.approx(0.51)
    assert files.notes == []
    assert files.left == ()


def test_a_category_that_is_not_available_is_not_zero(tmp_path: Path) -> None:
    table(
        tmp_path, "data_overall.csv", {**OVERALL, "Memory KV": "N/A", "Memory Acc": "13.33%", "Overall Acc": "49.67%"}
    )
    (run,), files = gathered(tmp_path)
    assert "memory_kv" not in {part.name for part in run.parts}
    found = overall(run)
    assert found.value is None
    assert found.missing == ("memory_kv",)
    assert "Overall counts memory_kv as 0" in notes(files)


def test_zeros_of_early_harnesses_are_what_was_not_run(tmp_path: Path) -> None:
    asts = ("Python Simple AST", "Python Multiple AST", "Python Parallel AST", "Python Parallel Multiple AST")
    zeros = dict.fromkeys(("Live Overall Acc", *asts, "Irrelevance Detection", "Relevance Detection"), "0.00%")
    table(tmp_path, "data_live.csv", {"Rank": "1", "Model": "One", **zeros})
    row = {"Rank": "1", "Overall Acc": "12.00%", "Model": "One", "Non-Live Multiple AST": "90.00%"}
    turns = {f"Multi Turn {name}": "0.00%" for name in TURNS}
    table(tmp_path, "data_overall.csv", {**row, "Live Acc": "0.00%", "Multi Turn Acc": "0.00%", **turns})
    (run,), files = gathered(tmp_path)
    assert [part.name for part in run.parts] == ["multiple"]
    assert [figure.metric for figure in run.stated] == ["overall"]
    assert run.version == "V3"
    assert overall(run).value is None
    assert "as 0, which were not run" in notes(files)


def test_a_broken_number_is_a_fault_of_its_part(tmp_path: Path) -> None:
    table(tmp_path, "data_overall.csv", {**OVERALL, "Memory KV": "ten", "Web Search Base": "145%", "Overall Acc": "?"})
    (run,), files = gathered(tmp_path)
    parts = {part.name: part for part in run.parts}
    assert parts["memory_kv"].stated == ()
    assert parts["memory_kv"].faults == ("memory_kv: data_overall.csv says 'ten' where a percentage was expected",)
    assert parts["web_search_base"].stated == ()
    assert "overall" not in {figure.metric for figure in run.stated}
    assert "data_overall.csv says '?'" in notes(files)


def test_tables_that_disagree_are_a_fault(tmp_path: Path) -> None:
    table(tmp_path, "data_overall.csv", OVERALL)
    table(tmp_path, "data_live.csv", {**LIVE, "Python Simple AST": "99.00%"})
    (run,), _ = gathered(tmp_path)
    (part,) = (part for part in run.parts if part.name == "live_simple")
    assert part.faults == ("live_simple: data_live.csv says 99.00 %, data_overall.csv 70.00 %",)


def test_rows_without_a_name_and_short_rows_are_lived_through(tmp_path: Path) -> None:
    table(
        tmp_path, "data_overall.csv", OVERALL, {**OVERALL, "Model": ""}, OVERALL, {"Rank": "4", "O": "9.00%", "M": "Z"}
    )
    runs, files = gathered(tmp_path)
    assert [run.model for run in runs] == ["One", "Z"]
    assert [part.name for part in runs[1].parts] == []
    assert overall(runs[1]).value is None
    assert "are not read: 2" in notes(files)


def test_a_summary_beside_score_files_is_no_run_of_its_own(tmp_path: Path) -> None:
    score(tmp_path, "score/acme_One-FC/multi_turn/BFCL_v4_multi_turn_base_score.json", 160, 200)
    score(tmp_path, "score/acme_One-FC/multi_turn/BFCL_v4_multi_turn_miss_func_score.json", 20, 200)
    zeros = {name: "N/A" for name in OVERALL if name not in ("Rank", "Model", "Overall Acc")}
    row = {**OVERALL, **zeros, "Multi Turn Base": "80.00%", "Multi Turn Miss Func": "60.00%", "Overall Acc": "6.75%"}
    table(tmp_path, "score/data_overall.csv", row, {**row, "Model": "Gone (FC)"})
    (run,), files = gathered(tmp_path)
    assert not run.published
    assert run.model == "acme_One"
    assert [(figure.metric, figure.value) for figure in run.stated] == [("overall", 0.0675)]
    parts = {part.name: part for part in run.parts}
    assert parts["multi_turn_base"].faults == ()
    assert parts["multi_turn_miss_func"].faults == ("the table beside it says 60.00 %, the score file 10.00 %",)
    assert "its Overall of 6.75 % is made of zeros for what was not run" in notes(files)
    assert "not counted: Gone (FC)" in notes(files)


def test_a_summary_that_the_score_files_do_not_give_is_told_of(tmp_path: Path) -> None:
    score(tmp_path, "score/acme_One-FC/multi_turn/BFCL_v4_multi_turn_base_score.json", 160, 200)
    table(tmp_path, "score/data_overall.csv", {**OVERALL, "Overall Acc": "60.00%"})
    _, files = gathered(tmp_path)
    assert "Overall of 60.00 % cannot be made of the score files" in notes(files)


def test_the_row_of_the_right_mode_sums_up_a_run(tmp_path: Path) -> None:
    score(tmp_path, "score/acme_One/live/BFCL_v4_live_simple_score.json", 7, 10)
    rows = (OVERALL, {**OVERALL, "Model": "One (Prompt)", "Overall Acc": "9.00%"})
    table(tmp_path, "score/data_overall.csv", *rows)
    (run,), _ = gathered(tmp_path)
    assert (run.calling_mode, run.stated[0].value) == ("prompted", 0.09)


def test_a_table_that_is_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data_overall.csv").write_bytes(b"Rank,Overall Acc,Model\n1,\xff\xfe\x00,x\n")
    long = ",".join(OVERALL) + "\n" + '"' + "x" * 200_000
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "data_overall.csv").write_text(long)
    runs, files = gathered(tmp_path)
    assert runs == []
    assert len(files.refused) == 2


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.text(max_size=8), max_size=30), max_size=4), st.sampled_from(["data_overall", "data_live"]))
def test_nothing_is_raised_for_rows_of_any_shape(rows: list[list[str]], name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        first = OVERALL if name == "data_overall" else LIVE
        text = "\n".join([",".join(first), *(",".join(row) for row in rows)])
        (Path(folder) / f"{name}.csv").write_bytes(text.encode("utf-8", "surrogatepass"))
        runs, files = gathered(Path(folder))
        assert files.left == ()
        for run in runs:
            overall(run)


@pytest.mark.corpus
@pytest.mark.skipif(not SAMPLES.is_dir(), reason="needs the real files of ../shared/bench_samples")
@pytest.mark.parametrize(
    ("folder", "version", "first", "share", "dynamic"),
    [
        ("leaderboard_v4_2025-12-16", "V4", ("Claude-Opus-4-5-20251101", "native"), 0.7747, 0.7),
        ("leaderboard_v3_2025-06-14", "V3", ("xLAM-2-70b-fc-r", "native"), 0.7845, 1 / 3),
    ],
)
def test_every_row_of_the_boards_is_read_and_recomputed(
    folder: str, version: str, first: tuple[str, str], share: float, dynamic: float
) -> None:
    workspace = Workspace(SAMPLES)
    files = Files(workspace, workspace.folder(f"bfcl/{folder}"), format_id="bfcl")
    runs = list(FORMAT.read(files))
    assert (files.left, files.notes, files.refused) == ((), [], [])
    assert (runs[0].model, runs[0].calling_mode) == first
    assert (runs[0].stated[0].metric, runs[0].stated[0].value) == ("overall", share)
    assert {(run.version, run.published, run.submitted) for run in runs} == {(version, True, folder[-10:])}
    assert not any(part.faults for run in runs for part in run.parts)
    computed = [overall(run) for run in runs]
    assert len(computed) == 109
    assert {round(one.dynamic_share or 0, 9) for one in computed} == {round(dynamic, 9)}
    differences = [
        abs((one.value if one.value is not None else 9) - run.stated[0].value) * 100
        for one, run in zip(computed, runs, strict=True)
    ]
    assert round(max(differences), 6) <= 0.007
