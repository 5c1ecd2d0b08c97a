"""What follows from what is claimed, and what is assumed where nothing is."""

from __future__ import annotations

import pytest

from auditor.derive import effects_of
from auditor.model.facts import Known
from auditor.model.system import System
from tests.checklist.said import context


@pytest.mark.parametrize(
    ("method", "path", "name", "effects"),
    [
        ("GET", "/trips/{id}", "getTrip", ("read",)),
        ("HEAD", "/trips", "", ("read",)),
        ("POST", "/trips", "", ("create",)),
        ("PUT", "/trips/{id}", "", ("update",)),
        ("PATCH", "/trips/{id}", "getAndPatch", ("update",)),
        ("DELETE", "/trips/{id}", "", ("delete",)),
        ("POST", "/trips/search", "", ("read",)),
        ("POST", "/trips/{id}/cancel", "", ("delete",)),
        ("POST", "/trips/{id}", "POST /trips/{id}", ("create",)),
        ("POST", "/orders/{id}/refund", "", ("spend",)),
        ("POST", "/payments", "createPayment", ("create", "spend")),
        ("POST", "/messages", "create_message", ("create", "send")),
        ("", "", "send_email", ("send",)),
        ("", "", "listMessages", ("read",)),
        ("", "", "run_sql_query", ("execute",)),
        ("", "", "query_sql", ("execute",)),
        ("", "", "query_flights", ("read",)),
        ("", "", "HTTPDeleteThing", ("delete",)),
        ("", "", "frobnicate", ()),
    ],
)
def test_effects(method: str, path: str, name: str, effects: tuple[str, ...]):
    assert effects_of(method, path, name)[0] == effects


def known(system: System, subject: str, attribute: str) -> tuple[object, str, str] | None:
    fact = system.fact(subject, attribute)
    return (fact.value, fact.level.word, fact.claims[0].detail) if isinstance(fact, Known) else None


def test_nothing_is_derived_where_somebody_claims_it():
    system = context("tools: {delete_trip: {effects: [read], reversible: true}}").system
    assert known(system, "delete_trip", "effects") == (("read",), "declared", "")
    assert known(system, "delete_trip", "reversible") == (True, "declared", "")


def test_a_name_says_what_a_tool_does_and_its_effect_what_is_assumed():
    system = context("tools: {delete_trip: {dry_run: false}}").system
    assert known(system, "delete_trip", "effects") == (("delete",), "inferred", "`delete` in the name")
    assert known(system, "delete_trip", "reversible") == (
        False,
        "assumed",
        "deleting, spending and sending are irreversible",
    )


def test_hints():
    system = context("""
tools:
  a: {protocol: mcp, hints: {open_world: true, destructive: true}}
  b: {protocol: mcp}
  c: {protocol: mcp, hints: {read_only: true}}
""").system
    assert known(system, "a", "brings_untrusted_content") == (True, "inferred", "openWorldHint is true")
    assert known(system, "a", "effects") == (("delete",), "inferred", "destructiveHint is true")
    assert known(system, "b", "hints.destructive") == (
        True,
        "assumed",
        "MCP: an undeclared destructiveHint means destructive",
    )
    assert known(system, "b", "effects") is None
    assert known(system, "c", "hints.destructive") is None


def test_a_write_is_verified_by_the_read_of_the_same_resource():
    system = context("""
interfaces: {b: {members: closed}, other: {members: closed}}
tools:
  b.list: {method: GET, path: /trips}
  b.get: {method: GET, path: "/trips/{id}"}
  b.add: {method: POST, path: /trips}
  b.set: {method: PUT, path: "/trips/{id}"}
  b.find: {method: POST, path: /trips/search}
  other.drop: {method: DELETE, path: "/trips/{id}"}
""").system
    found = {tool: known(system, tool, "verified_by") for tool in ("b.add", "b.set", "b.find", "other.drop")}
    assert found == {
        "b.add": ("b.get", "inferred", "it reads what POST /trips writes"),
        "b.set": ("b.get", "inferred", "it reads what PUT /trips/{id} writes"),
        "b.find": None,
        "other.drop": None,
    }


def test_undeclared_trust_is_untrusted_and_nothing_is_assumed_of_what_was_not_read():
    system = context("{externals: {x: {}, y: {trust: trusted}}, interfaces: {b: {openapi: gone.yaml}}}").system
    assert known(system, "x", "trust") == ("untrusted", "assumed", "undeclared trust is untrusted")
    assert known(system, "y", "trust") == ("trusted", "declared", "")
    assert known(system, "b.*", "trust") is None
