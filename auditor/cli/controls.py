"""`audit controls`: what is tested, and whether a checklist is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.checklist import Control


@click.command()
@click.option("--area", metavar="ID", help="Only the controls of this area.")
@click.option("--profile", metavar="ID", help="Only the controls of this profile, as it tailors them.")
@click.option("--checklist", "checklists", multiple=True, metavar="FILE", help="The controls of FILE, too.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", help="How to list them.")
@click.option("--check", metavar="FILE", help="List nothing; check this checklist and run its cases.")
def controls(area: str | None, profile: str | None, checklists: tuple[str, ...], style: str, check: str | None) -> None:
    """List the controls, or check a checklist file."""
    from auditor.errors import UsageError

    if check is not None:
        from auditor.cli.checking import check_file

        if area or profile or checklists:
            raise UsageError("--check stands alone: it checks all controls of one file")
        click.get_current_context().exit(check_file(check))
    from auditor.checklist.selection import select_controls

    chosen = [entry for entry in select_controls(extra=checklists, profile=profile).controls if _is_in(entry, area)]
    if style == "json":
        import json

        click.echo(json.dumps([_facts(control) for control in chosen], indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join([*_listed(chosen), *([] if area or profile else _profiles())]))


def _is_in(control: Control, area: str | None) -> bool:
    from auditor.checklist import Area
    from auditor.errors import UsageError

    if area is not None and area not in {known.value for known in Area}:
        raise UsageError(f"no area is called {area}; there are: {', '.join(known.value for known in Area)}")
    return area is None or control.area.value == area


def _facts(control: Control) -> dict[str, object]:
    return {
        "id": control.id,
        "area": control.area.value,
        "title": control.title,
        "failure_title": control.failure_title,
        "severity": control.severity.value,
        "gate_level": control.gate.level if control.gate else None,
        "gate_share": control.gate.share if control.gate else None,
        "needs": control.needs.word,
        "manual": control.manual,
        "tags": list(control.tags),
    }


def _listed(chosen: Iterable[Control]) -> Iterator[str]:
    from itertools import groupby

    from auditor.checklist import Area

    order = list(Area)
    entries = sorted(chosen, key=lambda control: order.index(control.area))
    width = max((len(control.id) for control in entries), default=0)
    for area, group in groupby(entries, key=lambda control: control.area):
        yield f"{area.heading} ({area.value})"
        for control in group:
            gate = f"level {control.gate.level}" if control.gate else ""
            yield f"  {control.id:<{width}}  {control.severity.value:<6}  {gate:<7}  {control.title}"
        yield ""


def _profiles() -> Iterator[str]:
    from auditor.checklist import load_catalogue, load_profiles
    from auditor.resources import resource_folder

    folder = resource_folder("checklists")
    profiles = load_profiles(folder / "profiles", load_catalogue(folder))
    width = max(map(len, profiles), default=0)
    yield "Profiles"
    yield from (f"  {name:<{width}}  {profile.title}" for name, profile in sorted(profiles.items()))
