"""The way out and back: questions are written, filled in and taken in, and change just what such claims change."""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec
import pytest
from ruamel.yaml import YAML

from auditor.formats.questions import questions_file
from auditor.model.findings import Outcome
from auditor.model.values import ValueKind, ValueType
from auditor.model.vocabulary import ATTRIBUTES, SECTIONS
from auditor.report.schema import Report
from tests.audits import SAMPLES, audit
from tests.filled import fields_in, fill, parsed, questions_in

YAML_FILE = "system.yaml"


@pytest.fixture(params=SAMPLES, ids=lambda path: path.name)
def sample(request, tmp_path):
    return shutil.copytree(request.param, tmp_path / request.param.name)


def outcomes(report: Report) -> dict[tuple[str, str], str]:
    found = {(control.id, subject): "pass" for control in report.controls for subject in control.passing}
    worst = [Outcome.MANUAL, Outcome.UNKNOWN, Outcome.FAIL, Outcome.ERROR]
    for finding in sorted(report.findings, key=lambda finding: worst.index(finding.outcome)):
        found |= {(finding.control, subject.id): finding.outcome.value for subject in finding.subjects}
    return found


def rest_of(report: Report) -> Report:
    """Return a report without what tells that a file of answers was given."""
    inputs = tuple(entry for entry in report.inputs if entry.format != "questions")
    return msgspec.structs.replace(report, inputs=inputs, answers=None, method=None, report_id="")


def some_value(of: ValueType) -> object:
    match of.kind:
        case ValueKind.FLAG:
            return True
        case ValueKind.INTEGER | ValueKind.NUMBER:
            return 2
        case ValueKind.CHOICE:
            return of.choices[-1]
        case ValueKind.CHOICES:
            return [of.choices[0]]
        case ValueKind.DATE:
            return "2026-10-01"
        case ValueKind.DURATION:
            return "30d"
        case ValueKind.TEXTS:
            return ["one"]
        case _:
            return "something"


def test_a_file_with_nothing_filled_in_changes_nothing(sample):
    plain = audit(sample / YAML_FILE)
    sheet = sample / "vendor.questions.yaml"
    sheet.write_bytes(questions_file(plain))
    again = audit(sample / YAML_FILE, answers=(str(sheet),))
    assert msgspec.json.encode(rest_of(again)) == msgspec.json.encode(rest_of(plain))
    assert again.answers is not None
    assert not again.answers.changes
    assert not again.answers.sheets[0].answers
    entry = next(entry for entry in again.inputs if entry.path == sheet.name)
    assert len(entry.sha256) == 64


def test_answers_change_what_the_same_statements_in_the_description_change(sample):
    """The description itself is the oracle: what is answered of its entities is written there instead."""
    plain = audit(sample / YAML_FILE)
    described = YAML().load((sample / YAML_FILE).read_text())
    places = {key: described[section] for section in SECTIONS if section in described for key in described[section]}

    def answer(subject: str, name: str) -> object:
        place = places.get(subject)
        if place is None or name in ("undo", "verified_by", "status_tool") or not isinstance(place[subject], dict):
            return None
        return some_value(ATTRIBUTES[name].type)

    sheet = sample / "vendor.questions.yaml"
    given = fill(plain, sheet, answer)
    assert given >= 5
    taken_in = audit(sample / YAML_FILE, answers=(str(sheet),))

    for _, _, subject, name in fields_in(parsed(questions_file(plain))):
        value = answer(subject, name)
        if value is not None:
            state(places[subject][subject], name, value)
    with (sample / YAML_FILE).open("w") as file:
        YAML().dump(described, file)
    written = audit(sample / YAML_FILE)

    assert outcomes(taken_in) == outcomes(written)
    assert taken_in.verdict == written.verdict or taken_in.verdict.level_reached == written.verdict.level_reached
    before, after = outcomes(plain), outcomes(taken_in)
    changed = {
        pair: (before.get(pair, "not applicable"), after.get(pair, "not applicable"))
        for pair in before.keys() | after.keys()
        if before.get(pair) != after.get(pair)
    }
    assert changed
    told = {(c.control, c.subject): (c.before.value, c.after.value) for c in taken_in.answers.changes}
    assert told == changed
    asked = {question.id for question in plain.questions}
    assert {entry.question for entry in taken_in.answers.sheets[0].answers} <= asked


def state(entity: dict, name: str, value: object) -> None:
    group, _, member = name.partition(".")
    if member:
        entity.setdefault(group, {})[member] = value
    else:
        entity[name] = value


def test_each_field_is_asked_once_and_every_unknown_is_a_question(sample):
    report = audit(sample / YAML_FILE)
    sheet = parsed(questions_file(report))
    fields = [(subject, name) for _, _, subject, name in fields_in(sheet)]
    assert len(fields) == len(set(fields))
    asked = {question.control: question.subjects for question in report.questions}
    for finding in report.findings:
        if finding.outcome in (Outcome.UNKNOWN, Outcome.MANUAL):
            assert {subject.id for subject in finding.subjects} <= set(asked[finding.control])
    contradicted = {(c.subject, c.attribute) for c in report.contradictions}
    sides = [question for question in report.questions if question.id.startswith("contradiction-")]
    assert len(sides) == len(contradicted)
    ids = [question["id"] for question in questions_in(sheet)]
    assert ids == [question.id for question in report.questions]
    assert len(ids) == len(set(ids))


def test_every_field_is_one_that_nobody_states(sample):
    report = audit(sample / YAML_FILE)
    stated = {
        (entity.id, fact.name)
        for entity in report.entities
        for fact in entity.attributes
        if fact.level not in ("assumed", "inferred")
    }
    contradicted = {(c.subject, c.attribute) for c in report.contradictions}
    asked = {(subject, name) for _, _, subject, name in fields_in(parsed(questions_file(report)))}
    assert not (asked & stated) - contradicted


TINY = """\
system: {name: Desk, intent: act}
agents: {helper: {tools: [desk.cancel]}}
tools:
  desk.cancel: {effects: [delete]}
people: {}
gateways: {}
"""


def tiny(folder: Path, answer: str) -> Report:
    (folder / YAML_FILE).write_text(TINY)
    (folder / "a.yaml").write_text(
        "answers: {version: 1, by: Ann, date: 2026-11-20}\n"
        "groups: [{group: G, questions: [{id: unapproved-irreversible-action, "
        f"fields: [{{of: desk.cancel, {answer}}}]}}]}}]\n"
    )
    return audit(folder / YAML_FILE, answers=(str(folder / "a.yaml"),))


def test_an_answer_alone_passes_nothing_that_needs_a_document(tmp_path):
    report = tiny(tmp_path, "approval: human, reversible: false")
    outcome = outcomes(report)["unapproved-irreversible-action", "desk.cancel"]
    assert outcome == "unknown"
    assert "unapproved-irreversible-action" in report.answers.still_open
    question = next(q for q in report.questions if q.id == "unapproved-irreversible-action")
    assert question.needs == "documented"
    assert "only declared" in question.because


def test_an_answer_can_make_a_failure_known(tmp_path):
    report = tiny(tmp_path, "approval: none, reversible: false")
    assert outcomes(report)["unapproved-irreversible-action", "desk.cancel"] == "fail"
    finding = next(f for f in report.findings if f.control == "unapproved-irreversible-action")
    evidence = [entry for subject in finding.subjects for entry in subject.evidence]
    mine = next(entry for entry in evidence if entry.path == "a.yaml")
    assert mine.level == "declared"
    assert mine.detail == "answered by Ann, 2026-11-20"
    assert (mine.line, mine.pointer) == (2, "/groups/0/questions/0/fields/0/approval")


def test_an_answer_that_differs_from_what_is_declared_is_a_contradiction(tmp_path):
    report = tiny(tmp_path, "effects: [read]")
    assert report.answers.sheets[0].answers[0].standing == "counts"  # effects add up
    (tmp_path / YAML_FILE).write_text(TINY.replace("{effects: [delete]}", "{effects: [delete], approval: none}"))
    (tmp_path / "a.yaml").write_text((tmp_path / "a.yaml").read_text().replace("effects: [read]", "approval: human"))
    report = audit(tmp_path / YAML_FILE, answers=(str(tmp_path / "a.yaml"),))
    assert report.answers.sheets[0].answers[0].standing == "contradicted"
    assert [(c.subject, c.attribute) for c in report.contradictions] == [("desk.cancel", "approval")]
    assert any("`none` (declared, system.yaml:4) and as `human`" in q.because for q in report.questions)


def test_files_that_could_not_be_read_are_asked_for(tmp_path):
    (tmp_path / YAML_FILE).write_text(
        "system: {name: Desk}\nagents: {helper: {tools: [desk]}}\ninterfaces: {desk: {openapi: gone.yaml}}\n"
    )
    report = audit(tmp_path / YAML_FILE)
    unread = [question for question in report.questions if question.group == "What could not be read"]
    assert {subject for question in unread for subject in question.subjects} >= {"desk.*", "gone.yaml"}
    assert all(question.because for question in unread)
