"""`audit schema`: the JSON Schemas, for editors and for tools that read reports."""

from __future__ import annotations

import click


@click.command()
@click.argument("which", type=click.Choice(["system", "report", "comparison"]), default="system")
def schema(which: str) -> None:
    """Print the JSON Schema of system.yaml, of the JSON report, or of a comparison in JSON."""
    import json

    if which == "report":
        from auditor.formats.json import report_schema as make
    elif which == "comparison":
        from auditor.formats.beside.data import comparison_schema as make
    else:
        from auditor.readers.architecture.system_schema import system_schema as make

    click.echo(json.dumps(make(), indent=2, ensure_ascii=False))
