"""What a result format is: how to tell its files, and how to turn them into runs."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from auditor.model.runs import Run
from auditor.readers.benchmarks.files import Files


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultFormat:
    """One format of results. A module below `readers/benchmarks` that has a `FORMAT` is found by itself."""

    format: str
    """The id, such as `bfcl`."""
    title: str
    """What a person calls it, such as `BFCL results`."""
    knows: Callable[[str, bytes], bool]
    """Tells from a path and the first bytes of a file (64 KiB at most) whether it is one of this format's result files.

    It is asked for files that stand alone; it must be cheap, never raise, and say no to files of other formats.
    """
    read: Callable[[Files], Iterator[Run]]
    """Takes the files of this format out of `files.left` and yields the runs they hold, each once.

    A file that is of this format but broken is given to `files.refuse`; the rest is still read.
    """
    rank: int = 0
    """Higher reads first, where the marks of one format are part of another's."""


@cache
def all_formats() -> tuple[ResultFormat, ...]:
    """Return every result format, the ones that read first at the front."""
    import auditor.readers.benchmarks as package

    found = []
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if not module.ispkg:
            one = getattr(importlib.import_module(module.name), "FORMAT", None)
            if isinstance(one, ResultFormat):
                found.append(one)
    return tuple(sorted(found, key=lambda one: (-one.rank, one.format)))


def format_of(path: str, head: bytes) -> ResultFormat | None:
    """Return the result format that knows a file by its name and its first bytes, or None."""
    return next((one for one in all_formats() if one.knows(path, head)), None)
