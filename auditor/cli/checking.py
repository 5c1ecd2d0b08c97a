"""`audit controls --check`: whether a checklist is right, and whether its cases come to what they expect."""

from __future__ import annotations

import os
from pathlib import Path

import click

from auditor.checklist import Control, load_catalogue, load_checklists
from auditor.checks import all_checks
from auditor.documents import Workspace
from auditor.evaluate import run_cases
from auditor.formats.visible import on_one_line
from auditor.readers.reader import Reading
from auditor.resources import resource_folder


def check_file(file: str) -> int:
    """Print what comes of a checklist's cases; return 0 where all is as expected, else 1. Raises InputError."""
    workspace, inside = _opened_from_here(file)
    document = workspace.open(inside)
    mine = load_checklists([document], checks=all_checks()).controls
    built_in = resource_folder("checklists")
    if not Path(file).resolve().is_relative_to(built_in.resolve()):
        load_catalogue(built_in, [document], checks=all_checks())  # tells of ids that are taken
    mismatches = run_cases(mine, reading=Reading.of(workspace))
    for mismatch in mismatches:
        click.echo(on_one_line(str(mismatch)))
    click.echo(f"{on_one_line(file)}: {_counted(mine)}, {_verdict(len(mismatches))}")
    return int(bool(mismatches))


def _opened_from_here(file: str) -> tuple[Workspace, str]:
    """Return a workspace with the file in it, so that messages name it as seen from here where they can."""
    path, here = Path(file).resolve(), Path.cwd()
    root = here if path.is_relative_to(here) else path.parent
    return Workspace(root), os.path.relpath(path, root)


def _counted(controls: tuple[Control, ...]) -> str:
    cases = sum(len(control.cases) for control in controls)
    return f"{len(controls)} control{'s' * (len(controls) != 1)}, {cases} case{'s' * (cases != 1)}"


def _verdict(mismatches: int) -> str:
    return f"{mismatches} not as expected" if mismatches else "all as expected"
