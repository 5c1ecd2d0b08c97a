"""All result formats together: every file goes to one of them, and what is broken says where."""

from __future__ import annotations

import json
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.documents import Workspace
from auditor.readers.benchmarks.gathering import gather_runs
from auditor.readers.benchmarks.result_format import all_formats, format_of
from tests.audits import audit
from tests.tiny import REPOSITORY, SHARED

SAMPLES = SHARED / "bench_samples"
NOT_RESULTS = {
    "atif", "langfuse", "langsmith", "mcp", "mini_swe_agent", "openclaw", "otel", "swe_agent",
}  # fmt: skip
"""Folders of trajectories, which are no results; only what readers of traces can use."""
STATED_REASON = {"agentlab/summary_info.json": "no episode"}


def gathered(folder, paths=None):
    workspace = Workspace(folder)
    return gather_runs(workspace, workspace.folder(".") if paths is None else paths)


@pytest.mark.corpus
@pytest.mark.skipif(not SAMPLES.is_dir(), reason="../shared/bench_samples is absent")
@pytest.mark.parametrize("name", sorted(p.name for p in SAMPLES.iterdir() if p.is_dir()) if SAMPLES.is_dir() else [])
def test_every_folder_of_real_results_is_read(name):
    found = gathered(SAMPLES / name)
    refused = [error.problems[0] for error in found.refused]
    if name in NOT_RESULTS:
        assert found.runs == ()
        assert refused == []
    else:
        assert found.runs
        assert [problem.path for problem in refused] == (["summary_info.json"] if name == "agentlab" else [])


@pytest.mark.corpus
@pytest.mark.skipif(not SAMPLES.is_dir(), reason="../shared/bench_samples is absent")
def test_no_real_file_is_taken_by_two_formats():
    workspace = Workspace(SAMPLES)
    for path in workspace.folder("."):
        head = (SAMPLES / path).read_bytes()[:65_536]
        knowing = [one.format for one in all_formats() if one.knows(path, head)]
        assert len(knowing) <= 1, (path, knowing)


def test_no_description_of_the_samples_is_taken_for_a_result():
    workspace = Workspace(REPOSITORY / "samples")
    taken = {
        path
        for path in workspace.folder(".")
        if format_of(path, (REPOSITORY / "samples" / path).read_bytes()[:65_536]) is not None
    }
    assert taken
    assert all("/evidence/" in path for path in taken)
    assert not any("tools" in path.rpartition("/")[2] for path in taken)


def test_formats_have_ids_and_titles_of_their_own():
    formats = all_formats()
    assert len({one.format for one in formats}) == len(formats) >= 20
    assert len({one.title for one in formats}) == len(formats)


def test_formats_are_documented():
    text = (REPOSITORY / "docs" / "results.md").read_text().lower()
    for word in (
        "bfcl",
        "tau-bench",
        "webarena-verified",
        "osworld",
        "swe-bench",
        "inspect_ai",
        "helm",
        "every eval ever",
    ):
        assert word in text


@pytest.mark.parametrize("data", [b"", b"{", b"[", b"\0\0\0", b"PK\x03\x04broken", b'{"a": 1}\n{"b"', b"\xff\xfe\xff"])
@pytest.mark.parametrize(
    "name",
    [
        "results.json", "score/m/BFCL_v4_live_simple_score.json", "log.eval", "x.jsonl", "stats.json", "run_spec.json",
        "data_overall.csv", "result.txt", "all_result.json", "summary_info.json", "submission.json",
        "run_metadata.json",
        "samples_x_2026.jsonl", "results_2026-01-01T00-00-00.json", "reproducibility_journal.csv", "eval_result.json",
    ],
)  # fmt: skip
def test_a_broken_file_never_raises(tmp_path, name, data):
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    found = gathered(tmp_path)
    assert found.runs == ()
    for error in found.refused:
        assert error.problems[0].path == name
        assert error.problems[0].line >= 1


@pytest.mark.corpus
@pytest.mark.skipif(not SAMPLES.is_dir(), reason="../shared/bench_samples is absent")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_real_file_that_is_cut_or_damaged_never_raises(tmp_path_factory, data):
    paths = sorted(
        str(p.relative_to(SAMPLES)) for p in SAMPLES.rglob("*") if p.is_file() and p.parts[-2] not in NOT_RESULTS
    )
    path = data.draw(st.sampled_from(paths))
    content = (SAMPLES / path).read_bytes()
    cut = data.draw(st.integers(0, len(content)))
    junk = data.draw(st.sampled_from([b"", b"null", b"}{", b"\0", b"NaN", b'"', b"1e999", b"-"]))
    keep = data.draw(st.booleans())
    folder = tmp_path_factory.mktemp("cut")
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content[:cut] + junk + (content[cut:] if keep else b""))
    found = gathered(folder)
    for run in found.runs:
        json.dumps([run.model, [part.name for part in run.parts]])


@pytest.mark.parametrize("named", ["log.eval", "."])
def test_a_log_that_is_an_archive_is_reported_without_an_excerpt(tmp_path, named):
    header = {
        "version": 2,
        "status": "success",
        "eval": {"task": "trips", "model": "acme/zen-2", "created": "2026-05-01T10:00:00+00:00",
                 "dataset": {"samples": 2}, "config": {}},
        "results": {"total_samples": 2, "completed_samples": 2, "scores": [
            {"name": "match", "scorer": "match", "metrics": {"accuracy": {"name": "accuracy", "value": 0.5}}}]},
    }  # fmt: skip
    samples = [{"id": str(n), "epoch": 1, "scores": {"match": {"value": "CI"[n]}}} for n in range(2)]
    with zipfile.ZipFile(tmp_path / "log.eval", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("header.json", json.dumps(header))
        archive.writestr("summaries.json", json.dumps(samples))
        for sample in samples:
            archive.writestr(f"samples/{sample['id']}_epoch_1.json", json.dumps(sample))
    report = audit(tmp_path / named)
    (model,) = report.models
    assert (model.version, model.evaluations[0].score) == ("acme/zen-2", 0.5)
    places = [evidence for finding in report.findings for subject in finding.subjects for evidence in subject.evidence]
    assert any(evidence.path == "log.eval" for evidence in places)
    assert all(evidence.excerpt is None for evidence in places if evidence.path == "log.eval")
