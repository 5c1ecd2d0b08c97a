"""What Qwen-Agent makes of definitions: as BaseTool, from an MCP server, and with an mcp that it cannot import."""

from __future__ import annotations

import pytest

from auditor.frameworks.edits import pointed
from auditor.frameworks.judge import judge
from auditor.frameworks.loader import all_paths

from .defined import CITY, definition, schema


def judged(path, *definitions):
    return judge(all_paths()[f"qwen-agent:{path}"], definitions)


@pytest.mark.parametrize(
    ("changed", "reason", "place"),
    [
        ({"required": ["town"]}, "`required` names 'town', which is not in `properties`", "/inputSchema/required"),
        ({"required": True}, "`required` is no list", "/inputSchema/required"),
        ({"properties": []}, "`properties` is no mapping", "/inputSchema/properties"),
        ({"type": ["object"]}, "its input schema has the type ['object'], not `object`", "/inputSchema/type"),
        (
            {"properties": {"city": {**CITY, "pattern": "("}}},
            "it is no valid JSON Schema: the pattern '(' is no regular expression",
            "/inputSchema/properties/city/pattern",
        ),
        (
            {"properties": {"city": {"minimum": 1, "exclusiveMinimum": True}}},
            'it is no valid JSON Schema: true is not of type "number"',
            "/inputSchema/properties/city/exclusiveMinimum",
        ),
    ],
)
def test_base_tool_refuses_and_the_change_mends_it(changed, reason, place):
    tool = definition(inputSchema={**schema("city"), **changed})
    (verdict,) = judged("direct", tool)
    assert (verdict.outcome, verdict.reasons, pointed(verdict.at)) == ("refused", (reason,), place)
    assert verdict.edit is not None
    mended = verdict.edit.apply(tool.stated)
    (after,) = judged("direct", definition(**mended))
    assert reason not in after.reasons


def test_a_pattern_is_read_as_python_reads_it():
    (verdict,) = judged("direct", definition(inputSchema=schema(city={"type": "string", "pattern": r"^\p{L}+$"})))
    assert verdict.outcome == "refused"


@pytest.mark.parametrize("value", [True, [], None, "object"])
def test_what_is_no_mapping_is_passed_on_unchecked(value):
    (verdict,) = judged("direct", definition(inputSchema=value))
    assert verdict.outcome == "major loss"


def test_a_description_may_be_missing_from_a_class_but_not_from_an_mcp_tool():
    tool = definition(description=..., inputSchema=schema("city"))
    assert [judged(path, tool)[0].outcome for path in ("direct", "mcp")] == ["accepted", "refused"]


def test_mcp_keeps_three_root_keys_so_that_references_lead_nowhere():
    shaped = {**schema(city={"$ref": "#/$defs/City"}), "$defs": {"City": CITY}, "additionalProperties": False}
    (verdict,) = judged("mcp", definition(inputSchema=shaped))
    assert verdict.outcome == "major loss"
    assert {pointed(loss.pointer) for loss in verdict.lost} == {
        "/inputSchema/additionalProperties",
        "/inputSchema/properties/city/type",
        "/inputSchema/properties/city/description",
    }


def test_mcp_adds_required_and_the_servers_name():
    bare = {"type": "object", "properties": {"city": CITY}}
    (verdict,) = judged("mcp", definition(inputSchema=bare))
    assert (verdict.outcome, verdict.name) == ("accepted", "desk-find_trip")


def test_one_tool_without_properties_stops_the_agent():
    good, bad = definition("good"), definition("bad", inputSchema={"type": "object"}, server="other")
    refused = judged("mcp", good, bad)
    assert [verdict.outcome for verdict in refused] == ["refused", "refused"]
    assert refused[0].broken_by == "other.bad"


def test_a_later_tool_replaces_an_earlier_one():
    first, second = judged("direct", definition(), definition())
    assert (first.outcome, second.outcome) == ("major loss", "accepted")
    assert first.reasons == ("a later tool of the same name replaces it",)


@pytest.mark.parametrize("path", ["qwen-agent:mcp-2", "smolagents:mcp-2", "autogen:mcp-2"])
def test_a_missing_import_refuses_every_tool_and_says_what_to_require(path):
    (verdict,) = judge(all_paths()[path], [definition()])
    assert (verdict.outcome, verdict.edit) == ("refused", None)
    assert "require `mcp<2`" in verdict.reasons[0]
