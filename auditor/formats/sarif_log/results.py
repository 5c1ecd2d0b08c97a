"""One result for each subject of each finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import assert_never

from auditor.formats.page.words import sentence
from auditor.formats.sarif_log.places import Places
from auditor.formats.sarif_log.rules import LEVELS
from auditor.formats.sarif_log.shapes import (
    CodeFlow,
    FlowStep,
    Kind,
    Level,
    Place,
    Result,
    ResultProperties,
    Suppression,
    SuppressionProperties,
    ThreadFlow,
)
from auditor.formats.sarif_log.words import message, name
from auditor.formats.visible import visible
from auditor.model.findings import Outcome
from auditor.report.schema import Finding, FindingSubject, Report, WaiverRef
from auditor.report.schema_paths import Hop

FINGERPRINT = "agentReadiness/v1"
"""Version 1: the start of the SHA-256 of control id, subject id and failing item."""


def results_of(report: Report, places: Places) -> tuple[Result, ...]:
    """Return the results in the order of the findings.

    What passes or does not apply is no result: it would be most of the file, and each rule says how many there are.
    """
    index = {control.id: position for position, control in enumerate(report.controls)}
    pairs = [(finding, subject) for finding in report.findings for subject in finding.subjects]
    waived = any(subject.waiver for _, subject in pairs)
    compared = all(subject.baseline in ("new", "unchanged") for _, subject in pairs)
    return tuple(
        _result(finding, subject, index, places, waived=waived, compared=compared) for finding, subject in pairs
    )


def kind_of(outcome: Outcome) -> Kind:
    """Return how SARIF calls an outcome; a check that did not run leaves open what it would have decided."""
    match outcome:
        case Outcome.FAIL:
            return Kind.FAIL
        case Outcome.MANUAL:
            return Kind.REVIEW
        case Outcome.UNKNOWN | Outcome.ERROR | Outcome.PASS | Outcome.NOT_APPLICABLE:
            return Kind.OPEN
    assert_never(outcome)


def _result(
    finding: Finding, subject: FindingSubject, index: Mapping[str, int], places: Places, *, waived: bool, compared: bool
) -> Result:
    kind = kind_of(finding.outcome)
    place, rest = places.primary(subject.id, subject.evidence)
    return Result(
        rule_id=name(finding.control),
        rule_index=index.get(finding.control, -1),
        kind=kind,
        level=LEVELS[finding.severity] if kind is Kind.FAIL else Level.NONE,
        message=message(_said(finding, subject)),
        locations=(place,) if place.physical_location or place.logical_locations else (),
        related_locations=places.related(rest),
        code_flows=_flows(subject.path, places),
        partial_fingerprints={FINGERPRINT: name(subject.fingerprint)} if subject.fingerprint else {},
        suppressions=_suppressions(subject.waiver) if waived else None,
        baseline_state=subject.baseline or "" if compared else "",
        properties=_properties(finding, subject),
    )


def _said(finding: Finding, subject: FindingSubject) -> str:
    """Return what is so, in a sentence that says it alone, and then how it shows."""
    title, text = sentence(finding.title), sentence(subject.message or finding.message)
    return " ".join(filter(None, (title, text if text != title else "")))


def _properties(finding: Finding, subject: FindingSubject) -> ResultProperties:
    return ResultProperties(
        outcome=finding.outcome.value,
        area=name(finding.area),
        severity=finding.severity.value,
        confidence=finding.confidence.value,
        gate_level=finding.gate_level,
        title=visible(finding.title),
        cause=name(finding.cause),
        item=name(subject.item),
        evidence_level=subject.evidence[0].level if subject.evidence else "",
        baseline=subject.baseline or "",
    )


def _suppressions(waiver: WaiverRef | None) -> tuple[Suppression, ...]:
    """Return the acceptance; an empty list says that there is none, and stands with every result or with none."""
    if waiver is None:
        return ()
    said = f"{waiver.reason} Accepted by {waiver.owner} until {waiver.expires}."
    return (
        Suppression(
            kind="external",
            status="accepted",
            justification=visible(said),
            properties=SuppressionProperties(owner=name(waiver.owner), expires=name(waiver.expires)),
        ),
    )


def _flows(path: Sequence[Hop], places: Places) -> tuple[CodeFlow, ...]:
    """Return the way through the system; where it forks, each branch is a thread of its own."""
    if not path:
        return ()
    order = iter(range(1, len(path) + 1))
    threads = tuple(
        ThreadFlow(
            locations=tuple(FlowStep(location=_step(hop, places), execution_order=next(order)) for hop in branch)
        )
        for branch in _branches(path)
    )
    return (CodeFlow(thread_flows=threads, message=message(f"The way through the system, in {len(path)} steps.")),)


def _branches(path: Iterable[Hop]) -> Iterator[list[Hop]]:
    branch: list[Hop] = []
    for hop in path:
        if branch and branch[-1].target != hop.source:
            yield branch
            branch = []
        branch.append(hop)
    yield branch


def _step(hop: Hop, places: Places) -> Place:
    return Place(
        physical_location=places.at(hop.place) or places.described_at(hop.source),
        logical_locations=(*places.things(hop.source), *places.things(hop.target)),
        message=message(f"`{hop.source}` {hop.kind} `{hop.target}` ({hop.level})"),
    )
