"""The report as a PDF for a board: the page on A4, tagged, with the JSON attached."""

from __future__ import annotations

import contextlib
import io
import logging
import os
import sys
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.documents.faults import collector_paused
from auditor.errors import AuditError
from auditor.formats.format import Format
from auditor.formats.json import report_bytes
from auditor.formats.moment import moment_of
from auditor.formats.tagging import mend
from auditor.report.schema import Report

if TYPE_CHECKING:
    from types import ModuleType

_STDERR = 2
_DEBIAN = (
    "apt-get install --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core"
)


class PdfUnavailable(AuditError):  # noqa: N818 - a state of the installation, not a mistake
    """No PDF can be made here; the message is one line and says what to install."""


def report_pdf(report: Report) -> bytes:
    """Return the PDF; the same report gives the same bytes with the same fonts. Raises PdfUnavailable."""

    def page() -> str:
        from auditor.formats.page.limits import PRINT
        from auditor.formats.page.render import render

        return render(report, PRINT)

    return typeset(
        page,
        created_at=report.created_at,
        attached=Attached(name="report.json", description="The whole report", content=report_bytes(report)),
        identifier=report.report_id,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A file that a PDF carries."""

    name: str
    description: str
    content: bytes


def typeset(page: Callable[[], str], *, created_at: str, attached: Attached, identifier: str) -> bytes:
    """Return a page as a tagged PDF with a file attached; the same page gives the same bytes with the same fonts.

    Raises PdfUnavailable, before the page is made.
    """
    created = moment_of(created_at)
    with _quiet(), _dated(created), collector_paused():
        weasyprint = _typesetter()
        fetcher = weasyprint.URLFetcher(allowed_protocols=["data"])
        attachment = weasyprint.Attachment(
            string=attached.content,
            name=attached.name,
            description=attached.description,
            relationship="Source",
            created=created,
            modified=created,
            url_fetcher=fetcher,
        )
        document = weasyprint.HTML(string=page(), base_url="about:blank", url_fetcher=fetcher)
        pdf: bytes = document.render(pdf_variant="pdf/ua-1", attachments=[attachment]).write_pdf(
            finisher=mend,
            pdf_variant="pdf/ua-1",
            attachments=[attachment],
            pdf_identifier=identifier.encode(errors="replace"),
        )
    _spare_the_exit()
    return pdf


def font_warning(report: Report) -> str:
    """Return one sentence where the report has characters that no font here shows; empty where all is well."""
    from auditor.formats.page.fonts import without_glyph

    with _silent_libraries():
        missing = without_glyph(report_bytes(report).decode())
    if not missing:
        return ""
    return f"PDF: no font here shows {' '.join(missing[:5])}; install the fonts of that script, such as fonts-noto-cjk"


def _spare_the_exit() -> None:
    """Let a process that runs without the collector end without looking through the typesetter's boxes once more.

    That takes a third of a second, and frees nothing that the end of the process does not.
    """
    import gc

    if not gc.isenabled():
        gc.freeze()


def _typesetter() -> Any:  # noqa: ANN401 - a module without types
    """Return weasyprint, which takes a second to import and needs Pango. Raises PdfUnavailable."""
    try:
        return _load()
    except ModuleNotFoundError as error:
        raise PdfUnavailable(f"no PDF: {error.name} is not installed; run: pip install weasyprint") from error
    except (OSError, ImportError, AttributeError) as error:  # a library is missing, or too old for a symbol
        raise PdfUnavailable(f"no PDF: Pango cannot be loaded; {install_hint(sys.platform)}") from error


def _load() -> ModuleType:
    import weasyprint

    return weasyprint  # type: ignore[no-any-return]


def install_hint(platform: str, root: Path = Path("/")) -> str:
    """Return what to type on a platform, named as `sys.platform` names it, to get the libraries that a PDF needs."""
    if platform == "darwin":
        return "run: brew install pango"
    if platform == "win32":
        return "install MSYS2, then run in its shell: pacman -S mingw-w64-ucrt-x86_64-pango"
    commands = {
        "etc/fedora-release": "dnf install pango dejavu-sans-fonts",
        "etc/redhat-release": "dnf install pango dejavu-sans-fonts",
        "etc/alpine-release": "apk add pango harfbuzz font-dejavu",
        "etc/arch-release": "pacman -S pango ttf-dejavu",
    }
    return "run: " + next((command for name, command in commands.items() if (root / name).exists()), _DEBIAN)


@contextlib.contextmanager
def _dated(moment: datetime) -> Iterator[None]:
    """Let subset fonts carry the report's date instead of today's."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(int(moment.timestamp()))
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep what the typesetter and its libraries say about CSS, fonts and caches off the user's screen."""
    loggers = [logging.getLogger(name) for name in ("weasyprint", "weasyprint.progress", "fontTools")]
    before = [logger.disabled for logger in loggers]
    with contextlib.ExitStack() as stack:
        stack.enter_context(contextlib.redirect_stdout(io.StringIO()))
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        stack.enter_context(_silent_libraries())
        for logger in loggers:
            logger.disabled = True
        try:
            yield
        finally:
            for logger, disabled in zip(loggers, before, strict=True):
                logger.disabled = disabled


@contextlib.contextmanager
def _silent_libraries() -> Iterator[None]:
    """Send what C libraries write to the error stream to nowhere."""
    try:
        kept = os.dup(_STDERR)
    except OSError:  # closed already
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, _STDERR)
        yield
    finally:
        os.dup2(kept, _STDERR)
        os.close(kept)
        os.close(nowhere)


FORMAT = Format(id="pdf", suffix=".pdf", title="PDF document", write=report_pdf)
