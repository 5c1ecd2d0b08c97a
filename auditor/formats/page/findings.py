"""Findings arranged by control, with as many subjects and quotes as a reader takes in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auditor.formats.page.evidence import EvidenceView, Places
from auditor.formats.page.limits import Limits, Shown, head
from auditor.formats.page.words import WAIVED, Mark, anchor, mark_of
from auditor.model.findings import Outcome, Severity
from auditor.report.schema import Control, Finding, FindingSubject, WaiverRef

SHOWN_OUTCOMES = (Outcome.FAIL, Outcome.ERROR, Outcome.UNKNOWN, Outcome.MANUAL)
"""What gets a block of its own, most telling first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectView:
    """One subject with its evidence."""

    id: str
    item: str
    message: str
    waiver: WaiverRef | None
    change: str
    evidence: Shown[EvidenceView]

    @property
    def slim(self) -> bool:
        """True where all of it fits one line."""
        pieces = self.evidence.items
        return len(pieces) == 1 and not pieces[0].lines


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseView:
    """One finding: the subjects that share a cause."""

    anchor: str
    cause: str
    message: str
    confidence: str
    waiver: WaiverRef | None
    """The one that covers every subject; subjects then name none."""
    subjects: Shown[SubjectView]
    rest: Shown[str]
    """Ids of subjects that follow the shown ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """All findings of one control and one outcome."""

    anchor: str
    mark: Mark
    outcome: Outcome
    title: str
    control_id: str
    control: Control | None
    severity: str
    gate_level: int | None
    confidence: str
    """Of all its causes; empty where they differ."""
    subjects: int
    new: int
    unchanged: int
    waived: int
    brief: bool
    """True where paper gets no more than the message, the names and the question: nothing there is to be mended."""
    causes: Shown[CauseView]


def finding_anchor(control: str, outcome: Outcome) -> str:
    """Return the place in the page of a control's findings with one outcome."""
    return anchor("finding", control, outcome.value)


def findings_of(
    findings: Sequence[Finding], controls: Mapping[str, Control], places: Places, limits: Limits
) -> tuple[FindingView, ...]:
    """Return the findings by control and outcome: failures first, within them the severe ones."""
    groups: dict[tuple[str, Outcome], list[Finding]] = {}
    for finding in findings:
        if finding.outcome in SHOWN_OUTCOMES:
            groups.setdefault((finding.control, finding.outcome), []).append(finding)
    ordered = sorted(
        groups.values(),
        key=lambda group: (
            all(subject.waiver for finding in group for subject in finding.subjects),
            SHOWN_OUTCOMES.index(group[0].outcome),
            -max(finding.severity.rank for finding in group),
            group[0].control,
        ),
    )
    return tuple(_group(group, controls.get(group[0].control), places, limits) for group in ordered)


def _group(group: list[Finding], control: Control | None, places: Places, limits: Limits) -> FindingView:
    first = group[0]
    subjects = [subject for finding in group for subject in finding.subjects]
    waived = sum(subject.waiver is not None for subject in subjects)
    confidences = {finding.confidence.value for finding in group}
    budget = limits.excerpts[first.severity.rank - 1] if first.outcome is Outcome.FAIL else limits.unknown_excerpts
    causes = head(group, limits.causes)
    grave = first.outcome is Outcome.FAIL and first.severity is not Severity.LOW
    room = limits.subjects if grave or limits.medium == "screen" else limits.subjects // 2
    each = max(1, room // max(1, len(causes.items)))
    views = []
    for finding in causes.items:
        view, budget = _cause(finding, places, limits, each, budget)
        views.append(view)
    return FindingView(
        anchor=finding_anchor(first.control, first.outcome),
        mark=WAIVED if subjects and waived == len(subjects) else mark_of(first.outcome),
        outcome=first.outcome,
        title=first.title,
        control_id=first.control,
        control=control,
        severity=max(group, key=lambda finding: finding.severity.rank).severity.value,
        gate_level=first.gate_level,
        confidence=confidences.pop() if len(confidences) == 1 else "",
        subjects=len(subjects),
        new=sum(subject.baseline == "new" for subject in subjects),
        unchanged=sum(subject.baseline == "unchanged" for subject in subjects),
        waived=waived,
        brief=limits.medium == "print" and first.outcome is not Outcome.FAIL,
        causes=Shown(items=tuple(views), more=causes.more),
    )


def _cause(finding: Finding, places: Places, limits: Limits, count: int, budget: int) -> tuple[CauseView, int]:
    shown = head(finding.subjects, count)
    waivers = {subject.waiver for subject in finding.subjects}
    shared = waivers.pop() if len(waivers) == 1 and len(finding.subjects) > 1 else None
    seen: set[tuple[str, int]] = set()
    views = []
    for subject in shown.items:
        view, quotes = _subject(
            subject, finding, places, limits, budget, seen, waiver=None if shared else subject.waiver
        )
        views.append(view)
        budget -= quotes
    rest = head((subject.id for subject in finding.subjects[len(shown.items) :]), limits.ids)
    return CauseView(
        anchor=anchor("cause", finding.control, finding.outcome.value, finding.cause),
        cause=finding.cause,
        message=finding.message,
        confidence=finding.confidence.value,
        waiver=shared,
        subjects=Shown(items=tuple(views), more=shown.more),
        rest=rest if limits.ids else Shown(items=(), more=rest.total),
    ), budget


def _subject(
    subject: FindingSubject,
    finding: Finding,
    places: Places,
    limits: Limits,
    budget: int,
    seen: set[tuple[str, int]],
    *,
    waiver: WaiverRef | None,
) -> tuple[SubjectView, int]:
    """Return a subject, and how many excerpts it took; a line is quoted once in a finding."""
    pieces = []
    quotes = 0
    distinct = tuple({(piece.path, piece.line, piece.detail): piece for piece in subject.evidence}.values())
    for piece in distinct[: limits.places]:
        at = piece.path, piece.line
        quote = piece.excerpt is not None and quotes < budget and at not in seen
        seen.add(at)
        quotes += quote
        pieces.append(places.view(piece, limits, quote=quote))
    view = SubjectView(
        id=subject.id,
        item="" if subject.item in subject.message else subject.item,
        message="" if subject.message == finding.message else subject.message,
        waiver=waiver,
        change=subject.baseline or "",
        evidence=Shown(items=tuple(pieces), more=max(0, len(distinct) - limits.places)),
    )
    return view, quotes
