"""The report's facts about answers: what was answered by whom, when, and what that changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from auditor.answers import Answer, AnswerSheet, Remark
from auditor.checklist import Control
from auditor.model.claims import Location
from auditor.model.facts import Contradicted, comparable
from auditor.model.findings import ControlResult, Outcome
from auditor.model.system import System
from auditor.report.evidence import place, words
from auditor.report.masking import mask
from auditor.report.schema import Question
from auditor.report.schema_questions import (
    AnswerChange,
    AnswerFact,
    AnswersFact,
    AnswerSheetFact,
    RemarkFact,
    Standing,
)

_WORST_FIRST = (Outcome.ERROR, Outcome.FAIL, Outcome.UNKNOWN, Outcome.MANUAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The answers of an audit, and where it stands without them."""

    sheets: tuple[AnswerSheet, ...]
    before: Mapping[str, ControlResult]
    """What each control comes to without the answers."""
    level_before: int | None
    level_after: int | None


def answers_fact(
    answered: Answered,
    system: System,
    controls: Sequence[Control],
    results: Mapping[str, ControlResult],
    questions: Sequence[Question],
) -> AnswersFact:
    """Return what was answered and what it changed, by control and subject."""
    said = {answer.question for sheet in answered.sheets for answer in sheet.answers}
    said |= {remark.question for sheet in answered.sheets for remark in sheet.remarks}
    return AnswersFact(
        sheets=tuple(_sheet(sheet, system) for sheet in answered.sheets),
        changes=tuple(_changes(controls, answered.before, results)),
        level_before=answered.level_before,
        level_after=answered.level_after,
        still_open=tuple(question.id for question in questions if question.id in said),
    )


def _sheet(sheet: AnswerSheet, system: System) -> AnswerSheetFact:
    return AnswerSheetFact(
        path=sheet.path,
        by=sheet.by,
        role=sheet.role,
        date=sheet.date,
        answers=tuple(_answer(answer, system) for answer in sheet.answers),
        remarks=tuple(_remark(remark) for remark in sheet.remarks),
    )


def _answer(answer: Answer, system: System) -> AnswerFact:
    return AnswerFact(
        question=answer.question,
        subject=answer.subject,
        attribute=answer.attribute,
        value=words(answer.value),
        place=place(answer.location),
        standing=_standing(answer, system),
        evidence=_named(answer.evidence),
    )


def _remark(remark: Remark) -> RemarkFact:
    return RemarkFact(
        question=remark.question,
        text=mask(remark.text),
        place=place(remark.location),
        evidence=_named(remark.evidence),
    )


def _named(location: Location | None) -> str:
    if location is None:
        return ""
    return location.path if location.line_in_text is None else place(location)


def _standing(answer: Answer, system: System) -> Standing:
    """Return what becomes of an answer among all that is claimed."""
    fact = system.fact(answer.subject, answer.attribute)
    if isinstance(fact, Contradicted):
        return "contradicted"
    mine = comparable(answer.value)
    return "counts" if any(comparable(claim.value) == mine for claim in fact.claims) else "outweighed"


def _changes(
    controls: Sequence[Control], before: Mapping[str, ControlResult], after: Mapping[str, ControlResult]
) -> Iterator[AnswerChange]:
    for control in controls:
        then, now = _outcomes(before[control.id]), _outcomes(after[control.id])
        for subject in sorted(then.keys() | now.keys()):
            was, is_ = (outcomes.get(subject, Outcome.NOT_APPLICABLE) for outcomes in (then, now))
            if was is not is_:
                title = control.failure_title if is_ is Outcome.FAIL else control.title
                yield AnswerChange(control=control.id, title=title, subject=subject, before=was, after=is_)


def _outcomes(result: ControlResult) -> dict[str, Outcome]:
    found = dict.fromkeys(result.passed, Outcome.PASS) | dict.fromkeys(result.not_applicable, Outcome.NOT_APPLICABLE)
    for outcome in reversed(_WORST_FIRST):
        found |= {other.subject: outcome for other in result.others if other.outcome is outcome}
    return found
