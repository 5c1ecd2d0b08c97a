"""What a format is, and which there are."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from auditor.errors import UsageError
from auditor.report.schema import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One way to write a report.

    A module of this package that has a `FORMAT` is found by itself; nothing else registers it.
    """

    id: str
    """What `--format` calls it, such as `html`."""
    suffix: str
    """The end of a file's name that asks for it, such as `.html`."""
    title: str
    """What a person calls it, such as `HTML page`."""
    write: Callable[[Report], bytes]
    """Returns the whole file. The same report gives the same bytes. Raises AuditError where it cannot."""
    also: tuple[str, ...] = ()
    """Further ends of names that ask for it, such as `.sarif.json`."""


@cache
def all_formats() -> tuple[Format, ...]:
    """Return every format, by id."""
    import auditor.formats as package

    found = []
    for module in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
        if not module.ispkg:
            entry = getattr(importlib.import_module(module.name), "FORMAT", None)
            if isinstance(entry, Format):
                found.append(entry)
    return tuple(sorted(found, key=lambda entry: entry.id))


def format_for(name: str) -> Format:
    """Return the format with this id, or the one that a file of this name or suffix asks for.

    The longest suffix wins, so that `x.sarif.json` can mean another format than `x.json`. Raises UsageError.
    """
    wanted = name.lower()
    for entry in all_formats():
        if wanted == entry.id:
            return entry
    fitting = [
        (len(suffix), entry)
        for entry in all_formats()
        for suffix in (entry.suffix, *entry.also)
        if wanted.endswith(suffix)
    ]
    if not fitting:
        known = ", ".join(f"{entry.id} (*{entry.suffix})" for entry in all_formats())
        raise UsageError(f"{name}: no format has this id or suffix; there are: {known}")
    return max(fitting, key=lambda pair: pair[0])[1]
