"""Reads files of answers: every mistake in them at once, each with its place and what was expected."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from auditor.answers.fields import misfit, parsed, refusal
from auditor.answers.shape import Shape, evidence_at, opened
from auditor.answers.sheet import Answer, AnswerSheet, Remark
from auditor.checklist.moments import day
from auditor.documents import Pointer, Value
from auditor.errors import InputError, UsageError
from auditor.model.claims import AttributeValue, Location
from auditor.model.description import Input, Note, ReadState
from auditor.model.entities import Entity
from auditor.model.kinds import EntityKind
from auditor.model.system import SYSTEM_ID
from auditor.model.vocabulary import attributes_of
from auditor.readers.architecture.system_keys import NOUNS, TOOL_REFERENCES
from auditor.readers.architecture.system_words import hint, quoted
from auditor.readers.reader import input_of

FORMAT = "questions"
"""The id of the format that the file comes from, and is read as."""
VERSION = 1
OTHER_QUESTIONS = re.compile(r"(contradiction|unread|unlisted)-[0-9a-f]{8}")
"""Ids of questions that no control asks. They come and go with what was read, and none of them is a mistake."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_HEAD = ("version", "system", "report", "by", "role", "date")
_GROUP = ("group", "questions")
_QUESTION = ("id", "text", "because", "needs", "fields", "note", "evidence")
_MOST_TEXT = 200
"""Characters of a name or an office."""


def read_answers(
    paths: Sequence[str], root: Path, entities: Sequence[Entity], controls: Collection[str], today: date
) -> tuple[AnswerSheet, ...]:
    """Return what some files answer about entities, in the order of the files.

    `controls` are the ids of all questions that a control can ask. Raises InputError with every mistake of a file, with
    paths as seen from the current folder, and UsageError for two files that a report could not tell apart.
    """
    by_id = {entity.id: entity for entity in entities}
    sheets: list[AnswerSheet] = []
    for path in paths:
        with opened(path, root) as (workspace, document):
            if any(sheet.path == document.path for sheet in sheets):
                raise UsageError(f"--answers: two files are called {document.path}; name each file once, or rename one")
            shape = Shape(document, workspace)
            sheet = _Sheet(shape, by_id, controls, today).read()
            if shape.problems:
                raise InputError(sorted(shape.problems))
            sheets.append(sheet)
    return tuple(sheets)


class _Sheet:
    """One file while it is read."""

    def __init__(self, shape: Shape, entities: Mapping[str, Entity], controls: Collection[str], today: date) -> None:
        self._shape = shape
        self._entities = entities
        self._controls = controls
        self._today = today
        self._answers: list[Answer] = []
        self._remarks: list[Remark] = []

    def read(self) -> AnswerSheet:
        """Return what the file says; mistakes are left with its shape."""
        shape = self._shape
        top = shape.mapping((), ("answers", "groups"))
        if not isinstance(top.get("answers"), dict):
            shape.wrong((), f"this is no file of answers; expected `answers: {{version: {VERSION}}}` and `groups`")
            return AnswerSheet(path=shape.document.path, by="", role="", date="")
        head = shape.mapping(("answers",), _HEAD)
        if head.get("version") != VERSION or isinstance(head.get("version"), bool):
            shape.wrong(("answers", "version"), f"expected version {VERSION}")
        for pointer, group in shape.mappings(("groups",), _GROUP):
            if group.get("questions") is not None:
                for place, question in shape.mappings((*pointer, "questions"), _QUESTION):
                    self._question(place, question)
        said = bool(self._answers or self._remarks)
        return AnswerSheet(
            path=shape.document.path,
            by=self._name(head, "by", needed=said),
            role=self._name(head, "role", needed=False),
            date=self._date(head, needed=said),
            answers=tuple(self._answers),
            remarks=tuple(self._remarks),
            inputs=(input_of(shape.document, FORMAT), *self._proofs()),
            notes=(*shape.notes, *self._other_system(head, said=said)),
        )

    def _other_system(self, head: Mapping[str, Value], *, said: bool) -> Iterator[Note]:
        asked, system = head.get("system"), self._entities.get(SYSTEM_ID)
        if said and isinstance(asked, str) and system is not None and " ".join(asked.split()) != _plain(system.name):
            yield Note(
                message=f"these answers are about {quoted(asked)}, and the system here is {quoted(system.name)}",
                location=self._shape.at(("answers", "system")),
            )

    def _name(self, head: Mapping[str, Value], key: str, *, needed: bool) -> str:
        value = head.get(key)
        text = " ".join(value.split()) if isinstance(value, str) else ""
        if value is not None and not isinstance(value, str):
            self._shape.wrong(("answers", key), f"`{key}` cannot be {quoted(value)}; expected text")
        elif len(text) > _MOST_TEXT:
            self._shape.wrong(("answers", key), f"`{key}` is too long; expected at most {_MOST_TEXT} characters")
        elif needed and not text:
            self._shape.wrong(("answers", key), f"`{key}` is empty, and something is answered; expected who answers")
        return text

    def _date(self, head: Mapping[str, Value], *, needed: bool) -> str:
        value = head.get("date")
        if value is None or value == "":
            if needed:
                self._shape.wrong(
                    ("answers", "date"), "`date` is empty, and something is answered; expected the day of the answers"
                )
            return ""
        said = day(value) if isinstance(value, str) and _DAY.fullmatch(value) else None
        if said is None or not isinstance(value, str):
            self._shape.wrong(
                ("answers", "date"), f"`date` cannot be {quoted(value)}; expected a date such as `2027-03-01`"
            )
            return ""
        if said > self._today:
            self._shape.wrong(("answers", "date"), f"{quoted(value)} is in the future; expected the day of the answers")
        return value

    def _question(self, pointer: Pointer, question: Mapping[str, Value]) -> None:
        shape, id_ = self._shape, question.get("id")
        filled = [
            (place, block, name)
            for place, block in shape.mappings((*pointer, "fields"), None)
            for name in block
            if name != "of" and not _is_empty(block[name])
        ]
        note, evidence = question.get("note"), question.get("evidence")
        if not filled and _is_empty(note) and _is_empty(evidence):
            return
        if not isinstance(id_, str) or not (id_ in self._controls or OTHER_QUESTIONS.fullmatch(id_)):
            known = hint(id_, self._controls) if isinstance(id_, str) else ""
            expected = known or "; expected the id of a question that this program asks"
            shape.wrong((*pointer, "id"), f"unknown question {quoted(id_)}{expected}")
            return
        proof = evidence_at(shape, (*pointer, "evidence"), evidence)
        for place, block, name in filled:
            self._field(id_, place, block, name, proof)
        self._remark(id_, pointer, note, evidence, proof)

    def _remark(self, id_: str, pointer: Pointer, note: Value, evidence: Value, proof: Location | None) -> None:
        if not _is_empty(note):
            if isinstance(note, str):
                place = self._shape.at((*pointer, "note"))
                self._remarks.append(Remark(question=id_, text=note.strip(), location=place, evidence=proof))
            else:
                self._shape.wrong((*pointer, "note"), f"`note` cannot be {quoted(note)}; expected text in quotes")
        elif isinstance(evidence, str) and not _is_empty(evidence):
            place = self._shape.at((*pointer, "evidence"))
            self._remarks.append(Remark(question=id_, text="", location=place, evidence=proof))

    def _field(self, id_: str, pointer: Pointer, block: Mapping[str, Value], name: str, proof: Location | None) -> None:
        for place, subject in self._shape.names((*pointer, "of"), block.get("of")):
            entity = self._entities.get(subject)
            if entity is None or entity.placeholder:
                known = [one.id for one in self._entities.values() if not one.placeholder]
                what = "stands for what could not be read" if entity else "is nothing in this system"
                self._shape.wrong(place, f"{quoted(subject)} {what}{hint(subject, known)}")
                continue
            value = self._value(entity, (*pointer, name), name, block[name])
            if value is not None:
                location = self._shape.at((*pointer, name))
                self._answers.append(
                    Answer(
                        question=id_, subject=entity.id, attribute=name, value=value, location=location, evidence=proof
                    )
                )

    def _value(self, entity: Entity, pointer: Pointer, name: str, value: Value) -> AttributeValue | None:
        attributes = attributes_of(entity.kind)
        attribute = attributes.get(name)
        if attribute is None:
            told = f"{quoted(name)} is no attribute of {NOUNS[entity.kind]}{hint(name, attributes)}"
            self._shape.wrong(pointer, told, key=True)
            return None
        if refused := refusal(attribute):
            self._shape.wrong(pointer, f"`{name}` {refused}", key=True)
            return None
        found = parsed(value, attribute.type)
        if found is None:
            self._shape.wrong(pointer, f"`{name}` {misfit(value, attribute.type)}")
        elif name in TOOL_REFERENCES and not self._is_tool(found):
            tools = [one.id for one in self._entities.values() if one.kind is EntityKind.TOOL and not one.placeholder]
            told = f"`{name}` names {quoted(found)}, which is no tool of this system{hint(str(found), tools)}"
            self._shape.wrong(pointer, told)
            return None
        return found

    def _is_tool(self, value: AttributeValue) -> bool:
        entity = self._entities.get(value) if isinstance(value, str) else None
        return entity is not None and entity.kind is EntityKind.TOOL

    def _proofs(self) -> Iterator[Input]:
        named = [*(entry.evidence for entry in self._answers), *(entry.evidence for entry in self._remarks)]
        for document in {place.path: place.document for place in named if place is not None}.values():
            why = "named as proof of an answer, for a person to judge"
            yield input_of(document, "", ReadState.READ, why)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _is_empty(value: Value) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())
