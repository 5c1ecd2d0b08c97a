"""Fills the templates with a report."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from auditor.formats.page import palette, words
from auditor.formats.page.areas import areas_of, choices_of
from auditor.formats.page.clauses import clauses_of
from auditor.formats.page.compiled import template_cache
from auditor.formats.page.evidence import Places, quoted
from auditor.formats.page.findings import targets_of
from auditor.formats.page.first_page import first_page_of
from auditor.formats.page.frameworks import matrix_of
from auditor.formats.page.inventory import kinds_of, relations_of
from auditor.formats.page.jairf import jairf_of
from auditor.formats.page.limits import Limits, head
from auditor.formats.page.maps import map_of_report
from auditor.formats.page.method import controls_sentence, manifest_mark, method_of
from auditor.formats.page.models import models_of
from auditor.formats.page.parts import parts_of
from auditor.formats.page.plan import plan_of
from auditor.formats.page.policy import policy, script, stylesheet
from auditor.formats.page.questions import questions_of
from auditor.formats.page.reach import reach_of
from auditor.formats.page.room import room_of
from auditor.formats.page.unseen import unseen_of
from auditor.formats.page.what_if import what_if_of
from auditor.formats.visible import visible
from auditor.report.schema import Report
from auditor.resources import resource_folder


def render(report: Report, limits: Limits) -> str:
    """Return the page for a medium: one document without a reference to anything outside it."""
    places, targets = Places(report, limits), targets_of(report, limits.medium)
    areas = areas_of(report, places, limits)
    findings = [finding for area in areas for finding in (*area.failures, *area.undecided)]
    return template_environment().get_template("report.html.j2").render(
        report=report,
        limits=limits,
        screen=limits.medium == "screen",
        places=places,
        first=first_page_of(report, limits),
        parts=parts_of(report),
        areas=areas,
        new_findings=[finding for finding in findings if finding.new],
        controls={control.id: control for control in report.controls},
        targets=targets,
        map=map_of_report(report, limits, targets),
        choices=choices_of(areas),
        policy=policy(limits.medium),
        stylesheet=stylesheet(limits.medium),
        script=script(),
        kinds=kinds_of(report, limits),
        relations=relations_of(report, limits),
        unseen=unseen_of(report, limits),
        matrix=matrix_of(report, limits),
        models=models_of(report, limits),
        method=method_of(report, limits),
        manifest_mark=manifest_mark(report),
        controls_sentence=controls_sentence(report),
        none_applies=words.NOT_APPLICABLE,
        jairf=jairf_of(report),
        reach=reach_of(report, limits),
        plan=plan_of(report, limits),
        room=room_of(report, limits),
        clauses=clauses_of(report),
        what_if=what_if_of(report, limits),
        questions=questions_of(report, limits),
    )  # fmt: skip


@cache
def template_environment() -> Environment:
    """Return what fills templates: escaping on, with the words and signs that every page shares."""
    environment = Environment(
        loader=FileSystemLoader(resource_folder("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
        auto_reload=False,
        bytecode_cache=template_cache(),
    )
    environment.filters.update(
        agree=words.agree,
        anchor=lambda name, kind: words.anchor(kind, name),
        brief=words.brief,
        day=words.day,
        effect=words.effect,
        head=head,
        listed=words.listed,
        number=words.number,
        percent=words.percent,
        plural=words.plural,
        prose=_prose,
        sentence=words.sentence,
        short=words.short,
        size=words.size,
    )
    environment.globals.update(
        light=palette.LIGHT,
        greys=palette.EVIDENCE,
        mark_of=words.mark_of,
        mark_of_gate=words.mark_of_gate,
        quoted=quoted,
    )
    return environment


def _prose(text: str) -> Markup:
    """Return running text with what stands between backticks as code."""
    pieces = visible(text).split("`")
    if len(pieces) % 2 == 0:  # a backtick without its partner stays what it is
        pieces[-2:] = ["`".join(pieces[-2:])]
    return Markup("").join(
        Markup("<code>{}</code>").format(piece) if position % 2 else piece for position, piece in enumerate(pieces)
    )


def _finalize(value: Any) -> Any:  # noqa: ANN401 - whatever a template writes
    """Show steering characters in everything that comes from a report; markup came through here already."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
