"""A configured server and the list of its tools are one interface, whichever of them is read first."""

import json

import pytest

from auditor.documents import Workspace
from auditor.linking import link
from auditor.model.kinds import Members
from auditor.model.system import System
from auditor.readers.reader import Reading
from tests.readers.interfaces.listed import write

SERVERS = {"mcpServers": {"shop": {"command": "npx", "args": ["shop@1.0.0"]}, "web": {"url": "https://h.example"}}}
TOOLS = {"tools": [{"name": "find_order", "inputSchema": {"type": "object", "properties": {}}}]}


@pytest.fixture
def system(tmp_path):
    def run(text):
        files = {"system.yaml": text, ".mcp.json": SERVERS, "tools.json": TOOLS, "bad.json": "{"}
        write(
            tmp_path,
            {path: stated if isinstance(stated, str) else json.dumps(stated) for path, stated in files.items()},
        )
        reading = Reading.of(Workspace(tmp_path))
        return System(link(reading.read(reading.workspace.open("system.yaml"))))

    return run


HEAD = "system: {name: T}\ninclude: [.mcp.json]\nagents: {a: {tools: [shop, web]}}\n"


def tools(made):
    return [r.target for r in made.relations if (r.source, r.kind) == ("shop", "exposes")]


def test_a_list_of_tools_completes_a_configured_server(system):
    made = system(HEAD + "interfaces: {shop: {mcp: tools.json}}")
    assert made.entities["shop"].members is Members.CLOSED
    assert tools(made) == ["shop.find_order"]
    assert "shop.*" not in made.entities
    assert made.fact("shop", "pinned").value is True


def test_a_server_without_a_list_stays_open(system):
    made = system(HEAD)
    assert made.entities["shop"].members is Members.OPEN
    assert made.entities["shop.*"].placeholder
    assert made.entities["web.*"].placeholder


def test_a_list_that_cannot_be_read_leaves_it_open(system):
    made = system(HEAD + "interfaces: {shop: {mcp: bad.json}}")
    assert made.entities["shop"].members is Members.OPEN
    assert made.entities["shop.*"].placeholder


def test_a_declared_server_without_a_contract_stays_open(system):
    made = system(HEAD + "interfaces: {shop: {name: The shop}}")
    assert made.entities["shop"].members is Members.OPEN
    assert made.entities["shop"].name == "The shop"
    assert made.entities["shop.*"].placeholder
