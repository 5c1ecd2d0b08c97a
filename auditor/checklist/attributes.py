"""Conditions on an attribute of an entity, or on a field of a record."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.checklist.condition import Condition
from auditor.checklist.context import Context, Item, Subject
from auditor.checklist.operators import Test
from auditor.checklist.reasons import Reason, places, shown, source
from auditor.graph import verdict as v
from auditor.graph.verdict import Truth, Verdict
from auditor.model.claims import Claim
from auditor.model.entities import Entity
from auditor.model.facts import Contradicted, Known, Unknown
from auditor.model.kinds import EvidenceLevel

_OPPOSITES = {"`true`": "`false`", "`false`": "`true`", "a value": "no value", "no value": "a value"}

UNREAD_ITEM = "*"
"""The name of a record that stands for records that could not be read."""

_CONTRACTS = {
    "openapi": "the OpenAPI document",
    "mcp": "the MCP tool list",
    "functions": "the function list",
    "graphql": "the GraphQL schema",
    "grpc": "the Protocol Buffers file",
}


def on_attribute(name: str, check: Test, words: str) -> Condition:
    """Return the condition that an attribute of an entity passes an operator."""
    judge = check.judge

    def test(context: Context, subject: Subject) -> Verdict:
        if type(subject) is not Entity or subject.placeholder:
            return v.UNKNOWN
        fact = context.fact(subject, name)
        return judge(context, fact) if type(fact) is Known else v.UNKNOWN

    def explain(context: Context, subject: Subject, wanted: bool) -> tuple[Reason, ...]:
        if not isinstance(subject, Entity):
            return ()
        if subject.placeholder:
            return (unread(subject),)
        match context.fact(subject, name):
            case Known() as fact:
                return (_known(name, check, fact, test(context, subject).truth, wanted),)
            case Contradicted(claims=claims):
                return (_contradicted(name, claims),)
            case Unknown(claims=claims):
                return (_unknown(context, subject, name, claims),)

    return Condition(test=test, explain=explain, words=words)


def on_field(name: str, check: Test, words: str) -> Condition:
    """Return the condition that a field of a record passes an operator."""

    def test(context: Context, subject: Subject) -> Verdict:
        if type(subject) is not Item or subject.record.name == UNREAD_ITEM:
            return v.UNKNOWN
        fact = _field(subject, name)
        return v.UNKNOWN if fact is None else check.judge(context, fact)

    def explain(context: Context, subject: Subject, wanted: bool) -> tuple[Reason, ...]:
        if not isinstance(subject, Item):
            return ()
        truth = test(context, subject).truth
        fact = _field(subject, name)
        if subject.record.name == UNREAD_ITEM:
            what, expected = f"not every {subject.noun} could be read", ""
        elif fact is None:
            what, expected = f"nobody states `{name}` of {label(subject)}", ""
        else:
            what = f"`{name}` of {label(subject)} {check.show(fact)} ({subject.record.location})"
            expected = _expected(check, truth, wanted)
        return (
            Reason(
                what=what,
                expected=expected,
                level=subject.level,
                claims=(subject.claim,),
                places=(subject.record.location,),
                item=subject.record.name,
            ),
        )

    return Condition(test=test, explain=explain, words=words)


def label(item: Item) -> str:
    """Return a record as a sentence names it."""
    return f"{item.noun.replace('_', ' ')} {shown(item.record.name)}"


def unread(entity: Entity) -> Reason:
    """Return why nothing is known of an entity that stands for others."""
    why = f": {entity.because}" if entity.because else ""
    place = (entity.location,) if entity.location is not None else ()
    return Reason(what=f"what `{entity.id}` stands for could not be read{why}", places=place)


def _field(item: Item, name: str) -> Known | None:
    if name == "name":
        return Known(value=item.record.name, level=item.level, claims=())
    value = item.record.fields.get(name)
    return None if value is None else Known(value=value, level=item.level, claims=())


def _known(name: str, check: Test, fact: Known, truth: Truth, wanted: bool) -> Reason:
    return Reason(
        what=f"`{name}` {check.show(fact)}{source(fact.claims)}",
        expected=_expected(check, truth, wanted),
        level=fact.level,
        claims=fact.claims,
        places=places(fact.claims),
    )


def _expected(check: Test, truth: Truth, wanted: bool) -> str:
    if truth is (Truth.TRUE if wanted else Truth.FALSE):
        return ""
    return check.expected if wanted else _OPPOSITES.get(check.expected) or f"anything but {check.expected}"


def _contradicted(name: str, claims: Sequence[Claim]) -> Reason:
    seen: dict[str, Claim] = {}
    for claim in claims:
        seen.setdefault(shown(claim.value), claim)
    stated = " and as ".join(f"{value}{source((claim,))}" for value, claim in list(seen.items())[:3])
    return Reason(
        what=f"`{name}` is stated as {stated}, which cannot both hold",
        claims=tuple(claims),
        places=places(claims),
    )


def _unknown(context: Context, entity: Entity, name: str, claims: Sequence[Claim]) -> Reason:
    if claims:
        guesses = " or ".join(sorted({shown(claim.value) for claim in claims}))
        return Reason(what=f"guesses disagree whether `{name}` of `{entity.id}` is {guesses}", claims=tuple(claims))
    contract = _contract(context, entity)
    silent = f"; {contract} does not say" if contract else ""
    place = (entity.location,) if entity.location is not None else ()
    return Reason(what=f"nobody states `{name}` for `{entity.id}`{silent}", places=place)


def _contract(context: Context, entity: Entity) -> str:
    """Return the contract that was read and could have told, or nothing."""
    fact = context.fact(entity, "protocol")
    if not isinstance(fact, Known) or fact.level < EvidenceLevel.DOCUMENTED:
        return ""
    return _CONTRACTS.get(str(fact.value), "")
