"""Runs the command line in this process, in an empty folder, and gives what a user sees."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click.testing
import pytest

from auditor.cli.app import app

Audit = Callable[..., click.testing.Result]

DESCRIPTION = """\
system:
  name: Travel desk
  stage: design
"""

OPENAPI = """\
openapi: 3.1.0
info: {title: Bookings, version: "1"}
paths:
  /trips/{id}:
    delete:
      operationId: cancelTrip
      responses: {"204": {description: Gone.}}
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder, which holds a system.yaml and an openapi.yaml."""
    (tmp_path / "system.yaml").write_text(DESCRIPTION)
    (tmp_path / "openapi.yaml").write_text(OPENAPI)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    return tmp_path


@pytest.fixture
def audit(here: Path) -> Audit:
    """Return a function that runs `audit` with some arguments."""
    runner = click.testing.CliRunner()

    def run(*arguments: str) -> click.testing.Result:
        result = runner.invoke(app, arguments, prog_name="audit")
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run
