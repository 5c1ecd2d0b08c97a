"""How Semantic Kernel names the tools of a server, and which parameters it makes of their properties."""

from __future__ import annotations

import pytest

from auditor.frameworks.candidate import Blast
from auditor.frameworks.judge import judge
from auditor.frameworks.verdict import Acceptance

from .defined import CITY, definition, framework, schema

PATH = framework(
    "[{kernel_function_names: {attributes: [args, close]}}, {kernel_function_metadata: {description: A function.}}]",
    blast="server",
).paths[0]


def verdict(**stated):
    (found,) = judge(PATH, [definition(**stated)])
    return found


def test_a_property_keeps_all_that_is_in_it():
    value = {"anyOf": [{"$ref": "#/$defs/A"}], "pattern": "(", "x-more": [1]}
    assert verdict(inputSchema=schema("value", value=value)).outcome is Acceptance.ACCEPTED


def test_the_root_keeps_properties_and_what_is_required():
    whole = {**schema("city"), "additionalProperties": False, "$defs": {}, "minProperties": 1, "allOf": []}
    lost = verdict(inputSchema=whole).lost
    assert {loss.pointer[-1] for loss in lost} == {"additionalProperties", "minProperties", "allOf"}
    assert verdict(inputSchema={"type": "object", "properties": {}}).outcome is Acceptance.ACCEPTED
    absent = verdict(inputSchema={**schema("city"), "required": ["city", "absent"]})
    assert [loss.pointer[-1] for loss in absent.lost] == ["required"]


@pytest.mark.parametrize("name", ["a b", "größe", "a.b", "a[0]", "", "a\n"])
def test_parameters_of_these_names_are_refused(name):
    found = verdict(inputSchema=schema(name, **{name: CITY}))
    assert found.at == ("inputSchema", "properties", name)
    assert found.edit is not None
    mended = found.edit.apply({"inputSchema": schema(name, **{name: CITY})})
    assert verdict(inputSchema=mended["inputSchema"]).outcome is Acceptance.ACCEPTED


@pytest.mark.parametrize("word", [["string", "null"], [], {}, 5, True])
def test_a_type_is_one_word(word):
    assert verdict(inputSchema=schema("city", city={"type": word})).at[-1] == "type"


@pytest.mark.parametrize("value", [True, None, [], 5, "string", "[]"])
def test_a_property_that_is_no_schema_stops_the_agent(value):
    found = verdict(inputSchema=schema("city", city=value))
    assert (found.outcome, found.breaks) == (Acceptance.REFUSED, Blast.AGENT)


def test_a_property_may_be_json_in_a_text():
    assert verdict(inputSchema=schema("city", city='{"type": "string"}')).outcome is Acceptance.MAJOR_LOSS


@pytest.mark.parametrize("odd", [None, True, 5, "city", [], {}, [[]], ["x"]])
def test_odd_values_are_an_outcome_and_no_error(odd):
    verdict(inputSchema=odd)
    verdict(inputSchema={"type": "object", "properties": odd, "required": odd})
    verdict(inputSchema={"type": "object", "properties": {"a": {"type": odd}}, "required": odd})


def test_names():
    assert verdict(name="files/read").name == "files-read"
    assert verdict(name="").name == "unknown"
    assert verdict(name="a.b").outcome is Acceptance.REFUSED
    assert verdict(name="close").outcome is Acceptance.REFUSED


def test_a_tool_without_description_gets_that_of_the_python_object():
    assert [loss.pointer for loss in verdict(description="").lost] == [("description",)]


def test_tools_of_one_name():
    alike = judge(PATH, [definition("a"), definition("a"), definition("a", server="shop")])
    assert [found.outcome.value for found in alike] == ["refused", "accepted", "accepted"]
    assert alike[0].breaks is Blast.TOOL
    collapsed = judge(PATH, [definition("a/b"), definition("a b")])
    assert [found.outcome.value for found in collapsed] == ["major loss", "refused"]
