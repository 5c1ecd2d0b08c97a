"""Says on a terminal what is being done, on one line that goes away."""

from __future__ import annotations

import os
import sys

import click

_CLEAR_LINE = "\r\x1b[K"


class Progress:
    """One line on standard error, shown only where that is a terminal."""

    def __init__(self, *, quiet: bool) -> None:
        self._shown = not quiet and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

    def step(self, text: str) -> None:
        """Say what is done now, in place of what was said before."""
        if self._shown:
            click.echo(f"{_CLEAR_LINE}{text} …", err=True, nl=False)

    def note(self, text: str) -> None:
        """Say something that stays. It shows everywhere."""
        from auditor.formats.visible import on_one_line

        self.clear()
        click.echo(on_one_line(text), err=True)

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            click.echo(_CLEAR_LINE, err=True, nl=False)
