"""Schemas that the OpenAI Agents SDK and Anthropic's SDK rewrite for strict mode, and OpenAI's own rules."""

from __future__ import annotations

import pytest

from auditor.frameworks.anthropic_strict import Untransformable, transformed
from auditor.frameworks.edits import pointed
from auditor.frameworks.judge import judge
from auditor.frameworks.loader import all_paths
from auditor.frameworks.openai_strict import Unfit, strict

from .defined import CITY, definition, schema


def one(path, **stated):
    (verdict,) = judge(all_paths()[path], [definition(**stated)])
    return verdict


def test_every_property_becomes_required_and_objects_are_closed():
    made = strict({"properties": {"city": CITY, "to": {"type": "object", "properties": {}}}, "required": ["city"]})
    assert made == {
        "type": "object",
        "properties": {
            "city": CITY,
            "to": {"type": "object", "properties": {}, "required": [], "additionalProperties": False},
        },
        "required": ["city", "to"],
        "additionalProperties": False,
    }


def test_what_was_given_is_not_changed():
    given = {**schema(a={"$ref": "#/$defs/A", "description": "One."}), "$defs": {"A": {"properties": {}}}}
    before = str(given)
    strict(given)
    assert str(given) == before


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"oneOf": [{"type": "string"}]}, {"anyOf": [{"type": "string"}]}),
        ({"type": "string", "default": None}, {"type": "string"}),
        ({"allOf": [{"type": "string"}], "description": "A."}, {"type": "string", "description": "A."}),
        ({"$ref": "#/$defs/A", "description": "A."}, {"type": "string", "description": "A."}),
        ({"$ref": "#/$defs/A"}, {"$ref": "#/$defs/A"}),
        ({"$ref": "#/nowhere"}, {"$ref": "#/nowhere"}),
    ],
)
def test_parts(before, after):
    made = strict({**schema(a=before), "$defs": {"A": {"type": "string"}}})
    assert made["properties"]["a"] == after


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"anyOf": [schema()]}, "/anyOf"),
        ({"oneOf": [schema()]}, "/oneOf"),
        ({"additionalProperties": {}}, "/additionalProperties"),
        ({"type": ["object", "null"]}, "/type"),
        ({"properties": {"a": True}}, "/properties/a"),
        ({"properties": {"a": {"$ref": "#/$defs/A", "minLength": 1}}}, "/properties/a/minLength"),
        ({"properties": {"a": {"$ref": "other.json", "description": "A."}}}, "/properties/a/$ref"),
        ({"allOf": [{"type": "object", "properties": {"b": CITY}}]}, "/allOf/0/properties"),
        ({"properties": {"a": {"$id": "x", "properties": {"b": {"$ref": "#"}}}}}, "/properties/a/properties/b/$ref"),
    ],
)
def test_what_cannot_be_strict(changed, place):
    with pytest.raises(Unfit) as refused:
        strict({**schema(), **changed})
    assert pointed(refused.value.at) == place


def test_conversion_of_exponential_references_ends():
    deep = {f"D{n}": {"anyOf": [{"$ref": f"#/$defs/D{n + 1}", "title": "t"}] * 2} for n in range(40)}
    with pytest.raises(Unfit):
        strict({**schema(a={"$ref": "#/$defs/D0", "title": "t"}), "$defs": {**deep, "D40": CITY}})


def test_strict_mode_from_a_server_is_given_up_for_open_objects_and_references():
    for part in ({"type": "object"}, {"$ref": "#/$defs/A"}):
        shaped = {**schema("a", a=part), "$defs": {"A": CITY}}
        assert [one(path, inputSchema=shaped).outcome for path in ("openai:strict", "openai-agents:mcp-strict")] == [
            "accepted",
            "refused",
        ]


def test_limits_of_the_service_are_noted():
    many = {f"p{n}": {"enum": ["a"]} for n in range(1001)}
    verdict = one("openai:strict", inputSchema=schema(*many, **many))
    assert verdict.outcome == "accepted"
    assert verdict.reasons == ("strict mode is documented to refuse this: its enums have 1001 values, more than 1000",)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"type": "string", "pattern": "^a"}, {"type": "string", "description": "{pattern: ^a}"}),
        ({"type": "string", "format": "uri", "description": "A."}, {"type": "string", "format": "uri"}),
        ({"type": "string", "format": "color"}, {"type": "string", "description": "{format: color}"}),
        ({"type": "integer", "enum": [1]}, {"enum": [1]}),
        ({"oneOf": [{"type": "string"}]}, {"anyOf": [{"type": "string"}]}),
        ({"type": "array", "items": CITY, "minItems": 1}, {"type": "array", "items": CITY, "minItems": 1}),
        ({"type": "array", "minItems": 2}, {"type": "array", "description": "{minItems: 2}"}),
        ({"$ref": "#/$defs/A", "description": "A."}, {"$ref": "#/$defs/A"}),
    ],
)
def test_anthropic_parts(before, after):
    made = transformed(before)
    assert made == ({**after, "description": "A."} if made.get("description") == "A." else after)


@pytest.mark.parametrize(
    ("schema_", "place"),
    [
        (True, ""),
        ({}, ""),
        ({"type": "str"}, "/type"),
        ({"type": ["string", "null"]}, "/type"),
        ({"type": "object", "properties": []}, "/properties"),
        ({"type": "object", "properties": {"a": {"description": "A."}}}, "/properties/a"),
        ({"type": "array", "items": False}, "/items"),
        ({"type": "string", "format": ["a"]}, "/format"),
    ],
)
def test_what_anthropic_cannot_rewrite(schema_, place):
    with pytest.raises(Untransformable) as refused:
        transformed(schema_)
    assert pointed(refused.value.at) == place


@pytest.mark.parametrize(
    ("stated", "place"),
    [
        ({"name": "find trip"}, "/name"),
        ({"name": "a" * 65}, "/name"),
        ({"inputSchema": True}, "/inputSchema"),
        ({"inputSchema": {"properties": {}}}, "/inputSchema/type"),
        ({"inputSchema": {**schema(), "anyOf": []}}, "/inputSchema/anyOf"),
        ({"inputSchema": schema(a={"anyOf": [{"type": "array"}]})}, "/inputSchema/properties/a/anyOf/0"),
    ],
)
def test_a_function_that_openai_refuses_ends_the_request(stated, place):
    path = all_paths()["openai:function"]
    good, bad = judge(path, [definition("good", server="other"), definition(**{"name": "bad", **stated})])
    assert (bad.outcome, pointed(bad.at), good.broken_by) == ("refused", place, bad.tool)


def test_a_function_may_have_no_parameters():
    assert one("openai:function", inputSchema=...).outcome == "accepted"
    assert (
        one("openai:function", inputSchema={"type": "object", "$defs": {"A": {"type": "array"}}}).outcome == "refused"
    )
