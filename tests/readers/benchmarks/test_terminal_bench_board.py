"""Submissions to the board of Terminal-Bench 2."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from auditor.documents import Workspace
from auditor.model.runs import Run
from auditor.readers.benchmarks.files import Files
from auditor.readers.benchmarks.terminal_bench import FORMAT

METRICS: dict[str, object] = {
    "accuracy": 60.5,
    "accuracy_stderr": 1.5,
    "n_trials": 445,
    "pass_at_2": 0.7,
    "pass_at_5": 0.8,
    "uncached_input_tokens": 900,
    "cached_input_tokens": 100,
    "output_tokens": 50,
    "total_cost_usd": 9.5,
    "avg_trial_duration_sec": 2.0,
    "reward_hacks": 0.45,
}


def read(root: Path, path: str, **metrics: object) -> tuple[list[Run], Files]:
    said = {
        "source_filter": {
            "agent": "terminus-2",
            "agent_version": "2.0.0",
            "model_name": "v/m",
            "reasoning_effort": "high",
        },
        "metadata": {"date": "2026-05-01"},
        "metrics": METRICS | metrics,
        "disqualified_trials": [
            {"trial_id": "1", "reason": "reward_hacking"},
            {"trial_id": "2", "reason": "reward_hacking"},
        ],
    }
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(json.dumps(said))
    workspace = Workspace(root)
    files = Files(workspace, workspace.folder("."), format_id=FORMAT.format)
    return list(FORMAT.read(files)), files


def test_accuracy_is_a_percentage_and_pass_at_k_a_share(tmp_path: Path) -> None:
    [run], files = read(tmp_path, "terminal-bench-2-1/leaderboard/x.json")
    assert (run.benchmark, run.version, run.model, run.harness) == ("terminal-bench", "2.1", "v/m", "terminus-2")
    assert (run.reasoning_effort, run.submitted, run.published, run.limited) == ("high", "2026-05-01", True, None)
    stated = {figure.metric: (figure.value, figure.stderr) for figure in run.parts[0].stated}
    assert stated == {"accuracy": (0.605, 0.015), "pass@2": (0.7, None), "pass@5": (0.8, None)}
    assert run.spending is not None
    assert (run.spending.input_tokens, run.spending.output_tokens, run.spending.seconds) == (1000, 50, 890.0)
    told = [note.message for note in files.notes]
    assert told == [
        "2 disqualified trials: 2 for reward_hacking",
        "the board finds 0.45 % of the trials hacking the reward",
    ]


@pytest.mark.parametrize("accuracy", [None, "60", 101, -1, True])
def test_without_an_accuracy_there_is_no_run(tmp_path: Path, accuracy: object) -> None:
    runs, files = read(tmp_path, "x.json", accuracy=accuracy)
    assert runs == []
    assert "no accuracy" in files.notes[0].message


@pytest.mark.parametrize(
    ("path", "version"), [("tb21_x.json", "2.1"), ("terminal-bench@2.0.json", "2.0"), ("x.json", "")]
)
def test_the_version_is_only_in_the_path(tmp_path: Path, path: str, version: str) -> None:
    [run], _ = read(tmp_path, path)
    assert run.version == version
