"""Servers of the Docker MCP catalogue, with the tool list that lies beside them."""

import pytest

from auditor.documents import Workspace
from auditor.model.kinds import EntityKind, EvidenceLevel, Members
from auditor.readers.folder import find_descriptions, read_found
from auditor.readers.reader import Reading
from tests.readers.interfaces.plugged import read_folder

ABOUT = {"title": "Weather", "description": "Tells the weather."}
TOOL = {"name": "forecast", "description": "Tells it.", "arguments": [{"name": "city", "type": "string", "desc": "C."}]}


def server(**others):
    return {"name": "weather", "type": "server", "image": "mcp/weather", "meta": {}, "about": ABOUT, **others}


def remote(**others):
    return server(type="remote", remote={"transport_type": "sse", "url": "https://mcp.example/sse", **others})


@pytest.fixture
def read(tmp_path):
    def run(stated, tools=None):
        files = {"server.yaml": stated} | ({} if tools is None else {"tools.json": tools})
        return read_folder(tmp_path, files)

    return run


def test_the_list_beside_it_belongs_to_the_server(read):
    listed = read(server(), [TOOL])
    assert [e.id for e in listed.description.entities if e.kind is EntityKind.INTERFACE] == ["weather"]
    assert listed.interface.name == "Weather"
    assert listed.tools == ["weather.forecast"]
    assert listed.interface.members is Members.CLOSED
    assert listed.field("forecast", "city", "description") == "C."
    assert [entry.path for entry in listed.description.inputs] == ["server.yaml", "tools.json"]


@pytest.mark.parametrize("tools", [None, [], {}, "[", [1]])
def test_tools_that_only_the_running_server_knows(read, tools):
    listed = read(server(), tools)
    assert listed.tools == ["weather.*"]
    assert listed.interface.members is Members.OPEN


def test_a_list_of_names_has_no_contracts(read):
    listed = read(server(), [{"name": "forecast", "description": "Tells it."}])
    assert listed.says("forecast", "contract") == "none"
    assert listed.says("forecast", "parameters") is None


def test_a_command_in_a_container_has_its_schema_in_the_file(read):
    schema = {"type": "object", "properties": {"args": {"type": "array", "items": {"type": "string"}}}}
    tool = {"name": "curl", "description": "Runs it.", "parameters": schema, "container": {"image": "alpine/curl"}}
    listed = read(server(type="poci", tools=[tool]))
    assert listed.says("curl", "contract") == "resolved"
    assert listed.field("curl", "args", "type") == "array"


@pytest.mark.parametrize(
    ("stated", "pinned"),
    [
        ({"source": {"commit": "abc"}}, True),
        ({"image": "ghcr.io/a/b", "source": {"commit": "abc"}}, False),
        ({"image": "ghcr.io/a/b@sha256:abc"}, True),
        ({}, False),
        ({"image": 7}, None),
    ],
)
def test_what_runs_is_fixed(read, stated, pinned):
    assert read(server(**stated)).says("weather", "pinned") is pinned


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        (remote(headers={"Authorization": "Bearer ${KEY}"}), ("bearer",)),
        (remote(headers={"X-Key": "${KEY}"}), ("api_key",)),
        ({**remote(), "oauth": [{"provider": "x"}]}, ("oauth2",)),
        (remote(), None),
        (server(type="remote"), None),
    ],
)
def test_a_server_elsewhere(read, stated, expected):
    listed = read(stated)
    assert listed.says("weather", "authentication") == expected
    assert listed.says("weather", "transport") == ("sse" if "remote" in stated else None)
    assert listed.says("weather", "pinned") is None


def test_a_container_is_spoken_to_by_its_pipes(read):
    assert read(server()).claim("weather", "transport").level is EvidenceLevel.INFERRED


@pytest.mark.corpus
def test_the_real_catalogue(shared):
    reading = Reading.of(Workspace(shared / "corpus/mcp-tools-list/docker-mcp-registry/servers"))
    entities = read_found(reading, find_descriptions(reading, ".")).entities
    interfaces = [e for e in entities if e.kind is EntityKind.INTERFACE]
    tools = [e for e in entities if e.kind is EntityKind.TOOL and not e.placeholder]
    assert (len(interfaces), len({e.id for e in interfaces}), len(tools)) == (145, 145, 539)
    assert sum(e.members is Members.CLOSED for e in interfaces) == 19
