"""Ranges of versions, the table of what packages ask for, and findings on the projects that it is for."""

from dataclasses import replace
from pathlib import Path

import pytest

from auditor.checks.package_requirements import known_requirements
from auditor.checks.version_ranges import disjoint, leaves, lowest_node, lowest_python
from auditor.derive import derive
from auditor.documents import Workspace
from auditor.evaluate import evaluate
from auditor.linking import link
from auditor.model.claims import Claim
from auditor.model.system import System
from auditor.readers.folder import find_descriptions, read_found
from auditor.readers.projects.catalogue import catalogue
from auditor.readers.projects.dependencies import ANY, specifiers, version_of
from auditor.readers.reader import Reading
from tests.audits import TODAY, audit, controls

CONTROLS = (
    "incompatible-packages", "breaking-mcp-sdk", "missing-framework-import", "look-alike-package",
    "unsupported-runtime", "outdated-framework", "unlocked-packages", "stale-lock-file", "undeclared-framework",
)  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("<2", ">=2", True),
        (">=1.30.0,<2", ">=2.2.0,<3", True),
        ("<2.2", ">=2.2.0", True),
        ("<=1.44", ">=1.45.1", True),
        (">=1.24,<3", "<2", False),
        ("==1.30.0", ">=1.24", False),
        ("==1.*", "<2,>1.9", False),
        ("~=1.24", ">=2", True),
        ("!=2.0,>=2", "<2.1", False),
        (ANY, "<0.1", False),
        ("not a range", "<2", None),
    ],
)
def test_ranges_that_do_not_overlap(one, other, apart):
    assert disjoint(one, other) is apart
    assert disjoint(other, one) is apart


@pytest.mark.parametrize(
    ("allowed", "working", "version"),
    [
        ([ANY, "<=2.3.0"], "<2", "2.3.0"),
        ([">=1.10", "<2.2", "<=2.3.0"], "<2", "2"),
        (["<2"], "<2", ""),
        (["==1.30.0"], "<2", ""),
        (["==2.1.1"], "<2", "2.1.1"),
        (["what"], "<2", None),
    ],
)
def test_a_version_that_an_install_may_take_and_that_does_not_work(allowed, working, version):
    assert leaves(allowed, working) == version


@pytest.mark.parametrize(
    ("text", "lowest"), [(">=3.11", "3.11"), (">=3.10.2,<4", "3.10"), ("==3.12.*", "3.12"), (">3.9", "3.9"), ("x", "")]
)
def test_the_oldest_python(text, lowest):
    assert lowest_python(text) == lowest


@pytest.mark.parametrize(
    ("text", "lowest"),
    [
        (">=24.16.0 <25 || >=26.1.0", (24, 16, 0)),
        (">=22", (22, 0, 0)),
        ("^20.10 || ^22", (20, 10, 0)),
        (">= 18", (18, 0, 0)),
        ("24.x", (24, 0, 0)),
        ("*", None),
        ("lts/*", None),
    ],
)
def test_the_oldest_node(text, lowest):
    assert lowest_node(text) == lowest


def test_every_entry_of_the_table_can_be_read():
    table = known_requirements()
    entries = [entry for entries in table.of.values() for entry in entries]
    assert len(entries) > 25
    for entry in entries:
        assert version_of(entry.version) is not None, entry
        ranges = (*entry.requires.values(), *entry.works_with.values())
        assert all(specifiers(text) is not None for text in ranges), entry
        assert entry.url.startswith("https://"), entry
        assert bool(entry.why) is (bool(entry.works_with) and entry.package != "mcp-haystack"), entry


def test_each_package_and_module_belongs_to_one_framework():
    table = catalogue()
    packages = [package for framework in table.frameworks for package in framework.packages]
    modules = [module for framework in table.frameworks for module in framework.modules]
    assert len(packages) == len(set(packages))
    assert len(modules) == len(set(modules))
    families = {framework.family for framework in table.frameworks}
    assert set(table.marks) | set(table.keywords) <= families


def failing(folder: Path, files: dict[str, str]) -> dict[str, str]:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    report = audit(folder)
    return {f.control: f.message for f in report.findings if f.outcome.value == "fail" and f.control in CONTROLS}


def test_an_agent_that_a_fresh_install_breaks(tmp_path):
    found = failing(
        tmp_path, {"requirements.txt": "qwen-agent[mcp]\n", "bot.py": "from qwen_agent.agents import Assistant\n"}
    )
    assert set(found) == {"breaking-mcp-sdk", "missing-framework-import", "unlocked-packages"}
    assert found["breaking-mcp-sdk"] == (
        "qwen-agent[mcp] 0.0.34 does not work with `mcp 2.3.0`: it imports `streamablehttp_client`, which mcp 2 does "
        "not have; a fresh install takes it, as no range leaves it out; expected `mcp<2`"
    )
    assert "`soundfile`, `tqdm`, `python-dateutil`" in found["missing-framework-import"]


def test_the_same_agent_mended(tmp_path):
    wanted = "qwen-agent[mcp]==0.0.34\nmcp<2\nsoundfile\ntqdm\npython-dateutil\n"
    found = failing(tmp_path, {"requirements.txt": wanted, "bot.py": "from qwen_agent.agents import Assistant\n"})
    assert set(found) == {"unlocked-packages"}


def test_two_frameworks_that_cannot_share_an_environment(tmp_path):
    text = '[project]\nname = "desk"\nrequires-python = ">=3.9"\ndependencies = ["crewai>=1.15", "openai-agents"]\n'
    found = failing(tmp_path, {"pyproject.toml": text})
    assert set(found) == {"incompatible-packages", "unsupported-runtime", "unlocked-packages"}
    assert (
        "crewai 1.15.30 asks for `openai>=2.30.0,<3` and openai-agents 0.24.0 for `openai>=3.0.0,<4`"
        in (found["incompatible-packages"])
    )


def test_a_package_that_is_not_the_framework(tmp_path):
    assert "look-alike-package" in failing(tmp_path, {"requirements.txt": "openclaw==2.0.2\n"})
    manifest = '{"name": "x", "engines": {"node": ">=22"}, "dependencies": {"openclaw": "^2026.9.6"}}'
    found = failing(tmp_path / "node", {"package.json": manifest})
    assert set(found) == {"unsupported-runtime", "unlocked-packages"}


def test_code_for_an_sdk_that_the_next_install_does_not_bring(tmp_path):
    code = "from mcp.client.streamable_http import streamablehttp_client\nfrom langgraph.graph import StateGraph\n"
    files = {"requirements.txt": "langgraph\nmcp>=1.9\n", "agent.py": code}
    assert (
        "the code imports `mcp.client.streamable_http.streamablehttp_client`, which `mcp 2."
        in (failing(tmp_path, files)["breaking-mcp-sdk"])
    )
    files["requirements.txt"] = "langgraph\nmcp>=1.9,<2\n"
    assert "breaking-mcp-sdk" not in failing(tmp_path, files)


PROJECTS = {
    "broken": {
        "requirements.txt": "qwen-agent[mcp]\ncrewai\n",
        "a.py": "from qwen_agent.agents import Assistant\nfrom mcp.server.fastmcp import FastMCP\n",
    },
    "locked": {
        "pyproject.toml": '[project]\nname = "d"\nrequires-python = ">=3.11"\ndependencies = ["langgraph>=1.2"]\n',
        "uv.lock": '[[package]]\nname = "langgraph"\nversion = "1.2.22"\n',
        "a.py": "from langgraph.graph import StateGraph\n",
    },
    "node": {"package.json": '{"name": "x", "engines": {"node": ">=26.1"}, "dependencies": {"openclaw": "^2026.9.6"}}'},
}


@pytest.mark.parametrize("name", PROJECTS)
def test_forgetting_what_a_project_shows_never_helps(name, tmp_path):
    for path, text in PROJECTS[name].items():
        (tmp_path / path).write_text(text)
    reading = Reading.of(Workspace(tmp_path))
    description = read_found(reading, find_descriptions(reading, "."))
    selected = [control for control in controls().controls if control.id in (*CONTROLS, "unpinned-framework")]

    def outcomes(claims: list[Claim]) -> dict[tuple[str, str], str]:
        system = System(derive(link(replace(description, claims=claims))))
        found = {}
        for result in evaluate(system, selected, today=TODAY, inputs=description.inputs, described=False):
            found |= {(result.control, subject): "pass" for subject in result.passed}
            found |= {(result.control, subject): "not applicable" for subject in result.not_applicable}
            found |= {(result.control, other.subject): other.outcome.value for other in result.others}
        return found

    before = outcomes(description.claims)
    assert {"pass", "fail", "unknown"} & set(before.values())
    for attribute in {claim.attribute for claim in description.claims}:
        after = outcomes([claim for claim in description.claims if claim.attribute != attribute])
        better = [key for key, outcome in after.items() if outcome in ("pass", "not applicable")]
        assert [key for key in better if before[key] not in ("pass", after[key])] == [], attribute
