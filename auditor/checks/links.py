"""Descriptions of one action that contradict each other, and actions that only one of two interfaces has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from auditor.checklist import Reason
from auditor.checks.view import FALSE, TRUE, UNKNOWN, Result, View
from auditor.model.claims import Claim, Location, Record
from auditor.model.entities import Entity
from auditor.model.facts import Known
from auditor.model.kinds import EvidenceLevel

_MOST_SHOWN = 5
"""Actions that one sentence names."""


def agreeing_descriptions(view: View, subject: Entity, *, kinds: Sequence[str]) -> Result:
    """Pass where the descriptions of a tool's action agree in these kinds of discrepancy.

    What one of them does not say leaves it unknown.
    """
    behind = view.fact(subject, "seen_as")
    fact = view.fact(subject, "discrepancies")
    if not isinstance(fact, Known):
        return Result(verdict=UNKNOWN, reasons=(view.unknown(subject, "discrepancies"),))
    points = [(claim, record) for claim in fact.claims for record in _records(claim) if _concerns(record, kinds)]
    others = ", ".join(_names(behind)) if isinstance(behind, Known) else ""
    found = [_reason(claim, record, others) for claim, record in points if record.fields.get("differs") is True]
    if found:
        return Result(verdict=FALSE[max(reason.level for reason in found)], reasons=tuple(found))
    if open_ := [_reason(claim, record, others) for claim, record in points if "differs" not in record.fields]:
        told = tuple(Reason(what=f"not certain: {one.what}", claims=one.claims, places=one.places) for one in open_)
        return Result(verdict=UNKNOWN, reasons=told)
    return Result(verdict=TRUE[fact.level], reasons=(Reason(what=f"it agrees with {others}", level=fact.level),))


def offered_on_both_sides(view: View, subject: Entity) -> Result:
    """Pass where an interface and each one whose actions it offers have the same actions."""
    fact = view.fact(subject, "missing_counterparts")
    if not isinstance(fact, Known):
        return Result(verdict=UNKNOWN, reasons=(view.unknown(subject, "missing_counterparts"),))
    groups: dict[tuple[str, str], list[tuple[Claim, Record]]] = defaultdict(list)
    for claim in fact.claims:
        for record in _records(claim):
            lacks, what = (str(record.fields.get(name, "")) for name in ("other", "what"))
            groups[lacks, what].append((claim, record))
    reasons = tuple(_lacking(lacks, what, group) for (lacks, what), group in sorted(groups.items(), key=_first))
    if reasons:
        return Result(verdict=FALSE[max(reason.level for reason in reasons)], reasons=reasons)
    return Result(verdict=TRUE[fact.level], reasons=(Reason(what="each action is on both sides", level=fact.level),))


def _first(group: tuple[tuple[str, str], object]) -> tuple[str, str]:
    return group[0]


def _lacking(lacks: str, what: str, group: Sequence[tuple[Claim, Record]]) -> Reason:
    names = sorted(record.name for _, record in group)
    shown = ", ".join(f"`{name}`" for name in names[:_MOST_SHOWN])
    more = f" and {len(names) - _MOST_SHOWN} more" if len(names) > _MOST_SHOWN else ""
    claims = tuple({id(claim): claim for claim, _ in group}.values())
    return Reason(
        what=f"`{lacks}` lacks {shown}{more}: {what}",
        level=min(claim.level for claim in claims),
        claims=claims,
        places=tuple(record.location for _, record in group[:_MOST_SHOWN]),
    )


def _records(claim: Claim) -> list[Record]:
    return [item for item in claim.value if isinstance(item, Record)] if isinstance(claim.value, tuple) else []


def _concerns(record: Record, kinds: Sequence[str]) -> bool:
    return record.fields.get("kind") in kinds or "kind" not in record.fields


def _names(fact: Known) -> list[str]:
    items = fact.value if isinstance(fact.value, tuple) else ()
    return [f"`{item.name}`" for item in items if isinstance(item, Record)]


def _reason(claim: Claim, record: Record, others: str) -> Reason:
    places = [record.location, *([claim.location] if claim.location is not None else [])]
    guess = f"; taken for one action because of {claim.detail}" if claim.level <= EvidenceLevel.INFERRED else ""
    return Reason(
        what=_told(record, places, others or "the other") + guess,
        level=claim.level,
        claims=(claim,),
        places=tuple(places),
        item=record.name,
    )


def _told(record: Record, places: Sequence[Location], others: str) -> str:
    """Return what both say, each with its place."""
    what, other = (str(record.fields.get(name) or "") for name in ("what", "other"))
    if not what or not other or what == other:
        return what or other or f"`{record.name}` differs"
    return f"the tool: {what} ({places[0]}); {others}: {other} ({places[-1]})"
