"""Numbers and times whose unit nobody says."""

from __future__ import annotations

from auditor.checklist import Reason
from auditor.checks.view import FALSE, TRUE, UNKNOWN, Result, View
from auditor.model.claims import Record
from auditor.model.entities import Entity
from auditor.model.facts import Known


def quantities_with_units(view: View, subject: Entity) -> Result:
    """Pass where every number and time that was looked at says its unit, its currency or its time zone."""
    fact = view.fact(subject, "unclear_quantities")
    if subject.placeholder or not isinstance(fact, Known):
        return Result(verdict=UNKNOWN, reasons=(view.unknown(subject, "unclear_quantities"),))
    records = fact.value if isinstance(fact.value, tuple) else ()
    found = tuple(
        Reason(
            what=f"{record.fields.get('what', record.name)} ({record.location})",
            level=fact.level,
            claims=fact.claims,
            places=(record.location,),
            item=record.name,
        )
        for record in records
        if isinstance(record, Record)
    )
    if found:
        return Result(verdict=FALSE[fact.level], reasons=found)
    clear = Reason(what="every number and time that was looked at says its unit", level=fact.level, claims=fact.claims)
    return Result(verdict=TRUE[fact.level], reasons=(clear,))
