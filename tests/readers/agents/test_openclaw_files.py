"""OpenClaw: the configuration of a gateway, and manifests of plugins."""

import pytest

from auditor.model.kinds import EntityKind, Members, RelationKind
from tests.readers.agents.configured import OPENCLAW, PLUGIN, read_one


@pytest.fixture
def read(tmp_path):
    def run(content, path="openclaw.json"):
        return read_one(tmp_path, path, content)

    return run


def relations(listed, kind):
    return [(r.source, r.target) for r in listed.description.relations if r.kind is kind]


def test_agents_have_the_servers_that_are_on(read):
    listed = read(OPENCLAW)
    agents = [e.id for e in listed.description.entities if e.kind is EntityKind.AGENT]
    assert agents == ["main", "docs"]
    calls = [("main", "shop"), ("main", "web"), ("docs", "shop"), ("docs", "web")]
    assert relations(listed, RelationKind.CALLS) == calls
    assert relations(listed, RelationKind.USES) == [(agent, "anthropic/claude-sonnet-4-6") for agent in agents]
    assert listed.says("main", "framework.name") == "openclaw"
    assert listed.says("main", "fallback_models") == ("openai/gpt-5.4",)
    assert listed.says("main", "budget.seconds") == 600
    assert (listed.says("main", "code_execution"), listed.says("docs", "code_execution")) == (None, "sandboxed")
    assert (agents[0], RelationKind.CALLS) not in listed.description.closed_relations


def test_servers(read):
    listed = read(OPENCLAW)
    assert listed.says("shop", "launch.environment") == ("NODE_OPTIONS",)
    assert listed.says("shop", "tool_filter") == ("find_*",)
    assert listed.says("web", "transport") == "http"
    assert listed.says("web", "request_timeout") == "20s"


def test_what_is_not_read_is_told(read):
    assert read(OPENCLAW).notes == [
        "the server `off` is switched off",
        "not read: the channels (telegram), over which people and others write to it",
    ]


def test_one_agent_where_none_is_named(read):
    listed = read("{ mcp: { servers: { shop: { command: 'x' } } } }", "deploy.json5")
    assert relations(listed, RelationKind.CALLS) == [("openclaw", "shop")]


def test_servers_in_the_wrong_place_are_told_as_such(read):
    listed = read({"mcpServers": {"shop": {"command": "x"}}, "gateway": {}})
    (record,) = listed.claim("shop", "configured_as").value
    assert (record.fields["dialect"], record.fields["misplaced"]) == ("openclaw", True)
    assert relations(listed, RelationKind.CALLS) == [("openclaw", "shop")]


def test_a_plugin_declares_its_tools(read):
    listed = read(PLUGIN, "openclaw.plugin.json")
    assert listed.tools == ["shop-tools.find_order", "shop-tools.cancel_order"]
    assert listed.interface.members is Members.CLOSED
    assert listed.says("shop-tools", "protocol") == "native"
    assert listed.says("shop-tools", "configuration.missing") == ()
    assert listed.says("shop-tools", "undeclared_tools") == ()
    assert listed.claims("shop-tools.find_order", "contract") == []
    assert listed.notes == ["the code of the plugin defines these tools; their descriptions and arguments are unknown"]


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"id": ""}, ("id",)),
        ({"id": 7}, ("id",)),
        ({"configSchema": None}, ("configSchema",)),
        ({"id": None, "configSchema": "x"}, ("id", "configSchema")),
    ],
)
def test_what_a_manifest_lacks(read, change, missing):
    listed = read({**PLUGIN, **change}, "openclaw.plugin.json")
    assert listed.says(listed.interface.id, "configuration.missing") == missing


def test_tools_that_are_not_declared(read):
    listed = read({**PLUGIN, "toolMetadata": {"find_order": {}, "pay": {}}}, "openclaw.plugin.json")
    assert listed.says("shop-tools", "undeclared_tools") == ("pay",)


@pytest.mark.parametrize("tools", ["find_order", [1, "find_order"], {"a": 1}])
def test_a_list_of_tools_that_is_none_leaves_them_open(read, tools):
    listed = read({**PLUGIN, "contracts": {"tools": tools}}, "openclaw.plugin.json")
    assert listed.interface.members is Members.OPEN
    assert listed.tools[-1] == "shop-tools.*"


def test_a_server_of_a_plugin(read):
    listed = read({**PLUGIN, "mcpServers": {"example": {"command": "node", "args": ["s.js"]}}}, "openclaw.plugin.json")
    assert listed.says("example", "transport") == "stdio"
