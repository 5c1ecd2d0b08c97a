"""The report's questions: every unknown in plain words, by topic, with what would answer it. Each is asked once."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from auditor.answers import Missing, answerable
from auditor.answers.fields import wanted
from auditor.checklist import Area, Control
from auditor.model.description import Input, ReadState
from auditor.model.facts import Known
from auditor.model.findings import Outcome
from auditor.model.kinds import EvidenceLevel
from auditor.model.system import System
from auditor.model.vocabulary import ATTRIBUTES
from auditor.report.evidence import level_word, statement_place, words
from auditor.report.schema import Question
from auditor.report.schema_questions import AskedElsewhere, QuestionBlock, QuestionField
from auditor.whatif.reads import conditions_of

_SAFETY, _IDENTITY = "Actions and safety", "Identity and access"
_CONTRADICTIONS, _UNREAD = "Statements that cannot both hold", "What could not be read"
_GROUP_OF_AREA = {
    Area.SAFETY_AND_GOVERNANCE: _SAFETY,
    Area.ENVIRONMENT_FEEDBACK: _SAFETY,
    Area.TOOL_INTERFACES: "Tools and what they return",
    Area.ACTION_OUTPUTS: "Tools and what they return",
    Area.MODEL_SELECTION: "The model and its evidence",
    Area.FRAMEWORK_SUPPORT: "Agent frameworks",
    Area.ARCHITECTURAL_SPACE: "Architecture",
    Area.TRAJECTORIES: "Records of what agents do",
    Area.ACTION_EFFICIENCY: "Cost of acting",
    Area.OPERATIONS: "Operations",
}
_GROUPS = tuple(dict.fromkeys((_SAFETY, _IDENTITY, *_GROUP_OF_AREA.values(), _CONTRADICTIONS, _UNREAD)))
_OF_IDENTITY = frozenset(
    ("authentication", "scopes", "identity", "message_authentication", "inline_secrets", "access_control")
)
_NO_GATE = 9


@dataclass(slots=True)
class _Asked:
    """The fields that were asked so far, each with the first question that asks it."""

    first: dict[tuple[str, str], str] = field(default_factory=dict)

    def split(
        self, question: str, wanted_of: Mapping[str, Sequence[str]]
    ) -> tuple[dict[str, tuple[str, ...]], tuple[AskedElsewhere, ...]]:
        """Return what this question asks of each entity, and what earlier ones ask for it."""
        mine: dict[str, tuple[str, ...]] = {}
        elsewhere: dict[tuple[str, str], int] = defaultdict(int)
        for entity, names in sorted(wanted_of.items()):
            own = tuple(name for name in names if self.first.setdefault((entity, name), question) == question)
            if own:
                mine[entity] = own
            for name in names:
                if name not in own:
                    elsewhere[self.first[entity, name], name] += 1
        return mine, tuple(
            AskedElsewhere(question=id_, attribute=name, subjects=n) for (id_, name), n in sorted(elsewhere.items())
        )


def question_facts(system: System, missing: Iterable[Missing], inputs: Sequence[Input]) -> tuple[Question, ...]:
    """Return every question: of controls, of contradictions, of lists and files that could not be read.

    They stand by topic; within one, gates of low levels first, then by severity and id.
    """
    asked = _Asked()
    found = [_of_control(system, entry, asked) for entry in sorted(missing, key=_order) if _is_asked(entry)]
    found += _of_contradictions(system, asked)
    found += _of_unlisted(system)
    found += _of_unread(inputs)
    return tuple(found)


def _order(entry: Missing) -> tuple[int, int, int, str]:
    control = entry.control
    gate = control.gate.level if control.gate else _NO_GATE
    return (_GROUPS.index(_group_of(control)), gate, -control.severity.rank, control.id)


def _group_of(control: Control) -> str:
    require = conditions_of(control).get("require")
    named = require.keys() if isinstance(require, dict) else ()
    return _IDENTITY if not _OF_IDENTITY.isdisjoint(named) else _GROUP_OF_AREA[control.area]


def _is_asked(entry: Missing) -> bool:
    """Tell whether an answer could help: nothing but an error of the program needs something to be filled in."""
    errors = {Outcome.ERROR} == entry.outcomes
    return bool(entry.control.question) and (bool(entry.attributes) or not errors)


def _of_control(system: System, entry: Missing, asked: _Asked) -> Question:
    control = entry.control
    mine, elsewhere = asked.split(control.id, entry.attributes)
    return Question(
        control=control.id,
        text=control.question,
        because=next(iter(entry.undecided.values())),
        subjects=tuple(entry.undecided),
        id=control.id,
        group=_group_of(control),
        needs=level_word(entry.needs),
        manual=control.manual,
        blocks=_blocks(system, mine),
        elsewhere=elsewhere,
    )


def _blocks(system: System, wanted_of: Mapping[str, tuple[str, ...]]) -> tuple[QuestionBlock, ...]:
    groups: dict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
    for entity, names in wanted_of.items():
        groups[system.entities[entity].kind.value, names].append(entity)
    return tuple(
        QuestionBlock(
            kind=kind,
            subjects=tuple(sorted(subjects)),
            fields=tuple(_field(system, name, subjects) for name in names),
        )
        for (kind, names), subjects in sorted(groups.items(), key=lambda group: min(group[1]))
    )


def _field(system: System, name: str, subjects: Sequence[str]) -> QuestionField:
    attribute = ATTRIBUTES[name]
    guesses = {_guess(system, subject, name) for subject in subjects}
    return QuestionField(
        attribute=name,
        kind=attribute.type.kind.value,  # type: ignore[arg-type]  # lists of records are never asked for
        meaning=attribute.meaning,
        choices=attribute.type.choices,
        expected=wanted(attribute.type),
        guess=guesses.pop() if len(guesses) == 1 else "",
    )


def _guess(system: System, subject: str, name: str) -> str:
    fact = system.fact(subject, name)
    if not isinstance(fact, Known) or fact.level >= EvidenceLevel.DECLARED:
        return ""
    why = f": {fact.claims[0].detail}" if fact.claims and fact.claims[0].detail else ""
    return f"{words(fact.value)} ({fact.level.word}{why})"


def _of_contradictions(system: System, asked: _Asked) -> Iterator[Question]:
    for subject, name, fact in system.contradictions():
        id_ = _id("contradiction", subject, name)
        kind = system.entities[subject].kind
        mine, elsewhere = asked.split(id_, {subject: [name]} if answerable(kind, name) else {})
        sides = [f"`{words(c.value)}` ({c.level.word}, {statement_place(c)})" for c in fact.claims]
        yield Question(
            control="",
            text=f"Which statement about `{name}` of `{subject}` is right, and where will the other be corrected?",
            because=f"It is stated as {' and as '.join(dict.fromkeys(sides))}.",
            subjects=(subject,),
            id=id_,
            group=_CONTRADICTIONS,
            blocks=_blocks(system, mine),
            elsewhere=elsewhere,
        )


def _of_unlisted(system: System) -> Iterator[Question]:
    for entity in system.entities.values():
        if entity.placeholder:
            yield Question(
                control="",
                text=f"What belongs to `{entity.id.removesuffix('.*')}`? Please send a file that says it whole.",
                because=entity.because or "Nobody says what belongs to it.",
                subjects=(entity.id,),
                id=_id("unlisted", entity.id),
                group=_UNREAD,
            )


def _of_unread(inputs: Iterable[Input]) -> Iterator[Question]:
    groups: dict[tuple[ReadState, str], set[str]] = defaultdict(set)
    for entry in inputs:
        if entry.state is not ReadState.READ:
            groups[entry.state, entry.why].add(entry.path)
    for (state, why), paths in sorted(groups.items(), key=lambda group: min(group[1])):
        how = "only in part" if state is ReadState.PARTLY else "not at all"
        yield Question(
            control="",
            text=f"These were read {how}. What do they say that matters, and can it be had in a form that is read?"
            if len(paths) > 1
            else f"This was read {how}. What does it say that matters, and can it be had in a form that is read?",
            because=why or "Nothing here reads files of this kind.",
            subjects=tuple(sorted(paths)),
            id=_id("unread", state.value, why),
            group=_UNREAD,
        )


def _id(kind: str, *parts: str) -> str:
    return f"{kind}-{hashlib.sha256(chr(0).join(parts).encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
