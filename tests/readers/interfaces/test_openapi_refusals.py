"""Documents that are not read, and those that are read although much is missing."""

import pytest

from auditor.documents import Workspace
from auditor.errors import InputError
from auditor.readers.interfaces.openapi.reader import READER
from auditor.readers.reader import Reading
from tests.readers.interfaces.listed import read, write


def refusal(tmp_path, content):
    write(tmp_path, {"main.yaml": content})
    reading = Reading.of(Workspace(tmp_path))
    with pytest.raises(InputError) as caught:
        READER.read(reading.workspace.open("main.yaml"), reading, None)
    return str(caught.value)


def test_what_is_wrong_at_the_top_is_said_with_its_place(tmp_path):
    assert refusal(tmp_path, "- openapi: 3.0.0") == "main.yaml:1:1: the document is a list; expected a mapping"
    assert refusal(tmp_path, "a: 1") == "main.yaml:1:1: no version; expected `openapi: 3.x` or `swagger: '2.0'`"
    version = "main.yaml:1:10: version 4.0.0 is not known; expected 2.0 or 3.0 to 3.2"
    assert refusal(tmp_path, "openapi: 4.0.0\npaths: {}") == version
    paths = "main.yaml:2:8: `paths` is a list; expected a mapping of paths"
    assert refusal(tmp_path, "openapi: 3.0.0\npaths: [/a]") == paths


def test_components_only(tmp_path):
    listed = read(tmp_path, "openapi: 3.1.0\ninfo: {title: Parts}\ncomponents: {}\n")
    assert listed.tools == []
    assert listed.notes == ["the document has no operation; it yields no tool"]
    assert listed.says("api", "transport") == "http"


def test_a_document_without_info_or_title(tmp_path):
    listed = read(tmp_path, {"openapi": "3.0.0", "info": "none", "paths": {"/a": {"get": {}}}}, name=None)
    assert listed.tools == ["api.GET /a"]
    assert listed.notes == [
        "`info` is a text; expected a mapping; not read",
        "the document has no title; expected `info.title`",
    ]


def test_unquoted_versions_and_status_codes_are_understood(tmp_path):
    paths = "paths: {/a: {get: {responses: {200: {description: x}}}}}"
    listed = read(tmp_path, f"swagger: 2.0\ninfo: {{title: T, version: 1.0}}\n{paths}\n")
    assert listed.says("api", "version") == "1.0"
    assert list(listed.records("GET /a", "responses")) == ["200"]


def test_an_empty_path_is_noted(tmp_path):
    listed = read(tmp_path, "openapi: 3.0.0\ninfo: {title: T}\npaths:\n  /a:\n")
    assert "the path /a is empty" in listed.notes
