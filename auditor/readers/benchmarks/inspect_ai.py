"""Logs of inspect_ai: any benchmark that it runs, told apart by the name of the task."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.documents import Value
from auditor.model.runs import Part, Run, Spending
from auditor.readers.benchmarks import fields
from auditor.readers.benchmarks.files import Files
from auditor.readers.benchmarks.inspect_logs import Log, is_archive, is_json, opened_log
from auditor.readers.benchmarks.inspect_samples import Sample, score_of
from auditor.readers.benchmarks.inspect_scores import Scorer, complaints, figures, first_scorer, mean_of, scored_samples
from auditor.readers.benchmarks.result_format import ResultFormat
from auditor.readers.benchmarks.tallying import Sums, Tallying


def _knows(path: str, head: bytes) -> bool:
    return is_archive(path, head) or is_json(path, head)


def _read(files: Files) -> Iterator[Run]:
    seen: dict[tuple[str, ...], str] = {}
    for path in files.known(_knows):
        runs = []
        with files.reading(path), opened_log(files, path) as log:
            name = _identity(log.header)
            if name[0] and name in seen:
                files.note(f"the same run as in {seen[name]}; counted once", log.at("eval"))
            else:
                runs.append(_run(files, log))
                seen[name] = path
        yield from runs


def _identity(header: dict[str, Value]) -> tuple[str, ...]:
    """What both forms of one log have in common, and no other log."""
    return tuple(fields.text(header, "eval", key) for key in ("run_id", "task_id", "model", "created"))


class _Samples:
    """What the samples of a log come to."""

    def __init__(self, scorer: Scorer) -> None:
        self.scorer = scorer
        self.tallying = Tallying()
        self.sums = Sums("turns", "calls", "seconds")
        self.listed = 0
        self.off_scale = 0
        """Samples whose score is no number from 0 to 1."""
        self.errors = 0
        self.twice = 0
        self._seen: set[tuple[str, int]] = set()

    def add(self, sample: Sample) -> None:
        """Count a sample: with an error or without a score it says nothing about the model."""
        if (sample.id, sample.epoch) in self._seen:
            self.twice += 1
            return
        self._seen.add((sample.id, sample.epoch))
        self.listed += 1
        self.sums.add(turns=sample.turns, calls=sample.tool_calls, seconds=sample.seconds)
        said = self.scorer.value(sample.scores)
        score = score_of(said)
        if sample.error or said is None:
            self.errors += sample.error
            self.tallying.drop(sample.id)
        elif score is None:
            self.off_scale += 1
        else:
            self.tallying.score(sample.id, score)


def _run(files: Files, log: Log) -> Run:
    ev, config = fields.mapping(log.header, "eval"), fields.mapping(log.header, "eval", "config")
    samples = _Samples(first_scorer(log.header))
    for sample in log.samples():
        samples.add(sample)
    epochs = max(fields.whole(config, "epochs") or 1, 1)
    total, done = (fields.whole(log.header, "results", key) for key in ("total_samples", "completed_samples"))
    size = fields.whole(ev, "dataset", "samples")
    complete = bool(samples.listed) and samples.listed >= (done or total or 0)
    unfinished = _unfinished(files, log, samples, size * epochs if size else None, total, done)
    return Run(
        format=files.format_id,
        benchmark=fields.text(ev, "task_registry_name") or fields.text(ev, "task"),
        version=_version(ev),
        model=fields.text(ev, "model"),
        parts=(_part(log, samples, complete, epochs),),
        harness="inspect_ai",
        harness_version=fields.text(ev, "packages", "inspect_ai"),
        step_budget=fields.whole(config, "message_limit"),
        reasoning_effort=_effort(log.header),
        evaluated=fields.day(fields.text(ev, "created")),
        limited=True if unfinished else _limited(config, size),
        spending=_spending(log.header, samples, complete, done),
        location=log.at("results", "scores", 0, "metrics"),
    )


def _version(ev: dict[str, Value]) -> str:
    """Tasks that nobody gave a version have 0."""
    version = fields.text(ev, "task_version")
    return "" if version == "0" else version


def _effort(header: dict[str, Value]) -> str:
    places = (("eval", "model_generate_config"), ("plan", "config"), ("eval", "model_args"))
    return next((found for keys in places if (found := fields.text(header, *keys, "reasoning_effort"))), "")


def _limited(config: dict[str, Value], size: int | None) -> bool:
    """Tell whether samples were chosen, or fewer asked for than the data set has; a limit is a number or a range."""
    if fields.at(config, "sample_id") is not None:
        return True
    limit = fields.whole(config, "limit")
    ends = [fields.whole(end) for end in fields.items(config, "limit")]
    if len(ends) == 2 and ends[0] is not None and ends[1] is not None:
        limit = ends[1] - ends[0]
    return limit is not None and (size is None or limit < size or bool(ends and ends[0]))


def _unfinished(
    files: Files, log: Log, samples: _Samples, asked: int | None, total: int | None, done: int | None
) -> bool:
    """Say what of the run did not end well; return whether samples are missing for that."""
    status = fields.text(log.header, "status")
    if fields.flag(log.header, "invalidated"):
        files.note("the log is marked as invalidated", log.at("invalidated"))
    if samples.errors:
        files.note(
            f"{samples.errors} of {samples.listed} samples ended in an error and are left out", log.at("samples")
        )
    if samples.off_scale:
        files.note(
            f"{samples.off_scale} of {samples.listed} scores are no numbers from 0 to 1; only stated figures are taken",
            log.at("results"),
        )
    if status == "success":
        return done is not None and total is not None and done < total
    reason = fields.text(log.header, "error", "message").split("\n")[0][:200]
    files.note(
        f"the run has the status {status or 'unknown'}, not success{': ' + reason if reason else ''}", log.at("status")
    )
    ended = done if done is not None else samples.listed
    return ended < (total or asked or ended + 1)


def _part(log: Log, samples: _Samples, complete: bool, epochs: int) -> Part:
    total, done = (fields.whole(log.header, "results", key) for key in ("total_samples", "completed_samples"))
    size = fields.whole(log.header, "eval", "dataset", "samples")
    tallies = samples.tallying.tallies if complete and not samples.off_scale else ()
    tasks = -(-total // epochs) if total else 0
    scored = scored_samples(log.header) or tasks
    mean = mean_of(log.header)
    faults = list(complaints(log.header, tallies))
    if samples.twice:
        faults.append(f"{samples.twice} samples are there twice; each counts once")
    if samples.listed and not complete:
        faults.append(
            f"results says {done or total or 0:,} samples, {samples.listed:,} are listed; totals are taken as stated"
        )
    if size is not None and tasks > size:
        faults.append(f"the data set has {size:,} samples, but {tasks:,} were run in {epochs} epochs")
    known = mean is not None and not tallies and scored > 0
    return Part(
        metric=samples.scorer.metric,
        tallies=tallies,
        correct=mean * scored if known and mean is not None else None,
        counted=scored if known else None,
        stated=tuple(figures(log)),
        faults=tuple(faults),
        expected=max(size or 0, tasks) or None,
        location=log.at("results", "scores", 0, "metrics"),
    )


def _spending(header: dict[str, Value], samples: _Samples, complete: bool, done: int | None) -> Spending | None:
    """Tokens are the evaluated model's own; those of models that grade are not part of what a trial takes."""
    usage = fields.mapping(header, "stats", "model_usage")
    model = fields.text(header, "eval", "model")
    one = usage.get(model, next(iter(usage.values())) if len(usage) == 1 else None)
    trials = samples.listed if complete else done or 0
    if not trials or (one is None and not complete):
        return None
    return Spending(
        trials=trials,
        input_tokens=_input_tokens(one),
        output_tokens=fields.whole(one, "output_tokens"),
        reasoning_tokens=fields.whole(one, "reasoning_tokens"),
        tool_calls=samples.sums.count("calls", zero=True) if complete else None,
        steps=samples.sums.count("turns", zero=True) if complete else None,
        seconds=samples.sums.get("seconds") if complete else None,
    )


def _input_tokens(usage: Value) -> int | None:
    """Whether `input_tokens` includes cached ones depends on the provider; the total always does."""
    fresh, output = fields.whole(usage, "input_tokens"), fields.whole(usage, "output_tokens")
    total = fields.whole(usage, "total_tokens")
    return fresh if fresh is None or output is None or total is None else max(fresh, total - output)


FORMAT = ResultFormat(format="inspect_ai", title="inspect_ai logs", knows=_knows, read=_read)
