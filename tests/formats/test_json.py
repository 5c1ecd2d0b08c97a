"""The report as JSON: the same bytes, all the way back, and the place of every mistake."""

import json

import jsonschema_rs
import msgspec
import pytest

from auditor.errors import InputError
from auditor.formats.json import read_report, report_bytes, report_schema

from .sample_report import travel_desk
from .sample_variants import empty, hostile, lone_artifact, ready

ALL = (travel_desk, ready, empty, lone_artifact, hostile)


@pytest.mark.parametrize("make", ALL)
def test_a_report_comes_back_as_it_went(make):
    content = report_bytes(make())
    assert read_report(content, "r.json") == make()
    assert report_bytes(read_report(content, "r.json")) == content
    assert content.endswith(b"}\n")
    assert b'\n  "schema_version": 1' in content


@pytest.mark.parametrize("make", ALL)
def test_the_published_schema_holds_for_every_report(make):
    jsonschema_rs.validator_for(report_schema()).validate(json.loads(report_bytes(make())))


def test_the_schema_names_itself():
    schema = report_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == "urn:agent-readiness-auditor:report:1"
    assert schema["title"]


def test_half_a_character_is_written_as_its_escape():
    report = msgspec.structs.replace(empty(), warnings=("a\ud800b",))
    assert read_report(report_bytes(report), "r.json").warnings == ("a\\ud800b",)


TEXT = report_bytes(travel_desk()).decode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "r.json:1:2: this is not JSON: expecting property name enclosed in double quotes"),
        ("", "r.json:1:1: this is not JSON: expecting value"),
        ("[]", "r.json:1:1: this is not a report; expected one that `audit` wrote with `-o NAME.json`"),
        ('{"swagger": 2}', "r.json:1:1: this is not a report; expected one that `audit` wrote with `-o NAME.json`"),
        (TEXT.replace('"schema_version": 1', '"schema_version": 9'),
         "r.json:2:21: the report has schema version 9; expected 1"),
        (TEXT.replace('"described": true', '"described": 3'), 'r.json:12:18: expected `bool`, got `int`'),
        (TEXT.replace('"purpose"', '"porpoise"'), "r.json:13:5: a report has no field `porpoise` here"),
        ("[" * 100_000, "r.json:1:1: this is nested too deeply for a report"),
        ('{"a": NaN}', "r.json:1:1: this is not JSON: NaN is not a number that JSON has"),
        ("9" * 5000, "r.json:1:1: this is not JSON: Exceeds the limit"),
    ],
)  # fmt: skip
def test_a_mistake_is_said_with_its_place(content, said):
    with pytest.raises(InputError) as caught:
        read_report(content.encode(), "r.json")
    assert str(caught.value).startswith(said)
    assert "\n" not in str(caught.value)


def test_bytes_that_are_no_text_are_said_with_their_place():
    with pytest.raises(InputError, match=r"^r.json:2:3: this is not UTF-8"):
        read_report(b'{\n "\xff"}', "r.json")


def test_a_byte_order_mark_is_no_mistake():
    assert read_report(b"\xef\xbb\xbf" + report_bytes(empty()), "r.json") == empty()
