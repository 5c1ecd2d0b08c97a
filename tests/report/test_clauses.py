"""What a report says of the clauses of a standard."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.formats.json import FORMAT as JSON
from auditor.formats.json import read_report
from auditor.model.findings import Outcome
from auditor.report.clauses import clause_outcome
from auditor.report.schema import ClauseOutcome, Control, Counts, Report
from tests.audits import SAMPLES, audit
from tests.checklist.test_clauses import STANDARDS

COUNTS = st.builds(Counts, **dict.fromkeys(Counts.__struct_fields__, st.integers(0, 3)))
UNDECIDED = {Outcome.UNKNOWN, Outcome.MANUAL, Outcome.ERROR}


@cache
def report_on(sample: Path, profile: str) -> Report:
    return audit(sample / "system.yaml", profile=profile)


@given(COUNTS, st.booleans())
def test_the_worst_decides_and_unknown_is_never_met(counts: Counts, by_person: bool):
    outcome = clause_outcome(counts, by_person=by_person)
    if counts.failed:
        assert outcome is ClauseOutcome.FAILED
    elif counts.unknown or counts.manual or counts.error:
        assert outcome is ClauseOutcome.UNKNOWN
    if outcome is ClauseOutcome.MET:
        assert counts.passed
        assert counts.passed == counts.applicable
        assert not by_person


@given(COUNTS)
def test_one_more_failure_never_helps(counts: Counts):
    more = Counts(**{**{name: getattr(counts, name) for name in counts.__struct_fields__}, "failed": counts.failed + 1})
    assert clause_outcome(more) is ClauseOutcome.FAILED


def test_nothing_checks_a_clause_without_controls():
    assert clause_outcome(Counts()) is ClauseOutcome.UNCHECKED
    assert clause_outcome(Counts(), by_person=True) is ClauseOutcome.PERSON
    assert clause_outcome(Counts(not_applicable=2)) is ClauseOutcome.NOT_APPLICABLE


def expected(controls: list[Control]) -> set[ClauseOutcome]:
    """Return what a clause may come to, worked out from the controls of the report alone."""
    if any(control.outcome is Outcome.FAIL and control.subjects.failed for control in controls):
        return {ClauseOutcome.FAILED}
    if any(control.outcome in UNDECIDED for control in controls):
        return {ClauseOutcome.UNKNOWN}
    if any(control.subjects.waived for control in controls):
        return {ClauseOutcome.WAIVED, ClauseOutcome.PERSON}
    if any(control.outcome is Outcome.PASS for control in controls):
        return {ClauseOutcome.MET, ClauseOutcome.PERSON}
    left = ClauseOutcome.NOT_APPLICABLE if controls else ClauseOutcome.UNCHECKED
    return {left, ClauseOutcome.PERSON}


@pytest.mark.parametrize("name", STANDARDS)
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda folder: folder.name)
def test_outcomes_can_be_recomputed_from_the_report(sample: Path, name: str):
    report = report_on(sample, name)
    controls = {control.id: control for control in report.controls}
    for clause in report.clauses:
        bearing = [controls[control] for control in clause.controls]
        assert list(clause.controls) == sorted(clause.controls)
        assert clause.outcome in expected(bearing), clause.id
        assert sum(getattr(clause.counts, field) for field in Counts.__struct_fields__) == len(bearing)
        if clause.outcome in (ClauseOutcome.PERSON, ClauseOutcome.UNCHECKED):
            assert clause.note


def test_a_failing_control_fails_its_clauses():
    report = report_on(next(s for s in SAMPLES if s.name == "travel-desk"), "owasp-agentic")
    failing = "unapproved-irreversible-action"
    assert next(c for c in report.controls if c.id == failing).outcome is Outcome.FAIL
    hit = {clause.id: clause.outcome for clause in report.clauses if failing in clause.controls}
    assert hit == {"ASI02": ClauseOutcome.FAILED, "ASI09": ClauseOutcome.FAILED}


WAIVED = """\
system: {name: Tiny, intent: answer}
audit: {version: 1, profile: house.yaml}
agents: {helper: {stop: none}}
waivers: [{control: missing-stop-switch, subject: helper, reason: A trial., owner: me, expires: 2027-03-01}]
"""
HOUSE = """\
id: house
title: House
standard: {title: House rules, version: "1", url: "https://example.org/house"}
clauses:
  - {id: R1, title: It can be stopped, controls: {ids: [missing-stop-switch]}}
  - {id: R2, title: People know it, by: person, note: Shows in no file., controls: {ids: [missing-stop-switch]}}
"""


def test_what_a_waiver_accepts_is_not_met(tmp_path: Path):
    (tmp_path / "system.yaml").write_text(WAIVED.replace("house.yaml", str(tmp_path / "house.yaml")))
    (tmp_path / "house.yaml").write_text(HOUSE)
    report = audit(tmp_path / "system.yaml")
    assert next(c for c in report.controls if c.id == "missing-stop-switch").subjects == Counts(waived=1)
    assert [clause.outcome for clause in report.clauses] == [ClauseOutcome.WAIVED, ClauseOutcome.PERSON]
    (tmp_path / "system.yaml").write_text((tmp_path / "system.yaml").read_text().split("waivers")[0])
    assert [clause.outcome for clause in audit(tmp_path / "system.yaml").clauses] == [ClauseOutcome.FAILED] * 2


def test_the_json_has_the_clauses_and_reads_back():
    report = report_on(SAMPLES[0], "eu-ai-act")
    assert report.standard is not None
    assert read_report(JSON.write(report), "report.json") == report


def test_a_profile_without_a_standard_has_none_of_it():
    written = JSON.write(audit(SAMPLES[0] / "system.yaml", profile="design-review"))
    assert b'"standard"' not in written
    assert b'"clauses"' not in written
