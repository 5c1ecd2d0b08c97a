"""A control's own cases: what they expect is what they come to, or it is told."""

from __future__ import annotations

from pathlib import Path

from auditor.checklist import load_checklists
from auditor.documents import Workspace
from auditor.evaluate import run_cases
from auditor.readers.reader import Reading
from tests.checklist.test_mistakes import CONTROL
from tests.tiny import document


def told(text: str) -> list[str]:
    catalogue = load_checklists([document(text, "mine.yaml")])
    return list(map(str, run_cases(catalogue.controls, reading=Reading.of(Workspace(Path("/nonexistent"))))))


def test_cases_that_come_out_as_expected():
    assert told(CONTROL) == []


def test_a_case_that_does_not():
    wrong = CONTROL.replace(
        "expect: pass, system: {agents: {a: {stop: manual}}}", "expect: pass, system: {agents: {a: {stop: none}}}"
    )
    assert told(wrong) == [
        "mine.yaml:12: same-id: expected pass, but the outcome is fail: "
        "a: `stop` is `none` (mine.yaml:12); expected `manual`"
    ]


def test_a_case_whose_system_has_a_mistake():
    wrong = CONTROL.replace("{stop: manual}}}}", "{stopp: manual}}}}")
    (message,) = told(wrong)
    assert message.startswith("mine.yaml:12: same-id: expected pass, but its system cannot be read: mine.yaml:12:")
    assert "`stop`" in message
