"""The command line: one file a command, each imports its work when it runs."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from types import TracebackType

_FAULT = 70
_INTERRUPTED = 130


def main() -> None:
    """Run the command line. This is the console script."""
    for stream in (sys.stdout, sys.stderr):
        # A character that the terminal's encoding lacks is shown as its escape, and never ends the audit.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    sys.excepthook = _crashed
    try:
        # An audit makes much, keeps it and ends; the collector would look through all of it again and again.
        gc.disable()
        from auditor.cli.app import app

        app(prog_name="audit")
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)


def _crashed(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> NoReturn:
    """End with a status of its own, so that a fault of the program never passes for findings."""
    sys.__excepthook__(kind, error, trace)
    sys.stderr.write("audit: this is a fault of the program, not of its input; please report it\n")
    sys.stderr.flush()
    os._exit(_FAULT)
