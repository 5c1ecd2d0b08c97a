"""What smolagents makes of the tools of an MCP server."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.frameworks.edits import pointed
from auditor.frameworks.judge import judge, travelled
from auditor.frameworks.loader import all_paths

from .defined import CITY, definition, schema

PATH = all_paths()["smolagents:mcp"]
NODE = {"type": "object", "properties": {"below": {"$ref": "#/$defs/Node"}}}


def arrived(**properties):
    (candidate,) = travelled(PATH, [definition(inputSchema={**schema(**properties), "$defs": {"Node": NODE}})])
    assert candidate.refusal is None, candidate.refusal
    return candidate.schema


def refused(inputs):
    tool = definition(inputSchema=inputs)
    (verdict,) = judge(PATH, [tool])
    assert verdict.outcome == "refused"
    if verdict.edit:
        (after,) = judge(PATH, [definition(**verdict.edit.apply(tool.stated))])
        assert after.reasons != verdict.reasons, "the change does not mend it"
    return verdict.reasons[0]


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("find-trip", "find_trip"),
        ("files/read", "filesread"),
        ("2fa", "_2fa"),
        ("class", "class_"),
        ("найти", "найти"),
    ],
)
def test_names_become_identifiers(name, made):
    (verdict,) = judge(PATH, [definition(name)])
    assert (verdict.name, verdict.outcome) == (made, "accepted" if name == made else "major loss")


@pytest.mark.parametrize("name", ["", "///", "²x"])
def test_a_name_of_which_no_identifier_can_be_made(name):
    tool = definition(name)
    (verdict,) = judge(PATH, [tool])
    assert verdict.outcome == "refused"
    assert verdict.edit is not None
    (after,) = judge(PATH, [definition(**verdict.edit.apply(tool.stated))])
    assert after.outcome == "accepted"


def test_what_is_missing_is_filled_in_and_everything_is_required():
    assert arrived(city={}, limit={"type": "integer", "description": "How many.", "nullable": True}) == {
        "type": "object",
        "properties": {
            "city": {"description": "see tool description", "type": "string"},
            "limit": {"type": "integer", "description": "How many.", "nullable": True},
        },
        "required": ["city"],
    }


def test_an_any_of_becomes_a_list_of_types():
    choice = {"anyOf": [{"type": "string", "enum": ["a"]}, {"type": "integer"}, {"type": "null"}]}
    assert arrived(city=choice)["properties"]["city"] == {
        "description": "see tool description",
        "type": ["string", "integer"],
        "enum": ["a"],
        "nullable": True,
    }


def test_a_reference_is_inlined_without_what_stands_beside_it():
    made = arrived(city=CITY, home={"$ref": "#/properties/city", "description": "Where from."})
    assert made["properties"]["home"] == CITY


def test_an_optional_recursive_model_loses_its_recursion_and_loads():
    optional = {"anyOf": [{"$ref": "#/$defs/Node"}, {"type": "null"}]}
    assert arrived(tree=optional)["properties"]["tree"]["type"] == "object"


def test_refusals():
    properties = {"type": "object", "properties": {}}
    assert refused({"type": "object"}) == "its input schema has no `properties`"
    assert refused({**properties, "properties": []}) == "`properties` is no mapping"
    assert refused(schema(city=True)) == "the schema of `city` is no mapping"
    assert refused(schema(city={"type": "str"})) == "`city` has the type 'str'"
    assert refused(schema(city={"anyOf": [{"enum": ["a"]}]})).endswith("the `anyOf` of `city` states no type")
    assert refused(schema(city={"anyOf": "x"})).endswith("the `anyOf` of `city` states no type")
    assert refused(schema(city={"anyOf": [{"type": "null"}]})).endswith("the `anyOf` of `city` states no type")
    untyped = {**schema(city={"anyOf": [{"$ref": "#/$defs/Any"}]}), "$defs": {"Any": {"enum": [1, 2]}}}
    assert refused(untyped).endswith("the `anyOf` of `city` states no type")
    assert refused(schema(city={"$ref": "#/$defs/City"})) == "`$ref: #/$defs/City` leads nowhere"
    assert "leads out of the schema" in refused(schema(city={"$ref": "https://example.com/city.json"}))
    circle = {"a": {"$ref": "#/properties/b"}, "b": {"$ref": "#/properties/a"}}
    assert refused(schema(**circle)).endswith("refers to itself")
    across = {"a": {"$ref": "#/properties/b/x"}, "b": {"$ref": "#/properties/a/x"}}
    assert refused(schema(**across)).endswith("refers to itself")
    recursive = {**schema(tree={"$ref": "#/$defs/Node"}), "$defs": {"Node": NODE}}
    assert refused(recursive).startswith("`tree` contains itself")


def test_two_tools_of_one_name_arrive_and_an_agent_does_not_take_them():
    found = judge(PATH, [definition(), definition()])
    assert [verdict.outcome for verdict in found] == ["accepted", "accepted"]
    assert "Each tool or managed_agent should have a unique name!" in found[0].reasons[0]


def test_a_schema_that_grows_on_each_level_stays_small():
    levels = {f"L{n}": {"type": "array", "items": [{"$ref": f"#/$defs/L{n + 1}"}] * 10} for n in range(30)}
    grown = {**schema("city", city={"$ref": "#/$defs/L0"}), "$defs": {**levels, "L30": CITY}}
    (verdict,) = judge(PATH, [definition(inputSchema=grown)])
    assert verdict.outcome == "accepted"


KEYS = st.sampled_from(["type", "properties", "anyOf", "items", "$ref", "$defs", "city", "required", "description"])
LEAVES = (
    st.none() | st.booleans() | st.integers() | st.sampled_from(["object", "string", "#", "#/properties/city", "("])
)
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner), max_leaves=12)


@settings(deadline=None, max_examples=150)
@given(st.dictionaries(st.sampled_from(["name", "description", "inputSchema"]), VALUES))
def test_no_definition_makes_the_rules_fail(stated):
    before = repr(stated)
    tool = definition(**{"name": ..., "description": ..., "inputSchema": ..., **stated})
    for path in ("smolagents:mcp", "qwen-agent:direct", "qwen-agent:mcp"):
        (verdict,) = judge(all_paths()[path], [tool])
        assert pointed(verdict.at) is not None
        if verdict.edit:
            verdict.edit.apply(tool.stated)
    assert repr(stated) == before
