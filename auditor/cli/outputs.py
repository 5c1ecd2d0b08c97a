"""Where a report goes: which files, in which formats."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.errors import UsageError

if TYPE_CHECKING:
    from auditor.formats.format import Format

DEFAULT_FORMATS = ("html", "pdf", "json")
_STDOUT = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """One copy of the report that was asked for."""

    format: Format
    path: Path | None
    """None for a file that gets its name from the audited system."""
    to_stdout: bool = False
    optional: bool = False
    """True for a file that is only written by default: a format that is missing here is said and fails nothing."""


def planned(files: Sequence[str], formats: Sequence[str], *, inputs: Collection[str] = ()) -> tuple[Output, ...]:
    """Return the outputs that `--output` and `--format` ask for.

    Files get the format of their suffix, or the one format that is named. Without files, one format goes to standard
    output, and several go to files named after the system, as the default ones do. Raises UsageError.
    """
    from auditor.formats.format import format_for

    chosen = [format_for(name) for name in formats]
    if not files:
        return _unnamed(chosen)
    if chosen and (len(files) > 1 or len(chosen) > 1):
        raise UsageError("--format with --output needs one of each; name several files by their suffixes instead")
    _refuse_inputs(files, inputs)
    outputs = []
    for name in files:
        if name == _STDOUT and not chosen:
            raise UsageError("--output - needs a format; add --format, such as --format json")
        fmt = chosen[0] if chosen else format_for(name)
        to_stdout = name == _STDOUT
        outputs.append(Output(format=fmt, path=None if to_stdout else Path(name), to_stdout=to_stdout))
    return _kept_off_terminals(outputs)


def _unnamed(chosen: Sequence[Format]) -> tuple[Output, ...]:
    from auditor.formats.format import format_for

    if len(chosen) == 1:
        return _kept_off_terminals([Output(format=chosen[0], path=None, to_stdout=True)])
    formats = chosen or [format_for(name) for name in DEFAULT_FORMATS]
    return tuple(Output(format=fmt, path=None, optional=not chosen) for fmt in formats)


def _kept_off_terminals(outputs: Sequence[Output]) -> tuple[Output, ...]:
    for output in outputs:
        if output.to_stdout and output.format.id == "pdf" and sys.stdout.isatty():
            raise UsageError("a PDF is no text for a terminal; name a file with --output")
    return tuple(outputs)


def _refuse_inputs(files: Sequence[str], inputs: Collection[str]) -> None:
    taken = {Path(name).resolve() for name in inputs}
    for name in files:
        if name != _STDOUT and Path(name).resolve() in taken:
            raise UsageError(f"{name} is what is audited; name another file for the report")
