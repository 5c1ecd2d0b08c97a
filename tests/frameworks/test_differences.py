"""What counts as lost between a schema that goes in and one that comes out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.frameworks.differences import kept, losses_of, schema_losses
from auditor.frameworks.edits import pointed

from .defined import arrived, schema


def lost(before, after) -> list[str]:
    return [f"{pointed(loss.pointer[1:])}{'' if loss.minor else '!'}" for loss in schema_losses(before, after)]


def test_the_same_loses_nothing():
    assert lost(schema("city"), schema("city")) == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"type": "string", "pattern": "^a"}, {"type": "string"}, ["/pattern!"]),
        ({"type": "string", "format": "date"}, {"type": "string"}, ["/format"]),
        ({"type": "object", "additionalProperties": True}, {"type": "object"}, ["/additionalProperties"]),
        ({"type": "string"}, {"type": "integer"}, ["/type!"]),
        ({"type": "string"}, {"type": "STRING"}, []),
        ({"type": "string", "title": "T", "$schema": "x"}, {"type": "string"}, []),
        ({"type": "string"}, {"type": "string", "minLength": 1}, []),
        ({"required": ["a", "b"]}, {"required": ["b", "a"]}, []),
        ({"required": []}, {"required": ["a"]}, ["/required!"]),
        ({"minimum": 1}, {"minimum": True}, ["/minimum!"]),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, {"anyOf": [{"type": "string"}]}, ["/anyOf/1!"]),
        ({"x-hint": 1}, {}, ["/x-hint"]),
        ({"required": []}, {}, []),
        ({"enum": [1, 2]}, {"enum": ["1", "2"]}, []),
        ({"enum": [1, 2]}, {"enum": ["1"]}, ["/enum!"]),
        ({"description": "A."}, {"description": "A. One of a, b."}, ["/description"]),
        ({"description": "A."}, {"description": "B."}, ["/description!"]),
        ({"items": {"type": "string", "enum": ["a"]}}, {"items": {"type": "string"}}, ["/items/enum!"]),
        (True, {}, ["!"]),
    ],
)
def test_losses(before, after, expected):
    assert lost(before, after) == expected


def test_a_property_is_never_minor_whatever_it_is_called():
    before, after = {"properties": {"format": {"type": "string"}}}, {"properties": {}}
    assert lost(before, after) == ["/properties/format!"]


def test_a_keyword_within_a_property_called_properties():
    before = {"properties": {"properties": {"type": "string", "format": "date"}}}
    assert lost(before, {"properties": {"properties": {"type": "string"}}}) == ["/properties/properties/format"]


def test_an_inlined_reference_is_no_loss():
    node = {"type": "object", "properties": {"street": {"type": "string"}}}
    before = {"properties": {"home": {"$ref": "#/$defs/Address"}}, "$defs": {"Address": node}}
    assert lost(before, {"properties": {"home": node}}) == []


def test_a_reference_that_leads_nowhere_any_more_loses_its_target():
    node = {"type": "object", "properties": {}}
    before = {"properties": {"home": {"$ref": "#/$defs/Address"}}, "$defs": {"Address": node}}
    after = {"properties": {"home": {"$ref": "#/$defs/Address"}}}
    assert lost(before, after) == ["/properties/home/type!", "/properties/home/properties!"]


def test_recursion_ends_and_a_cut_is_a_loss():
    node = {"type": "object", "properties": {"next": {"$ref": "#/$defs/Node", "description": "The next."}}}
    before = {"properties": {"head": {"$ref": "#/$defs/Node"}}, "$defs": {"Node": node}}
    assert lost(before, before) == []
    assert lost(before, {**before}) == []
    cut = {"properties": {"head": {"type": "object", "properties": {"next": {"description": "The next."}}}}}
    assert lost(before, cut) == [
        "/properties/head/properties/next/type!",
        "/properties/head/properties/next/properties!",
    ]


def test_name_and_description():
    candidate = arrived(schema("city"), schema("city"))
    candidate.name, candidate.description = "desk-find_trip", "Finds."
    assert [loss.pointer for loss in losses_of(candidate)] == [("name",), ("description",)]
    candidate.name_is_ours = True
    assert [loss.pointer for loss in losses_of(candidate)] == [("description",)]


def test_kept_leaves_out_what_lies_within_another_loss():
    candidate = arrived({"properties": {"a": {"type": "object"}}}, {"properties": {}})
    inner = losses_of(candidate)
    assert [loss.pointer for loss in kept([*inner, *inner])] == [("inputSchema", "properties", "a")] * 2


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from(["object", "string", "#", "#/$defs/a", "x"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "properties", "items", "anyOf", "$ref", "$defs", "required", "a", "enum"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(json_values)
def test_nothing_is_lost_against_itself(value):
    assert schema_losses(value, value) == []


@given(json_values, json_values)
def test_any_two_values_can_be_compared(before, after):
    assert all(loss.what for loss in schema_losses(before, after))
