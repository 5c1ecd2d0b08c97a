"""Findings arranged by control: failures in full, what cannot be told in a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from auditor.formats.page.evidence import Places
from auditor.formats.page.limits import Limits, Shown, head
from auditor.formats.page.listing import listed_subjects, names_left_out
from auditor.formats.page.rows import Row, lead_of, rows_of
from auditor.formats.page.words import WAIVED, Mark, anchor, mark_of
from auditor.model.findings import Outcome, Severity
from auditor.report.schema import Control, Finding, Report, WaiverRef

SHOWN_OUTCOMES = (Outcome.FAIL, Outcome.ERROR, Outcome.UNKNOWN, Outcome.MANUAL)
"""What the page speaks of subject by subject, most telling first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """What one finding says of all its subjects."""

    cause: str
    """Empty where the control has one finding only."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaivedView:
    """One waiver, and whom it covers."""

    waiver: WaiverRef
    subjects: Shown[str]
    """None where it covers all subjects of the finding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """All findings of one control and one outcome."""

    anchor: str
    control_anchor: str
    """The place of the control itself, on screen, where this is the first that is said of it; else empty."""
    mark: Mark
    outcome: Outcome
    title: str
    control_id: str
    control: Control | None
    severity: str
    gate_level: int | None
    confidence: str
    subjects: int
    new: int
    unchanged: int
    waived: int
    waivers: tuple[WaivedView, ...]
    leads: Shown[Lead]
    rows: Shown[Row]
    listing: Shown[str]
    """On screen all subjects, a line each, with fingerprint and places; on paper the names that the rows leave out."""
    advice: int
    """The number of the recommendation that says what to do and why; 0 where none does in full."""
    question: int
    """The number of the question that settles it; 0 where there is none."""


class Advice:
    """Which recommendation and which question belong to a control."""

    def __init__(self, report: Report, limits: Limits) -> None:
        self._advice: dict[str, int] = {}
        for rank, entry in enumerate(report.recommendations[: limits.full], start=1):
            for control in entry.controls[:1]:
                self._advice.setdefault(control, rank)
        shown = head(report.questions, limits.questions).items
        self._questions = {entry.control: rank for rank, entry in enumerate(shown, start=1)}

    def recommendation(self, control: str) -> int:
        """Return the rank of the recommendation that is made for a control, or 0."""
        return self._advice.get(control, 0)

    def question(self, control: str) -> int:
        """Return the rank of a control's question, or 0."""
        return self._questions.get(control, 0)


def finding_anchor(control: str, outcome: Outcome) -> str:
    """Return the place in the page of a control's findings with one outcome."""
    return anchor("finding", control, outcome.value)


def targets_of(report: Report, medium: Literal["screen", "print"]) -> dict[str, str]:
    """Return where in the page each control is spoken of: at its worst findings, or in its area among what is settled.

    Paper leads to the area itself, since each place that can be led to costs the typesetter time.
    """
    spoken: dict[str, list[Outcome]] = {}
    for finding in report.findings:
        if finding.outcome in SHOWN_OUTCOMES:
            spoken.setdefault(finding.control, []).append(finding.outcome)
    targets = {
        control.id: anchor("control", control.id) if medium == "screen" else anchor("area", control.area)
        for control in report.controls
    }
    for control, outcomes in spoken.items():
        targets[control] = finding_anchor(control, min(outcomes, key=SHOWN_OUTCOMES.index))
    return targets


def findings_of(
    findings: Sequence[Finding], controls: Mapping[str, Control], places: Places, limits: Limits, advice: Advice
) -> tuple[FindingView, ...]:
    """Return the findings by control and outcome: failures first, within them the severe ones."""
    groups: dict[tuple[str, Outcome], list[Finding]] = {}
    for finding in findings:
        if finding.outcome in SHOWN_OUTCOMES:
            groups.setdefault((finding.control, finding.outcome), []).append(finding)
    ordered = sorted(groups.values(), key=_order)
    views = []
    for group in ordered:
        control = group[0].control
        first = limits.medium == "screen" and group is next(same for same in ordered if same[0].control == control)
        views.append(_group(group, controls.get(control), places, limits, advice, first=first))
    return tuple(views)


def _order(group: list[Finding]) -> tuple[bool, int, int, int, str]:
    return (
        all(subject.waiver for finding in group for subject in finding.subjects),
        SHOWN_OUTCOMES.index(group[0].outcome),
        -max(finding.severity.rank for finding in group),
        9 if group[0].gate_level is None else group[0].gate_level,
        group[0].control,
    )


def _group(
    group: list[Finding], control: Control | None, places: Places, limits: Limits, advice: Advice, *, first: bool
) -> FindingView:
    example = group[0]
    subjects = [subject for finding in group for subject in finding.subjects]
    waived = sum(subject.waiver is not None for subject in subjects)
    confidences = dict.fromkeys(finding.confidence.value for finding in group)
    failing = example.outcome is Outcome.FAIL
    leads = head(group, limits.causes) if failing else head((), 0)
    grave = failing and example.severity is not Severity.LOW
    rows, _ = rows_of(
        group,
        places,
        limits,
        room=limits.subjects if grave or limits.medium == "screen" else limits.few,
        quotes=limits.excerpts[example.severity.rank - 1] if failing else 0,
    )
    return FindingView(
        anchor=finding_anchor(example.control, example.outcome),
        control_anchor=anchor("control", example.control) if first else "",
        mark=WAIVED if subjects and waived == len(subjects) else mark_of(example.outcome),
        outcome=example.outcome,
        title=example.title,
        control_id=example.control,
        control=control,
        severity=max(group, key=lambda finding: finding.severity.rank).severity.value,
        gate_level=example.gate_level,
        confidence=" or ".join(confidences),
        subjects=len({subject.id for subject in subjects}),
        new=sum(subject.baseline == "new" for subject in subjects),
        unchanged=sum(subject.baseline == "unchanged" for subject in subjects),
        waived=waived,
        waivers=_waivers(group, limits),
        leads=Shown(
            items=tuple(
                Lead(cause=finding.cause if len(group) > 1 else "", text=text)
                for finding in leads.items
                if (text := lead_of(finding))
            ),
            more=leads.more,
        ),
        rows=rows,
        listing=head(
            listed_subjects(subjects) if limits.medium == "screen" else names_left_out(subjects, rows), limits.names
        ),
        advice=advice.recommendation(example.control),
        question=advice.question(example.control),
    )


def _waivers(group: list[Finding], limits: Limits) -> tuple[WaivedView, ...]:
    subjects = [subject for finding in group for subject in finding.subjects]
    covered: dict[WaiverRef, list[str]] = {}
    for subject in subjects:
        if subject.waiver is not None:
            covered.setdefault(subject.waiver, []).append(subject.id)
    return tuple(
        WaivedView(
            waiver=waiver,
            subjects=head((), 0) if len(names) == len(subjects) else head(dict.fromkeys(names), limits.few),
        )
        for waiver, names in covered.items()
    )
