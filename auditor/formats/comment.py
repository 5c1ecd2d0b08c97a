"""The report as a comment on a pull request: the Markdown, cut to what GitHub takes, and what was cut is said."""

from __future__ import annotations

from auditor.formats.format import Format
from auditor.report.schema import Report


def report_comment(report: Report) -> bytes:
    """Return at most 65,536 characters in UTF-8; the same as the Markdown where all of it fits."""
    from auditor.formats.folded.document import comment

    return comment(report).encode()


FORMAT = Format(id="comment", suffix=".comment.md", title="comment in Markdown", write=report_comment)
