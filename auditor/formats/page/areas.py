"""Areas: their controls in a table, their findings after it."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.formats.page.evidence import Places
from auditor.formats.page.findings import FindingView, finding_anchor, findings_of
from auditor.formats.page.limits import Limits
from auditor.formats.page.words import WAIVED, Mark, anchor, mark_of_control
from auditor.model.findings import Outcome
from auditor.report.schema import Area, Control, Counts, Report

_ORDER = (Outcome.FAIL, Outcome.ERROR, Outcome.UNKNOWN, Outcome.MANUAL, Outcome.PASS)


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlRow:
    """One control in the table of its area."""

    anchor: str
    href: str
    """The control's findings in the page; empty where it has none."""
    mark: Mark
    title: str
    id: str
    severity: str
    gate_level: int | None
    counts: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaView:
    """One area."""

    anchor: str
    title: str
    summary: str
    controls: Counts
    subjects: Counts
    rows: tuple[ControlRow, ...]
    not_applicable: tuple[Control, ...]
    findings: tuple[FindingView, ...]


def areas_of(report: Report, places: Places, limits: Limits) -> tuple[AreaView, ...]:
    """Return the areas in the order of the report, and after them what belongs to none."""
    controls = {control.id: control for control in report.controls}
    areas = {area.id: area for area in report.areas}
    used = (*(control.area for control in report.controls), *(finding.area for finding in report.findings))
    for name in used:
        if name not in areas:
            areas[name] = Area(id=name, title=name or "Other", controls=Counts(), subjects=Counts(), summary="")
    return tuple(_area(area, report, controls, places, limits) for area in areas.values())


def _area(area: Area, report: Report, controls: dict[str, Control], places: Places, limits: Limits) -> AreaView:
    findings = findings_of([f for f in report.findings if f.area == area.id], controls, places, limits)
    anchors = {finding.anchor for finding in findings}
    mine = [control for control in controls.values() if control.area == area.id]
    applicable = [control for control in mine if control.outcome in _ORDER]
    applicable.sort(key=_order)
    return AreaView(
        anchor=anchor("area", area.id),
        title=area.title,
        summary=area.summary,
        controls=area.controls,
        subjects=area.subjects,
        rows=tuple(_row(control, anchors) for control in applicable),
        not_applicable=tuple(control for control in mine if control.outcome not in _ORDER),
        findings=findings,
    )


def _order(control: Control) -> tuple[bool, int, int, str]:
    """Put what is waived or passes behind what is open, and severe controls before others."""
    settled = control.outcome is Outcome.PASS or mark_of_control(control) is WAIVED
    return settled, _ORDER.index(control.outcome), -control.severity.rank, control.id


def _row(control: Control, anchors: set[str]) -> ControlRow:
    target = finding_anchor(control.id, control.outcome)
    return ControlRow(
        anchor=anchor("control", control.id),
        href=f"#{target}" if target in anchors else "",
        mark=mark_of_control(control),
        title=control.title,
        id=control.id,
        severity=control.severity.value,
        gate_level=control.gate_level,
        counts=control.subjects,
    )
