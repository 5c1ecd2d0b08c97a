"""What the answers of operations hold: for going on after a success, and for repairing a failure."""

import pytest

from auditor.model.kinds import EvidenceLevel
from tests.readers.interfaces.listed import body, openapi_with, operation, read

TEXT = {"type": "string"}
THING = {"type": "object", "properties": {"id": TEXT, "title": TEXT}}
OK = body(THING)


def thing(**properties):
    return {"type": "object", "properties": properties}


def call(tmp_path, responses, method="post", **parts):
    return read(tmp_path, operation(method=method, responses=responses, **parts))


@pytest.mark.parametrize(
    ("responses", "expected"),
    [
        ({"201": OK}, True),
        ({"200": body(thing(ok={"type": "boolean"}))}, False),
        ({"200": body(thing(message=TEXT, code={"type": "integer"}))}, False),
        ({"200": body(thing(ok={"type": "boolean"}, channel=THING))}, True),
        ({"200": body(thing(status={"enum": ["queued", "running", "done"]}))}, True),
        ({"200": body({"type": "array", "items": THING})}, True),
        ({"204": {"description": "Done."}}, False),
        ({"200": {"description": "Done."}}, False),
        ({"201": {"description": "Made.", "headers": {"Location": {"schema": TEXT}}}}, True),
        ({"204": {"description": "Done."}, "200": OK}, True),
        ({"200": body({})}, None),
        ({"200": body({"$ref": "#/gone"})}, None),
        ({"200": {"$ref": "#/gone"}}, None),
        ({"default": OK}, None),
    ],
)
def test_a_write_returns_state_or_a_receipt(tmp_path, responses, expected):
    assert call(tmp_path, responses).says("call", "returns_state") is expected


def test_a_read_is_not_asked_for_a_receipt(tmp_path):
    assert call(tmp_path, {"200": OK}, "get").says("call", "returns_state") is None


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        (THING, True),
        (thing(id=TEXT, owner_id=TEXT), False),
        (thing(count={"type": "integer"}), True),
        ({"type": "array", "items": thing(uuid=TEXT, created=TEXT)}, False),
        (thing(items={"type": "array", "items": thing(id=TEXT, displayName=TEXT)}, next_cursor=TEXT), True),
        (thing(trip=thing(id=TEXT, price={"type": "integer"})), False),
        ({"allOf": [thing(id=TEXT), {"$ref": "#/gone"}]}, None),
    ],
)
def test_names_stand_beside_identifiers(tmp_path, schema, expected):
    assert call(tmp_path, {"200": body(schema)}, "get").says("call", "named_results") is expected


@pytest.mark.parametrize(
    ("response", "expected"),
    [
        (OK, False),
        (body(thing(id=TEXT, updatedAt=TEXT)), True),
        (OK | {"headers": {"ETag": {"schema": TEXT}}}, True),
        (body({"allOf": [THING, {"$ref": "#/gone"}]}), None),
    ],
)
def test_a_read_may_say_how_fresh_it_is(tmp_path, response, expected):
    assert call(tmp_path, {"200": response}, "get").says("call", "freshness_visible") is expected


def failing(tmp_path, failures):
    listed = call(tmp_path, {"200": OK} | failures)
    attributes = ("explained_failures", "enumerated_failures", "retry_information")
    return tuple(listed.says("call", attribute) for attribute in attributes)


@pytest.mark.parametrize(
    ("failures", "expected"),
    [
        ({}, (False, False, False)),
        ({"400": {"description": "Wrong."}}, (False, False, False)),
        ({"400": {"description": "Wrong."}, "404": {"description": "Gone."}}, (False, True, False)),
        ({"default": body(thing(message=TEXT))}, (True, False, False)),
        ({"default": body(thing(error=thing(code={"enum": ["full", "late"]}, detail=TEXT)))}, (True, True, False)),
        ({"default": body(thing(code={"type": "integer"}, retryable={"type": "boolean"}))}, (False, False, True)),
        ({"400": body({}, "application/problem+json")}, (True, False, False)),
        ({"429": {"description": "Later.", "headers": {"Retry-After": {"schema": TEXT}}}}, (False, False, True)),
        ({"429": {"description": "Later.", "headers": {"X-RateLimit-Reset": {"schema": TEXT}}}}, (False, False, True)),
        ({"429": {"description": "Later.", "headers": {"X-RateLimit-Limit": {"schema": TEXT}}}}, (False, False, False)),
        ({"default": body({"$ref": "#/gone"})}, (None, None, None)),
        ({"default": {"$ref": "#/gone"}}, (None, None, None)),
        ({"422": body(thing(errors={"type": "array", "items": thing(msg=TEXT)}))}, (True, False, False)),
    ],
)
def test_failures_are_explained_listed_and_say_when_to_try_again(tmp_path, failures, expected):
    assert failing(tmp_path, failures) == expected


def test_an_error_that_contains_itself_is_read_once(tmp_path):
    problem = thing(code=TEXT, error={"$ref": "#/components/schemas/Problem"})
    others = {"components": {"schemas": {"Problem": problem}}}
    listed = call(tmp_path, {"400": body({"$ref": "#/components/schemas/Problem"})}, others=others)
    assert listed.says("call", "explained_failures") is None  # nobody knows what lies inside itself


@pytest.mark.parametrize(
    ("responses", "expected"),
    [
        ({"200": OK}, ("json",)),
        ({"200": body({}, "image/png")}, ("image",)),
        ({"200": {"content": {"image/png": {}, "application/json": {"schema": THING}}}}, ("image", "json")),
        ({"200": body({}, "application/pdf")}, ("file",)),
        ({"204": {"description": "Done."}}, ("none",)),
        ({"200": {"$ref": "#/gone"}}, None),
    ],
)
def test_the_forms_of_a_result(tmp_path, responses, expected):
    assert call(tmp_path, responses, "get").says("call", "result_kinds") == expected


def test_a_link_of_an_accepted_call_leads_to_its_state(tmp_path):
    accepted = OK | {"links": {"state": {"operationId": "getJob"}}}
    claim = call(tmp_path, {"202": accepted}).claim("call", "status_tool")
    assert claim.value == "api.getJob"
    assert claim.level is EvidenceLevel.DOCUMENTED


def test_a_link_of_work_that_is_done_is_no_state(tmp_path):
    assert call(tmp_path, {"200": OK | {"links": {"a": {"operationId": "x"}}}}).says("call", "status_tool") is None


def parameter(name, **schema):
    return {"name": name, "in": "query", "schema": schema or TEXT}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (parameter("fields"), True),
        (parameter("response_format", enum=["concise", "detailed"]), True),
        (parameter("include_owner", type="boolean"), True),
        (parameter("include_archived", type="boolean"), False),
        (parameter("view", enum=["BASIC", "FULL"]), True),
        (parameter("view"), False),
        (parameter("page"), False),
    ],
)
def test_some_arguments_choose_how_much_comes_back(tmp_path, given, expected):
    claim = call(tmp_path, {"200": OK}, "get", parameters=[given]).claim("call", "verbosity_control")
    assert claim.value is expected
    assert (claim.level is EvidenceLevel.DOCUMENTED) is expected


def test_the_same_schema_gives_the_same_answer_everywhere(tmp_path):
    shared = {"components": {"schemas": {"Trip": thing(id=TEXT, owner_id=TEXT)}}}
    response = {"200": body({"$ref": "#/components/schemas/Trip"})}
    paths = {f"/t{n}": {"get": {"operationId": f"get{n}", "responses": response}} for n in range(3)}
    listed = read(tmp_path, openapi_with(paths, **shared))
    assert {listed.says(f"get{n}", "named_results") for n in range(3)} == {False}
