"""`audit compare`: offers side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from auditor.cli.progress import Progress
    from auditor.comparison import Comparison
    from auditor.formats.beside.writers import Writer

WRITERS = ("html", "json", "pdf", "terminal", "xlsx")
"""The ids of writers.all_writers(), which are not imported for `--help`. A test holds the two together."""

_BY_DEFAULT = ("html", "pdf", "xlsx")
_HIGHEST_LEVEL = 4
_LONGEST_NAME = 40


@click.command()
@click.argument("offers", nargs=-1, metavar="OFFER OFFER…")
@click.option("-o", "--output", "files", multiple=True, metavar="FILE", help="Write FILE, in the format of its suffix.")
@click.option("--format", "fmt", metavar="ID", help=f"Print in this format: {', '.join(WRITERS)}.")
@click.option("--profile", metavar="ID", help="Audit with the controls of this profile.")
@click.option("--target", type=click.IntRange(0, _HIGHEST_LEVEL), metavar="LEVEL", help="Audit against this level.")
@click.option("--checklist", "checklists", multiple=True, metavar="FILE", help="Audit with the controls of FILE, too.")
@click.option("--root", metavar="FOLDER", help="Let paths of what is audited lead anywhere in FOLDER.")
@click.option("--quiet", is_flag=True, help="Print no summary; only what is wrong.")
def compare(
    offers: tuple[str, ...],
    files: tuple[str, ...],
    fmt: str | None,
    profile: str | None,
    target: int | None,
    checklists: tuple[str, ...],
    root: str | None,
    quiet: bool,
) -> None:
    """Set two to six offers side by side, before one is bought.

    OFFER is a report (JSON, PDF, or an HTML page with its JSON beside it), or a system.yaml, an artifact or a folder,
    which is audited now with the options given. The offers come in an order that is explained line by line, without a
    score; what was not audited alike is named and left out of it.

    Writes A-vs-B.compare.html, .pdf and .xlsx into this folder and prints a summary.

    Exit status: 0 compared, 2 bad input or usage, or something could not be written.
    """
    from pathlib import Path

    from auditor import pipeline
    from auditor.cli.clock import now
    from auditor.cli.offers import check_offers, is_report, offered
    from auditor.cli.progress import Progress
    from auditor.comparison import compare as side_by_side
    from auditor.errors import UsageError

    check_offers(offers)
    if root is not None and not Path(root).is_dir():
        raise UsageError(f"--root {root} is no folder")
    if all(map(is_report, offers)) and (profile or target is not None or checklists or root):
        raise UsageError("all offers are reports, which are made already; --profile, --target, --checklist and --root "
                         "change what is audited now")  # fmt: skip
    outputs = _planned(files, fmt, (*offers, *checklists))
    moment = now()

    def request(path: str) -> pipeline.Request:
        return pipeline.Request(
            paths=(path,),
            root=Path(root) if root else None,
            profile=profile,
            target=target,
            checklists=checklists,
            now=moment,
        )

    progress = Progress(quiet=quiet)
    found = []
    for path in offers:
        progress.step(f"Reading {path}")
        found.append(offered(path, request))
    progress.step("Comparing")
    comparison = side_by_side(found)
    for offer in comparison.offers:
        if offer.altered:
            progress.note(f"warning: {offer.source}: {offer.altered}; `audit verify` shows more")
    written, complete = _write(comparison, outputs, progress, optional=not files)
    progress.clear()
    if not quiet and fmt is None:
        _print_summary(comparison, written)
    click.get_current_context().exit(0 if complete else 2)


def _planned(
    files: Sequence[str], fmt: str | None, inputs: Collection[str]
) -> tuple[tuple[Writer, Path | None, bool], ...]:
    """Return each writer with its file, None for one named after the offers, and whether it goes to standard output."""
    import sys
    from pathlib import Path

    from auditor.errors import UsageError
    from auditor.formats.beside.writers import writer_for

    if fmt is not None:
        writer = writer_for(fmt)
        if len(files) > 1:
            raise UsageError("--format with --output needs one of each; name several files by their suffixes instead")
        if writer.id in ("pdf", "xlsx") and not files and sys.stdout.isatty():
            raise UsageError(f"a {writer.title} is no text for a terminal; name a file with --output")
        return ((writer, Path(files[0]) if files else None, not files),)
    taken = {Path(name).resolve() for name in inputs}
    for name in files:
        if Path(name).resolve() in taken:
            raise UsageError(f"{name} is what is compared; name another file for the comparison")
    named = tuple((writer_for(name), Path(name), False) for name in files)
    return named or tuple((writer_for(name), None, False) for name in _BY_DEFAULT)


def _write(
    comparison: Comparison,
    outputs: Sequence[tuple[Writer, Path | None, bool]],
    progress: Progress,
    *,
    optional: bool,
) -> tuple[list[Path], bool]:
    """Write what can be written; return the files, and whether nothing that was asked for is missing."""
    import sys
    from pathlib import Path

    from auditor.errors import AuditError
    from auditor.formats.output import write_atomically
    from auditor.formats.pdf import PdfUnavailable

    written, complete = [], True
    for writer, named, to_stdout in outputs:
        path = named or Path(f"{_name(comparison)}.compare{writer.suffix}")
        progress.step(f"Writing {writer.title if to_stdout else path}")
        try:
            content = writer.write(comparison)
            if to_stdout:
                sys.stdout.flush()
                sys.stdout.buffer.write(content)
                sys.stdout.buffer.flush()
            else:
                write_atomically(path, content)
                written.append(path)
        except AuditError as error:
            progress.note(f"audit: {error}")
            complete = complete and optional and isinstance(error, PdfUnavailable)
    return written, complete


def _name(comparison: Comparison) -> str:
    """Return the start of the files' names, such as `warehouse-vs-travel-desk`; of more offers, how many more."""
    from auditor.cli.writing import slug

    names = [slug(offer.label)[:_LONGEST_NAME].strip("-") for offer in comparison.offers]
    if len(names) > len(_BY_DEFAULT):
        return f"{names[0]}-vs-{len(names) - 1}-others"
    return "-vs-".join(names)


def _print_summary(comparison: Comparison, written: Sequence[Path]) -> None:
    import os
    import sys

    from auditor.formats.beside.terminal import comparison_summary

    terminal = sys.stdout.isatty()
    text = comparison_summary(
        comparison,
        colour=terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb",
        boxes=terminal and (sys.stdout.encoding or "").lower().startswith("utf"),
        written=[str(path) for path in written],
    )
    # Colours are decided above; click would take them away from what only looks like no terminal.
    click.echo(text, nl=False, color=True)
