"""What one file of answers holds once it has been read."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.model.claims import AttributeValue, Location
from auditor.model.description import Input, Note


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One statement about one attribute of one entity."""

    question: str
    subject: str
    attribute: str
    value: AttributeValue
    location: Location
    """Of the value, in the file of answers."""
    evidence: Location | None = None
    """The file that is named as proof, if it could be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What was said about a question in prose, or named as proof of it. It decides nothing; a person reads it."""

    question: str
    text: str
    location: Location
    evidence: Location | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSheet:
    """One file of answers."""

    path: str
    by: str
    """Who answers; empty where nothing is answered."""
    role: str
    date: str
    """ISO 8601 date of the answers; empty where nothing is answered."""
    answers: tuple[Answer, ...] = ()
    remarks: tuple[Remark, ...] = ()
    inputs: tuple[Input, ...] = ()
    """The file itself, and the files that it names as proof."""
    notes: tuple[Note, ...] = ()

    @property
    def signed(self) -> str:
        """Who answered and when, as the detail of a claim."""
        role = f" ({self.role})" if self.role else ""
        return f"answered by {self.by}{role}, {self.date}"
