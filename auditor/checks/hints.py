"""MCP annotations beside what a tool does."""

from __future__ import annotations

from auditor.checklist import Reason
from auditor.checklist.reasons import places, shown, source
from auditor.checks.view import FALSE, TRUE, UNKNOWN, Result, Truth, Verdict, View
from auditor.graph.verdict import CERTAIN, all_of, any_of, negate
from auditor.model.claims import Record
from auditor.model.entities import Entity
from auditor.model.facts import Known
from auditor.model.kinds import EvidenceLevel
from auditor.model.vocabulary import WRITES
from auditor.model.words import EFFECT_OF_VERB, words_of_name

_LOOKED_AT = ("hints.read_only", "hints.destructive", "effects")


def honest_hints(view: View, subject: Entity) -> Result:
    """Pass where a tool states whether it only reads and else whether it destroys, and its effects agree with that.

    Where the operation behind the tool contradicts the annotation, `agreeing_descriptions` tells it; here it only
    counts that the annotations are stated.
    """
    writes, deletes = view.holds(subject, "effects", *WRITES), view.holds(subject, "effects", "delete")
    if (told := _told_of_the_operation(view, subject)) is not None:
        writes = deletes = FALSE[CERTAIN] if told >= EvidenceLevel.DECLARED else UNKNOWN
    elif (misled := _destructive_read(view, subject)) is not None:
        return misled
    harmless = any_of((view.holds(subject, "hints.destructive", True), negate(deletes)))
    reads = all_of((view.holds(subject, "hints.read_only", True), negate(writes)))
    changes = all_of((view.holds(subject, "hints.read_only", False), _stated(view, subject), harmless))
    verdict = any_of((reads, changes))
    return Result(verdict=verdict, reasons=_reasons(view, subject, verdict))


def _destructive_read(view: View, subject: Entity) -> Result | None:
    """Return a failure where the name says that a tool reads, and its annotation that it destroys.

    A tool whose annotations say nothing of that is left to the rest of the check. The name is the entity's, which
    stands for it whatever else is known.
    """
    destroys, read_only = view.holds(subject, "hints.destructive", True), view.holds(subject, "hints.read_only", True)
    verbs = [word for word in words_of_name(subject.name) if word in EFFECT_OF_VERB]
    stated = destroys.truth is Truth.TRUE and destroys.level >= EvidenceLevel.DECLARED
    if not stated or read_only.truth is Truth.TRUE or not verbs:
        return None
    if any(EFFECT_OF_VERB[verb] != "read" for verb in verbs):
        return None
    claims = view.fact(subject, "hints.destructive").claims
    level = min(destroys.level, EvidenceLevel.INFERRED)
    what = f"`destructiveHint` is true{source(claims)}, and the name `{subject.name}` is that of a read"
    expected = "`readOnlyHint` of true where it changes nothing"
    reason = Reason(what=what, expected=expected, level=level, claims=claims, places=places(claims))
    return Result(verdict=FALSE[level], reasons=(reason,))


def _stated(view: View, subject: Entity) -> Verdict:
    fact = view.fact(subject, "hints.destructive")
    return TRUE[fact.level] if isinstance(fact, Known) and fact.level >= EvidenceLevel.DECLARED else UNKNOWN


def _told_of_the_operation(view: View, subject: Entity) -> EvidenceLevel | None:
    """Return how sure it is that the operation contradicts the tool; None where nothing says so."""
    fact = view.fact(subject, "discrepancies")
    items = fact.value if isinstance(fact, Known) and isinstance(fact.value, tuple) else ()
    found = (item.fields for item in items if isinstance(item, Record))
    differs = any(fields.get("kind") == "effect" and fields.get("differs") is True for fields in found)
    return fact.level if differs and isinstance(fact, Known) else None


def _reasons(view: View, subject: Entity, verdict: Verdict) -> tuple[Reason, ...]:
    """Return what each attribute is that decides, or which of them nobody states."""
    reasons = []
    read_only = view.fact(subject, "hints.read_only")
    for attribute in _LOOKED_AT:
        fact = view.fact(subject, attribute)
        if attribute == "hints.destructive" and isinstance(read_only, Known) and read_only.value is True:
            continue  # MCP gives it a meaning only for tools that are not read-only
        weak = not isinstance(fact, Known) or fact.level < EvidenceLevel.DECLARED
        if weak and verdict.truth is not Truth.FALSE and attribute != "effects":
            reasons.append(view.unknown(subject, attribute))
        elif isinstance(fact, Known):
            what = f"`{attribute}` is {shown(fact.value)}{source(fact.claims)}"
            reasons.append(Reason(what=what, level=fact.level, claims=fact.claims, places=places(fact.claims)))
        else:
            reasons.append(view.unknown(subject, attribute))
    return tuple(reasons)
