"""How deep and how open arguments are, and what keeps them from strict modes."""

import json

import pytest

from tests.readers.interfaces.listed import body, operation, read


def tool(tmp_path, schema):
    listed = [{"name": "book", "description": "Books a seat.", "inputSchema": schema}]
    return read(tmp_path, {"tools": listed}, format_id="mcp")


def closed(properties, **others):
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        **others,
    }


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        (closed({"a": {"type": "string"}}), []),
        ({"type": "object", "properties": {"a": {"type": "string"}}}, ["open_object", "optional"]),
        (closed({"a": {"type": "object", "additionalProperties": {"type": "string"}}}), ["free_keys"]),
        (closed({"a": {}}), ["untyped"]),
        (closed({"a": {"allOf": [{"type": "string"}]}}), ["keyword"]),
        (closed({"a": {"type": "string"}}, anyOf=[{"required": ["a"]}]), ["root"]),
        (closed({"a": {"type": "string", "enum": [str(n) for n in range(1001)]}}), ["limit"]),
    ],
)
def test_obstacles_to_strict_modes(tmp_path, schema, expected):
    assert sorted(tool(tmp_path, schema).records("book", "strict_obstacles")) == expected


def test_obstacles_are_counted_and_shown_once(tmp_path):
    found = tool(tmp_path, {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}}})
    assert found.records("book", "strict_obstacles")["optional"].fields["what"] == "`a` is not required, and 1 more"


def nested(levels):
    schema = {"type": "string"}
    for _ in range(levels):
        schema = {"type": "array", "items": schema}
    return schema


@pytest.mark.parametrize("levels", [0, 1, 4, 12])
def test_depth(tmp_path, levels):
    assert tool(tmp_path, closed({"a": nested(levels)})).says("book", "argument_depth") == levels


def test_a_schema_that_contains_itself_has_no_depth(tmp_path):
    schema = closed({"a": {"$ref": "#"}})
    assert tool(tmp_path, schema).says("book", "argument_depth") is None


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        (closed({"a": {}}), False),
        ({"type": "object", "properties": {"a": {}}}, True),
        ({"allOf": [{"type": "object"}, {"additionalProperties": False}]}, False),
        ({"oneOf": [closed({"a": {}}), closed({"b": {}})]}, False),
    ],
)
def test_openness(tmp_path, schema, expected):
    assert tool(tmp_path, schema).says("book", "open_arguments") is expected


def test_query_parameters_leave_nothing_open(tmp_path):
    listed = read(tmp_path, operation(parameters=[{"name": "q", "in": "query", "schema": {"type": "string"}}]))
    assert listed.says("call", "open_arguments") is False
    assert listed.says("call", "argument_depth") == 0


def test_an_open_body_does(tmp_path):
    schema = {"type": "object", "properties": {"to": {"type": "string"}}}
    listed = read(tmp_path, operation(method="post", requestBody=body(schema)))
    assert listed.says("call", "open_arguments") is True


def test_schemas_that_join_themselves_end(tmp_path):
    schemas = {
        "A": {"allOf": [{"$ref": "#/components/schemas/B"}]},
        "B": {"allOf": [{"$ref": "#/components/schemas/A"}], "example": {"x": 1}},
    }
    document = operation(
        method="post",
        requestBody=body({"$ref": "#/components/schemas/A"}),
        others={"components": {"schemas": schemas}},
    )
    listed = read(tmp_path, document)
    assert listed.says("call", "argument_depth") is None
    assert json.dumps([r.name for r in listed.records("call", "examples").values()])
