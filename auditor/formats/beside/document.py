"""The comparison as a PDF: the page on A4 across, tagged, with the JSON attached."""

from __future__ import annotations

from auditor.comparison.schema import Comparison


def comparison_pdf(comparison: Comparison) -> bytes:
    """Return the PDF; the same comparison gives the same bytes with the same fonts. Raises PdfUnavailable."""
    from auditor.formats.beside.data import comparison_bytes
    from auditor.formats.pdf import Attached, typeset

    def page() -> str:
        from auditor.formats.beside.page import render
        from auditor.formats.page.limits import PRINT

        return render(comparison, PRINT)

    return typeset(
        page,
        created_at=comparison.created_at,
        attached=Attached(
            name="comparison.json", description="The whole comparison", content=comparison_bytes(comparison)
        ),
        identifier=comparison.comparison_id,
    )
