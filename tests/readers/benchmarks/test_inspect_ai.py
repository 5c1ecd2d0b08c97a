"""Logs of inspect_ai, as one JSON text and as an archive."""

from __future__ import annotations

import json
import struct
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.benchmarks.estimators import mean_score
from auditor.documents import Workspace
from auditor.model.runs import Run
from auditor.readers.benchmarks import files as files_module
from auditor.readers.benchmarks import inspect_archive, inspect_logs
from auditor.readers.benchmarks.files import Files
from auditor.readers.benchmarks.inspect_ai import FORMAT
from auditor.readers.benchmarks.inspect_samples import Sample, sample_of, score_of, streamed
from tests.tiny import SHARED


def read(root: Path) -> tuple[list[Run], Files]:
    workspace = Workspace(root)
    files = Files(workspace, workspace.folder("."), format_id=FORMAT.format)
    return list(FORMAT.read(files)), files


def sample(name: object, value: object, epoch: int = 1, **said: object) -> dict[str, object]:
    call = {"id": "1", "function": "bash", "arguments": {"cmd": {"role": "assistant"}}}
    return {
        "id": name,
        "epoch": epoch,
        "input": "?",
        "messages": [
            {"role": "user", "content": [{"type": "text", "text": "role"}]},
            {"role": "assistant", "content": "", "tool_calls": [call, call]},
            {"role": "tool", "content": "ok", "tool_call_id": "1"},
            {"role": "assistant", "content": [{"type": "text", "text": "done"}]},
        ],
        "scores": {"match": {"value": value, "answer": "x"}},
        "total_time": 2.5,
    } | said


def header(total: int, accuracy: float | None = 0.5, **said: object) -> dict[str, object]:
    metrics = {"accuracy": {"name": "accuracy", "value": accuracy}, "stderr": {"name": "stderr", "value": 0.1}}
    scores = [{"name": "match", "scorer": "match", "params": {}, "metrics": metrics}]
    return {
        "version": 2,
        "status": "success",
        "eval": {
            "run_id": "r",
            "created": "2025-05-12T20:27:36-04:00",
            "task": "gaia",
            "task_id": "t",
            "task_version": 0,
            "task_registry_name": "inspect_evals/gaia",
            "dataset": {"name": "gaia", "samples": 4},
            "model": "openai/gpt-x",
            "model_generate_config": {"reasoning_effort": "high"},
            "config": {"epochs": 1, "epochs_reducer": ["mean"], "message_limit": 50},
            "packages": {"inspect_ai": "0.3.95"},
        },
        "plan": {"name": "plan", "steps": []},
        "results": {"total_samples": total, "completed_samples": total, "scores": scores},
        "stats": {
            "model_usage": {
                "openai/gpt-x": {"input_tokens": 60, "output_tokens": 30, "total_tokens": 130, "reasoning_tokens": 20},
                "grader": {"input_tokens": 999, "output_tokens": 999, "total_tokens": 1998},
            }
        },
    } | said


def configured(total: int, accuracy: float = 0.5, **config: object) -> dict[str, object]:
    whole = header(total, accuracy)
    evaluation = whole["eval"]
    assert isinstance(evaluation, dict)
    return whole | {"eval": evaluation | {"config": config}}


def write_json(root: Path, whole: dict[str, object], *samples: object, name: str = "log.json") -> None:
    (root / name).write_text(json.dumps(whole | {"samples": list(samples)}, indent=1))


def write_eval(
    root: Path, entries: dict[str, object], *, name: str = "log.eval", method: int = zipfile.ZIP_DEFLATED
) -> Path:
    with zipfile.ZipFile(root / name, "w", method) as archive:
        for entry, value in entries.items():
            archive.writestr(entry, value if isinstance(value, bytes) else json.dumps(value))
    return root / name


def entries(whole: dict[str, object], *samples: dict[str, object]) -> dict[str, object]:
    start = {key: whole[key] for key in ("version", "eval", "plan")}
    inside = {f"samples/{one['id']}_epoch_{one['epoch']}.json": one for one in samples}
    return {"_journal/start.json": start, **inside, "header.json": whole}


FOUR = (sample("a", "C"), sample("b", "I"), sample("c", "P"), sample("d", 0.5))


@pytest.mark.parametrize("form", ["json", "eval"])
def test_both_forms_say_the_same(tmp_path: Path, form: str) -> None:
    if form == "json":
        write_json(tmp_path, header(4), *FOUR)
    else:
        write_eval(tmp_path, entries(header(4), *FOUR))
    [run], files = read(tmp_path)
    [part] = run.parts
    assert (run.benchmark, run.version, run.model) == ("inspect_evals/gaia", "", "openai/gpt-x")
    assert (run.harness, run.harness_version, run.evaluated) == ("inspect_ai", "0.3.95", "2025-05-12")
    assert (run.step_budget, run.reasoning_effort, run.limited) == (50, "high", False)
    assert [(t.task, t.score, t.successes) for t in part.tallies] == [
        ("a", 1, 1),
        ("b", 0, 0),
        ("c", 0.5, 0),
        ("d", 0.5, 0),
    ]
    assert [(f.metric, f.value, f.stderr) for f in part.stated] == [("accuracy", 0.5, 0.1)]
    assert (part.faults, part.expected, part.metric) == ((), 4, "accuracy")
    spent = run.spending
    assert spent is not None
    # Cached tokens are in the total only: 130 - 30. The grader's are not the model's.
    assert (spent.trials, spent.input_tokens, spent.output_tokens, spent.reasoning_tokens) == (4, 100, 30, 20)
    assert (spent.steps, spent.tool_calls, spent.seconds) == (8, 8, 10.0)
    assert (files.left, files.refused, files.notes) == ((), [], [])


def test_both_forms_of_one_log_are_one_run(tmp_path: Path) -> None:
    write_json(tmp_path, header(4), *FOUR)
    write_eval(tmp_path, entries(header(4), *FOUR))
    runs, files = read(tmp_path)
    assert len(runs) == 1
    assert "the same run as in log.eval" in files.notes[0].message


def test_epochs_are_trials_of_a_task(tmp_path: Path) -> None:
    samples = [sample("a", "C"), sample("a", "I", 2), sample(1, True), sample(1, True, 2)]
    write_json(tmp_path, configured(4, 0.75, epochs=2, epochs_reducer=["mean"]), *samples)
    [run], _ = read(tmp_path)
    assert [(t.task, t.trials, t.successes) for t in run.parts[0].tallies] == [("a", 2, 1), ("1", 2, 2)]
    assert (mean_score(run.parts[0].tallies), run.parts[0].faults) == (0.75, ())


def test_a_stated_accuracy_that_the_samples_refute_is_a_fault(tmp_path: Path) -> None:
    write_json(tmp_path, header(4, 0.51), *FOUR)
    assert read(tmp_path)[0][0].parts[0].faults == ("results says 0.5100, its own trials come to 0.5000",)


def test_another_reducer_is_not_compared_with_the_mean(tmp_path: Path) -> None:
    write_json(tmp_path, configured(2, 1.0, epochs=2, epochs_reducer=["max"]), sample("a", "C"), sample("a", "I", 2))
    assert read(tmp_path)[0][0].parts[0].faults == ()


def test_errors_and_missing_scores_are_left_out(tmp_path: Path) -> None:
    broken = sample("b", "I", error={"message": "out of memory"})
    unscored = sample("c", float("nan"))
    write_json(tmp_path, header(3, 1.0), sample("a", "C"), broken, unscored)
    [run], files = read(tmp_path)
    assert [(t.trials, t.dropped) for t in run.parts[0].tallies] == [(1, 0), (0, 1), (0, 1)]
    assert run.parts[0].faults == ()
    assert "1 of 3 samples ended in an error" in files.notes[0].message


@pytest.mark.parametrize(
    ("config", "limited"),
    [
        ({}, False),
        ({"limit": 1}, True),
        ({"limit": 4}, False),
        ({"limit": 20000}, False),
        ({"limit": [0, 2]}, True),
        ({"limit": [2, 6]}, True),
        ({"limit": [0, 4]}, False),
        ({"sample_id": ["a"]}, True),
    ],
)
def test_whether_samples_were_chosen(tmp_path: Path, config: dict[str, object], limited: bool) -> None:
    write_json(tmp_path, configured(1, **config), sample("a", 0.5))
    assert read(tmp_path)[0][0].limited is limited


def test_a_log_that_lists_only_some_samples_gives_totals(tmp_path: Path) -> None:
    write_json(tmp_path, header(4, 0.25), sample("a", "C"))
    [run], _ = read(tmp_path)
    [part] = run.parts
    assert (part.tallies, part.correct, part.counted) == ((), 1.0, 4)
    assert part.faults == ("results says 4 samples, 1 are listed; totals are taken as stated",)
    assert run.spending is not None
    assert (run.spending.trials, run.spending.tool_calls) == (4, None)


def test_scores_that_are_no_shares_are_not_counted(tmp_path: Path) -> None:
    write_json(tmp_path, header(2, 7.5), sample("a", 7), sample("b", {"x": 1}))
    [run], files = read(tmp_path)
    [part] = run.parts
    assert (part.tallies, part.correct, part.stated) == ((), None, ())
    assert "2 of 2 scores are no numbers from 0 to 1" in files.notes[0].message


@pytest.mark.parametrize(
    ("value", "score"),
    [
        ("C", 1.0),
        ("I", 0.0),
        ("P", 0.5),
        ("N", 0.0),
        (True, 1.0),
        (False, 0.0),
        (0.25, 0.25),
        ("0.25", 0.25),
        ("Yes", 1.0),
        ("c", None),
        ("nan", None),
        ("pass", None),
        (2, None),
        (-1, None),
        ([1], None),
        ({"a": 1}, None),
        (None, None),
    ],
)
def test_what_a_score_is_worth(value: object, score: float | None) -> None:
    assert score_of(value) == score  # type: ignore[arg-type]


def test_a_second_scorer_is_stated_under_its_name(tmp_path: Path) -> None:
    whole = header(4)
    results = whole["results"]
    assert isinstance(results, dict)
    second = {"name": "judge", "scorer": "judge", "metrics": {"mean": {"value": 0.9}, "std": {"value": 0.2}}}
    write_json(tmp_path, whole | {"results": results | {"scores": [*results["scores"], second]}}, *FOUR)
    [run], _ = read(tmp_path)
    assert [(f.metric, f.value) for f in run.parts[0].stated] == [("accuracy", 0.5), ("judge/mean", 0.9)]


def test_an_unfinished_archive_has_what_its_start_says(tmp_path: Path) -> None:
    inside = entries(header(4), *FOUR[:2])
    del inside["header.json"]
    write_eval(tmp_path, inside)
    [run], files = read(tmp_path)
    assert (run.limited, len(run.parts[0].tallies), run.parts[0].expected) == (True, 2, 4)
    assert run.parts[0].stated == ()
    assert "the run has the status started, not success" in files.notes[0].message


def test_a_cancelled_run_says_so(tmp_path: Path) -> None:
    whole = header(4, status="error", error={"message": "quota\nsecond line"})
    results = whole["results"]
    assert isinstance(results, dict)
    write_json(tmp_path, whole | {"results": results | {"completed_samples": 2}, "invalidated": True}, *FOUR[:2])
    [run], files = read(tmp_path)
    assert run.limited is True
    assert [note.message for note in files.notes] == [
        "the log is marked as invalidated",
        "the run has the status error, not success: quota",
    ]


def test_summaries_stand_in_for_samples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    short = [{key: one[key] for key in ("id", "epoch", "scores")} for one in FOUR]
    write_eval(tmp_path, entries(header(4)) | {"summaries.json": short})
    [run], files = read(tmp_path)
    assert mean_score(run.parts[0].tallies) == 0.5
    assert run.spending is not None
    assert run.spending.tool_calls is None
    assert files.notes == []
    monkeypatch.setattr(inspect_logs, "_ALL_SAMPLES", 10)
    write_eval(tmp_path, entries(header(4), *FOUR) | {"summaries.json": short})
    [again], files = read(tmp_path)
    assert again.parts[0].tallies == run.parts[0].tallies
    assert "only their summaries are read" in files.notes[0].message


def test_large_logs_are_streamed_to_the_same_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_json(tmp_path, header(4), *FOUR)
    evaluation = header(4)["eval"]
    assert isinstance(evaluation, dict)
    write_eval(tmp_path, entries(header(4, eval=evaluation | {"run_id": "other"}), *FOUR))
    small, _ = read(tmp_path)
    monkeypatch.setattr(files_module, "_WHOLE", 100)
    monkeypatch.setattr(inspect_archive, "PARSED_BYTES", 1500)
    for name in ("log.json", "log.eval"):
        assert (tmp_path / name).stat().st_size > 100
    padded = [one | {"events": ["x" * 3000]} for one in FOUR]
    write_eval(tmp_path, entries(header(4, eval=evaluation | {"run_id": "other"}), *padded))
    large, files = read(tmp_path)
    assert files.refused == []
    assert len(large) == 2
    for one, other in zip(small, large, strict=True):
        assert one.parts[0].tallies == other.parts[0].tallies
        assert one.spending == other.spending
        assert one.model == other.model


def test_streaming_keeps_only_what_counts() -> None:
    whole = sample("a", "C", events=[{"messages": [{"role": "assistant"}]}], error=None)
    found = list(streamed(BytesIO(json.dumps(whole).encode()), ""))
    whole["scores"] = {"match": {"value": "C"}}
    assert found == [sample_of(whole)]
    assert isinstance(found[0], Sample)
    assert (found[0].turns, found[0].tool_calls, found[0].scores) == (2, 2, {"match": {"value": "C"}})


def encrypted(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    path.write_bytes(bytes(data))


def repacked(path: Path, method: int) -> None:
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset : at + offset + 2] = struct.pack("<H", method)
            at = data.find(mark, at + 4)
    path.write_bytes(bytes(data))


@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (encrypted, "header.json: is encrypted"),
        (lambda path: repacked(path, 93), "header.json: is packed with Zstandard"),
        (lambda path: repacked(path, 12), "header.json: is packed with method 12"),
        (lambda path: path.write_bytes(path.read_bytes()[:400]), "no zip archive"),
        (lambda path: path.write_bytes(path.read_bytes()[:-1]), "no zip archive"),
        (lambda path: path.write_bytes(b"".join((path.read_bytes()[:60], bytes(60), path.read_bytes()[120:]))), ""),
    ],
)
def test_archives_that_cannot_be_read_are_refused_with_a_reason(tmp_path: Path, harm: object, message: str) -> None:
    path = write_eval(tmp_path, entries(header(4), *FOUR))
    assert callable(harm)
    harm(path)
    _, files = read(tmp_path)
    for error in files.refused:
        assert error.problems[0].path == "log.eval"
        assert error.problems[0].message.startswith(message)
    assert files.refused or not message
    assert files.left == ()


def test_bombs_are_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = b'{"id": "a", "epoch": 1, "x": "' + b"a" * 9_000_000 + b'"}'
    write_eval(tmp_path, entries(header(4)) | {"samples/a_epoch_1.json": bomb})
    _, files = read(tmp_path)
    assert "samples/a_epoch_1.json: unpacks to 9,000,032 bytes from" in str(files.refused[0])
    monkeypatch.setattr(inspect_archive, "ENTRY_BYTES", 100)
    write_eval(tmp_path, entries(header(4), *FOUR))
    assert "expected at most 100" in str(read(tmp_path)[1].refused[0])
    monkeypatch.setattr(inspect_archive, "ENTRIES", 3)
    assert "more than 3 entries" in str(read(tmp_path)[1].refused[0])


@pytest.mark.parametrize("content", [b"[1", b"\xff\xfe", b"[" * 100_000, b""])
def test_broken_entries_are_refused(tmp_path: Path, content: bytes) -> None:
    write_eval(tmp_path, entries(header(4)) | {"samples/a_epoch_1.json": content})
    assert "samples/a_epoch_1.json: " in str(read(tmp_path)[1].refused[0])


def test_a_truncated_text_is_refused(tmp_path: Path) -> None:
    write_json(tmp_path, header(4), *FOUR)
    text = (tmp_path / "log.json").read_text()
    (tmp_path / "log.json").write_text(text[:-40])
    runs, files = read(tmp_path)
    assert runs == []
    assert str(files.refused[0]).startswith("log.json:")


def test_a_truncated_large_text_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files_module, "_WHOLE", 100)
    write_json(tmp_path, header(4), *FOUR)
    text = (tmp_path / "log.json").read_text()
    (tmp_path / "log.json").write_text(text[:-40])
    runs, files = read(tmp_path)
    assert runs == []
    assert "log.json" in str(files.refused[0])


def test_files_of_others_are_left(tmp_path: Path) -> None:
    write_eval(tmp_path, {"word/document.xml": b"x"}, name="other.eval")
    (tmp_path / "empty.eval").write_bytes(b"")
    (tmp_path / "log.json").write_text('{"version": 2, "status": "success", "eval": 3}')
    (tmp_path / "openapi.json").write_text('{"openapi": "3.1.0", "paths": {}}')
    runs, files = read(tmp_path)
    assert (runs, len(files.left), files.refused) == ([], 4, [])


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.floats() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["", "value", "metrics", "accuracy", "config", "a.b"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(
    one=st.dictionaries(st.sampled_from(sorted(FOUR[0])), VALUES),
    top=st.dictionaries(st.sampled_from(["status", "results", "stats", "error", "plan"]), VALUES),
    spec=st.dictionaries(st.sampled_from(["config", "dataset", "model", "packages", "task", "created"]), VALUES),
    large=st.booleans(),
)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_types_raise(
    tmp_path: Path, one: dict[str, object], top: dict[str, object], spec: dict[str, object], large: bool
) -> None:
    evaluation = header(4)["eval"]
    assert isinstance(evaluation, dict)
    whole = header(4) | top | {"eval": evaluation | spec}
    write_json(tmp_path, whole, FOUR[0] | one, one, 3, None)
    write_eval(tmp_path, entries(whole) | {"samples/x.json": FOUR[0] | one, "summaries.json": [one]})
    with pytest.MonkeyPatch.context() as patch:
        if large:
            patch.setattr(files_module, "_WHOLE", 100)
            patch.setattr(inspect_archive, "PARSED_BYTES", 50_000)
        for run in read(tmp_path)[0]:
            assert run.parts


@given(data=st.binary(max_size=400), at=st.integers(0, 3000))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_raise(tmp_path: Path, data: bytes, at: int) -> None:
    whole = write_eval(tmp_path, entries(header(4), *FOUR))
    found = whole.read_bytes()
    whole.write_bytes(found[:at] + data + found[at + len(data) :])
    read(tmp_path)


@pytest.mark.corpus
def test_real_logs() -> None:
    folder = SHARED / "bench_samples" / "inspect_ai"
    if not folder.is_dir():
        pytest.skip("no real files beside the repository")
    runs, files = read(folder)
    assert (files.refused, files.left, len(files.inputs)) == ([], (), 8)
    by_name = {run.location.path: run for run in runs}
    browser = by_name["browser_agent_trimmed.json"]
    assert browser.spending is not None
    assert (browser.spending.steps, browser.spending.tool_calls) == (5, 4)
    assert (browser.model, mean_score(browser.parts[0].tallies)) == ("openai/gpt-4o-mini", 1.0)
    ctf = by_name["data_intercode_ctf_local_path.json"]
    assert (ctf.parts[0].correct, ctf.parts[0].counted) == (pytest.approx(28), 79)
    assert ctf.parts[0].stated[0].stderr == pytest.approx(0.0541614)
    mmlu = by_name["mmlu-summary-choices.eval"]
    assert (mmlu.benchmark, mmlu.limited, mmlu.parts[0].expected) == ("inspect_evals/mmlu_0_shot", True, 14042)
    # One log is there in both forms.
    assert len(runs) == 7
