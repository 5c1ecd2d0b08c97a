"""Joins runs that differ only in what they measured, adds up what they took, and finds places in their files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import reduce

from msgspec.structs import replace

from auditor.errors import InputError
from auditor.model.claims import Location
from auditor.model.runs import Run, Spending
from auditor.readers.benchmarks.files import Files

FULLY = 1e-6
"""How far from 1 a reward may be and still be a success (tau2-bench, agent_metrics.py)."""

_KEPT = 1024 * 1024
"""Bytes of a file whose values may stay in memory for the sake of a place among them."""


def spent_together(spendings: Iterable[Spending]) -> Spending | None:
    """Return the sums of some spendings; what one of them does not say is None. None where nothing at all is said."""
    total = reduce(_plus, spendings, None)
    if total is None or all(value is None for value in _amounts(total)):
        return None
    return total


def _plus(one: Spending | None, other: Spending) -> Spending:
    if one is None:
        return other
    return Spending(
        trials=one.trials + other.trials,
        input_tokens=_sum(one.input_tokens, other.input_tokens),
        output_tokens=_sum(one.output_tokens, other.output_tokens),
        reasoning_tokens=_sum(one.reasoning_tokens, other.reasoning_tokens),
        tool_calls=_sum(one.tool_calls, other.tool_calls),
        steps=_sum(one.steps, other.steps),
        seconds=_total(one.seconds, other.seconds),
        usd=_total(one.usd, other.usd),
    )


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def _total(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one + other


def _amounts(one: Spending) -> tuple[float | None, ...]:
    return (
        one.input_tokens,
        one.output_tokens,
        one.reasoning_tokens,
        one.tool_calls,
        one.steps,
        one.seconds,
        one.usd,
    )


def merged_runs(runs: Iterable[Run]) -> Iterator[Run]:
    """Yield runs that differ in nothing but which parts they measured as one run, which began on the first day.

    Two runs of the same part are two runs, and so are runs whose model is not said.
    """
    found: list[Run] = []
    for run in runs:
        for index, other in enumerate(found):
            if _same(run, other):
                found[index] = _together(other, run)
                break
        else:
            found.append(run)
    yield from found


def _same(one: Run, other: Run) -> bool:
    names = {part.name for part in one.parts} | {part.name for part in other.parts}
    return (
        bool(one.model)
        and "" not in names
        and len(names) == len(one.parts) + len(other.parts)
        and _configuration(one) == _configuration(other)
    )


def _configuration(run: Run) -> tuple[object, ...]:
    return (
        run.format,
        run.benchmark,
        run.version,
        run.model,
        run.calling_mode,
        run.harness,
        run.harness_version,
        run.step_budget,
        run.reasoning_effort,
        run.user_simulator,
        run.changed,
    )


def _together(one: Run, other: Run) -> Run:
    both = [run.spending for run in (one, other) if run.spending is not None]
    return replace(
        one,
        parts=(*one.parts, *other.parts),
        evaluated=min(filter(None, (one.evaluated, other.evaluated)), default=""),
        limited=True if one.limited or other.limited else one.limited if one.limited == other.limited else None,
        spending=spent_together(both) if len(both) == 2 else None,
    )


def place(files: Files, path: str, *keys: str | int) -> Location:
    """Return the place of a value in a JSON file.

    Of a file whose values take too much to be kept it is the line of the last key, as far as it stands near the top.
    """
    if files.open(path).size <= _KEPT:
        with suppress(InputError):
            return files.json(path)[1].child(*keys)
    head = files.head(path)
    found = head.find(f'"{keys[-1]}"'.encode()) if keys else -1
    return files.at(path, head.count(b"\n", 0, max(found, 0)) + 1)
