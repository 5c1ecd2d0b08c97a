"""The sheets that judge: findings, controls, waivers, what an earlier report found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.formats.page.findings import SHOWN_OUTCOMES
from auditor.formats.page.rows import lead_of
from auditor.formats.workbook.sheet import Column, Sheet, Tinted, column, lines, numbered, sheet
from auditor.formats.workbook.words import outcome, outcome_of, place_of, told, way
from auditor.model.findings import Outcome
from auditor.report.schema import BaselineEntry, Control, Finding, FindingSubject, Report, WaiverFact

_NOBODY = FindingSubject(id="")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """One finding with one of its subjects."""

    finding: Finding
    subject: FindingSubject
    control: Control | None
    area: str


def findings_sheet(report: Report) -> Sheet:
    """Return a row for each subject of each finding, failures and severe ones first."""
    return sheet("Findings", "a finding with one of its subjects", _FINDINGS, _found(report))


def controls_sheet(report: Report) -> Sheet:
    """Return a row for each control, whether it fired or not."""
    areas = {area.id: area.title for area in report.areas}
    columns = (
        column("Control", 34, lambda c: c.id, "name"),
        Column(title="Area", width=22, get=lambda c: areas.get(c.area, c.area)),
        *_CONTROLS,
    )
    return sheet("Controls", "a control that was selected, whether it fired or not", columns, report.controls)


def waivers_sheet(report: Report) -> Sheet:
    """Return a row for each waiver."""
    return sheet("Waivers", "a waiver of the description, and what became of it", _WAIVERS, report.waivers)


def absent_sheet(report: Report) -> Sheet:
    """Return a row for each subject that the baseline found and this report does not."""
    absent = report.baseline.absent if report.baseline else ()
    return sheet("No longer found", "what the baseline found and this report does not", _ABSENT, absent)


def _found(report: Report) -> Iterator[_Found]:
    controls = {control.id: control for control in report.controls}
    areas = {area.id: area.title for area in report.areas}
    for finding in sorted(report.findings, key=_order):
        for subject in finding.subjects or (_NOBODY,):
            yield _Found(
                finding=finding,
                subject=subject,
                control=controls.get(finding.control),
                area=areas.get(finding.area, finding.area),
            )


def _order(finding: Finding) -> tuple[bool, int, int, int, str]:
    """Put first what the page has first; the sort is stable."""
    outcomes = (*SHOWN_OUTCOMES, *(entry for entry in Outcome if entry not in SHOWN_OUTCOMES))
    return (
        bool(finding.subjects) and all(subject.waiver for subject in finding.subjects),
        outcomes.index(finding.outcome),
        -finding.severity.rank,
        9 if finding.gate_level is None else finding.gate_level,
        finding.control,
    )


def _waiver(row: _Found) -> Tinted | None:
    waiver = row.subject.waiver
    if waiver is None:
        return None
    return Tinted(text=f"until {waiver.expires} by {waiver.owner}: {waiver.reason}", colour="waived")


_FINDINGS: tuple[Column[_Found], ...] = (
    column("Control", 30, lambda row: row.finding.control, "name"),
    column("Outcome", 10, lambda row: outcome(row.finding.outcome)),
    column("Severity", 9, lambda row: row.finding.severity.value),
    column("Gate of level", 8, lambda row: row.finding.gate_level, "count"),
    column("Subject", 28, lambda row: row.subject.id),
    column("Item", 14, lambda row: row.subject.item),
    column("Message", 52, lambda row: row.subject.message or row.finding.message),
    column("Place", 30, lambda row: place_of(row.subject.evidence[0]) if row.subject.evidence else ""),
    column("What to do", 36, lambda row: row.control.remediation.summary if row.control else ""),
    column("Effort", 9, lambda row: row.control.remediation.effort.value if row.control else ""),
    column("Waived", 26, _waiver),
    column("Since the baseline", 11, lambda row: row.subject.baseline),
    column("Area", 20, lambda row: row.area),
    column("Title", 36, lambda row: row.finding.title),
    column("Said of all its subjects", 40, lambda row: lead_of(row.finding)),
    column("Confidence", 10, lambda row: row.finding.confidence.value),
    column("Cause", 28, lambda row: row.finding.cause),
    column("Evidence", 44, lambda row: lines(told(piece) for piece in row.subject.evidence)),
    column("Way through the system", 44, lambda row: lines(way(row.subject.path))),
    column("Fingerprint", 20, lambda row: row.subject.fingerprint),
)

_CONTROLS: tuple[Column[Control], ...] = (
    column("Title", 40, lambda c: c.title),
    column("Outcome", 12, outcome_of),
    column("Severity", 9, lambda c: c.severity.value),
    column("Gate of level", 8, lambda c: c.gate_level, "count"),
    column("Share that must pass", 9, lambda c: c.gate_share, "share"),
    column("Evidence it needs", 12, lambda c: c.needs),
    column("Passed", 8, lambda c: c.subjects.passed, "count"),
    column("Applicable", 10, lambda c: c.subjects.applicable, "count"),
    column("Failed", 8, lambda c: c.subjects.failed, "count"),
    column("Unknown", 8, lambda c: c.subjects.unknown, "count"),
    column("Manual", 8, lambda c: c.subjects.manual, "count"),
    column("Error", 8, lambda c: c.subjects.error, "count"),
    column("Waived", 8, lambda c: c.subjects.waived, "count"),
    column("Not applicable", 10, lambda c: c.subjects.not_applicable, "count"),
    column("Subjects that pass", 40, lambda c: ", ".join(c.passing)),
    column("Why it matters", 50, lambda c: c.rationale),
    column("What to do", 40, lambda c: c.remediation.summary),
    column("Steps", 50, lambda c: numbered(c.remediation.steps)),
    column("Effort", 9, lambda c: c.remediation.effort.value),
    column("Question to a vendor", 40, lambda c: c.question),
    column("When it fails", 40, lambda c: c.failure_title),
    column("Sources", 44, lambda c: lines(f"{r.title} {r.url}".rstrip() for r in c.references)),
)

_WAIVERS: tuple[Column[WaiverFact], ...] = (
    column("Control", 34, lambda w: w.control, "name"),
    column("Subject", 28, lambda w: w.subject),
    column("State", 12, lambda w: w.state),
    column("Reason", 50, lambda w: w.reason),
    column("Owner", 20, lambda w: w.owner),
    column("Expires", 12, lambda w: w.expires),
    column("Covers", 44, lambda w: ", ".join(w.subjects)),
    column("Place", 28, lambda w: w.place),
)

_ABSENT: tuple[Column[BaselineEntry], ...] = (
    column("Control", 34, lambda e: e.control, "name"),
    column("Subject", 40, lambda e: e.subject),
    column("Severity", 10, lambda e: e.severity.value),
    column("Fingerprint", 18, lambda e: e.fingerprint),
)
