"""pyproject.toml of PEP 621, PEP 735, Poetry, uv and CrewAI."""

import pytest

from auditor.errors import InputError
from auditor.readers.projects.pyproject_toml import from_poetry

from .conftest import listed, told, where

PEP_621 = """
    [project]
    name = "Travel Desk"
    requires-python = ">=3.11"
    dependencies = [
      "crewai[tools]>=1.15,<2",
      "mcp<2",
    ]

    [project.optional-dependencies]
    web = ["fastapi"]

    [dependency-groups]
    dev = ["pytest", {include-group = "lint"}]
    lint = ["ruff"]

    [tool.uv]
    constraint-dependencies = ["mcp>=1.30"]

    [tool.crewai]
    type = "crew"
    """


def test_the_tables_of_pep_621_and_735(read):
    description = read({"pyproject.toml": PEP_621})
    assert listed(description) == {
        "crewai": "5: range=<2,>=1.15 extras=('tools',) role=required",
        "mcp": "6: range=<2,>=1.30 role=required",
        "fastapi": "10: range=* role=optional group=web",
        "pytest": "13: range=* role=development group=dev",
        "ruff": "14: range=* role=development group=lint",
    }
    (agent,) = description.entities
    assert (agent.id, agent.kind, agent.name) == ("travel-desk", "agent", "Travel Desk")
    assert told(description)["framework.name"] == "crewai"
    assert told(description)["framework.version"] == "<2,>=1.15"
    assert where(description, "framework.version") == "pyproject.toml:5"
    assert told(description)["runtimes"] == ("python >=3.11",)
    assert where(description, "runtimes") == "pyproject.toml:3"


POETRY = """
    [tool.poetry]
    name = "shop"

    [tool.poetry.dependencies]
    python = "^3.11"
    langgraph = "^1.2"
    langchain-openai = {version = "~1.7.3", extras = ["voice"]}
    crewai = {version = "*", optional = true}
    tools = {git = "https://github.com/acme/tools.git"}

    [tool.poetry.group.dev.dependencies]
    pytest = "*"
    """


def test_the_tables_of_poetry(read):
    description = read({"pyproject.toml": POETRY})
    assert listed(description) == {
        "langgraph": "6: range=>=1.2,<2 role=required",
        "langchain-openai": "7: range=>=1.7.3,<1.8 extras=('voice',) role=required",
        "crewai": "8: range=* role=optional",
        "tools": "9: range=* role=required source=https://github.com/acme/tools.git",
        "pytest": "12: range=* role=development group=dev",
    }
    assert [entity.id for entity in description.entities] == ["shop"]
    assert told(description)["runtimes"] == ("python >=3.11,<4",)


@pytest.mark.parametrize(
    ("poetry", "pypi"),
    [
        ("^1.2.3", ">=1.2.3,<2"),
        ("^0.2.3", ">=0.2.3,<0.3"),
        ("^0.0.3", ">=0.0.3,<0.0.4"),
        ("^0", ">=0,<1"),
        ("~1.2.3", ">=1.2.3,<1.3"),
        ("~1", ">=1,<2"),
        ("~=1.2", "~=1.2"),
        ("1.*", "==1.*"),
        ("1.2.3", "==1.2.3"),
        (">=1.0, <2.0", ">=1.0,<2.0"),
        (">=1.0 <2.0", ">=1.0,<2.0"),
        ("*", "*"),
        ("^1 || ^2", "*"),
    ],
)
def test_ranges_of_poetry_in_the_words_of_pypi(poetry, pypi):
    assert from_poetry(poetry) == pypi


def test_dependencies_that_are_computed_leave_the_list_open(read):
    text = '[project]\nname = "x"\ndynamic = ["dependencies"]\n'
    description = read({"pyproject.toml": text, "requirements.txt": "langgraph\n"})
    assert listed(description) == {"langgraph": "1: range=* role=required", "*": "1: "}
    assert [str(note.location) for note in description.notes] == ["pyproject.toml:3"]


def test_a_file_that_lists_the_dynamic_dependencies_is_read(read):
    text = """
        [project]
        name = "x"
        dynamic = ["dependencies"]
        [tool.setuptools.dynamic]
        dependencies = {file = ["requirements.txt"]}
        """
    assert set(listed(read({"pyproject.toml": text, "requirements.txt": "langgraph\n"}))) == {"langgraph"}


def test_an_extra_that_names_the_project_itself_is_no_framework(read):
    text = '[project]\nname = "crewai"\ndependencies = ["mcp"]\noptional-dependencies.all = ["crewai[tools]"]\n'
    description = read({"pyproject.toml": text, "src/crewai/agent.py": "from crewai.tools import BaseTool\n"})
    assert [(entity.id, entity.kind) for entity in description.entities] == [("crewai", "service")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[project]\nname = "x', "pyproject.toml:2:1: not TOML: unterminated string"),
        ("[project]\n" + "a = " + "[" * 3000, "pyproject.toml:1:1: not TOML: nested too deeply"),
        ("[project]\na = 1\na = 2\n", "pyproject.toml:3:6: not TOML: cannot overwrite a value"),
    ],
)
def test_what_is_no_toml_is_refused_with_its_place(read, text, message):
    with pytest.raises(InputError) as caught:
        read({"pyproject.toml": text}, "pyproject.toml")
    assert str(caught.value).startswith(message)
