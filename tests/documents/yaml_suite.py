"""Reads the cases of yaml-test-suite, whose white space is written with visible marks."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from auditor.documents import Document, Value

MARKS = (
    (re.compile("—*»"), "\t"),
    (re.compile("␣"), " "),
    (re.compile("←"), "\r"),
    (re.compile("⇔"), "\ufeff"),
    (re.compile("↵"), ""),
    (re.compile("∎\n$"), ""),
)


@dataclass(frozen=True)
class Case:
    id: str
    yaml: str
    must_fail: bool
    json: str | None

    def expected(self) -> list[Value]:
        values, decoder, at = [], json.JSONDecoder(), 0
        text = (self.json or "").strip()
        while at < len(text):
            value, at = decoder.raw_decode(text, at)
            values.append(value)
            at += len(text[at:]) - len(text[at:].lstrip())
        return values


def decoded(text: str) -> str:
    for pattern, character in MARKS:
        text = pattern.sub(character, text)
    return text


def cases(folder: Path) -> Iterator[Case]:
    for file in sorted(folder.glob("*.yaml")):
        yaml = ""
        expected = None
        for number, case in enumerate(Document(file.name, file.read_bytes()).tree.value):
            yaml = case.get("yaml", yaml)
            expected = case.get("json", expected)
            fail = case.get("fail", False) is True
            yield Case(f"{file.stem}/{number:02}", decoded(yaml), fail, expected)
