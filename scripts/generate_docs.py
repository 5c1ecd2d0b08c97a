"""Writes the pages of docs/ that are printed from the code; `--check` only tells which are out of date."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import click.testing

from auditor.benchmarks.docs import benchmarks_markdown
from auditor.checklist import Area, Control, grammar_markdown, load_catalogue, load_profiles, profiles_markdown
from auditor.cli.app import app
from auditor.cli.describe import applies_to, requires, standing
from auditor.formats.json import report_schema
from auditor.frameworks.docs import frameworks_markdown
from auditor.readers.architecture.system_docs import system_markdown
from auditor.readers.architecture.system_schema import system_schema
from auditor.resources import resource_folder
from auditor.scoring.jairf.docs import jairf_markdown

DOCS = Path(__file__).resolve().parent.parent / "docs"
CHECKLISTS = resource_folder("checklists")
PRINTED = "*Printed from the checklists by `make docs`.*"


def main() -> int:
    """Write the pages, or with `--check` return 1 where one differs."""
    check = "--check" in sys.argv[1:]
    stale = [name for name, page in PAGES.items() if not _is_current(name, page())]
    for name in stale:
        if not check:
            (DOCS / name).parent.mkdir(exist_ok=True)
            (DOCS / name).write_text(PAGES[name](), encoding="utf-8")
        print(f"docs/{name} {'is out of date: run make docs' if check else 'is written'}", file=sys.stderr)
    return int(check and bool(stale))


def command_line_page() -> str:
    """Return the help of every command."""
    parts = ["# The command line", "", "*Printed from the code by `make docs`.*", "", *_help()]
    for name, command in sorted(app.commands.items()):
        if not command.hidden:
            parts += _help(name)
    return "\n".join(parts)


def _help(*command: str) -> list[str]:
    shown = click.testing.CliRunner().invoke(app, [*command, "--help"], prog_name="audit").stdout
    return [f"## {' '.join(('audit', *command))}", "", "```text", shown.rstrip(), "```", ""]


def controls_pages() -> dict[str, Callable[[], str]]:
    """Return the pages about controls: one for each area, and the list of them."""
    pages: dict[str, Callable[[], str]] = {"controls/index.md": lambda: "\n".join(_controls_index())}
    for area in Area:
        pages[f"controls/{area.value}.md"] = partial(_area_page, area)
    return pages


def _controls_index() -> Iterator[str]:
    catalogue = load_catalogue(CHECKLISTS)
    gates = sum(control.gate is not None for control in catalogue.controls)
    yield "# The controls"
    yield ""
    yield PRINTED
    yield ""
    yield f"{len(catalogue.controls)} controls, of which {gates} are gates of a readiness level."
    yield ""
    yield "| area | controls | asks |"
    yield "|---|---|---|"
    for area in Area:
        mine = [checklist for checklist in catalogue.checklists if checklist.area is area]
        count = sum(len(checklist.controls) for checklist in mine)
        yield f"| [{mine[0].title}]({area.value}.md) | {count} | {mine[0].summary} |"
    yield from ("", "## Profiles", "", "| profile | | |", "|---|---|---|")
    for name, profile in sorted(load_profiles(CHECKLISTS / "profiles", catalogue).items()):
        yield f"| `{name}` | {profile.title} | {profile.summary} |"
    yield ""


def _area_page(area: Area) -> str:
    mine = [checklist for checklist in load_catalogue(CHECKLISTS).checklists if checklist.area is area]
    lines = [f"# {mine[0].title}", "", PRINTED]
    for number, checklist in enumerate(mine):
        lines += ["", f"## {checklist.title}"] if number else []
        lines += ["", checklist.summary] if checklist.summary else []
        lines += ["", "| control | severity | gate | asks |", "|---|---|---|---|"]
        for control in checklist.controls:
            gate = f"level {control.gate.level}" if control.gate else ""
            lines.append(f"| [{control.id}](#{control.id}) | {control.severity.value} | {gate} | {control.title} |")
        for control in checklist.controls:
            lines += ["", *_control(control)]
    return "\n".join((*lines, ""))


def _control(control: Control) -> Iterator[str]:
    yield f"### {control.id}"
    yield ""
    yield f"**{control.title}.** {standing(control).capitalize()}."
    yield ""
    yield control.rationale
    yield ""
    yield f"- Applies to {applies_to(control)}."
    yield f"- Requires {requires(control)}."
    yield f"- What to do (effort {control.remediation.effort.value}): {control.remediation.summary}"
    yield from (f"    {number}. {step}" for number, step in enumerate(control.remediation.steps, 1))
    if control.question:
        yield f"- What to ask a vendor: {control.question}"
    if control.references:
        sources = (f"[{source.title}]({source.url})" if source.url else source.title for source in control.references)
        yield f"- Sources: {'; '.join(sources)}"


def profiles_page() -> str:
    """Return the page about profiles and the clauses of the standards that they follow."""
    catalogue = load_catalogue(CHECKLISTS)
    return profiles_markdown(catalogue, load_profiles(CHECKLISTS / "profiles", catalogue))


def _schema_page(make: Callable[[], object]) -> Callable[[], str]:
    return lambda: json.dumps(make(), indent=2, ensure_ascii=False) + "\n"


def _is_current(name: str, page: str) -> bool:
    path = DOCS / name
    return path.is_file() and path.read_text(encoding="utf-8") == page


PAGES: dict[str, Callable[[], str]] = {
    "benchmarks.md": benchmarks_markdown,
    "cli.md": command_line_page,
    "conditions.md": grammar_markdown,
    **controls_pages(),
    "frameworks.md": frameworks_markdown,
    "jairf.md": jairf_markdown,
    "profiles.md": profiles_page,
    "report.schema.json": _schema_page(report_schema),
    "system-yaml.md": system_markdown,
    "system.schema.json": _schema_page(system_schema),
}

if __name__ == "__main__":
    sys.exit(main())
