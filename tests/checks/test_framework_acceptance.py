"""Whether the frameworks of its agents take a tool: by profile and definition, and unknown where either is missing."""

from __future__ import annotations

import json

import pytest

from auditor.derive import derive
from auditor.documents import Workspace
from auditor.evaluate import evaluate
from auditor.linking import link
from auditor.model.system import System
from auditor.readers.reader import Reading
from tests.checklist.said import DAY
from tests.evaluate.judged import control, outcomes

ACCEPTED = "for_each: {kind: tool}\nneeds: documented\ncheck: accepted_by_frameworks"
KEPT = "for_each: {kind: tool}\nneeds: documented\ncheck: kept_by_frameworks"

CITY = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
CLOSED = {**CITY, "additionalProperties": False}
PATTERN = {"type": "object", "properties": {"city": {"type": "string", "pattern": "^A"}}, "required": ["city"]}


def tool(name: str, schema: object) -> dict[str, object]:
    return {"name": name, "description": "Finds a trip.", "inputSchema": schema}


@pytest.fixture
def said(tmp_path):
    """Return a function that judges the tools of an MCP list that one or more agents call."""

    def judge(check: str, agents: str, *tools: object, models: str = "", listed: str = "mcp") -> dict[str, str]:
        (tmp_path / "tools.json").write_text(json.dumps({"tools": tools}))
        (tmp_path / "system.yaml").write_text(
            f"system: {{name: Desk}}\n{models}agents:\n{agents}interfaces: {{desk: {{{listed}: tools.json}}}}\n"
        )
        reading = Reading.of(Workspace(tmp_path))
        description = reading.read(reading.workspace.open("system.yaml"))
        result = evaluate(System(derive(link(description))), [control(check)], today=DAY)[0]
        found = dict.fromkeys(result.passed, "pass") | dict.fromkeys(result.not_applicable, "not applicable")
        return found | {other.subject: f"{other.outcome.value}: {other.message}" for other in result.others}

    return judge


def agent(name: str, framework: str = "", more: str = "") -> str:
    named = f"framework: {{name: {framework}}}, " if framework else ""
    return f"  {name}: {{{named}tools: [desk]{more}}}\n"


def test_a_tool_that_the_framework_takes_passes(said):
    assert said(ACCEPTED, agent("a", "smolagents"), tool("find", CITY)) == {"desk.find": "pass"}


def test_a_refusal_fails_with_the_change_that_would_mend_it(said):
    found = said(ACCEPTED, agent("a", "qwen-agent"), tool("find", {"type": "object"}))
    assert found["desk.find"].startswith("fail: qwen-agent:mcp refuses it, which takes down the whole agent: ")
    assert "expected " in found["desk.find"]


def test_a_minor_loss_is_kept_and_a_major_one_is_not(said):
    assert said(KEPT, agent("a", "qwen-agent"), tool("find", CLOSED)) == {"desk.find": "pass"}
    found = said(KEPT, agent("a", "llama-index"), tool("find", PATTERN))["desk.find"]
    assert found == "fail: llama-index:mcp loses a part of it: `properties.city.pattern` is dropped"


def test_one_bad_tool_fails_its_neighbours(said):
    found = said(ACCEPTED, agent("a", "google-adk"), tool("bad", {"type": "string"}), tool("good", CITY))
    assert found["desk.good"].startswith("fail: google-adk:mcp refuses it: its server's list is lost because of `bad`")


def test_a_framework_without_a_profile_is_unknown(said):
    found = said(ACCEPTED, agent("a", "homegrown"), tool("find", CITY))
    assert found == {"desk.find": "unknown: no profile tells what homegrown accepts"}


def test_an_agent_whose_framework_nobody_names_leaves_it_unknown(said):
    found = said(ACCEPTED, agent("a", "smolagents") + agent("b"), tool("find", CITY))
    assert found == {"desk.find": "unknown: nobody states `framework.name` for `b`"}


def test_a_provider_that_nobody_names_leaves_it_unknown_where_they_differ(said):
    untyped = {"type": "object", "anyOf": [CITY], "properties": {}}
    models = "models: {m: {provider: %s}}\n"
    by = agent("a", "langchain", ", model: m")
    unnamed = said(KEPT, by, tool("find", untyped), models="models: {m: {inputs: [text]}}\n")["desk.find"]
    assert unnamed.startswith("unknown: nobody states whose model it is, and langchain:")
    assert said(KEPT, by, tool("find", untyped), models=models % "anthropic")["desk.find"].startswith(
        "fail: langchain:anthropic "
    )


def test_a_tool_of_an_api_is_made_and_only_inferred(tmp_path, said):
    text = "agents: {a: {framework: {name: qwen-agent}, tools: [t]}}\ntools: {t: {framework_acceptance: accepted}}"
    assert outcomes(ACCEPTED, text) == {
        "t": "unknown: only declared: `framework_acceptance` is `accepted`; expected documented evidence"
    } or outcomes(ACCEPTED, text)["t"].startswith("unknown")
