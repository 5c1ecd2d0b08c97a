"""The runs of one Harbor job: one for each agent, model and set of tasks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from auditor.benchmarks.estimators import pass_at
from auditor.documents import Value
from auditor.model.claims import Location
from auditor.model.runs import Figure, Part, Run, Spending, TaskTally
from auditor.readers.benchmarks import fields
from auditor.readers.benchmarks.files import Files
from auditor.readers.benchmarks.harbor_trials import Trial, reward_of
from auditor.readers.benchmarks.tallying import Sums, Tallying, disagreement
from auditor.readers.benchmarks.terminal_bench_runs import seconds_between

_TERMINAL_BENCH = re.compile(r"(?:^|/)terminal-bench(?:-(?P<major>[0-9])(?:[-.](?P<minor>[0-9]))?)?$")


@dataclass(slots=True, kw_only=True)
class Job:
    """What was read of one job so far."""

    folder: str
    trials: list[Trial] = field(default_factory=list)
    config: Value = None
    result: Value = None
    place: Location | None = None
    """Where the job's own result stands."""


def runs_of(files: Files, job: Job) -> Iterator[Run]:
    """Yield the runs that the trials make up; without any trial, those that the job's result sums up."""
    groups: dict[tuple[str, str, str, str, str], list[Trial]] = {}
    for trial in job.trials:
        groups.setdefault(trial.configuration, []).append(trial)
    evaluations = fields.mapping(job.result, "stats", "evals")
    for trials in groups.values():
        summed = [key for key in evaluations if len(groups) == 1 == len(evaluations) or _is_of(key, trials[0])]
        yield _run(files, job, trials, evaluations[summed[0]] if len(summed) == 1 else None)
    if not groups and job.place is not None:
        for key, evaluation in evaluations.items():
            yield _summed(files, job, key, evaluation, job.place)


def _is_of(key: str, trial: Trial) -> bool:
    return key in (
        f"{trial.agent}__{trial.model.rpartition('/')[2]}__{trial.source}",
        f"{trial.agent}__{trial.source}",
    )


def _run(files: Files, job: Job, trials: list[Trial], evaluation: Value) -> Run:
    tallying, harbors, sums = Tallying(), Tallying(), Sums("input", "output", "usd", "turns", "calls", "seconds")
    for trial in trials:
        harbors.score(trial.task, trial.score or 0.0)
        if trial.score is None:
            tallying.drop(trial.task)
            continue
        tallying.score(trial.task, trial.score)
        sums.add(
            input=trial.input_tokens,
            output=trial.output_tokens,
            usd=trial.usd,
            turns=trial.turns,
            calls=trial.tool_calls,
            seconds=seconds_between(trial.started, trial.ended),
        )
    first = trials[0]
    _tell(files, trials, first.location)
    part = Part(
        metric="mean reward" if any(0 < (trial.score or 0) < 1 for trial in trials) else "accuracy",
        tallies=tallying.tallies,
        stated=tuple(_figures(evaluation, job.place or first.location)),
        faults=tuple(_faults(harbors.tallies, evaluation, len(trials))),
        location=first.location,
    )
    return _described(
        files,
        job,
        first,
        part,
        started=min((t.started for t in trials if t.started), default=""),
        spending=_spending(sums),
    )


def _tell(files: Files, trials: list[Trial], place: Location) -> None:
    reasons = Counter(trial.why for trial in trials if trial.score is None)
    if reasons:
        told = ", ".join(f"{count} {reason}" for reason, count in sorted(reasons.items()))
        files.note(
            f"{reasons.total()} of {len(trials)} trials have no verdict ({told}) and are left out;"
            " Harbor counts them as 0",
            place,
        )


def _described(
    files: Files, job: Job, trial: Trial, part: Part, *, started: str, spending: Spending | None = None
) -> Run:
    benchmark, version = _benchmark(job.config, trial.source)
    return Run(
        format=files.format_id,
        benchmark=benchmark,
        version=version,
        model=trial.model,
        parts=(part,),
        harness=trial.agent,
        harness_version=trial.agent_version,
        reasoning_effort=trial.effort,
        evaluated=fields.day(started),
        limited=_limited(job.config, trial.source),
        spending=spending,
        location=part.location,
    )


def _spending(sums: Sums) -> Spending | None:
    if not sums.trials:
        return None
    return Spending(
        trials=sums.trials,
        input_tokens=sums.count("input"),
        output_tokens=sums.count("output"),
        tool_calls=sums.count("calls", zero=True),
        steps=sums.count("turns", zero=True),
        seconds=sums.get("seconds"),
        usd=sums.get("usd"),
    )


def _benchmark(config: Value, source: str) -> tuple[str, str]:
    """Return the benchmark and its version; a package of Terminal-Bench has the version in its name."""
    version = next((fields.text(one, "version") for one in _datasets(config, source)), "")
    found = _TERMINAL_BENCH.search(source)
    if found is None:
        return source, version
    return "terminal-bench", version or (f"{found['major']}.{found['minor'] or 0}" if found["major"] else "")


def _datasets(config: Value, source: str) -> Iterator[Value]:
    for dataset in fields.items(config, "datasets"):
        name = fields.text(dataset, "name") or fields.text(dataset, "path").rstrip("/").rpartition("/")[2]
        if name == source:
            yield dataset


def _limited(config: Value, source: str) -> bool | None:
    datasets = list(_datasets(config, source))
    if not datasets:
        return None
    return any(
        fields.items(one, "task_names")
        or fields.items(one, "exclude_task_names")
        or fields.at(one, "n_tasks") is not None
        for one in datasets
    )


def _figures(evaluation: Value, place: Location) -> Iterator[Figure]:
    mean = _mean(evaluation)
    if mean is not None and 0 <= mean <= 1:
        yield Figure(metric="mean", value=mean, location=place)
    for k, share in _passes(evaluation):
        yield Figure(metric=f"pass@{k}", value=share, location=place)


def _mean(evaluation: Value) -> float | None:
    return next((fields.number(one, "mean") for one in fields.items(evaluation, "metrics")), None)


def _passes(evaluation: Value) -> Iterator[tuple[int, float]]:
    for k, value in fields.mapping(evaluation, "pass_at_k").items():
        share = fields.number(value)
        if share is not None and 0 <= share <= 1 and k.isdecimal() and len(k) < 4:
            yield int(k), share


def _faults(tallies: Iterable[TaskTally], evaluation: Value, trials: int) -> Iterator[str]:
    """Compare with Harbor's own sums, in which a trial without a reward counts as 0 and trials weigh the same."""
    counts = tuple(tallies)
    said = fields.whole(evaluation, "n_trials")
    if said is not None and said != trials:
        yield f"the job's result says {said} trials, {trials} are there"
        return
    yield from disagreement("mean", _mean(evaluation), sum(one.score for one in counts) / trials)
    for k, share in _passes(evaluation):
        yield from disagreement(f"pass@{k}", share, pass_at(counts, k))


def _summed(files: Files, job: Job, key: str, evaluation: Value, place: Location) -> Run:
    """Return what a job's result sums up. Names of trials are cut short there, so that tasks cannot be told apart."""
    agent, _, rest = key.partition("__")
    model, _, source = rest.rpartition("__")
    place = place.child("stats", "evals", key)
    rewards = [
        (score, len(names))
        for said, names in fields.mapping(evaluation, "reward_stats", "reward").items()
        if isinstance(names, list) and (score := _number(said)) is not None
    ]
    counted = sum(count for _, count in rewards)
    trial = Trial(
        task="",
        score=None,
        model=model,
        agent=agent,
        agent_version="",
        source=source,
        effort="",
        started="",
        ended="",
        input_tokens=None,
        output_tokens=None,
        usd=None,
        location=place,
    )
    part = Part(
        metric="accuracy" if all(score in (0, 1) for score, _ in rewards) else "mean reward",
        correct=sum(score * count for score, count in rewards) if counted else None,
        counted=counted or None,
        stated=tuple(_figures(evaluation, place)),
        location=place,
    )
    without = (fields.whole(evaluation, "n_trials") or counted) - counted
    if without > 0:
        files.note(f"{without} trials have no reward and are left out; Harbor counts them as 0", place)
    return _described(files, job, trial, part, started=fields.text(job.result, "started_at"))


def _number(said: str) -> float | None:
    try:
        value = float(said)
    except ValueError:
        return None
    return reward_of({"reward": value})
