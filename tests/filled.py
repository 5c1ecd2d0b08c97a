"""Fills in the file of questions as a vendor would, for tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from auditor.formats.questions import questions_file
from auditor.report.schema import Report

Fill = Callable[[str, str], object]
"""Gives what to answer about an attribute of a subject; None for nothing."""


def parsed(content: bytes) -> dict[str, Any]:
    """Return a file of questions as another YAML parser than ours reads it."""
    return YAML(typ="safe", pure=True).load(content.decode())


def questions_in(sheet: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the questions of a file in their order."""
    for group in sheet["groups"] or ():
        yield from group["questions"]


def fields_in(sheet: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str, str, str]]:
    """Yield each field with its set, the question's id, the subject and the attribute."""
    for question in questions_in(sheet):
        for block in question.get("fields") or ():
            subjects = block["of"] if isinstance(block["of"], list) else [block["of"]]
            for subject in subjects:
                for name in block:
                    if name != "of":
                        yield block, question["id"], subject, name


def fill(report: Report, path: Path, answer: Fill, *, by: str = "Ann Lee", date: str = "2026-11-20") -> int:
    """Write a report's questions to a file with these answers, each subject apart; return how many there are."""
    sheet = parsed(questions_file(report))
    sheet["answers"] |= {"by": by, "role": "security officer", "date": date}
    given = 0
    for question in questions_in(sheet):
        blocks = []
        for block in question.get("fields") or ():
            for subject in block["of"] if isinstance(block["of"], list) else [block["of"]]:
                values = {name: answer(subject, name) for name in block if name != "of"}
                given += sum(value is not None for value in values.values())
                blocks.append({"of": subject, **values})
        question["fields"] = blocks
    with path.open("w") as file:
        YAML(typ="safe", pure=True).dump(sheet, file)
    return given
