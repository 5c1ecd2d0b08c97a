"""Ids and fingerprints are promises to every report ever written: these values never change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model.entities import slug, tool_id, unknown_members_id
from auditor.model.findings import fingerprint


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("GitHub v3 REST API", "github-v3-rest-api"),
        ("  Slack Web API ", "slack-web-api"),
        ("snake_case name", "snake-case-name"),
        ("预订 服务", "预订-服务"),
        ("DigitalOcean API", "digitalocean-api"),
    ],
)
def test_a_title_becomes_an_id(title, expected):
    assert slug(title) == expected


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"own_id": "cancelTrip"}, "bookings.cancelTrip"),
        ({"own_id": "repos/get", "method": "get", "path": "/repos/{id}"}, "bookings.repos/get"),
        ({"method": "get", "path": "/trips/{id}"}, "bookings.GET /trips/{id}"),
        ({"own_id": "  ", "method": "post", "path": "/trips"}, "bookings.POST /trips"),
    ],
)
def test_a_tool_is_named_by_its_artifact_within_its_server(arguments, expected):
    assert tool_id("bookings", **arguments) == expected


def test_unknown_members_have_an_id_of_their_own():
    assert unknown_members_id("bookings") == "bookings.*"


def test_fingerprints_are_frozen():
    assert fingerprint("undescribed-tool", "bookings.cancelTrip") == "f49c12bf2c9fb5ec"
    assert fingerprint("vague-parameter", "bookings.cancelTrip", "reason") == "a08c9c5812630a18"


@given(st.lists(st.text(), min_size=3, max_size=3), st.lists(st.text(), min_size=3, max_size=3))
def test_different_identities_have_different_fingerprints(one, other):
    if one != other and not any("\0" in part for part in one + other):
        assert fingerprint(*one) != fingerprint(*other)
