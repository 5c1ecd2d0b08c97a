"""What GraphQL and Protocol Buffers cannot say in types, and what is known of them all the same."""

from __future__ import annotations

import pytest

from tests.readers.interfaces.typed_text import read_text

BOOKING = 'syntax = "proto3";\nservice Trips { rpc BookTrip(Booking) returns (Booking); }\n'
SHOP = """
type Query {
  search("What to look for." query: String!): [Trip!]!
  nodes(ids: [ID!]!): [Trip]!
  states(of: ID!): [Trip]!
  trips("A page, at most 100." first: Int, "Trips before it." last: Int, "For example 17." after: String): [Trip]
}
type Trip { id: ID! }
type Mutation { book(input: Deep!): Trip }
input Deep { inner: Inner }
input Inner { word: String }
"""


@pytest.fixture
def shop(tmp_path):
    return read_text(tmp_path, {"schema.graphql": SHOP}, format_id="graphql", name="api")


@pytest.mark.parametrize(
    ("field", "required"),
    [
        ("string name = 1;", None),
        ("string name = 1; string code = 2 [(google.api.field_behavior) = OPTIONAL];", False),
        ("string name = 1 [(google.api.field_behavior) = REQUIRED];", True),
    ],
)
def test_proto3_by_itself_does_not_say_what_a_call_needs(tmp_path, field: str, required: bool | None):
    listed = read_text(tmp_path, {"a.proto": f"{BOOKING}message Booking {{ {field} }}\n"}, format_id="grpc", name="api")
    assert listed.records("Trips.BookTrip")["name"].fields.get("required") is required


def test_in_proto2_a_field_is_required_or_not(tmp_path):
    text = f"{BOOKING.replace('proto3', 'proto2')}message Booking {{ optional string name = 1; }}\n"
    listed = read_text(tmp_path, {"a.proto": text}, format_id="grpc", name="api")
    assert listed.records("Trips.BookTrip")["name"].fields["required"] is False


def test_a_maximum_and_an_example_in_words_count(shop):
    arguments = shop.records("trips")
    assert [arguments[name].fields["bounded"] for name in ("first", "last", "after")] == [True, False, False]
    assert [arguments[name].fields["example"] for name in ("first", "last", "after")] == [False, False, True]


def test_what_a_read_demands_can_narrow_it(shop):
    assert shop.says("search", "filterable") is True
    assert shop.says("nodes", "filterable") is True
    assert shop.says("states", "filterable") is False


def test_a_result_is_as_long_as_the_list_that_was_sent(shop):
    bounded = {name: shop.records(name, "responses")["result"].fields["bounded"] for name in ("nodes", "states")}
    assert bounded == {"nodes": True, "states": False}


def test_types_are_looked_at_like_schemas(shop):
    assert shop.says("book", "argument_depth") == 1
    assert shop.says("book", "open_arguments") is False
    for attribute in ("schema_faults", "examples", "embedded_secrets"):
        assert shop.says("book", attribute) == ()
    assert shop.says("book", "strict_obstacles") is None
