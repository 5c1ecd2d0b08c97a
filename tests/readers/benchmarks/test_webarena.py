"""WebArena and VisualWebArena: scores out of logs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.benchmarks.estimators import mean_score
from auditor.documents import Workspace
from auditor.model.runs import Run
from auditor.readers.benchmarks.files import Files
from auditor.readers.benchmarks.webarena import FORMAT, is_webarena_log

ARGUMENTS = {
    "instruction_path": "agent/prompts/jsons/p_cot.json",
    "max_steps": 30,
    "model": "gpt-4-0613",
    "provider": "openai",
    "observation_type": "accessibility_tree",
    "test_start_idx": 0,
    "test_end_idx": 1000,
}


def line(text: str) -> str:
    return f"2024-03-02 16:33:07,065 - INFO - {text}\n"


def task(path: str, verdict: str) -> str:
    last = "[Unhandled Error] TimeoutError('x')]" if verdict == "ERROR" else f"[Result] ({verdict}) {path}"
    return line(f"[Config file]: {path}") + line("[Intent]: Buy [Result] (PASS) things.json") + line(last)


def read(root: Path) -> tuple[list[Run], Files]:
    workspace = Workspace(root)
    files = Files(workspace, workspace.folder("."), format_id=FORMAT.format)
    return list(FORMAT.read(files)), files


def results(root: Path, *logs: str, **arguments: object) -> None:
    (root / "out" / "traces").mkdir(parents=True)
    (root / "log_files").mkdir()
    names = []
    for number, text in enumerate(logs):
        name = f"log_files/log_2024030216330{number}_7.log"
        (root / name).write_text(text)
        names.append(name)
    (root / "out" / "log_files.txt").write_text("\n".join(names) + "\n")
    (root / "out" / "config.json").write_text(json.dumps(ARGUMENTS | arguments))


LOG = task("/var/temporary/3.json", "PASS") + task("config_files/4.json", "FAIL") + task("config_files/5.json", "ERROR")


def test_logs_belong_to_the_folder_that_lists_them(tmp_path: Path) -> None:
    results(tmp_path, LOG + line("Average score: 0.5"), task("config_files/6.json", "PASS"))
    (tmp_path / "out" / "render_3.html").write_text("<html>")
    (tmp_path / "out" / "traces" / "3.zip").write_text("")
    (tmp_path / "out" / "error.txt").write_text("[Config file]: config_files/5.json\n")
    (run,), files = read(tmp_path)
    assert (run.benchmark, run.model, run.step_budget) == ("webarena", "gpt-4-0613", 30)
    assert (run.harness, run.evaluated, run.limited) == ("WebArena run.py p_cot", "2024-03-02", False)
    (part,) = run.parts
    assert [(t.task, t.trials, t.successes, t.dropped) for t in part.tallies] == [
        ("3", 1, 1, 0),
        ("4", 1, 0, 0),
        ("5", 0, 0, 1),
        ("6", 1, 1, 0),
    ]
    assert mean_score(part.tallies) == pytest.approx(2 / 3)
    assert part.faults == () and part.stated == ()
    assert run.location.position.line == 3
    assert files.left == () and len(files.inputs) == 5


def test_an_average_that_the_results_refute_is_a_fault(tmp_path: Path) -> None:
    results(tmp_path, LOG + line("Average score: 0.8125"))
    (run,), _ = read(tmp_path)
    assert [figure.value for figure in run.parts[0].stated] == [0.8125]
    assert run.parts[0].faults == ("the average score of 0.8125 (line 10) disagrees with the results: 1 of 2 pass",)


def test_a_merged_log_stands_for_the_others(tmp_path: Path) -> None:
    results(tmp_path, LOG, task("config_files/6.json", "PASS"))
    (tmp_path / "out" / "merged_log.txt").write_text(LOG + task("config_files/6.json", "PASS"))
    (run,), files = read(tmp_path)
    assert len(run.parts[0].tallies) == 4
    assert sorted(one.state.value for one in files.inputs) == ["partly", "partly", "read", "read", "read"]


def test_a_log_alone_names_no_model(tmp_path: Path) -> None:
    (tmp_path / "run.log").write_text(LOG + task("config_files/3.json", "FAIL"))
    (run,), files = read(tmp_path)
    assert (run.model, run.step_budget, run.limited) == ("", None, None)
    assert (run.parts[0].tallies[0].trials, run.parts[0].tallies[0].successes) == (2, 1)
    assert any(note.message == "1 tasks have several results; each counts as a trial" for note in files.notes)


def test_sites_of_the_visual_variant_number_their_tasks_anew(tmp_path: Path) -> None:
    text = task("config_files/vwa/test_shopping/0.json", "PASS") + task("config_files/vwa/test_reddit/0.json", "FAIL")
    results(tmp_path, text + task("config_files/wa/test_webarena/0.json", "PASS"), test_end_idx=910)
    web, visual = sorted(read(tmp_path)[0], key=lambda run: len(run.parts[0].tallies))
    assert (web.benchmark, [t.task for t in web.parts[0].tallies]) == ("webarena", ["0"])
    assert visual.benchmark == "visualwebarena"
    assert [t.task for t in visual.parts[0].tallies] == ["shopping/0", "reddit/0"]
    assert visual.limited is False


@pytest.mark.parametrize(
    ("start", "end", "limited"), [(0, 812, False), (0, 100, True), (400, 1000, True), (0, 1, None)]
)
def test_a_range_of_tasks_limits_the_run(tmp_path: Path, start: int, end: int, limited: bool | None) -> None:
    results(tmp_path, LOG, test_start_idx=start, test_end_idx=end)
    (run,), _ = read(tmp_path)
    assert run.limited is limited


def test_a_log_without_a_result_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text(line("[Config file]: config_files/1.json"))
    (tmp_path / "b.log").write_text(LOG[: LOG.index("4.json")])
    (tmp_path / "empty.log").write_text("")
    (run,), files = read(tmp_path)
    assert [tally.task for tally in run.parts[0].tallies] == ["3"]
    assert [str(error).partition(";")[0] for error in files.refused] == [
        "a.log:1:1: the log ends before the first result"
    ]
    assert files.left == ("empty.log",)


def test_long_lines_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text(LOG + "x" * 200_000 + "[Result] (PASS) 9.json\n" + task("c/8.json", "PASS"))
    (run,), _ = read(tmp_path)
    assert [tally.task for tally in run.parts[0].tallies] == ["3", "4", "5", "8"]


@pytest.mark.parametrize("config", ["[]", "{", '{"model": []}', json.dumps({key: ["x"] for key in ARGUMENTS})])
def test_a_strange_config_says_nothing(tmp_path: Path, config: str) -> None:
    results(tmp_path, LOG)
    (tmp_path / "out" / "config.json").write_text(config)
    (run,), _ = read(tmp_path)
    assert (run.model, run.step_budget, run.limited) == ("", None, None)


PIECES = st.sampled_from(
    [b"[Result] (PASS) ", b"[Config file]: ", b"a/1.json", b"\n", b"Average score: ", b"[OpenAI Error]"]
)


@given(st.lists(PIECES | st.binary(max_size=6), max_size=20))
def test_no_log_raises(tmp_path_factory: pytest.TempPathFactory, pieces: list[bytes]) -> None:
    root = tmp_path_factory.mktemp("log")
    (root / "a.log").write_bytes(b"[Config file]: 1.json\n" + b"".join(pieces))
    runs, files = read(root)
    assert bool(runs) != bool(files.refused)


def test_knows_only_its_logs() -> None:
    assert is_webarena_log("a.log", LOG.encode())
    assert is_webarena_log("a.txt", b"[Result] (FAIL) config_files/1.json\n")
    assert not is_webarena_log("a.json", LOG.encode())
    assert not is_webarena_log("a.log", b"[Result] (PASS): well done\n")
    assert not is_webarena_log("a.log", b"see [Config file]: 1.json\n")
