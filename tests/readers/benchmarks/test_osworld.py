"""OSWorld: a score for each task, and two summaries that must not count twice."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.documents import Workspace
from auditor.model.runs import Run
from auditor.readers.benchmarks.files import Files
from auditor.readers.benchmarks.osworld import FORMAT, is_result
from tests.tiny import SHARED

MODEL = "results/pyautogui/screenshot/some-model"


def uuid(number: int) -> str:
    return str(UUID(int=number))


def task(root: Path, domain: str, number: int, score: str | None, *, folder: str = MODEL, steps: int = 0) -> Path:
    here = root / folder / domain / uuid(number)
    here.mkdir(parents=True)
    if score is not None:
        (here / "result.txt").write_text(score)
    records = [
        {"step_num": n // 2, "action_timestamp": "20260122@144314466359", "action": "x"} for n in range(2 * steps)
    ]
    if records:
        (here / "traj.jsonl").write_text("".join(json.dumps(one) + "\n" for one in records))
    (here / "step_1.png").write_bytes(b"png")
    (here / "recording.mp4").write_bytes(b"mp4")
    return here


def read(root: Path) -> tuple[list[Run], Files]:
    workspace = Workspace(root)
    files = Files(workspace, workspace.folder("."), format_id=FORMAT.format)
    return list(FORMAT.read(files)), files


def entry(domain: str, number: int, score: object, status: str = "success") -> dict[str, object]:
    day = {"timestamp": "2026-01-22 12:03:28"}
    return {"application": domain, "task_id": uuid(number), "status": status, "score": score} | day


def summarise(root: Path, *entries: object) -> None:
    (root / "results" / "summary").mkdir(parents=True)
    (root / "results" / "summary" / "results.json").write_text(json.dumps(entries))


def test_domains_are_parts_and_scores_may_be_fractions(tmp_path: Path) -> None:
    task(tmp_path, "chrome", 1, "1.0\n", steps=3)
    task(tmp_path, "chrome", 2, "0.25\n", steps=2)
    task(tmp_path, "os", 3, "0\n", steps=1)
    task(tmp_path, "os", 4, None)
    (run,), files = read(tmp_path)
    assert (run.benchmark, run.model, run.harness) == ("osworld", "some-model", "OSWorld pyautogui/screenshot")
    assert (run.evaluated, run.step_budget) == ("2026-01-22", None)
    assert [(part.name, [(t.successes, t.score) for t in part.tallies]) for part in run.parts] == [
        ("chrome", [(1, 1.0), (0, 0.25)]),
        ("os", [(0, 0.0)]),
    ]
    assert [part.expected for part in run.parts] == [None, None]
    assert run.spending is not None and (run.spending.trials, run.spending.steps) == (3, 6)
    assert [note.message for note in files.notes] == [f"1 tasks below {MODEL} have no result.txt and are not counted"]
    assert files.left == ()


def test_arguments_tell_model_and_step_budget(tmp_path: Path) -> None:
    task(tmp_path, "chrome", 1, "1.0")
    said = {"model": "other-model", "max_steps": 50, "action_space": "computer_13", "observation_type": "a11y_tree"}
    (tmp_path / MODEL / "args.json").write_text(json.dumps(said))
    (run,), files = read(tmp_path)
    assert (run.model, run.step_budget, run.harness) == ("other-model", 50, "OSWorld computer_13/a11y_tree")
    assert run.parts[0].faults == ("args.json names the model other-model, the folder some-model",)
    assert files.left == ()


def test_the_summaries_are_compared_and_not_counted(tmp_path: Path) -> None:
    task(tmp_path, "chrome", 1, "1.0")
    task(tmp_path, "os", 2, "0.0")
    python = repr({"chrome": {uuid(1): 1.0}, "os": {uuid(2): 1.0, uuid(5): 1.0}})
    (tmp_path / MODEL / "all_result.json").write_text(python)
    summarise(tmp_path, entry("chrome", 1, 0.5))
    (run,), files = read(tmp_path)
    assert sum(len(part.tallies) for part in run.parts) == 2
    assert run.parts[0].faults == (
        f"all_result.json gives task {uuid(2)} of os a score of 1, its result.txt 0",
        f"summary/results.json gives task {uuid(1)} of chrome a score of 0.5, its result.txt 1",
    )
    assert run.parts[1].faults == ()
    told = "all_result.json has 1 tasks of which there is no result.txt; they are not counted"
    assert [note.message for note in files.notes] == [told]
    assert files.left == ()


def test_a_summary_alone_is_a_run_whose_last_entries_count(tmp_path: Path) -> None:
    again = [entry("chrome", 1, 0.0), entry("chrome", 1, 1.0), entry("os", 2, 0.0, "error")]
    summarise(tmp_path, *again, {"application": "os"}, 7)
    (run,), files = read(tmp_path)
    assert (run.model, run.evaluated) == ("", "2026-01-22")
    assert [[(t.trials, t.score, t.dropped) for t in part.tallies] for part in run.parts] == [
        [(1, 1.0, 0)],
        [(0, 0, 1)],
    ]
    assert files.notes[0].message == "1 entries are replaced by later ones of the same task"


def test_a_python_literal_alone_is_a_run(tmp_path: Path) -> None:
    (tmp_path / MODEL).mkdir(parents=True)
    (tmp_path / MODEL / "all_result.json").write_text(repr({"vlc": {uuid(1): 1.0, uuid(2): True, uuid(3): "?"}}))
    (run,), _ = read(tmp_path)
    assert run.model == "some-model"
    assert [tally.score for tally in run.parts[0].tallies] == [1.0, 1.0]


def test_models_beside_each_other_are_runs_of_their_own(tmp_path: Path) -> None:
    task(tmp_path, "chrome", 1, "1.0")
    task(tmp_path, "chrome", 1, "0.0", folder="results/pyautogui/screenshot/second")
    summarise(tmp_path, entry("chrome", 1, 1.0))
    runs, files = read(tmp_path)
    assert {run.model: run.parts[0].tallies[0].score for run in runs} == {"some-model": 1.0, "second": 0.0}
    assert {one.path: one.state.value for one in files.inputs}["results/summary/results.json"] == "partly"


@pytest.mark.parametrize("said", ["", "one", "1.0 1.0", "nan", "inf", "-1", "2", "True", "1" * 500, "\x00"])
def test_a_result_that_is_no_share_is_refused(tmp_path: Path, said: str) -> None:
    task(tmp_path, "chrome", 1, "1.0")
    task(tmp_path, "chrome", 2, said)
    (run,), files = read(tmp_path)
    assert len(run.parts[0].tallies) == 1
    assert [error.problems[0].message for error in files.refused] == [
        "no number from 0 to 1; expected the score of one task"
    ]


HOSTILE = ["{" * 5000, "-" * 500_000, "1+" * 200_000 + "1", "__import__('os').getcwd()", "'\\d'", "lambda: 1", ""]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_literal_is_refused(tmp_path: Path, value: str) -> None:
    task(tmp_path, "chrome", 1, "1.0")
    (tmp_path / MODEL / "all_result.json").write_text(f"{{'chrome': {{'{uuid(1)}': {value}}}}}")
    (run,), files = read(tmp_path)
    assert len(run.parts[0].tallies) == 1
    assert len(files.refused) == 1 and "expected `{domain: {task: score}}`" in str(files.refused[0])


def test_a_literal_above_the_limit_is_not_parsed(tmp_path: Path) -> None:
    task(tmp_path, "chrome", 1, "1.0")
    text = repr({"chrome": {uuid(1): 1.0}}) + " " * (1 << 20)
    (tmp_path / MODEL / "all_result.json").write_text(text)
    _, files = read(tmp_path)
    assert "expected at most 1,048,576 of a Python literal" in str(files.refused[0])


def test_a_broken_trajectory_leaves_the_score(tmp_path: Path) -> None:
    here = task(tmp_path, "chrome", 1, "1.0", steps=2)
    (here / "traj.jsonl").write_text((here / "traj.jsonl").read_text()[:-9])
    (run,), files = read(tmp_path)
    assert run.spending is None and len(run.parts[0].tallies) == 1
    assert files.refused[0].problems[0].line == 4


def test_folders_of_others_are_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "jobs" / "mine" / uuid(1)
    other.mkdir(parents=True)
    (other / "result.txt").write_text("1.0")
    (tmp_path / "jobs" / "all_result.json").write_text('{"scores": {}}')
    runs, files = read(tmp_path)
    assert runs == [] and len(files.left) == 2 and not files.refused


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=5,
)
ENTRIES = st.lists(st.fixed_dictionaries(dict.fromkeys(entry("a", 1, 0), JSON)), max_size=3)


@given(ENTRIES, JSON, JSON, st.text(max_size=8))
def test_no_values_raise(
    tmp_path_factory: pytest.TempPathFactory, entries: list[object], arguments: object, step: object, score: str
) -> None:
    root = tmp_path_factory.mktemp("osworld")
    here = task(root, "chrome", 1, "1.0")
    (here / "traj.jsonl").write_text(json.dumps({"step_num": step, "action_timestamp": step}))
    (root / MODEL / "args.json").write_text(json.dumps(arguments))
    (root / MODEL / "all_result.json").write_text(repr({"chrome": {uuid(1): step}}))
    summarise(root, *entries)
    task(root, "os", 2, None)
    (root / MODEL / "os" / uuid(2) / "result.txt").write_bytes(score.encode("utf-8", "surrogatepass"))
    runs, _ = read(root)
    assert runs[0].parts[0].tallies[0].score == 1


def test_knows_only_results() -> None:
    assert is_result(f"{MODEL}/chrome/{uuid(1)}/result.txt", b"1.0\n")
    assert is_result("all_result.json", repr({"os": {uuid(1): 0.0}}).encode())
    assert is_result("summary/results.json", json.dumps([entry("os", 1, 0)]).encode())
    assert not is_result("chrome/result.txt", b"1.0\n")
    assert not is_result(f"jobs/a/{uuid(1)}/result.txt", b"1.0\n")
    assert not is_result("all_result.json", b'{"os": {"a": 1}}')
    assert not is_result("results.json", b'[{"task_id": "a", "status": "done"}]')


@pytest.mark.corpus
def test_the_real_sample() -> None:
    if not (SHARED / "bench_samples").is_dir():
        pytest.skip("the real files are not here")
    workspace = Workspace(SHARED / "bench_samples")
    files = Files(workspace, workspace.folder("osworld"))
    (run,) = FORMAT.read(files)
    assert (run.model, run.evaluated) == ("gui2mcp_agent", "2026-01-22")
    assert [(part.name, len(part.tallies)) for part in run.parts] == [("chrome", 1)]
    assert run.spending is not None and run.spending.steps == 2
    assert [note.message.partition(";")[0] for note in files.notes] == [
        "all_result.json has 10 tasks of which there is no result.txt",
        "summary/results.json has 2 tasks of which there is no result.txt",
    ]
    assert files.left == ("osworld/SOURCE.txt",) and not files.refused
