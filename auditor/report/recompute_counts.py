"""Counts controls, areas, clauses and findings again, from subjects and findings alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from auditor.model.findings import Outcome, fingerprint
from auditor.report.clauses import clause_outcome
from auditor.report.ledger import Ledger
from auditor.report.schema import ClauseOutcome, Control, Counts, Finding, Report
from auditor.report.summary import area_summary

_WORST_FIRST = (Outcome.FAIL, Outcome.ERROR, Outcome.UNKNOWN, Outcome.MANUAL)
_FIELD = {Outcome.ERROR: "error", Outcome.UNKNOWN: "unknown", Outcome.MANUAL: "manual"}
_CONTROL_IS = ("failed", "error", "unknown", "manual", "waived", "passed")
_OUTCOME = {"failed": "fail", "waived": "fail", "passed": "pass", "not_applicable": "not applicable"}


def findings_by_control(report: Report) -> dict[str, list[Finding]]:
    """Return the findings of each control in their order."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        found[finding.control].append(finding)
    return found


def subjects_of(findings: Sequence[Finding], outcome: Outcome) -> set[str]:
    """Return the ids of all subjects with an outcome."""
    return {subject.id for finding in findings if finding.outcome is outcome for subject in finding.subjects}


def state_of(counts: Counts) -> str:
    """Return the field of Counts that a control with these subjects counts in."""
    return next((name for name in _CONTROL_IS if getattr(counts, name)), "not_applicable")


def recount_controls(report: Report, ledger: Ledger) -> None:
    """Count the subjects of each control by their worst outcome, and take the control's own from that.

    How many subjects a control does not apply to is taken as stated, since a report does not list them.
    """
    findings = findings_by_control(report)
    for at, control in enumerate(report.controls):
        counts = _subjects(control, findings[control.id])
        where = f"/controls/{at}"
        ledger.expect_counts(f"{where}/subjects", control.subjects, counts)
        state = state_of(counts)
        ledger.expect(f"{where}/outcome", control.outcome.value, _OUTCOME.get(state, state))
        if control.known or report.method is not None:
            decided = sum(entry.pairs for entry in control.known if entry.level != "unknown")
            undecided = sum(entry.pairs for entry in control.known if entry.level == "unknown")
            ledger.expect(f"{where}/known", decided, counts.passed + counts.failed + counts.waived)
            ledger.expect(f"{where}/known", undecided, counts.unknown + counts.manual + counts.error)


def _subjects(control: Control, findings: Sequence[Finding]) -> Counts:
    seen: set[str] = set()
    counted: Counter[str] = Counter()
    waived = {subject.id for finding in findings for subject in finding.subjects if subject.waiver}
    for outcome in _WORST_FIRST:
        for subject in subjects_of(findings, outcome) - seen:
            failed = "waived" if subject in waived else "failed"
            counted[failed if outcome is Outcome.FAIL else _FIELD[outcome]] += 1
            seen.add(subject)
    return Counts(passed=len(control.passing), not_applicable=control.subjects.not_applicable, **counted)


def recount_findings(report: Report, ledger: Ledger) -> None:
    """Check what each finding says of itself against its control, its subjects and the subjects of its siblings."""
    controls = {control.id: control for control in report.controls}
    siblings = findings_by_control(report)
    judged: dict[str, int] = {}
    for name, group in siblings.items():
        subjects = {subject.id for finding in group for subject in finding.subjects}
        judged[name] = len(subjects.union(controls[name].passing) if name in controls else subjects)
    for at, finding in enumerate(report.findings):
        where, control = f"/findings/{at}", controls.get(finding.control)
        ledger.expect(f"{where}/control", finding.control, control.id if control else "none of the controls")
        if control is not None:
            ledger.expect(f"{where}/severity", finding.severity.value, control.severity.value)
            ledger.expect(f"{where}/gate_level", finding.gate_level, control.gate_level)
            ledger.expect(f"{where}/area", finding.area, control.area)
        for place, subject in enumerate(finding.subjects):
            if subject.fingerprint:
                mark = fingerprint(finding.control, subject.id, subject.item)
                ledger.expect(f"{where}/subjects/{place}/fingerprint", subject.fingerprint, mark)
        if len(finding.subjects) > 1:
            begin = _beginning(finding, judged[finding.control])
            ledger.expect_words(f"{where}/message", finding.message[: len(begin)], begin)


def _beginning(finding: Finding, judged: int) -> str:
    return f"{len({subject.id for subject in finding.subjects})} of {judged} "


def recount_areas(report: Report, ledger: Ledger) -> None:
    """Count the controls and the subjects of each area."""
    areas = {control.area for control in report.controls}
    ledger.expect("/areas", sorted(area.id for area in report.areas), sorted(areas))
    for at, area in enumerate(report.areas):
        own = [control for control in report.controls if control.area == area.id]
        counts = Counts(**Counter(state_of(control.subjects) for control in own))
        ledger.expect_counts(f"/areas/{at}/controls", area.controls, counts)
        ledger.expect_counts(f"/areas/{at}/subjects", area.subjects, _total([control.subjects for control in own]))
        ledger.expect_words(f"/areas/{at}/summary", area.summary, area_summary(counts))


def _total(counts: Sequence[Counts]) -> Counts:
    return Counts(**{name: sum(getattr(one, name) for one in counts) for name in Counts.__struct_fields__})


def recount_known(report: Report, ledger: Ledger) -> None:
    """Add up what is known of each control; of an earlier version's report, only what is decided and what is not."""
    subjects = _total([control.subjects for control in report.controls])
    stated = {entry.level: (at, entry.pairs) for at, entry in enumerate(report.known)}
    decided = sum(pairs for level, (_, pairs) in stated.items() if level != "unknown")
    ledger.expect("/known", decided, subjects.passed + subjects.failed + subjects.waived)
    undecided = stated.get("unknown", (0, 0))[1]
    ledger.expect("/known", undecided, subjects.unknown + subjects.manual + subjects.error)
    if report.method is None:
        return
    sums: Counter[str] = Counter()
    for control in report.controls:
        for entry in control.known:
            sums[entry.level] += entry.pairs
    for level, (at, pairs) in stated.items():
        ledger.expect(f"/known/{at}/pairs", pairs, sums[level])


def recount_clauses(report: Report, ledger: Ledger) -> None:
    """Count the controls that bear on each clause, and take its outcome from that."""
    controls = {control.id: control for control in report.controls}
    for at, clause in enumerate(report.clauses):
        bearing = [controls[name] for name in clause.controls if name in controls]
        counts = Counts(**Counter(state_of(control.subjects) for control in bearing))
        ledger.expect_counts(f"/clauses/{at}/counts", clause.counts, counts)
        by_person = clause.outcome is ClauseOutcome.PERSON
        outcome = clause_outcome(counts, by_person=by_person)
        ledger.expect(f"/clauses/{at}/outcome", clause.outcome.value, outcome.value)


def recount_baseline(report: Report, ledger: Ledger) -> None:
    """Count the failures that the earlier report lacks, and those that it has."""
    if report.baseline is None:
        return
    marks: dict[str, set[str]] = {"new": set(), "unchanged": set()}
    for finding in report.findings:
        for subject in finding.subjects:
            if subject.baseline in marks:
                marks[subject.baseline].add(subject.fingerprint)
    ledger.expect("/baseline/new", report.baseline.new, len(marks["new"]))
    ledger.expect("/baseline/unchanged", report.baseline.unchanged, len(marks["unchanged"]))


def recount_paths(report: Report, ledger: Ledger) -> None:
    """Count the tools that each framework path does not take whole; those that it takes are not listed."""
    counted = Counter((verdict.framework, verdict.outcome) for verdict in report.frameworks)
    for at, path in enumerate(report.framework_paths):
        where = f"/framework_paths/{at}"
        ledger.expect(f"{where}/minor_loss", path.minor_loss, counted[path.id, "minor loss"])
        ledger.expect(f"{where}/major_loss", path.major_loss, counted[path.id, "major loss"])
        ledger.expect(f"{where}/refused", path.refused, counted[path.id, "refused"])
