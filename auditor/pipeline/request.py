"""What an audit is asked to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from auditor.model.system import System
from auditor.whatif import Assumption


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What an audit is asked to do."""

    paths: tuple[str, ...]
    """Files or folders, as the user named them."""
    now: datetime
    """In UTC; the only clock."""
    root: Path | None = None
    """The folder that no path may leave; the named file's own folder where None."""
    profile: str | None = None
    target: int | None = None
    checklists: tuple[str, ...] = ()
    baseline: str | None = None
    answers: tuple[str, ...] = ()
    """Files of answers, as the user named them."""
    assume: Callable[[System], Sequence[Assumption]] | None = None
    """Gives what to assume of the system beside the audit; it may raise UsageError."""
