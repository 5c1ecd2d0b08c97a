"""`audit explain`: what one control is for."""

from __future__ import annotations

import click


@click.command()
@click.argument("control", metavar="CONTROL")
@click.option("--checklist", "checklists", multiple=True, metavar="FILE", help="Look in FILE too.")
def explain(control: str, checklists: tuple[str, ...]) -> None:
    """Say why a control exists, what it asks, and what to do about it."""
    from difflib import get_close_matches

    from auditor.checklist.selection import all_profiles
    from auditor.cli.describe import control_text, standards_text
    from auditor.errors import UsageError

    catalogue, profiles = all_profiles(checklists)
    known = {entry.id: entry for entry in catalogue.controls}
    if control not in known:
        near = get_close_matches(control, known, n=3, cutoff=0.5)
        hint = f"did you mean {' or '.join(near)}?" if near else "`audit controls` lists them all"
        raise UsageError(f"no control is called {control}; {hint}")
    click.echo(control_text(known[control]) + standards_text(known[control], profiles.values()))
