"""Writes the copies of a report, each for itself: one that cannot be written stops no other."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.errors import AuditError

if TYPE_CHECKING:
    from auditor.cli.outputs import Output
    from auditor.cli.progress import Progress
    from auditor.report.schema import Report

_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What came of the outputs."""

    paths: tuple[Path, ...]
    complete: bool
    """False where something that was asked for could not be written."""


def write_all(report: Report, outputs: Sequence[Output], progress: Progress, *, keep: Collection[Path] = ()) -> Written:
    """Write every output that can be written, and say of each of the others why not.

    Files in `keep`, resolved paths, are left as they are.
    """
    from auditor.formats.pdf import PdfUnavailable, font_warning

    paths: list[Path] = []
    complete = True
    for output in outputs:
        path = output.path or Path(f"{slug(report.system.name)}.audit{output.format.suffix}")
        if path.resolve() in keep:
            continue
        progress.step(f"Writing {output.format.title if output.to_stdout else path}")
        try:
            _write(report, output, path)
        except AuditError as error:
            progress.note(f"audit: {error}")
            complete = complete and output.optional and isinstance(error, PdfUnavailable)
        else:
            paths += [] if output.to_stdout else [path]
            if output.format.id == "pdf" and (warning := font_warning(report)):
                progress.note(f"audit: {warning}")
    return Written(paths=tuple(paths), complete=complete)


def slug(name: str) -> str:
    """Return a name as the start of a file's name: lower case, words joined by hyphens, at most 60 characters."""
    return re.sub(r"[\W_]+", "-", name.lower())[:_LONGEST_NAME].strip("-") or "system"


def _write(report: Report, output: Output, path: Path) -> None:
    from auditor.formats.output import write_atomically

    content = output.format.write(report)
    if output.to_stdout:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        write_atomically(path, content)
