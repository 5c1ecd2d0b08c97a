"""The sheets on frameworks and standards: what takes which tool, what is shown of each clause and signal."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.formats.workbook.sheet import Column, Sheet, Tinted, column, lines, sheet, yes
from auditor.report.schema import ClauseFact, ClauseOutcome, FrameworkPath, FrameworkVerdict, Jairf, JairfSignal, Report

_TAKEN = {"accepted": "pass", "minor loss": "unknown", "major loss": "unknown", "refused": "fail"}
_SHOWN: Mapping[ClauseOutcome, str] = {
    ClauseOutcome.MET: "pass",
    ClauseOutcome.FAILED: "fail",
    ClauseOutcome.UNKNOWN: "unknown",
    ClauseOutcome.WAIVED: "waived",
    ClauseOutcome.NOT_APPLICABLE: "none",
    ClauseOutcome.PERSON: "unknown",
    ClauseOutcome.UNCHECKED: "none",
}


def frameworks_sheet(report: Report) -> Sheet:
    """Return a row for each way into a framework, with how many tools it takes."""
    return sheet(
        "Frameworks", "a way for tools into a framework, and how many it takes", _PATHS, report.framework_paths
    )


def framework_tools_sheet(report: Report) -> Sheet:
    """Return a row for each tool that a way into a framework does not take whole."""
    titles = {path.id: path.title for path in report.framework_paths}
    rows = [(titles.get(verdict.framework, verdict.framework), verdict) for verdict in report.frameworks]
    return sheet("Framework losses", "a tool that a way into a framework does not take whole", _VERDICTS, rows)


def clauses_sheet(report: Report) -> Sheet:
    """Return a row for each clause of the standard that the profile follows."""
    return sheet("Clauses", "a clause of the standard, and what the files show of it", _CLAUSES, report.clauses)


def signals_sheet(report: Report) -> Sheet:
    """Return a row for each signal of the API AI-readiness framework, of each document."""
    rows = [(entry, signal) for entry in report.jairf for signal in entry.signals]
    return sheet("API AI-readiness", "a signal of the framework, from 0 to 1, for a document", _SIGNALS, rows)


_PATHS: tuple[Column[FrameworkPath], ...] = (
    column("Way", 34, lambda p: p.title, "name"),
    column("Id", 28, lambda p: p.id),
    column("Framework", 22, lambda p: p.framework),
    column("Version", 14, lambda p: p.version),
    column("Tried", 12, lambda p: p.tried),
    column("Rank", 9, lambda p: p.rank),
    column("Used by", 24, lambda p: ", ".join(p.used_by)),
    column("Accepted", 10, lambda p: p.accepted, "count"),
    column("Minor loss", 10, lambda p: p.minor_loss, "count"),
    column("Major loss", 10, lambda p: p.major_loss, "count"),
    column("Refused", 10, lambda p: p.refused, "count"),
    column("What becomes of results", 60, lambda p: lines(f"{r.topic}: {r.fate}; {r.how}" for r in p.results)),
)

_VERDICTS: tuple[Column[tuple[str, FrameworkVerdict]], ...] = (
    column("Tool", 34, lambda row: row[1].tool, "name"),
    column("Way", 32, lambda row: row[0]),
    column("Outcome", 12, lambda row: Tinted(text=row[1].outcome, colour=_TAKEN[row[1].outcome])),
    column("Reasons", 56, lambda row: lines(row[1].reasons)),
    column("Smallest change", 40, lambda row: row[1].change),
    column("What is lost", 40, lambda row: lines(row[1].lost)),
    column("Refused at", 28, lambda row: row[1].at),
    column("Arrives as", 28, lambda row: row[1].name),
    column("Takes with it", 12, lambda row: row[1].breaks),
    column("Broken by", 28, lambda row: row[1].broken_by),
    column("Id of the way", 28, lambda row: row[1].framework),
)

_CLAUSES: tuple[Column[ClauseFact], ...] = (
    column("Clause", 16, lambda c: c.id, "name"),
    column("Title", 50, lambda c: c.title),
    column("What the files show", 14, lambda c: Tinted(text=c.outcome.value, colour=_SHOWN[c.outcome])),
    column("Passed", 9, lambda c: c.counts.passed, "count"),
    column("Applicable", 10, lambda c: c.counts.applicable, "count"),
    column("Failed", 9, lambda c: c.counts.failed, "count"),
    column("Unknown", 9, lambda c: c.counts.unknown, "count"),
    column("Controls", 40, lambda c: lines(c.controls)),
    column("Note", 60, lambda c: c.note),
)

_SIGNALS: tuple[Column[tuple[Jairf, JairfSignal]], ...] = (
    column("Document", 28, lambda row: row[0].interface, "name"),
    column("Dimension", 18, lambda row: row[1].dimension),
    column("Signal", 30, lambda row: row[1].id),
    column("State", 14, lambda row: row[1].state),
    column("At least", 9, lambda row: row[1].low, "number"),
    column("At most", 9, lambda row: row[1].high, "number"),
    column("In the mean", 9, lambda row: yes(row[1].averaged)),
    column("Formula", 50, lambda row: row[1].formula),
    column("What was chosen", 50, lambda row: row[1].choice),
    column("Controls", 34, lambda row: lines(row[1].controls)),
)
