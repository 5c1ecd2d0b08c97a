"""Examples that the schemas they stand for refuse."""

from __future__ import annotations

from auditor.checklist import Reason
from auditor.checks.view import FALSE, TRUE, UNKNOWN, Result, View
from auditor.model.claims import Record
from auditor.model.entities import Entity
from auditor.model.facts import Known


def examples_fit(view: View, subject: Entity) -> Result:
    """Pass where every example fits its schema; one that could not be judged leaves that open, and is no fault."""
    fact = view.fact(subject, "examples")
    if subject.placeholder or not isinstance(fact, Known):
        return Result(verdict=UNKNOWN, reasons=(view.unknown(subject, "examples"),))
    records = [record for record in fact.value if isinstance(record, Record)] if isinstance(fact.value, tuple) else []
    if refused := [record for record in records if record.fields.get("valid") is False]:
        return Result(
            verdict=FALSE[fact.level],
            reasons=tuple(_about(record, fact, "its schema refuses it") for record in refused),
        )
    if unjudged := [record for record in records if record.fields.get("valid") is not True]:
        reasons = (_about(record, fact, "it could not be compared with its schema") for record in unjudged[:3])
        return Result(verdict=UNKNOWN, reasons=tuple(reasons))
    fits = Reason(what="every example fits its schema", level=fact.level, claims=fact.claims)
    return Result(verdict=TRUE[fact.level], reasons=(fits,))


def _about(record: Record, fact: Known, otherwise: str) -> Reason:
    place = record.fields.get("place")
    of = f" of a {place}" if place in ("request", "response", "parameter") else ""
    return Reason(
        what=f"the example{of}: {record.fields.get('what') or otherwise} ({record.location})",
        level=fact.level,
        claims=fact.claims,
        places=(record.location,),
        item=record.name,
    )
