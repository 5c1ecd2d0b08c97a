"""Builders of runs for tests."""

from __future__ import annotations

from auditor.model.runs import Figure, Part, Run, Spending, TaskTally
from tests.tiny import at


def tally(task: str, successes: int, trials: int, dropped: int = 0) -> TaskTally:
    """Return a task with outcomes of all or nothing."""
    return TaskTally(task=task, trials=trials, successes=successes, score=float(successes), dropped=dropped)


def tallies(*outcomes: tuple[int, int]) -> tuple[TaskTally, ...]:
    """Return tasks with these successes and trials."""
    return tuple(tally(f"t{number}", *outcome) for number, outcome in enumerate(outcomes))


def part(name: str = "", *outcomes: tuple[int, int], **fields: object) -> Part:
    """Return a part of a run that stands at line 1."""
    return Part(name=name, tallies=tallies(*outcomes), location=at(1), **fields)  # type: ignore[arg-type]


def counts(name: str, correct: float, counted: int, **fields: object) -> Part:
    """Return a part of which only totals are known."""
    return Part(name=name, correct=correct, counted=counted, location=at(1), **fields)  # type: ignore[arg-type]


def stated(name: str, value: float, *, metric: str = "accuracy", stderr: float | None = None) -> Part:
    """Return a part of which only a figure is known."""
    return Part(name=name, stated=(Figure(metric=metric, value=value, stderr=stderr),), location=at(1))


def run(benchmark: str, *parts: Part, model: str = "acme-large-2026-01-05", **fields: object) -> Run:
    """Return a run of a model."""
    return Run(format="test", benchmark=benchmark, model=model, parts=parts, location=at(1), **fields)  # type: ignore[arg-type]


def spent(trials: int, **fields: int | float) -> Spending:
    """Return what trials took together."""
    return Spending(trials=trials, **fields)  # type: ignore[arg-type]
