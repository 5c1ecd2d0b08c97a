"""Servers as the MCP registry and FastMCP describe them."""

import pytest

from auditor.model.kinds import EntityKind
from tests.readers.agents.configured import FASTMCP, REGISTRY, read_one

SERVER = "com.example/shop"
DIGEST = "sha256:" + "0" * 64


@pytest.fixture
def read(tmp_path):
    def run(content, path="server.json"):
        return read_one(tmp_path, path, content)

    return run


def test_a_published_server(read):
    listed = read(REGISTRY)
    assert listed.says(SERVER, "protocol") == "mcp"
    assert listed.says(SERVER, "version") == "2.0.0"
    assert listed.says(SERVER, "transport") == "stdio"
    assert listed.says(SERVER, "launch.package") == "@acme/shop-mcp"
    assert listed.says(SERVER, "launch.environment") == ("SHOP_TOKEN",)
    assert listed.says(SERVER, "pinned") is True
    assert listed.says(SERVER, "inline_secrets") == ()
    assert listed.tools == [f"{SERVER}.*"]


@pytest.mark.parametrize(
    ("package", "pinned"),
    [
        ({"registryType": "npm", "identifier": "a", "version": "latest"}, False),
        ({"registryType": "npm", "identifier": "a", "version": "^1.0.0"}, False),
        ({"registryType": "npm", "identifier": "a"}, False),
        ({"registry_name": "pypi", "name": "a", "version": "1.0.0"}, True),
        ({"registryType": "oci", "identifier": f"ghcr.io/a/b:1.0.0@{DIGEST}"}, True),
        ({"registryType": "oci", "identifier": "ghcr.io/a/b:latest"}, False),
        ({"registry_name": "docker", "name": "a/b", "version": ""}, False),
        ({"registryType": "mcpb", "identifier": "https://x.example/a.mcpb", "fileSha256": "0" * 64}, True),
        ({"registry_name": "unknown", "name": "a", "version": "1.0.0"}, None),
    ],
)
def test_packages(read, package, pinned):
    assert read({**REGISTRY, "packages": [package]}).says(SERVER, "pinned") is pinned


def test_remote_servers(read):
    remotes = [
        {"type": "streamable-http", "url": "https://h.example/mcp"},
        {"type": "sse", "url": "https://h.example/s"},
    ]
    listed = read({**REGISTRY, "packages": [], "remotes": remotes})
    assert listed.says(SERVER, "urls") == ("https://h.example/mcp", "https://h.example/s")
    assert listed.says(SERVER, "transport") is None
    assert listed.notes == ["it is offered over http, sse; which of them is used is unknown"]


def test_the_first_dialect_and_lists(read):
    old = {
        "id": "1",
        "name": "io.github.acme/shop",
        "description": "A shop.",
        "repository": {"url": "https://github.com/acme/shop"},
        "version_detail": {"version": "0.0.1"},
        "packages": [{"registry_name": "npm", "name": "shop", "version": "1.2.3"}],
    }
    bare = {**old, "name": "io.github.acme/bare", "packages": []}
    listed = read([old, bare, {**old, "name": ""}])
    assert [e.id for e in listed.description.entities if e.kind is EntityKind.INTERFACE] == [
        "io.github.acme/shop",
        "io.github.acme/bare",
    ]
    assert listed.says("io.github.acme/shop", "version") == "0.0.1"
    assert listed.notes == [
        "the entry names neither a package nor an address",
        "a server without a name; not read",
    ]
    assert read({"servers": [{"server": REGISTRY, "_meta": {}}]}, "answer.json").says(SERVER, "pinned") is True


def test_a_secret_in_the_entry(read):
    variables = [{"name": "API_KEY", "value": "Zq81kfUw02ndPLx7"}]
    package = {**REGISTRY["packages"][0], "environmentVariables": variables}
    assert read({**REGISTRY, "packages": [package]}).says(SERVER, "inline_secrets") == ("API_KEY",)


def test_a_project_of_fastmcp(read):
    listed = read(FASTMCP, "fastmcp.json")
    assert listed.says("fastmcp-server", "transport") == "http"
    assert listed.says("fastmcp-server", "launch.environment") == ("LOG",)
    assert listed.notes == [
        "not read: server.py, in which the server and its tools stand",
        "dependencies without an exact version: httpx",
    ]


def test_fastmcp_runs_over_stdio_by_default(read):
    assert read({"source": {"path": "server.py"}}, "fastmcp.json").says("fastmcp-server", "transport") == "stdio"
