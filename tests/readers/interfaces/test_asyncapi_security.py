"""What a client must show before it sends a message, and where it sends it."""

import pytest

from tests.readers.interfaces.listed import read

SCHEMES = {
    "key": {"type": "apiKey", "in": "user"},
    "user": {"type": "userPassword"},
    "scram": {"type": "scramSha512"},
    "cert": {"type": "X509"},
    "oauth": {"type": "oauth2", "flows": {}, "scopes": ["orders:write"]},
    "odd": {"type": "symmetricEncryption"},
}


def ref(name):
    return {"$ref": f"#/components/securitySchemes/{name}"}


def shop(tmp_path, servers, own=None, schemes=SCHEMES):
    operation = {"action": "receive", "channel": {"$ref": "#/channels/orders"}}
    content = {
        "asyncapi": "3.0.0",
        "info": {"title": "Shop"},
        "servers": servers,
        "channels": {"orders": {"messages": {"order": {"payload": {"type": "object"}}}}},
        "operations": {"place": operation | ({} if own is None else {"security": own})},
        "components": {"securitySchemes": schemes} if schemes else {},
    }
    return read(tmp_path, content, format_id="asyncapi", name="shop")


def server(*schemes, protocol="kafka"):
    return {"host": "a.example", "protocol": protocol} | ({"security": [ref(s) for s in schemes]} if schemes else {})


@pytest.mark.parametrize(
    ("schemes", "expected"),
    [
        (["key"], ("api_key",)),
        (["user"], ("basic",)),
        (["scram"], ("basic",)),
        (["cert", "oauth"], ("mtls", "oauth2")),
        (["odd"], None),
        (["gone"], None),
    ],
)
def test_what_a_server_asks_for(tmp_path, schemes, expected):
    listed = shop(tmp_path, {"a": server(*schemes)})
    assert listed.says("shop", "authentication") == expected
    assert listed.says("place", "authentication") == expected


def test_what_an_operation_asks_for_counts_for_it(tmp_path):
    listed = shop(tmp_path, {"a": server("key")}, own=[ref("oauth")])
    assert listed.says("place", "authentication") == ("oauth2",)
    assert listed.says("place", "scopes") == ("orders:write",)


def test_what_a_broker_permits_stands_elsewhere(tmp_path):
    assert shop(tmp_path, {"a": server("user", "oauth")}).says("place", "scopes") is None


def test_a_server_that_asks_for_nothing_lets_anybody_in(tmp_path):
    listed = shop(tmp_path, {"a": server("key"), "b": server()})
    assert listed.says("place", "authentication") == ("none", "api_key")


def test_a_document_that_does_not_speak_of_security_says_nothing(tmp_path):
    listed = shop(tmp_path, {"a": server()}, schemes=None)
    assert listed.says("shop", "authentication") is None
    assert listed.says("place", "authentication") is None


def test_version_2_names_schemes(tmp_path):
    content = {
        "asyncapi": "2.4.0",
        "info": {"title": "Shop"},
        "servers": {"a": {"url": "a.example", "protocol": "amqps", "security": [{"oauth": ["orders:write"]}]}},
        "channels": {"orders": {"publish": {"operationId": "place", "message": {}}}},
        "components": {"securitySchemes": SCHEMES},
    }
    listed = read(tmp_path, content, format_id="asyncapi", name="shop")
    assert listed.says("place", "authentication") == ("oauth2",)
    assert listed.says("place", "scopes") == ("orders:write",)


@pytest.mark.parametrize(
    ("protocols", "expected"),
    [
        (["kafka-secure"], "broker"),
        (["mqtt", "amqp"], "broker"),
        (["wss"], "websocket"),
        (["https"], "http"),
        (["mercure"], "sse"),
        (["pigeon"], None),
        (["ws", "kafka"], None),
    ],
)
def test_transport(tmp_path, protocols, expected):
    servers = {f"s{n}": server(protocol=protocol) for n, protocol in enumerate(protocols)}
    assert shop(tmp_path, servers).says("shop", "transport") == expected
