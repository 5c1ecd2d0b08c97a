"""Protocol Buffers files: which rpcs are tools, and what the file says about each."""

from __future__ import annotations

import pytest

from auditor.documents import Workspace
from auditor.model.description import ReadState
from auditor.model.kinds import EvidenceLevel, Members
from auditor.readers.reader import Reading
from tests.readers.interfaces.listed import Listed
from tests.readers.interfaces.typed_text import read_text

TRIPS = """\
// Licence.

syntax = "proto3";
package acme.trips.v1;

import "google/api/annotations.proto";
import "google/protobuf/timestamp.proto";
import "google/protobuf/empty.proto";
import "google/longrunning/operations.proto";
import "buf/validate/validate.proto";

// Books and changes trips.
service Trips {
  option (google.api.default_host) = "trips.acme.example";
  option (google.api.oauth_scopes) = "https://acme.example/auth/trips,"
      "https://acme.example/auth/all";

  // Returns one trip.
  rpc GetTrip(GetTripRequest) returns (Trip) {
    option (google.api.http) = { get: "/v1/{name=trips/*}" };
    option idempotency_level = NO_SIDE_EFFECTS;
  }
  rpc ListTrips(ListTripsRequest) returns (ListTripsResponse); // Returns trips, newest first.

  /*
   * Books a trip.
   */
  rpc BookTrip(BookTripRequest) returns (google.longrunning.Operation) {
    option (google.api.http) = { post: "/v1/trips" body: "*" };
  }
  rpc CancelTrip(.acme.trips.v1.GetTripRequest) returns (google.protobuf.Empty) {
    option deprecated = true;
    option idempotency_level = IDEMPOTENT;
  }
  rpc Follow(stream Place) returns (stream Trip);
}

message GetTripRequest {
  string name = 1 [(google.api.field_behavior) = REQUIRED]; // Such as trips/17.
}

message ListTripsRequest {
  // How many to return at most.
  int32 page_size = 1 [(buf.validate.field).int32 = {gte: 1, lte: 100}];
  string page_token = 2;
  string filter = 3;
  State state = 4;
}
message ListTripsResponse { repeated Trip trips = 1; string next_page_token = 2; }

message BookTripRequest {
  string destination = 1 [(buf.validate.field).required = true, (buf.validate.field).string.max_len = 80];
  repeated Place stops = 2;
  map<string, string> labels = 3;
  oneof when { google.protobuf.Timestamp leaves_at = 4; bool soon = 5; }
  Trip.Kind kind = 6;
  string booking_id = 7 [(google.api.field_behavior) = OUTPUT_ONLY];
  bytes ticket = 8 [deprecated = true];
}

message Trip {
  enum Kind { KIND_UNSPECIFIED = 0; BUSINESS = 1; }
  string name = 1;
  Kind kind = 2;
  google.protobuf.Timestamp update_time = 3;
}
message Place { string city = 1; }
enum State { STATE_UNSPECIFIED = 0; BOOKED = 1; }
"""


@pytest.fixture
def trips(tmp_path):
    return read_text(tmp_path, {"trips.proto": TRIPS}, format_id="grpc")


def test_the_rpcs_of_services_are_tools(trips):
    assert trips.interface.id == "acme-trips-v1"
    assert trips.interface.name == "acme.trips.v1"
    assert trips.interface.members is Members.CLOSED
    prefix = "acme-trips-v1.Trips."
    assert trips.tools == [prefix + name for name in ("GetTrip", "ListTrips", "BookTrip", "CancelTrip", "Follow")]
    assert trips.notes == []
    about = "acme-trips-v1"
    assert trips.says(about, "transport") == "grpc"
    assert trips.says(about, "version") == "v1"
    assert trips.says(about, "description") == "Books and changes trips."
    assert trips.says(about, "urls") == ("https://trips.acme.example",)
    assert trips.says(about, "unresolved_references") == ()
    assert trips.says("Trips.GetTrip", "own_name") == "GetTrip"
    assert trips.says("Trips.GetTrip", "tags") == ("Trips",)
    assert {trips.says(name.removeprefix("acme-trips-v1."), "contract") for name in trips.tools} == {"resolved"}


def test_comments_are_descriptions(trips):
    assert trips.says("Trips.GetTrip", "description") == "Returns one trip."
    assert trips.claim("Trips.GetTrip", "description").location.position.line == 18
    assert trips.says("Trips.ListTrips", "description") == "Returns trips, newest first."
    assert trips.says("Trips.BookTrip", "description") == "Books a trip."
    assert trips.says("Trips.CancelTrip", "description") == ""
    assert trips.field("Trips.GetTrip", "name", "description") == "Such as trips/17."


def test_options_of_an_rpc(trips):
    assert trips.says("Trips.GetTrip", "method") == "GET"
    assert trips.says("Trips.GetTrip", "path") == "/v1/{name=trips/*}"
    claim = trips.claim("Trips.GetTrip", "effects")
    assert (claim.value, claim.level) == (("read",), EvidenceLevel.DOCUMENTED)
    assert trips.says("Trips.GetTrip", "idempotent") is True
    assert trips.says("Trips.CancelTrip", "idempotent") is True
    assert trips.says("Trips.CancelTrip", "effects") is None
    assert trips.says("Trips.CancelTrip", "deprecated") is True
    assert trips.says("Trips.BookTrip", "method") == "POST"
    assert trips.says("Trips.BookTrip", "idempotent") is None
    assert trips.says("Trips.ListTrips", "method") is None
    assert trips.says("Trips.ListTrips", "scopes") == (
        "https://acme.example/auth/trips",
        "https://acme.example/auth/all",
    )
    assert trips.says("Trips.ListTrips", "authentication") == ("oauth2",)


def test_fields_are_parameters(trips):
    found = trips.records("Trips.BookTrip")
    assert list(found) == ["destination", "stops", "labels", "leaves_at", "soon", "kind", "ticket"]
    assert {name: record.fields["type"] for name, record in found.items()} == {
        "destination": "string",
        "stops": "array",
        "labels": "object",
        "leaves_at": "string",
        "soon": "boolean",
        "kind": "string",
        "ticket": "string",
    }
    assert [name for name, record in found.items() if record.fields["required"]] == ["destination"]
    assert found["destination"].fields["bounded"] is True
    assert found["leaves_at"].fields["format"] == "date-time"
    assert found["kind"].fields["enum"] == ("KIND_UNSPECIFIED", "BUSINESS")
    assert found["labels"].fields["free_form"] is False
    assert found["ticket"].fields["deprecated"] is True
    assert found["destination"].location.position.line == 52
    assert trips.field("Trips.ListTrips", "page_size", "bounded") is True
    assert trips.field("Trips.GetTrip", "name", "required") is True


def test_a_message_that_several_rpcs_take_is_a_place_of_its_own(trips):
    place = trips.records("Trips.GetTrip")["name"].location
    assert place.json_pointer == "/types/acme.trips.v1.GetTripRequest/properties/name"
    assert trips.records("Trips.BookTrip")["stops"].location.tree is None


def test_results(trips):
    assert trips.says("Trips.ListTrips", "returns_collection") is True
    assert trips.says("Trips.ListTrips", "paginated") is True
    assert trips.says("Trips.ListTrips", "filterable") is True
    assert trips.says("Trips.GetTrip", "returns_collection") is False
    assert trips.says("Trips.GetTrip", "structured_result") is True
    assert trips.says("Trips.GetTrip", "freshness_visible") is True
    assert trips.says("Trips.CancelTrip", "returns_state") is False
    assert trips.says("Trips.BookTrip", "asynchronous") is True
    assert trips.says("Trips.GetTrip", "asynchronous") is None
    assert trips.says("Trips.GetTrip", "structured_failure") is True
    assert trips.says("Trips.GetTrip", "enumerated_failures") is True


def test_streams(trips):
    assert trips.says("Trips.Follow", "returns_collection") is True
    assert trips.says("Trips.Follow", "paginated") is True
    assert trips.says("Trips.Follow", "bulk") is True


MAIN = """\
syntax = "proto3";
package shop;
import "common/money.proto";
import "lost/else.proto";
service Shop { rpc Pay(PayRequest) returns (Paid); rpc Ping(PingRequest) returns (Paid); }
message PayRequest { common.Money amount = 1; lost.Thing thing = 2; }
message PingRequest { common.Money amount = 1; }
message Paid { string id = 1; }
"""
MONEY = """\
syntax = "proto3";
package common;
import "common/currency.proto";
message Money { int64 units = 1; Currency in = 2; }
"""
CURRENCY = 'syntax = "proto3";\npackage common;\nenum Currency { EUR = 0; USD = 1; }\n'


def test_imports_are_found_in_the_folders_around(tmp_path):
    files = {"api/shop/shop.proto": MAIN, "api/common/money.proto": MONEY, "api/common/currency.proto": CURRENCY}
    listed = read_text(tmp_path, files, format_id="grpc", name="shop")
    assert listed.says("Shop.Ping", "contract") == "resolved"
    assert listed.says("Shop.Pay", "contract") == "broken"
    assert "type" not in listed.records("Shop.Pay")["thing"].fields
    assert {claim.value for claim in listed.claims("shop", "unresolved_references")} == {
        ("lost/else.proto",),
        ("lost.Thing",),
    }
    assert listed.notes == [
        "not read: lost/else.proto is in none of the folders around api/shop/shop.proto",
        "nothing defines lost.Thing",
    ]
    assert [(entry.path, entry.state) for entry in listed.description.inputs] == [
        ("api/shop/shop.proto", ReadState.PARTLY),
        ("api/common/money.proto", ReadState.READ),
        ("api/common/currency.proto", ReadState.READ),
    ]


def test_an_import_that_does_not_parse_is_told(tmp_path):
    files = {"shop.proto": MAIN.replace('import "lost/else.proto";\n', ""), "common/money.proto": "syntax = 3;"}
    listed = read_text(tmp_path, files, format_id="grpc", name="shop")
    assert listed.notes[0].startswith('not read: common/money.proto:1:10: found "3"; expected the version')
    assert listed.says("Shop.Ping", "contract") == "broken"


def test_files_that_import_each_other(tmp_path):
    one = 'syntax = "proto3"; import "b.proto"; message A { B b = 1; } service S { rpc Do(A) returns (B); }'
    listed = read_text(
        tmp_path,
        {"a.proto": one, "b.proto": 'syntax = "proto3"; import "a.proto"; message B { A a = 1; }'},
        format_id="grpc",
    )
    assert listed.tools == ["grpc.S.Do"]
    assert listed.says("S.Do", "contract") == "resolved"


def test_messages_only(tmp_path):
    listed = read_text(tmp_path, {"a.proto": 'syntax = "proto3"; message A {}'}, format_id="grpc")
    assert listed.tools == []
    assert listed.notes == ["the file defines messages and no rpc of a service; it yields no tool"]


@pytest.mark.corpus
def test_online_boutique(shared):
    reading = Reading.of(Workspace(shared / "corpus/grpc/online-boutique/protos"))
    listed = Listed(reading.read(reading.workspace.open("demo.proto")))
    assert len(listed.tools) == 15
    assert listed.notes == []
    assert listed.says("CurrencyService.Convert", "structured_result") is True
    assert listed.field("CurrencyService.Convert", "to_code", "description") == (
        "The 3-letter currency code defined in ISO 4217."
    )
    assert listed.says("CartService.AddItem", "returns_state") is False
