"""AgentBench: a summary for each task of an agent."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.documents import Workspace
from auditor.model.runs import Run
from auditor.readers.benchmarks.agentbench import FORMAT, is_overall
from auditor.readers.benchmarks.files import Files

VALIDATION = {"running": 0.0, "completed": 0.75, "task limit reached": 0.25, "average_history_length": 7.5}


def task(root: Path, agent: str, name: str, custom: object, *, total: int = 4, runs: int | None = None) -> Path:
    here = root / agent / name
    here.mkdir(parents=True)
    said = {"total": total, "validation": VALIDATION, "custom": custom}
    (here / "overall.json").write_text(json.dumps(said))
    if runs is not None:
        time = {"timestamp": 1, "str": "2025-06-07 10:00:00"}
        records = [{"index": index, "output": {"status": "completed"}, "time": time} for index in range(runs)]
        (here / "runs.jsonl").write_text("".join(json.dumps(one) + "\n" for one in records))
    return here


def read(root: Path) -> tuple[list[Run], Files]:
    workspace = Workspace(root)
    files = Files(workspace, workspace.folder("."), format_id=FORMAT.format)
    return list(FORMAT.read(files)), files


@pytest.mark.parametrize(
    ("custom", "metric", "value"),
    [
        ({"overall": {"acc": 0.5}}, "accuracy", 0.5),
        ({"overall": {"success_rate": 0.25}}, "success_rate", 0.25),
        ({"overall_cat_accuracy": 0.4}, "overall_cat_accuracy", 0.4),
        ({"main": 0.3, "F1": 0.2}, "main", 0.3),
        ({"step_sr": 12.5}, "step_success_rate", 0.125),
    ],
)
def test_each_task_has_its_own_main_metric(tmp_path: Path, custom: object, metric: str, value: float) -> None:
    task(tmp_path, "gpt-4", "some-task", custom)
    (run,), _ = read(tmp_path)
    (part,) = run.parts
    assert (part.metric, part.stated[0].metric, part.stated[0].value) == (metric, metric, value)
    assert (part.counted, part.correct) == (4, None)
    statuses = {figure.metric: figure.value for figure in part.stated[1:]}
    assert statuses == {"validation.completed": 0.75, "validation.task_limit_reached": 0.25}


def test_an_agents_folder_is_a_run_and_its_tasks_are_parts(tmp_path: Path) -> None:
    first = task(tmp_path, "gpt-4", "os-std", {"overall": {"total": 4, "pass": 3, "wrong": 1, "acc": 0.75}}, runs=4)
    (first / "error.jsonl").write_text("{}\n")
    task(tmp_path, "gpt-4", "db-std", {"overall_cat_accuracy": 0.4}, runs=3)
    task(tmp_path, "qwen", "os-std", {"overall": {"total": 4, "pass": 3, "acc": 0.5}})
    runs, files = read(tmp_path)
    gpt, qwen = runs
    assert (gpt.benchmark, gpt.model, gpt.evaluated) == ("agentbench", "gpt-4", "2025-06-07")
    assert [(part.name, part.correct, part.counted) for part in gpt.parts] == [("db-std", None, 4), ("os-std", 3.0, 4)]
    assert gpt.parts[0].faults == ("overall.json is about 4 samples, runs.jsonl has 3",)
    assert qwen.parts[0].faults == ("accuracy is stated as 0.5, its own counts say 3 of 4",)
    assert (qwen.model, qwen.evaluated) == ("qwen", "")
    assert files.left == ()


def test_an_unknown_metric_is_not_guessed(tmp_path: Path) -> None:
    task(tmp_path, "gpt-4", "new-task", {"quality": 0.9})
    task(tmp_path, "gpt-4", "odd-task", {"reward": 17})
    (run,), files = read(tmp_path)
    new, odd = run.parts
    assert new.metric == "" and new.stated[0].metric == "validation.completed"
    assert [note.message for note in files.notes] == [
        "no known metric below `custom` of the task new-task; no score is read"
    ]
    assert odd.faults == ("custom.reward is 17, which is no share; it is not read",)


def test_broken_files_are_refused_one_by_one(tmp_path: Path) -> None:
    here = task(tmp_path, "gpt-4", "os-std", {"overall": {"acc": 0.5}}, runs=4)
    (here / "runs.jsonl").write_text((here / "runs.jsonl").read_text()[:-4])
    cut = task(tmp_path, "gpt-4", "db-std", {}) / "overall.json"
    cut.write_text(cut.read_text()[:-3])
    (task(tmp_path, "gpt-4", "kg-std", {}) / "overall.json").write_text("")
    (run,), files = read(tmp_path)
    assert [part.name for part in run.parts] == ["os-std"]
    assert run.parts[0].faults == ()
    assert [error.problems[0].path for error in files.refused] == [
        "gpt-4/db-std/overall.json",
        "gpt-4/os-std/runs.jsonl",
    ]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["overall", "acc", "pass", "total", "main", "completed"]), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(JSON, JSON, JSON)
def test_no_values_raise(
    tmp_path_factory: pytest.TempPathFactory, total: object, validation: object, custom: object
) -> None:
    root = tmp_path_factory.mktemp("agentbench")
    here = task(root, "gpt-4", "os-std", {}, runs=1)
    said = {"total": total, "custom": custom, "validation": validation, "average_history_length": 1}
    (here / "overall.json").write_text(json.dumps(said))
    (here / "runs.jsonl").write_text(json.dumps({"index": total, "time": validation}))
    runs, files = read(root)
    assert len(runs) + len(files.refused) == 1


def test_knows_only_summaries_of_tasks() -> None:
    good = json.dumps({"total": 4, "validation": VALIDATION, "custom": {}}).encode()
    assert is_overall("out/gpt-4/os-std/overall.json", good)
    assert not is_overall("out/gpt-4/os-std/summary.json", good)
    assert not is_overall("overall.json", b'{"total": 4, "passed": 3}')
