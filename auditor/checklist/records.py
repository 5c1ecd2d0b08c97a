"""Conditions on the records of a list: every, some or none of a tool's parameters, a model's evaluations."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.checklist.attributes import label, unread
from auditor.checklist.condition import Condition
from auditor.checklist.context import Context, Item, Subject
from auditor.checklist.reasons import Reason, places, source
from auditor.graph import verdict as v
from auditor.graph.verdict import Truth, Verdict
from auditor.model.claims import Claim, Record
from auditor.model.entities import Entity
from auditor.model.facts import Known
from auditor.model.kinds import EvidenceLevel


def on_records(
    name: str, quantifier: str, where: Condition | None, satisfies: Condition, silent: Condition
) -> Condition:
    """Return the condition that every, some or none of the records satisfies another.

    `silent` explains a list that is not known.
    """
    noun = name.removesuffix("s")
    rule = {"every": v.all_of, "some": v.any_of, "none": v.all_of}[quantifier]
    judge = _Judge(noun, quantifier, where, satisfies)

    def test(context: Context, subject: Subject) -> Verdict:
        fact = _listed(context, subject, name)
        if fact is None or type(subject) is not Entity:
            return v.UNKNOWN
        best = max((claim.level for claim in fact.claims), default=fact.level)
        return v.at_most(rule(judge.verdicts(context, subject, fact)), best)

    def explain(context: Context, subject: Subject, wanted: bool) -> tuple[Reason, ...]:
        if not isinstance(subject, Entity):
            return ()
        fact = _listed(context, subject, name)
        if fact is None:
            return (unread(subject),) if subject.placeholder else silent.explain(context, subject, wanted)
        truth = test(context, subject).truth
        judged = zip(_each(subject, noun, fact), judge.verdicts(context, subject, fact), strict=True)
        decided = [item for item, verdict in judged if verdict.truth is truth]
        if not decided or (truth is Truth.FALSE and quantifier == "some"):
            return (_of_whole(name, noun, quantifier, fact, decided, satisfies, where),)
        return tuple(
            reason
            for item in decided
            for reason in _of_item(context, item, where, satisfies, wanted=(quantifier != "none") is wanted)
        )

    words = f"for {'no' if quantifier == 'none' else quantifier} {noun} {satisfies.words}"
    return Condition(test=test, explain=explain, words=words)


class _Judge:
    """What one condition makes of single records.

    A record of a shared part of a contract stands in the lists of many tools, and is judged once.
    """

    def __init__(self, noun: str, quantifier: str, where: Condition | None, satisfies: Condition) -> None:
        self._noun = noun
        self._quantifier = quantifier
        self._where = where
        self._satisfies = satisfies

    def verdicts(self, context: Context, owner: Entity, fact: Known) -> list[Verdict]:
        """Return what each record comes to, in their order."""
        known: dict[tuple[int, EvidenceLevel], Verdict] = context.kept((self, ""), dict)
        only = fact.claims[0] if len(fact.claims) == 1 else None
        found = []
        for record in fact.value if isinstance(fact.value, tuple) else ():
            if type(record) is not Record:
                continue
            claim = only or _claim_of(record, fact)
            key = id(record), claim.level
            verdict = known.get(key)
            if verdict is None:
                item = Item(owner=owner, noun=self._noun, record=record, level=claim.level, claim=claim)
                verdict = known[key] = self._of(context, item)
            found.append(verdict)
        return found

    def _of(self, context: Context, item: Item) -> Verdict:
        held = self._satisfies.test(context, item)
        if self._where is not None:
            meant = self._where.test(context, item)
            held = v.any_of((v.negate(meant), held)) if self._quantifier == "every" else v.all_of((meant, held))
        return v.negate(held) if self._quantifier == "none" else held


def _of_item(
    context: Context, item: Item, where: Condition | None, satisfies: Condition, *, wanted: bool
) -> tuple[Reason, ...]:
    reasons = satisfies.explain(context, item, wanted)
    unknown = satisfies.test(context, item).truth is Truth.UNKNOWN
    if where is not None and not unknown and where.test(context, item).truth is Truth.UNKNOWN:
        reasons = where.explain(context, item, True)
    elif not unknown and isinstance(said := item.record.fields.get("what"), str) and said.strip():
        return (_in_its_words(item, said),)
    return reasons or (
        Reason(
            what=f"{label(item)} ({item.record.location})",
            level=item.level,
            claims=(item.claim,),
            places=(item.record.location,),
            item=item.record.name,
        ),
    )


def _in_its_words(item: Item, said: str) -> Reason:
    """Return what a record says of itself, which tells more than that it is one of those that were looked for."""
    return Reason(
        what=f"{said} ({item.record.location})",
        level=item.level,
        claims=(item.claim,),
        places=(item.record.location,),
        item=item.record.name,
    )


def _of_whole(
    name: str,
    noun: str,
    quantifier: str,
    fact: Known,
    decided: list[Item],
    satisfies: Condition,
    where: Condition | None,
) -> Reason:
    """Return the reason that concerns the list rather than single records of it."""
    wanted = f"{where.words} and {satisfies.words}" if where is not None else satisfies.words
    if not fact.value:
        what = f"`{name}` is an empty list"
    elif quantifier == "some":
        listed = f"its only {noun}" if len(decided) == 1 else f"any of its {len(decided)} {name.replace('_', ' ')}"
        what = f"it is not so for {listed} that {wanted}"
    else:
        what = f"`{name}` lists nothing to object to"
    return Reason(
        what=what + source(fact.claims),
        expected="one" if quantifier == "some" and fact.value else "",
        level=fact.level,
        claims=fact.claims,
        places=tuple(item.record.location for item in decided[:3]) or places(fact.claims),
    )


def _listed(context: Context, subject: Subject, name: str) -> Known | None:
    if type(subject) is not Entity or subject.placeholder:
        return None
    fact = context.fact(subject, name)
    return fact if type(fact) is Known else None


def _each(owner: Entity, noun: str, fact: Known) -> Iterator[Item]:
    for record in fact.value if isinstance(fact.value, tuple) else ():
        if isinstance(record, Record):
            claim = _claim_of(record, fact)
            yield Item(owner=owner, noun=noun, record=record, level=claim.level, claim=claim)


def _claim_of(record: Record, fact: Known) -> Claim:
    if len(fact.claims) == 1:
        return fact.claims[0]
    supporting = [claim for claim in fact.claims if isinstance(claim.value, tuple) and record in claim.value]
    return max(supporting or fact.claims, key=lambda claim: claim.level)
