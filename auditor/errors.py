"""What can go wrong for reasons outside this program, said in a way its user can act on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One thing that is wrong with an input, and where."""

    path: str
    """The file as its user named it, relative to where the audit runs."""
    line: int
    """Counted from 1."""
    column: int
    """Counted from 1, in characters."""
    message: str
    """What is wrong and what was expected."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message}"


class AuditError(Exception):
    """Base of every error that a user of the program can cause and mend."""


class InputError(AuditError):
    """An input cannot be read, or does not say what its format asks for."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class UsageError(AuditError):
    """The command was asked for something that it cannot do as asked."""
