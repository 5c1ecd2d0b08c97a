"""Prints what an audit came to, on one screen."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.model.findings import Outcome, Severity

if TYPE_CHECKING:
    from auditor.cli.progress import Progress
    from auditor.report.schema import Report

_WARNINGS_SHOWN = 5


def print_summary(report: Report, written: Sequence[Path], paths: Sequence[str]) -> None:
    """Print the summary to standard output: what was found, what was written, what to do next."""
    from auditor.formats.terminal import terminal_summary

    terminal = sys.stdout.isatty()
    text = terminal_summary(
        report,
        colour=terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb",
        boxes=terminal and (sys.stdout.encoding or "").lower().startswith("utf"),
        written=[str(path) for path in written],
        next_command=next_command(report, written, paths),
    )
    # Colours are decided above; click would take them away from what only looks like no terminal.
    click.echo(text, nl=False, color=True)


def say_warnings(report: Report, progress: Progress) -> None:
    """Say what could not be read, as far as that fits beside a summary; the report has all of it."""
    for warning in report.warnings[:_WARNINGS_SHOWN]:
        progress.note(f"warning: {warning}")
    if (more := len(report.warnings) - _WARNINGS_SHOWN) > 0:
        progress.note(f"warning: and {more} more; the report lists them")


def next_command(report: Report, written: Sequence[Path], paths: Sequence[str]) -> str:
    """Return the command that helps most now, or an empty text."""
    if report.verdict and report.verdict.blocking:
        return f"audit explain {report.verdict.blocking[0].control}"
    failures = [finding for finding in report.findings if finding.outcome is Outcome.FAIL]
    for severity in Severity:
        for finding in failures:
            if finding.severity is severity:
                return f"audit explain {finding.control}"
    if report.verdict is None:
        return "audit init"
    baseline = next((path for path in written if path.suffix == ".json"), None)
    return shlex.join(["audit", *paths, "--baseline", str(baseline), "--fail-on", "regression"]) if baseline else ""
