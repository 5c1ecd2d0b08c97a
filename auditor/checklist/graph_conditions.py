"""Conditions on what an entity is related to, reaches and is reached from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from auditor.checklist.condition import Condition
from auditor.checklist.context import Context, Subject
from auditor.checklist.reasons import Reason, hops
from auditor.graph import Answer, Filter, Member, Selection
from auditor.graph import verdict as v
from auditor.graph.verdict import Truth, Verdict
from auditor.model.claims import Location
from auditor.model.entities import Entity, Relation
from auditor.model.kinds import EntityKind, RelationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Binder:
    """A filter of the language; called, it is made ready for one audit."""

    make: Callable[[Context], Filter]
    words: str

    def __call__(self, context: Context) -> Filter:
        """Return the filter for one audit, the same each time."""
        return context.kept((self.make, ""), lambda: self.make(context))


Ask = Callable[[Context, Entity], Answer]
Select = Callable[[Context, Entity], Selection]

_NOUNS = {
    EntityKind.PERSON: "a person",
    EntityKind.TELEMETRY: "a telemetry sink",
    EntityKind.EXTERNAL: "an external system",
}


def filter_of(condition: Condition | None, kinds: frozenset[EntityKind] | None) -> Binder:
    """Return a filter for entities of some kinds that fulfil a condition."""
    nouns = " or ".join(sorted(map(noun, kinds))) if kinds else "an entity"
    words = f"{nouns} where {condition.words}" if condition is not None else nouns

    def make(context: Context) -> Filter:
        known: dict[str, Verdict] = {}

        def test(entity: Entity) -> Verdict:
            verdict = known.get(entity.id)
            if verdict is None:
                of_kind = v.of(kinds is None or entity.kind in kinds, entity.level if kinds else v.CERTAIN)
                fulfils = condition.test(context, entity) if condition is not None else of_kind
                verdict = known[entity.id] = v.all_of((of_kind, fulfils))
            return verdict

        return Filter(test=test, kinds=kinds, words=words)

    return Binder(make=make, words=words)


def on_graph(ask: Ask, words: str, otherwise: str) -> Condition:
    """Return the condition that a question about the graph is answered with yes.

    `otherwise` says in a sentence what a no means.
    """

    def answer(context: Context, entity: Entity) -> Answer:
        return context.kept((ask, entity.id), lambda: ask(context, entity))

    def test(context: Context, subject: Subject) -> Verdict:
        return answer(context, subject).verdict if isinstance(subject, Entity) else v.UNKNOWN

    def explain(context: Context, subject: Subject, wanted: bool) -> tuple[Reason, ...]:
        if not isinstance(subject, Entity):
            return ()
        found = answer(context, subject)
        truth = found.verdict.truth
        wrong = truth is (Truth.FALSE if wanted else Truth.TRUE)
        expected = f"that {words if wanted else otherwise}" if wrong and found.path else ""
        return (
            Reason(
                what=_told(found, words, otherwise),
                expected=expected,
                level=found.verdict.level,
                places=_places(found.path, found.entities),
                path=found.path,
            ),
        )

    return Condition(test=test, explain=explain, words=words)


def on_each(select: Select, quantifier: str, satisfies: Condition, words: str) -> Condition:
    """Return the condition that every or some entity of a set satisfies another."""

    def selected(context: Context, entity: Entity) -> Selection:
        return context.kept((select, entity.id), lambda: select(context, entity))

    rule = v.all_of if quantifier == "every" else v.any_of

    def judged(context: Context, entity: Entity) -> tuple[Selection, list[Verdict], Verdict]:
        found = selected(context, entity)
        verdicts = [_of_member(context, quantifier, satisfies, member) for member in found.members]
        rest = found.closed if quantifier == "every" else v.negate(found.closed)
        return found, verdicts, rule((*verdicts, rest))

    def test(context: Context, subject: Subject) -> Verdict:
        return judged(context, subject)[2] if isinstance(subject, Entity) else v.UNKNOWN

    def explain(context: Context, subject: Subject, wanted: bool) -> tuple[Reason, ...]:
        if not isinstance(subject, Entity):
            return ()
        found, verdicts, overall = judged(context, subject)
        reasons = tuple(
            _about(reason, member)
            for member, verdict in zip(found.members, verdicts, strict=True)
            if verdict.truth is overall.truth
            for reason in satisfies.explain(context, member.entity, wanted)
        )
        if reasons:
            return reasons
        if overall.truth is Truth.UNKNOWN:
            return (Reason(what=found.because or f"it is not known whether {words}"),)
        return (Reason(what=f"{'nothing' if not found.members else 'none'} stands for: {words}"),)

    return Condition(test=test, explain=explain, words=words)


def _of_member(context: Context, quantifier: str, satisfies: Condition, member: Member) -> Verdict:
    if member.entity.placeholder:
        return v.UNKNOWN
    held = satisfies.test(context, member.entity)
    if quantifier == "every":
        return v.any_of((v.negate(member.verdict), held))
    return v.all_of((member.verdict, held))


def on_count(select: Select, low: int, high: int | None, words: str) -> Condition:
    """Return the condition that a set has at least and at most so many entities."""

    def selected(context: Context, entity: Entity) -> Selection:
        return context.kept((select, entity.id), lambda: select(context, entity))

    def test(context: Context, subject: Subject) -> Verdict:
        if not isinstance(subject, Entity):
            return v.UNKNOWN
        found = selected(context, subject)
        enough = _at_least(found, low)
        return enough if high is None else v.all_of((enough, v.negate(_at_least(found, high + 1))))

    def explain(context: Context, subject: Subject, wanted: bool) -> tuple[Reason, ...]:
        if not isinstance(subject, Entity):
            return ()
        found = selected(context, subject)
        sure = [member for member in found.members if member.verdict.truth is Truth.TRUE]
        names = ", ".join(f"`{member.entity.id}`" for member in sure[:5]) + (", …" if len(sure) > 5 else "")
        truth = test(context, subject).truth
        if truth is Truth.UNKNOWN:
            known = f"{'at least ' if sure else ''}{len(sure)} are known{f' ({names})' if names else ''}"
            what = f"{known}, but {found.because or 'there may be more'}"
            return (Reason(what=what),)
        what = f"there {'are' if len(sure) > 1 else 'is'} {len(sure) or 'none'}{f' ({names})' if names else ''}"
        expected = "" if (truth is Truth.TRUE) is wanted else words if wanted else f"not: {words}"
        shown = tuple(hop for member in sure[:5] for hop in member.path[-1:])
        return (Reason(what=what, expected=expected, places=_places(shown, ())),)

    return Condition(test=test, explain=explain, words=words)


def _at_least(found: Selection, number: int) -> Verdict:
    """Tell whether a set has so many members; as well supported as the last one that is needed."""
    if number <= 0:
        return v.TRUE[v.CERTAIN]
    levels = sorted((m.verdict.level for m in found.members if m.verdict.truth is Truth.TRUE), reverse=True)
    if len(levels) >= number:
        return v.TRUE[levels[number - 1]]
    if len(found.members) >= number or found.closed.truth is not Truth.TRUE:
        return v.UNKNOWN
    return v.FALSE[found.closed.level]


def _told(found: Answer, words: str, otherwise: str) -> str:
    match found.verdict.truth:
        case Truth.TRUE:
            return hops(found.path) or found.because or words
        case Truth.FALSE:
            return hops(found.path) or found.because or otherwise
        case Truth.UNKNOWN:
            known = hops(found.path)
            because = found.because or f"it is not known whether {words}"
            return f"{because}: {known}" if known else because


def _about(reason: Reason, member: Member) -> Reason:
    return Reason(
        what=f"`{member.entity.id}`: {reason.what}",
        expected=reason.expected,
        level=min(reason.level, member.verdict.level) if member.verdict.truth is Truth.TRUE else reason.level,
        claims=reason.claims,
        places=(*reason.places, *_places(member.path, ())),
        path=(*member.path, *reason.path),
    )


def _places(path: Sequence[Relation], entities: Sequence[Entity]) -> tuple[Location, ...]:
    stated = [relation.location for relation in path] or [entity.location for entity in entities]
    return tuple(location for location in stated if location is not None)


def noun(kind: EntityKind) -> str:
    """Return what one entity of a kind is called, with its article."""
    return _NOUNS.get(kind) or f"{'an' if kind.value[0] in 'aeiou' else 'a'} {kind.value}"


def relation_words(by: frozenset[RelationKind]) -> str:
    """Return relations as a sentence names them."""
    return " or ".join(f"`{kind.value}`" for kind in sorted(by))
