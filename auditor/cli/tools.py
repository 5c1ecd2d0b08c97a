"""`audit tools`: what agent frameworks do with each tool of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.frameworks.matrix import Column
    from auditor.frameworks.verdict import Verdict


_TAKES = {1: "", 2: "; every tool of its server is lost with it", 3: "; the agent does not start"}
"""What a refusal costs, by frameworks.candidate.Blast, which is not imported for `--help`."""


@click.command()
@click.argument("path", metavar="FILE")
@click.option(
    "--framework",
    "names",
    multiple=True,
    metavar="NAME",
    help="A path such as langchain:mcp, or a framework for all its paths.  [default: every path of the first rank]",
)
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", help="How to print it.")
def tools(path: str, names: tuple[str, ...], style: str) -> None:
    """Try the tools of FILE in agent frameworks: what each accepts, loses or refuses, and why."""
    from auditor.cli.definitions import read_definitions
    from auditor.frameworks.matrix import FIRST_RANK, columns, paths_named

    wanted = paths_named(names or (FIRST_RANK,))
    found = columns(wanted, read_definitions(path))
    if style == "json":
        import json

        verdicts = [facts(verdict) for column in found for verdict in column.verdicts]
        click.echo(json.dumps({"verdicts": verdicts}, indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(_lines(found)))


def facts(verdict: Verdict) -> dict[str, object]:
    """Return a verdict as JSON has it."""
    from auditor.frameworks.candidate import Blast
    from auditor.frameworks.edits import pointed

    refused = verdict.outcome.value == "refused"
    return {
        "framework": verdict.path,
        "tool": verdict.tool,
        "outcome": verdict.outcome.value,
        "reasons": list(verdict.reasons),
        "lost": [pointed(loss.pointer) for loss in verdict.lost],
        "name": verdict.name,
        "at": pointed(verdict.at),
        "breaks": verdict.breaks.name.lower() if refused and verdict.breaks is not Blast.TOOL else "",
        "broken_by": verdict.broken_by,
        "change": verdict.edit.what if verdict.edit else "",
    }


def _lines(found: Sequence[Column]) -> Iterator[str]:
    from auditor.formats.visible import on_one_line

    if len(found) > 1:
        yield from _totals(found)
    for column in found:
        yield ""
        yield f"{column.path.id}  {column.path.title}"
        yield f"  {_counted(column)}"
        yield from (on_one_line(line) for line in _worst_first(column))


def _totals(found: Sequence[Column]) -> Iterator[str]:
    width = max(len(column.path.id) for column in found)
    heads = [outcome.value for outcome in found[0].counts]
    yield f"{'':<{width}}  " + "  ".join(f"{head:>10}" for head in heads)
    worst = sorted(found, key=lambda column: tuple(-count for count in reversed(column.counts.values())))
    for column in worst:
        yield f"{column.path.id:<{width}}  " + "  ".join(f"{count:>10,}" for count in column.counts.values())


def _counted(column: Column) -> str:
    total = len(column.verdicts)
    told = ", ".join(f"{count:,} {outcome.value}" for outcome, count in column.counts.items() if count)
    return f"{total:,} tool{'s' if total != 1 else ''}: {told}" if total else "no tools"


def _worst_first(column: Column) -> Iterator[str]:
    """Yield the tools that do not arrive whole; those that are treated alike in one line."""
    from auditor.frameworks.verdict import Acceptance

    alike: dict[tuple[int, str, str, str], list[str]] = {}
    for verdict in column.verdicts:
        if verdict.outcome.rank:
            change = verdict.edit.what if verdict.edit else ""
            said = "; ".join(verdict.reasons[:6])
            if verdict.outcome is Acceptance.REFUSED and not verdict.broken_by:
                said += _TAKES[verdict.breaks]
            key = (-verdict.outcome.rank, verdict.outcome.value, said, change)
            alike.setdefault(key, []).append(verdict.tool)
    for (_, outcome, reason, change), named in sorted(alike.items(), key=lambda entry: (entry[0][0], -len(entry[1]))):
        more = f" and {len(named) - 3:,} more" if len(named) > 3 else ""
        yield f"  {outcome:<10}  {', '.join(named[:3])}{more}: {reason}"
        if change:
            yield f"  {'':<10}  → {change}"
