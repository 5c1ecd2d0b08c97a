"""The report's facts about questions: what would answer each, what was answered by whom, and what that changed."""

from __future__ import annotations

from typing import Literal

from auditor.model.findings import Outcome
from auditor.report.schema_base import Part

FieldKind = Literal["text", "integer", "number", "flag", "choice", "date", "duration", "texts", "choices"]
Standing = Literal["counts", "outweighed", "contradicted"]


class QuestionField(Part, frozen=True, kw_only=True, omit_defaults=True):
    """One attribute that nobody states, and what may be stated of it."""

    attribute: str
    kind: FieldKind
    meaning: str
    choices: tuple[str, ...] = ()
    """The words that it can take; empty where any will do."""
    expected: str = ""
    """What to write, in words."""
    guess: str = ""
    """What is taken for it today, with why; empty where nothing is, or not the same for all subjects."""


class QuestionBlock(Part, frozen=True, kw_only=True):
    """Subjects of one kind of which the same is asked."""

    kind: str
    """Of entity, such as `tool`."""
    subjects: tuple[str, ...]
    """Entity ids. They may be others than the subjects of the question, if these depend on them."""
    fields: tuple[QuestionField, ...]


class AskedElsewhere(Part, frozen=True, kw_only=True):
    """An attribute that would help to settle a question and that an earlier one asks for."""

    question: str
    """The id of the earlier question."""
    attribute: str
    subjects: int


class AnswerFact(Part, frozen=True, kw_only=True, omit_defaults=True):
    """One attribute that was answered."""

    question: str
    subject: str
    attribute: str
    value: str
    place: str
    """`path:line` in the file of answers."""
    standing: Standing
    """Outweighed where better evidence says otherwise; contradicted where nobody can tell which statement holds."""
    evidence: str = ""
    """The file, perhaps with a line, that is named as proof and could be read."""


class RemarkFact(Part, frozen=True, kw_only=True, omit_defaults=True):
    """What was said about a question in prose, or named as proof. It decides nothing."""

    question: str
    text: str
    place: str
    evidence: str = ""


class AnswerSheetFact(Part, frozen=True, kw_only=True):
    """One file of answers."""

    path: str
    by: str
    """Who answered; empty where nothing is answered."""
    role: str
    date: str
    """ISO 8601 date."""
    answers: tuple[AnswerFact, ...]
    remarks: tuple[RemarkFact, ...]


class AnswerChange(Part, frozen=True, kw_only=True):
    """One subject of one control that comes to another outcome with the answers than without them."""

    control: str
    title: str
    subject: str
    before: Outcome
    after: Outcome


class AnswersFact(Part, frozen=True, kw_only=True):
    """What was answered, and what that changed."""

    sheets: tuple[AnswerSheetFact, ...]
    changes: tuple[AnswerChange, ...]
    level_before: int | None
    """The readiness level reached without the answers; None for a lone artifact."""
    level_after: int | None
    still_open: tuple[str, ...]
    """The ids of questions that something was said about and that are still asked."""
