"""What readers say of titles, groups, tokens and bulk forms."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from auditor.derive.economy import takes_objects
from auditor.model.claims import Record
from auditor.model.tokens import estimated_tokens, tokens_of_characters
from auditor.readers.interfaces import tokens
from tests.readers.interfaces.listed import openapi_with, operation, read
from tests.tiny import at


@pytest.mark.parametrize(
    ("argument", "kind", "of", "takes"),
    [
        ("user_ids", "string", "get_users", True),
        ("entities", "array", "create_entities", True),
        ("operations", "array", "write", True),
        ("labels", "array", "add_labels", True),
        ("tags", "array", "create_issue", False),
        ("entities", "string", "create_entities", False),
        ("id", "string", "get_user", False),
        ("", "array", "get_user", False),
    ],
)
def test_arguments_that_hold_several_objects(argument: str, kind: str, of: str, takes: bool):
    record = Record(name=argument, fields={"type": kind}, location=at(1))
    assert takes_objects(record, of.split("_")) is takes


def test_estimates():
    assert tokens_of_characters(1000) == estimated_tokens("x" * 1000) == 225
    assert estimated_tokens("天气" * 100) == 120
    assert estimated_tokens("") == 0


def test_no_vocabulary_means_an_estimate(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    assert not tokens.vocabulary_is_here()
    address = b"https://openaipublic.blob.core.windows.net/encodings/o200k_base.tiktoken"
    changed = tmp_path / hashlib.sha1(address, usedforsecurity=False).hexdigest()
    changed.write_text("not the vocabulary")
    assert not tokens.vocabulary_is_here()
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", "")
    assert not tokens.vocabulary_is_here()


def test_an_operation_claims_its_title_and_groups_and_that_it_has_no_name(tmp_path: Path):
    trips = {
        "get": {"summary": "List trips", "description": "All of them.", "tags": ["trips", "read"], "responses": {}}
    }
    listed = read(tmp_path, openapi_with({"/trips": trips}))
    tool = "GET /trips"
    assert listed.says(tool, "title") == "List trips"
    assert listed.says(tool, "tags") == ("trips", "read")
    assert listed.says(tool, "own_name") == ""
    bare = read(tmp_path, operation())
    assert (bare.says("call", "title"), bare.says("call", "tags"), bare.says("call", "own_name")) == ("", (), "call")


@pytest.mark.parametrize("wrong", [{"summary": 3}, {"tags": "trips"}, {"operationId": 4}])
def test_what_cannot_be_read_is_not_claimed_to_be_absent(tmp_path: Path, wrong: dict[str, object]):
    listed = read(tmp_path, openapi_with({"/trips": {"get": {"responses": {}, **wrong}}}))
    attribute = {"summary": "title", "tags": "tags", "operationId": "own_name"}[next(iter(wrong))]
    assert listed.says("GET /trips", attribute) is None
    assert listed.notes


def test_an_mcp_tool_claims_its_title_and_tokens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tokens, "_exact_counter", lambda: None)
    schema = {"type": "object", "properties": {}}
    named = {"name": "book", "title": "Book a trip", "description": "Books a trip.", "inputSchema": schema}
    hinted = {"name": "list", "annotations": {"title": "List trips"}, "inputSchema": schema}
    listed = read(tmp_path, {"tools": [named, hinted, {"name": "ping", "inputSchema": schema}]}, format_id="mcp")
    assert [listed.says(tool, "title") for tool in ("book", "list", "ping")] == ["Book a trip", "List trips", ""]
    claim = listed.claim("book", "definition_tokens")
    assert (claim.value, claim.detail) == (
        tokens_of_characters(int(str(listed.says("book", "definition_size")))),
        "estimated at 0.225 tokens a character, about 5 % off",
    )


def test_exact_counts_say_how(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tokens, "_exact_counter", lambda: len)
    assert tokens.count_tokens("four") == (4, "counted with tiktoken, o200k_base")
