"""`audit export`: tool definitions in the form that a framework takes."""

from __future__ import annotations

import click


@click.command()
@click.argument("path", metavar="FILE")
@click.option(
    "--framework",
    "name",
    required=True,
    metavar="NAME",
    help="A path such as langchain:mcp, or a framework for its usual one.",
)
@click.option("-o", "--output", metavar="FILE", help="Write the tools to FILE, not to standard output.")
def export(path: str, name: str, output: str | None) -> None:
    """Write the tools of FILE so that a framework takes them whole, and list every change.

    The tools go to standard output or FILE, the changes to standard error. Exit status 1 where a tool is left out.
    """
    import json
    from pathlib import Path

    from auditor.cli.definitions import read_definitions
    from auditor.errors import UsageError
    from auditor.formats.visible import on_one_line
    from auditor.frameworks.export import export as exported
    from auditor.frameworks.export import lines
    from auditor.frameworks.forms import written
    from auditor.frameworks.matrix import one_path_named

    wanted = one_path_named(name)
    made = exported(wanted, read_definitions(path))
    text = json.dumps(written(wanted, made.stated), indent=2, ensure_ascii=False) + "\n"
    for line in lines(made):
        click.echo(on_one_line(line), err=True)
    if output is None:
        click.echo(text, nl=False)
    else:
        if Path(output).resolve() == Path(path).resolve():
            raise UsageError(f"{output} is the file that is read; write to another one")
        try:
            Path(output).write_text(text, encoding="utf-8")
        except OSError as error:
            raise UsageError(f"{output} cannot be written: {error.strerror or error}") from None
    click.get_current_context().exit(1 if made.left_out else 0)
