"""Whether frameworks take the entries of client configurations, as their code showed when it was tried."""

from __future__ import annotations

import pytest

from auditor.model.kinds import EvidenceLevel
from tests.evaluate.judged import outcomes

SCOPE = "for_each: {kind: interface, protocol: mcp}\n"
LOADED = SCOPE + "check: loadable_server_entries"
OPENED = SCOPE + "check: opened_as_meant"
PASSED = SCOPE + "check: environment_passed_on\nwith: {names: [NODE_OPTIONS], prefixes: [LD_]}"


def system(framework: str, *entries: str, more: str = "") -> str:
    listed = ", ".join(f"{{name: {entry.partition(',')[0]}, dialect: {entry}}}" for entry in entries)
    named = f"framework: {{name: {framework}}}, " if framework else ""
    return (
        f"agents: {{a: {{{named}tools: [s]}}}}\ninterfaces: {{s: {{protocol: mcp, configured_as: [{listed}]{more}}}}}"
    )


def said(check: str, text: str, level: EvidenceLevel = EvidenceLevel.DOCUMENTED) -> str:
    found = {key.partition(" [")[0]: value for key, value in outcomes(check, text, level).items()}
    return found["s"].partition(";")[0]


@pytest.mark.parametrize(
    ("framework", "entry", "outcome"),
    [
        ("langchain", "langchain, keys: [transport, command, args], transport: stdio", "pass"),
        ("langgraph", "langchain, keys: [transport, url, headers], transport: http", "pass"),
        ("langchain", "mcp_servers, keys: [transport, command, args, env], transport: stdio", "pass"),
        ("langchain", "mcp_servers, keys: [command, args]",
         "fail: LangChain does not take the entry: the entry has no `transport`"),
        ("langchain", "langchain, keys: [transport, command], transport: stdio",
         "fail: LangChain does not take the entry: the entry has no `args`"),
        ("langchain", "langchain, keys: [transport, url], transport: streamableHttp",
         "fail: LangChain does not take the entry: the transport `streamableHttp` is not known to it"),
        ("langchain", "langchain, keys: [transport, command, args, type, disabled], transport: stdio",
         "fail: LangChain does not take the entry: `disabled`, `type` is nothing that it takes for stdio"),
        ("langchain", "vscode, keys: [type, url]",
         "unknown: no entry of `s` stands in a file that LangChain reads"),
        ("qwen-agent", "mcp_servers, keys: [command, args]", "pass"),
        ("Qwen-Agent", "mcp_servers, keys: [url]", "pass"),
        ("qwen_agent", "mcp_servers, keys: [command]",
         "fail: Qwen-Agent does not take the entry: the entry has a `command` and no `args`"),
        ("qwen-agent", "mcp_servers, keys: [command, args], mistyped: [args]",
         "fail: Qwen-Agent does not take the entry: `args` is of a type that it refuses"),
        ("qwen-agent", "openclaw, keys: [command, args]",
         "unknown: no entry of `s` stands in a file that Qwen-Agent reads"),
        ("openclaw", "openclaw, keys: [command], command: x", "pass"),
        ("openclaw", "openclaw, keys: [url, type], type: http, url: 'https://h.example'", "pass"),
        ("openclaw", "openclaw, keys: [url, transport], transport: http, url: 'https://h.example'",
         "fail: OpenClaw does not take the entry: the transport `http` is not known to it"),
        ("openclaw", "openclaw, keys: [command, disabled], command: x",
         "fail: OpenClaw does not take the entry: its configuration must not have `disabled`"),
        ("openclaw", "openclaw, keys: [env]",
         "fail: OpenClaw does not take the entry: the entry has neither `command` nor `url`"),
        ("openclaw", "openclaw, keys: [url], url: 'ws://h.example'",
         "fail: OpenClaw does not take the entry: the address is none of `http:` or `https:`"),
        ("openclaw", "openclaw, keys: [command], command: x, misplaced: true",
         "fail: OpenClaw does not take the entry: the entry stands below `mcpServers`, and it reads `mcp.servers`"),
        ("openclaw", "mcp_servers, keys: [command, args]",
         "unknown: no entry of `s` stands in a file that OpenClaw reads"),
        ("haystack", "mcp_servers, keys: [command]", "unknown: no agent is known that uses it"),
        ("", "mcp_servers, keys: [command]", "unknown: nobody states `framework.name` for `a`"),
    ],
)  # fmt: skip
def test_entries(framework, entry, outcome):
    assert said(LOADED, system(framework, entry)) == outcome


def test_one_entry_that_does_is_enough():
    bad, good = "mcp_servers, keys: [command, args]", "langchain, keys: [transport, command, args], transport: stdio"
    assert said(LOADED, system("langchain", bad, good)) == "pass"


def test_an_entry_that_is_switched_off_does_not_count():
    off = "langchain, keys: [transport, command, args], transport: stdio, enabled: false"
    assert said(LOADED, system("langchain", "mcp_servers, keys: [command, args]", off)).startswith("fail")


def test_an_agent_that_calls_a_single_tool_counts():
    text = system("langchain", "mcp_servers, keys: [command, args]").replace("tools: [s]", "tools: [s.find]")
    assert said(LOADED, text + "\ntools: {s.find: {}}").startswith("fail: LangChain")


def test_an_agent_of_an_unknown_framework_keeps_it_from_passing():
    text = system("qwen-agent", "mcp_servers, keys: [command, args]").replace("agents: {", "agents: {b: {tools: [s]}, ")
    assert said(LOADED, text) == "unknown: nobody states `framework.name` for `b`"


@pytest.mark.parametrize(
    ("framework", "entry", "more", "outcome"),
    [
        ("qwen-agent", "mcp_servers, keys: [url, type], type: streamable-http", "", "pass"),
        ("qwen-agent", "mcp_servers, keys: [url, type], type: sse", "", "pass"),
        ("qwen-agent", "mcp_servers, keys: [command, args]", "", "pass"),
        ("qwen-agent", "mcp_servers, keys: [url, type], type: http", "",
         "fail: Qwen-Agent opens the address over HTTP+SSE"),
        ("qwen-agent", "mcp_servers, keys: [url, transport], transport: streamable-http", "",
         "fail: Qwen-Agent opens the address over HTTP+SSE"),
        ("qwen-agent", "mcp_servers, keys: [url]", ", transport: http",
         "fail: Qwen-Agent opens the address over HTTP+SSE"),
        ("qwen-agent", "mcp_servers, keys: [url]", ", transport: sse", "pass"),
        ("qwen-agent", "mcp_servers, keys: [url]", "",
         "unknown: nobody states the transport of `s`, which is opened over HTTP+SSE"),
        ("openclaw", "openclaw, keys: [url, transport], transport: streamable-http", "", "pass"),
        ("openclaw", "openclaw, keys: [url, type], type: http", "", "pass"),
        ("openclaw", "openclaw, keys: [url]", ", transport: http",
         "fail: OpenClaw opens the address over HTTP+SSE"),
        ("openclaw", "openclaw, keys: [command], command: x", "", "pass"),
        ("langchain", "langchain, keys: [url, transport], transport: http", "", "pass"),
        ("langchain", "mcp_servers, keys: [url, type], type: http", "",
         "unknown: no entry of `s` stands in a file that LangChain reads"),
    ],
)  # fmt: skip
def test_transports(framework, entry, more, outcome):
    assert said(OPENED, system(framework, entry, more=more)) == outcome


@pytest.mark.parametrize(
    ("entry", "outcome"),
    [
        ("openclaw, keys: [command, env], environment: [TOKEN]", "pass"),
        ("openclaw, keys: [command], environment: []", "pass"),
        ("openclaw, keys: [command, env], environment: [node_options]",
         "fail: `node_options` is set for the server, and OpenClaw takes it away"),
        ("openclaw, keys: [command, env], environment: [LD_PRELOAD]",
         "fail: `LD_PRELOAD` is set for the server, and OpenClaw takes it away"),
        ("mcp_servers, keys: [command, env], environment: [NODE_OPTIONS]",
         "unknown: no entry of `s` is known that OpenClaw reads"),
    ],
)  # fmt: skip
def test_environment(entry, outcome):
    assert said(PASSED, system("openclaw", entry)) == outcome


def test_a_lone_configuration_concerns_no_framework():
    scope = "for_each: {kind: interface, reached_from: {from: {kind: agent, framework.name: langchain}}}\n"
    lone = "interfaces: {s: {protocol: mcp, members: open}}"
    assert outcomes(scope + "check: opened_as_meant", lone, described=False) == {"s": "not applicable"}
    assert outcomes(scope + "check: opened_as_meant", lone)["s"].startswith("unknown: may not apply")
