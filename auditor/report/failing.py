"""Whether a report holds what makes an audit fail."""

from __future__ import annotations

from enum import StrEnum
from typing import assert_never

from auditor.errors import UsageError
from auditor.model.findings import Outcome, Severity
from auditor.report import schema


class FailOn(StrEnum):
    """What makes an audit end with exit status 1."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    LEVEL = "level"
    REGRESSION = "regression"
    NEVER = "never"


def failing(report: schema.Report, fail_on: FailOn) -> bool:
    """Tell whether a report holds what makes the audit fail.

    A severity: an open failure at or above it. Level: the asked level is not reached. Regression: a failure that the
    baseline lacks, or a lower level than the baseline's.
    """
    match fail_on:
        case FailOn.NEVER:
            return False
        case FailOn.LEVEL:
            return report.verdict is not None and report.verdict.level_reached < report.verdict.level_asked
        case FailOn.REGRESSION:
            return _regressed(report)
        case FailOn.HIGH | FailOn.MEDIUM | FailOn.LOW:
            floor = Severity(fail_on.value).rank
            return any(
                finding.outcome is Outcome.FAIL
                and finding.severity.rank >= floor
                and any(subject.waiver is None for subject in finding.subjects)
                for finding in report.findings
            )
    assert_never(fail_on)


def _regressed(report: schema.Report) -> bool:
    if report.baseline is None:
        raise UsageError("a regression can only be told against an earlier report; name one with --baseline")
    before = report.baseline.level_reached
    lower = before is not None and report.verdict is not None and report.verdict.level_reached < before
    return report.baseline.new > 0 or lower
