"""What a caller must show."""

import pytest

from tests.readers.interfaces.listed import openapi_with, read

SCHEMES = {
    "key": {"type": "apiKey", "name": "X-Key", "in": "header"},
    "basic": {"type": "http", "scheme": "Basic"},
    "bearer": {"type": "http", "scheme": "bearer"},
    "oauth": {"type": "oauth2", "flows": {}},
    "oidc": {"type": "openIdConnect", "openIdConnectUrl": "https://a.example"},
    "mtls": {"type": "mutualTLS"},
    "odd": {"type": "http", "scheme": "hoba"},
}
ABSENT = object()


def call(tmp_path, own=ABSENT, general=ABSENT, schemes=SCHEMES):
    operation = {"operationId": "call"} | ({} if own is ABSENT else {"security": own})
    rest = {} if general is ABSENT else {"security": general}
    if schemes:
        rest["components"] = {"securitySchemes": schemes}
    return read(tmp_path, openapi_with({"/a": {"get": operation}}, **rest))


@pytest.mark.parametrize(
    ("security", "expected"),
    [
        ([{"key": []}], ("api_key",)),
        ([{"basic": []}], ("basic",)),
        ([{"bearer": []}], ("bearer",)),
        ([{"oidc": []}, {"mtls": []}], ("mtls", "oidc")),
        ([{"key": [], "oauth": []}], ("api_key", "oauth2")),
        ([], ("none",)),
        ([{}], ("none",)),
        ([{}, {"bearer": []}], ("none", "bearer")),
        ([{"gone": []}], None),
        ([{"odd": []}], None),
        (["key"], None),
        ("key", None),
    ],
)
def test_requirements(tmp_path, security, expected):
    assert call(tmp_path, own=security).says("call", "authentication") == expected


def test_an_operation_decides_for_itself(tmp_path):
    general = [{"bearer": []}]
    assert call(tmp_path, own=[], general=general).says("call", "authentication") == ("none",)
    inherited = call(tmp_path, general=general)
    assert inherited.says("call", "authentication") == ("bearer",)
    assert inherited.says("api", "authentication") == ("bearer",)
    assert inherited.claim("call", "authentication").location.json_pointer == "/security"


def test_scopes_of_all_alternatives(tmp_path):
    listed = call(tmp_path, own=[{"oauth": ["read", "write"]}, {"oidc": ["read", "admin"]}])
    assert listed.says("call", "scopes") == ("read", "write", "admin")
    assert call(tmp_path, own=[{"key": []}]).says("call", "scopes") == ()


def test_a_contract_that_does_not_speak_of_security_claims_nothing(tmp_path):
    listed = call(tmp_path, schemes={})
    assert listed.says("call", "authentication") is None
    assert listed.says("call", "scopes") is None
    assert listed.says("api", "authentication") is None


def test_schemes_that_nothing_asks_for_mean_none(tmp_path):
    listed = call(tmp_path)
    assert listed.says("call", "authentication") == ("none",)
    assert listed.says("api", "authentication") == ("none",)
    assert listed.claim("api", "authentication").detail == "security schemes are declared, and nothing asks for them"
    assert call(tmp_path, own=[{"key": []}]).says("api", "authentication") is None


def test_swagger_names(tmp_path):
    schemes = {"b": {"type": "basic"}, "o": {"type": "oauth2", "flow": "accessCode"}}
    paths = {"/a": {"get": {"operationId": "call", "security": [{"b": []}, {"o": ["x"]}]}}}
    document = {"swagger": "2.0", "info": {"title": "T"}, "securityDefinitions": schemes, "paths": paths}
    listed = read(tmp_path, document)
    assert listed.says("call", "authentication") == ("basic", "oauth2")
    assert listed.says("call", "scopes") == ("x",)
