"""The report as Markdown: what everybody reads first, and all the rest in folds."""

from __future__ import annotations

from auditor.formats.format import Format
from auditor.report.schema import Report


def report_markdown(report: Report) -> bytes:
    """Return the whole report in UTF-8, as GitHub and GitLab render it; nothing is cut."""
    from auditor.formats.folded.document import whole

    return whole(report).encode()


FORMAT = Format(id="markdown", suffix=".md", title="Markdown", write=report_markdown)
