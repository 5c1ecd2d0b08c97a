"""Private data, untrusted content and a way out within the reach of one agent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from auditor.checklist import Reason
from auditor.checklist.reasons import hops, places, source
from auditor.checks.view import UNKNOWN, Result, Truth, Verdict, View
from auditor.graph import Member, Selection
from auditor.graph import verdict as v
from auditor.model.claims import Claim, Location
from auditor.model.entities import Entity
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import RelationKind as R

_PRIVATE = ("confidential", "personal", "financial", "health", "secret")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sign:
    """One thing that gives, or may give, one of the three legs."""

    verdict: Verdict
    entity: Entity
    attribute: str
    path: Member | None = None


def lethal_trifecta(view: View, subject: Entity) -> Result:
    """Pass where at least one of the three is known to be out of the agent's reach.

    After Simon Willison, "The lethal trifecta for AI agents" (2025): whoever writes the untrusted content can have the
    private data sent out.
    """
    reach = view.reachable(subject, K.TOOL, K.DATASTORE, K.QUEUE, K.EXTERNAL)
    legs = {
        "private data": _leg(reach, _private_data(view, reach)),
        "untrusted content": _leg(reach, _untrusted_content(view, subject, reach)),
        "a way out": _leg(reach, _way_out(view, subject, reach)),
    }
    verdict = v.negate(v.all_of(leg[0] for leg in legs.values()))
    told = [name for name, leg in legs.items() if leg[0].truth is not Truth.FALSE]
    if verdict.truth is Truth.FALSE:
        return Result(verdict=verdict, reasons=(_all_three(view, legs, verdict),))
    if verdict.truth is Truth.TRUE:
        missing = " and ".join(name for name in legs if name not in told)
        return Result(
            verdict=verdict, reasons=(Reason(what=f"`{subject.id}` reaches no {missing}", level=verdict.level),)
        )
    doubtful = {name: leg[1] for name, leg in legs.items() if leg[0] is UNKNOWN}
    return Result(verdict=verdict, reasons=tuple(_doubts(doubtful, reach)))


def _private_data(view: View, reach: Selection) -> Iterator[_Sign]:
    yield from _signs(reach, (K.TOOL,), "reads_private_data", lambda e: view.holds(e, "reads_private_data", True))
    stores = (K.DATASTORE, K.QUEUE, K.EXTERNAL)
    yield from _signs(reach, stores, "data", lambda e: view.holds(e, "data", *_PRIVATE))


def _untrusted_content(view: View, agent: Entity, reach: Selection) -> Iterator[_Sign]:
    yield _Sign(verdict=view.holds(agent, "untrusted_input", True), entity=agent, attribute="untrusted_input")
    name = "brings_untrusted_content"
    yield from _signs(reach, (K.TOOL,), name, lambda entity: view.holds(entity, name, True))
    yield from _outsiders(view, reach, (R.READS, R.OBSERVES))


def _way_out(view: View, agent: Entity, reach: Selection) -> Iterator[_Sign]:
    if _runs_code(view, agent):
        yield _Sign(verdict=view.holds(agent, "egress", "open"), entity=agent, attribute="egress")
    yield from _signs(reach, (K.TOOL,), "sends_outside", lambda entity: _sends(view, entity))
    yield from _outsiders(view, reach, (R.CALLS, R.WRITES))


def _runs_code(view: View, agent: Entity) -> bool:
    """An open network is a way out only for an agent that is not known to run no code of its own."""
    return view.holds(agent, "code_execution", "none").truth is not Truth.TRUE


def _sends(view: View, tool: Entity) -> Verdict:
    stated = view.holds(tool, "sends_outside", True)
    return v.any_of((view.holds(tool, "effects", "send"), stated))


def _outsiders(view: View, reach: Selection, last: tuple[R, ...]) -> Iterator[_Sign]:
    for member in reach.members:
        if member.entity.kind is K.EXTERNAL and member.path and member.path[-1].kind in last:
            trusted = view.holds(member.entity, "trust", "trusted", "partly_trusted")
            verdict = v.all_of((member.verdict, v.negate(trusted)))
            yield _Sign(verdict=verdict, entity=member.entity, attribute="trust", path=member)


def _signs(
    reach: Selection, kinds: tuple[K, ...], attribute: str, holds: Callable[[Entity], Verdict]
) -> Iterator[_Sign]:
    for member in reach.members:
        if member.entity.kind in kinds:
            verdict = v.all_of((member.verdict, holds(member.entity)))
            yield _Sign(verdict=verdict, entity=member.entity, attribute=attribute, path=member)


def _leg(reach: Selection, signs: Iterator[_Sign]) -> tuple[Verdict, _Sign | None]:
    """Return whether one leg stands, and the best sign of it; signs that are unknown leave it open."""
    found = list(signs)
    verdict = v.any_of((*(sign.verdict for sign in found), v.negate(reach.closed)))
    return verdict, next((sign for sign in found if sign.verdict == verdict), None)


def _all_three(view: View, legs: dict[str, tuple[Verdict, _Sign | None]], verdict: Verdict) -> Reason:
    parts: list[str] = []
    claims: list[Claim] = []
    shown: list[Location] = []
    for name, (_, sign) in legs.items():
        if sign is None:
            continue
        own = _claims(view, sign)
        way = f" by {hops(sign.path.path)}" if sign.path is not None and sign.path.path else ""
        parts.append(f"{name}: `{sign.attribute}` of `{sign.entity.id}`{source(own)}{way}")
        claims += own
        shown += [*places(own), *(hop.location for hop in (sign.path.path if sign.path else ()) if hop.location)]
    return Reason(
        what="all three are in reach: " + "; ".join(parts),
        level=verdict.level,
        claims=tuple(claims),
        places=tuple(dict.fromkeys(shown)),
    )


def _claims(view: View, sign: _Sign) -> tuple[Claim, ...]:
    claims = view.fact(sign.entity, sign.attribute).claims
    if not claims and sign.attribute == "sends_outside":
        claims = view.fact(sign.entity, "effects").claims
    return claims


def _doubts(legs: dict[str, _Sign | None], reach: Selection) -> Iterator[Reason]:
    """Return why each leg may be in reach; legs of one reason come together."""
    names: dict[str, list[str]] = defaultdict(list)
    shown: dict[str, tuple[Location, ...]] = {}
    for name, sign in legs.items():
        why = reach.because or "what it reaches is not known completely"
        if sign is not None:
            why = f"nobody states `{sign.attribute}` for `{sign.entity.id}`"
            shown[why] = (sign.entity.location,) if sign.entity.location is not None else ()
        names[why].append(name)
    for why, may in names.items():
        yield Reason(what=f"{why}, so {' and '.join(may)} may be in reach", places=shown.get(why, ()))
