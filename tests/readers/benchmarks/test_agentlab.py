"""AgentLab studies: what episodes' folders and summaries say, and what is never opened."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.benchmarks.estimators import mean_score
from auditor.documents import Workspace
from auditor.model.runs import Run
from auditor.readers.benchmarks.agentlab import FORMAT, is_summary
from auditor.readers.benchmarks.files import Files
from auditor.readers.benchmarks.gathering import gather_runs
from tests.tiny import SHARED

OLD = {
    "stats.cum_openai_prompt_tokens": 1000,
    "stats.cum_openai_completion_tokens": 40,
    "stats.cum_openai_total_cost": 0.5,
}
NEW = {"stats.cum_input_tokens": 200, "stats.cum_output_tokens": 10, "stats.cum_cost": 0.25}
ELAPSED = {"stats.cum_step_elapsed": 3.0, "stats.cum_agent_elapsed": 2.0}


class Bomb:
    """Fails the test when it is unpickled."""

    def __reduce__(self) -> tuple[object, ...]:
        return (pytest.fail, ("a pickle was opened",))


def episode(root: Path, name: str, **said: object) -> Path:
    folder = root / "study" / name
    folder.mkdir(parents=True)
    summary = {"n_steps": 4, "cum_reward": 0.0, "err_msg": None, "terminated": True, "truncated": False} | said
    (folder / "summary_info.json").write_text(json.dumps(summary))
    return folder


def read(root: Path) -> tuple[list[Run], Files]:
    workspace = Workspace(root)
    files = Files(workspace, workspace.folder("."), format_id=FORMAT.format)
    return list(FORMAT.read(files)), files


def test_seeds_of_a_task_are_its_trials(tmp_path: Path) -> None:
    start = "2025-03-01_10-00-0{}_GenericAgent-gpt-4o-mini_on_webarena."
    episode(tmp_path, start.format(1) + "310_1_ab12cd", cum_reward=1.0, **OLD, **ELAPSED)
    episode(tmp_path, start.format(2) + "310_2_ab12ce", **OLD, **ELAPSED)
    episode(tmp_path, start.format(3) + "7_1_123456", cum_reward=1, **NEW, **ELAPSED)
    (run,), files = read(tmp_path)
    assert (run.benchmark, run.model, run.harness) == ("webarena", "gpt-4o-mini", "AgentLab GenericAgent")
    assert run.evaluated == "2025-03-01"
    tallies = {tally.task: (tally.trials, tally.successes, tally.score) for tally in run.parts[0].tallies}
    assert tallies == {"310": (2, 1, 1.0), "7": (1, 1, 1.0)}
    assert mean_score(run.parts[0].tallies) == 0.75
    assert run.spending is not None
    assert (run.spending.input_tokens, run.spending.output_tokens, run.spending.steps) == (2200, 90, 12)
    assert (run.spending.usd, run.spending.seconds) == (1.25, 15.0)
    assert not files.left and not files.refused


def test_each_agent_and_benchmark_of_a_study_is_a_run(tmp_path: Path) -> None:
    episode(tmp_path, "2025-03-01_10-00-00_ToolUseAgent-gpt-4o_on_miniwob.click-dialog_14")
    episode(tmp_path, "2025-03-01_10-00-00_GenericAgentArgs_on_miniwob.click-dialog_14_abcdef")
    episode(tmp_path, "2025-03-01_10-00-00_ToolUseAgent-gpt-4o_on_workarena.servicenow.all-menu-l2_3_abcdef")
    episode(tmp_path, "2025-03-01_10-00-00_ToolUseAgent-gpt-4o_on_workarena.servicenow.create-user_3_abcdef")
    runs, _ = read(tmp_path)
    found = {(run.benchmark, run.model, run.harness): [part.name for part in run.parts] for run in runs}
    assert found == {
        ("miniwob", "gpt-4o", "AgentLab ToolUseAgent"): [""],
        ("miniwob", "", "AgentLab GenericAgentArgs"): [""],
        ("workarena", "gpt-4o", "AgentLab ToolUseAgent"): ["", "l2"],
    }


def test_an_error_counts_as_in_agentlabs_mean_and_is_told(tmp_path: Path) -> None:
    start = "2025-03-01_10-00-00_GenericAgent-m_on_assistantbench."
    episode(tmp_path, start + "a_0_abcdef", err_msg="Timeout", cum_reward=0)
    episode(tmp_path, start + "b_0_abcdef", cum_reward=0.5)
    episode(tmp_path, start + "c_0_abcdef", cum_reward=None)
    (run,), files = read(tmp_path)
    assert [(t.trials, t.successes, t.score, t.dropped) for t in run.parts[0].tallies] == [
        (1, 0, 0.0, 0),
        (1, 0, 0.5, 0),
        (0, 0, 0.0, 1),
    ]
    assert any(note.message.startswith("1 of 3 episodes ended in an error") for note in files.notes)
    assert run.spending is not None and run.spending.trials == 2 and run.spending.input_tokens is None


def test_a_reward_that_cannot_be_is_told(tmp_path: Path) -> None:
    start = "2025-03-01_10-00-00_GenericAgent-m_on_miniwob."
    episode(tmp_path, start + "a_0", cum_reward=3)
    episode(tmp_path, start + "b_0", cum_reward=1, err_msg="broken")
    (run,), _ = read(tmp_path)
    assert [tally.score for tally in run.parts[0].tallies] == [1.0, 1.0]
    assert run.parts[0].faults == (
        "an episode of a has a reward of 3; it counts as the nearest of 0 and 1",
        "an episode of b ended in an error and has a reward of 1",
    )


def test_pickles_are_never_opened_and_versions_are_read(tmp_path: Path) -> None:
    folder = episode(tmp_path, "2025-03-01_10-00-00_GenericAgent-m_on_miniwob.a_0", cum_reward=1)
    (folder / "exp_args.pkl").write_bytes(pickle.dumps(Bomb()))
    (folder / "step_0.pkl.gz").write_bytes(b"\x1f\x8b")
    (folder / "screenshot_step_0.png").write_bytes(b"png")
    (folder / "package_versions.txt").write_text("aiohttp==1\nagentlab==0.4.0\nagentlab==0.4.0\n")
    crashed = tmp_path / "study" / "2025-03-01_10-00-01_GenericAgent-m_on_miniwob.b_0"
    crashed.mkdir()
    (crashed / "exp_args.pkl").write_bytes(b"")
    (tmp_path / "study" / "study.pkl.gz").write_bytes(b"")
    (tmp_path / "study" / "summary_df_trial_1_of_1.csv").write_text("agent.agent_name,avg_reward\n")
    (tmp_path / "notes.md").write_text("mine")
    (run,), files = read(tmp_path)
    assert run.harness_version == "0.4.0"
    assert files.left == ("notes.md",)
    assert [note.message[:7] for note in files.notes] == ["pickles", "1 episo"]
    assert [(one.path.rpartition("/")[2], one.state.value) for one in files.inputs] == [
        ("summary_info.json", "read"),
        ("summary_df_trial_1_of_1.csv", "partly"),
    ]


def test_several_versions_are_a_fault(tmp_path: Path) -> None:
    for seed in (1, 2):
        folder = episode(tmp_path, f"2025-03-01_10-00-00_GenericAgent-m_on_miniwob.a_{seed}")
        (folder / "package_versions.txt").write_text(f"agentlab==0.4.{seed}\n")
    (run,), _ = read(tmp_path)
    assert run.harness_version == ""
    assert run.parts[0].faults == ("episodes ran with several versions of AgentLab: 0.4.1, 0.4.2",)


def test_a_summary_without_its_folder_is_refused(tmp_path: Path) -> None:
    episode(tmp_path, "somewhere", cum_reward=1)
    runs, files = read(tmp_path)
    assert runs == []
    assert "does not tell agent, benchmark, task and seed" in str(files.refused[0])


@pytest.mark.parametrize("broken", ['{"n_steps": 4, "cum_reward": 1, "err_msg": nu', "", "[]"])
def test_a_broken_summary_leaves_the_others(tmp_path: Path, broken: str) -> None:
    good = "2025-03-01_10-00-00_GenericAgent-m_on_miniwob.a_0"
    episode(tmp_path, good, cum_reward=1)
    bad = episode(tmp_path, "2025-03-01_10-00-00_GenericAgent-m_on_miniwob.b_0")
    (bad / "summary_info.json").write_text(broken)
    (run,), files = read(tmp_path)
    assert [tally.task for tally in run.parts[0].tallies] == ["a"]
    assert len(files.refused) == (1 if broken.startswith("{") else 0)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.fixed_dictionaries(dict.fromkeys(["n_steps", "cum_reward", "err_msg", *OLD, *NEW, *ELAPSED], VALUES)))
def test_no_values_raise(tmp_path_factory: pytest.TempPathFactory, said: dict[str, object]) -> None:
    root = tmp_path_factory.mktemp("study")
    episode(root, "2025-03-01_10-00-00_GenericAgent-m_on_miniwob.a_0", **said)
    runs, files = read(root)
    assert len(runs) + len(files.refused) == 1


def test_knows_only_summaries() -> None:
    good = b'{"n_steps": 1, "cum_reward": 1, "err_msg": null}'
    assert is_summary("a/summary_info.json", good)
    assert not is_summary("a/summary.json", good)
    assert not is_summary("a/summary_info.json", b'{"n_steps": 1}')


@pytest.mark.corpus
def test_the_real_summary_is_refused_for_its_folder() -> None:
    if not (SHARED / "bench_samples").is_dir():
        pytest.skip("the real files are not here")
    workspace = Workspace(SHARED / "bench_samples")
    files = Files(workspace, workspace.folder("agentlab"))
    assert list(FORMAT.read(files)) == []
    assert str(files.refused[0]).startswith("agentlab/summary_info.json:1:1: the folder does not tell")


def test_a_mixed_folder_gives_each_format_its_own(tmp_path: Path) -> None:
    episode(tmp_path, "2025-03-01_10-00-00_GenericAgent-m_on_miniwob.a_0", cum_reward=1)
    overall = {"total": 1, "validation": {"completed": 1.0, "average_history_length": 2}, "custom": {"main": 1.0}}
    for name, text in {
        "study/agent/kg/overall.json": json.dumps(overall),
        "results/os/00000000-0000-0000-0000-000000000001/result.txt": "1.0",
        "log_1.log": "[Config file]: c/1.json\n[Result] (PASS) c/1.json\n",
        "package.json": '{"name": "mine", "version": "1.0.0"}',
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    workspace = Workspace(tmp_path)
    found = gather_runs(workspace, workspace.folder("."))
    assert sorted(run.benchmark for run in found.runs) == ["agentbench", "miniwob", "osworld", "webarena"]
    assert found.left == ("package.json",) and found.refused == ()
