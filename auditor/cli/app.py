"""The commands together, and what becomes of their errors."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from auditor import __version__
from auditor.cli.compare import compare
from auditor.cli.controls import controls
from auditor.cli.explain import explain
from auditor.cli.export import export
from auditor.cli.init import init
from auditor.cli.models import models
from auditor.cli.render import render
from auditor.cli.run import run
from auditor.cli.schema import schema
from auditor.cli.tools import tools
from auditor.cli.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.errors import AuditError

BAD_INPUT = 2
_INTERRUPTED = 130
_BROKEN_PIPE = 141

_WHAT_NEXT = """\
Name what to audit:

  audit system.yaml     a system and the artifacts that it points at
  audit openapi.json    any one artifact that can be read
  audit .               all that this folder holds

`audit init` writes a system.yaml to start from, `audit --help` shows the options."""


class AuditGroup(click.Group):
    """Audits where no command is named, and shows the audit's own options first."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Take whatever is not a command for something to audit."""
        if args[0] not in self.commands:
            args = [run.name or "", *args]
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; say what a user can mend in one line each, without a traceback."""
        from auditor.errors import AuditError

        try:
            return super().invoke(ctx)
        except (AuditError, click.UsageError) as error:
            for line in _lines(error):
                click.echo(line, err=True)
            ctx.exit(BAD_INPUT)
        except BrokenPipeError:
            # Nobody reads on; Python would say so once more when it flushes at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(_BROKEN_PIPE)
        except KeyboardInterrupt:
            ctx.exit(_INTERRUPTED)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show the way to audit before the way to run a command."""
        formatter.write_usage("audit", "PATH… [OPTIONS]")
        formatter.write_usage("audit", "COMMAND …", prefix="       ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show the options of the audit, then the commands."""
        with click.Context(run, parent=ctx) as inner:
            # Both commands have a --help; one is enough.
            records = [option.get_help_record(inner) for option in run.params if isinstance(option, click.Option)]
        records += [option.get_help_record(ctx) for option in self.get_params(ctx)]
        with formatter.section("Options"):
            formatter.write_dl([record for record in records if record])
        self.format_commands(ctx, formatter)


def _lines(error: AuditError | click.UsageError) -> Iterator[str]:
    from auditor.errors import InputError
    from auditor.formats.visible import on_one_line

    if isinstance(error, InputError):
        yield from (on_one_line(str(problem)) for problem in error.problems)
    elif isinstance(error, click.UsageError):
        message = error.format_message()
        yield f"audit: {on_one_line(message[:1].lower() + message[1:])}"
        yield "`audit --help` shows the options."
    else:
        yield from (f"audit: {on_one_line(line)}" for line in str(error).splitlines())


@click.group(
    cls=AuditGroup,
    invoke_without_command=True,
    context_settings={"ignore_unknown_options": True, "help_option_names": ["-h", "--help"], "terminal_width": 80},
    epilog="Exit status: 0 nothing at or above --fail-on, 1 findings, 2 bad input or usage.",
)
@click.version_option(__version__, prog_name="audit", message="%(prog)s %(version)s")
@click.pass_context
def app(ctx: click.Context) -> None:
    """Audit whether a system is ready to act through agents, with evidence for every statement.

    Writes NAME.audit.html, NAME.audit.pdf and NAME.audit.json into this folder and prints a summary.
    """
    if ctx.invoked_subcommand is None:
        click.echo(_WHAT_NEXT, err=True)
        ctx.exit(BAD_INPUT)


for command in (init, tools, export, models, render, compare, verify, explain, controls, schema, run):
    app.add_command(command)
