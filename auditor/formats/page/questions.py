"""The questions by topic, what would answer each, and what was answered by whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from auditor.formats.page.limits import Limits, Shown, head
from auditor.formats.page.words import agree, day, listed, number, plural
from auditor.report.schema import Question, Report
from auditor.report.schema_questions import AnswerChange, AnswerFact, AnswersFact, AnswerSheetFact, RemarkFact

_STANDINGS = {
    "counts": "counts",
    "outweighed": "outweighed by better evidence",
    "contradicted": "contradicted: see Contradictions",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question."""

    rank: int
    text: str
    because: str
    control: str
    subjects: Shown[str]
    fields: tuple[str, ...]
    """The attributes that would answer it."""
    needs: str
    """The evidence that it takes, where an answer alone does not settle it; else empty."""
    manual: bool
    answered: str
    """Who has said something about it, and when; empty where nobody has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """The questions of one topic."""

    title: str
    questions: tuple[Asked, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What one file answers."""

    sentence: str
    answers: Shown[tuple[AnswerFact, str]]
    """Each with what became of it, in words."""
    remarks: Shown[tuple[RemarkFact, str]]
    """Each with the question it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsView:
    """The part about questions and answers."""

    topics: tuple[Topic, ...]
    more: int
    sheets: tuple[Sheet, ...]
    changed: str
    """What the answers changed, as a sentence; empty where nothing was answered."""
    changes: Shown[AnswerChange]


def questions_sentence(report: Report) -> tuple[str, bool]:
    """Return the result of the part in a sentence, and whether there is more to say."""
    count, answers = len(report.questions), report.answers
    given = sum(len(sheet.answers) for sheet in answers.sheets) if answers else 0
    said = f" {plural(given, 'answer')} {agree(given, 'was', 'were')} taken in." if answers else ""
    if not count:
        return f"Nothing is left to ask.{said}", bool(answers)
    return f"{plural(count, 'question')} would settle what the documents leave open.{said}", True


def questions_of(report: Report, limits: Limits) -> QuestionsView:
    """Return the part."""
    shown = head(report.questions, limits.questions)
    said = _said(report.answers)
    ranked = enumerate(shown.items, start=1)
    return QuestionsView(
        topics=tuple(
            Topic(title=title, questions=tuple(_asked(rank, entry, said, limits) for rank, entry in entries))
            for title, entries in groupby(ranked, key=lambda pair: pair[1].group)
        ),
        more=shown.more,
        sheets=tuple(_sheets(report, limits)),
        changed=_changed(report.answers) if report.answers else "",
        changes=head(report.answers.changes if report.answers else (), limits.rows),
    )


def _asked(rank: int, entry: Question, said: dict[str, str], limits: Limits) -> Asked:
    own = (field.attribute for block in entry.blocks for field in block.fields)
    fields = tuple(dict.fromkeys((*own, *(other.attribute for other in entry.elsewhere))))
    return Asked(
        rank=rank,
        text=entry.text,
        because=entry.because,
        control=entry.control,
        subjects=head(entry.subjects, limits.few),
        fields=fields,
        needs="" if entry.needs == "declared" else entry.needs,
        manual=entry.manual,
        answered=said.get(entry.id, ""),
    )


def _said(answers: AnswersFact | None) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for sheet in answers.sheets if answers else ():
        about = (*(answer.question for answer in sheet.answers), *(remark.question for remark in sheet.remarks))
        for question in about:
            found.setdefault(question, []).append(f"{sheet.by} on {day(sheet.date)}")
    return {question: listed(list(dict.fromkeys(by))) for question, by in found.items()}


def _sheets(report: Report, limits: Limits) -> Iterator[Sheet]:
    texts = _texts(report)
    for sheet in report.answers.sheets if report.answers else ():
        yield Sheet(
            sentence=_signed(sheet),
            answers=head(((answer, _STANDINGS[answer.standing]) for answer in sheet.answers), limits.rows),
            remarks=head(
                ((remark, texts.get(remark.question, remark.question)) for remark in sheet.remarks), limits.rows
            ),
        )


def _texts(report: Report) -> dict[str, str]:
    asked = {control.id: control.question for control in report.controls if control.question}
    return asked | {question.id: question.text for question in report.questions}


def _signed(sheet: AnswerSheetFact) -> str:
    if not (sheet.answers or sheet.remarks):
        return f"Nothing is filled in in {sheet.path}."
    role = f" ({sheet.role})" if sheet.role else ""
    parts = [plural(len(sheet.answers), "field")] if sheet.answers else []
    parts += [plural(len(sheet.remarks), "note")] if sheet.remarks else []
    return f"{sheet.by}{role} filled in {listed(parts)} on {day(sheet.date)}, in {sheet.path}."


def _changed(answers: AnswersFact) -> str:
    if not any(sheet.answers for sheet in answers.sheets):
        return ""
    count = len(answers.changes)
    if not count:
        return "No outcome differs with these answers from what it is without them."
    before, after = answers.level_before, answers.level_after
    level = "" if after is None else f"; level {after} as without them"
    if after is not None and before != after:
        level = f"; level {before} without them, level {after} with them"
    open_ = f"; {number(len(answers.still_open))} of the questions that they are about {_stay(answers.still_open)} open"
    return f"{plural(count, 'outcome')} {agree(count, 'differs', 'differ')} with these answers{level}{open_}."


def _stay(open_: Iterable[str]) -> str:
    return agree(len(tuple(open_)), "stays", "stay")
