"""`audit verify`: whether a report says what its own numbers bear out, and whether the files are the audited ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from auditor.cli.verifying import Compared, FileState, Opened
    from auditor.report.schema import Report

_SHOWN = 20


@click.command()
@click.argument("report", metavar="REPORT")
@click.option("--root", metavar="FOLDER", help="Where the inputs are: the folder that the report's paths start from.")
def verify(report: str, root: str | None) -> None:
    """Tell whether these are the files that were audited.

    REPORT is a JSON or PDF report, or an HTML page with its JSON beside it. Its id and its numbers are recomputed from
    its own content, and each input is hashed again. Without --root the inputs are looked for in the report's folder,
    then in the current one.

    The hashes are no signature: whoever can change the inputs and the report can make them agree. Keep the line
    "inputs SHA-256" apart from both to rule that out.

    Exit status: 0 all the same, 1 something differs, 2 the report cannot be read.
    """
    from pathlib import Path

    from auditor.cli.verifying import compare_inputs, opened, root_for
    from auditor.errors import UsageError

    if root is not None and not Path(root).is_dir():
        raise UsageError(f"--root {root} is no folder")
    found = opened(report)
    folder = Path(root) if root is not None else root_for(found.report, Path(report).parent)
    compared = compare_inputs(found.report, folder)
    agrees = found.holds and compared.same
    for line in _lines(report, found):
        _say(line)
    for line in _input_lines(found.report, compared, folder):
        _say(line)
    click.get_current_context().exit(0 if agrees else 1)


def _lines(name: str, found: Opened) -> Iterator[str]:
    report, recount = found.report, found.recount
    made = f"made {report.created_at} by {report.tool.name} {report.tool.version}"
    yield f"{name}: report {report.report_id} on {report.system.name}, {made}"
    if found.id_stated != report.report_id:
        yield f"changed  the page: it shows report {found.id_stated}, and the JSON beside it is another"
    if found.id_computed == report.report_id:
        yield "same     the content has the report's id"
    else:
        yield f"changed  the content: its id is {found.id_computed}"
    if not recount.differences:
        yield f"same     {recount.checked:,} numbers and statements, recomputed from the report itself"
    for difference in recount.differences[:_SHOWN]:
        yield f"differs  {difference}"
    if len(recount.differences) > _SHOWN:
        yield f"differs  and {len(recount.differences) - _SHOWN} more"


def _input_lines(report: Report, compared: Compared, folder: Path) -> Iterator[str]:
    for entry in compared.files:
        if entry.state.differs:
            yield f"{entry.state.value:<8} {entry.path}{f' ({entry.why})' if entry.why else ''}"
    if compared.untold:
        yield f"untold   files that are new since: {compared.untold}"
    counts = ", ".join(f"{compared.count(state)} {state.value}" for state in _states())
    yield f"{len(compared.files)} inputs in {folder}: {counts}"
    if report.method is not None:
        yield f"inputs SHA-256 {report.method.manifest_sha256}"
    if compared.files and compared.count(_states()[2]) == len(compared.files):
        yield "None of the inputs is there; name their folder with --root."


def _states() -> tuple[FileState, ...]:
    from auditor.cli.verifying import FileState

    return tuple(FileState)


def _say(line: str) -> None:
    from auditor.formats.visible import on_one_line

    click.echo(on_one_line(line))
