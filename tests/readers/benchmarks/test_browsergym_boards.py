"""AgentLab's reproducibility journal and the BrowserGym leaderboard's entries."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.documents import Workspace
from auditor.model.runs import Run
from auditor.readers.benchmarks.browsergym_boards import FORMAT, is_board
from auditor.readers.benchmarks.files import Files
from tests.tiny import SHARED

COLUMNS = "git_user,agent_name,benchmark,benchmark_version,date,study_id,avg_reward,std_err,n_err,n_completed,comment"
HEAD = COLUMNS + ",agentlab_version,agentlab__local_modifications\n"
ROW = "mira,GenericAgent-{},{},0.9,2025-01-02_10-00-00,,{},{},{},{},,0.4.0,\n"
ENTRY = {
    "agent_name": "GenericAgent-Sonnet",
    "study_id": "s",
    "date_time": "2025-02-03 10:00:00",
    "benchmark": "WorkArena++-L2",
    "score": 39.1,
    "std_err": 3.2,
    "followed_evaluation_protocol": "Yes",
    "comments": "NA",
}


def read(root: Path) -> tuple[list[Run], Files]:
    workspace = Workspace(root)
    files = Files(workspace, workspace.folder("."), format_id=FORMAT.format)
    return list(FORMAT.read(files)), files


def journal(root: Path, *rows: str) -> tuple[list[Run], Files]:
    (root / "reproducibility_journal.csv").write_text(HEAD + "".join(rows))
    return read(root)


def test_each_row_is_a_published_run_with_its_line(tmp_path: Path) -> None:
    modified = ROW.format("b_vision", "workarena.l1", 0.5, 0.027, 2, "330/330").replace(
        "0.4.0,", '0.4.0,"  M: one.py\n  M: two.py"'
    )
    runs, files = journal(tmp_path, modified, ROW.format("org_c", "webarena", 0.25, 0.02, 0, "400/812"))
    first, second = runs
    assert (first.benchmark, first.parts[0].name, first.model) == ("workarena", "l1", "b")
    assert first.harness == "AgentLab GenericAgent with vision"
    assert (first.location.position.line, second.location.position.line) == (2, 4)
    figure = second.parts[0].stated[0]
    assert (figure.value, figure.stderr) == (0.25, 0.02)
    assert (second.parts[0].counted, second.parts[0].expected, second.limited) == (400, 812, True)
    assert (second.version, second.harness_version, second.evaluated) == ("0.9", "0.4.0", "2025-01-02")
    assert second.published and second.reported_by == "mira" and second.model == "org_c"
    assert first.limited is None
    expected = "episodes ended in an error, which AgentLab counts as 0: 2 in the row of line 2"
    assert [note.message for note in files.notes] == [expected]


def test_a_set_for_trying_out_is_not_the_whole(tmp_path: Path) -> None:
    (run,), _ = journal(tmp_path, ROW.format("a", "miniwob_tiny_test", 1.0, 0.0, 0, "4/4"))
    assert (run.benchmark, run.limited, run.parts[0].counted, run.parts[0].expected) == ("miniwob", True, 4, None)


def test_a_standard_error_that_cannot_be_is_a_fault(tmp_path: Path) -> None:
    (good, bad), _ = journal(
        tmp_path,
        ROW.format("a", "webarena", 0.5, 0.018, 0, "812/812"),
        ROW.format("a", "webarena", 0.5, 0.05, 0, "900/812"),
    )
    assert good.parts[0].faults == ()
    assert bad.parts[0].faults[0] == "900 episodes completed of 812"
    assert bad.parts[0].faults[1].startswith("a standard error of 0.05 for an average reward of 0.5 over 900 episodes")


def test_rows_that_do_not_fit_are_told(tmp_path: Path) -> None:
    runs, files = journal(tmp_path, ROW.format("a", "webarena", "nan", "x", "y", "z"), ROW.format("a", "", 1, 0, 0, ""))
    assert runs == []
    assert [note.location.position.line for note in files.notes if note.location] == [2, 3]


def test_a_journal_that_ends_early_is_refused_after_its_whole_rows(tmp_path: Path) -> None:
    row = ROW.format("a", "webarena", 0.5, 0.018, 0, "812/812")
    runs, files = journal(tmp_path, row, row[:60])
    assert len(runs) == 1
    assert (
        str(files.refused[0])
        == "reproducibility_journal.csv:3:1: the file ends within a row; expected a field for each column"
    )


def test_a_row_in_the_midst_that_ends_early_is_told(tmp_path: Path) -> None:
    row = ROW.format("a", "webarena", 0.5, 0.018, 0, "812/812")
    runs, files = journal(tmp_path, row[:60] + "\n", row.removesuffix(",0.4.0,\n") + "\n", row)
    assert len(runs) == 2 and not files.refused
    assert runs[0].harness_version == "" and runs[0].parts[0].counted == 812
    assert [note.message for note in files.notes] == ["a row that ends early; it is not read"]


def test_a_quote_that_is_never_closed_costs_no_other_row(tmp_path: Path) -> None:
    row = ROW.format("a", "webarena", 0.5, 0.018, 0, "812/812")
    open_quote = row.removesuffix("\n") + '"\n'
    runs, files = journal(tmp_path, open_quote, row, row)
    assert [run.location.position.line for run in runs] == [2, 3, 4]
    assert not files.refused and not files.notes


def board(root: Path, entries: object) -> tuple[list[Run], Files]:
    (root / "workarena.json").write_text(json.dumps(entries))
    return read(root)


def test_an_entry_states_percentages(tmp_path: Path) -> None:
    other = {"agent_name": "OwnThing", "followed_evaluation_protocol": "No", "comments": "More steps", "score": 0.4}
    (first, second), files = board(tmp_path, [ENTRY, ENTRY | other])
    figure = first.parts[0].stated[0]
    assert figure.value == pytest.approx(0.391)
    assert figure.stderr == pytest.approx(0.032)
    assert (first.benchmark, first.parts[0].name, first.model) == ("workarena", "l2", "Sonnet")
    assert (first.evaluated, first.published, first.changed) == ("2025-02-03", True, "")
    assert (second.model, second.harness) == ("", "OwnThing")
    assert second.changed == "the evaluation protocol was not followed: More steps"
    assert second.parts[0].stated[0].value == pytest.approx(0.004)
    assert [note.message.partition(",")[0] for note in files.notes] == ["a score of 0.4 is read as 0.4 %"]


def test_a_board_that_ends_early_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps([ENTRY, ENTRY])[:-20])
    runs, files = read(tmp_path)
    assert runs == [] and len(files.refused) == 1


VALUES = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.lists(st.integers(), max_size=2)
)


@given(st.lists(st.fixed_dictionaries(dict.fromkeys([*ENTRY, "benchmark_tuned"], VALUES)), max_size=3))
def test_no_entry_raises(tmp_path_factory: pytest.TempPathFactory, entries: list[object]) -> None:
    runs, files = board(tmp_path_factory.mktemp("board"), entries)
    assert len(runs) <= len(entries)
    assert len(files.refused) <= 1


@given(st.text(alphabet='",/0123456789.\n\x00ab', max_size=200))
def test_no_row_raises(tmp_path_factory: pytest.TempPathFactory, rows: str) -> None:
    _, files = journal(tmp_path_factory.mktemp("journal"), rows)
    assert len(files.refused) <= 1


def test_knows_only_journals_and_boards() -> None:
    assert is_board("j.csv", HEAD.encode())
    assert not is_board("j.csv", b"agent_name,benchmark,avg_reward\n")
    assert not is_board("j.json", HEAD.encode())
    assert not is_board("b.json", json.dumps(ENTRY).encode())
    assert not is_board("b.json", b'[{"benchmark": "x", "score": 1}]')


@pytest.mark.corpus
def test_the_real_journal() -> None:
    if not (SHARED / "bench_samples").is_dir():
        pytest.skip("the real files are not here")
    workspace = Workspace(SHARED / "bench_samples")
    files = Files(workspace, workspace.folder("agentlab"))
    runs = list(FORMAT.read(files))
    assert len(runs) == 69
    webarena = {
        run.model: run.parts[0] for run in runs if run.benchmark == "webarena" and run.harness_version == "0.3.1"
    }
    sonnet = webarena["anthropic_claude-3.5-sonnet:beta"]
    assert (sonnet.stated[0].value, sonnet.stated[0].stderr, sonnet.counted) == (0.362, 0.017, 812)
    o1 = [run for run in runs if run.location.position.line == 72]  # After a quote that is never closed.
    assert (o1[0].model, o1[0].parts[0].stated[0].value) == ("openai_o1-mini-2024-09-12", 0.518)
    assert not files.notes[1:]
    assert not any(part.faults for run in runs for part in run.parts)
