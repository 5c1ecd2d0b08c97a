"""Private data, untrusted content and a way out of agents that inform one another, though none has all three alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from auditor.checklist import Reason
from auditor.checklist.reasons import hops
from auditor.checks.reach_legs import (
    PRIVATE_DATA,
    UNTRUSTED_CONTENT,
    WAY_OUT,
    Leg,
    legs_of_hands,
    legs_of_reach,
    stations,
    told,
)
from auditor.checks.view import FALSE, TRUE, UNKNOWN, Result, Truth, Verdict, View
from auditor.graph import Member, Selection
from auditor.graph import verdict as v
from auditor.model.entities import Entity
from auditor.model.facts import Known
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import EvidenceLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """A leg that some agent of a group holds."""

    name: str
    leg: Leg
    by: Member
    """The agent, and how what it says comes to the one that has the way out."""

    @property
    def verdict(self) -> Verdict:
        return v.all_of((self.leg[0], self.by.verdict))


def combined_trifecta(view: View, subject: Entity) -> Result:
    """Pass where an agent with a way out is informed by no others that bring it private data and untrusted content.

    Where one agent of the group holds all three alone, that is not what they do together: `lethal-trifecta` tells it.
    """
    group = view.informed_by(subject)
    if not group.members and group.closed.truth is Truth.TRUE:
        reason = Reason(what=f"no other agent can inform `{subject.id}`", level=group.closed.level)
        return Result(verdict=group.closed, reasons=(reason,))
    itself = Member(entity=subject, verdict=TRUE[v.CERTAIN])
    members = (itself, *group.members)
    out = _Held(name=WAY_OUT, leg=legs_of_hands(view, subject)[WAY_OUT], by=itself)
    out_verdict = v.any_of((out.verdict, v.negate(view.reachable(subject, *K).closed)))
    brought = [_best(view, members, name) for name in (PRIVATE_DATA, UNTRUSTED_CONTENT)]
    joint = v.all_of((out_verdict, *(v.any_of((verdict, v.negate(group.closed))) for verdict, _ in brought)))
    # Only what is known to be so alone is left to the other control: else neither of them would tell it.
    alone = v.any_of(_known(_alone(view, member.entity)) for member in members)
    verdict = v.any_of((v.negate(joint), alone))
    held = [one for _, one in brought if one is not None] + [out]
    if verdict.truth is Truth.FALSE:
        return Result(verdict=verdict, reasons=(_together(view, held, verdict),))
    if verdict.truth is Truth.TRUE:
        return Result(verdict=verdict, reasons=(Reason(what=_why_not(subject, joint), level=verdict.level),))
    return Result(verdict=UNKNOWN, reasons=(_doubt(view, subject, group, held),))


def _best(view: View, members: Sequence[Member], name: str) -> tuple[Verdict, _Held | None]:
    """Return whether a member of a group holds a leg, and the one that is known best to hold it."""
    found = [_Held(name=name, leg=legs_of_hands(view, member.entity)[name], by=member) for member in members]
    verdict = v.any_of(one.verdict for one in found)
    return verdict, next((one for one in found if one.verdict == verdict), None)


def _alone(view: View, agent: Entity) -> Verdict:
    return view.kept((_alone, agent.id), partial(_all_three_alone, view, agent))


def _all_three_alone(view: View, agent: Entity) -> Verdict:
    legs = legs_of_reach(view, agent)
    out = legs[WAY_OUT][1]
    if out is not None and out.attribute == "egress" and not isinstance(view.fact(agent, "code_execution"), Known):
        return UNKNOWN  # an open network is supposed to be a way out; supposing so exempts nobody
    return v.all_of(leg[0] for leg in legs.values())


def _known(verdict: Verdict) -> Verdict:
    holds = verdict.truth is Truth.TRUE and verdict.level >= EvidenceLevel.DECLARED
    return verdict if holds else FALSE[v.CERTAIN]


def _why_not(subject: Entity, joint: Verdict) -> str:
    if joint.truth is Truth.FALSE:
        return f"`{subject.id}` and the agents that can inform it do not have all three"
    return f"one of the agents that can inform `{subject.id}`, or it itself, has all three alone"


def _together(view: View, held: Sequence[_Held], verdict: Verdict) -> Reason:
    parts = []
    for one in held:
        sign = one.leg[1]
        if sign is not None:
            part = told(view, one.name, sign, holder=one.by.entity.id)
            parts.append((part, f", which comes to it by {hops(one.by.path)}" if one.by.path else ""))
    ways = [one.by.path for one in held]
    shown = [place for part, _ in parts for place in part.places]
    hopped = [hop for part, _ in parts for hop in part.path]
    return Reason(
        what="together they have all three: " + "; ".join(part.what + way for part, way in parts),
        expected="that no way leads from the one to the other",
        level=verdict.level,
        claims=tuple(claim for part, _ in parts for claim in part.claims),
        places=tuple(dict.fromkeys((*shown, *(place for way in ways for place in stations(way))))),
        path=tuple(dict.fromkeys((*hopped, *(hop for way in ways for hop in way)))),
    )


def _doubt(view: View, subject: Entity, group: Selection, held: Sequence[_Held]) -> Reason:
    for one in held:
        sign = one.leg[1]
        if one.leg[0] is UNKNOWN and sign is not None:
            missing = view.unknown(sign.entity, sign.attribute)
            return Reason(what=f"{missing.what}, so {one.name} may come together with the rest", places=missing.places)
    because = group.because or f"it is not known which agents can inform `{subject.id}`"
    return Reason(what=f"{because}, so other agents may bring `{subject.id}` what it lacks")
