"""The report as one HTML file that needs nothing else: no font, no picture, no network, and a script only for ease."""

from __future__ import annotations

from auditor.formats.format import Format
from auditor.report.schema import Report


def report_page(report: Report) -> bytes:
    """Return the page in UTF-8."""
    from auditor.formats.page.limits import SCREEN
    from auditor.formats.page.render import render

    return render(report, SCREEN).encode()


FORMAT = Format(id="html", suffix=".html", title="HTML page", write=report_page)
