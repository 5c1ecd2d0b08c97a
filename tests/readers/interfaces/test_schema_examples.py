"""Examples are held against their schemas, references followed; credentials are told from stand-ins."""

import pytest

from auditor.readers.interfaces.quality.credentials import credential_in
from tests.readers.interfaces.listed import body, operation, read

TRIP = {
    "type": "object",
    "required": ["id", "to"],
    "properties": {
        "id": {"type": "integer", "readOnly": True},
        "to": {"$ref": "#/components/schemas/Place"},
        "note": {"type": "string", "nullable": True},
    },
}
PLACE = {"type": "string", "maxLength": 3}


def verdicts(tmp_path, *, version="3.0.3", **parts):
    document = operation(others={"components": {"schemas": {"Trip": TRIP, "Place": PLACE}}}, **parts)
    listed = read(tmp_path, {**document, "openapi": version})
    return [(r.fields.get("place"), r.fields.get("valid")) for r in listed.records("call", "examples").values()]


def sent(example):
    media = {"schema": {"$ref": "#/components/schemas/Trip"}, "example": example}
    return {"method": "post", "requestBody": {"content": {"application/json": media}}}


@pytest.mark.parametrize(
    ("example", "valid"),
    [
        ({"to": "BER"}, True),
        ({"to": "BER", "note": None}, True),
        ({"to": "Berlin"}, False),
        ({"note": "x"}, False),
        ('{"to": "BER"}', False),
    ],
)
def test_an_example_of_a_request_is_judged_without_what_is_only_read(tmp_path, example, valid):
    assert verdicts(tmp_path, **sent(example)) == [("request", valid)]


def test_an_example_of_a_response_needs_what_is_only_read(tmp_path):
    media = {"schema": {"$ref": "#/components/schemas/Trip"}, "examples": {"one": {"value": {"to": "BER"}}}}
    responses = {"200": {"description": "The trip.", "content": {"application/json": media}}}
    assert verdicts(tmp_path, responses=responses) == [("response", False)]


def test_null_is_refused_where_the_dialect_has_no_nullable(tmp_path):
    assert verdicts(tmp_path, version="3.1.0", **sent({"to": None})) == [("request", False)]


def test_an_example_without_a_schema_has_no_verdict(tmp_path):
    media = {"example": {"to": "BER"}}
    assert verdicts(tmp_path, method="post", requestBody={"content": {"text/csv": media}}) == [("request", None)]


def test_examples_inside_schemas_count_too(tmp_path):
    schema = {"type": "object", "properties": {"seats": {"type": "integer", "example": "two"}}}
    listed = read(tmp_path, operation(method="post", requestBody=body(schema)))
    (record,) = listed.records("call", "examples").values()
    assert record.fields["valid"] is False
    assert record.name.endswith("/properties/seats/example")


def test_a_schema_that_contains_itself_is_judged(tmp_path):
    node = {"type": "object", "properties": {"next": {"$ref": "#/components/schemas/Node"}, "id": {"type": "integer"}}}
    media = {"schema": {"$ref": "#/components/schemas/Node"}, "example": {"next": {"next": {"id": "x"}}}}
    document = operation(
        method="post",
        requestBody={"content": {"application/json": media}},
        others={"components": {"schemas": {"Node": node}}},
    )
    (record,) = read(tmp_path, document).records("call", "examples").values()
    assert record.fields["valid"] is False


def test_a_schema_that_would_take_for_ever_is_not_judged(tmp_path):
    def to(number):
        return {"$ref": f"#/components/schemas/S{number}"}

    schemas = {f"S{n}": {"anyOf": [{"title": str(way), "allOf": [to(n + 1)]} for way in range(9)]} for n in range(25)}
    schemas["S25"] = {"type": "string"}
    media = {"schema": to(0), "example": 3}
    document = operation(
        method="post",
        requestBody={"content": {"application/json": media}},
        others={"components": {"schemas": schemas}},
    )
    (record,) = read(tmp_path, document).records("call", "examples").values()
    assert "valid" not in record.fields


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ghp_" + "A9bC8dE7fG6hI5jK4lM3nO2pQ1rS0tU", "a GitHub token"),
        ("Send xoxb-" + "123908123098-9381203981-aB9xQ2Lk7zW4vT8m", "a Slack token"),
        ("AKIA" + "J7QZ5XW3P2LMN8KD", "an AWS access key id"),
        ("postgres://app:" + "v9Xk2pLq7z@db.acme.io/trips", "an address with a password"),
        ("AKIAIOSFODNN7EXAMPLE", ""),
        ("ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", ""),
        ("sk-ssh-ed25519@openssh.com or sk-ecdsa-sha2-nistp256", ""),
        ("sk-your-api-key-goes-here-please", ""),
        ("postgres://user:password@host/db", ""),
        ("Returns the task-list of a disk-image.", ""),
    ],
)
def test_credentials_are_told_from_stand_ins(text, kind):
    assert credential_in(text) == kind


def test_a_credential_in_a_default_is_found_at_its_place_and_not_repeated(tmp_path):
    token = "ghp_" + "A9bC8dE7fG6hI5jK4lM3nO2pQ1rS0tU"
    schema = {"type": "object", "properties": {"token": {"type": "string", "default": token}}}
    listed = read(tmp_path, operation(method="post", requestBody=body(schema)))
    (record,) = listed.records("call", "embedded_secrets").values()
    assert record.name.endswith("/properties/token/default")
    assert token not in str(record.fields)
