"""The report as SARIF 2.1.0, which code-scanning services and editors read."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from datetime import datetime

import msgspec

from auditor.formats.format import Format
from auditor.formats.sarif_log import run_shapes as shapes
from auditor.formats.sarif_log.places import ROOT, Places
from auditor.formats.sarif_log.results import results_of
from auditor.formats.sarif_log.rules import rules_of
from auditor.formats.sarif_log.shapes import ArtifactLocation, Level, PhysicalLocation, Place
from auditor.formats.sarif_log.words import component, guid, message, name
from auditor.formats.visible import visible
from auditor.model.findings import Outcome
from auditor.report.masking import MASK
from auditor.report.schema import BaselineFact, InputFact, Report

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def report_sarif(report: Report) -> bytes:
    """Return one run in one log: UTF-8, indented by one, with a line feed at its end."""
    log = shapes.Log(schema=SCHEMA, version="2.1.0", runs=(_run(report),))
    return msgspec.json.format(msgspec.json.encode(log), indent=1) + b"\n"


def _run(report: Report) -> shapes.Run:
    places = Places(report)
    rules = rules_of(report)
    baseline = report.baseline
    return shapes.Run(
        tool=shapes.Tool(
            driver=shapes.Driver(
                name=name(report.tool.name),
                version=name(report.tool.version),
                language="en-US",
                rules=rules,
                properties=shapes.DriverProperties(checklist=name(report.tool.checklist)),
            )
        ),
        language="en-US",
        automation_details=_details(report),
        baseline_guid=guid(baseline.report_id) if baseline else "",
        invocations=(
            shapes.Invocation(
                # A report exists only where the audit came to its end. Its exit status depends on --fail-on, which
                # takes no part in a report.
                execution_successful=True,
                command_line=name(shlex.join(report.method.command)) if report.method else "",
                end_time_utc=report.created_at if _is_moment(report.created_at) else "",
                tool_execution_notifications=tuple(_notifications(report, places)),
            ),
        ),
        original_uri_base_ids={ROOT: ArtifactLocation(description=message("The folder that the audit was let into."))},
        artifacts=tuple(_artifact(entry, places) for entry in report.inputs),
        results=results_of(report, places),
        column_kind="unicodeCodePoints",
        redaction_tokens=(MASK,),
        properties=_properties(report),
    )


def _details(report: Report) -> shapes.AutomationDetails:
    """Return the series that this run belongs to; only its last component differs from run to run (3.17.3)."""
    series = ("agent-readiness", component(report.system.name), component(report.system.profile or "all controls"))
    return shapes.AutomationDetails(
        id="/".join((*series, component(report.report_id))),
        guid=guid(report.report_id),
        description=message(f"Audit of {report.system.name}: {_said(report)}"),
    )


def _said(report: Report) -> str:
    return report.verdict.sentence if report.verdict else "no verdict, since nothing describes the system around it."


def _notifications(report: Report, places: Places) -> Iterator[shapes.Notification]:
    index = {control.id: position for position, control in enumerate(report.controls)}
    for finding in report.findings:
        if finding.outcome is Outcome.ERROR:
            yield shapes.Notification(
                message=message(finding.message or finding.title),
                level=Level.ERROR,
                associated_rule=shapes.RuleReference(id=name(finding.control), index=index.get(finding.control, -1)),
            )
    for entry in report.inputs:
        if entry.state != "read":
            why = entry.why or "no reason is known"
            yield shapes.Notification(
                message=message(f"{entry.path}: {'read partly' if entry.state == 'partly' else 'not read'}: {why}"),
                level=Level.WARNING,
                locations=(Place(physical_location=PhysicalLocation(artifact_location=places.file(entry.path))),),
            )
    for warning in report.warnings:
        yield shapes.Notification(
            message=message(warning), level=Level.WARNING, locations=_places_named(warning, places)
        )


def _places_named(warning: str, places: Places) -> tuple[Place, ...]:
    """Return the place that a warning begins with, where it begins with one."""
    found = places.at(warning.partition(": ")[0])
    return (Place(physical_location=found),) if found else ()


def _artifact(entry: InputFact, places: Places) -> shapes.Artifact:
    return shapes.Artifact(
        location=places.file(entry.path),
        length=entry.bytes if entry.bytes >= 0 else -1,
        roles=("analysisTarget",),
        hashes={"sha-256": name(entry.sha256)} if entry.sha256 else {},
        properties=shapes.ArtifactProperties(format=name(entry.format), state=entry.state, why=visible(entry.why)),
    )


def _properties(report: Report) -> shapes.RunProperties:
    verdict = report.verdict
    return shapes.RunProperties(
        system=name(report.system.name),
        report_id=name(report.report_id),
        verdict=verdict.outcome if verdict else "",
        level_reached=verdict.level_reached if verdict else None,
        level_asked=verdict.level_asked if verdict else None,
        as_designed=verdict.as_designed if verdict else False,
        baseline=_baseline(report.baseline) if report.baseline else None,
    )


def _baseline(fact: BaselineFact) -> shapes.Baseline:
    """Return the comparison. What is gone stands here and not among the results, where a reader that does not know
    `baselineState` would show it as open.
    """
    return shapes.Baseline(
        report_id=name(fact.report_id),
        created_at=name(fact.created_at),
        new=fact.new,
        unchanged=fact.unchanged,
        absent=tuple(
            shapes.Absent(
                rule_id=name(entry.control),
                subject=name(entry.subject),
                fingerprint=name(entry.fingerprint),
                severity=entry.severity.value,
            )
            for entry in fact.absent
        ),
    )


def _is_moment(text: str) -> bool:
    """Return whether a text is a moment as 3.9 wants it: a date, a time to the second and a Z."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


FORMAT = Format(id="sarif", suffix=".sarif", also=(".sarif.json",), title="SARIF log", write=report_sarif)
