"""Numbers and times that do not say their unit, and those that do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.readers.interfaces.quantities import unclear
from tests.readers.interfaces.listed import body, operation, read

NUMBER, TEXT = ("number",), ("string",)


@pytest.mark.parametrize(
    ("name", "types", "description", "format_name", "expected"),
    [
        ("amount", NUMBER, "What is paid.", "", "no currency is said"),
        ("amount", NUMBER, "In the smallest unit of the currency.", "", ""),
        ("total_price_cents", NUMBER, "", "", ""),
        ("priceUsd", NUMBER, "", "", ""),
        ("amount", TEXT, "", "", ""),
        ("thinking_token_budget", NUMBER, "", "", ""),
        ("timeout", NUMBER, "How long to wait.", "", "no unit of time is said"),
        ("timeout", NUMBER, "How long to wait, in seconds.", "", ""),
        ("timeout_ms", NUMBER, "", "", ""),
        ("timeoutSeconds", NUMBER, "", "", ""),
        ("page_size", NUMBER, "", "", ""),
        ("file_size", NUMBER, "", "", "no unit of size is said"),
        ("file_size", NUMBER, "Size in bytes.", "", ""),
        ("weight", NUMBER, "Share of the traffic.", "", ""),
        ("created_at", TEXT, "", "", "neither the form nor the time zone is said"),
        ("created_at", TEXT, "", "date-time", ""),
        ("createdAt", TEXT, "In ISO 8601.", "", ""),
        ("timestamp", NUMBER, "When it happened.", "", "neither seconds nor milliseconds are said"),
        ("timestamp", NUMBER, "A Unix time.", "", ""),
        ("timestamp", (), "", "", ""),
        ("at", TEXT, "", "", ""),
        ("format", TEXT, "", "", ""),
        ("", NUMBER, "", "", ""),
    ],
)
def test_what_is_not_said(name, types, description, format_name, expected):
    assert unclear(name, types, description, format_name, frozenset()) == expected


@pytest.mark.parametrize(
    ("name", "beside", "expected"),
    [
        ("amount", {"currency"}, ""),
        ("distance", {"unit"}, ""),
        ("temperature", {"model", "top"}, ""),
        ("temperature", {"city"}, "no unit is said"),
        ("weight", {"height", "width"}, "no unit is said"),
        ("size", {"filename"}, "no unit of size is said"),
        ("size", {"color"}, ""),
    ],
)
def test_neighbours_say_what_is_meant(name, beside, expected):
    assert unclear(name, NUMBER, "", "", frozenset(beside)) == expected


@given(st.text(max_size=40), st.text(max_size=80))
def test_any_name_and_description_can_be_asked(name, description):
    assert isinstance(unclear(name, NUMBER, description, "", frozenset()), str)


def call(tmp_path, schema, parameters=()):
    answers = {"200": body(schema)}
    return read(tmp_path, operation(responses=answers, parameters=list(parameters)))


def found(listed):
    value = listed.says("call", "unclear_quantities")
    return None if value is None else {record.name: record.fields["place"] for record in value}


def test_arguments_and_results_are_looked_at(tmp_path):
    price = {"type": "object", "properties": {"price": {"type": "number"}, "name": {"type": "string"}}}
    nested = {"type": "object", "properties": {"trip": price, "id": {"type": "string"}}}
    wait = {"name": "timeout", "in": "query", "schema": {"type": "integer"}}
    listed = call(tmp_path, nested, [wait])
    assert found(listed) == {"timeout": "parameter", "result.price": "response"}
    (claim,) = listed.claims("call", "unclear_quantities")
    assert claim.value[1].location.json_pointer.endswith("/properties/price")


def test_nothing_unclear_is_claimed_only_where_all_was_read(tmp_path):
    clear = {"type": "object", "properties": {"price": {"type": "number"}, "currency": {"type": "string"}}}
    assert found(call(tmp_path, clear)) == {}
    assert found(call(tmp_path, clear, [{"$ref": "#/gone"}])) is None


def test_an_example_shows_the_form_of_a_time(tmp_path):
    dated = {"type": "object", "properties": {"sent_at": {"type": "string", "example": "2026-11-22T10:00:00Z"}}}
    assert found(call(tmp_path, dated)) == {}
