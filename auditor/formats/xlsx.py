"""The report as a workbook: a sheet for each question that somebody sorts and filters for."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.formats.format import Format
from auditor.formats.workbook.sheet import Sheet
from auditor.report.schema import Report


def report_workbook(report: Report) -> bytes:
    """Return the workbook; the same report gives the same bytes."""
    from auditor.documents.faults import collector_paused
    from auditor.formats.moment import moment_of
    from auditor.formats.page.words import day, short
    from auditor.formats.workbook.front import front_of
    from auditor.formats.workbook.writer import Properties, workbook

    name = short(report.system.name, 60)
    properties = Properties(
        title=f"{name}: readiness to act through agents",
        subject=f"Report {report.report_id}",
        created=moment_of(report.created_at),
        footer=f"{name} · {day(report.created_at)} · report {report.report_id}",
    )
    with collector_paused():
        sheets = tuple(sheets_of(report))
        return workbook(front_of(report, sheets), sheets, properties)


def sheets_of(report: Report) -> Iterator[Sheet]:
    """Yield every sheet but the first: those that each report has, and the others where they have rows."""
    from auditor.formats.workbook import advice, findings, frameworks, inventory, models

    always = (
        findings.findings_sheet,
        findings.controls_sheet,
        advice.recommendations_sheet,
        advice.questions_sheet,
        inventory.inventory_sheet,
        inventory.relations_sheet,
        frameworks.frameworks_sheet,
        models.models_sheet,
        models.evaluations_sheet,
        inventory.inputs_sheet,
    )
    where_any = (
        frameworks.framework_tools_sheet,
        frameworks.clauses_sheet,
        frameworks.signals_sheet,
        models.beside_sheet,
        models.foreign_sheet,
        models.efforts_sheet,
        inventory.reach_sheet,
        inventory.boundaries_sheet,
        inventory.contradictions_sheet,
        inventory.trajectories_sheet,
        findings.waivers_sheet,
        findings.absent_sheet,
        advice.answers_sheet,
        advice.what_if_sheet,
        advice.room_sheet,
        advice.additions_sheet,
    )
    yield from (make(report) for make in always)
    yield from (sheet for make in where_any if (sheet := make(report)).rows)


FORMAT = Format(id="xlsx", suffix=".xlsx", title="Workbook", write=report_workbook)
