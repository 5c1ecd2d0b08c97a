"""`audit init`: a description to start from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("file", default="system.yaml")
def init(file: str) -> None:
    """Write a commented system.yaml to start from."""
    from pathlib import Path

    from auditor.errors import UsageError
    from auditor.readers.architecture.system_starter import starter

    path = Path(file)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(starter())
    except FileExistsError:
        raise UsageError(f"{file} exists already; name another file, such as `audit init {_other(path)}`") from None
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error.strerror or error}") from None
    click.echo(f"{file} is written. Describe your system in it, then run: audit {file}", err=True)


def _other(path: Path) -> str:
    """Return a path beside this one that is free."""
    candidates = (path.with_stem(f"{path.stem}-{number}") for number in range(2, 1000))
    return str(next((candidate for candidate in candidates if not candidate.exists()), "NAME.yaml"))
