"""Parameters become arguments, each with what the contract says of it and where."""

import pytest

from tests.readers.interfaces.listed import openapi_with, operation, read


def query(**parts):
    return {"name": "q", "in": "query", **parts}


def one(tmp_path, **parts):
    return read(tmp_path, operation(parameters=[query(**parts)])).records("call")["q"].fields


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "string"}, "string"),
        ({"type": ["string", "null"]}, "string | null"),
        ({"type": "integer", "nullable": True}, "integer | null"),
        ({"enum": ["a", 1]}, "string | integer"),
        ({"const": True}, "boolean"),
        ({"oneOf": [{"type": "string"}, {"type": "integer"}, {"type": "string"}]}, "string | integer"),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, "string | null"),
        ({"allOf": [{"description": "x"}, {"type": "number"}]}, "number"),
        ({"properties": {}}, "object"),
        ({"items": {"type": "string"}}, "array"),
        ({"$ref": "#/components/schemas/Trip"}, "object"),
        ({}, ""),
        (True, ""),
    ],
)
def test_types(tmp_path, schema, expected):
    trip = {"components": {"schemas": {"Trip": {"type": "object", "properties": {"id": {}}}}}}
    listed = read(tmp_path, operation(parameters=[query(schema=schema)], others=trip))
    assert listed.field("call", "q", "type") == expected


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "string"}, False),
        ({"type": "string", "maxLength": 9}, True),
        ({"type": "string", "pattern": "^a"}, True),
        ({"type": "string", "format": "date"}, True),
        ({"type": "string", "enum": ["a"]}, True),
        ({"type": "boolean"}, True),
        ({"type": "integer"}, False),
        ({"type": "integer", "maximum": 9}, True),
        ({"type": "array", "items": {"type": "boolean"}}, False),
        ({"type": "array", "items": {}, "maxItems": 3}, True),
        ({"oneOf": [{"type": "boolean"}, {"type": "string", "maxLength": 1}]}, True),
        ({"oneOf": [{"type": "boolean"}, {"type": "string"}]}, False),
    ],
)
def test_bounds(tmp_path, schema, expected):
    assert one(tmp_path, schema=schema)["bounded"] is expected


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "object"}, True),
        ({"type": "object", "additionalProperties": True}, True),
        ({"type": "object", "additionalProperties": {}}, True),
        ({"type": "object", "additionalProperties": False}, False),
        ({"type": "object", "additionalProperties": {"type": "string"}}, False),
        ({"type": "object", "properties": {"a": {}}}, False),
        ({"type": "object", "allOf": [{"properties": {"a": {}}}]}, False),
        ({"type": "array", "items": {"type": "object"}}, True),
        ({"anyOf": [{"type": "string"}, {"type": "object"}]}, True),
        ({"type": "string"}, False),
    ],
)
def test_free_form(tmp_path, schema, expected):
    assert one(tmp_path, schema=schema)["free_form"] is expected


def test_everything_said_about_one_parameter(tmp_path):
    schema = {
        "type": "string",
        "format": "date",
        "enum": ["a", 1, None],
        "default": "a",
        "example": "a",
        "deprecated": True,
    }
    assert one(tmp_path, schema=schema, required=True, description=" When. ") == {
        "required": True,
        "place": "query",
        "type": "string",
        "description": "When.",
        "free_form": False,
        "bounded": True,
        "format": "date",
        "enum": ("a", "1", "null"),
        "example": True,
        "default": True,
        "deprecated": True,
    }


def test_what_the_contract_does_not_say_is_known_to_be_absent(tmp_path):
    fields = one(tmp_path)
    assert fields["type"] == ""
    assert fields["description"] == ""
    assert fields["required"] is False
    assert fields["enum"] == ()


def test_a_description_is_inherited_from_the_schema_and_its_own_counts_first(tmp_path):
    schemas = {"components": {"schemas": {"Day": {"type": "string", "description": "A day."}}}}
    ref = {"$ref": "#/components/schemas/Day"}

    def told(**parts):
        return read(tmp_path, operation(parameters=[query(**parts)], others=schemas)).field("call", "q", "description")

    assert told(schema=ref) == "A day."
    assert told(schema=ref, description="First day.") == "First day."
    assert told(schema={**ref, "description": "Beside."}) == "Beside."
    assert told(schema={"allOf": [ref]}) == "A day."
    assert told(schema={"oneOf": [{"type": "integer"}, ref]}) == "A day."


def test_a_shared_parameter_stands_where_it_is_defined(tmp_path):
    shared = {"components": {"parameters": {"Page": {"name": "page", "in": "query", "schema": {"type": "integer"}}}}}
    listed = read(tmp_path, operation(parameters=[{"$ref": "#/components/parameters/Page"}], others=shared))
    assert listed.records("call")["page"].location.json_pointer == "/components/parameters/Page"


def test_an_operation_replaces_a_parameter_of_its_path(tmp_path):
    item = {
        "parameters": [query(description="of the path"), {"name": "id", "in": "header"}],
        "get": {"operationId": "call", "parameters": [query(description="its own")]},
    }
    listed = read(tmp_path, openapi_with({"/trips": item}))
    assert listed.field("call", "q", "description") == "its own"
    assert list(listed.records("call")) == ["q", "id"]


def test_path_parameters_are_required_even_where_nobody_describes_them(tmp_path):
    stated = {"name": "id", "in": "path", "schema": {"type": "string"}}
    listed = read(tmp_path, operation(path="/trips/{id}/legs/{leg}", parameters=[stated]))
    assert listed.field("call", "id", "required") is True
    assert listed.field("call", "leg", "required") is True
    assert listed.field("call", "leg", "type") == ""
    assert listed.notes == ["/trips/{id}/legs/{leg} has {leg}, which no parameter describes"]


def test_headers_that_openapi_says_elsewhere_are_no_arguments(tmp_path):
    names = ["Accept", "Content-Type", "Authorization", "X-Trace"]
    listed = read(tmp_path, operation(parameters=[{"name": name, "in": "header"} for name in names]))
    assert list(listed.records("call")) == ["X-Trace"]


def test_a_parameter_that_cannot_be_read_is_listed_with_nothing_known(tmp_path):
    bad = [{"$ref": "#/components/parameters/Gone"}, 7, {"in": "query"}]
    listed = read(tmp_path, operation(parameters=bad))
    records = listed.records("call")
    assert list(records) == ["Gone", "parameter 1", "parameter 2"]
    assert all(not record.fields for record in records.values())
    assert listed.says("call", "contract") == "broken"
    assert listed.says("call", "paginated") is None
    assert listed.says("call", "idempotency_key") is None


def test_a_list_of_parameters_of_a_wrong_type_claims_nothing(tmp_path):
    listed = read(tmp_path, operation(parameters={"q": {}}))
    assert listed.says("call", "parameters") is None
    assert "`parameters` is a mapping; expected a list of parameters; not read" in listed.notes


def test_a_schema_that_leads_nowhere_leaves_type_and_description_unknown(tmp_path):
    fields = one(tmp_path, schema={"$ref": "#/gone"})
    assert fields == {"required": False, "place": "query"}


def test_parameters_with_content(tmp_path):
    listed = read(tmp_path, operation(parameters=[query(content={"application/json": {"schema": {"type": "object"}}})]))
    assert listed.field("call", "q", "type") == "object"


def test_swagger_parameters_carry_their_own_type(tmp_path):
    parameters = [
        {"name": "day", "in": "query", "type": "string", "format": "date", "description": "A day.", "x-example": "1"},
        {"name": "file", "in": "formData", "type": "file", "required": True},
    ]
    document = {
        "swagger": "2.0",
        "info": {"title": "T"},
        "paths": {"/a": {"post": {"operationId": "call", "parameters": parameters}}},
    }
    listed = read(tmp_path, document)
    assert listed.field("call", "day", "format") == "date"
    assert listed.field("call", "day", "example") is True
    assert listed.field("call", "file", "type") == "file"
    assert listed.field("call", "file", "place") == "body"


def test_pages_filters_and_keys_are_seen_by_their_names(tmp_path):
    def seen(*names, place="query"):
        listed = read(tmp_path, operation(method="post", parameters=[{"name": n, "in": place} for n in names]))
        return {a: listed.says("call", a) for a in ("paginated", "filterable", "idempotency_key", "dry_run")}

    nothing = {"paginated": False, "filterable": False, "idempotency_key": False, "dry_run": False}
    assert seen() == nothing
    for name in ("limit", "per_page", "pageToken", "page[size]", "$top", "cursor", "starting_after"):
        assert seen(name) == nothing | {"paginated": True}, name
    assert seen("status") == nothing | {"filterable": True}
    assert seen("sort", "fields", "include_locale") == nothing
    assert seen("Idempotency-Key", place="header") == nothing | {"idempotency_key": True}
    assert seen("X-Request-Id", place="header") == nothing
    assert seen("dryRun") == nothing | {"dry_run": True}


def test_a_required_query_parameter_narrows_nothing(tmp_path):
    listed = read(tmp_path, operation(parameters=[query(required=True)]))
    assert listed.claim("call", "filterable").level.word == "inferred"  # by the name q alone
    listed = read(tmp_path, operation(parameters=[{"name": "channel", "in": "query", "required": True}]))
    assert listed.says("call", "filterable") is False
