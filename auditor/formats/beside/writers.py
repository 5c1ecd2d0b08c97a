"""Which writers of a comparison there are, and which one a file's name asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from auditor.comparison.schema import Comparison
from auditor.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """One way to write a comparison."""

    id: str
    """What `--format` calls it."""
    suffix: str
    title: str
    write: Callable[[Comparison], bytes]
    """Returns the whole file. The same comparison gives the same bytes. Raises AuditError where it cannot."""


def all_writers() -> tuple[Writer, ...]:
    """Return every writer, by id."""
    return (
        Writer(id="html", suffix=".html", title="HTML page", write=_html),
        Writer(id="json", suffix=".json", title="JSON", write=_json),
        Writer(id="pdf", suffix=".pdf", title="PDF document", write=_pdf),
        Writer(id="terminal", suffix=".txt", title="Summary as text", write=_terminal),
        Writer(id="xlsx", suffix=".xlsx", title="Workbook", write=_xlsx),
    )


def writer_for(name: str) -> Writer:
    """Return the writer with this id, or the one that a file of this name asks for. Raises UsageError."""
    wanted = name.lower()
    for writer in all_writers():
        if wanted == writer.id or wanted.endswith(writer.suffix):
            return writer
    known = ", ".join(f"{writer.id} (*{writer.suffix})" for writer in all_writers())
    raise UsageError(f"{name}: no comparison is written like this; there are: {known}")


# Imported only where they are asked for: the typesetter takes a second.
def _html(comparison: Comparison) -> bytes:
    from auditor.formats.beside.page import page_bytes

    return page_bytes(comparison)


def _json(comparison: Comparison) -> bytes:
    from auditor.formats.beside.data import comparison_bytes

    return comparison_bytes(comparison)


def _pdf(comparison: Comparison) -> bytes:
    from auditor.formats.beside.document import comparison_pdf

    return comparison_pdf(comparison)


def _terminal(comparison: Comparison) -> bytes:
    from auditor.formats.beside.terminal import comparison_text

    return comparison_text(comparison)


def _xlsx(comparison: Comparison) -> bytes:
    from auditor.formats.beside.workbook import comparison_workbook

    return comparison_workbook(comparison)
