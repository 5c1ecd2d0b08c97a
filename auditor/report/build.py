"""Builds the report from the results of an audit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from auditor import __version__
from auditor.answers import Missing
from auditor.baseline import Comparison
from auditor.benchmarks.reference_scores import ReferenceScore
from auditor.checklist import Context, Control, Profile
from auditor.frameworks.of_system import Tried
from auditor.model.description import Input, Note, ReadState
from auditor.model.findings import ControlResult, Outcome, Severity
from auditor.model.system import System
from auditor.recommend import Advice
from auditor.report import schema
from auditor.report.accepted import baseline_fact, waiver_facts
from auditor.report.answers import Answered, answers_fact
from auditor.report.clauses import clause_facts, standard_fact
from auditor.report.evidence import level_word, lower_first, place
from auditor.report.findings import build_findings
from auditor.report.frameworks import path_facts, verdict_facts
from auditor.report.identity import id_of_report
from auditor.report.inventory import boundary_facts, contradictions, entity_facts, relation_facts
from auditor.report.jairf import jairf_facts
from auditor.report.method import Asked, method_fact
from auditor.report.models import model_facts
from auditor.report.plan.build import Planned, plan_fact, planned
from auditor.report.plan.steps import setting_of
from auditor.report.questions import question_facts
from auditor.report.reach import reach_facts
from auditor.report.room import room_fact
from auditor.report.summary import (
    area_facts,
    control_state,
    known_counts,
    known_of,
    line_facts,
    subject_counts,
    verdict_fact,
)
from auditor.report.whatif import Supposed, assumed_by, control_effects, what_if_fact
from auditor.room.of_system import Room
from auditor.scoring.jairf.score import Result as JairfResult
from auditor.scoring.levels import GateState, LevelResult
from auditor.scoring.lines import LineResult
from auditor.scoring.verdict import VerdictResult
from auditor.waivers import Acceptances
from auditor.whatif import written

_OUTCOMES = {
    "passed": Outcome.PASS,
    "failed": Outcome.FAIL,
    "unknown": Outcome.UNKNOWN,
    "manual": Outcome.MANUAL,
    "error": Outcome.ERROR,
    "waived": Outcome.FAIL,
    "not_applicable": Outcome.NOT_APPLICABLE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """Everything that the steps of an audit produced."""

    info: schema.SystemInfo
    created_at: datetime
    """In UTC."""
    checklist_version: str
    system: System
    controls: Sequence[Control]
    results: Mapping[str, ControlResult]
    accepted: Acceptances
    levels: Sequence[LevelResult]
    verdict: VerdictResult | None
    lines: Sequence[LineResult]
    advice: Sequence[Advice]
    comparison: Comparison | None
    earlier: schema.Report | None
    """The report that the baseline comes from."""
    earlier_path: str
    inputs: Sequence[Input]
    notes: Sequence[Note]
    references: Sequence[ReferenceScore] = ()
    """Published results to set beside those of the system's models."""
    tried: Sequence[Tried] = ()
    """The framework paths on which the tools were tried."""
    supposed: Supposed | None = None
    """What the user asked to assume, beside all else."""
    jairf: Mapping[str, JairfResult] = field(default_factory=dict)
    """By the id of the interface."""
    profile: Profile | None = None
    """None for all controls."""
    context: Context | None = None
    """The system as conditions and graph questions see it; None where nobody asks what agents reach."""
    room: Room | None = None
    """None for a lone artifact."""
    missing: Sequence[Missing] = ()
    """What nobody states of what could not be decided."""
    answers: Answered | None = None
    """None where no file of answers was given."""
    asked: Asked | None = None
    """What the command line asked for; None where there was none."""


def build_report(audited: Audited) -> schema.Report:
    """Return the report; equal inputs give an equal report."""
    by_id = {control.id: control for control in audited.controls}
    counts = {c.id: subject_counts(c, audited.results[c.id], audited.accepted) for c in audited.controls}
    report = schema.Report(
        schema_version=schema.SCHEMA_VERSION,
        report_id="",
        tool=schema.Tool(name="agent-readiness-auditor", version=__version__, checklist=audited.checklist_version),
        created_at=audited.created_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        system=audited.info,
        verdict=_verdict(audited),
        lines=line_facts(audited.lines),
        known=known_counts(audited.results),
        areas=area_facts(audited.controls, counts),
        findings=build_findings(
            audited.controls,
            audited.results,
            audited.accepted,
            audited.comparison.changes if audited.comparison else {},
        ),
        controls=tuple(_control(c, audited, counts[c.id]) for c in audited.controls),
        entities=entity_facts(audited.system),
        relations=relation_facts(audited.system),
        boundaries=boundary_facts(audited.system),
        contradictions=contradictions(audited.system),
        frameworks=verdict_facts(audited.tried),
        models=model_facts(audited.system, audited.controls, audited.results, audited.references),
        trajectories=(),
        recommendations=_recommendations(audited, by_id),
        questions=(questions := question_facts(audited.system, audited.missing, audited.inputs)),
        waivers=waiver_facts(audited.accepted),
        baseline=baseline_fact(audited.comparison, audited.earlier, audited.earlier_path),
        inputs=_inputs(audited.inputs),
        warnings=tuple(dict.fromkeys(_note(note) for note in audited.notes)),
        framework_paths=path_facts(audited.tried),
        jairf=jairf_facts(audited.jairf, audited.controls),
        assumed=tuple(map(written, audited.supposed.assumptions)) if audited.supposed else (),
        what_if=what_if_fact(audited.supposed, audited.controls) if audited.supposed else None,
        standard=standard_fact(audited.profile),
        clauses=clause_facts(audited.profile, audited.controls, counts),
        room=room_fact(audited.room),
        reach=reach_facts(audited.context) if audited.context is not None else (),
        plan=plan_fact(audited.advice, audited.levels, audited.verdict.asked if audited.verdict else None),
        answers=answers_fact(audited.answers, audited.system, audited.controls, audited.results, questions)
        if audited.answers is not None
        else None,
    )
    if audited.asked is not None:
        report = msgspec.structs.replace(report, method=method_fact(report, audited.asked))
    return msgspec.structs.replace(report, report_id=id_of_report(report))


def _verdict(audited: Audited) -> schema.Verdict | None:
    if audited.verdict is None:
        return None
    waived = [
        f"{gate.control.title}: {gate.waived} accepted until the waiver expires."
        for level in audited.levels
        for gate in level.gates
        if gate.state is GateState.WAIVED and level.definition.level <= audited.verdict.asked
    ]
    open_high = [
        f"{control.failure_title}: {len(failing)} open."
        for control in audited.controls
        if control.severity is Severity.HIGH and (failing := open_failures(control, audited.results, audited.accepted))
    ]
    return verdict_fact(audited.verdict, audited.levels, audited.results, (*waived, *open_high))


def open_failures(control: Control, results: Mapping[str, ControlResult], accepted: Acceptances) -> tuple[str, ...]:
    """Return the subjects that fail a control and are not accepted by a waiver, sorted."""
    failing = {r.subject for r in results[control.id].others if r.outcome is Outcome.FAIL}
    return tuple(sorted(subject for subject in failing if accepted.of(control.id, subject) is None))


def _control(control: Control, audited: Audited, counts: schema.Counts) -> schema.Control:
    gate = next((g for level in audited.levels for g in level.gates if g.control.id == control.id), None)
    return schema.Control(
        id=control.id,
        area=control.area.value,
        title=control.title,
        failure_title=control.failure_title,
        severity=control.severity,
        outcome=_OUTCOMES[control_state(counts)],
        subjects=counts,
        passing=audited.results[control.id].passed,
        needs=level_word(control.needs),
        gate_level=control.gate.level if control.gate else None,
        gate_share=gate.share if gate else (control.gate.share if control.gate else None),
        rationale=control.rationale,
        question=control.question,
        remediation=_remediation(control),
        references=tuple(schema.Reference(title=r.title, url=r.url) for r in control.references),
        known=known_of(audited.results[control.id]),
    )


def _remediation(control: Control) -> schema.Remediation:
    return schema.Remediation(
        summary=control.remediation.summary, steps=control.remediation.steps, effort=control.remediation.effort
    )


def _recommendations(audited: Audited, controls: Mapping[str, Control]) -> tuple[schema.Recommendation, ...]:
    verdict = audited.verdict
    setting = setting_of(audited.system, as_designed=verdict is not None and verdict.as_designed)
    path = setting.main.path if setting.main is not None else audited.inputs[0].path if audited.inputs else "."
    asked = verdict.asked if verdict is not None else None
    return tuple(
        _recommendation(advice, controls, planned(setting, advice, audited.results, path, asked))
        for advice in audited.advice
    )


def _recommendation(advice: Advice, controls: Mapping[str, Control], plan: Planned) -> schema.Recommendation:
    first = advice.controls[0]
    steps = tuple(dict.fromkeys(step for control in advice.controls for step in control.remediation.steps))
    if not advice.fails:
        steps = (f"Answer, with something that can be opened: {first.question}", *steps)
    severities = {pair.control: controls[pair.control].severity for pair in (*advice.also, *advice.opens)}
    return schema.Recommendation(
        title=first.remediation.summary if advice.fails else f"Show that {lower_first(first.title)}.",
        summary=first.rationale,
        steps=steps,
        effort=max((control.remediation.effort for control in advice.controls), key=lambda e: e.rank),
        controls=tuple(control.id for control in advice.controls),
        cause=advice.cause,
        subjects=advice.subjects,
        closes_high=advice.closes.get(Severity.HIGH, 0),
        closes_medium=advice.closes.get(Severity.MEDIUM, 0),
        closes_low=advice.closes.get(Severity.LOW, 0),
        settles=advice.settles,
        then=f"level {advice.level}" if advice.level is not None else "",
        effect=advice.basis.value,
        assumes=assumed_by(advice),
        also_closes=control_effects(advice.also, severities),
        opens=control_effects(advice.opens, severities),
        level_after=advice.then,
        needed=advice.needed,
        root_cause=plan.root_cause,
        places=plan.places,
        changes=plan.changes,
        verify=plan.verify,
    )


def _inputs(entries: Sequence[Input]) -> tuple[schema.InputFact, ...]:
    """Return one entry a path: several readers may have met the same file, and what one of them read was read."""
    order = list(ReadState)
    best = sorted(entries, key=lambda i: (i.path, -order.index(i.state), i.format, i.why))
    return tuple(_input(entry) for entry in {entry.path: entry for entry in best}.values())


def _input(entry: Input) -> schema.InputFact:
    return schema.InputFact(
        path=entry.path,
        format=entry.format,
        sha256=entry.sha256,
        bytes=entry.size,
        state=entry.state.value,
        why=entry.why,
    )


def _note(note: Note) -> str:
    return f"{place(note.location)}: {note.message}" if note.location else note.message
