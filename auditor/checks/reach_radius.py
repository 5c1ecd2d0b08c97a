"""How much is lost when one agent is misled: the sensitive data that it reaches, itself and through others."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.checklist import Reason
from auditor.checklist.reasons import hops, source
from auditor.checks.reach_legs import PRIVATE, stations
from auditor.checks.view import FALSE, UNKNOWN, Result, Truth, Verdict, View
from auditor.graph import Filter, Member
from auditor.graph import verdict as v
from auditor.model.entities import Entity
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import EvidenceLevel

_MOST_SHOWN = 6
_STORES = Filter(
    test=lambda entity: v.of(entity.kind is K.DATASTORE, entity.level), kinds=frozenset({K.DATASTORE}), words="a store"
)


def few_sensitive_stores(view: View, subject: Entity, *, at_most: int) -> Result:
    """Pass where an agent, with the agents that it steers, reaches at most so many stores of sensitive data.

    What it reaches by calls, delegation and events must be known completely. Agents that act on what it stores add what
    is known of them.
    """
    reach = view.reachable(subject, K.DATASTORE)
    own = {member.entity.id: member for member in reach.members}
    others = (hit.member for hit in view.blast_radius(subject, {"store": _STORES}).through_others)
    beyond = {member.entity.id: member for member in others if member.entity.id not in own}
    found = [(member, _is_sensitive(view, member)) for member in (*own.values(), *beyond.values())]
    sure = sorted(
        ((member, verdict.level) for member, verdict in found if verdict.truth is Truth.TRUE),
        key=lambda pair: (-pair[1], pair[0].entity.id),
    )
    if len(sure) > at_most:
        level = sure[at_most][1]
        reason = _too_many(view, [member for member, _ in sure], set(beyond), level, at_most)
        return Result(verdict=FALSE[level], reasons=(reason,))
    doubtful = [member.entity for member, verdict in found if verdict is UNKNOWN]
    if len(sure) + len(doubtful) > at_most or reach.closed.truth is not Truth.TRUE:
        known = f"{len(sure)} are known" + (f" ({_names([member for member, _ in sure])})" if sure else "")
        why = reach.because or (f"nobody states `data` for `{doubtful[0].id}`" if doubtful else "there may be more")
        return Result(verdict=UNKNOWN, reasons=(Reason(what=f"{known}, but {why}"),))
    return Result(verdict=reach.closed, reasons=(Reason(what=f"it reaches {len(sure)}", level=reach.closed.level),))


def _is_sensitive(view: View, member: Member) -> Verdict:
    """Tell whether a store in reach holds sensitive data; a guess does not rule it out."""
    holds = view.holds(member.entity, "data", *PRIVATE)
    guessed = holds.truth is Truth.FALSE and holds.level < EvidenceLevel.DECLARED
    return UNKNOWN if guessed else v.all_of((member.verdict, holds))


def _too_many(view: View, members: Sequence[Member], beyond: set[str], level: EvidenceLevel, at_most: int) -> Reason:
    parts = []
    shown = members[:_MOST_SHOWN]
    for member in shown:
        store = member.entity
        claims = view.fact(store, "data").claims
        stated = {item for claim in claims for item in (claim.value if isinstance(claim.value, tuple) else ())}
        classes = ", ".join(f"`{name}`" for name in PRIVATE if name in stated)
        through = " through agents that it steers" if store.id in beyond else ""
        parts.append(f"{classes} in `{store.id}`{source(claims)}{through} by {hops(member.path)}")
    more = f"; and {len(members) - _MOST_SHOWN} more" if len(members) > _MOST_SHOWN else ""
    path = tuple(dict.fromkeys(hop for member in shown for hop in member.path))
    return Reason(
        what=f"{len(members)} stores of sensitive data are in reach: {'; '.join(parts)}{more}",
        expected=f"at most {at_most}",
        level=level,
        claims=tuple(claim for member in shown for claim in view.fact(member.entity, "data").claims),
        places=stations(path),
        path=path,
    )


def _names(members: Sequence[Member]) -> str:
    return ", ".join(f"`{member.entity.id}`" for member in members[:5])
