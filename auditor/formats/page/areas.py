"""Areas: what fails, what cannot be told, and what holds."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.formats.page.evidence import Places
from auditor.formats.page.findings import SHOWN_OUTCOMES, Advice, FindingView, findings_of
from auditor.formats.page.limits import Limits
from auditor.formats.page.words import (
    BY_HAND,
    ERROR,
    FAILS,
    NOT_APPLICABLE,
    PASSES,
    UNKNOWN,
    WAIVED,
    Mark,
    mark_of_control,
)
from auditor.model.findings import Outcome, Severity
from auditor.report.schema import Area, Control, Counts, Report

_WORDS = tuple(mark.word for mark in (FAILS, ERROR, UNKNOWN, BY_HAND, WAIVED, PASSES, NOT_APPLICABLE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """Controls of one outcome that need no more words than their titles."""

    mark: Mark
    controls: tuple[Control, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaView:
    """One area."""

    id: str
    title: str
    summary: str
    controls: Counts
    subjects: Counts
    failures: tuple[FindingView, ...]
    undecided: tuple[FindingView, ...]
    settled: tuple[Settled, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the findings can be filtered by: only what occurs."""

    outcomes: tuple[str, ...]
    severities: tuple[str, ...]
    findings: int
    """How many are shown without a filter."""


def choices_of(areas: tuple[AreaView, ...]) -> Choices:
    """Return the outcomes, worst first, and the severities, highest first, of all that stands in the areas."""
    findings = [finding for area in areas for finding in (*area.failures, *area.undecided)]
    settled = [group for area in areas for group in area.settled]
    words = dict.fromkeys([*(finding.mark.word for finding in findings), *(group.mark.word for group in settled)])
    used = {finding.severity for finding in findings}
    used |= {control.severity.value for group in settled for control in group.controls}
    return Choices(
        outcomes=tuple(sorted(words, key=_WORDS.index)),
        severities=tuple(level.value for level in sorted(Severity, key=lambda s: -s.rank) if level.value in used),
        findings=len(findings),
    )


def areas_of(report: Report, places: Places, limits: Limits) -> tuple[AreaView, ...]:
    """Return the areas in the order of the report, and after them what belongs to none."""
    controls = {control.id: control for control in report.controls}
    areas = {area.id: area for area in report.areas}
    used = (*(control.area for control in report.controls), *(finding.area for finding in report.findings))
    for name in used:
        if name not in areas:
            areas[name] = Area(id=name, title=name or "Other", controls=Counts(), subjects=Counts(), summary="")
    advice = Advice(report, limits)
    return tuple(_area(area, report, controls, places, limits, advice) for area in areas.values())


def _area(
    area: Area, report: Report, controls: dict[str, Control], places: Places, limits: Limits, advice: Advice
) -> AreaView:
    mine = [finding for finding in report.findings if finding.area == area.id]
    findings = findings_of(mine, controls, places, limits, advice)
    told = {finding.control for finding in report.findings if finding.outcome in SHOWN_OUTCOMES}
    rest: dict[str, list[Control]] = {}
    for control in sorted(controls.values(), key=lambda control: (control.outcome is not Outcome.PASS, control.id)):
        if control.area == area.id and control.id not in told:
            rest.setdefault(mark_of_control(control).word, []).append(control)
    return AreaView(
        id=area.id,
        title=area.title,
        summary=area.summary,
        controls=area.controls,
        subjects=area.subjects,
        failures=tuple(finding for finding in findings if finding.outcome is Outcome.FAIL),
        undecided=tuple(finding for finding in findings if finding.outcome is not Outcome.FAIL),
        settled=tuple(Settled(mark=mark_of_control(same[0]), controls=tuple(same)) for same in rest.values()),
    )
