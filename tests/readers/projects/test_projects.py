"""A project in a folder, beside a system.yaml, and the agents that it is given to."""

from pathlib import Path

import pytest

from auditor.documents import Budgets, Workspace
from auditor.linking import link
from auditor.model.facts import Contradicted, Known
from auditor.model.system import System
from auditor.readers.folder import find_descriptions, read_found
from auditor.readers.projects import project as gathering
from auditor.readers.projects.discovery import worth_opening
from auditor.readers.reader import Reading
from tests.audits import audit

from .conftest import listed, told

LOCK = '[[package]]\nname = "langgraph"\nversion = "1.2.22"\n\n[[package]]\nname = "mcp"\nversion = "1.30.0"\n'
PYPROJECT = '[project]\nname = "desk-code"\ndependencies = ["langgraph>=1.2"]\n'


@pytest.fixture
def linked(read):
    def run(system: str, files: dict[str, str] | None = None) -> System:
        every = {"pyproject.toml": PYPROJECT, "uv.lock": LOCK, **(files or {})}
        return System(link(read({"system.yaml": system, **every}, "system.yaml")))

    return run


def test_an_included_project_goes_to_the_agents_with_its_framework(linked):
    system = linked(
        """
        system: {name: Desk}
        include: [pyproject.toml]
        agents:
          planner: {framework: {name: LangGraph}}
          checker: {framework: {name: crewai}}
        """
    )
    assert set(system.entities) == {"system", "planner", "checker"}
    version = system.fact("planner", "framework.version")
    assert isinstance(version, Known)
    assert (version.value, version.level.word, str(version.claims[0].location)) == ("1.2.22", "documented", "uv.lock:3")
    assert system.fact("planner", "framework.name").value == "LangGraph"
    assert system.claimed("checker") == ("framework.name",)


def test_a_pin_in_a_lock_file_lets_the_control_pass_on_documented_evidence(tmp_path, write):
    write(
        {
            "pyproject.toml": PYPROJECT,
            "uv.lock": LOCK,
            "system.yaml": "system: {name: Desk}\ninclude: [pyproject.toml]\n",
        }
    )
    (tmp_path / "system.yaml").open("a").write("agents: {planner: {framework: {name: langgraph}}}\n")
    report = audit(tmp_path / "system.yaml")
    assert "unpinned-framework" not in {f.control for f in report.findings if f.outcome in ("fail", "unknown")}
    assert "incompatible-packages" not in {f.control for f in report.findings}


def test_a_version_that_the_lock_file_contradicts(linked):
    system = linked(
        "system: {name: D}\ninclude: [uv.lock]\nagents: {a: {framework: {name: langgraph, version: 1.2.20}}}\n"
    )
    assert isinstance(system.fact("a", "framework.version"), Contradicted)


def test_a_range_that_holds_the_stated_version_contradicts_nothing(linked):
    text = (
        "system: {name: D}\ninclude: [pyproject.toml]\nagents: {a: {framework: {name: langgraph, version: 1.2.20}}}\n"
    )
    system = linked(text, {"uv.lock": "", "pyproject.toml": PYPROJECT})
    assert system.fact("a", "framework.version").value == "1.2.20"


def test_the_only_project_of_the_only_agent_is_a_guess(linked):
    system = linked("system: {name: D}\ninclude: [pyproject.toml]\nagents: {a: {max_steps: 5}}\n")
    assert set(system.entities) == {"system", "a"}
    name = system.fact("a", "framework.name")
    assert (name.value, name.level.word) == ("langgraph", "inferred")


def test_a_project_that_fits_no_agent_stays_and_is_named(linked, read):
    text = "system: {name: D}\ninclude: [pyproject.toml]\nagents: {a: {framework: {name: crewai}}, b: {}}\n"
    assert set(linked(text).entities) == {"system", "a", "b", "desk-code"}
    notes = [note.message for note in link(read({}, "system.yaml")).notes]
    assert notes == ["no agent of the description is said to be built with LangGraph, as the project `desk-code` is"]


def test_of_two_projects_with_one_framework_the_one_around_the_agent_counts(linked):
    files = {"a/requirements.txt": "langgraph==1.0.1\n", "b/requirements.txt": "langgraph==1.0.2\n"}
    text = "system: {name: D}\ninclude: [a/requirements.txt, b/requirements.txt, b/more.yaml]\n"
    agent = "agents: {%s: {framework: {name: langgraph}}}\n"
    system = linked(text + agent % "x", files | {"b/more.yaml": agent % "y"})
    assert system.fact("y", "framework.version").value == "1.0.2"
    assert system.claimed("x") == ("framework.name",)


def test_two_frameworks_are_two_agents_of_one_project(read):
    description = read({"requirements.txt": "crewai\nllama-index-tools-mcp\n"})
    assert [entity.id for entity in description.entities] == ["project-crewai", "project-llama-index"]
    assert told(description, "project-llama-index")["framework.name"] == "llama-index"


def test_a_server_is_a_service_that_can_be_called(read):
    files = {
        "requirements.txt": "mcp>=1.2\n",
        "server.py": "from mcp.server.fastmcp import FastMCP\nmcp = FastMCP('x')\n",
    }
    description = read(files)
    assert [entity.kind for entity in description.entities] == ["service"]
    assert told(description)["access"] == ("api",)


def test_a_project_without_frameworks_is_not_worth_opening(read, write, reading):
    write(
        {"requirements.txt": "django\n", "manage.py": "import django\n", "compose.yaml": "services: {a: {image: x}}\n"}
    )
    assert list(worth_opening(reading.workspace.folder("."), reading.workspace)) == ["compose.yaml"]
    description = read({}, "requirements.txt")
    assert description.entities == []
    assert [note.message for note in description.notes] == [
        "the project in this folder uses no agent framework, as far as its files say"
    ]


def test_installed_packages_are_not_looked_at(read):
    files = {"requirements.txt": "langgraph\n", "venv/pyvenv.cfg": "", "venv/lib/x/requirements.txt": "crewai\n"}
    assert [entry.path for entry in read(files).inputs] == ["requirements.txt"]


def test_a_folder_of_many_files_opens_few_and_says_where_it_stopped(tmp_path: Path, monkeypatch):
    for number in range(300):
        (tmp_path / f"m{number:03}.py").write_text("import langgraph\n" if number % 2 else "import os\n")
    monkeypatch.setattr(gathering, "MOST_SEARCHED", 200)
    monkeypatch.setattr(gathering, "MOST_PARSED", 50)
    reading = Reading.of(Workspace(tmp_path, budgets=Budgets(opened_files=60)))
    description = read_found(reading, find_descriptions(reading, "."))
    assert [note.message for note in description.notes] == [
        "only 200 of 300 Python files were searched for a framework",
        "only 50 of 100 Python files that name a framework were read",
    ]
    assert "*" in listed(description, "code_uses")
