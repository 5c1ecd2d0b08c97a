"""Operations become tools, under ids that nothing but the contract decides."""

from auditor.model.kinds import EvidenceLevel, Members, RelationKind
from tests.readers.interfaces.listed import openapi_with, operation, read, read_file, write

TRIPS = {
    "/trips": {"get": {"operationId": "listTrips"}, "post": {"summary": "Book"}},
    "/trips/{id}": {"delete": {"operationId": "cancelTrip"}},
}


def test_ids_come_from_the_title_and_the_operation_never_from_the_file(tmp_path):
    write(tmp_path, {"deep/anything.yaml": openapi_with(TRIPS)})
    listed = read_file(tmp_path, "deep/anything.yaml")
    assert listed.interface.id == "trips-api"
    assert listed.interface.name == "Trips API"
    assert listed.tools == ["trips-api.listTrips", "trips-api.POST /trips", "trips-api.cancelTrip"]


def test_a_given_name_takes_the_place_of_the_title(tmp_path):
    listed = read(tmp_path, openapi_with(TRIPS), name="bookings")
    assert listed.interface.id == "bookings"
    assert listed.interface.name == "Trips API"
    assert listed.tools[0] == "bookings.listTrips"


def test_equal_operation_ids_all_get_method_and_path_so_that_order_does_not_matter(tmp_path):
    paths = {"/a": {"get": {"operationId": "go"}}, "/b": {"get": {"operationId": "go"}}, "/c": {"put": {}}}
    forward = read(tmp_path, openapi_with(paths)).tools
    backward = read(tmp_path, openapi_with(dict(reversed(paths.items())))).tools
    assert forward == ["api.go GET /a", "api.go GET /b", "api.PUT /c"]
    assert sorted(forward) == sorted(backward)


def test_an_operation_named_like_the_placeholder_stays_apart_from_it(tmp_path):
    paths = {"/a": {"get": {"operationId": "*"}}, "/b": {"$ref": "#/nowhere"}}
    listed = read(tmp_path, openapi_with(paths))
    assert listed.tools == ["api.* GET /a", "api.*"]


def test_a_complete_document_is_closed(tmp_path):
    listed = read(tmp_path, openapi_with(TRIPS))
    assert listed.interface.members is Members.CLOSED
    assert ("api", RelationKind.EXPOSES) in listed.description.closed_relations
    assert {r.target for r in listed.description.relations} == set(listed.tools)
    assert listed.says("api", "version") == "1.2.3"
    assert listed.says("api", "transport") == "http"


def test_a_path_that_cannot_be_read_leaves_an_unknown_member(tmp_path):
    listed = read(tmp_path, openapi_with({**TRIPS, "/hotels": {"$ref": "hotels.yaml"}, "/cars": 5}))
    assert listed.interface.members is Members.OPEN
    (placeholder,) = [e for e in listed.description.entities if e.placeholder]
    assert placeholder.id == "api.*"
    assert placeholder.because == "2 of its paths cannot be read: /hotels, /cars"
    assert not listed.description.closed_relations
    assert listed.says("api", "unresolved_references") == ("hotels.yaml",)


def test_an_operation_that_cannot_be_read_is_still_a_tool(tmp_path):
    listed = read(tmp_path, openapi_with({"/trips": {"get": ["what"], "put": {"$ref": "#/x"}}}))
    assert listed.tools == ["api.GET /trips", "api.PUT /trips"]
    assert listed.says("GET /trips", "contract") == "broken"
    assert listed.says("GET /trips", "parameters") is None
    assert listed.says("GET /trips", "description") is None
    assert listed.interface.members is Members.CLOSED


def test_method_path_and_idempotence(tmp_path):
    listed = read(tmp_path, openapi_with({"/trips": {m: {"operationId": m} for m in ("get", "post", "put", "patch")}}))
    assert listed.says("post", "method") == "POST"
    assert listed.says("post", "path") == "/trips"
    assert listed.claim("post", "method").location.json_pointer == "/paths/~1trips/post"
    assert listed.claim("post", "method").location.of_key
    assert [listed.says(m, "idempotent") for m in ("get", "post", "put", "patch")] == [True, None, True, None]
    assert listed.claim("put", "idempotent").level is EvidenceLevel.DOCUMENTED


def test_summary_and_description_make_one_text_and_a_repeated_summary_only_once(tmp_path):
    def told(**words):
        listed = read(tmp_path, operation(**words))
        return listed.says("call", "description"), listed.claim("call", "description").location.json_pointer

    at = "/paths/~1trips/get"
    assert told(summary="List trips", description="All of them.") == ("List trips\n\nAll of them.", f"{at}/description")
    assert told(summary="List trips.", description="List trips of all kinds.")[0] == "List trips of all kinds."
    assert told(summary="List trips") == ("List trips", f"{at}/summary")
    assert told() == ("", at)


def test_words_of_a_wrong_type_are_noted_and_claim_nothing(tmp_path):
    listed = read(tmp_path, operation(description=["no"], deprecated="yes"))
    assert listed.says("call", "description") is None
    assert listed.says("call", "deprecated") is None
    assert "`description` is a list; expected a text; not read" in listed.notes


def test_deprecation(tmp_path):
    assert read(tmp_path, operation(deprecated=True)).says("call", "deprecated") is True
    assert read(tmp_path, operation()).says("call", "deprecated") is False


def test_a_path_item_by_reference_keeps_what_stands_beside_it(tmp_path):
    item = {
        "parameters": [{"name": "far", "in": "query"}],
        "get": {"operationId": "far"},
        "put": {"operationId": "put"},
    }
    paths = {"/trips": {"$ref": "paths.json#/trips", "get": {"operationId": "near"}}}
    listed = read(tmp_path, openapi_with(paths), **{"paths.json": {"trips": item}})
    assert listed.tools == ["api.near", "api.put"]
    assert listed.claim("put", "parameters").value[0].location.path == "paths.json"
    assert [entry.path for entry in listed.description.inputs] == ["main.json", "paths.json"]


def test_webhooks_and_callbacks_are_counted_but_are_no_tools(tmp_path):
    called = {"post": {"operationId": "called"}}
    document = openapi_with(
        {"/trips": {"post": {"operationId": "call", "callbacks": {"done": {"{$url}": called}}}}},
        webhooks={"new": called},
    )
    listed = read(tmp_path, document)
    assert listed.tools == ["api.call"]
    assert listed.notes == [
        "1 webhooks: calls that the server makes, so no tools",
        "1 callbacks: calls that the server makes, so no tools",
    ]


def test_newer_methods_are_tolerated(tmp_path):
    document = openapi_with({"/trips": {"query": {}, "additionalOperations": {"COPY": {"operationId": "copy"}}}})
    listed = read(tmp_path, document | {"openapi": "3.2.0"})
    assert listed.tools == ["api.QUERY /trips", "api.copy"]
    assert listed.says("copy", "method") == "COPY"


def test_addresses(tmp_path):
    servers = [{"url": "https://{region}.trips.example/v1", "variables": {"region": {"default": "eu"}}}, {"url": "/"}]
    assert read(tmp_path, openapi_with({}, servers=servers)).says("api", "urls") == ("https://eu.trips.example/v1",)
    swagger = {
        "swagger": "2.0",
        "info": {"title": "T"},
        "host": "a.example",
        "basePath": "/v2",
        "schemes": ["https", "http"],
    }
    assert read(tmp_path, swagger).says("api", "urls") == ("https://a.example/v2", "http://a.example/v2")
    assert read(tmp_path, openapi_with({})).says("api", "urls") is None


def test_a_definition_counts_each_schema_it_refers_to_once(tmp_path):
    def size(*names):
        schema = {"type": "object", "properties": {name: {"$ref": "#/components/schemas/Long"} for name in names}}
        content = {"content": {"application/json": {"schema": schema}}}
        long = {"components": {"schemas": {"Long": {"description": "x" * 1000, "type": "string"}}}}
        return read(tmp_path, operation(method="post", requestBody=content, others=long)).says(
            "call", "definition_size"
        )

    assert 2000 < size("one") < 2300  # the argument inherits the description, and the schema is carried below $defs
    assert size("one", "two") - size("one") < 1200
