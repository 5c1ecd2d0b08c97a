"""google-genai: what its models of schemas take, and what becomes of the tools of an MCP server."""

import json

import pytest

from auditor.frameworks.edits import pointed
from auditor.frameworks.judge import judge, travelled
from auditor.frameworks.loader import all_paths
from auditor.frameworks.verdict import Acceptance

from .defined import definition, schema

DECLARED, JSON_SCHEMA, MCP = "gemini:parameters", "gemini:json-schema", "gemini:mcp"


def verdict(path, **stated):
    return judge(all_paths()[path], [definition(**stated)])[0]


def sent(path, value, **more):
    stated = {**schema(value=value), **more}
    return travelled(all_paths()[path], [definition(inputSchema=stated)])[0].schema["properties"]["value"]


def lost(path, value, **more):
    found = verdict(path, inputSchema={**schema(value=value), **more})
    assert found.outcome is not Acceptance.REFUSED, found.reasons
    return [pointed(loss.pointer[3:]) for loss in found.lost]


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ({"type": "string", "const": "x"}, "/const"),
        ({"oneOf": [{"type": "string"}]}, "/oneOf"),
        ({"type": ["string", "null"]}, "/type"),
        ({"type": "integer", "enum": ["a", 1]}, "/enum/1"),
        ({"type": "array", "items": False}, "/items"),
        ({"type": "string", "minLength": "long"}, "/minLength"),
        ({"type": "string", "maxLength": 2.5}, "/maxLength"),
        ({"type": "string", "nullable": "perhaps"}, "/nullable"),
        (True, ""),
    ],
)
def test_googles_schema_refuses_other_keywords_and_values(value, place):
    found = verdict(DECLARED, inputSchema=schema(value=value))
    assert found.outcome is Acceptance.REFUSED
    assert pointed(found.at) == "/inputSchema/properties/value" + place
    mended = found.edit.apply(definition(inputSchema=schema(value=value)).stated)
    assert mended["inputSchema"] != schema(value=value)


def test_googles_schema_reads_values_as_pydantic_does():
    value = {"type": "String", "min_length": "3", "nullable": "yes", "maximum": "1e3", "default": None}
    assert sent(DECLARED, value) == {"type": "STRING", "minLength": 3, "nullable": True, "maximum": 1000.0}


def test_both_spellings_of_a_field_at_once_are_refused():
    value = {"anyOf": [], "any_of": []}
    assert verdict(DECLARED, inputSchema=schema(value=value)).outcome is Acceptance.REFUSED


def test_a_json_schema_goes_through_whatever_it_is():
    assert verdict(JSON_SCHEMA, inputSchema=True).outcome is Acceptance.ACCEPTED
    assert verdict(JSON_SCHEMA, name=5).outcome is Acceptance.REFUSED


def test_mcp_tools_lose_limits_in_camel_case_and_keep_the_others():
    value = {"type": "string", "minLength": 1, "pattern": "x", "format": "date", "enum": ["a", 1], "const": "x"}
    assert lost(MCP, value) == ["/minLength", "/const"]


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ({"type": "object", "additionalProperties": False}, "/additionalProperties"),
        ({"type": "array", "items": [{}]}, "/items"),
        ({"type": "str"}, "/type"),
        ({"anyOf": [True]}, "/anyOf/0"),
    ],
)
def test_mcp_tools_end_the_conversion(value, place):
    found = verdict(MCP, inputSchema=schema(value=value))
    assert (found.outcome, pointed(found.at)) == (Acceptance.REFUSED, "/inputSchema/properties/value" + place)


def test_mcp_lists_of_types_become_alternatives():
    assert sent(MCP, {"type": ["string", "integer", "null"], "minimum": 3, "pattern": "x", "default": 1}) == {
        "nullable": True,
        "anyOf": [{"type": "STRING", "pattern": "x"}, {"type": "INTEGER", "minimum": 3.0}],
    }
    assert sent(MCP, {"type": ["string", "null"]}) == {"type": "STRING", "nullable": True}


def test_mcp_alternatives_with_null_are_unwrapped_and_lose_what_stood_beside_them():
    value = {"anyOf": [{"type": "string"}, {"type": "null"}], "description": "Words.", "default": "x"}
    assert sent(MCP, value) == {"type": "STRING", "nullable": True, "default": "x"}


def test_mcp_references_are_followed_once_and_only_by_plain_names():
    defs = {
        "Node": {"type": "object", "properties": {"next": {"$ref": "#/$defs/Node"}}},
        "Two": {"$ref": "#/$defs/Node"},
    }
    assert sent(MCP, {"$ref": "#/$defs/Node"}, **{"$defs": defs}) == {"type": "OBJECT", "properties": {"next": {}}}
    assert sent(MCP, {"$ref": "#/$defs/Two"}, **{"$defs": defs}) == {"ref": "#/$defs/Node"}
    stated = {**schema(value={"$ref": "#/definitions/Node"}), "definitions": defs}
    assert verdict(MCP, inputSchema=stated).outcome is Acceptance.REFUSED


@pytest.mark.parametrize("path", [DECLARED, JSON_SCHEMA, MCP])
@pytest.mark.parametrize(
    "odd", [None, 5, [], {}, {"properties": []}, {"type": [[]]}, {"$ref": "#", "$defs": {"a": []}}]
)
def test_odd_schemas_are_judged_and_left_as_they_were(path, odd):
    before = json.dumps(odd)
    assert judge(all_paths()[path], [definition(inputSchema=odd)])[0].path == path
    assert json.dumps(odd) == before
