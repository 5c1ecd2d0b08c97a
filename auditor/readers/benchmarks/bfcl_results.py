"""Reads a result file of BFCL: every answer of the model, with what it took."""

from __future__ import annotations

from dataclasses import dataclass, field

from auditor.documents import Value
from auditor.errors import InputError, Problem
from auditor.model.runs import Spending
from auditor.readers.benchmarks import fields
from auditor.readers.benchmarks.files import Files

_DEEPEST = 4
"""Lists inside each other: turns, steps, calls."""
_FAILED = "Error during inference"
_TAG = "<tool_call>"


@dataclass(slots=True, kw_only=True)
class _Sum:
    """A sum that is known only if every answer states its share."""

    total: float = 0.0
    known: int = 0

    def add(self, value: float | None) -> None:
        if value is not None:
            self.total += value
            self.known += 1

    def over(self, trials: int) -> float | None:
        """Return the sum over some answers; None where one of them states nothing, or all state zero."""
        return self.total if self.known == trials and self.total > 0 else None


@dataclass(slots=True, kw_only=True)
class Answers:
    """What some answers took together."""

    trials: int = 0
    """Answers that no error of the inference cut short."""
    failed: int = 0
    calls: bool = False
    """Whether some answer holds calls as data, which only native calling gives."""
    tagged: bool = False
    """Whether some answer holds calls between tags."""
    sums: dict[str, _Sum] = field(
        default_factory=lambda: {name: _Sum() for name in ("input", "output", "seconds", "steps", "calls")}
    )

    def add(self, answer: dict[str, Value]) -> None:
        """Count one answer."""
        result = answer.get("result")
        if isinstance(result, str) and result.startswith(_FAILED):
            self.failed += 1
            return
        self.trials += 1
        taken, steps = _nested(answer.get("output_token_count"))
        seconds, by_time = _nested(answer.get("latency"))
        self.sums["input"].add(_nested(answer.get("input_token_count"))[0])
        self.sums["output"].add(taken)
        self.sums["seconds"].add(seconds)
        self.sums["steps"].add(float(steps or by_time) if steps or by_time else None)
        self.sums["calls"].add(float(self._calls(result)))

    def join(self, other: Answers) -> None:
        """Add the answers of another file."""
        self.trials += other.trials
        self.failed += other.failed
        self.calls |= other.calls
        self.tagged |= other.tagged
        for name, own in self.sums.items():
            own.total += other.sums[name].total
            own.known += other.sums[name].known

    def spending(self, *, native: bool) -> Spending | None:
        """Return what they took; calls are counted only where native calling shows them as such. None without any."""
        if not self.trials:
            return None
        shown = native and (self.calls or self.tagged)
        return Spending(
            trials=self.trials,
            input_tokens=_whole(self.sums["input"].over(self.trials)),
            output_tokens=_whole(self.sums["output"].over(self.trials)),
            tool_calls=int(self.sums["calls"].total) if shown else None,
            steps=_whole(self.sums["steps"].over(self.trials)),
            seconds=self.sums["seconds"].over(self.trials),
        )

    def _calls(self, result: Value, depth: int = 0) -> int:
        if isinstance(result, str):
            count = result.count(_TAG)
            self.tagged |= count > 0
            return count
        if isinstance(result, dict):
            self.calls = True
            return 1
        if isinstance(result, list) and depth < _DEEPEST:
            return sum(self._calls(item, depth + 1) for item in result)
        return 0


def read_answers(files: Files, path: str) -> tuple[Answers, int]:
    """Return what the answers in a result file took, and how many different ones there are.

    Raises InputError where it is broken or a line is no answer.
    """
    answers = Answers()
    ids: set[str] = set()
    for line, record in files.records(path):
        known = fields.text(record, "id") or fields.text(record, "idx")
        if not isinstance(record, dict) or not known:
            raise InputError(Problem(path=path, line=line, column=1, message="no answer; expected id and result"))
        if known not in ids:
            ids.add(known)
            answers.add(record)
    if not ids:
        raise InputError(Problem(path=path, line=1, column=1, message="the file is empty; expected an answer a line"))
    return answers, len(ids)


def _nested(value: Value, depth: int = 0) -> tuple[float | None, int]:
    """Return the sum of a count, or of one by turns and steps, and how many it consists of; None for anything else."""
    if not isinstance(value, list):
        found = fields.number(value)
        return (found, 1) if found is not None and found >= 0 else (None, 0)
    if depth == _DEEPEST:
        return None, 0
    total, count = 0.0, 0
    for item in value:
        part, parts = _nested(item, depth + 1)
        if part is None:
            return None, 0
        total, count = total + part, count + parts
    return total, count


def _whole(value: float | None) -> int | None:
    return int(value) if value is not None else None
