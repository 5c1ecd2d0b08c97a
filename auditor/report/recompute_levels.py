"""Takes gates, levels and the verdict again from the controls and findings of a report."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from auditor.model.findings import Outcome, Severity
from auditor.model.vocabulary import WRITES
from auditor.report.ledger import Ledger
from auditor.report.reached import attribute, reached_by_agents
from auditor.report.recompute_counts import findings_by_control, subjects_of
from auditor.report.schema import Control, Finding, Gate, GateOutcome, Level, Report, Verdict, VerdictOutcome
from auditor.report.summary import verdict_sentence

_HOLDS = ("met", "waived")
_LEARNING = 4
_WRITING_METHODS = ("PUT", "PATCH", "DELETE")


def recount_verdict(report: Report, ledger: Ledger) -> None:
    """Take each gate from its control, each level from its gates, and the verdict from the levels."""
    verdict = report.verdict
    if verdict is None:
        return
    numbers = [level.level for level in verdict.levels]
    ledger.expect("/verdict/levels", numbers, list(range(len(numbers))))
    ledger.expect("/verdict/level_asked", verdict.level_asked, min(max(verdict.level_asked, 0), len(numbers) - 1))
    if numbers != list(range(len(numbers))) or verdict.level_asked not in numbers:
        return  # nothing that follows could be computed
    findings = findings_by_control(report)
    _gates(report, verdict, findings, ledger)
    reached = _levels(report, verdict, ledger)
    ledger.expect("/verdict/level_reached", verdict.level_reached, reached)
    ledger.expect("/verdict/as_designed", verdict.as_designed, report.system.stage == "design")
    ledger.expect("/verdict/outcome", verdict.outcome, _outcome(report, verdict, reached))
    sentence = verdict_sentence(verdict.levels, reached=reached, asked=verdict.level_asked)
    ledger.expect_words("/verdict/sentence", verdict.sentence, sentence)
    _blocking(verdict, findings, ledger)
    _conditions(report, verdict, ledger)


def gate_state(control: Control, findings: Sequence[Finding], share: float) -> GateOutcome:
    """Return what a gate comes to by the counts of its control's subjects; see `method.formulas`."""
    c = control.subjects
    n, needed = c.applicable, Fraction(str(share))
    undecided = c.unknown + c.manual + c.error
    if not n:
        return "not applicable"
    if Fraction(c.passed + undecided + c.waived, n) < needed:
        return "failed"
    if any(finding.outcome is Outcome.ERROR for finding in findings):
        return "unknown"
    if Fraction(c.passed, n) >= needed:
        return "met"
    return "waived" if Fraction(c.passed + c.waived, n) >= needed else "unknown"


def _gates(report: Report, verdict: Verdict, findings: dict[str, list[Finding]], ledger: Ledger) -> None:
    for level_at, level in enumerate(verdict.levels):
        own = [control for control in report.controls if control.gate_level == level.level]
        where = f"/verdict/levels/{level_at}/gates"
        ledger.expect(where, [gate.control for gate in level.gates], [control.id for control in own])
        for at, (gate, control) in enumerate(zip(level.gates, own, strict=False)):
            ledger.expect(f"{where}/{at}/passed", gate.passed, control.subjects.passed)
            ledger.expect(f"{where}/{at}/applicable", gate.applicable, control.subjects.applicable)
            ledger.expect(f"{where}/{at}/share", gate.share, control.gate_share)
            ledger.expect(f"{where}/{at}/state", gate.state, gate_state(control, findings[control.id], gate.share))


def _levels(report: Report, verdict: Verdict, ledger: Ledger) -> int:
    highest, below = 0, True
    for at, level in enumerate(verdict.levels):
        _precondition(report, level, at, ledger)
        reached = level.level == 0 or (below and level.precondition_met is True and _gates_hold(level.gates))
        ledger.expect(f"/verdict/levels/{at}/reached", level.reached, reached)
        highest, below = (level.level, True) if reached else (highest, False)
    return highest


def _gates_hold(gates: Sequence[Gate]) -> bool:
    states = [gate.state for gate in gates if gate.state != "not applicable"]
    return bool(states) and all(state in _HOLDS for state in states)


def _precondition(report: Report, level: Level, at: int, ledger: Ledger) -> None:
    """Check that a precondition holds just where the inventory shows it; what it leaves open is taken as stated."""
    if level.precondition:
        shown = _shown(report, level.level)
        ledger.expect(f"/verdict/levels/{at}/precondition_met", level.precondition_met is True, shown)


def _shown(report: Report, level: int) -> bool:
    if level >= _LEARNING:
        counts = (
            attribute(entity, "trajectories.count", "recorded") for entity in report.entities if entity.kind == "agent"
        )
        return any(count not in ("", "0") for count in counts)
    tools = [tool for tool in reached_by_agents(report) if not tool.placeholder]
    if level < _LEARNING - 1:
        return bool(tools)
    return any(
        attribute(tool, "method") in _WRITING_METHODS
        or any(effect in WRITES for effect in attribute(tool, "effects", "declared").split(", "))
        for tool in tools
    )


def _outcome(report: Report, verdict: Verdict, reached: int) -> VerdictOutcome:
    upto = verdict.levels[: verdict.level_asked + 1]
    states = [gate.state for level in upto for gate in level.gates]
    if reached >= verdict.level_asked:
        open_high = any(control.severity is Severity.HIGH and control.subjects.failed for control in report.controls)
        return "ready with conditions" if open_high or "waived" in states else "ready"
    unmet = any(level.precondition_met is False for level in upto)
    return "not ready" if unmet or "failed" in states else "not enough evidence"


def _blocking(verdict: Verdict, findings: dict[str, list[Finding]], ledger: Ledger) -> None:
    gates = [gate for level in verdict.levels[: verdict.level_asked + 1] for gate in level.gates]
    in_the_way = [
        (gate, outcome)
        for state, outcome in (("failed", Outcome.FAIL), ("unknown", Outcome.UNKNOWN))
        for gate in gates
        if gate.state == state
    ]
    stated = [blocker.control for blocker in verdict.blocking]
    ledger.expect("/verdict/blocking", stated, [gate.control for gate, _ in in_the_way])
    for at, (blocker, (gate, outcome)) in enumerate(zip(verdict.blocking, in_the_way, strict=False)):
        own = findings[gate.control]
        every = {subject.id for finding in own for subject in finding.subjects}
        ledger.expect(f"/verdict/blocking/{at}/outcome", blocker.outcome.value, outcome.value)
        subjects = subjects_of(own, outcome) or every
        ledger.expect(f"/verdict/blocking/{at}/subjects", blocker.subjects, len(subjects))


def _conditions(report: Report, verdict: Verdict, ledger: Ledger) -> None:
    expected: list[str] = []
    if verdict.outcome == "ready with conditions":
        controls = {control.id: control for control in report.controls}
        expected += [
            f"{gate.title}: {controls[gate.control].subjects.waived} accepted until the waiver expires."
            for level in verdict.levels[: verdict.level_asked + 1]
            for gate in level.gates
            if gate.state == "waived" and gate.control in controls
        ]
        expected += [
            f"{control.failure_title}: {control.subjects.failed} open."
            for control in report.controls
            if control.severity is Severity.HIGH and control.subjects.failed
        ]
    ledger.expect_words("/verdict/conditions", list(verdict.conditions), expected)
