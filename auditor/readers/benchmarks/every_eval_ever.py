"""Reads records of Every Eval Ever: an aggregate JSON, and `<uuid>_samples.jsonl` beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import NamedTuple

from auditor.benchmarks.catalogue import words_of
from auditor.documents import Value
from auditor.errors import InputError
from auditor.model.claims import Location
from auditor.model.description import ReadState
from auditor.model.runs import Figure, Part, Run, TaskTally
from auditor.readers.benchmarks import fields
from auditor.readers.benchmarks.files import Files
from auditor.readers.benchmarks.result_format import ResultFormat

_RECORD = re.compile(rb'"schema_version"\s*:\s*"')
_ID = re.compile(rb'"evaluation_id"\s*:\s*"')
_AGGREGATE = (b'"retrieved_timestamp"', b'"source_metadata"', b'"model_info"')
_SAMPLE = (b'"model_id"', b'"sample_id"', b'"interaction_type"', b'"evaluation_name"')
_DECADES = (946_684_800, 4_102_444_800)
"""Seconds since 1970 at the beginnings of 2000 and 2100."""
_ROUNDED = 1e-3
"""How far a stated mean may lie from that of its samples; records round."""


class _Result(NamedTuple):
    """One result that is a share, and the place in the list where it stands."""

    at: int
    said: Value
    share: float
    scale: float
    """By what the file's numbers are divided: 1, or 100 for percentages."""


_Tallies = dict[str, dict[str, TaskTally]]
"""By the name of the evaluation in lower case, then by sample."""


def knows(path: str, head: bytes) -> bool:
    """Tell an aggregate by the keys that its schema asks for, each of the right type."""
    if not path.endswith(".json") or not head.lstrip().startswith(b"{"):
        return False
    return bool(_RECORD.search(head)) and bool(_ID.search(head)) and all(key in head for key in _AGGREGATE)


def read(files: Files) -> Iterator[Run]:
    """Yield one run for each data set of each record; the evaluations on one data set are its parts."""
    for path in files.known(knows):
        try:
            root, place = files.json(path)
        except InputError as error:
            files.refuse(path, error)
            continue
        files.take(path)
        yield from _runs(files, path, root, place)
    for path in files.named("*_samples.jsonl"):
        head = files.head(path)
        if _ID.search(head) and all(key in head for key in _SAMPLE):
            files.take(path, state=ReadState.PARTLY, why="no record beside it says what it belongs to")


def _runs(files: Files, path: str, root: Value, place: Location) -> Iterator[Run]:
    results = fields.items(root, "evaluation_results")
    by_benchmark: dict[tuple[str, str], list[_Result]] = {}
    for at, said in enumerate(results):
        result, why = _result(at, said)
        if result is None:
            name = fields.text(said, "evaluation_name") or "a result"
            files.note(f"`{name}` is no share of tasks that succeed: {why}", place.child("evaluation_results", at))
        else:
            day = _day(fields.text(said, "evaluation_timestamp") or fields.text(root, "evaluation_timestamp"))
            by_benchmark.setdefault((_benchmark(said), day), []).append(result)
    samples = _samples(files, path, root)
    for (benchmark, day), chosen in by_benchmark.items():
        parts = tuple(_parts(chosen, benchmark, samples, place, alone=len(by_benchmark) == 1))
        counts = [(part.counted if part.counted is not None else len(part.tallies), part.expected) for part in parts]
        yield Run(
            format="every_eval_ever",
            benchmark=benchmark,
            model=fields.text(root, "model_info", "id") or fields.text(root, "model_info", "name"),
            parts=parts,
            harness=_known(fields.text(root, "eval_library", "name")),
            harness_version=_known(fields.text(root, "eval_library", "version")),
            evaluated=day,
            limited=_limited(counts),
            reported_by=_known(fields.text(root, "source_metadata", "source_organization_name")),
            published=_published(root),
            location=place.child("evaluation_results", chosen[0].at),
        )


def _published(root: Value) -> bool:
    """A record from documents is published; one of an evaluation run is what that run left behind."""
    source = fields.text(root, "source_metadata", "source_type")
    return source != "evaluation_run" and bool(source or fields.text(root, "source_metadata", "evaluator_relationship"))


def _benchmark(said: Value) -> str:
    return fields.text(said, "source_data", "dataset_name") or fields.text(said, "evaluation_name")


def _result(at: int, said: Value) -> tuple[_Result | None, str]:
    """A result as a share, or why it is none. Scales other than to 1 and to 100 measure something else."""
    score = fields.number(said, "score_details", "score")
    if score is None or not _benchmark(said):
        return None, "it states no score, or no name"
    if fields.flag(said, "metric_config", "lower_is_better") is not False:
        return None, "a lower score is better, or the record does not say"
    scale = _scale(fields.mapping(said, "metric_config"))
    if scale is None:
        return None, "its scale does not go from 0 to 1 or to 100"
    if not 0 <= score <= scale:
        return None, f"{score:g} lies outside its scale"
    return _Result(at, said, score / scale, scale), ""


def _scale(metric: dict[str, Value]) -> float | None:
    least, most = fields.number(metric, "min_score"), fields.number(metric, "max_score")
    if least is not None and most is not None:
        return most if least == 0 and most in (1, 100) else None
    if least is not None or most is not None or "Infinity" in (metric.get("min_score"), metric.get("max_score")):
        return None
    unit = fields.text(metric, "metric_unit")
    if unit in ("percent", "percentage", "%"):
        return 100.0
    return 1.0 if unit == "proportion" or fields.text(metric, "score_type") == "binary" else None


def _parts(
    results: list[_Result], benchmark: str, samples: _Tallies, place: Location, *, alone: bool
) -> Iterator[Part]:
    by_name: dict[str, list[_Result]] = {}
    for result in results:
        by_name.setdefault(fields.text(result.said, "evaluation_name") or benchmark, []).append(result)
    for name, same in by_name.items():
        main = same[0]
        tallies = tuple(samples.get(name.lower(), {}).values())
        if not tallies and alone and len(by_name) == 1 and len(samples) == 1:
            tallies = tuple(next(iter(samples.values())).values())
        counted = None if tallies else _count(main.said)
        expected = fields.whole(main.said, "source_data", "samples_number")
        yield Part(
            name="" if len(by_name) == 1 and _is_within(benchmark, name) else name,
            metric=_metric(main.said),
            tallies=tallies,
            correct=main.share * counted if counted is not None else None,
            counted=counted,
            stated=tuple(_figure(result, place) for result in same),
            faults=tuple(_faults(main, tallies)),
            expected=expected if expected is not None and expected > 0 else None,
            location=place.child("evaluation_results", main.at, "score_details"),
        )


def _figure(result: _Result, place: Location) -> Figure:
    stderr = fields.number(result.said, "score_details", "uncertainty", "standard_error", "value")
    return Figure(
        metric=_metric(result.said),
        value=result.share,
        stderr=stderr / result.scale if stderr is not None and stderr >= 0 else None,
        location=place.child("evaluation_results", result.at, "score_details", "score"),
    )


def _is_within(benchmark: str, name: str) -> bool:
    """Whether a name only repeats the benchmark, as `gaia_scorer` and `Global MMLU Lite` do."""
    return set(words_of(benchmark)) <= set(words_of(name))


def _metric(said: Value) -> str:
    """The metric's name, its id, or a description that is one word."""
    metric = fields.mapping(said, "metric_config")
    described = fields.text(metric, "evaluation_description")
    return (
        fields.text(metric, "metric_name")
        or fields.text(metric, "metric_id")
        or ("" if " " in described else described.lower())
    )


def _count(said: Value) -> int | None:
    count = fields.whole(said, "score_details", "uncertainty", "num_samples")
    count = count if count is not None else len(fields.items(said, "source_data", "sample_ids"))
    return count if count > 0 else None


def _faults(main: _Result, tallies: tuple[TaskTally, ...]) -> Iterator[str]:
    if tallies:
        mean = sum(one.score / one.trials for one in tallies) / len(tallies)
        if abs(mean - main.share) > _ROUNDED:
            yield f"the record says {main.share:.4f}, and its {len(tallies):,} samples give {mean:.4f}"


def _samples(files: Files, path: str, root: Value) -> _Tallies:
    """The samples of a record: those that it names, or those that are named after it."""
    named = PurePosixPath(fields.text(root, "detailed_evaluation_results", "file_path")).name
    for name in (named, f"{PurePosixPath(path).stem}_samples.jsonl"):
        beside = str(PurePosixPath(path).with_name(name)) if name not in ("", "..") else ""
        if beside in files.left:
            try:
                tallies = _tallied(files, beside)
            except InputError as error:
                files.refuse(beside, error)
                return {}
            why = "" if tallies else "its lines show no score from 0 to 1"
            files.take(beside, state=ReadState.READ if tallies else ReadState.PARTLY, why=why)
            return tallies
    return {}


def _tallied(files: Files, path: str) -> _Tallies:
    found: _Tallies = {}
    for _, line in files.records(path):
        task, score = fields.text(line, "sample_id"), fields.number(line, "evaluation", "score")
        correct = fields.flag(line, "evaluation", "is_correct")
        score = score if score is not None or correct is None else float(correct)
        if not task or score is None or not 0 <= score <= 1:
            continue
        tasks = found.setdefault(fields.text(line, "evaluation_name").lower(), {})
        known = tasks.get(task)
        tasks[task] = TaskTally(
            task=task,
            trials=(known.trials if known else 0) + 1,
            successes=(known.successes if known else 0) + (score == 1),
            score=(known.score if known else 0.0) + score,
        )
    return found


def _limited(counts: list[tuple[int, int | None]]) -> bool | None:
    if any(counted and expected and counted < expected for counted, expected in counts):
        return True
    return False if counts and all(counted and counted == expected for counted, expected in counts) else None


def _known(said: str) -> str:
    return "" if said.lower() == "unknown" else said


def _day(said: str) -> str:
    """The date of a timestamp in ISO 8601, or in seconds since 1970. When a record was retrieved tells nothing."""
    try:
        seconds = float(said)
    except ValueError:
        return fields.day(said)
    if not _DECADES[0] <= seconds < _DECADES[1]:
        return fields.day(said)
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()


FORMAT = ResultFormat(format="every_eval_ever", title="Every Eval Ever record", knows=knows, read=read)
