"""Reads what lm-evaluation-harness leaves behind: `results_<time>.json` and `samples_<task>_<time>.jsonl`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import NamedTuple

from auditor.documents import Value
from auditor.errors import InputError
from auditor.model.claims import Location
from auditor.model.description import ReadState
from auditor.model.runs import Figure, Part, Run, TaskTally
from auditor.readers.benchmarks import fields
from auditor.readers.benchmarks.files import Files
from auditor.readers.benchmarks.result_format import ResultFormat

_FIGURE = re.compile(rb'"[a-z0-9_@]+_stderr(?:,[a-z0-9_-]+)?"\s*:')
_OURS = re.compile(rb'^\s*\{\s*"results"\s*:\s*\{')
_FILTERED = re.compile(rb'"[a-z0-9_@]+,[a-z0-9_-]+"\s*:\s*[-0-9"N]')
_SUITES = frozenset(
    ("leaderboard", "openllm", "metabench", "tinyBenchmarks", "pythia", "t0_eval", "super-glue-t5-prompt")
)
"""Groups that gather several benchmarks; their members are the benchmarks."""
_PREFERRED = ("acc", "exact_match", "pass@1", "pass_at_1")
_NO_SHARE = re.compile(
    r"(?:.*_)?(?:bleu(?:_.*)?|chrf|ter|rouge.*|.*perplexity|bits_per_byte|mcc|brier_score|likelihood_diff|.*loss|alias)"
)
"""Metrics that are not shares even where their value happens to lie between 0 and 1."""
_DECADES = (946_684_800, 4_102_444_800)
"""Seconds since 1970 at the beginnings of 2000 and 2100."""


class _Score(NamedTuple):
    metric: str
    filtered: str
    """The filter that the answers went through; empty in files of the first versions."""
    value: float
    stderr: float | None
    key: str

    @property
    def label(self) -> str:
        return self.metric if self.filtered in ("", "none") else f"{self.metric} ({self.filtered})"


def knows(path: str, head: bytes) -> bool:
    """Tell a results file by `results` at its front and by the form of its metrics, such as `acc_stderr,none`."""
    if not path.endswith(".json") or not _OURS.match(head):
        return False
    return bool(_FILTERED.search(head)) or (bool(_FIGURE.search(head)) and b'"bootstrap_iters"' in head)


def read(files: Files) -> Iterator[Run]:
    """Yield one run for each benchmark in each results file, and take the samples beside them."""
    for path in files.known(knows):
        try:
            root, place = files.json(path)
            runs = list(_runs(files, path, root, place))
        except InputError as error:
            files.refuse(path, error)
            continue
        files.take(path)
        yield from runs
    for path in files.named("samples_*.jsonl"):
        if b'"doc_id"' in files.head(path) and b'"resps"' in files.head(path):
            files.take(path, state=ReadState.PARTLY, why="no results file beside it names its model")


def _runs(files: Files, path: str, root: Value, place: Location) -> Iterator[Run]:
    results = fields.mapping(root, "results")
    members = _members(root)
    for benchmark, tasks in _benchmarks(results, members).items():
        parts = tuple(
            part
            for task in tasks
            if (part := _part(files, path, root, place, task, alone=(task,) == tasks and task == benchmark))
        )
        if not parts:
            continue
        group = fields.mapping(root, "groups", benchmark) or fields.mapping(results, benchmark)
        yield Run(
            format="lm_eval",
            benchmark=benchmark,
            model=_model(path, root),
            parts=parts,
            harness="lm-evaluation-harness",
            harness_version=fields.text(root, "lm_eval_version"),
            evaluated=_day(root) or fields.day(PurePosixPath(path).name),
            limited=_limited(root, tasks),
            stated=_figures(root, benchmark, group) if members.get(benchmark) else (),
            location=place.child("results", benchmark if benchmark in results else tasks[0]),
        )


def _members(root: Value) -> dict[str, tuple[str, ...]]:
    """The members of each group; the first versions do not list them, but begin their names with the group's."""
    results, groups = fields.mapping(root, "results"), fields.mapping(root, "groups")
    found = {
        group: tuple(name for name in results if name.startswith(f"{group}_") and name not in groups)
        for group in groups
    }
    for group in fields.mapping(root, "group_subtasks"):
        listed = fields.items(root, "group_subtasks", group)
        found[group] = tuple(name for name in listed if isinstance(name, str)) or found.get(group, ())
    return found


def _benchmarks(results: dict[str, Value], members: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The measured tasks by the outermost group that is one benchmark; a task that no group has stands for itself."""
    inside = {name for group, names in members.items() if group not in _SUITES for name in names}
    found: dict[str, tuple[str, ...]] = {}
    placed: set[str] = set()
    outermost = [name for name in members if members[name] and name not in inside and name not in _SUITES]
    for group in (*outermost, *(name for name in members if members[name])):
        leaves = tuple(leaf for leaf in _leaves(group, members) if leaf in results and leaf not in placed)
        if leaves and group not in _SUITES:
            found[group] = leaves
            placed.update(leaves)
    for task in results:
        if task not in placed and not members.get(task):
            found[task] = (task,)
    return found


def _leaves(group: str, members: dict[str, tuple[str, ...]]) -> Iterator[str]:
    seen, waiting = {group}, list(reversed(members[group]))
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        if members.get(name):
            waiting.extend(reversed(members[name]))
        else:
            yield name


def _part(files: Files, path: str, root: Value, place: Location, task: str, *, alone: bool) -> Part | None:
    scores = _scores(root, task, fields.mapping(root, "results", task))
    where = place.child("results", task)
    if not scores:
        files.note(
            f"`{task}` states no share of tasks that succeed (a perplexity, for example), so it is left out", where
        )
        return None
    main = scores[0]
    original = fields.whole(root, "n-samples", task, "original")
    counted = fields.whole(root, "n-samples", task, "effective")
    counted = counted if counted is not None and counted > 0 else None
    tallies, faults = _from_samples(files, path, task, main, counted)
    correct = main.value * counted if counted is not None else None
    if correct is not None and abs(correct - round(correct)) < 1e-6 * max(1.0, correct):
        correct = float(round(correct))
    return Part(
        name="" if alone else task,
        metric=main.label,
        tallies=tallies,
        correct=None if tallies else correct,
        counted=None if tallies else counted,
        stated=_figures(root, task, fields.mapping(root, "results", task), where),
        faults=faults,
        expected=original if original is not None and original > 0 else None,
        location=where.child(main.key),
    )


def _scores(root: Value, task: str, entry: dict[str, Value]) -> list[_Score]:
    """The shares that a task states, the headline first: the first of the usual metrics, else the first in the file."""
    found = []
    for key in entry:
        metric, _, filtered = key.partition(",")
        value = fields.number(entry, key)
        better = fields.flag(root, "higher_is_better", task, metric)
        if metric.endswith("_stderr") or _NO_SHARE.fullmatch(metric) or better is False:
            continue
        if value is not None and 0 <= value <= 1:
            stderr = fields.number(entry, f"{metric}_stderr,{filtered}" if filtered else f"{metric}_stderr")
            found.append(_Score(metric, filtered, value, stderr, key))
    return sorted(found, key=lambda score: score.metric not in _PREFERRED)


def _figures(root: Value, task: str, entry: dict[str, Value], place: Location | None = None) -> tuple[Figure, ...]:
    return tuple(
        Figure(
            metric=score.label,
            value=score.value,
            stderr=score.stderr,
            location=place.child(score.key) if place else None,
        )
        for score in _scores(root, task, entry)
    )


def _from_samples(
    files: Files, path: str, task: str, main: _Score, counted: int | None
) -> tuple[tuple[TaskTally, ...], tuple[str, ...]]:
    """The tallies of the samples file that belongs to a task, unless it is short of samples or says other things."""
    stamp = PurePosixPath(path).stem.removeprefix("results")
    beside = str(PurePosixPath(path).with_name(f"samples_{task}{stamp}.jsonl"))
    if beside not in files.left:
        return (), ()
    try:
        tallies = _tallied(files, beside, main)
    except InputError as error:
        files.refuse(beside, error)
        return (), ()
    if tallies is None:
        files.take(beside, state=ReadState.PARTLY, why=f"its lines do not show {main.label} once for each sample")
        return (), ()
    if counted is not None and len(tallies) != counted:
        files.take(beside, state=ReadState.PARTLY, why=f"it holds {len(tallies):,} of {counted:,} samples")
        return (), (f"the samples file holds {len(tallies):,} samples, and the results count {counted:,}",)
    files.take(beside)
    mean = sum(one.score / one.trials for one in tallies) / len(tallies)
    if abs(mean - main.value) > 1e-4:
        return tallies, (f"the results say {main.label} {main.value:.4f}, and the samples give {mean:.4f}",)
    return tallies, ()


def _tallied(files: Files, path: str, main: _Score) -> tuple[TaskTally, ...] | None:
    """One tally for each `doc_id`; None where a line has no share for the metric."""
    sums: dict[str, tuple[int, int, float]] = {}
    for _, line in files.records(path):
        said = fields.text(line, "filter")
        if said and main.filtered and said != main.filtered:
            continue
        task, score = fields.text(line, "doc_id"), _score_of(line, main.metric)
        if not task or score is None or (task in sums and not said and main.filtered not in ("", "none")):
            return None
        trials, successes, total = sums.get(task, (0, 0, 0.0))
        sums[task] = trials + 1, successes + (score == 1), total + score
    tallies = (TaskTally(task=task, trials=n, successes=c, score=s) for task, (n, c, s) in sums.items())
    return tuple(tallies) or None


def _score_of(line: Value, metric: str) -> float | None:
    said = fields.flag(line, metric)
    value = float(said) if said is not None else fields.number(line, metric)
    return value if value is not None and 0 <= value <= 1 else None


def _model(path: str, root: Value) -> str:
    """What the file calls the model, else the model argument, else the folder, which the harness names after it.

    `config.model` says which program runs the model (`hf`, `vllm`), and is no name.
    """
    arguments = fields.at(root, "config", "model_args")
    said = arguments if isinstance(arguments, str) else ""
    stated = dict(pair.split("=", 1) for pair in said.split(",") if "=" in pair)
    folder = PurePosixPath(path).parent.name
    return (
        fields.text(root, "model_name")
        or fields.text(arguments, "pretrained")
        or fields.text(arguments, "model")
        or stated.get("pretrained", "").strip()
        or stated.get("model", "").strip()
        or (folder.replace("__", "/", 1) if "__" in folder else "")
    )


def _limited(root: Value, tasks: tuple[str, ...]) -> bool | None:
    if fields.number(root, "config", "limit") or fields.text(root, "config", "limit"):
        return True
    counts = [
        (fields.whole(root, "n-samples", task, "original"), fields.whole(root, "n-samples", task, "effective"))
        for task in tasks
    ]
    if any(original and effective is not None and effective < original for original, effective in counts):
        return True
    whole = all(original and effective == original for original, effective in counts)
    return False if whole or "limit" in fields.mapping(root, "config") else None


def _day(root: Value) -> str:
    seconds = fields.number(root, "date")
    if seconds is None or not _DECADES[0] <= seconds < _DECADES[1]:
        return ""
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()


FORMAT = ResultFormat(format="lm_eval", title="lm-evaluation-harness results", knows=knows, read=read)
