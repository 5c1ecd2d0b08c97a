"""Patches of a plan apply with git and patch, leave files that can be read, and close what they are about."""

from __future__ import annotations

import json
import shutil
from functools import cache
from pathlib import Path

import pytest

from auditor.documents import Document
from auditor.report.schema import Recommendation, Report
from tests.audits import SAMPLES, audit
from tests.report.patching import open_after, open_subjects, patched, patches_of
from tests.tiny import SHARED

_BY_NAME = {path.name: path for path in SAMPLES}

_FILES = (
    "mcp_tools/server-filesystem.json",
    "mcp_tools/server-github.json",
    "mcp_tools/notion-mcp-server.json",
    "mcp_tools/server-memory.json",
)


@cache
def report_on(path: Path) -> Report:
    return audit(path)


def _patched_entries(report: Report) -> list[Recommendation]:
    return [entry for entry in report.recommendations if patches_of(entry)]


@pytest.mark.parametrize("name", _BY_NAME)
def test_patches_close_what_they_are_about(name: str, tmp_path: Path):
    report = report_on(_BY_NAME[name] / "system.yaml")
    for number, entry in enumerate(_patched_entries(report)):
        copy = patched(_BY_NAME[name], tmp_path / str(number), patches_of(entry))
        for change in entry.changes:
            if change.patch:
                assert Document(change.path, (copy / change.path).read_bytes()).trees
        done = {subject for change in entry.changes if change.patch for subject in change.subjects}
        assert done
        assert not done & open_after(copy, entry.controls), entry.title


def test_the_samples_have_patches():
    entries = _patched_entries(report_on(_BY_NAME["travel-desk"] / "system.yaml"))
    paths = {change.path for entry in entries for change in entry.changes if change.patch}
    assert len(entries) >= 8
    assert {"system.yaml", "specs/bookings.yaml", "evidence/calendar-tools.json"} <= paths


def test_patch_takes_them_too(tmp_path: Path):
    report = report_on(_BY_NAME["travel-desk"] / "system.yaml")
    for number, entry in enumerate(_patched_entries(report)):
        patched(_BY_NAME["travel-desk"], tmp_path / str(number), patches_of(entry), tool="patch")


@pytest.mark.corpus
@pytest.mark.parametrize("path", _FILES)
def test_a_lone_list_of_tools(path: str, tmp_path: Path):
    _check_alone(SHARED / path, tmp_path)


_OPENAPI = """\
openapi: 3.0.3
info: {title: Parcels, version: 1.0.0}
# who may call
security: []
paths:
  /parcels:
    get:
      operationId: listParcels
      summary: List the parcels of a depot, newest first.
      responses:
        "200": {description: All, content: {application/json: {schema: {$ref: "#/components/schemas/Parcels"}}}}
        default: {$ref: "#/components/responses/Problem"}
    post:
      operationId: createParcel   # takes money
      summary: Create a parcel in a depot and charge its sender.
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                weight: {type: integer, description: Grams.}
              required: [weight]
      responses:
        "201":
          description: New
          content: {application/json: {schema: {type: object, properties: {id: {type: string}}}}}
components:
  schemas:
    Parcels: {type: object, properties: {parcels: {type: array, items: {type: string}}}}
  responses:
    Problem:
      description: It went wrong.
      content: {application/problem+json: {schema: {type: object, properties: {code: {type: string}}}}}
"""


def test_a_lone_document_in_yaml(tmp_path: Path):
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "parcels.yaml"
    path.write_text(_OPENAPI)
    patches = _check_alone(path, tmp_path)
    assert any('+        default: {$ref: "#/components/responses/Problem"}' in patch for patch in patches)
    assert any("+              additionalProperties: false" in patch for patch in patches)


def test_a_lone_document_in_json(tmp_path: Path):
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "parcels.json"
    value = Document("parcels.yaml", _OPENAPI.encode()).tree.value
    path.write_text(json.dumps(value, indent=2))
    assert _check_alone(path, tmp_path)


_REAL = ("openapi/**/*.yaml", "bedrock-agent/**/*open*api*.json", "m365-copilot/**/trey-definition.json")


@pytest.mark.corpus
@pytest.mark.parametrize("pattern", _REAL)
def test_real_documents(pattern: str, tmp_path: Path):
    small = sorted(path for path in (SHARED / "corpus").glob(pattern) if 1000 < path.stat().st_size < 60_000)
    assert small
    for number, path in enumerate(small[:3]):
        _check_alone(path, tmp_path / str(number))


def _check_alone(path: Path, tmp_path: Path) -> list[str]:
    """Apply the patches of each recommendation on one file to a copy of it, and audit that; return all patches."""
    folder = tmp_path / "alone"
    folder.mkdir(parents=True)
    shutil.copy(path, folder / path.name)
    report = audit(folder / path.name)
    patches = []
    for number, entry in enumerate(_patched_entries(report)):
        patches += patches_of(entry)
        copy = patched(folder, tmp_path / f"after-{number}", patches_of(entry))
        after = audit(copy / path.name)
        done = {subject for change in entry.changes if change.patch for subject in change.subjects}
        assert not done & open_subjects(after, entry.controls), entry.title
    return patches
