"""Whatever stands in a configuration file, reading it ends well or in a clear error; knowing less never helps."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.documents import Workspace
from auditor.errors import InputError
from auditor.linking import link
from auditor.model.system import System
from auditor.readers.folder import find_descriptions, read_found
from auditor.readers.reader import Reading
from tests.audits import judge
from tests.readers.agents.configured import (
    ALL,
    AUTOGEN,
    CARD,
    CLAUDE,
    FASTMCP,
    FORMATS,
    LANGGRAPH,
    OLD_CARD,
    PLUGIN,
    QWEN,
    REGISTRY,
    SKILL,
)
from tests.readers.interfaces.listed import write
from tests.test_properties import looks_better, outcomes

CREW = {"writer": {"role": "W", "goal": "G", "backstory": "B", "llm": "x/y", "max_iter": 3, "tools": ["a"]}}
TASKS = {"t": {"description": "D", "expected_output": "E", "agent": "writer", "human_input": True}}
GATEWAY = {
    "agents": {"defaults": {"workspace": "~", "model": {"primary": "a/b", "fallbacks": ["c"]}}, "entries": {"m": {}}},
    "mcp": {"servers": {"s": {"command": "npx", "args": ["x"], "env": {"A": "b"}, "toolFilter": {"include": ["a"]}}}},
    "channels": {"telegram": {}},
}
FILES: dict[str, object] = {
    ".mcp.json": CLAUDE,
    "tools.json": QWEN,
    "openclaw.json": GATEWAY,
    "openclaw.plugin.json": {**PLUGIN, "mcpServers": {"s": {"command": "x"}}},
    "agent-card.json": CARD,
    "agent.json": OLD_CARD,
    "langgraph.json": LANGGRAPH,
    "agents.yaml": CREW,
    "tasks.yaml": TASKS,
    "team.json": AUTOGEN,
    "server.json": REGISTRY,
    "fastmcp.json": FASTMCP,
}
ODD = [None, True, 0, -1.5, "", " ", "x" * 300, "npx a@1", [], [None], [[]], {}, {"": {}}, {"command": 7}, {"url": []}]


def places(value: object, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the place of everything in a value."""
    yield at
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in inner:
        yield from places(child, (*at, key))


def replaced(value: object, at: tuple[str | int, ...], by: object) -> object:
    if not at:
        return by
    changed = copy.deepcopy(value)
    here = changed
    for step in at[:-1]:
        here = here[step]  # type: ignore[index]
    here[at[-1]] = by  # type: ignore[index]
    return changed


@settings(max_examples=500, deadline=None)
@given(st.data())
def test_odd_values_stop_nothing(data: st.DataObject):
    path = data.draw(st.sampled_from(sorted(FILES)))
    content = FILES[path]
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.sampled_from(list(places(content))))
        content = replaced(content, at, data.draw(st.sampled_from(ODD)))
    with TemporaryDirectory() as folder:
        write(Path(folder), {path: json.dumps(content)})
        reading = Reading.of(Workspace(Path(folder)))
        try:
            System(link(reading.read(reading.workspace.open(path))))
        except InputError as error:
            assert all(problem.line >= 1 and problem.message for problem in error.problems)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_skills_that_are_cut_or_changed(data: st.DataObject):
    at = data.draw(st.integers(0, len(SKILL)))
    text = SKILL[:at] + data.draw(st.text(max_size=5)) + SKILL[data.draw(st.integers(0, len(SKILL))) :]
    with TemporaryDirectory() as folder:
        (Path(folder) / "SKILL.md").write_text(text, encoding="utf-8", errors="replace")
        reading = Reading.of(Workspace(Path(folder)))
        try:
            System(link(reading.read(reading.workspace.open("SKILL.md"))))
        except InputError as error:
            assert all(problem.line >= 1 and problem.message for problem in error.problems)


def test_every_format_is_recognised(tmp_path):
    write(tmp_path, ALL)
    found = find_descriptions(Reading.of(Workspace(tmp_path)), ".")
    reading = Reading.of(Workspace(tmp_path))
    formats = {document.path: reading.recognise(document).format for document in found.documents}
    assert formats == FORMATS
    assert found.notes == ()


@pytest.mark.parametrize("path", sorted(ALL))
def test_forgetting_what_a_file_says_never_helps(tmp_path, path):
    write(tmp_path, {"system.yaml": f"system: {{name: T}}\ninclude: [{path!r}]\n", **ALL})
    reading = Reading.of(Workspace(tmp_path))
    description = read_found(reading, find_descriptions(reading, "."))
    _, results, level = judge(description)
    before = outcomes(results)
    known = sorted({(claim.subject, claim.attribute) for claim in description.claims})
    for lost in known:
        left = [claim for claim in description.claims if (claim.subject, claim.attribute) != lost]
        _, poorer, reached = judge(replace(description, claims=left))
        assert looks_better(before, outcomes(poorer)) == [], lost
        assert reached <= level
