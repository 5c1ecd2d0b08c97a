"""GraphQL schemas: which fields are tools, and what the schema says about each."""

from __future__ import annotations

import pytest

from auditor.documents import Workspace
from auditor.errors import InputError
from auditor.model.kinds import EvidenceLevel, Members
from auditor.readers.reader import Reading
from tests.readers.interfaces.listed import Listed
from tests.readers.interfaces.typed_text import read_text

TRIPS = '''
"""Trips of employees."""
schema { query: Root  mutation: Writes  subscription: Watched }

type Root {
  "Finds trips by traveller."
  trips(
    "How many trips to return."
    first: Int = 20, after: String,
    "Only trips in this state."
    state: State
  ): TripConnection!
  trip("The trip's id." id: ID!): Trip
  states: [State!]! @deprecated(reason: "Fixed now.")
  ping: Boolean
}
type Writes {
  "Books a trip."
  bookTrip(input: BookTripInput!): BookTripPayload
  cancelTrip(id: ID!, reason: String): Trip @requiresScopes(scopes: [["trips:write"]])
  scrub(id: ID!): Boolean
}
type Watched { tripChanged(id: ID!): Trip }
enum State { "Is planned." PLANNED BOOKED }
scalar Moment
type Trip { id: ID! title: String! updatedAt: Moment legs: [Leg!] }
type Leg { from: String! to: String! trip: Trip }
type TripConnection { edges: [TripEdge] pageInfo: PageInfo! totalCount: Int }
type TripEdge { node: Trip cursor: String! }
type PageInfo { endCursor: String hasNextPage: Boolean! }
input BookTripInput {
  "Where it leads."
  destination: String!
  legs: [LegInput!]
  budget: Float = 100.5
  note: String = "none" @deprecated
  meta: JSON
}
input LegInput { from: String! to: String! }
scalar JSON
extend type Root { me: Person }
type Person { name: String }
type BookTripPayload { trip: Trip ok: Boolean }
'''


@pytest.fixture
def trips(tmp_path):
    return read_text(tmp_path, {"schema.graphql": TRIPS}, format_id="graphql", name="api")


def test_the_fields_of_root_types_are_tools(trips):
    assert trips.tools == [
        "api.trips",
        "api.trip",
        "api.states",
        "api.ping",
        "api.me",
        "api.bookTrip",
        "api.cancelTrip",
        "api.scrub",
        "api.tripChanged",
    ]
    assert trips.interface.members is Members.CLOSED
    assert trips.says("api", "description") == "Trips of employees."
    assert trips.says("trips", "protocol") == "graphql"
    assert trips.says("trips", "own_name") == "trips"
    assert trips.says("trips", "description") == "Finds trips by traveller."
    assert trips.says("me", "description") == ""
    assert trips.says("tripChanged", "tags") == ("subscription",)
    assert trips.notes == []


def test_queries_and_subscriptions_only_read(trips):
    for name in ("trips", "tripChanged"):
        claim = trips.claim(name, "effects")
        assert (claim.value, claim.level) == (("read",), EvidenceLevel.DOCUMENTED)
        assert trips.says(name, "idempotent") is True
    assert trips.says("bookTrip", "effects") is None
    assert trips.says("bookTrip", "idempotent") is None


def test_arguments(trips):
    first = trips.records("trips")["first"]
    assert first.fields == {
        "required": False,
        "place": "argument",
        "type": "integer",
        "description": "How many trips to return.",
        "free_form": False,
        "bounded": False,
        "format": "int32",
        "enum": (),
        "example": False,
        "default": True,
        "deprecated": False,
    }
    assert first.location.position.line == 9
    assert trips.field("trips", "state", "enum") == ("PLANNED", "BOOKED")
    assert trips.field("trips", "state", "description") == "Only trips in this state."
    assert trips.field("trips", "after", "description") == ""
    assert trips.field("trip", "id", "required") is True
    assert trips.says("ping", "parameters") == ()


def test_an_only_argument_that_is_an_object_is_taken_apart(trips):
    found = trips.records("bookTrip")
    assert list(found) == ["destination", "legs", "budget", "note", "meta"]
    assert found["destination"].fields["required"] is True
    assert found["destination"].location.position.line == 33
    assert found["legs"].fields["type"] == "array"
    assert (found["budget"].fields["type"], found["budget"].fields["default"]) == ("number", True)
    assert found["note"].fields["deprecated"] is True
    assert found["meta"].fields["free_form"] is True


def test_an_input_that_several_tools_take_is_a_place_of_its_own(tmp_path):
    calls = "type Mutation { a(input: In!): Int b(input: In!): Int c(input: Own!): Int }"
    inputs = "input In { x: Int } input Own { y: Int }"
    listed = read_text(tmp_path, {"s.graphql": f"{calls} {inputs}"}, format_id="graphql", name="api")
    assert listed.records("a")["x"].location.json_pointer == "/types/In/properties/x"
    assert listed.records("b")["x"].location == listed.records("a")["x"].location
    assert listed.records("c")["y"].location.tree is None


def test_results(trips):
    assert trips.says("trips", "returns_collection") is True
    assert trips.says("trips", "paginated") is True
    assert trips.says("trips", "filterable") is True
    assert trips.says("states", "returns_collection") is True
    assert trips.says("states", "paginated") is False
    assert trips.says("states", "filterable") is False
    assert trips.says("trip", "returns_collection") is False
    assert trips.says("trip", "verbosity_control") is True
    assert trips.says("ping", "verbosity_control") is None
    assert trips.says("trip", "freshness_visible") is True
    assert trips.says("trip", "named_results") is True
    assert trips.says("bookTrip", "returns_state") is True
    assert trips.says("scrub", "returns_state") is False
    assert {trips.says(name, "structured_result") for name in ("trip", "ping", "states", "trips")} == {True}


def test_failures_have_the_form_of_the_specification(trips):
    assert trips.says("trip", "structured_failure") is True
    assert trips.says("trip", "explained_failures") is True
    assert trips.says("trip", "enumerated_failures") is None  # codes stand in extensions, which no schema describes
    assert trips.records("trip", "responses")["errors"].fields["structured"] is True


def test_directives(trips):
    assert trips.says("states", "deprecated") is True
    assert trips.claim("states", "deprecated").location.position.column == 21
    assert trips.says("trip", "deprecated") is False
    assert trips.says("cancelTrip", "scopes") == ("trips:write",)
    assert trips.says("trip", "authentication") is None


def test_a_name_that_nothing_defines_breaks_what_leads_to_it(tmp_path):
    text = "type Query { a: A b: Int c(x: Lost): Int } type A { b: B } type B { a: A gone: Gone }"
    listed = read_text(tmp_path, {"s.graphql": text}, format_id="graphql", name="api")
    assert [listed.says(name, "contract") for name in "abc"] == ["broken", "resolved", "broken"]
    assert sorted(claim.value for claim in listed.claims("api", "unresolved_references")) == [("Gone",), ("Lost",)]
    assert "type" not in listed.records("c")["x"].fields


def test_the_same_name_in_two_root_types(tmp_path):
    text = "type Query { trip: Int } type Mutation { trip: Int }"
    listed = read_text(tmp_path, {"s.graphql": text}, format_id="graphql", name="api")
    assert listed.tools == ["api.trip query", "api.trip mutation"]


def test_types_only(tmp_path):
    listed = read_text(tmp_path, {"s.graphql": "type A { b: Int }"}, format_id="graphql")
    assert listed.tools == []
    assert listed.notes == ["the schema has types and no field of Query, Mutation or Subscription; it yields no tool"]


def test_extensions_of_what_other_files_define_leave_an_unknown_member(tmp_path):
    listed = read_text(tmp_path, {"s.graphql": "extend type Query { a: Int }"}, format_id="graphql", name="api")
    assert listed.tools == ["api.a", "api.*"]
    assert listed.interface.members is Members.OPEN


def test_types_that_contain_each_other_and_inputs_that_contain_themselves(tmp_path):
    text = "type Query { a(where: Filter): A } type A { a: [A!] } input Filter { and: [Filter!] not: Filter id: ID }"
    listed = read_text(tmp_path, {"s.graphql": text}, format_id="graphql", name="api")
    assert list(listed.records("a")) == ["and", "not", "id"]
    assert listed.says("a", "contract") == "resolved"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("type Query {\n  a: Int\n", "s.graphql:3:1: not a GraphQL schema: Expected Name, found the end of the file"),
        ("type Query {\n  a Int\n}", "s.graphql:2:5: not a GraphQL schema: Expected ':', found Name 'Int'"),
        ("type A { a: Int }\nquery { a }", "s.graphql:2:1: an operation that a client sends; expected"),
        ("type A { a: " + "[" * 9000 + "Int", "s.graphql:1:2"),
    ],
)
def test_refusals(tmp_path, text, said):
    with pytest.raises(InputError) as error:
        read_text(tmp_path, {"s.graphql": text}, format_id="graphql")
    assert str(error.value).startswith(said)


@pytest.mark.corpus
def test_github(shared):
    reading = Reading.of(Workspace(shared / "corpus/graphql/github"))
    listed = Listed(reading.read(reading.workspace.open("schema.graphql"), name="github"))
    assert len(listed.tools) == 278
    assert listed.notes == []
    assert listed.says("repository", "contract") == "resolved"
    assert listed.says("search", "returns_collection") is True
    assert listed.says("addStar", "returns_state") is True
    assert listed.field("addStar", "starrableId", "required") is True
    assert listed.records("addStar")["starrableId"].fields["description"] == "The Starrable ID to star."
