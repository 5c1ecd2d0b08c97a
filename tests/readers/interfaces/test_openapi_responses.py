"""What successes and failures look like, and what follows from it."""

import pytest

from tests.readers.interfaces.listed import body, openapi_with, operation, read

THING = {"type": "object", "properties": {"id": {"type": "string"}}}
OK = body(THING)


def call(tmp_path, responses, method="post", **parts):
    return read(tmp_path, operation(method=method, responses=responses, **parts))


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        (THING, True),
        ({}, False),
        ({"type": "object"}, False),
        ({"type": "object", "additionalProperties": {"type": "string"}}, True),
        ({"type": "object", "additionalProperties": False}, True),
        ({"type": "array"}, False),
        ({"type": "array", "items": {}}, False),
        ({"type": "array", "items": THING}, True),
        ({"type": "array", "items": {"type": "object"}}, False),
        ({"type": "string"}, True),
        ({"enum": ["a"]}, True),
        ({"allOf": [{"description": "x"}, THING]}, True),
        ({"oneOf": [THING, {"type": "object"}]}, False),
        ({"oneOf": [THING, {"type": "null"}]}, True),
        ({"$ref": "#/gone"}, None),
        ({"oneOf": [THING, {"$ref": "#/gone"}]}, None),
    ],
)
def test_a_structure_is_declared_where_the_schema_says_something(tmp_path, schema, expected):
    listed = call(tmp_path, {"200": body(schema)})
    assert listed.says("call", "structured_result") is expected
    assert listed.records("call", "responses")["200"].fields.get("structured") is expected


@pytest.mark.parametrize(
    ("media_type", "expected"),
    [
        ("application/json", True),
        ("application/problem+json; charset=utf-8", True),
        ("application/xml", True),
        ("*/*", True),
        ("text/plain", False),
        ("text/html", False),
        ("application/octet-stream", False),
    ],
)
def test_a_structure_needs_a_media_type_that_carries_it(tmp_path, media_type, expected):
    assert call(tmp_path, {"200": body(THING, media_type)}).says("call", "structured_result") is expected


def test_the_best_of_several_media_types_counts(tmp_path):
    content = {"text/plain": {"schema": {"type": "string"}}, "application/json": {"schema": THING}}
    listed = call(tmp_path, {"200": {"content": content}})
    assert listed.says("call", "structured_result") is True
    assert listed.records("call", "responses")["200"].fields["media_type"] == "application/json"


@pytest.mark.parametrize(
    ("status", "response", "method", "expected"),
    [
        ("204", {}, "delete", True),
        ("205", {}, "post", True),
        ("304", {}, "get", True),
        ("302", {}, "get", True),
        ("200", {}, "head", True),
        ("200", {"content": {}}, "post", True),
        ("200", {"content": {}}, "get", False),
        ("200", {}, "post", False),
        ("200", {"description": "Done; the response body is empty."}, "delete", True),
        ("200", {"description": "The response body is empty."}, "get", False),
        ("2XX", {}, "get", False),
    ],
)
def test_some_successes_need_no_body(tmp_path, status, response, method, expected):
    assert call(tmp_path, {status: response}, method=method).says("call", "structured_result") is expected


def test_every_success_must_be_structured(tmp_path):
    listed = call(tmp_path, {"200": OK, "202": {"description": "Later."}, "400": {}})
    assert listed.says("call", "structured_result") is False
    assert listed.claim("call", "structured_result").location.json_pointer.endswith("/responses/202")
    assert call(tmp_path, {"default": OK}).says("call", "structured_result") is None


def test_failures(tmp_path):
    assert call(tmp_path, {"200": OK, "400": {}, "default": OK}).says("call", "structured_failure") is True
    assert call(tmp_path, {"200": OK, "400": {}, "5XX": {}}).says("call", "structured_failure") is False
    assert call(tmp_path, {"200": OK, "400": {"$ref": "#/gone"}}).says("call", "structured_failure") is None
    none = call(tmp_path, {"200": OK})
    assert none.says("call", "structured_failure") is False
    assert none.claim("call", "structured_failure").location.json_pointer.endswith("/responses")
    assert none.claim("call", "structured_failure").detail == "no failure response is declared"


def test_a_response_that_cannot_be_read_is_listed_with_its_outcome_only(tmp_path):
    listed = call(tmp_path, {"200": {"$ref": "#/gone"}, "400": 5})
    records = listed.records("call", "responses")
    assert dict(records["200"].fields) == {"outcome": "success"}
    assert dict(records["400"].fields) == {"outcome": "failure"}
    for attribute in ("structured_result", "structured_failure", "returns_collection", "rate_limit_visible"):
        assert listed.says("call", attribute) is None
    assert listed.says("call", "contract") == "broken"


def test_responses_of_a_wrong_type_claim_nothing(tmp_path):
    listed = call(tmp_path, ["200"])
    for attribute in ("responses", "structured_result", "structured_failure", "asynchronous"):
        assert listed.says("call", attribute) is None


def test_a_shared_response_stands_where_it_is_defined(tmp_path):
    shared = {"components": {"responses": {"Bad": OK}}}
    listed = call(tmp_path, {"400": {"$ref": "#/components/responses/Bad"}}, others=shared)
    assert listed.records("call", "responses")["400"].location.json_pointer == "/components/responses/Bad"


ITEMS = {"type": "array", "items": THING}


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        (ITEMS, True),
        (THING, False),
        ({"properties": {"trips": ITEMS}}, True),
        ({"properties": {"trips": ITEMS, "links": {"type": "object"}, "meta": {"type": "object"}}}, True),
        ({"properties": {"total_count": {"type": "integer"}, "trips": ITEMS, "selection": {"type": "string"}}}, True),
        (
            {"properties": {"next_cursor": {"type": "string"}, "ids": {"type": "array", "items": {"type": "string"}}}},
            True,
        ),
        ({"properties": {"tags": {"type": "array", "items": {"type": "string"}}}}, False),
        ({"properties": {"id": {"type": "string"}, "legs": ITEMS}}, False),
        ({"properties": {"id": {"type": "string"}, "total": {"type": "integer"}, "legs": ITEMS}}, False),
        ({"oneOf": [ITEMS, THING]}, True),
        ({"$ref": "#/gone"}, None),
    ],
)
def test_lists_are_seen_through_their_envelope(tmp_path, schema, expected):
    listed = call(tmp_path, {"200": body(schema)}, method="get")
    assert listed.says("call", "returns_collection") is expected


def test_a_list_is_bounded_by_its_own_limit(tmp_path):
    def bounded(schema):
        return call(tmp_path, {"200": body(schema)}).records("call", "responses")["200"].fields.get("bounded")

    assert bounded({**ITEMS, "maxItems": 100}) is True
    assert bounded({"properties": {"trips": ITEMS}}) is False
    assert bounded(THING) is None


def test_accepted_means_later_and_ok_means_done(tmp_path):
    assert call(tmp_path, {"202": OK, "200": OK}).says("call", "asynchronous") is True
    assert call(tmp_path, {"201": OK}).says("call", "asynchronous") is False
    assert call(tmp_path, {"2XX": OK}).says("call", "asynchronous") is None
    assert call(tmp_path, {"default": OK}).says("call", "asynchronous") is None


def test_limits_are_visible_by_status_or_header(tmp_path):
    assert call(tmp_path, {"200": OK, "429": {}}).says("call", "rate_limit_visible") is True
    for header in ("Retry-After", "RateLimit", "X-RateLimit-Remaining", "ratelimit-reset"):
        limited = {**OK, "headers": {header: {"schema": {}}}}
        assert call(tmp_path, {"200": limited}).says("call", "rate_limit_visible") is True, header
    assert call(tmp_path, {"200": OK}).says("call", "rate_limit_visible") is False


def test_a_link_header_means_pages(tmp_path):
    listed = call(tmp_path, {"200": {**OK, "headers": {"Link": {"schema": {}}}}}, method="get")
    assert listed.says("call", "paginated") is True
    assert listed.claim("call", "paginated").detail == "a Link header"


def test_swagger_responses_take_their_media_type_from_produces(tmp_path):
    def structured(**parts):
        responses = {"200": {"description": "", "schema": THING}, "400": {"description": "No."}}
        paths = {"/a": {"get": {"operationId": "call", "responses": responses, **parts}}}
        listed = read(tmp_path, {"swagger": "2.0", "info": {"title": "T"}, "paths": paths})
        return listed.says("call", "structured_result"), listed.says("call", "structured_failure")

    assert structured() == (True, False)
    assert structured(produces=["text/csv"]) == (False, False)
    assert structured(produces=["text/csv", "application/json"]) == (True, False)


def test_no_responses_at_all_is_a_contract_that_says_none(tmp_path):
    listed = read(tmp_path, openapi_with({"/a": {"get": {"operationId": "call"}}}))
    assert listed.says("call", "responses") == ()
    assert listed.says("call", "structured_failure") is False
    assert listed.says("call", "structured_result") is None
