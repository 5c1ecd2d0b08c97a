"""Whatever stands in an app package, reading it ends in a system or in a clear error."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.documents import Workspace
from auditor.errors import InputError
from auditor.linking import link
from auditor.model.system import System
from auditor.readers.folder import find_descriptions, read_found
from auditor.readers.reader import Reading
from tests.readers.agents.test_declarative_agents import MANIFEST, agent
from tests.readers.interfaces.listed import write
from tests.readers.interfaces.plugged import function, plugin, runtime, trips_api

SCHEMA = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
CAPABILITIES = {
    "confirmation": {"type": "AdaptiveCard", "isNonConsequential": True},
    "security_info": {"data_handling": ["GetPrivateData"]},
}
STATES = {"reasoning": {"instructions": ["Ask first."]}}
TOOLS = {"mcp_tool_description": {"tools": [{"name": "forecast", "inputSchema": SCHEMA}]}, "url": "https://m.example/"}
REACH = [
    {"name": "WebSearch", "sites": [{"url": "https://x.example"}]},
    {"name": "Email", "folders": [{"folder_id": "inbox"}]},
    {"name": "ScenarioModels", "models": [{"id": "m"}]},
]
FUNCTIONS = [function("bookTrip", parameters=SCHEMA, capabilities=CAPABILITIES, states=STATES)]
PACKAGE = {
    "manifest.json": MANIFEST,
    "agent.json": agent(actions=[{"id": "a", "file": "plugin.json"}], capabilities=REACH, worker_agents=[{"id": "w"}]),
    "plugin.json": plugin(FUNCTIONS, [runtime(auth="None"), runtime("RemoteMCPServer", **TOOLS)]),
    "api.json": trips_api(),
}


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


PLACES = [(file, at) for file in PACKAGE if file != "api.json" for at in places(PACKAGE[file])]
PATHS = ("manifest.json", "agent.json", "plugin.json", "api.json", "..", "/", "https://x.example/a.json", "$[file('')]")
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(PATHS) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("name", "file", "type")), inner),
    max_leaves=5,
)


@settings(deadline=None, max_examples=60)
@given(where=st.sampled_from(PLACES), by=ANYTHING)
def test_anything_anywhere(where, by):
    file, at = where
    files = {**PACKAGE, file: replaced(PACKAGE[file], at, by)}
    with TemporaryDirectory() as folder:
        write(Path(folder), {path: json.dumps(content) for path, content in files.items()})
        reading = Reading.of(Workspace(Path(folder)))
        try:
            description = read_found(reading, find_descriptions(reading, "."))
        except InputError as error:
            assert error.problems
        else:
            System(link(description))
            paths = [entry.path for entry in description.inputs]
            assert len(paths) == len(set(paths))
