"""The report's facts about what was known before: risks that somebody accepted, and an earlier report."""

from __future__ import annotations

from auditor.baseline import Comparison
from auditor.report import schema
from auditor.report.evidence import place
from auditor.waivers import Acceptances


def waiver_facts(accepted: Acceptances) -> tuple[schema.WaiverFact, ...]:
    """Return each waiver of the description, and what became of it."""
    return tuple(
        schema.WaiverFact(
            control=use.waiver.control,
            subject=use.waiver.subject,
            reason=use.waiver.reason,
            owner=use.waiver.owner,
            expires=use.waiver.expires,
            state=use.state.value,
            subjects=use.subjects,
            place=place(use.waiver.location),
        )
        for use in accepted.uses
    )


def baseline_fact(
    comparison: Comparison | None, earlier: schema.Report | None, path: str
) -> schema.BaselineFact | None:
    """Return how the open failures compare with those of an earlier report; None without one."""
    if comparison is None or earlier is None:
        return None
    entries = {
        subject.fingerprint: schema.BaselineEntry(
            control=finding.control, subject=subject.id, fingerprint=subject.fingerprint, severity=finding.severity
        )
        for finding in earlier.findings
        for subject in finding.subjects
    }
    changes = list(comparison.changes.values())
    return schema.BaselineFact(
        path=path,
        report_id=earlier.report_id,
        created_at=earlier.created_at,
        new=sum(change.value == "new" for change in changes),
        unchanged=sum(change.value == "unchanged" for change in changes),
        absent=tuple(entries[mark] for mark in comparison.absent),
        level_reached=earlier.verdict.level_reached if earlier.verdict else None,
    )
