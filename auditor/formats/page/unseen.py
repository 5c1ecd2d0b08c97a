"""What could not be seen, and what frameworks do with the tools: long lists, grouped by what they share."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.formats.page.limits import Limits, Shown, head
from auditor.model.findings import Outcome
from auditor.report.schema import EntityFact, Finding, FrameworkVerdict, InputFact, Report

_UNDECIDED = (Outcome.UNKNOWN, Outcome.ERROR, Outcome.MANUAL)
_WORST_FIRST = ("refused", "major loss", "minor loss", "accepted")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkRow:
    """Tools that a framework treats alike."""

    framework: str
    outcome: str
    reasons: tuple[str, ...]
    lost: tuple[str, ...]
    tools: Shown[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkSummary:
    """How many tools one framework takes."""

    framework: str
    counts: tuple[tuple[str, int], ...]
    rows: Shown[FrameworkRow]
    """Without the tools that it accepts."""


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


def frameworks_of(report: Report, limits: Limits) -> tuple[FrameworkSummary, ...]:
    """Return what each framework does with the tools, tools that it treats alike in one row."""
    names = dict.fromkeys(verdict.framework for verdict in report.frameworks)
    return tuple(
        _framework(name, [verdict for verdict in report.frameworks if verdict.framework == name], limits)
        for name in names
    )


def _framework(name: str, verdicts: list[FrameworkVerdict], limits: Limits) -> FrameworkSummary:
    alike: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for verdict in verdicts:
        if verdict.outcome != "accepted":
            alike.setdefault((verdict.outcome, verdict.reasons, verdict.lost), []).append(verdict.tool)
    ordered = sorted(alike.items(), key=lambda entry: (_WORST_FIRST.index(entry[0][0]), -len(entry[1]), entry[0]))
    counts = {word: sum(verdict.outcome == word for verdict in verdicts) for word in reversed(_WORST_FIRST)}
    return FrameworkSummary(
        framework=name,
        counts=tuple(counts.items()),
        rows=head(
            (
                FrameworkRow(framework=name, outcome=outcome, reasons=reasons, lost=lost, tools=head(tools, limits.few))
                for (outcome, reasons, lost), tools in ordered
            ),
            limits.few,
        ),
    )
