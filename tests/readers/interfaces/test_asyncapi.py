"""What a client can send to an application is a tool; what it can observe comes through a queue."""

import pytest

from auditor.errors import InputError
from auditor.model.kinds import EntityKind, RelationKind
from tests.readers.interfaces.listed import read, recognised

ORDER = {
    "name": "OrderPlaced",
    "summary": "Orders one trip.",
    "headers": {"type": "object", "properties": {"requestId": {"type": "string"}}},
    "payload": {
        "type": "object",
        "required": ["trip"],
        "properties": {
            "trip": {"type": "string", "description": "The trip's id.", "maxLength": 20},
            "seats": {"type": "integer"},
        },
    },
    "examples": [{"payload": {"trip": "T1"}}],
}
CONFIRMED = {"payload": {"type": "object", "properties": {"order": {"type": "string"}}}}


def asyncapi(operations, channels=None, **others):
    """Return a document of version 3 whose operations are on the channel `orders`."""
    found = channels or {"orders": {"address": "shop.orders", "messages": {"order": ORDER}}}
    made = {name: {"channel": {"$ref": "#/channels/orders"}, **parts} for name, parts in operations.items()}
    info = {"title": "Trip shop", "version": "2.1.0", "description": "Sells trips."}
    return {"asyncapi": "3.0.0", "info": info, "channels": found, "operations": made, **others}


def listen(tmp_path, content, **files):
    return read(tmp_path, content, format_id="asyncapi", name="shop", **files)


def queues(listed):
    return {e.id for e in listed.description.entities if e.kind is EntityKind.QUEUE}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"asyncapi": "3.0.0", "info": {}}, ["asyncapi"]),
        ({"asyncapi": "2.6.0", "channels": {}}, ["asyncapi"]),
        ({"asyncapi": "1.2.0", "topics": {}}, ["asyncapi"]),
        ({"asyncapi": 3.0, "info": {}}, ["asyncapi"]),
        ({"asyncapi": "3.0.0"}, []),
        ({"asyncapi": "specs/events.yaml", "info": {}}, []),
        ({"interfaces": {"a": {"asyncapi": "3.0.0"}}, "info": {}}, []),
        ({"messages": {"a": ORDER}}, []),
    ],
)
def test_recognition(tmp_path, content, expected):
    assert recognised(tmp_path, content) == expected


def test_what_it_receives_is_a_tool_and_what_it_sends_is_observed(tmp_path):
    listed = listen(tmp_path, asyncapi({"placeOrder": {"action": "receive"}, "orderPlaced": {"action": "send"}}))
    assert listed.tools == ["shop.placeOrder"]
    assert queues(listed) == {"shop.orders"}
    (written,) = [r for r in listed.description.relations if r.kind is RelationKind.WRITES]
    assert (written.source, written.target) == ("shop", "shop.orders")
    (event,) = listed.records("shop", "events").values()
    assert event.name == "shop.orders"
    assert event.fields == {"description": "Orders one trip.", "messages": ("OrderPlaced",)}
    assert listed.says("placeOrder", "description") == "Orders one trip."
    assert listed.says("placeOrder", "own_name") == "placeOrder"
    assert listed.says("placeOrder", "contract") == "resolved"
    assert listed.says("shop", "version") == "2.1.0"


def test_a_message_without_a_reply_gives_nothing_back(tmp_path):
    listed = listen(tmp_path, asyncapi({"placeOrder": {"action": "receive"}}))
    assert listed.says("placeOrder", "asynchronous") is True
    assert listed.says("placeOrder", "structured_result") is False
    assert listed.says("placeOrder", "responses") == ()


def test_where_nothing_is_sent_there_are_no_events(tmp_path):
    assert listen(tmp_path, asyncapi({"placeOrder": {"action": "receive"}})).says("shop", "events") == ()


def test_a_correlated_message_may_be_answered_elsewhere(tmp_path):
    message = {**ORDER, "correlationId": {"location": "$message.header#/requestId"}}
    channels = {"orders": {"messages": {"order": message}}}
    listed = listen(tmp_path, asyncapi({"placeOrder": {"action": "receive"}}, channels))
    assert listed.says("placeOrder", "asynchronous") is True
    assert listed.says("placeOrder", "structured_result") is None


def test_a_reply_is_the_result(tmp_path):
    channels = {
        "orders": {"messages": {"order": ORDER}},
        "confirmed": {"messages": {"confirmed": CONFIRMED}},
    }
    reply = {"channel": {"$ref": "#/channels/confirmed"}}
    content = asyncapi({"placeOrder": {"action": "receive", "reply": reply}}, channels, defaultContentType="a/json")
    listed = listen(tmp_path, content)
    assert listed.says("placeOrder", "structured_result") is True
    assert listed.says("placeOrder", "asynchronous") is None
    confirmed = listed.records("placeOrder", "responses")["confirmed"]
    assert confirmed.fields["outcome"] == "success"
    assert confirmed.fields["media_type"] == "a/json"


def test_payload_headers_and_address_are_arguments(tmp_path):
    channels = {
        "orders": {
            "address": "shop.{region}.orders",
            "messages": {"order": ORDER},
            "parameters": {"region": {"enum": ["eu", "us"], "description": "Where."}},
        }
    }
    listed = listen(tmp_path, asyncapi({"placeOrder": {"action": "receive"}}, channels))
    found = listed.records("placeOrder")
    assert {name: r.fields["place"] for name, r in found.items()} == {
        "region": "path",
        "requestId": "header",
        "trip": "body",
        "seats": "body",
    }
    assert found["region"].fields["enum"] == ("eu", "us")
    assert found["region"].fields["bounded"] is True
    assert found["trip"].fields["required"] is True
    assert found["trip"].fields["example"] is True
    assert found["seats"].fields["example"] is False


def test_of_several_messages_only_what_all_demand_is_required(tmp_path):
    cancel = {"payload": {"type": "object", "required": ["trip", "why"], "properties": {"trip": {}, "why": {}}}}
    channels = {"orders": {"messages": {"order": ORDER, "cancel": cancel}}}
    found = listen(tmp_path, asyncapi({"change": {"action": "receive"}}, channels)).records("change")
    assert {name: r.fields["required"] for name, r in found.items()} == {
        "requestId": False,
        "trip": True,
        "seats": False,
        "why": False,
    }


def test_traits_count_after_what_a_message_says_itself(tmp_path):
    trait = {"headers": {"type": "object", "properties": {"tenant": {"type": "string"}}}, "contentType": "a/b"}
    channels = {"orders": {"messages": {"order": {**ORDER, "traits": [trait]}}}}
    found = listen(tmp_path, asyncapi({"place": {"action": "receive"}}, channels)).records("place")
    assert set(found) == {"requestId", "tenant", "trip", "seats"}


@pytest.mark.parametrize("language", ["application/vnd.apache.avro;version=1.9.0", "application/raml+yaml;version=1.0"])
def test_another_schema_language_is_not_read(tmp_path, language):
    message = {"payload": {"schemaFormat": language, "schema": {"type": "record"}}}
    listed = listen(tmp_path, asyncapi({"place": {"action": "receive"}}, {"orders": {"messages": {"m": message}}}))
    assert list(listed.records("place")) == ["*"]
    assert f"a payload in the schema language {language}; not read" in listed.notes


def test_a_named_dialect_of_json_schema_is_read(tmp_path):
    schema = {"schemaFormat": "application/schema+json;version=draft-07", "schema": ORDER["payload"]}
    channels = {"orders": {"messages": {"m": {"payload": schema}}}}
    assert set(listen(tmp_path, asyncapi({"p": {"action": "receive"}}, channels)).records("p")) == {"trip", "seats"}


def test_a_message_that_is_not_there_breaks_the_contract(tmp_path):
    channels = {"orders": {"messages": {"order": {"$ref": "#/components/messages/gone"}}}}
    listed = listen(tmp_path, asyncapi({"place": {"action": "receive"}}, channels))
    assert listed.says("place", "contract") == "broken"
    assert listed.says("place", "parameters") is None
    assert listed.says("shop", "unresolved_references") == ("#/components/messages/gone",)


def test_an_operation_without_an_action_is_an_unknown_member(tmp_path):
    listed = listen(tmp_path, asyncapi({"place": {"action": "take"}}))
    assert listed.tools == ["shop.*"]
    assert "the operation place has no action; expected `send` or `receive`" in listed.notes


def test_messages_come_from_other_files(tmp_path):
    channels = {"orders": {"messages": {"order": {"$ref": "common.json#/order"}}}}
    listed = listen(tmp_path, asyncapi({"place": {"action": "receive"}}, channels), **{"common.json": {"order": ORDER}})
    assert set(listed.records("place")) == {"requestId", "trip", "seats"}
    assert [entry.path for entry in listed.description.inputs] == ["main.json", "common.json"]


OLDER = {
    "asyncapi": "2.6.0",
    "info": {"title": "Trip shop", "version": "1"},
    "servers": {"b": {"url": "broker.{zone}.example", "protocol": "mqtt", "variables": {"zone": {"default": "eu"}}}},
    "channels": {
        "orders/{region}": {
            "parameters": {"region": {"schema": {"type": "string", "enum": ["eu"]}, "description": "Where."}},
            "publish": {"operationId": "placeOrder", "message": ORDER},
            "subscribe": {"message": {"oneOf": [CONFIRMED, ORDER]}},
        }
    },
}


def test_version_2_says_publish_for_what_a_client_sends(tmp_path):
    listed = listen(tmp_path, OLDER)
    assert listed.tools == ["shop.placeOrder"]
    assert queues(listed) == {"shop.orders/{region}"}
    assert list(listed.records("placeOrder")) == ["region", "requestId", "trip", "seats"]
    assert listed.field("placeOrder", "region", "description") == "Where."
    assert listed.says("shop", "urls") == ("mqtt://broker.eu.example",)
    assert listed.says("shop", "transport") == "broker"
    assert listed.says("placeOrder", "structured_result") is None  # that version has no word for a reply


def test_version_1_has_messages_for_operations(tmp_path):
    topics = {"trip.booked": {"subscribe": CONFIRMED}, "trip.book": {"publish": ORDER}}
    listed = listen(tmp_path, {"asyncapi": "1.2.0", "info": {"title": "T"}, "topics": topics})
    assert listed.tools == ["shop.publish trip.book"]
    assert queues(listed) == {"shop.trip.booked"}
    assert list(listed.records("publish trip.book")) == ["requestId", "trip", "seats"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"asyncapi": "4.0.0", "info": {}}, "version 4.0.0 is not known; expected 1.x, 2.x or 3.x"),
        ({"asyncapi": "3.0.0", "info": {}, "operations": []}, "`operations` is a list; expected a mapping"),
        ({"asyncapi": "2.0.0", "info": {}, "channels": "x"}, "`channels` is a text; expected a mapping"),
    ],
)
def test_refusals(tmp_path, content, message):
    with pytest.raises(InputError, match=message):
        listen(tmp_path, content)
