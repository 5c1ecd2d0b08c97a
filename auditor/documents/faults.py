"""Problems of one source, from its path, its text and an offset."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from auditor.documents.budgets import Budgets
from auditor.documents.lines import Lines
from auditor.errors import InputError, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A text that is being read, and what is said about it meanwhile."""

    path: str
    lines: Lines
    budgets: Budgets
    warnings: list[Problem] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The decoded text, without a byte order mark."""
        return self.lines.text

    def problem(self, offset: int, message: str) -> Problem:
        """Return a problem at an offset."""
        position = self.lines.position(offset)
        return Problem(path=self.path, line=position.line, column=position.column, message=message)

    def error(self, offset: int, message: str) -> InputError:
        """Return an error at an offset, to be raised."""
        return InputError(self.problem(offset, message))

    def warn(self, offset: int, message: str) -> None:
        """Note something that does not stop the reading."""
        self.warnings.append(self.problem(offset, message))


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the cyclic garbage collector from walking a tree over and over while it grows."""
    import gc

    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
