"""Reads the run folders of HELM: `run_spec.json`, `stats.json`, `per_instance_stats.json`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from msgspec import structs

from auditor.documents import Value
from auditor.errors import InputError
from auditor.model.description import ReadState
from auditor.model.runs import Figure, Part, Run, TaskTally
from auditor.readers.benchmarks import fields
from auditor.readers.benchmarks.files import Files
from auditor.readers.benchmarks.result_format import ResultFormat

_MEANT = (
    "chain_of_thought_correctness",
    "final_number_exact_match",
    "math_equiv_chain_of_thought",
    "math_equiv",
    "ifeval_strict_accuracy",
    "code_eval_acc",
    "test_avg",
    "pass",
    "f1_score",
    "exact_match",
    "quasi_exact_match",
    "prefix_exact_match",
    "quasi_prefix_exact_match",
)
"""Metrics that are shares, the one that says most first: HELM states `exact_match` for nearly every task, also for
those whose metric is another one, such as the `f1_score` of narrative_qa."""
_COMPANY = {
    "scenario.json": "it describes the scenario",
    "scenario_state.json": "its requests and answers are not read",
    "per_instance_stats.json": "its scores cannot be taken task by task",
    "instances.json": "it holds the tasks",
    "display_predictions.json": "it holds the answers for display",
    "display_requests.json": "it holds the requests for display",
}
_SPEC = re.compile(rb'"scenario_spec"\s*:.*"adapter_spec"\s*:|"adapter_spec"\s*:.*"scenario_spec"\s*:', re.DOTALL)
_STATS = re.compile(rb'^\s*\[\s*\{\s*"name"\s*:\s*\{\s*"name"\s*:')


class _Stat(NamedTuple):
    metric: str
    split: str
    mean: float
    at: int
    """Its place in the list."""


def knows(path: str, head: bytes) -> bool:
    """Tell a run's specification or statistics by their names and their first keys."""
    match PurePosixPath(path).name:
        case "run_spec.json":
            return bool(_SPEC.search(head)) and b'"metric_specs"' in head
        case "stats.json":
            return bool(_STATS.match(head)) and b'"sum_squared"' in head
        case "per_instance_stats.json":
            return b'"instance_id"' in head and b'"train_trial_index"' in head and b'"stats"' in head
    return False


def read(files: Files) -> Iterator[Run]:
    """Yield one run for each model, benchmark and configuration; subjects of one benchmark are its parts."""
    found: dict[tuple[str, ...], Run] = {}
    for path in files.known(knows):
        if PurePosixPath(path).name != "run_spec.json":
            continue
        try:
            spec, _ = files.json(path)
        except InputError as error:
            files.refuse(path, error)
            continue
        files.take(path)
        run = _run(files, path, spec)
        _take_company(files, path)
        if run is None:
            continue
        key = (str(PurePosixPath(path).parent.parent), run.benchmark, run.model, *_configuration(spec))
        known = found.get(key)
        found[key] = run if known is None else _joined(known, run)
    for path in files.known(knows):
        files.take(path, state=ReadState.PARTLY, why="no run_spec.json beside it names its model")
        _take_company(files, path)
    yield from found.values()


def _run(files: Files, path: str, spec: Value) -> Run | None:
    name = fields.text(spec, "name")
    benchmark = (_dataset(spec) or name.partition(":")[0].strip() or _named_by_class(spec)).lower()
    stats = _beside(path, "stats.json")
    if stats not in files.left:
        files.note("the run has no stats.json beside its run_spec.json, so it did not finish", files.at(path))
        return None
    try:
        entries = list(files.items(stats))
        where = files.json(stats)[1]
    except InputError as error:
        files.refuse(stats, error)
        return None
    files.take(stats)
    shares = _shares(entries)
    if not shares:
        files.note("it states none of the metrics that are shares of tasks that succeed", where)
        return None
    main = shares[0]
    counts = {stat.split: stat.mean for stat in _stats(entries) if stat.metric == "num_instances"}
    tallies, faults, seen = _instances(files, path, main)
    counted = None if tallies else _whole(counts.get(main.split))
    total = sum(counts.values()) if counts else seen
    part = Part(
        name=_part_name(spec),
        metric=main.metric,
        tallies=tallies,
        correct=main.mean * counted if counted else None,
        counted=counted,
        stated=tuple(
            Figure(metric=stat.metric, value=stat.mean, location=where.child(stat.at, "mean")) for stat in shares
        ),
        faults=faults,
        location=where.child(main.at, "mean"),
    )
    return Run(
        format="helm",
        benchmark=benchmark,
        model=fields.text(spec, "adapter_spec", "model") or _argument(name, "model"),
        parts=(part,),
        harness="helm",
        limited=_limited(spec, total),
        location=files.at(path),
    )


def _dataset(spec: Value) -> str:
    """`hellaswag` out of `commonsense:dataset=hellaswag,…`, where one name stands for several benchmarks."""
    inside = "dataset" in fields.mapping(spec, "scenario_spec", "args")
    return "" if inside else _argument(fields.text(spec, "name"), "dataset")


def _named_by_class(spec: Value) -> str:
    """`mmlu` out of `helm.benchmark.scenarios.mmlu_scenario.MMLUScenario`, for a specification without a name."""
    words = fields.text(spec, "scenario_spec", "class_name").split(".")
    return words[-2].removesuffix("_scenario").lower() if len(words) > 1 else ""


def _beside(path: str, name: str) -> str:
    return str(PurePosixPath(path).with_name(name))


def _take_company(files: Files, path: str) -> None:
    for name, why in _COMPANY.items():
        beside = _beside(path, name)
        if beside in files.left:
            files.take(beside, state=ReadState.PARTLY, why=why)


def _argument(name: str, key: str) -> str:
    """`openai_gpt-4` out of `mmlu:subject=anatomy,model=openai_gpt-4`."""
    found = re.search(rf"(?:^|[:,]){key}=([^,]*)", name)
    return found[1].strip() if found else ""


def _part_name(spec: Value) -> str:
    """What the scenario was given, such as the subject of MMLU; with names where it was given several things."""
    given = {key: fields.text(said) for key, said in fields.mapping(spec, "scenario_spec", "args").items()}
    said = {key: text for key, text in given.items() if text and "/" not in text and len(text) <= 80}
    return next(iter(said.values())) if len(said) == 1 else ",".join(f"{key}={text}" for key, text in said.items())


def _configuration(spec: Value) -> tuple[str, ...]:
    """What else sets two runs of one benchmark apart: the arguments in the name that the scenario does not take."""
    taken = {*fields.mapping(spec, "scenario_spec", "args"), "model"}
    arguments = fields.text(spec, "name").partition(":")[2].split(",")
    return tuple(argument for argument in arguments if argument.partition("=")[0] not in taken)


def _stats(entries: list[Value]) -> Iterator[_Stat]:
    for at, entry in enumerate(entries):
        split, mean = fields.text(entry, "name", "split"), fields.number(entry, "mean")
        if mean is not None and not fields.at(entry, "name", "perturbation"):
            yield _Stat(fields.text(entry, "name", "name"), split, mean, at)


def _shares(entries: list[Value]) -> list[_Stat]:
    """The shares on the test split (on the validation split where there is no other), the headline first."""
    known = [stat for stat in _stats(entries) if stat.metric in _MEANT and 0 <= stat.mean <= 1]
    for split in ("test", "valid", ""):
        if chosen := [stat for stat in known if stat.split == split]:
            return sorted(chosen, key=lambda stat: _MEANT.index(stat.metric))
    return []


def _instances(files: Files, path: str, main: _Stat) -> tuple[tuple[TaskTally, ...], tuple[str, ...], int | None]:
    """The tallies of the instances, what they contradict, and how many instances of any split there are."""
    beside = _beside(path, "per_instance_stats.json")
    if beside not in files.left:
        return (), (), None
    try:
        sums, seen = _summed(files, beside, main)
    except InputError as error:
        files.refuse(beside, error)
        return (), (), None
    if not sums:
        return (), (), seen or None
    files.take(beside)
    tallies = tuple(TaskTally(task=task, trials=n, successes=c, score=s) for task, (n, c, s) in sums.items())
    mean = sum(one.score / one.trials for one in tallies) / len(tallies)
    if abs(mean - main.mean) > 1e-4:
        said = f"stats.json says {main.metric} {main.mean:.4f}, and its instances give {mean:.4f}"
        return tallies, (said,), seen
    return tallies, (), seen


def _summed(files: Files, path: str, main: _Stat) -> tuple[dict[str, tuple[int, int, float]], int]:
    sums: dict[str, tuple[int, int, float]] = {}
    seen: set[str] = set()
    for item in files.items(path):
        task = fields.text(item, "instance_id")
        if not task or fields.at(item, "perturbation"):
            continue
        seen.add(task)
        for stat in _stats(fields.items(item, "stats")):
            if (stat.metric, stat.split) == (main.metric, main.split) and 0 <= stat.mean <= 1:
                trials, successes, total = sums.get(task, (0, 0, 0.0))
                sums[task] = trials + 1, successes + (stat.mean == 1), total + stat.mean
    return sums, len(seen)


def _whole(count: float | None) -> int | None:
    return int(count) if count is not None and count.is_integer() and count > 0 else None


def _limited(spec: Value, total: float | None) -> bool | None:
    """A most of instances limits a run unless fewer than that were there to be taken."""
    most = fields.whole(spec, "adapter_spec", "max_eval_instances")
    if most is None:
        return False if "max_eval_instances" in fields.mapping(spec, "adapter_spec") else None
    return total is None or total >= most


def _joined(one: Run, other: Run) -> Run:
    limited = True if one.limited or other.limited else one.limited if one.limited == other.limited else None
    return structs.replace(one, parts=(*one.parts, *other.parts), limited=limited)


FORMAT = ResultFormat(format="helm", title="HELM run", knows=knows, read=read)
