"""`audit PATH…`: the audit itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from auditor.report.schema import Report

FAIL_ON = ("high", "medium", "low", "level", "regression", "never")
"""The values of failing.FailOn, which is not imported for `--help`. A test holds the two together."""

FORMATS = ("comment", "html", "json", "markdown", "pdf", "prompt", "questions", "sarif", "terminal", "xlsx")
"""The ids of formats.all_formats(), likewise."""

_HIGHEST_LEVEL = 4


@click.command(hidden=True)
@click.argument("paths", nargs=-1, metavar="PATH…")
@click.option("-o", "--output", "files", multiple=True, metavar="FILE", help="Write FILE, in the format of its suffix.")
@click.option("--format", "formats", multiple=True, metavar="ID", help=f"Print in this format: {', '.join(FORMATS)}.")
@click.option("--prompt", is_flag=True, help="Print a task for a coding agent for each recommendation.")
@click.option(
    "--profile", metavar="ID", help="Use the controls of this profile: an id that `audit controls` lists, or a file."
)
@click.option("--target", type=click.IntRange(0, _HIGHEST_LEVEL), metavar="LEVEL", help="Ask for this level.")
@click.option("--checklist", "checklists", multiple=True, metavar="FILE", help="Add the controls of FILE.")
@click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    metavar="WHAT",
    help="Exit with 1 on open failures of this severity or worse (high, medium, low), where the level asked for is not "
    "reached (level), on what the baseline lacks (regression), or never.  [default: level; for a lone artifact: high]",
)
@click.option("--baseline", metavar="REPORT", help="Compare with this earlier JSON report.")
@click.option(
    "--answers",
    multiple=True,
    metavar="FILE",
    help="Take in the answers of FILE, a filled-in *.questions.yaml, as declared by whoever gave them.",
)
@click.option(
    "--assume",
    "assumptions",
    multiple=True,
    metavar="WHAT",
    help="Show beside the audit what would change if this were so: [kind:]entity.attribute=value, "
    "or [kind:]entity.relation=entity. The report's own verdict stays the real one.",
)
@click.option("--root", metavar="FOLDER", help="Let paths lead anywhere in FOLDER, not only below the named file's.")
@click.option("--quiet", is_flag=True, help="Print no summary; only what is wrong.")
def run(
    paths: tuple[str, ...],
    files: tuple[str, ...],
    formats: tuple[str, ...],
    prompt: bool,
    profile: str | None,
    target: int | None,
    checklists: tuple[str, ...],
    fail_on: str | None,
    baseline: str | None,
    answers: tuple[str, ...],
    assumptions: tuple[str, ...],
    root: str | None,
    quiet: bool,
) -> None:
    """Audit files or folders: a system.yaml, any artifact that can be read, or all that a folder holds."""
    from pathlib import Path

    from auditor import pipeline
    from auditor.cli.assume import assumption_reader
    from auditor.cli.clock import now
    from auditor.cli.outputs import planned
    from auditor.cli.progress import Progress
    from auditor.cli.summary import print_summary, say_warnings
    from auditor.cli.writing import write_all
    from auditor.errors import UsageError
    from auditor.report import failing

    _check(paths, root)
    if fail_on == "regression" and baseline is None:
        raise UsageError("--fail-on regression compares with an earlier report; name it with --baseline")
    outputs = planned(files, (*formats, "prompt") if prompt else formats, inputs=(*paths, *checklists, *answers))
    request = pipeline.Request(
        paths=paths,
        root=Path(root) if root else None,
        profile=profile,
        target=target,
        checklists=checklists,
        baseline=baseline,
        answers=answers,
        assume=assumption_reader(assumptions) if assumptions else None,
        now=now(),
    )
    progress = Progress(quiet=quiet)
    progress.step(f"Auditing {', '.join(paths)}")
    report = pipeline.run(request)
    written = write_all(report, outputs, progress)
    progress.clear()
    if not quiet:
        say_warnings(report, progress)
        if not any(output.to_stdout for output in outputs):
            print_summary(report, written.paths, paths)
    if not written.complete:
        click.get_current_context().exit(2)
    wanted = failing.FailOn(fail_on or default_fail_on(report))
    click.get_current_context().exit(int(failing.failing(report, wanted)))


def default_fail_on(report: Report) -> str:
    """Return what an audit fails on where nobody says: the level, or high failures where there is no level."""
    return "high" if report.verdict is None else "level"


def _check(paths: tuple[str, ...], root: str | None) -> None:
    """Raise UsageError for what the pipeline could only describe less well."""
    from pathlib import Path

    from auditor.errors import UsageError

    if not paths:
        raise UsageError("name a file or a folder to audit")
    if root is not None and not Path(root).is_dir():
        raise UsageError(f"--root {root} is no folder")
    for path in paths:
        if not path:
            raise UsageError("an empty path; name a file or a folder to audit")
        if not Path(path).exists() and (command := _command_like(path)):
            raise UsageError(f"{path} does not exist; for the command, say `audit {command}`")


def _command_like(path: str) -> str:
    """Return the command that a word may have been meant for, or an empty text."""
    from difflib import get_close_matches

    group = click.get_current_context().parent
    names = sorted(group.command.commands) if group and isinstance(group.command, click.Group) else []
    return next(iter(get_close_matches(path, [name for name in names if name != "run"], n=1, cutoff=0.75)), "")
