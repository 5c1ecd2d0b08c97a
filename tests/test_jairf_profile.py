"""`--profile jairf` from a document to every output, and nothing of it without the profile."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from auditor.formats.html import FORMAT as HTML
from auditor.formats.json import FORMAT as JSON
from auditor.formats.json import read_report
from auditor.formats.terminal import FORMAT as TERMINAL
from auditor.report.schema import Jairf
from tests.audits import audit
from tests.readers.interfaces.test_openapi_jairf import PET_SHOP, USERS

SYSTEM = """\
system: {name: Shop}
interfaces:
  pets: {openapi: pets.json}
  users: {openapi: users.json}
audit: {version: 1, profile: jairf}
"""


@pytest.fixture
def pets(tmp_path: Path) -> Path:
    path = tmp_path / "pets.json"
    path.write_text(json.dumps(PET_SHOP))
    return path


def test_every_output_has_the_score(pets: Path):
    report = audit(pets, profile="jairf")
    (found,) = report.jairf
    assert (found.interface, found.specification, len(found.signals)) == ("pet-shop", "JAIRF 1.0.0", 35)
    assert found.measured + found.bounded < 35
    page = HTML.write(report).decode()
    assert 'id="part-jairf"' in page
    assert "description_coverage" in page
    assert f"<b>{found.low:.1f} to {found.high:.1f}</b> of 100" in page[: page.index("What fails")]
    assert all(fact.name != "jairf" for entity in report.entities for fact in entity.attributes)
    assert f"{found.low:.2f} to {found.high:.2f} of 100" in page
    assert f"pet-shop: {found.low:.1f} to {found.high:.1f} of 100" in TERMINAL.write(report).decode()
    assert read_report(JSON.write(report), "report.json") == report


def test_without_the_profile_there_is_nothing_of_it(pets: Path):
    report = audit(pets)
    assert report.jairf == ()
    assert b'"jairf"' not in JSON.write(report)
    assert b"jairf" not in HTML.write(report)


def test_a_system_that_names_the_profile_has_a_block_for_each_document(pets: Path):
    (pets.parent / "users.json").write_text(json.dumps(USERS))
    system = pets.parent / "system.yaml"
    system.write_text(SYSTEM)
    assert [found.interface for found in audit(system).jairf] == ["pets", "users"]


def recomputed(found: Jairf, end: str) -> float:
    """Return the final score from the dimensions, by the formula that the report states."""
    weights = sum(dimension.weight for dimension in found.dimensions)
    return weights / sum(dimension.weight / (getattr(dimension, end) + 1e-6) for dimension in found.dimensions)


@pytest.mark.parametrize("end", ["low", "high"])
def test_the_numbers_can_be_recomputed_from_the_report(pets: Path, end: str):
    (found,) = audit(pets, profile="jairf").jairf
    assert getattr(found, end) == pytest.approx(recomputed(found, end), abs=1e-4)
    foundation = [getattr(s, end) for s in found.signals if s.dimension == "FC" and s.averaged]
    assert getattr(found.dimensions[0], end) == pytest.approx(100 * sum(foundation) / len(foundation), abs=1e-3)
    counts = {count.name: count for count in found.counts}
    described = next(s for s in found.signals if s.id == "description_coverage")
    shown = counts[described.shows]
    assert shown.of
    assert described.low == pytest.approx(shown.count / shown.of, abs=1e-6)


def test_a_covering_control_is_one_of_the_report(pets: Path):
    report = audit(pets, profile="jairf")
    known = {control.id for control in report.controls}
    named = {name for signal in report.jairf[0].signals for name in signal.controls}
    assert named
    assert named <= known
