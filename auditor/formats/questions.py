"""The questions as a file to fill in and hand back: YAML that a person can read, and `--answers` takes in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from auditor.formats.format import Format
from auditor.formats.visible import on_one_line, visible
from auditor.report.schema import Question, Report
from auditor.report.schema_questions import QuestionBlock, QuestionField

_WIDTH = 110
_ONE_BY_ONE = 6
"""Up to so many subjects each get fields of their own; more share them, and can be taken apart by hand."""
_OTHERS = "Questions"
_LONGEST_GUESS = 200
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]*")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
_NO_CHARACTER = re.compile("[\ud800-\udfff\ufffe\uffff]")
"""What no YAML can hold."""
_RESERVED = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))

_HEAD = """\
Fill in what you know, and leave the rest empty: an empty field says nothing, and stays a question.
  * Write after the colon. The comment beside a field says what it takes.
  * `note` takes anything else you want to say, in quotes. A person reads it; it decides nothing.
  * `evidence` takes the path of a file beside this one that shows it, such as docs/approvals.pdf or
    docs/approvals.md:12. It is kept with the answer, for a person to judge.
  * Where one set of fields stands for several names under `of`, it is about all of them. To answer one
    apart, copy the set and move its name there.
  * Give your name and the day at the top. Each answer counts as declared by you; it outweighs nothing
    that a contract or a record shows, and where the two differ the report shows both.
Send the file back. Whoever asked takes it in with:  audit system.yaml --answers THIS-FILE"""


def questions_file(report: Report) -> bytes:
    """Return the file in UTF-8: the questions of a report by topic, each field empty."""
    return ("\n".join(_lines(report)) + "\n").encode()


def _lines(report: Report) -> Iterator[str]:
    count = len(report.questions)
    about = _comment(f"{count} question{'s' * (count != 1)} about {report.system.name}")
    yield from about
    yield "#"
    yield from (f"# {line}".rstrip() for line in _HEAD.splitlines())
    yield ""
    yield "answers:"
    yield "  version: 1"
    yield f"  system: {quoted(report.system.name)}"
    yield f"  report: {quoted(report.report_id)}"
    yield "  by:     # your name; needed as soon as anything is answered"
    yield "  role:   # your office, such as security officer"
    yield "  date:   # the day of your answers, such as 2027-03-01; needed as soon as anything is answered"
    yield ""
    yield "groups:" if report.questions else "groups: []"
    number = 0
    for group, questions in groupby(report.questions, key=lambda question: question.group or _OTHERS):
        yield f"  - group: {quoted(group)}"
        yield "    questions:"
        for question in questions:
            number += 1
            yield ""
            yield from (f"      {line}".rstrip() for line in _question(question, number))
        yield ""


def _question(question: Question, number: int) -> Iterator[str]:
    yield f"# {number}"
    yield f"- id: {_name(question.id or question.control)}"
    yield from _folded("text", question.text)
    yield from _folded("because", question.because)
    for hint in _hints(question):
        yield from (f"  {line}" for line in _comment(hint))
    if question.blocks:
        explained: set[str] = set()
        yield "  fields:"
        for block in question.blocks:
            yield from (f"    {line}".rstrip() for line in _block(block, explained))
    yield "  note:"
    yield "  evidence:"


def _hints(question: Question) -> Iterator[str]:
    if question.manual:
        yield "A person judges the answer."
    if question.needs != "declared":
        yield f"An answer alone does not settle this: it takes something {question.needs}. Name or send what shows it."
    if not question.blocks and question.subjects:
        yield f"About: {_listed(question.subjects)}."
    for entry in question.elsewhere:
        subjects = f"{entry.subjects} name{'s' * (entry.subjects != 1)}"
        yield f"Helps too: `{entry.attribute}` of {subjects}, asked under {entry.question}."


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(on_one_line(name)[:80] for name in names[:_ONE_BY_ONE])
    more = len(names) - _ONE_BY_ONE
    return f"{shown} and {more} more" if more > 0 else shown


def _block(block: QuestionBlock, explained: set[str]) -> Iterator[str]:
    if len(block.subjects) <= _ONE_BY_ONE:
        for subject in block.subjects:
            yield f"- of: {_name(subject)}"
            yield from (f"  {line}" for field in block.fields for line in _field(field, explained))
        return
    yield f"- of:   # all {len(block.subjects)} alike; copy the set to answer some of them apart"
    yield from (f"    - {_name(subject)}" for subject in block.subjects)
    yield from (f"  {line}" for field in block.fields for line in _field(field, explained))


def _field(field: QuestionField, explained: set[str]) -> Iterator[str]:
    """Yield an empty field with what it takes; what it means stands above it the first time in a question."""
    if field.attribute not in explained:
        explained.add(field.attribute)
        yield from _comment(field.meaning)
    if field.guess:
        yield from _comment(f"Only supposed so far: {field.guess[:_LONGEST_GUESS]}")
    yield f"{_name(field.attribute)}:   # {on_one_line(field.expected) or 'a value'}"


def _folded(key: str, text: str) -> Iterator[str]:
    """Yield a text as a quoted one over as many lines as it needs; reading joins them with single spaces again."""
    line = f'  {key}: "'
    for word in _escaped(" ".join(text.split())).split(" "):
        if len(line) + len(word) > _WIDTH and line.strip() and not line.endswith('"'):
            yield line.rstrip(" ")
            line = "    "
        line += word + " "
    yield line[:-1] + '"'


def _comment(text: str) -> Iterator[str]:
    line = "#"
    for word in on_one_line(_NO_CHARACTER.sub("\ufffd", text)).split():
        if len(line) + len(word) >= _WIDTH and line != "#":
            yield line
            line = "#"
        line += f" {word}"
    yield line


def _name(text: str) -> str:
    return text if _PLAIN.fullmatch(text) and text.lower() not in _RESERVED else quoted(text)


def quoted(text: str) -> str:
    """Return a text as a double-quoted YAML scalar on one line, whatever it holds."""
    return f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    return visible("".join(_ESCAPES.get(char, char) for char in _NO_CHARACTER.sub("\ufffd", text)))


FORMAT = Format(
    id="questions", suffix=".questions.yaml", title="questions to fill in and send back", write=questions_file
)
