"""Closes what discovery leaves open: the controls, checks and profiles that come with the program are whole."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from auditor.checklist import Area, Control, load_catalogue, load_profiles
from auditor.checks import all_checks
from auditor.documents import Workspace
from auditor.evaluate import run_cases
from auditor.model.findings import Outcome
from auditor.model.kinds import EvidenceLevel
from auditor.readers.reader import Reading
from auditor.resources import resource_folder

FOLDER = resource_folder("checklists")
CATALOGUE = load_catalogue(FOLDER, checks=all_checks())
CONTROLS = CATALOGUE.controls


@pytest.fixture(scope="module")
def reading(tmp_path_factory) -> Reading:
    return Reading.of(Workspace(tmp_path_factory.mktemp("nothing")))


@pytest.mark.parametrize("control", CONTROLS, ids=lambda control: control.id)
def test_the_cases_of_a_control(control: Control, reading: Reading):
    assert [str(mismatch) for mismatch in run_cases([control], reading=reading)] == []


@pytest.mark.parametrize("control", CONTROLS, ids=lambda control: control.id)
def test_a_control_tells_all_that_a_report_needs(control: Control):
    assert control.question
    assert control.rationale
    assert control.remediation.summary
    assert control.remediation.steps
    assert control.references
    assert all(reference.url.startswith("https://") for reference in control.references)
    if not control.manual:
        assert {Outcome.PASS, Outcome.FAIL, Outcome.UNKNOWN} <= {case.expect for case in control.cases}


def test_there_are_controls_in_every_area():
    assert {control.area for control in CONTROLS} == set(Area)
    assert len(CONTROLS) >= 40


def test_every_check_is_used_and_every_used_check_is_there():
    assert {control.check for control in CONTROLS if control.check} == set(all_checks())


def test_every_level_has_gates_and_at_most_ten():
    gates = Counter(control.gate.level for control in CONTROLS if control.gate)
    assert set(gates) == {1, 2, 3, 4}
    assert max(gates.values()) <= 10


def test_level_four_takes_records_only():
    assert all(c.needs >= EvidenceLevel.RECORDED for c in CONTROLS if c.gate and c.gate.level == 4)


def test_profiles_select_something():
    profiles = load_profiles(FOLDER / "profiles", CATALOGUE)
    assert {"procurement", "design-review"} <= set(profiles)
    for profile in profiles.values():
        assert profile.apply(CONTROLS), profile.id


def test_every_file_is_loaded_and_the_one_named_after_its_area_comes_first():
    loaded = [Path(checklist.path).stem for checklist in CATALOGUE.checklists]
    assert set(loaded) == {path.stem for path in Path(FOLDER).glob("*.yaml")} - {"benchmarks"}
    firsts = {area: next(c for c in CATALOGUE.checklists if c.area is area) for area in Area}
    assert {area.value: Path(checklist.path).stem for area, checklist in firsts.items()} == {
        area.value: area.value for area in Area
    }
