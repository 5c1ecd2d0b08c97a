"""Whether what a tool changes can be put back."""

from __future__ import annotations

import re

from auditor.checklist import Reason
from auditor.checks.view import FALSE, TRUE, UNKNOWN, Result, Truth, View
from auditor.model.entities import Entity
from auditor.model.facts import Fact, Known
from auditor.model.kinds import EvidenceLevel

_NOBODY = re.compile(r"(?i)\W*(no|none|nothing|tbd|todo|unknown|n/a)?\W*")


def can_be_put_back(view: View, subject: Entity) -> Result:
    """Pass where a change is stated to be reversible, or the call is stated that takes it back.

    Fail where it is stated that it cannot be put back and no such call is stated; a guess decides nothing.
    """
    undo = view.fact(subject, "undo")
    if isinstance(undo, Known) and undo.level >= EvidenceLevel.DECLARED and not _NOBODY.fullmatch(str(undo.value)):
        return Result(verdict=TRUE[undo.level], reasons=(_so(f"`{undo.value}` takes it back", undo),))
    reversible = view.fact(subject, "reversible")
    verdict = view.holds(subject, "reversible", True)
    if not isinstance(reversible, Known) or verdict.truth is Truth.UNKNOWN:
        return Result(verdict=UNKNOWN, reasons=(view.unknown(subject, "reversible"),))
    if verdict.truth is Truth.TRUE:
        return Result(verdict=TRUE[verdict.level], reasons=(_so("what it changes can be put back", reversible),))
    if verdict.level < EvidenceLevel.DECLARED:
        return Result(verdict=UNKNOWN, reasons=(view.unknown(subject, "reversible"),))
    what = "it is stated that what it changes cannot be put back, and no call that takes it back is named"
    return Result(verdict=FALSE[verdict.level], reasons=(_so(what, reversible),))


def _so(what: str, fact: Fact) -> Reason:
    places = tuple(claim.location for claim in fact.claims if claim.location is not None)
    level = fact.level if isinstance(fact, Known) else EvidenceLevel.DECLARED
    where = f" ({places[0]})" if places else ""
    return Reason(what=what + where, level=level, claims=fact.claims, places=places)
