"""Counts trials task by task while a log streams by, and compares what comes out with what the log says."""

from __future__ import annotations

from auditor.model.runs import TaskTally

_WHOLE = 1 - 1e-9
"""From this score on a trial succeeds fully; sums of floats miss 1 by a hair."""


class Tallying:
    """What is known of each task so far; a few numbers a task, however long the log is."""

    def __init__(self) -> None:
        self._tasks: dict[str, list[float]] = {}
        self.dropped = 0
        """Trials of all tasks that say nothing about the model."""

    def __len__(self) -> int:
        return len(self._tasks)

    def score(self, task: str, score: float) -> None:
        """Count a trial with a score from 0 to 1, which succeeds where that is 1."""
        self.add(task, score=score, success=score >= _WHOLE)

    def add(self, task: str, *, score: float, success: bool) -> None:
        """Count a trial of which the format itself says what a success is."""
        counts = self._tasks.setdefault(task, [0, 0, 0.0, 0])
        counts[0] += 1
        counts[1] += success
        counts[2] += score

    def drop(self, task: str) -> None:
        """Count a trial that ended without a verdict."""
        self._tasks.setdefault(task, [0, 0, 0.0, 0])[3] += 1
        self.dropped += 1

    @property
    def counted(self) -> int:
        """Trials with a verdict."""
        return int(sum(counts[0] for counts in self._tasks.values()))

    @property
    def tallies(self) -> tuple[TaskTally, ...]:
        """One tally a task, in the order in which the tasks came."""
        return tuple(
            TaskTally(
                task=task, trials=int(counts[0]), successes=int(counts[1]), score=counts[2], dropped=int(counts[3])
            )
            for task, counts in self._tasks.items()
        )


class Sums:
    """Adds numbers up by name; a name that one trial does not have has no sum."""

    def __init__(self, *names: str) -> None:
        self._sums: dict[str, float | None] = dict.fromkeys(names, 0.0)
        self.trials = 0

    def add(self, **values: float | None) -> None:
        """Add what one trial took."""
        self.trials += 1
        for name, sum_ in self._sums.items():
            value = values.get(name)
            self._sums[name] = None if sum_ is None or value is None or value < 0 else sum_ + value

    def get(self, name: str) -> float | None:
        """Return a sum; None without trials, or where a trial does not say it."""
        return self._sums[name] if self.trials else None

    def count(self, name: str, *, zero: bool = False) -> int | None:
        """Return a sum as a whole number; a sum of zero, which stands for unreported tokens, only if asked for."""
        found = self.get(name)
        return round(found) if found is not None and found < 2**53 and (found or zero) else None


def disagreement(where: str, stated: float | None, counts: float | None, *, within: float = 0.005) -> tuple[str, ...]:
    """Return a sentence if a stated share and the one that follows from the counts differ by more than `within`."""
    if stated is None or counts is None or abs(stated - counts) <= within:
        return ()
    return (f"{where} says {stated:.4f}, its own trials come to {counts:.4f}",)
