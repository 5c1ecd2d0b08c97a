"""Facts: what several claims about one attribute come to, by the attribute's own merge rule."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias, assert_never

from msgspec import Struct

from auditor.model.claims import AttributeValue, Claim, Record
from auditor.model.kinds import EvidenceLevel, MergeRule
from auditor.model.vocabulary import Attribute


class Known(Struct, frozen=True, kw_only=True):
    """A value, and the claims that decided it."""

    value: AttributeValue
    level: EvidenceLevel
    """The level of the best claim for this value; for a union, of the weakest of its items' best."""
    claims: tuple[Claim, ...]

    def supporting(self, item: AttributeValue) -> tuple[Claim, ...]:
        """Return the claims whose value is, or whose list holds, this item."""
        return tuple(c for c in self.claims if c.value == item or (isinstance(c.value, tuple) and item in c.value))


class Unknown(Struct, frozen=True, kw_only=True):
    """Nobody claims anything, or only guesses that disagree."""

    claims: tuple[Claim, ...] = ()


class Contradicted(Struct, frozen=True, kw_only=True):
    """Two claims of declared or better that cannot both hold; the value counts as unknown."""

    claims: tuple[Claim, ...]


Fact: TypeAlias = Known | Unknown | Contradicted


def comparable(value: AttributeValue) -> object:
    """Return a value in a form in which equal statements are equal: lists without order, records without place."""
    if isinstance(value, tuple):
        return frozenset(comparable(item) for item in value)
    if isinstance(value, Record):
        return (value.name, frozenset((name, comparable(v)) for name, v in value.fields.items()))
    return (isinstance(value, bool), value)


def merge(attribute: Attribute, claims: Sequence[Claim]) -> Fact:
    """Return what the claims about one attribute of one subject come to.

    Assumed and inferred claims count only where nobody declared anything: they never contradict.
    """
    if not claims:
        return Unknown()
    if len(claims) == 1 and attribute.merge is not MergeRule.UNION:
        # What nearly every attribute has: one claim, with which nothing can disagree.
        return Known(value=claims[0].value, level=claims[0].level, claims=(claims[0],))
    strong = [claim for claim in claims if claim.level >= EvidenceLevel.DECLARED]
    if not strong:
        return _merge_guesses(attribute, claims)
    match attribute.merge:
        case MergeRule.SINGLE:
            return _single(strong)
        case MergeRule.BEST:
            return _best(strong)
        case MergeRule.UNION:
            return _union(strong)
        case MergeRule.WORST:
            return _worst(attribute, strong)
    assert_never(attribute.merge)


def _merge_guesses(attribute: Attribute, claims: Sequence[Claim]) -> Fact:
    top = max(claim.level for claim in claims)
    best = [claim for claim in claims if claim.level == top]
    if attribute.merge is MergeRule.UNION:
        return _union(best)
    if len({comparable(claim.value) for claim in best}) > 1:
        return _worst(attribute, best) if attribute.merge is MergeRule.WORST else Unknown(claims=tuple(best))
    return Known(value=best[0].value, level=top, claims=tuple(best))


def _single(claims: Sequence[Claim]) -> Fact:
    top = max(claim.level for claim in claims)
    best = [claim for claim in claims if claim.level == top]
    agreeing = tuple(claim for claim in claims if comparable(claim.value) == comparable(best[0].value))
    if len(agreeing) == len(claims):
        return Known(value=best[0].value, level=top, claims=agreeing)
    if top >= EvidenceLevel.RECORDED and all(claim in agreeing for claim in best):
        return Known(value=best[0].value, level=top, claims=agreeing)
    return Contradicted(claims=tuple(claims))


def _best(claims: Sequence[Claim]) -> Known:
    best = max(claims, key=lambda claim: claim.level)
    return Known(value=best.value, level=best.level, claims=(best,))


def _union(claims: Sequence[Claim]) -> Known:
    levels: dict[object, EvidenceLevel] = {}
    items: dict[object, AttributeValue] = {}
    for claim in claims:
        for item in claim.value if isinstance(claim.value, tuple) else (claim.value,):
            key = comparable(item)
            items.setdefault(key, item)
            levels[key] = max(levels.get(key, claim.level), claim.level)
    level = min(levels.values(), default=max(claim.level for claim in claims))
    return Known(value=tuple(items.values()), level=level, claims=tuple(claims))


def _worst(attribute: Attribute, claims: Sequence[Claim]) -> Known:
    order = attribute.type.choices
    worst = min((str(claim.value) for claim in claims), key=order.index)
    deciding = tuple(claim for claim in claims if claim.value == worst)
    return Known(value=worst, level=max(claim.level for claim in deciding), claims=deciding)
