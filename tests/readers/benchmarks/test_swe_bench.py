"""SWE-bench: harness reports, entries of the experiments repository, and the site's leaderboards."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.benchmarks.estimators import mean_score
from auditor.documents import Workspace
from auditor.model.runs import Run
from auditor.readers.benchmarks.files import Files
from auditor.readers.benchmarks.swe_bench import FORMAT
from tests.tiny import SHARED


def read(root: Path) -> tuple[list[Run], Files]:
    workspace = Workspace(root)
    files = Files(workspace, workspace.folder("."), format_id=FORMAT.format)
    return list(FORMAT.read(files)), files


def write(root: Path, path: str, value: object) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(value if isinstance(value, str) else json.dumps(value, indent=1))


def report(total: int = 6, **ids: list[str]) -> dict[str, object]:
    listed = {name: ids.get(name, []) for name in ("resolved", "unresolved", "empty_patch", "error")}
    completed = sorted(listed["resolved"] + listed["unresolved"])
    submitted = sorted(completed + listed["empty_patch"] + listed["error"])
    whole = {"submitted": submitted, "completed": completed, **listed}
    return {
        "total_instances": total,
        **{f"{name}_instances": len(said) for name, said in whole.items()},
        **{f"{name}_ids": said for name, said in whole.items()},
        "schema_version": 2,
    }


FULL = report(resolved=["a", "b"], unresolved=["c"], empty_patch=["d"], error=["e"], total=5)


def test_a_report_counts_errors_and_empty_patches_as_failures_and_says_so(tmp_path: Path) -> None:
    write(tmp_path, "vendor__model-4.1.night.json", FULL)
    [run], files = read(tmp_path)
    [part] = run.parts
    assert (run.benchmark, run.model, run.limited, run.version) == ("swe-bench", "vendor/model-4.1", False, "")
    assert {tally.task: tally.score for tally in part.tallies} == {"a": 1, "b": 1, "c": 0, "d": 0, "e": 0}
    assert mean_score(part.tallies) == pytest.approx(0.4)
    assert (part.stated[0].metric, part.stated[0].value, part.expected) == ("resolved", 0.4, 5)
    assert part.faults == ()
    assert "1 of 5 instances ended in an error" in files.notes[0].message
    assert files.left == ()


def test_an_instance_without_a_prediction_is_not_a_failure(tmp_path: Path) -> None:
    write(tmp_path, "m.r.json", report(resolved=["a"], unresolved=["b"], total=500))
    [run], _ = read(tmp_path)
    [part] = run.parts
    assert mean_score(part.tallies) == 0.5
    assert (run.limited, run.version, part.expected) == (True, "verified", 500)
    assert (part.stated[0].metric, part.stated[0].value) == ("resolved of total", 0.002)


def test_without_lists_the_totals_count(tmp_path: Path) -> None:
    plain = {key: value for key, value in FULL.items() if not key.endswith("_ids")}
    write(tmp_path, "runs/lite/m.r.json", plain)
    [run], _ = read(tmp_path)
    [part] = run.parts
    assert (part.tallies, part.correct, part.counted, run.version) == ((), 2.0, 5, "lite")


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"resolved_instances": 3}, "resolved_instances says 3, resolved_ids lists 2"),
        ({"submitted_instances": 9}, "2 resolved of 9 submitted of 5 in total cannot be"),
        ({"completed_instances": 9}, "completed_instances says 9, but 2 are resolved and 1 are not"),
        ({"unresolved_ids": ["a"]}, "a and 0 more are in resolved_ids and in unresolved_ids; taken as not resolved"),
    ],
)
def test_counts_that_do_not_agree_are_said(tmp_path: Path, changed: dict[str, object], fault: str) -> None:
    write(tmp_path, "m.r.json", FULL | changed)
    [run], _ = read(tmp_path)
    assert fault in run.parts[0].faults


def test_an_entry_knows_its_denominator_from_the_split_alone(tmp_path: Path) -> None:
    home = "evaluation/verified/20241029_agent-x_claude"
    resolved = [f"i{n}" for n in range(250)]
    write(tmp_path, f"{home}/results/results.json", {"no_generation": ["z"], "no_logs": [], "resolved": resolved})
    write(tmp_path, f"{home}/metadata.yaml", "info:\n  name: Agent X\ntags:\n  model: [claude-9]\n  org: [Lab]\n")
    write(tmp_path, f"{home}/results/resolved_by_repo.json", {"x": {"resolved": 1}})
    write(tmp_path, f"{home}/all_preds.jsonl", "{}")
    [run], files = read(tmp_path)
    [part] = run.parts
    assert (run.version, run.harness, run.model, run.submitted) == (
        "verified",
        "agent-x_claude",
        "claude-9",
        "2024-10-29",
    )
    assert (part.correct, part.counted, part.expected, part.stated[0].value) == (250.0, 500, 500, 0.5)
    assert run.published
    assert run.reported_by == "Lab"
    assert part.faults == ()
    assert "1 instances without a patch" in files.notes[0].message
    assert files.left == ()


def test_an_entry_of_an_unknown_split_has_no_denominator(tmp_path: Path) -> None:
    write(
        tmp_path, "mine/20240101_x/results/results.json", {"no_generation": [], "no_logs": [], "resolved": ["a", "a"]}
    )
    [run], _ = read(tmp_path)
    [part] = run.parts
    assert (run.version, part.correct, part.counted, part.expected, part.stated) == ("", 1.0, None, None, ())
    assert "repeated" in part.faults[0]


def test_a_broken_metadata_file_is_refused_and_the_entry_still_read(tmp_path: Path) -> None:
    write(
        tmp_path,
        "test/20240101_x/results/results.json",
        {"no_generation": ["b"], "no_logs": [], "resolved": ["a", "b"]},
    )
    write(tmp_path, "test/20240101_x/metadata.yaml", "tags: [\n")
    [run], files = read(tmp_path)
    assert (run.version, run.parts[0].counted) == ("full", 2294)
    assert run.parts[0].faults == ("b and 0 more are in both resolved and no_generation",)
    assert len(files.refused) == 1


def entry(**said: object) -> dict[str, object]:
    return {"name": "Sys", "folder": "20250101_sys", "date": "2025-01-02", "resolved": 50.0, "os_system": True} | said


def test_a_board_gives_a_published_run_for_each_entry(tmp_path: Path) -> None:
    details = {f"i{n}": {"resolved": n < 150, "cost": 0.5, "api_calls": 2} for n in range(300)}
    boards = [
        {
            "name": "Lite",
            "results": [entry(per_instance_details=details, tags=["Model: m-1", "Org: Lab"], checked=True)],
        },
        {
            "name": "bash-only",
            "results": [
                entry(**{"mini-swe-agent_version": "1.2", "name": "M", "instance_calls": 10, "instance_cost": 0.1})
            ],
        },
        {"name": "Verified", "results": [entry(), entry(folder="b", resolved=None), entry(folder="c", resolved="x")]},
        {
            "name": "Verified",
            "results": [entry(folder="d", resolved=33.3, tags=["System: Attempts - 2+"], warning="odd")],
        },
    ]
    write(tmp_path, "leaderboards.json", {"leaderboards": boards})
    [lite, bash, verified], files = read(tmp_path)
    assert (lite.version, lite.model, lite.harness, lite.reported_by) == ("lite", "m-1", "Sys", "Lab")
    assert len(lite.parts[0].tallies) == 300
    assert mean_score(lite.parts[0].tallies) == 0.5
    assert lite.spending is not None
    assert (lite.spending.steps, lite.spending.usd) == (600, 150.0)
    # The same folder on the same split is the same run, so that `Verified` has only the one that is left.
    assert (bash.version, bash.model, bash.harness, bash.harness_version) == ("verified", "M", "mini-swe-agent", "1.2")
    assert bash.spending is not None
    assert (bash.spending.trials, bash.spending.steps, bash.spending.usd) == (500, 5000, 50.0)
    assert (bash.parts[0].correct, bash.parts[0].counted) == (250.0, 500)
    assert (verified.changed, verified.parts[0].stated[0].value) == ("attempts: 2+", pytest.approx(0.333))
    # 33.3 % of 500 is no whole number of instances.
    assert verified.parts[0].correct is None
    assert all(run.published and run.submitted == "2025-01-02" for run in (lite, bash, verified))
    told = " ".join(note.message for note in files.notes)
    assert "2 of 3 entries are not checked" in told
    assert "the board warns of Sys: odd" in told


def test_details_that_refute_the_percentage_are_a_fault(tmp_path: Path) -> None:
    details = {f"i{n}": {"resolved": n < 30} for n in range(300)}
    write(tmp_path, "b.json", {"leaderboards": [{"name": "Lite", "results": [entry(per_instance_details=details)]}]})
    [run], _ = read(tmp_path)
    assert run.parts[0].faults == ("resolved says 0.5000, its own trials come to 0.1000",)


@pytest.mark.parametrize(
    "content", ["", "{", '{"total_instances": 1, "submitted_instances": 1, "resolved_instances": 1']
)
def test_broken_files_are_refused_or_left(tmp_path: Path, content: str) -> None:
    write(tmp_path, "m.r.json", content)
    runs, files = read(tmp_path)
    assert runs == []
    assert bool(files.refused) != bool(files.left)
    if files.refused:
        assert str(files.refused[0]).startswith("m.r.json:1:")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.floats() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["resolved", "a", "cost"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(value=st.dictionaries(st.sampled_from(sorted(FULL)), VALUES), other=VALUES, cells=st.lists(VALUES, max_size=3))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_types_raise(tmp_path: Path, value: dict[str, object], other: object, cells: list[object]) -> None:
    write(tmp_path, "m.r.json", FULL | value)
    write(
        tmp_path, "verified/20250101_x/results/results.json", {"no_logs": [], "resolved": cells, "no_generation": other}
    )
    write(tmp_path, "verified/20250101_x/metadata.yaml", json.dumps({"tags": other, "info": other}))
    boards = [
        {"name": "Lite", "results": [entry(per_instance_details=other, tags=other, date=other, resolved=other), other]}
    ]
    write(tmp_path, "b.json", {"leaderboards": [*boards, other]})
    for run in read(tmp_path)[0]:
        assert run.parts


def test_it_leaves_files_of_others(tmp_path: Path) -> None:
    write(tmp_path, "results.json", {"resolved": ["a"]})
    write(tmp_path, "openapi.json", {"openapi": "3.1.0", "info": {"title": "leaderboards"}})
    write(tmp_path, "preds.json", {"a__b-1": {"model_name_or_path": "m", "instance_id": "a__b-1", "model_patch": ""}})
    runs, files = read(tmp_path)
    assert (runs, len(files.left), files.refused) == ([], 3, [])


@pytest.mark.corpus
def test_the_real_board() -> None:
    folder = SHARED / "bench_samples" / "swebench"
    if not folder.is_dir():
        pytest.skip("no real files beside the repository")
    runs, files = read(folder)
    assert files.refused == []
    shares = [(run.harness, run.parts[0].stated[0].value, run.parts[0].correct) for run in runs]
    assert [round(share, 6) for _, share, _ in shares] == [0.744, 0.788, 0.774, 0.768, 0.768]
    assert [correct for _, _, correct in shares] == [372, 394, 387, 384, 384]
    assert (runs[0].model, runs[0].harness, runs[0].harness_version) == (
        "claude-opus-4-5-20251101",
        "mini-swe-agent",
        "1.16.0",
    )
    assert runs[0].spending is not None
    assert (runs[0].spending.steps, runs[0].spending.usd) == (19021, pytest.approx(360.6224985))
    assert str(runs[0].location).endswith(":18")
