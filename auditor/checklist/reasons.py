"""Reasons: why a condition is true, false or unknown, in words, with the claims and places that show it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from auditor.model.claims import AttributeValue, Claim, Location, Record
from auditor.model.entities import Relation
from auditor.model.kinds import EvidenceLevel

_LONGEST = 60
_MOST = 3


class Reason(Struct, frozen=True, kw_only=True):
    """One part of an explanation."""

    what: str
    """What is so, or what nobody has shown."""
    expected: str = ""
    """What would have been right; empty where there is nothing to compare with."""
    level: EvidenceLevel = EvidenceLevel.DECLARED
    claims: tuple[Claim, ...] = ()
    places: tuple[Location, ...] = ()
    item: str = ""
    """The name of the record that it is about."""
    path: tuple[Relation, ...] = ()
    """The hops that show it, where it is about a way through the system."""


def sentence(reasons: Sequence[Reason]) -> str:
    """Return reasons as one sentence."""
    distinct = list(dict.fromkeys((reason.what, reason.expected) for reason in reasons))
    if len(distinct) == 1:
        what, expected = distinct[0]
        return f"{what}; expected {expected}" if expected else what
    shown = [f"{what}, expected {expected}" if expected else what for what, expected in distinct[:_MOST]]
    more = f"; and {len(distinct) - _MOST} more" if len(distinct) > _MOST else ""
    return "; ".join(shown) + more


def alternatives(groups: Iterable[Sequence[Reason]]) -> tuple[Reason, ...]:
    """Return the reasons for which every one of several alternatives fails.

    Where records fail, each of them fails for the other reasons too.
    """
    everything = [reason for group in groups for reason in group]
    items = [reason for reason in everything if reason.item]
    others = [reason for reason in everything if not reason.item]
    if not items or not others:
        return tuple(everything)
    return tuple(
        replace(
            item,
            what=sentence([replace(item, item=""), *others]),
            expected="",
            level=min(reason.level for reason in (item, *others)),
            claims=(*item.claims, *(claim for other in others for claim in other.claims)),
            places=(*item.places, *(place for other in others for place in other.places)),
        )
        for item in items
    )


def shown(value: AttributeValue) -> str:
    """Return a value as a sentence shows it: quoted, on one line, not endless."""
    match value:
        case bool():
            return f"`{str(value).lower()}`"
        case tuple() if not value:
            return "an empty list"
        case tuple() if any(isinstance(item, Record) for item in value):
            return f"a list of {len(value)}"
        case tuple():
            names = ", ".join(shown(item) for item in value[:6])
            return names + (f" and {len(value) - 6} more" if len(value) > 6 else "")
        case Record():
            return f"`{value.name}`"
        case str() if not value.strip():
            return "empty"
        case _:
            text = " ".join(str(value).split())
            if not text.isprintable():
                text = text.encode("unicode_escape", "backslashreplace").decode("ascii")
            return f"`{text[:_LONGEST]}…`" if len(text) > _LONGEST else f"`{text}`"


def source(claims: Sequence[Claim]) -> str:
    """Return where claims stand, or why they are supposed, in brackets; empty where there is nothing to say."""
    if not claims:
        return ""
    best = max(claims, key=lambda claim: (claim.level, claim.location is not None))
    parts = []
    if best.level < EvidenceLevel.DECLARED:
        parts.append(f"{best.level.word}: {best.detail}" if best.detail else best.level.word)
    elif best.location is not None:
        parts.append(str(best.location))
    return f" ({', '.join(parts)})" if parts else ""


def hops(path: Iterable[Relation]) -> str:
    """Return a path as its relations, each with the file and line that states it."""
    return ", ".join(
        f"`{relation.source}` {relation.kind.value} `{relation.target}`"
        + (f" ({relation.location})" if relation.location is not None else "")
        for relation in path
    )


def places(claims: Iterable[Claim]) -> tuple[Location, ...]:
    """Return where claims stand, in their order."""
    return tuple(claim.location for claim in claims if claim.location is not None)
