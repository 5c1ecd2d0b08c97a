"""Groups results into findings: one for each control, outcome and cause."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Literal, assert_never

from auditor.baseline import Change
from auditor.checklist import Control
from auditor.model.entities import Relation
from auditor.model.findings import Confidence, ControlResult, Outcome, SubjectResult, fingerprint
from auditor.report.evidence import evidence_of, level_word, lower_first, place
from auditor.report.schema import Finding, FindingSubject, WaiverRef
from auditor.report.schema_paths import Hop
from auditor.waivers import Acceptances

QUOTED = 12
"""How many subjects of a finding carry excerpts; the rest carry path, line and column."""

HOPS = 60
"""Most hops of one way; a longer one could neither be drawn nor be followed."""

_ORDER = (Outcome.FAIL, Outcome.ERROR, Outcome.UNKNOWN, Outcome.MANUAL)
_CONFIDENCE = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)


def build_findings(
    controls: Sequence[Control],
    results: Mapping[str, ControlResult],
    accepted: Acceptances,
    changes: Mapping[str, Change],
) -> tuple[Finding, ...]:
    """Return the findings: failures first, then by gate level, severity and id."""
    findings = []
    for control in controls:
        groups: dict[tuple[Outcome, str], list[SubjectResult]] = defaultdict(list)
        for result in results[control.id].others:
            groups[result.outcome, result.cause].append(result)
        judged = len({r.subject for r in results[control.id].others}.union(results[control.id].passed))
        for (outcome, cause), group in groups.items():
            findings.append(_finding(control, outcome, cause, group, judged, accepted, changes))
    return tuple(sorted(findings, key=_sort_key))


def _sort_key(finding: Finding) -> tuple[int, int, int, str, str]:
    gate = 9 if finding.gate_level is None else finding.gate_level
    return (_ORDER.index(finding.outcome), gate, -finding.severity.rank, finding.control, finding.cause)


def _finding(
    control: Control,
    outcome: Outcome,
    cause: str,
    group: Sequence[SubjectResult],
    judged: int,
    accepted: Acceptances,
    changes: Mapping[str, Change],
) -> Finding:
    ordered = sorted(group, key=lambda r: (r.subject, r.discriminator))
    subjects = tuple(
        _subject(control, r, accepted, changes, quoted=i < QUOTED, alone=len(ordered) == 1)
        for i, r in enumerate(ordered)
    )
    return Finding(
        control=control.id,
        area=control.area.value,
        outcome=outcome,
        title=_title(control, outcome),
        message=ordered[0].message if len(ordered) == 1 else _message(control, ordered, judged),
        cause=cause,
        severity=control.severity,
        confidence=min((r.confidence for r in ordered), key=_CONFIDENCE.index),
        gate_level=control.gate.level if control.gate else None,
        subjects=subjects,
    )


def _title(control: Control, outcome: Outcome) -> str:
    match outcome:
        case Outcome.FAIL:
            return control.failure_title
        case Outcome.UNKNOWN:
            return f"Not shown: {lower_first(control.title)}"
        case Outcome.MANUAL:
            return f"To be judged by a person: {control.title}"
        case Outcome.ERROR:
            return f"The check failed to run: {control.title}"
        case Outcome.PASS | Outcome.NOT_APPLICABLE:
            return control.title
    assert_never(outcome)


def _message(control: Control, group: Sequence[SubjectResult], judged: int) -> str:
    """Return what a finding says of several subjects; `judged` is how many the control was tested on."""
    subjects = {r.subject for r in group}
    kind = next(iter(control.kinds)).value if len(control.kinds) == 1 else "subject"
    items = f", in {len(group)} places" if len(group) > len(subjects) else ""
    first = group[0]
    count = f"{len(subjects)} of {judged} {_plural(kind, judged)}{items}"
    return f"{count}. First `{first.subject}`: {first.message}"


def _plural(kind: str, count: int) -> str:
    if count == 1 or kind == "telemetry":
        return kind
    return {"person": "people", "gateway": "gateways"}.get(
        kind, kind[:-1] + "ies" if kind.endswith("y") else f"{kind}s"
    )


def _subject(
    control: Control,
    result: SubjectResult,
    accepted: Acceptances,
    changes: Mapping[str, Change],
    *,
    quoted: bool,
    alone: bool,
) -> FindingSubject:
    mark = fingerprint(control.id, result.subject, result.discriminator)
    waiver = accepted.of(control.id, result.subject) if result.outcome is Outcome.FAIL else None
    change: Literal["new", "unchanged"] | None = None
    if mark in changes:
        change = "new" if changes[mark] is Change.NEW else "unchanged"
    return FindingSubject(
        id=result.subject,
        fingerprint=mark,
        message="" if alone else result.message,
        item=result.discriminator,
        evidence=evidence_of(result, quoted=quoted),
        waiver=WaiverRef(reason=waiver.reason, owner=waiver.owner, expires=waiver.expires) if waiver else None,
        baseline=change,
        path=tuple(_hop(relation) for relation in result.path[:HOPS]),
    )


def _hop(relation: Relation) -> Hop:
    return Hop(
        source=relation.source,
        target=relation.target,
        kind=relation.kind.value,
        level=level_word(relation.level),
        place=place(relation.location),
    )
