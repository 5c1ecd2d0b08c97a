"""Pydantic AI: how it shapes schemas for OpenAI's models and for Gemini."""

import json

import pytest

from auditor.frameworks.edits import pointed
from auditor.frameworks.judge import judge, travelled
from auditor.frameworks.loader import all_paths
from auditor.frameworks.verdict import Acceptance

from .defined import definition, schema

OPENAI, STRICT, GOOGLE = "pydantic-ai:openai", "pydantic-ai:openai-strict", "pydantic-ai:google"


def verdict(path, **stated):
    return judge(all_paths()[path], [definition(**stated)])[0]


def sent(path, value, **more):
    stated = {**schema(value=value), **more}
    return travelled(all_paths()[path], [definition(inputSchema=stated)])[0].schema["properties"]["value"]


def lost(path, value):
    found = verdict(path, inputSchema=schema("value", value=value))
    assert found.outcome is not Acceptance.REFUSED, found.reasons
    return [pointed(loss.pointer[3:]) for loss in found.lost]


def test_openai_closes_objects_that_do_not_say_otherwise():
    assert sent(OPENAI, {"type": "object"}) == {"type": "object", "properties": {}, "additionalProperties": False}
    assert lost(OPENAI, {"type": "object", "additionalProperties": True}) == []
    assert lost(OPENAI, {"type": "string", "minLength": 3, "default": "x"}) == []


def test_strict_says_limits_in_the_description():
    value = {
        "type": "string",
        "description": "Words.",
        "minLength": 3,
        "format": "uri",
        "pattern": "(?=x)",
        "default": "x",
    }
    assert sent(STRICT, value) == {
        "type": "string",
        "description": "Words. (minLength=3, format=uri, pattern=(?=x))",
    }
    assert lost(STRICT, {"type": "string", "format": "date", "pattern": r"a\(?=b"}) == []


def test_strict_requires_all_and_makes_anyof_of_oneof():
    value = {"oneOf": [{"type": "object", "properties": {"a": {"type": "string"}}}, {"type": "null"}]}
    made = sent(STRICT, value)["anyOf"][0]
    assert (made["required"], made["additionalProperties"]) == (["a"], False)
    assert lost(STRICT, value) == ["/oneOf"]


@pytest.mark.parametrize("value", [{"type": "array"}, {"type": "array", "items": {"description": "Any."}}])
def test_strict_refuses_lists_of_whatever(value):
    assert verdict(STRICT, inputSchema=schema(value=value)).outcome is Acceptance.REFUSED
    assert verdict(OPENAI, inputSchema=schema(value=value)).outcome is Acceptance.ACCEPTED


def test_words_beside_a_reference_move_it_into_anyof():
    defs = {"$defs": {"Pair": {"type": "string"}}}
    value = {"$ref": "#/$defs/Pair", "description": "A pair."}
    assert sent(OPENAI, value, **defs) == {"description": "A pair.", "anyOf": [{"$ref": "#/$defs/Pair"}]}


def test_a_root_reference_is_replaced_by_what_it_refers_to():
    node = {"type": "object", "properties": {"next": {"$ref": "#/$defs/Node"}}}
    found = travelled(all_paths()[OPENAI], [definition(inputSchema={"$ref": "#/$defs/Node", "$defs": {"Node": node}})])
    made = found[0].schema
    assert (made["type"], made["properties"]) == ("object", {"next": {"$ref": "#"}})
    assert verdict(OPENAI, inputSchema={"$ref": "#/$defs/No", "$defs": {"No": False}}).outcome is Acceptance.REFUSED


def test_gemini_gets_enums_for_constants_and_formats_in_words():
    assert sent(GOOGLE, {"const": "x"}) == {"enum": ["x"], "type": "string"}
    assert sent(GOOGLE, {"const": True})["type"] == "boolean"
    assert sent(GOOGLE, {"type": "string", "format": "date"}) == {"type": "string", "description": "Format: date"}
    assert lost(GOOGLE, {"type": "number", "exclusiveMinimum": 0, "minimum": 0}) == ["/exclusiveMinimum"]


def test_gemini_gets_described_constants_as_one_enum():
    value = {"anyOf": [{"const": "a", "description": "First."}, {"const": "b"}]}
    assert sent(GOOGLE, value) == {"enum": ["a", "b"], "type": "string", "description": "a: First."}
    mixed = {"anyOf": [{"const": "a"}, {"const": 1}]}
    assert len(sent(GOOGLE, mixed)["anyOf"]) == 2


def test_one_alternative_stands_for_itself_where_no_type_is_stated():
    assert sent(GOOGLE, {"anyOf": [{"type": "string"}], "description": "Words."}) == {
        "type": "string",
        "description": "Words.",
    }


def test_a_missing_name_is_that_of_the_function():
    found = verdict(OPENAI, name="")
    assert (found.outcome, [loss.pointer for loss in found.lost]) == (Acceptance.MAJOR_LOSS, [("name",)])


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ({"type": "object", "required": True}, "/required"),
        ({"type": 5}, "/type"),
        ({"properties": []}, "/properties"),
        ({"anyOf": {}}, "/anyOf"),
        ({"enum": "a"}, "/enum"),
        ({"type": "array", "minItems": True}, "/minItems"),
        (5, ""),
    ],
)
def test_what_is_no_json_schema_is_refused(value, place):
    found = verdict(GOOGLE, inputSchema=schema(value=value))
    assert (found.outcome, pointed(found.at)) == (Acceptance.REFUSED, "/inputSchema/properties/value" + place)


@pytest.mark.parametrize("path", [OPENAI, STRICT, GOOGLE])
@pytest.mark.parametrize(
    "odd", [True, None, 5, [], {}, {"definitions": 5}, {"$ref": "#"}, {"type": "array", "anyOf": []}]
)
def test_odd_schemas_are_judged_and_left_as_they_were(path, odd):
    before = json.dumps(odd)
    assert judge(all_paths()[path], [definition(inputSchema=odd)])[0].path == path
    assert json.dumps(odd) == before
