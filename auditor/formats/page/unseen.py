"""What could not be seen: long lists, grouped by what they share."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.formats.page.limits import Limits, Shown, head
from auditor.model.findings import Outcome
from auditor.report.schema import EntityFact, Finding, InputFact, Report

_UNDECIDED = (Outcome.UNKNOWN, Outcome.ERROR, Outcome.MANUAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Undecided:
    """One source that leaves controls undecided."""

    source: str
    """A server or a file; empty where a finding has several."""
    controls: int
    pairs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unseen:
    """Everything that the audit could not see."""

    undecided: Shown[Undecided]
    inputs: tuple[InputFact, ...]
    incomplete: tuple[EntityFact, ...]
    """Placeholders, and lists that may have further members."""


def unseen_of(report: Report, limits: Limits) -> Unseen:
    """Return what could not be seen."""
    sources: dict[str, list[Finding]] = {}
    for finding in report.findings:
        if finding.outcome in _UNDECIDED:
            sources.setdefault(finding.cause, []).append(finding)
    undecided = [
        Undecided(
            source=source,
            controls=len({finding.control for finding in findings}),
            pairs=sum(len(finding.subjects) for finding in findings),
        )
        for source, findings in sources.items()
    ]
    undecided.sort(key=lambda entry: (-entry.pairs, entry.source))
    return Unseen(
        undecided=head(undecided, limits.rows // 2),
        inputs=tuple(entry for entry in report.inputs if entry.state != "read"),
        incomplete=tuple(entity for entity in report.entities if entity.placeholder or entity.members == "open"),
    )
