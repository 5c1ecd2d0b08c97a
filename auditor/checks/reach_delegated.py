"""Actions that cannot be undone, taken by an agent that another one informs which reads what outsiders write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.checklist import Reason
from auditor.checklist.reasons import hops, source
from auditor.checks.reach_hands import all_hands_known, hands
from auditor.checks.reach_legs import UNTRUSTED_CONTENT, Sign, claims_of, legs_of_hands, stations, told
from auditor.checks.view import UNKNOWN, Result, Truth, Verdict, View
from auditor.graph import verdict as v
from auditor.model.entities import Entity, Relation
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import EvidenceLevel
from auditor.model.kinds import RelationKind as R


@dataclass(frozen=True, slots=True, kw_only=True)
class _Informed:
    """One way on which content of outsiders comes to the action over another agent."""

    verdict: Verdict
    reader: Entity
    sign: Sign | None
    """Why the first agent reads what outsiders write."""
    caller: Entity
    path: tuple[Relation, ...]


def approved_when_informed(view: View, subject: Entity) -> Result:
    """Pass where an action that cannot be undone waits for approval, or where nobody can have an agent take it.

    Nobody can where no agent that reads what outsiders write informs one that takes the action.
    """
    guard = _guarded(view, subject)
    ways = list(_ways(view, subject))
    closed, because = all_hands_known(view)
    informed = v.any_of((*(way.verdict for way in ways), v.negate(closed)))
    verdict = v.any_of((guard, v.negate(informed)))
    if verdict.truth is Truth.TRUE:
        safe = "it waits for approval or can be undone"
        what = (
            safe if guard.truth is Truth.TRUE else "no agent that reads what outsiders write can have another take it"
        )
        return Result(verdict=verdict, reasons=(Reason(what=what, level=verdict.level),))
    best = next((way for way in ways if way.verdict == informed), None)
    if best is None:
        missing = because or "it is not known what each agent reads"
        what = f"{missing}, so what outsiders write may come to an agent that takes it"
        return Result(verdict=UNKNOWN, reasons=(Reason(what=what),))
    if verdict.truth is Truth.FALSE:
        return Result(verdict=verdict, reasons=(_reason(view, subject, best, verdict),))
    return Result(verdict=UNKNOWN, reasons=(_doubt(view, subject, guard, best),))


def _guarded(view: View, tool: Entity) -> Verdict:
    """Tell whether an action waits for approval or can be undone.

    What is stated to need no approval needs none, unless somebody is known to approve it.
    """
    approvers = view.neighbours(tool, K.PERSON, K.GATEWAY, by=(R.APPROVES,), direction="in")
    consent = v.any_of((*(one.verdict for one in approvers.members), v.negate(approvers.closed)))
    stated = view.holds(tool, "approval", "human", "policy")
    if consent is UNKNOWN and stated.truth is Truth.FALSE and stated.level >= EvidenceLevel.DECLARED:
        consent = stated
    return v.any_of((stated, view.holds(tool, "reversible", True), consent))


def _ways(view: View, tool: Entity) -> Iterator[_Informed]:
    for caller in view.of_kind(K.AGENT):
        call = hands(view, caller).tools.get(tool.id)
        for other in view.informed_by(caller).members if call is not None else ():
            assert call is not None  # noqa: S101  # the loop is empty otherwise; mypy cannot see it
            reads, sign = legs_of_hands(view, other.entity)[UNTRUSTED_CONTENT]
            yield _Informed(
                verdict=v.all_of((call.verdict, other.verdict, reads)),
                reader=other.entity,
                sign=sign,
                caller=caller,
                path=(*other.path, *call.path),
            )


def _reason(view: View, tool: Entity, way: _Informed, verdict: Verdict) -> Reason:
    read = told(view, "what outsiders write", way.sign) if way.sign is not None else None
    approval = view.fact(tool, "approval").claims
    reader = way.reader.id
    seen = f" (`{way.sign.attribute}` of `{way.sign.entity.id}`{source(claims_of(view, way.sign))})" if way.sign else ""
    return Reason(
        what=f"`{reader}` reads what outsiders write{seen}, and can have `{way.caller.id}` take it: {hops(way.path)}",
        expected="approval, or a way to undo it",
        level=verdict.level,
        claims=(*(read.claims if read else ()), *approval),
        places=tuple(dict.fromkeys((*(read.places if read else ()), *stations(way.path)))),
        path=(*(read.path if read else ()), *way.path),
    )


def _doubt(view: View, tool: Entity, guard: Verdict, way: _Informed) -> Reason:
    if way.verdict.truth is Truth.TRUE or guard is UNKNOWN:
        missing = view.unknown(tool, "approval")
        by = f"; `{way.reader.id}` can have `{way.caller.id}` take it: {hops(way.path)}"
        return Reason(what=missing.what + by, places=(*missing.places, *stations(way.path)), path=way.path)
    if way.sign is not None and view.holds(way.sign.entity, way.sign.attribute, True) is UNKNOWN:
        missing = view.unknown(way.sign.entity, way.sign.attribute)
        what = f"{missing.what}, so what outsiders write may have `{way.caller.id}` take it"
        return Reason(what=what, places=missing.places)
    what = f"it is not known whether `{way.reader.id}` can have `{way.caller.id}` take it: {hops(way.path)}"
    return Reason(what=what, places=stations(way.path))
