"""Client configurations: dialects, and what each entry says of its server."""

import pytest

from auditor.documents import Workspace
from auditor.model.kinds import EntityKind, EvidenceLevel
from auditor.readers.reader import Reading
from tests.readers.agents.configured import CLAUDE, LANGCHAIN, QWEN, VSCODE, read_one
from tests.readers.interfaces.listed import write


@pytest.fixture
def read(tmp_path):
    def run(content, path=".mcp.json", **others):
        return read_one(tmp_path, path, content, **others)

    return run


def servers(listed):
    return [e.id for e in listed.description.entities if e.kind is EntityKind.INTERFACE]


def entry(listed, server):
    (record,) = listed.claim(server, "configured_as").value
    return record


@pytest.mark.parametrize(
    ("content", "path", "dialect", "names"),
    [
        (CLAUDE, ".mcp.json", "mcp_servers", ["shop", "web", "old"]),
        (CLAUDE, "claude_desktop_config.json", "mcp_servers", ["shop", "web", "old"]),
        (CLAUDE, ".cursor/mcp.json", "mcp_servers", ["shop", "web", "old"]),
        ({"name": "x", "version": "1.0.0", **CLAUDE}, "gemini-extension.json", "mcp_servers", ["shop", "web", "old"]),
        ({"theme": "dark", "projects": {"/a": CLAUDE}}, "settings.json", "mcp_servers", ["shop", "web", "old"]),
        (CLAUDE["mcpServers"], "plugin/.mcp.json", "mcp_servers", ["shop", "web", "old"]),
        (VSCODE, ".vscode/mcp.json", "vscode", ["learn"]),
        (LANGCHAIN, "servers.yaml", "langchain", ["math", "weather"]),
        (QWEN, "tools.json", "mcp_servers", ["memory"]),
    ],
)
def test_dialects(read, content, path, dialect, names):
    listed = read(content, path)
    assert servers(listed) == names
    assert {entry(listed, name).fields["dialect"] for name in names} == {dialect}


@pytest.mark.parametrize(
    ("content", "path"),
    [
        ({"servers": {"a": {"url": "https://x.example"}}, "openapi": "3.1.0"}, "api.json"),
        ({"asyncapi": "2.6.0", "servers": {"a": {"url": "x"}}}, "events.json"),
        ({"properties": {"mcpServers": {"type": "object"}}}, "schema.json"),
        ({"properties": {"mcpServers": {"additionalProperties": {}, "items": {"a": 1}}}}, "schema.json"),
        ({"mcpServers": "./servers.json"}, "plugin.json"),
        ({"jobs": {"a": {"command": "make"}}}, "ci.yaml"),
        ({"a": {"command": "make"}}, "tasks.json"),
        ({"a": {"transport": "bus", "command": "make"}}, "tasks.json"),
    ],
)
def test_what_is_no_client_configuration(tmp_path, content, path):
    write(tmp_path, {path: content})
    reader = Reading.of(Workspace(tmp_path)).recognise(Workspace(tmp_path).open(path))
    assert reader is None or reader.format != "mcp-client"


def test_a_server_that_is_started(read):
    listed = read(CLAUDE)
    assert listed.says("shop", "protocol") == "mcp"
    assert listed.says("shop", "transport") == "stdio"
    assert listed.says("shop", "urls") == ()
    assert listed.says("shop", "launch.command") == "npx"
    assert listed.says("shop", "launch.package") == "@acme/shop-mcp"
    assert listed.says("shop", "version") == "2.1.0"
    assert listed.says("shop", "pinned") is True
    assert listed.says("shop", "launch.environment") == ("SHOP_TOKEN", "REGION")
    assert listed.says("shop", "inline_secrets") == ()
    assert str(listed.claim("shop", "pinned").location) == ".mcp.json:1"
    assert listed.claim("shop", "pinned").location.pointer == ("mcpServers", "shop", "args", 1)
    assert entry(listed, "shop").fields["keys"] == ("args", "command", "env")


def test_a_server_that_is_reached(read):
    listed = read(CLAUDE)
    assert listed.says("web", "transport") == "http"
    assert listed.says("web", "urls") == ("https://h.example/mcp",)
    assert listed.says("web", "authentication") == ("bearer",)
    assert listed.says("web", "pinned") is None
    assert listed.says("web", "inline_secrets") == ()


def test_a_server_that_is_switched_off(read):
    listed = read(CLAUDE)
    assert entry(listed, "old").fields["enabled"] is False
    assert listed.notes == ["the server `old` is switched off"]
    claim = listed.claim("old", "transport")
    assert (claim.value, claim.level) == ("sse", EvidenceLevel.INFERRED)


def test_its_tools_are_unknown(read):
    listed = read(CLAUDE)
    assert listed.tools == ["shop.*", "web.*", "old.*"]
    assert all(e.members is None for e in listed.description.entities)


@pytest.mark.parametrize(
    ("server", "said"),
    [
        ({"url": "https://x.example", "transport": "sse"}, "sse"),
        ({"url": "https://x.example", "type": "streamableHttp"}, "http"),
        ({"httpUrl": "https://x.example"}, "http"),
        ({"serverUrl": "https://x.example/mcp"}, "http"),
        ({"url": "https://x.example"}, None),
        ({"url": "https://x.example", "type": "carrier"}, None),
        ({"command": "x", "type": "http"}, "stdio"),
    ],
)
def test_transports(read, server, said):
    assert read({"mcpServers": {"s": server}}).says("s", "transport") == said


TOKEN = "gh" + "p_" + "A1b2C3d4e5F6" * 3


@pytest.mark.parametrize(
    ("server", "found"),
    [
        ({"command": "x", "env": {"API_KEY": "Zq81kfUw02ndPLx7"}}, ("env.API_KEY",)),
        ({"command": "x", "env": {"ANYTHING": TOKEN}}, ("env.ANYTHING",)),
        ({"command": "x", "env": {"DB": "postgres://u:Zq81kfUw02ndPLx7@db.example/x"}}, ("env.DB",)),
        ({"command": "x", "args": ["mongodb+srv://u:MrVQLVFCPRA2RCG3@c.example/db"]}, ("args",)),
        ({"command": "x", "args": ["--api-key", "Zq81kfUw02ndPLx7"]}, ("--api-key",)),
        (
            {"url": "https://x.example", "headers": {"Authorization": "Bearer Zq81kfUw02ndPLx7"}},
            ("headers.Authorization",),
        ),
        ({"command": "x", "env": {"API_KEY": "${API_KEY}"}}, ()),
        ({"command": "x", "env": {"API_KEY": "${input:key}"}}, ()),
        ({"command": "x", "env": {"API_KEY": "$API_KEY"}}, ()),
        ({"command": "x", "env": {"API_KEY": "<your-api-key>"}}, ()),
        ({"command": "x", "env": {"API_KEY": "your-key"}}, ()),
        ({"command": "x", "env": {"API_KEY": "YOUR_API_KEY_HERE"}}, ()),
        ({"command": "x", "env": {"API_KEY": "sk-..."}}, ()),
        ({"command": "x", "env": {"API_KEY": ""}}, ()),
        ({"command": "x", "env": {"LOG_LEVEL": "debug"}}, ()),
        ({"command": "x", "args": ["--api-key", "${KEY}"]}, ()),
        ({"url": "https://x.example", "headers": {"Authorization": "Bearer ${TOKEN}"}}, ()),
        ({"url": "https://x.example", "headers": {"Accept": "text/event-stream"}}, ()),
    ],
)
def test_secrets(read, server, found):
    listed = read({"mcpServers": {"s": server}})
    claims = listed.claims("s", "inline_secrets")
    assert tuple(name for claim in claims for name in claim.value) == found


@pytest.mark.parametrize(
    ("server", "mistyped"),
    [
        ({"command": "x", "args": "-y"}, ("args",)),
        ({"command": "x", "env": ["A=1"]}, ("env",)),
        ({"url": "https://x.example", "headers": []}, ("headers",)),
        ({"command": "x", "args": [1, {}]}, ()),
    ],
)
def test_wrong_types_stop_nothing(read, server, mistyped):
    assert entry(read({"mcpServers": {"s": server}}), "s").fields["mistyped"] == mistyped


def test_what_cannot_be_used_is_told(read):
    listed = read({"mcpServers": {"a": {"command": "x"}, "b": {"link": "https://x.example"}}})
    assert listed.notes == ["a server with neither a command nor an address"]
    assert read({"mcpServers": {}}).notes == ["the configuration lists no server"]


def test_a_filter_and_a_time_limit(read):
    server = {"url": "https://x.example", "includeTools": ["a"], "excludeTools": ["b"], "sse_read_timeout": 30}
    listed = read({"mcpServers": {"s": server}})
    assert [claim.value for claim in listed.claims("s", "tool_filter")] == [("a",), ("!b",)]
    assert listed.says("s", "request_timeout") == "30s"
