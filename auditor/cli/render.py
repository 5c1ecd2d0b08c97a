"""`audit render`: a report in other formats, from its JSON alone."""

from __future__ import annotations

import click


@click.command()
@click.argument("report", metavar="REPORT.json")
@click.option("-o", "--output", "files", multiple=True, metavar="FILE", help="Write FILE, in the format of its suffix.")
@click.option("--format", "formats", multiple=True, metavar="ID", help="Print in this format.")
@click.option("--quiet", is_flag=True, help="Do not say what is written.")
def render(report: str, files: tuple[str, ...], formats: tuple[str, ...], quiet: bool) -> None:
    """Write a report again from its JSON, by default as HTML, PDF and JSON."""
    from pathlib import Path

    from auditor.cli.outputs import planned
    from auditor.cli.progress import Progress
    from auditor.cli.writing import write_all
    from auditor.formats.json import read_report

    outputs = planned(files, formats, inputs=(report,))
    progress = Progress(quiet=quiet)
    content = read_report(_bytes_of(report), report)
    # The report that is rendered already is its own JSON.
    written = write_all(content, outputs, progress, keep=(Path(report).resolve(),))
    progress.clear()
    if not quiet:
        for path in written.paths:
            click.echo(f"{path} is written.", err=True)
    click.get_current_context().exit(0 if written.complete else 2)


def _bytes_of(report: str) -> bytes:
    from pathlib import Path

    from auditor.errors import UsageError

    try:
        return Path(report).read_bytes()
    except OSError as error:
        raise UsageError(f"{report} cannot be read: {error.strerror or error}") from None
