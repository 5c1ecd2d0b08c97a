"""Whole audits of small systems: baselines, waivers, shares, thresholds and where errors are said to stand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from auditor.errors import InputError, UsageError
from auditor.formats.json import report_bytes
from auditor.model.findings import Outcome
from auditor.report.failing import FailOn, failing
from auditor.report.schema import Report
from tests.audits import audit

HEAD = "system: {name: Small, intent: act}\nagents: {planner: {tools: [pay]}}\n"
UNAPPROVED = "tools: {pay: {effects: [spend], reversible: false, approval: none}}\npeople: {}\ngateways: {}\n"
APPROVED = "tools: {pay: {effects: [spend], reversible: false, approval: human}}\npeople: {}\ngateways: {}\n"


@pytest.fixture
def system(tmp_path: Path):
    def write(text: str, name: str = "system.yaml") -> Path:
        path = tmp_path / name
        path.write_text(text)
        return path

    return write


def subjects(report: Report, control: str, outcome: Outcome = Outcome.FAIL):
    return [s for f in report.findings if (f.control, f.outcome) == (control, outcome) for s in f.subjects]


def saved(report: Report, folder: Path) -> str:
    path = folder / "before.json"
    path.write_bytes(report_bytes(report))
    return str(path)


def test_evidence_leads_to_file_line_and_column(system):
    (subject,) = subjects(audit(system(HEAD + UNAPPROVED)), "unapproved-irreversible-action")
    first = subject.evidence[0]
    assert (subject.id, first.path, first.line) == ("pay", "system.yaml", 3)
    assert first.excerpt is not None
    assert first.excerpt.lines[first.line - first.excerpt.first_line] == UNAPPROVED.splitlines()[0]


def test_a_waiver_takes_a_failure_out_of_the_open_ones(system):
    waiver = "{control: unapproved-irreversible-action, subject: pay, reason: Pilot., owner: me, expires: 2027-01-01}"
    report = audit(system(HEAD + UNAPPROVED + f"waivers: [{waiver}]\n"))
    (subject,) = subjects(report, "unapproved-irreversible-action")
    assert subject.waiver is not None
    assert report.waivers[0].state == "applied"
    gates = {gate.control: gate.state for level in report.verdict.levels for gate in level.gates}
    assert gates["unapproved-irreversible-action"] == "waived"
    advised = {control for entry in report.recommendations for control in entry.controls}
    assert "unapproved-irreversible-action" not in advised


def test_new_unchanged_and_absent_against_a_baseline(system, tmp_path):
    before = saved(audit(system(HEAD + UNAPPROVED)), tmp_path)
    same = audit(system("# moved by a comment\n\n" + HEAD + UNAPPROVED), baseline=before)
    assert same.baseline is not None
    assert (same.baseline.new, same.baseline.absent) == (0, ())
    assert same.baseline.unchanged > 0
    assert not failing(same, FailOn.REGRESSION)
    mended = audit(system(HEAD + APPROVED), baseline=before)
    assert [entry.subject for entry in mended.baseline.absent] == ["pay"]
    before = saved(mended, tmp_path)
    worse = audit(system(HEAD + UNAPPROVED), baseline=before)
    assert worse.baseline.new == 1
    assert failing(worse, FailOn.REGRESSION)


def test_a_regression_needs_a_baseline(system):
    with pytest.raises(UsageError, match="--baseline"):
        failing(audit(system(HEAD + APPROVED)), FailOn.REGRESSION)


@pytest.mark.parametrize(
    ("fail_on", "expected"),
    [(FailOn.NEVER, False), (FailOn.LEVEL, True), (FailOn.HIGH, True), (FailOn.MEDIUM, True), (FailOn.LOW, True)],
)
def test_what_makes_an_audit_fail(system, fail_on, expected):
    assert failing(audit(system(HEAD + UNAPPROVED)), fail_on) is expected


def test_the_target_decides_what_level_is_asked(system):
    path = system(HEAD + UNAPPROVED)
    assert failing(audit(path, target=1), FailOn.LEVEL)
    assert not failing(audit(path, target=0), FailOn.LEVEL)


def test_a_share_can_be_set_for_a_gate_only(system):
    shares = "audit: {version: 1, shares: {%s: 0.5}}\n"
    gate = audit(system(shares % "unverified-write" + HEAD + APPROVED))
    assert next(c.gate_share for c in gate.controls if c.id == "unverified-write") == 0.5
    with pytest.raises(UsageError, match="not a gate"):
        audit(system(shares % "missing-runbook" + HEAD + APPROVED))


def test_an_empty_system_reaches_nothing(system):
    verdict = audit(system("system: {name: Empty}\n")).verdict
    assert verdict is not None
    assert (verdict.level_reached, verdict.level_asked, verdict.outcome) == (0, 3, "not enough evidence")


def test_at_stage_design_declared_evidence_is_enough(system):
    text = HEAD + APPROVED
    report = audit(system(text))
    assert subjects(report, "unapproved-irreversible-action", Outcome.UNKNOWN)
    designed = audit(system(text.replace("intent: act", "intent: act, stage: design")))
    assert designed.verdict is not None
    assert designed.verdict.as_designed
    control = next(c for c in designed.controls if c.id == "unapproved-irreversible-action")
    assert control.outcome is Outcome.PASS


def test_a_lone_artifact_has_areas_and_no_verdict(system):
    document = {"openapi": "3.1.0", "info": {"title": "Small API", "version": "1"}, "paths": {"/x": {"get": {}}}}
    report = audit(system(json.dumps(document), "api.json"))
    assert report.verdict is None
    assert report.areas
    assert report.system.name == "Small API"
    assert not any(s.id.startswith("agent.") for f in report.findings for s in f.subjects)


def test_mistakes_are_told_with_the_path_from_here(system, tmp_path, monkeypatch):
    folder = tmp_path / "deep"
    folder.mkdir()
    (folder / "system.yaml").write_text("system: {nam: x}\n")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as caught:
        audit(Path("deep/system.yaml"))
    assert str(caught.value).startswith("deep/system.yaml:1:")


def test_a_secret_is_nowhere_in_the_report(system, tmp_path):
    (tmp_path / "compose.yaml").write_text(
        "services:\n  db:\n    image: postgres:16\n    environment:\n      POSTGRES_PASSWORD: Tr0ub4dor&3\n"
    )
    report = audit(system(HEAD + APPROVED + "include: [compose.yaml]\n"))
    assert subjects(report, "inline-secret")
    assert b"Tr0ub4dor" not in report_bytes(report)


def test_a_crashing_check_is_one_finding_and_the_audit_goes_on(system, monkeypatch):
    from auditor.checks import all_checks
    from auditor.evaluate import outcomes

    def broken(view, subject):
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(outcomes, "all_checks", lambda: {**all_checks(), "lethal_trifecta": broken})
    report = audit(system(HEAD + APPROVED))
    (subject,) = subjects(report, "lethal-trifecta", Outcome.ERROR)
    assert subject.id == "planner"
    assert len(report.findings) > 10


def test_a_folder_may_be_reached_over_a_link(tmp_path):
    real = tmp_path / "real"
    real.mkdir()
    (real / "tools.json").write_text('{"tools": [{"name": "add", "inputSchema": {"type": "object"}}]}')
    (tmp_path / "link").symlink_to(real)
    assert [entry.path for entry in audit(tmp_path / "link" / "tools.json").inputs] == ["tools.json"]
    assert [entry.path for entry in audit(tmp_path / "link").inputs] == ["tools.json"]


def test_a_file_that_is_a_link_stays_inside(tmp_path):
    (tmp_path / "secret.json").write_text("{}")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "tools.json").symlink_to(tmp_path / "secret.json")
    with pytest.raises(InputError, match="leaves the audited folder"):
        audit(inside / "tools.json")
