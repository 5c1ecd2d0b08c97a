"""What a document should hold, as additions to what it holds: how to say it, and what the document is then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from auditor.documents import Value
from auditor.report.plan.writing import Plain


@dataclass(frozen=True, slots=True)
class Put:
    """A value, in the place of whatever stands there."""

    value: Plain


@dataclass(frozen=True, slots=True)
class Append:
    """Items at the end of a list."""

    items: tuple[Plain, ...]


Wanted: TypeAlias = "Put | Append | Mapping[str | int, Wanted]"
"""A mapping leads to what is wanted below a key or an item; what is not named stays as it is."""


class NotPossibleError(ValueError):
    """The document cannot be changed so, or not without changing something else."""


def at(path: Sequence[str | int], leaf: Put | Append) -> Wanted:
    """Return a leaf as what is wanted at the end of a path."""
    wanted: Wanted = leaf
    for step in reversed(path):
        wanted = {step: wanted}
    return wanted


def together(first: Wanted, second: Wanted) -> Wanted:
    """Return both; raises NotPossibleError where they want different values in one place."""
    if isinstance(first, Append) and isinstance(second, Append):
        return Append((*first.items, *(item for item in second.items if item not in first.items)))
    if isinstance(first, Put | Append) or isinstance(second, Put | Append):
        if first == second:
            return first
        raise NotPossibleError("two values for one place")
    whole = dict(first)
    for step, wanted in second.items():
        whole[step] = together(whole[step], wanted) if step in whole else wanted
    return whole


def plain(wanted: Wanted) -> Plain:
    """Return what is wanted where nothing stands yet. Raises NotPossibleError for items of a list that is not there."""
    match wanted:
        case Put(value=value):
            return value
        case Append(items=items):
            return items
        case _:
            if any(isinstance(step, int) for step in wanted):
                raise NotPossibleError("an item of a list that is not there")
            return {str(step): plain(inner) for step, inner in wanted.items()}


def fulfilled(value: Value, wanted: Wanted) -> Value:
    """Return what a document holds when it is changed; the value given stays as it is. Raises NotPossibleError."""
    if isinstance(wanted, Put):
        return as_value(wanted.value)
    if isinstance(wanted, Append):
        if not isinstance(value, list):
            raise NotPossibleError("no list to add to")
        return [*value, *map(as_value, wanted.items)]
    if value is None:
        return as_value(plain(wanted))
    if isinstance(value, list):
        items = list(value)
        for step, inner in wanted.items():
            if not isinstance(step, int) or step >= len(items):
                raise NotPossibleError("no such item")
            items[step] = fulfilled(items[step], inner)
        return items
    if not isinstance(value, dict):
        raise NotPossibleError("a value where a mapping is needed")
    members = dict(value)
    for step, inner in wanted.items():
        key = str(step)
        members[key] = fulfilled(members[key], inner) if key in members else as_value(plain(inner))
    return members


def as_value(written: Plain) -> Value:
    """Return a value as a reader gives it back."""
    if isinstance(written, str | bool | int | float) or written is None:
        return written
    if isinstance(written, Mapping):
        return {key: as_value(item) for key, item in written.items()}
    return [as_value(item) for item in written]
