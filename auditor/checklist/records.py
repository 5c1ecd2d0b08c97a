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


def on_records(
    name: str, quantifier: str, where: Condition | None, satisfies: Condition, silent: Condition
) -> Condition:
    """Return the condition that every, some or none of the records satisfies another.

    `silent` explains a list that is not known.
    """
    noun = name.removesuffix("s")
    rule = {"every": v.all_of, "some": v.any_of, "none": v.all_of}[quantifier]

    def of_item(context: Context, item: Item) -> Verdict:
        held = satisfies.test(context, item)
        if where is not None:
            meant = where.test(context, item)
            held = v.any_of((v.negate(meant), held)) if quantifier == "every" else v.all_of((meant, held))
        return v.negate(held) if quantifier == "none" else held

    def test(context: Context, subject: Subject) -> Verdict:
        found = _items(context, subject, noun, name)
        if found is None:
            return v.UNKNOWN
        fact, items = found
        verdicts = [of_item(context, item) for item in items]
        return v.at_most(rule(verdicts), max((c.level for c in fact.claims), default=fact.level))

    def explain(context: Context, subject: Subject, wanted: bool) -> tuple[Reason, ...]:
        if not isinstance(subject, Entity):
            return ()
        found = _items(context, subject, noun, name)
        if found is None:
            return (unread(subject),) if subject.placeholder else silent.explain(context, subject, wanted)
        fact, items = found
        truth = test(context, subject).truth
        decided = [item for item in items if of_item(context, item).truth is truth]
        if not decided or (truth is Truth.FALSE and quantifier == "some"):
            return (_of_whole(name, noun, quantifier, fact, decided, satisfies, where),)
        return tuple(
            reason
            for item in decided
            for reason in _of_item(context, item, where, satisfies, wanted=(quantifier != "none") is wanted)
        )

    words = f"for {'no' if quantifier == 'none' else quantifier} {noun} {satisfies.words}"
    return Condition(test=test, explain=explain, words=words)


def _of_item(
    context: Context, item: Item, where: Condition | None, satisfies: Condition, *, wanted: bool
) -> tuple[Reason, ...]:
    reasons = satisfies.explain(context, item, wanted)
    unknown = satisfies.test(context, item).truth is Truth.UNKNOWN
    if where is not None and not unknown and where.test(context, item).truth is Truth.UNKNOWN:
        reasons = where.explain(context, item, True)
    return reasons or (
        Reason(
            what=f"{label(item)} ({item.record.location})",
            level=item.level,
            claims=(item.claim,),
            places=(item.record.location,),
            item=item.record.name,
        ),
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
        what = f"of {len(decided)} there is no {noun} where {wanted}"
    else:
        what = f"`{name}` lists nothing to object to"
    return Reason(
        what=what + source(fact.claims),
        expected="one" if quantifier == "some" and fact.value else "",
        level=fact.level,
        claims=fact.claims,
        places=tuple(item.record.location for item in decided[:3]) or places(fact.claims),
    )


def _items(context: Context, subject: Subject, noun: str, name: str) -> tuple[Known, tuple[Item, ...]] | None:
    if type(subject) is not Entity or subject.placeholder:
        return None
    fact = context.fact(subject, name)
    if type(fact) is not Known:
        return None
    return fact, tuple(_each(subject, noun, fact))


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
