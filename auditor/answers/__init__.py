"""Answers: what the people who were asked say, taken in as declared claims with their name and the day."""

from __future__ import annotations

from auditor.answers.claims import answered
from auditor.answers.fields import answerable
from auditor.answers.missing import Missing, missing_of
from auditor.answers.reading import read_answers
from auditor.answers.sheet import Answer, AnswerSheet, Remark

__all__ = ["Answer", "AnswerSheet", "Missing", "Remark", "answerable", "answered", "missing_of", "read_answers"]
