"""Every finding is in every format: its control, its outcome, its subjects, and what is said of them.

| format | what it promises, of each finding and each of its subjects |
| --- | --- |
| json, xlsx, sarif | control, outcome, subject, message and fingerprint, in one record |
| html | all of it in the element of the control and the outcome; a message of many subjects is said once, and where
  more than 24 different things are said of one control, the page says how many it leaves out |
| markdown | the same, in the fold of the control and the outcome, with a row for the fingerprint |
| pdf | control and outcome, and each subject by its name, where a finding has no more than some forty; what is said,
  and names after those, are cut where that is seen; the attached report.json is the whole report |

Formats that hold less are listed below with the reason, and a format that nobody thought about fails here.
"""

from collections.abc import Callable, Iterator
from functools import cache

import msgspec
import pytest

from auditor.formats.format import all_formats, format_for
from auditor.formats.pdf import PdfUnavailable
from auditor.model.findings import Outcome
from auditor.report.schema import Report
from tests.audits import audit
from tests.tiny import REPOSITORY

from . import telling
from .sample_report import travel_desk
from .sample_variants import HOSTILE, hostile, large

CHECKS: dict[str, Callable[[bytes, Report], Iterator[telling.Missing]]] = {
    "html": telling.in_page,
    "json": telling.in_json,
    "markdown": telling.in_folds,
    "sarif": telling.in_log,
    "xlsx": telling.in_workbook,
}
LESS = {
    "comment": "GitHub takes 65,536 characters; the comment says what is cut, and the Markdown has it",
    "prompt": "a task for a coding agent: what to do, not what was found",
    "questions": "what the vendor is asked to fill in",
    "terminal": "a summary of one screen",
}
"""Formats that hold less by their purpose, and why."""


def sample() -> Report:
    """Return the audit of the travel desk, with fingerprints of its own for each subject."""
    return audit(REPOSITORY / "samples" / "travel-desk" / "system.yaml")


def many() -> Report:
    """Return a report in which each list is longer than any page shows at once."""
    return large(tools=240, controls=24)


def hostile_and_many() -> Report:
    """Return the same with names that try to break out, differ only at their ends, and are long."""
    report = many()
    replace = msgspec.structs.replace
    return replace(
        report,
        findings=tuple(
            replace(
                finding,
                message=f"=1+1 `{finding.message}` {HOSTILE} | _x0041_ {{0}} [a](b) *b* <!-- -->",
                subjects=tuple(
                    replace(s, id=f"{s.id}{HOSTILE}|`x`", message=f"{HOSTILE} {s.message}", fingerprint=f"{n:016x}")
                    for n, s in enumerate(finding.subjects, start=at * 1000)
                ),
            )
            for at, finding in enumerate(report.findings)
        ),
    )


MAKERS = (sample, travel_desk, hostile, many, hostile_and_many)
report_of = cache(lambda make: make())


def test_each_format_is_held_to_a_promise_or_has_a_reason():
    known = {*CHECKS, *LESS, "pdf"}
    assert {entry.id for entry in all_formats()} <= known, "say what the format promises, or why it holds less"
    assert {"html", "json", "pdf", "xlsx"} <= {entry.id for entry in all_formats()}


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("name", sorted(CHECKS))
def test_every_finding_is_in_the_format(name, make):
    if name not in {entry.id for entry in all_formats()}:
        pytest.skip(f"there is no format {name}")
    report = report_of(make)
    assert [str(missing) for missing in CHECKS[name](format_for(name).write(report), report)] == []


@pytest.mark.parametrize("make", [sample, travel_desk, hostile, many])
def test_the_page_leaves_out_no_message_of_a_system_of_a_usual_size(make):
    content = format_for("html").write(report_of(make))
    assert [str(missing) for missing in telling.in_page(content, report_of(make), cuts=False)] == []


@pytest.mark.parametrize("make", MAKERS)
def test_every_finding_is_on_the_page_that_is_printed(make):
    assert [str(missing) for missing in telling.in_print(report_of(make))] == []


@pytest.mark.slow
@pytest.mark.parametrize("make", [sample, travel_desk, hostile, many])
def test_every_control_and_subject_is_in_the_document(make, tmp_path):
    if not telling.poppler():
        pytest.skip("needs pdftotext and pdfdetach")
    report = report_of(make)
    try:
        content = format_for("pdf").write(report)
    except PdfUnavailable as missing:
        pytest.skip(str(missing))
    assert [str(missing) for missing in telling.in_document(content, report, tmp_path)] == []


def test_the_reports_hold_what_the_promise_is_about():
    report = report_of(sample)
    prints = [subject.fingerprint for _, subject in telling.pairs(report)]
    assert len(set(prints)) == len(prints) > 100, "each subject can be told from all others"
    assert {finding.outcome for finding in report_of(travel_desk).findings} == {
        Outcome.FAIL, Outcome.UNKNOWN, Outcome.MANUAL, Outcome.ERROR
    }  # fmt: skip
    assert max(len(finding.subjects) for finding in report_of(many).findings) > 40
    assert any(subject.waiver for _, subject in telling.pairs(report_of(travel_desk)))


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_a_lost_finding_and_a_lost_subject_are_noticed(name):
    """Hold that the checks can fail: write a report that lacks something, and look for the whole."""
    if name not in {entry.id for entry in all_formats()}:
        pytest.skip(f"there is no format {name}")
    whole = report_of(sample)
    first, *rest = whole.findings
    wide = next(finding for finding in rest if len(finding.subjects) > 2)
    replace = msgspec.structs.replace
    without_finding = replace(whole, findings=tuple(rest))
    narrow = replace(wide, subjects=wide.subjects[1:])
    without_subject = replace(whole, findings=tuple(narrow if f is wide else f for f in whole.findings))
    for lacking in (without_finding, without_subject):
        assert list(CHECKS[name](format_for(name).write(lacking), whole)), f"{name}: nothing was missed"
    worded = replace(first, message="Nobody said this.", subjects=(replace(first.subjects[0], message=""),))
    reworded = replace(whole, findings=(worded, *rest))
    assert list(CHECKS[name](format_for(name).write(whole), reworded)), f"{name}: no wrong message was noticed"


def test_a_loss_on_paper_is_noticed(monkeypatch):
    whole = report_of(travel_desk)
    lost = msgspec.structs.replace(whole, findings=whole.findings[1:])
    render = telling.render
    monkeypatch.setattr(telling, "render", lambda _, limits: render(lost, limits))
    assert list(telling.in_print(whole))
