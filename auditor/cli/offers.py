"""The work of `audit compare` on its way in: opens reports, and audits what is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from auditor import pipeline
from auditor.cli.verifying import opened
from auditor.comparison import FEWEST_OFFERS, MOST_OFFERS, Offered
from auditor.errors import UsageError
from auditor.formats.attached import is_page, is_pdf

_HEAD = 64 * 1024
_MARKS = (b'"schema_version"', b'"report_id"')
"""Fields with which every JSON report begins."""


def check_offers(paths: Sequence[str]) -> None:
    """Raise UsageError for too few or too many offers, for one that is not there, and for one that is named twice."""
    if len(paths) < FEWEST_OFFERS:
        raise UsageError("name at least two offers to compare: reports, or what is to be audited")
    if len(paths) > MOST_OFFERS:
        raise UsageError(
            f"{len(paths)} offers; at most {MOST_OFFERS} fit side by side on a page. "
            "Compare them in groups, then the first of each group again"
        )
    seen: dict[Path, str] = {}
    for path in paths:
        if not path or not Path(path).exists():
            raise UsageError(f"{path or 'an empty path'} does not exist; expected a report, a description or a folder")
        real = Path(path).resolve()
        if real in seen:
            raise UsageError(f"{seen[real]} and {path} are the same; name two different offers")
        seen[real] = path


def is_report(path: str) -> bool:
    """Tell whether a file is a report: its JSON, its PDF or its page."""
    if Path(path).is_dir():
        return False
    try:
        with Path(path).open("rb") as file:
            start = file.read(_HEAD)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}") from None
    return is_pdf(start) or is_page(start) or all(mark in start for mark in _MARKS)


def offered(path: str, audit: Callable[[str], pipeline.Request]) -> Offered:
    """Return one offer: a report as it is, with what speaks against its content, and anything else audited now.

    Raises InputError and UsageError as an audit does, and for a file that only looks like a report.
    """
    if not is_report(path):
        return Offered(report=pipeline.run(audit(path)), source=path)
    found = opened(path)
    altered = ""
    if found.id_stated != found.report.report_id:
        altered = "the page and the JSON beside it are of different reports"
    elif found.id_computed != found.report.report_id:
        altered = "its content has another id than it states"
    elif found.recount.differences:
        altered = f"{len(found.recount.differences)} of its numbers do not follow from its content"
    return Offered(report=found.report, source=path, altered=altered)
