"""The ways that findings take through the system, worst first."""

from __future__ import annotations

from auditor.drawing.system_map import Way
from auditor.model.findings import Outcome
from auditor.report.schema import Finding, FindingSubject, Report

WORTH_DRAWING = 2
"""Fewest hops of a way with a small map of its own; one hop is a sentence."""


def worst_way(report: Report) -> Way | None:
    """Return the way of the worst finding that has one; None where no failing, unwaived subject has a way.

    The report has its findings in that order: failures by the level they stop, then by severity. A way of several hops
    tells more than a single hop, so that within the first severity such a way is preferred.
    """
    ways = [(finding, way) for finding in report.findings if (way := _way_of(finding)) is not None]
    if not ways:
        return None
    first = ways[0][0]
    alike = [
        way for finding, way in ways if (finding.gate_level, finding.severity) == (first.gate_level, first.severity)
    ]
    return next((way for way in alike if len(way.hops) >= WORTH_DRAWING), alike[0])


def drawn_ways(report: Report) -> tuple[Way, ...]:
    """Return one way for each failing finding whose way has several hops, in the order of the report."""
    ways = (_way_of(finding) for finding in report.findings)
    return tuple(way for way in ways if way is not None and len(way.hops) >= WORTH_DRAWING)


def _way_of(finding: Finding) -> Way | None:
    """Return the longest way of a failing finding, the first of several."""
    if finding.outcome is not Outcome.FAIL:
        return None
    shown = [subject for subject in finding.subjects if subject.path and subject.waiver is None]
    if not shown:
        return None
    subject: FindingSubject = max(shown, key=lambda s: len(s.path))
    return Way(
        control=finding.control,
        title=finding.title,
        subject=subject.id,
        hops=subject.path,
        others=len(shown) - 1,
    )
