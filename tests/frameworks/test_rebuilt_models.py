"""Frameworks that rebuild a tool's schema as a pydantic model, each in its way: LlamaIndex, AutoGen, CrewAI."""

from __future__ import annotations

import time

import pytest

from auditor.frameworks.judge import judge
from auditor.frameworks.rules.crewai import tool_name
from auditor.frameworks.verdict import Acceptance

from .defined import definition, framework, schema

ADDRESS = schema("street", street={"type": "string"})
KIND = {"llama-index": "mcp_tool_spec", "autogen": "schema_to_pydantic_model", "crewai": "mcp_native_tool"}

PATHS = {name: framework(f"[{{{kind}: {{}}}}]").paths[0] for name, kind in KIND.items()}


def verdict(framework_, input_schema, **stated):
    (found,) = judge(path(framework_), [definition(inputSchema=input_schema, **stated)])
    return found


def path(name):
    return PATHS[name]


def lost(name, value, *required, **more):
    """Return what of the schema of a property `value` is lost; None where the tool is refused."""
    found = verdict(name, {**schema(*(required or ("value",)), value=value), **more})
    if found.outcome is Acceptance.REFUSED:
        return None
    return {"/".join(map(str, loss.pointer[1:])).removeprefix("properties/value/") for loss in found.lost}


@pytest.mark.parametrize(
    ("value", "llama", "autogen", "crewai"),
    [
        ({"type": "string"}, set(), set(), set()),
        ({"type": "string", "minLength": 2}, {"minLength"}, set(), set()),
        ({"type": "string", "pattern": "(?=a)"}, {"pattern"}, None, {"properties/value", "required"}),
        ({"type": "string", "format": "date"}, {"format"}, set(), set()),
        ({"type": "string", "format": "hostname"}, {"format"}, {"format"}, {"format"}),
        ({"type": "string", "format": "regex"}, {"format"}, None, {"format"}),
        ({"type": "string", "format": "email"}, {"format"}, None, {"properties/value", "required"}),
        (
            {"type": "string", "format": "uri", "maxLength": 9},
            {"format", "maxLength"},
            {"maxLength"},
            {"format", "maxLength"},
        ),
        ({"type": "integer", "minimum": 1, "multipleOf": 5}, {"minimum", "multipleOf"}, {"multipleOf"}, set()),
        ({"type": "string", "enum": ["a", "b"]}, set(), set(), set()),
        ({"type": "string", "enum": ["a"]}, {"enum"}, {"enum"}, {"enum"}),
        ({"type": "string", "enum": []}, None, None, {"enum"}),
        ({"const": "a"}, {"const"}, None, set()),
        ({"type": ["string", "null"]}, {"type"}, None, {"type"}),
        ({}, set(), None, set()),
        (True, None, None, {"properties/value", "required"}),
        ({"type": "null"}, {"type"}, set(), set()),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, set(), set(), set()),
        (
            {"anyOf": [{"type": "string", "minLength": 1}, {"type": "null"}]},
            {"anyOf/0/minLength"},
            {"anyOf/0/minLength"},
            {"anyOf/0/minLength"},
        ),
        ({"oneOf": [{"type": "string"}, {"type": "integer"}]}, {"oneOf"}, {"oneOf"}, {"oneOf"}),
        ({"type": "array", "items": {"type": "string", "enum": ["a", "b"]}}, set(), {"items/enum"}, set()),
        ({"type": "array", "items": {"type": "string"}, "maxItems": 3}, {"maxItems"}, set(), {"maxItems"}),
        (ADDRESS, {"properties", "required"}, set(), set()),
        (
            {"type": "object", "additionalProperties": {"type": "string"}},
            set(),
            {"additionalProperties"},
            {"additionalProperties"},
        ),
        ({"type": "string", "default": "a"}, {"default"}, {"default"}, set()),
        ({"type": "string", "description": "A.", "maxLength": 2}, {"maxLength"}, set(), {"description"}),
    ],
)
def test_what_is_left_of_a_required_property(value, llama, autogen, crewai):
    assert [lost(name, value) for name in KIND] == [llama, autogen, crewai]


def test_an_optional_property_takes_null_too():
    value = {"value": {"type": "string"}, "other": {"type": "string", "default": "a"}}
    for name in KIND:
        found = verdict(name, schema("value", **value))
        places = {"/".join(map(str, loss.pointer[1:])) for loss in found.lost}
        assert places == ({"required", "properties/other/type"} if name == "crewai" else set())
        assert verdict(name, schema(value={"type": "string"})).lost[0].pointer[-1] == "type"


def test_definitions_are_models():
    whole = {
        **schema("value", value={"$ref": "#/$defs/Address", "description": "Where."}),
        "$defs": {"Address": ADDRESS},
    }
    assert verdict("llama-index", whole).outcome is Acceptance.ACCEPTED
    for name in ("autogen", "crewai"):
        assert [loss.pointer[-1] for loss in verdict(name, whole).lost] == ["description"]


def test_a_definition_that_is_no_object_becomes_one():
    whole = {
        **schema("value", value={"$ref": "#/$defs/Mode"}),
        "$defs": {"Mode": {"type": "string", "enum": ["a", "b"]}},
    }
    assert [verdict(name, whole).outcome.value for name in KIND] == ["major loss", "major loss", "accepted"]


def test_a_definition_that_refers_to_itself():
    node = schema("label", label={"type": "string"}, next={"$ref": "#/$defs/Node"})
    whole = {**schema("value", value={"$ref": "#/$defs/Node"}), "$defs": {"Node": node}}
    assert [verdict(name, whole).outcome.value for name in KIND] == ["refused", "major loss", "major loss"]


def test_autogen_makes_definitions_in_their_order():
    first = schema("b", b={"$ref": "#/$defs/B"})
    whole = schema("value", value={"$ref": "#/$defs/A"})
    assert verdict("autogen", {**whole, "$defs": {"A": first, "B": ADDRESS}}).outcome is Acceptance.REFUSED
    assert verdict("autogen", {**whole, "$defs": {"B": ADDRESS, "A": first}}).outcome is Acceptance.ACCEPTED


def test_llama_index_keeps_the_models_of_a_server_by_their_names():
    def tool(name, definition_, server="desk"):
        whole = {**schema("value", value={"$ref": "#/$defs/Address"}), "$defs": {"Address": definition_}}
        return definition(name, inputSchema=whole, server=server)

    other = schema("city", city={"type": "string"})
    tools = [tool("a", ADDRESS), tool("b", other), tool("c", other, server="shop")]
    outcomes = [found.outcome for found in judge(path("llama-index"), tools)]
    assert outcomes == [Acceptance.ACCEPTED, Acceptance.MAJOR_LOSS, Acceptance.ACCEPTED]


def test_llama_index_takes_a_missing_definition_for_null():
    assert lost("llama-index", {"$ref": "#/definitions/A"}, definitions={"A": ADDRESS}) == {
        "type",
        "properties",
        "required",
    }


def test_crewai_loses_all_arguments_of_what_it_cannot_build():
    found = verdict("crewai", schema("city", "_id", city={"type": "string"}, _id={"type": "string"}))
    assert {loss.pointer[-1] for loss in found.lost} == {"city", "_id", "required"}
    assert "takes it for a tool without arguments" in found.reasons[-1]
    assert {loss.pointer[-1] for loss in verdict("crewai", schema("model_config", model_config={})).lost} == {
        "model_config",
        "required",
    }


@pytest.mark.parametrize(
    ("stated", "name"),
    [
        ("files/read", "files_read"),
        ("GetHTTPThing", "get_http_thing"),
        ("größe", "groe"),
        ("найти", ""),
        ("a" * 64, "a" * 64),
        ("a" * 65, "a" * 55 + "_635361c4"),
        ("it's", "its"),
    ],
)
def test_names_in_crewai(stated, name):
    assert tool_name(stated) == name


def test_crewai_needs_a_name_in_ascii_and_a_description():
    assert verdict("crewai", schema("city"), name="найти").at == ("name",)
    assert verdict("crewai", schema("city"), description=...).at == ("description",)
    numbered = framework("[{mcp_native_tool: {}}, {number_same_names: {}}]").paths[0]
    assert [found.name for found in judge(numbered, [definition("a-b"), definition("a.b")])] == [
        "desk_a_b",
        "desk_a_b_2",
    ]


def test_a_long_description_stops_the_agent_in_llama_index():
    limited = framework('[{function_description: {most: "5"}}]').paths[0]
    (found,) = judge(limited, [definition(description="123456")])
    assert found.edit is not None
    assert found.edit.apply({"description": "123456"}) == {"description": "12345"}
    assert judge(limited, [definition(description="12345")])[0].outcome is Acceptance.ACCEPTED


@pytest.mark.parametrize("name", KIND)
@pytest.mark.parametrize("odd", [None, True, 0, 1.5, "x", [], {}, [[]], {"a": []}, ["a"]])
def test_odd_values_are_an_outcome_and_no_error(name, odd):
    deep = {"type": "array"}
    for _ in range(300):
        deep = {"type": "array", "items": deep}
    for whole in (
        {"type": "object", "properties": odd, "required": odd},
        {"type": "object", "properties": {"a": odd, "b": {"type": odd, "enum": odd}}, "required": ["a"]},
        {"$defs": odd, "$ref": odd, "allOf": odd},
        {"$defs": {"A": odd}, "properties": {"a": {"$ref": "#/$defs/A"}, "b": {"anyOf": odd, "items": odd}}},
        {"properties": {"a": {"type": "array", "items": odd, "format": odd, "default": odd, "description": odd}}},
        {"properties": {"a": {"oneOf": [odd], "discriminator": odd}, "b": {"allOf": [odd]}, "c": {"const": odd}}},
        {"properties": {"a": {"type": "string", "minLength": odd, "pattern": odd, "examples": odd, "title": odd}}},
        {"properties": {"a": deep}},
    ):
        verdict(name, whole)
        verdict(name, odd)


@pytest.mark.parametrize("name", KIND)
def test_references_that_multiply_take_no_long_time(name):
    definitions = {"N0": ADDRESS}
    for number in range(1, 40):
        ref = {"$ref": f"#/$defs/N{number - 1}"}
        definitions[f"N{number}"] = {"anyOf": [ref, ref, {"allOf": [ref, ref]}], **schema("a", a=ref, b=ref)}
    before = time.monotonic()
    verdict(name, {**schema("value", value={"$ref": "#/$defs/N39"}), "$defs": definitions})
    assert time.monotonic() - before < 5


@pytest.mark.parametrize("name", KIND)
def test_the_definition_stays_as_it_was(name):
    whole = {**schema("value", value={"$ref": "#/$defs/Address"}), "$defs": {"Address": ADDRESS}}
    stated = definition(inputSchema=whole)
    before = repr(stated)
    judge(path(name), [stated])
    assert repr(stated) == before


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("autogen", {"type": ["string", "null"]}),
        ("autogen", {"type": "string", "format": "regex"}),
        ("autogen", {"type": "string", "pattern": "(?=a)"}),
        ("llama-index", True),
        ("llama-index", {"enum": []}),
    ],
)
def test_a_refusal_offers_an_edit_that_gets_past_it(name, value):
    stated = definition(inputSchema=schema("value", value=value))
    (found,) = judge(path(name), [stated])
    assert found.edit is not None
    (after,) = judge(path(name), [definition(inputSchema=found.edit.apply(stated.stated)["inputSchema"])])
    assert after.outcome is not Acceptance.REFUSED


def test_a_property_whose_name_is_not_taken_can_be_called_otherwise():
    (found,) = judge(path("autogen"), [definition(inputSchema=schema("_id", _id={"type": "string"}))])
    assert found.edit is not None
    assert found.edit.apply({"inputSchema": schema("_id", _id={})})["inputSchema"] == schema("id", id={})
