"""Submissions to the board of Terminal-Bench 2: published figures of one agent and model."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from auditor.documents import Value
from auditor.model.claims import Location
from auditor.model.runs import Figure, Part, Run, Spending
from auditor.readers.benchmarks import fields
from auditor.readers.benchmarks.files import Files

_MARKS = tuple(
    re.compile(mark)
    for mark in (rb'"source_filter"\s*:\s*\{', rb'"metrics"\s*:\s*\{', rb'"accuracy"\s*:', rb'"n_trials"\s*:')
)
_VERSION = re.compile(r"(?:terminal[-_]?bench|tb)[-_@ ]?2[-_.]?(?P<minor>[0-9])(?![0-9])")
_PASS_AT = re.compile(r"pass_at_([1-9][0-9]?)")


def is_submission(path: str, head: bytes) -> bool:
    """Tell whether a file is a submission to the board."""
    return path.endswith(".json") and head.lstrip()[:1] == b"{" and all(mark.search(head) for mark in _MARKS)


def read_submission(files: Files, value: Value, root: Location) -> Iterator[Run]:
    """Yield the run of a submission; none where it has no accuracy. Accuracy is a percentage, pass@k are shares."""
    metrics, source = fields.mapping(value, "metrics"), fields.mapping(value, "source_filter")
    place = root.child("metrics", "accuracy")
    percent = fields.number(metrics, "accuracy")
    if percent is None or not 0 <= percent <= 100:
        files.note("no accuracy between 0 and 100; nothing is taken from this submission", root)
        return
    _tell(files, value, root)
    version = _VERSION.search(root.path.lower())
    yield Run(
        format=files.format_id,
        benchmark="terminal-bench",
        version=f"2.{version['minor']}" if version else "",
        model=fields.text(source, "model_name") or fields.text(value, "metadata", "model_display", "label"),
        parts=(
            Part(
                metric="accuracy",
                counted=fields.whole(metrics, "n_trials"),
                stated=tuple(_figures(metrics, percent, root)),
                location=place,
            ),
        ),
        harness=fields.text(source, "agent"),
        harness_version=fields.text(source, "agent_version"),
        reasoning_effort=fields.text(source, "reasoning_effort") or fields.text(value, "metadata", "reasoning_effort"),
        submitted=fields.day(fields.text(value, "metadata", "date")),
        published=True,
        spending=_spending(metrics),
        location=place,
    )


def _tell(files: Files, value: Value, root: Location) -> None:
    reasons = Counter(
        fields.text(trial, "reason") or "no reason" for trial in fields.items(value, "disqualified_trials")
    )
    if reasons:
        told = ", ".join(f"{count} for {reason}" for reason, count in sorted(reasons.items()))
        files.note(f"{reasons.total()} disqualified trials: {told}", root.child("disqualified_trials"))
    hacks = fields.number(value, "metrics", "reward_hacks")
    if hacks:
        files.note(
            f"the board finds {hacks:g} % of the trials hacking the reward", root.child("metrics", "reward_hacks")
        )


def _figures(metrics: dict[str, Value], percent: float, root: Location) -> Iterator[Figure]:
    error = fields.number(metrics, "accuracy_stderr")
    yield Figure(
        metric="accuracy",
        value=percent / 100,
        stderr=error / 100 if error is not None and error >= 0 else None,
        location=root.child("metrics", "accuracy"),
    )
    for key in metrics:
        k, share = _PASS_AT.fullmatch(key), fields.number(metrics, key)
        if k and share is not None and 0 <= share <= 1:
            yield Figure(metric=f"pass@{k[1]}", value=share, location=root.child("metrics", key))


def _spending(metrics: dict[str, Value]) -> Spending | None:
    trials = fields.whole(metrics, "n_trials")
    if not trials or trials < 0:
        return None
    fresh, cached = fields.whole(metrics, "uncached_input_tokens"), fields.whole(metrics, "cached_input_tokens")
    mean = fields.number(metrics, "avg_trial_duration_sec")
    return Spending(
        trials=trials,
        input_tokens=fresh + cached if fresh is not None and cached is not None else None,
        output_tokens=fields.whole(metrics, "output_tokens"),
        seconds=mean * trials if mean is not None else None,
        usd=fields.number(metrics, "total_cost_usd"),
    )
