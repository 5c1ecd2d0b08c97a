"""Real configuration files are recognised and read, and nothing else is taken for one."""

from __future__ import annotations

from collections import Counter

import pytest

from auditor.documents import Workspace
from auditor.errors import InputError
from auditor.linking import link
from auditor.model.system import System
from auditor.readers.reader import Reading

pytestmark = pytest.mark.corpus

EXPECTED = {
    "a2a-agent-card": {"a2a": 4},
    "autogen": {"autogen": 4},
    "bedrock-agent": {"crewai": 2},
    "compose": {"crewai": 2},
    "crewai": {"crewai": 22},
    "langgraph": {"langgraph": 1},
    "mcp-client-config": {"mcp-client": 3},
    "mcp-server-json": {"mcp-registry": 2},
    "openclaw": {"openclaw": 10, "openclaw-plugin": 47},
    "skill-md": {"skill": 23},
}
"""Those of Amazon Bedrock are tasks without the agents; nothing but the agents' file tells them from CrewAI's."""
FORMATS = frozenset(name for counts in EXPECTED.values() for name in counts) | {"fastmcp"}


def test_every_configuration_file_is_read(shared):
    found: dict[str, Counter[str]] = {}
    for folder in sorted(path for path in (shared / "corpus").iterdir() if path.is_dir()):
        counts: Counter[str] = Counter()
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            reading = Reading.of(Workspace(file.parent))
            try:
                document = reading.workspace.open(file.name)
                reader = reading.recognise(document)
            except InputError:
                continue
            if reader is not None and reader.format in FORMATS:
                System(link(reader.read(document, reading, None)))
                counts[reader.format] += 1
        if counts:
            found[folder.name] = counts
    assert found == EXPECTED


def read(shared, folder: str) -> System:
    from auditor.readers.folder import find_descriptions, read_found

    reading = Reading.of(Workspace(shared / "corpus" / folder))
    return System(link(read_found(reading, find_descriptions(reading, "."))))


def test_real_skills_keep_to_the_specification(shared):
    system = read(shared, "skill-md")
    lacking = [e for e in system.entities if system.fact(e, "configuration.missing").value]
    assert lacking == []


def test_real_plugins_have_what_they_need(shared):
    system = read(shared, "openclaw")
    plugins = [
        e.id for e in system.entities.values() if e.location and e.location.path.endswith("openclaw.plugin.json")
    ]
    stated = [system.fact(plugin, "configuration.missing") for plugin in plugins if "." not in plugin]
    assert len(stated) == 47
    assert all(fact.value == () for fact in stated)
