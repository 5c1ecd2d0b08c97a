"""The README says only what is so, and the generated pages are current."""

from __future__ import annotations

import importlib.util
import re
import shlex
from types import ModuleType

import click.testing
import pytest

from auditor.cli.app import app
from tests.conftest import REPOSITORY

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
COMMANDS = [line for block in BLOCKS for line in block.splitlines() if line]
AUDITS = [line for line in COMMANDS if line.startswith("audit ")]


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate_docs", REPOSITORY / "scripts" / "generate_docs.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PAGES = generator().PAGES


def test_two_commands_set_everything_up():
    assert [shlex.split(line, comments=True) for line in BLOCKS[0].splitlines()] == [
        ["sh", "scripts/try"],
        ["sh", "scripts/test"],
    ]
    assert (REPOSITORY / "scripts" / "try").is_file()
    assert (REPOSITORY / "scripts" / "test").is_file()


@pytest.mark.parametrize("line", AUDITS, ids=AUDITS)
def test_every_command_and_option_exists(line):
    words = shlex.split(line.partition("|")[0].partition(">")[0], comments=True)[1:]
    name = words[0] if words[0] in app.commands else "run"
    command = app.commands[name]
    known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
    assert {word for word in words if word.startswith("-")} <= known


@pytest.mark.parametrize("command", [line for line in AUDITS if line.startswith("audit explain")])
def test_the_control_that_is_explained_exists(command):
    result = click.testing.CliRunner().invoke(app, shlex.split(command, comments=True)[1:])
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_every_link_leads_somewhere(link):
    assert (REPOSITORY / link).exists()


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_generated_page_is_current(name):
    assert (REPOSITORY / "docs" / name).read_text(encoding="utf-8") == PAGES[name](), "run: make docs"


def test_no_file_names_a_place_outside_of_the_repository():
    for path in [*REPOSITORY.glob("*.md"), *REPOSITORY.glob("scripts/*"), REPOSITORY / ".ci" / "run"]:
        if path.is_file():
            assert "/" + "work/" not in path.read_text(encoding="utf-8")
