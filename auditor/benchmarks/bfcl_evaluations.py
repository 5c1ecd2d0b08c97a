"""Groups the categories of a BFCL run as its own overall score does, since single categories are small."""

from __future__ import annotations

import math
from collections.abc import Sequence

from auditor.benchmarks.bfcl import accuracy_of, overall
from auditor.benchmarks.bfcl_categories import categories
from auditor.benchmarks.estimators import Interval, wilson
from auditor.model.runs import Part, Run


def grouped(run: Run) -> list[tuple[str, tuple[Part, ...]]]:
    """Return the categories that were run by group, such as `multi_turn`; one that is not known stands alone."""
    known = categories(run.version)
    groups: dict[str, list[Part]] = {}
    for part in run.parts:
        category = known.get(part.name)
        groups.setdefault(category.group if category is not None else part.name, []).append(part)
    return [(name, tuple(parts)) for name, parts in groups.items()]


def group_size(run: Run, group: str) -> int | None:
    """Return how many tasks a group has in full, whether or not they were run; None where nobody says."""
    sizes = [category.tasks for category in categories(run.version).values() if category.group == group]
    return sum(size for size in sizes if size is not None) if sizes and None not in sizes else None


def group_score(run: Run, group: str, parts: Sequence[Part]) -> tuple[float, Interval | None] | None:
    """Return the score of a group by the benchmark's own formula, with its interval; None where categories are missing.

    The interval is Wilson's with as many tries as the weighted categories are worth: p(1-p) over the variance of their
    mean, each category weighing the same (`live` by its tasks), and never more than there are tasks.
    """
    value = next((one.value for one in overall(run).groups if one.name == group), None)
    if value is None:
        return None
    known = categories(run.version)
    counts = [part.counted or (known[part.name].tasks if part.name in known else None) for part in parts]
    shares = [accuracy_of(part) for part in parts]
    if not parts or any(not count for count in counts) or any(share is None for share in shares):
        size = group_size(run, group)
        return value, wilson(value, size) if size else None
    sizes = [float(count or 0) for count in counts]
    total = math.fsum(sizes)
    weights = [size / total for size in sizes] if group == "live" else [1 / len(sizes)] * len(sizes)
    variance = math.fsum(
        weight**2 * (share or 0.0) * (1 - (share or 0.0)) / size
        for weight, share, size in zip(weights, shares, sizes, strict=True)
    )
    worth = value * (1 - value) / variance if variance else total
    return value, wilson(min(max(value, 0.0), 1.0), min(max(worth, 1.0), total))
