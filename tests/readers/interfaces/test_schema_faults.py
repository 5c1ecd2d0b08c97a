"""What is wrong with schemas is found at its place, in the dialect that applies, and nothing else is."""

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.readers.interfaces.quality.dialects import JSON_SCHEMA, OPENAPI_3_0, OPENAPI_3_1, SWAGGER_2
from auditor.readers.interfaces.quality.flaws import flaws_of
from auditor.readers.interfaces.quality.regexes import flaw_of_pattern
from tests.readers.interfaces.listed import body, openapi_with, operation, read


def kinds(schema, dialect=OPENAPI_3_1):
    return [flaw.kind for flaw in flaws_of(schema, dialect)]


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "integer", "minimum": 5, "maximum": 4},
        {"type": "string", "minLength": 2, "maxLength": 1},
        {"type": "array", "items": {}, "minItems": 2, "maxItems": 1},
        {"type": "number", "exclusiveMinimum": 3, "maximum": 3},
        {"type": "integer", "enum": ["a", "b"]},
        {"type": "integer", "const": "a"},
        {"enum": []},
        {"type": "object", "required": ["seat"], "properties": {"row": {}}, "additionalProperties": False},
        {"type": "string", "pattern": "/^[a-z]+$/"},
    ],
)
def test_what_no_value_can_meet_is_impossible(schema):
    assert kinds(schema) == ["impossible"]


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "str"},
        {"type": "string", "format": "int32"},
        {"type": "string", "items": {"type": "string"}},
        {"type": "integer", "minLength": 1},
        {"type": "string", "maxlength": 5},
        {"type": "object", "propertes": {}},
        {"type": "boolean", "default": "yes"},
        {"type": "string", "enum": ["a", 1]},
    ],
)
def test_what_means_nothing_is_mistyped(schema):
    assert kinds(schema) == ["mistyped"]


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "required": True},
        {"type": "string", "pattern": "(["},
        {"type": "string", "minLength": -1},
        {"allOf": []},
        {"properties": ["seat"]},
        {"type": 3},
    ],
)
def test_what_is_no_schema_is_malformed(schema):
    assert kinds(schema) == ["malformed"]


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "integer", "minimum": 1, "maximum": 1},
        {"type": "string", "default": None},
        {"type": "string", "format": "int64"},
        {"type": ["string", "null"], "enum": ["a", None]},
        {"type": "number", "enum": [1, 2.5]},
        {"type": "integer", "const": 1.0},
        {"type": "string", "x-maxlength": 5},
        {"type": "string", "pattern": r"^(?!a)\p{L}+\/$"},
        {"oneOf": [{"type": "string"}, {"type": "integer"}]},
        {"anyOf": [{"required": ["a"]}, {"required": ["b"]}]},
        {"type": "object", "required": ["a"], "properties": {}},
        {"type": "object", "required": ["x-a"], "patternProperties": {"^x-": {}}, "additionalProperties": False},
    ],
)
def test_good_schemas_have_no_fault(schema):
    assert kinds(schema) == []


@pytest.mark.parametrize(
    ("schema", "good", "bad"),
    [
        ({"type": ["string", "null"]}, OPENAPI_3_1, OPENAPI_3_0),
        ({"type": "number", "minimum": 1, "exclusiveMinimum": True}, OPENAPI_3_0, OPENAPI_3_1),
        ({"type": "number", "exclusiveMinimum": 1}, OPENAPI_3_1, SWAGGER_2),
        ({"type": "array", "items": [{"type": "string"}]}, JSON_SCHEMA, OPENAPI_3_1),
        ({"type": "null"}, OPENAPI_3_1, OPENAPI_3_0),
        ({"type": "file"}, SWAGGER_2, OPENAPI_3_0),
    ],
)
def test_each_dialect_has_its_own_rules(schema, good, bad):
    assert kinds(schema, good) == []
    assert kinds(schema, bad) != []


def test_a_fault_in_a_shared_schema_is_one_at_its_own_place(tmp_path):
    trip = {"type": "object", "properties": {"seats": {"type": "integer", "minimum": 9, "maximum": 1}}}
    call = {"operationId": "a", "responses": {}, "requestBody": body({"$ref": "#/components/schemas/Trip"})}
    other = {**call, "operationId": "b"}
    listed = read(tmp_path, openapi_with({"/t": {"post": call, "put": other}}, components={"schemas": {"Trip": trip}}))
    place = "/components/schemas/Trip/properties/seats/minimum"
    for tool in ("a", "b"):
        (record,) = listed.records(tool, "schema_faults").values()
        assert (record.name, record.fields["kind"]) == (place, "impossible")


@pytest.mark.parametrize(
    ("path", "parameters", "expected"),
    [
        ("/trips/{id}", [], ["undeclared_path_parameter"]),
        ("/trips", [{"name": "id", "in": "path", "schema": {"type": "string"}}], ["unused_path_parameter"]),
        ("/trips/{id}", [{"name": "id", "in": "path", "schema": {"type": "string"}}], []),
        ("/trips", [{"name": "q", "in": "query", "schema": {"type": "string"}}] * 2, ["duplicate_parameter"]),
    ],
)
def test_paths_and_parameters_agree(tmp_path, path, parameters, expected):
    listed = read(tmp_path, operation(path=path, parameters=parameters))
    assert [r.fields["kind"] for r in listed.records("call", "schema_faults").values()] == expected


@pytest.mark.parametrize(
    ("request_body", "expected"),
    [
        ({"content": {}}, ["empty_body"]),
        ({"content": {"application/json": {}}}, ["empty_body"]),
        ({"content": {"application/octet-stream": {}}}, []),
    ],
)
def test_bodies_say_what_is_sent(tmp_path, request_body, expected):
    listed = read(tmp_path, operation(method="post", requestBody=request_body))
    assert [r.fields["kind"] for r in listed.records("call", "schema_faults").values()] == expected


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"allOf": [{"type": "string"}, {"type": "object"}]}, "impossible"),
        (
            {"allOf": [{"properties": {"a": {}}, "additionalProperties": False}, {"required": ["b"]}]},
            "impossible",
        ),
        ({"oneOf": [{}, {"type": "string"}]}, "broken_choice"),
        ({"oneOf": [{"type": "string"}, {"type": "string"}]}, "broken_choice"),
        (
            {"oneOf": [{"type": "object", "properties": {"a": {}}}], "discriminator": {"propertyName": "kind"}},
            "broken_choice",
        ),
    ],
)
def test_joined_schemas(tmp_path, schema, expected):
    listed = read(tmp_path, operation(method="post", requestBody=body(schema)))
    assert [r.fields["kind"] for r in listed.records("call", "schema_faults").values()] == [expected]


def test_an_unread_reference_leaves_it_open_whether_all_is_well(tmp_path):
    listed = read(tmp_path, operation(method="post", requestBody=body({"$ref": "#/components/schemas/Gone"})))
    assert listed.says("call", "schema_faults") is None
    assert listed.says("call", "embedded_secrets") is None


values = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from(["", "a", "string", "(["]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["a", "type", "items"]), inner),
    max_leaves=4,
)
schemas = st.dictionaries(
    st.sampled_from(
        ["type", "minimum", "maximum", "minLength", "required", "enum", "pattern", "oneOf", "items", "default"]
    ),
    values,
)


@given(schemas)
def test_whatever_stands_there_is_read(schema):
    for dialect in (SWAGGER_2, OPENAPI_3_0, OPENAPI_3_1, JSON_SCHEMA):
        assert all(flaw.what for flaw in flaws_of(schema, dialect))


@given(st.fixed_dictionaries({}, optional={"minLength": values, "required": values, "enum": values, "minimum": values}))
def test_no_plain_schema_that_the_meta_schema_refuses_is_taken(schema):
    draft = {**schema, "$schema": "https://json-schema.org/draft/2020-12/schema"}
    if not jsonschema_rs.meta.is_valid(draft) and None not in schema.values():
        repeated = isinstance(schema.get("required"), list) and len(schema["required"]) > 1
        assert kinds(schema) or repeated


@pytest.mark.parametrize("pattern", ["^a$", r"^\d{3}$", "(?<year>[0-9]{4})", r"[\w-]+", "(?i)a"])
def test_good_patterns_pass(pattern):
    assert flaw_of_pattern(pattern) is None
