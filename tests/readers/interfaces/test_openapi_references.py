"""Contracts in several files, references that lead nowhere, and those that lead back."""

import pytest

from auditor.errors import InputError
from auditor.readers.interfaces.work import Work
from tests.readers.interfaces.listed import body, openapi_with, operation, read

LIST = """\
operationId: listTrips
summary: List trips
parameters:
  - $ref: shared/parameters.yml#/page
responses:
  '200':
    $ref: responses/trips.yml
"""
PARAMETERS = """\
page:
  name: page
  in: query
  schema:
    type: integer
"""
TRIPS = """\
description: Trips.
content:
  application/json:
    schema:
      type: array
      items:
        $ref: ../models/trip.yml
"""
TRIP = "type: object\nproperties:\n  id: {type: string}\n"
SPLIT = {
    "list.yml": LIST,
    "shared/parameters.yml": PARAMETERS,
    "responses/trips.yml": TRIPS,
    "models/trip.yml": TRIP,
}


def test_every_place_is_that_of_the_real_file(tmp_path):
    listed = read(tmp_path, openapi_with({"/trips": {"get": {"$ref": "list.yml"}}}), **SPLIT)
    assert listed.tools == ["api.listTrips"]
    assert str(listed.claim("listTrips", "description").location) == "list.yml:2"
    assert str(listed.records("listTrips")["page"].location) == "shared/parameters.yml:2"
    assert str(listed.records("listTrips", "responses")["200"].location) == "responses/trips.yml:1"
    assert listed.claim("listTrips", "path").location.path == "main.json"
    assert listed.says("listTrips", "returns_collection") is True
    assert listed.says("listTrips", "contract") == "resolved"
    assert [entry.path for entry in listed.description.inputs] == ["main.json", *sorted(SPLIT)]


def test_a_reference_that_leads_nowhere_breaks_every_tool_that_needs_it_and_no_other(tmp_path):
    deep = {"type": "object", "properties": {"a": {"items": {"$ref": "#/components/schemas/Gone"}}}}
    paths = {
        "/a": {"get": {"operationId": "one", "responses": {"200": body({"$ref": "#/components/schemas/Deep"})}}},
        "/b": {"get": {"operationId": "two", "responses": {"200": body({"$ref": "#/components/schemas/Deep"})}}},
        "/c": {"get": {"operationId": "fine"}},
    }
    listed = read(tmp_path, openapi_with(paths, components={"schemas": {"Deep": deep}}))
    assert [listed.says(tool, "contract") for tool in ("one", "two", "fine")] == ["broken", "broken", "resolved"]
    claim = listed.claim("api", "unresolved_references")
    assert claim.value == ("#/components/schemas/Gone",)
    assert claim.location.json_pointer == "/components/schemas/Deep/properties/a/items/$ref"
    assert listed.description.inputs[0].why == "1 references lead nowhere"


def test_all_references_resolved_is_a_claim_too(tmp_path):
    assert read(tmp_path, openapi_with({})).says("api", "unresolved_references") == ()


def test_examples_and_extensions_are_data(tmp_path):
    data = {"$ref": "#/gone"}
    schema = {"type": "object", "default": data, "example": data, "enum": [data], "x-note": data}
    content = body(schema)
    content["content"]["application/json"]["examples"] = {"one": {"value": data}}
    listed = read(tmp_path, operation(responses={"200": content}, **{"x-code": data}))
    assert listed.says("call", "contract") == "resolved"


def test_a_property_may_have_the_name_of_a_keyword(tmp_path):
    schema = {"type": "object", "properties": {"default": {"$ref": "#/gone"}, "example": {"type": "string"}}}
    listed = read(tmp_path, operation(responses={"200": body(schema)}))
    assert listed.says("call", "contract") == "broken"


def test_a_named_example_must_be_there(tmp_path):
    content = body({"type": "string"})
    content["content"]["application/json"]["examples"] = {"one": {"$ref": "#/components/examples/Gone"}}
    assert read(tmp_path, operation(responses={"200": content})).says("call", "contract") == "broken"


def test_addresses_are_not_followed(tmp_path):
    listed = read(tmp_path, operation(parameters=[{"$ref": "https://example.com/p.json"}]))
    assert listed.says("api", "unresolved_references") == ("https://example.com/p.json",)


def test_a_few_lines_cannot_ask_for_endless_work(tmp_path, monkeypatch):
    monkeypatch.setattr(Work.__init__, "__defaults__", (2000,))
    many = {"name": "a", "in": "query"}
    item = {"get": {"parameters": [dict(many, name=f"p{n}") for n in range(50)]}}
    paths = {f"/{n}": {"$ref": "#/components/pathItems/All"} for n in range(50)}
    with pytest.raises(InputError, match=r"main.json:1:\d+: more than 2,000 parts"):
        read(tmp_path, openapi_with(paths, components={"pathItems": {"All": item}}))


def test_alternatives_of_alternatives_are_each_looked_at_once(tmp_path):
    schemas = {f"S{n}": {"oneOf": [{"$ref": f"#/components/schemas/S{n + 1}"}] * 2} for n in range(60)}
    schemas["S60"] = {"type": "object", "properties": {"a": {"type": "string"}}}
    content = body({"$ref": "#/components/schemas/S0"})
    document = operation(
        method="post", requestBody=content, responses={"200": content}, others={"components": {"schemas": schemas}}
    )
    assert read(tmp_path, document).says("call", "contract") == "resolved"


def test_what_lies_too_deep_is_unknown(tmp_path):
    def kind(depth):
        schema = {"type": "string"}
        for _ in range(depth):
            schema = {"oneOf": [schema]}
        return read(tmp_path, operation(parameters=[{"name": "q", "in": "query", "schema": schema}])).field(
            "call", "q", "type"
        )

    assert kind(10) == "string"
    assert kind(60) is None
