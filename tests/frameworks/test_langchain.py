"""LangChain: what its conversions keep of a definition, and where they end with an error."""

import json

import pytest

from auditor.frameworks.edits import pointed
from auditor.frameworks.judge import judge, travelled
from auditor.frameworks.loader import all_paths
from auditor.frameworks.verdict import Acceptance

from .defined import definition, schema

NODE = {"type": "object", "properties": {"next": {"$ref": "#/$defs/Node"}, "label": {"type": "string"}}}
PAIR = {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}}, "required": ["a"]}


def verdict(path, **stated):
    return judge(all_paths()[path], [definition(**stated)])[0]


def lost(path, **stated):
    found = verdict(path, **stated)
    assert found.outcome is not Acceptance.REFUSED, found.reasons
    return [pointed(loss.pointer) for loss in found.lost]


def sent(path, **stated):
    return travelled(all_paths()[path], [definition(**stated)])[0].schema


def test_references_are_inlined_and_titles_and_definitions_go():
    stated = schema(value={"$ref": "#/$defs/Pair", "description": "A pair."}, title={"type": "string", "title": "T"})
    stated |= {"$defs": {"Pair": PAIR}, "title": "Arguments"}
    assert sent("langchain:openai", inputSchema=stated)["properties"] == {
        "value": {**PAIR, "description": "A pair."},
        "title": {"type": "string"},
    }
    assert lost("langchain:openai", inputSchema=stated) == []


def test_a_reference_that_comes_back_to_itself_is_cut():
    stated = {**schema(value={"$ref": "#/$defs/Node"}), "$defs": {"Node": NODE}}
    assert sent("langchain:direct", inputSchema=stated)["properties"]["value"]["properties"]["next"] == {}
    assert lost("langchain:direct", inputSchema=stated) != []


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ({"$ref": "#/$defs/Gone"}, "the reference `#/$defs/Gone` leads nowhere"),
        ({"$ref": "https://example.com/x"}, "the reference `https://example.com/x` does not start with `#/`"),
        ({"$ref": 5}, "the value of `$ref` is no text, and every key of this name is followed"),
    ],
)
def test_a_reference_that_cannot_be_followed_ends_the_binding(value, reason):
    found = verdict("langchain:mcp", inputSchema=schema(value=value))
    assert (found.outcome, found.reasons) == (Acceptance.REFUSED, (reason,))
    assert pointed(found.at) == "/inputSchema/properties/value/$ref"
    mended = found.edit.apply(definition(inputSchema=schema(value=value)).stated)
    assert mended["inputSchema"]["properties"]["value"] == {}


def test_a_property_called_ref_is_taken_for_a_reference():
    assert verdict("langchain:openai", inputSchema=schema(**{"$ref": {"type": "string"}})).outcome is Acceptance.REFUSED


def test_the_description_of_a_tool_takes_the_place_of_its_schemas():
    stated = {**schema(city={"type": "string"}), "description": "Arguments of a search."}
    assert lost("langchain:anthropic", inputSchema=stated) == ["/inputSchema/description"]


def test_strict_requires_all_and_closes_every_object():
    stated = schema("value", value=PAIR, more={"type": "object", "additionalProperties": {"type": "integer"}})
    assert sent("langchain:openai-strict", inputSchema=stated)["properties"]["value"]["required"] == ["a", "b"]
    assert lost("langchain:openai-strict", inputSchema=stated) == [
        "/inputSchema/properties/value/required",
        "/inputSchema/properties/more/additionalProperties",
        "/inputSchema/required",
    ]


def test_strict_does_not_look_into_oneof():
    stated = schema("value", value={"oneOf": [PAIR]})
    assert lost("langchain:openai-strict", inputSchema=stated) == []


def test_anthropic_leaves_out_alternatives_at_the_root():
    assert verdict("langchain:anthropic", inputSchema={"oneOf": [PAIR]}).outcome is Acceptance.REFUSED
    assert verdict("langchain:anthropic", inputSchema={"allOf": [PAIR]}).outcome is Acceptance.ACCEPTED


def test_the_last_tool_of_a_name_is_bound_and_no_other_is_converted():
    tools = [definition(inputSchema=schema(value={"$ref": "#/gone"})), definition()]
    found = judge(all_paths()["langchain:direct"], tools)
    assert [one.outcome for one in found] == [Acceptance.MAJOR_LOSS, Acceptance.ACCEPTED]
    assert judge(all_paths()["langchain:openai"], tools)[0].outcome is Acceptance.REFUSED


def test_google_keeps_types_descriptions_and_enums():
    stated = schema(
        "city",
        city={"type": "string", "description": "City.", "enum": ["Bonn"]},
        day={"type": "string", "format": "date", "pattern": "x", "default": "y"},
        either={"anyOf": [{"type": "string"}, {"type": "integer"}]},
        maybe={"type": ["string", "null"]},
    )
    assert lost("langchain:google", inputSchema=stated) == [
        "/inputSchema/properties/day/format",
        "/inputSchema/properties/day/pattern",
        "/inputSchema/properties/day/default",
        "/inputSchema/properties/maybe/type",
    ]
    assert sent("langchain:google", inputSchema=stated)["properties"]["either"] == {
        "anyOf": [{"type": "STRING"}, {"type": "INTEGER"}]
    }


def test_google_makes_a_text_of_an_object_without_properties_and_forgets_open_ones_further_in():
    open_ = {"type": "object", "additionalProperties": {"type": "string"}}
    stated = schema(empty={"type": "object"}, open=open_, outer={"type": "object", "properties": {"open": open_}})
    made = sent("langchain:google", inputSchema=stated)["properties"]
    assert [made["empty"]["type"], made["open"]["type"]] == ["STRING", "OBJECT"]
    assert made["outer"]["properties"]["open"]["type"] == "STRING"


def test_google_declares_no_parameters_for_a_tool_without_properties():
    assert sent("langchain:google", inputSchema={"type": "object", "properties": {}}) == {}


@pytest.mark.parametrize(
    "value",
    [
        {"type": "integer", "enum": [1]},
        {"type": 5},
        {"anyOf": [{"type": ["string", "null"]}, {"type": "integer"}]},
        {"type": "array", "items": {"type": "object", "properties": {"a": {"type": "string"}}, "required": True}},
    ],
)
def test_google_ends_with_an_error(value):
    assert verdict("langchain:google", inputSchema=schema(value=value)).outcome is Acceptance.REFUSED


def test_references_that_expand_past_all_measure_are_refused():
    steps = {f"L{n}": schema(a={"$ref": f"#/$defs/L{n + 1}"}, b={"$ref": f"#/$defs/L{n + 1}"}) for n in range(40)}
    stated = {**schema(value={"$ref": "#/$defs/L0"}), "$defs": {**steps, "L40": {}}}
    found = verdict("langchain:openai", inputSchema=stated)
    assert found.reasons == ("its references expand to more than 100,000 values",)


@pytest.mark.parametrize("path", [path for path in all_paths() if path.partition(":")[0] == "langchain"])
@pytest.mark.parametrize("odd", [True, None, 5, [], {}, {"properties": []}, {"anyOf": 5, "items": [[]]}, {"$ref": "#"}])
def test_odd_schemas_are_judged_and_left_as_they_were(path, odd):
    before = json.dumps(odd)
    assert judge(all_paths()[path], [definition(inputSchema=odd)])[0].path == path
    assert json.dumps(odd) == before
