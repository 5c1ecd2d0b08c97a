"""Every selected control as a rule, with what to do about it and what it came to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from auditor.formats.addresses import web_address
from auditor.formats.markdown_text import link, plain, prose
from auditor.formats.page.words import sentence
from auditor.formats.sarif_log.run_shapes import Configuration, Rule, RuleProperties, SubjectCounts
from auditor.formats.sarif_log.shapes import Level, Message
from auditor.formats.sarif_log.words import literal, message, name, pascal
from auditor.formats.visible import visible
from auditor.model.findings import Confidence, Severity
from auditor.report.schema import Control, Report

LEVELS: Mapping[Severity, Level] = {
    Severity.HIGH: Level.ERROR,
    Severity.MEDIUM: Level.WARNING,
    Severity.LOW: Level.NOTE,
}
_PROBLEMS: Mapping[Severity, str] = {
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "recommendation",
}
_SURENESS = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)


def rules_of(report: Report) -> tuple[Rule, ...]:
    """Return one rule a control, in the report's order; also for controls that every subject passes."""
    sureness: dict[str, Confidence] = {}
    for finding in report.findings:
        before = sureness.get(finding.control, Confidence.HIGH)
        sureness[finding.control] = min(before, finding.confidence, key=_SURENESS.index)
    return tuple(_rule(control, sureness.get(control.id)) for control in report.controls)


def _rule(control: Control, confidence: Confidence | None) -> Rule:
    return Rule(
        id=name(control.id),
        name=pascal(control.id),
        short_description=message(sentence(control.failure_title or control.title)),
        full_description=message(control.rationale or sentence(control.title)),
        help=Message(
            text=message("\n".join(_help(control))).text, markdown=literal("\n".join(_formatted_help(control)))
        ),
        help_uri=next((address for entry in control.references if (address := web_address(entry.url))), ""),
        default_configuration=Configuration(level=LEVELS[control.severity]),
        properties=_properties(control, confidence),
    )


def _properties(control: Control, confidence: Confidence | None) -> RuleProperties:
    counts = control.subjects
    gate = () if control.gate_level is None else (f"gate-level-{control.gate_level}",)
    return RuleProperties(
        tags=("agent-readiness", name(control.area), *gate),
        title=visible(control.title),
        outcome=control.outcome.value,
        severity=control.severity.value,
        problem_severity=_PROBLEMS[control.severity],
        precision=confidence.value if confidence else "",
        needs=control.needs,
        effort=control.remediation.effort.value,
        gate_level=control.gate_level,
        gate_share=control.gate_share,
        subjects=SubjectCounts(
            passed=counts.passed,
            failed=counts.failed,
            unknown=counts.unknown,
            manual=counts.manual,
            error=counts.error,
            waived=counts.waived,
            not_applicable=counts.not_applicable,
        ),
        question=visible(control.question),
    )


def _help(control: Control) -> Iterator[str]:
    yield sentence(control.remediation.summary) or "Nothing is said about what to do."
    for number, step in enumerate(control.remediation.steps, start=1):
        yield f"{number}. {step}"
    for entry in control.references:
        yield f"Source: {entry.title}{f', {entry.url}' if entry.url else ''}"


def _formatted_help(control: Control) -> Iterator[str]:
    yield f"**What should be so.** {prose(sentence(control.title))}"
    if control.rationale:
        yield f"\n**Why it matters.** {prose(control.rationale)}"
    yield f"\n**What to do.** {prose(sentence(control.remediation.summary))} (effort: {control.remediation.effort})\n"
    for number, step in enumerate(control.remediation.steps, start=1):
        yield f"{number}. {prose(step)}"
    if control.question:
        yield f"\n**To ask a vendor.** {prose(control.question)}"
    if control.references:
        yield "\n**Sources**\n"
    for entry in control.references:
        yield f"- {link(entry.title, entry.url)}"
    yield f"\nControl {plain(control.id)}."
