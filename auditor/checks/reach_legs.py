"""Private data, untrusted content and a way out: what gives an agent each of the three."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from auditor.checklist import Reason
from auditor.checklist.reasons import hops, places, source
from auditor.checks.reach_hands import Touches, hands
from auditor.checks.view import FALSE, Truth, Verdict, View
from auditor.graph import Selection
from auditor.graph import verdict as v
from auditor.model.claims import Claim, Location
from auditor.model.entities import Entity, Relation
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import RelationKind as R

PRIVATE_DATA, UNTRUSTED_CONTENT, WAY_OUT = "private data", "untrusted content", "a way out"
PRIVATE = ("confidential", "personal", "financial", "health", "secret")
"""Classes of data that outsiders must not get."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One thing that gives, or may give, one of the three legs."""

    verdict: Verdict
    entity: Entity
    attribute: str
    path: tuple[Relation, ...] = ()


Leg = tuple[Verdict, Sign | None]
"""Whether one of the three is in reach, and the best sign of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reach:
    """What an agent reaches, as the three are looked for in it."""

    tools: tuple[tuple[Entity, Verdict, tuple[Relation, ...]], ...]
    stores: tuple[tuple[Entity, Verdict, tuple[Relation, ...]], ...]
    """What it may read data from."""
    sources: tuple[tuple[Entity, Verdict, tuple[Relation, ...]], ...]
    """Systems of others that it reads."""
    targets: tuple[tuple[Entity, Verdict, tuple[Relation, ...]], ...]
    """Systems of others that it calls or writes to."""


def legs_of_reach(view: View, agent: Entity, reach: Selection) -> Mapping[str, Leg]:
    """Return the three for all that an agent reaches, through other agents too; what is open may hold each of them."""
    told = tuple((member.entity, member.verdict, member.path) for member in reach.members)
    outside = tuple(one for one in told if one[0].kind is K.EXTERNAL and one[2])
    found = _Reach(
        tools=tuple(one for one in told if one[0].kind is K.TOOL),
        stores=tuple(one for one in told if one[0].kind in (K.DATASTORE, K.QUEUE, K.EXTERNAL)),
        sources=tuple(one for one in outside if one[2][-1].kind in (R.READS, R.OBSERVES)),
        targets=tuple(one for one in outside if one[2][-1].kind in (R.CALLS, R.WRITES)),
    )
    return _legs(view, agent, found, v.negate(reach.closed))


def legs_of_hands(view: View, agent: Entity) -> Mapping[str, Leg]:
    """Return the three for what an agent touches itself, as far as that is known."""
    return view.kept((legs_of_hands, agent.id), partial(_legs_of_hands, view, agent))


def _legs_of_hands(view: View, agent: Entity) -> Mapping[str, Leg]:
    own = hands(view, agent)
    reads, writes = _entities(view, own.reads), _entities(view, own.writes)
    found = _Reach(
        tools=_entities(view, own.tools),
        stores=reads,
        sources=tuple(one for one in reads if one[0].kind is K.EXTERNAL and one[2][-1].kind is not R.CALLS),
        targets=tuple(one for one in writes if one[0].kind is K.EXTERNAL),
    )
    return _legs(view, agent, found, FALSE[v.CERTAIN])


def _entities(view: View, touches: Touches) -> tuple[tuple[Entity, Verdict, tuple[Relation, ...]], ...]:
    found = ((view.entity(id_), way.verdict, way.path) for id_, way in sorted(touches.items()))
    return tuple((entity, verdict, path) for entity, verdict, path in found if entity is not None)


def _legs(view: View, agent: Entity, reach: _Reach, more: Verdict) -> Mapping[str, Leg]:
    return {
        PRIVATE_DATA: _leg(_private_data(view, reach), more),
        UNTRUSTED_CONTENT: _leg(_untrusted_content(view, agent, reach), more),
        WAY_OUT: _leg(_way_out(view, agent, reach), more),
    }


def _private_data(view: View, reach: _Reach) -> Iterator[Sign]:
    yield from _signs(reach.tools, "reads_private_data", lambda e: view.holds(e, "reads_private_data", True))
    yield from _signs(reach.stores, "data", lambda e: view.holds(e, "data", *PRIVATE))


def _untrusted_content(view: View, agent: Entity, reach: _Reach) -> Iterator[Sign]:
    yield Sign(verdict=view.holds(agent, "untrusted_input", True), entity=agent, attribute="untrusted_input")
    name = "brings_untrusted_content"
    yield from _signs(reach.tools, name, lambda entity: view.holds(entity, name, True))
    yield from _signs(reach.sources, "trust", lambda entity: _outsider(view, entity))


def _way_out(view: View, agent: Entity, reach: _Reach) -> Iterator[Sign]:
    # An open network is a way out only for an agent that is not known to run no code of its own.
    if view.holds(agent, "code_execution", "none").truth is not Truth.TRUE:
        yield Sign(verdict=view.holds(agent, "egress", "open"), entity=agent, attribute="egress")
    yield from _signs(reach.tools, "sends_outside", lambda entity: _sends(view, entity))
    yield from _signs(reach.targets, "trust", lambda entity: _outsider(view, entity))


def _sends(view: View, tool: Entity) -> Verdict:
    stated = view.holds(tool, "sends_outside", True)
    return v.any_of((view.holds(tool, "effects", "send"), stated))


def _outsider(view: View, entity: Entity) -> Verdict:
    return v.negate(view.holds(entity, "trust", "trusted", "partly_trusted"))


def _signs(
    reached: Iterable[tuple[Entity, Verdict, tuple[Relation, ...]]], attribute: str, holds: Callable[[Entity], Verdict]
) -> Iterator[Sign]:
    for entity, way, path in reached:
        verdict = v.all_of((way, holds(entity)))
        yield Sign(verdict=verdict, entity=entity, attribute=attribute, path=path)


def _leg(signs: Iterator[Sign], more: Verdict) -> Leg:
    """Return whether one leg stands, and the best sign of it; signs that are unknown leave it open."""
    found = list(signs)
    verdict = v.any_of((*(sign.verdict for sign in found), more))
    return verdict, next((sign for sign in found if sign.verdict == verdict), None)


def told(view: View, name: str, sign: Sign, holder: str = "") -> Reason:
    """Return what gives a leg as a part of a sentence, with its claims, its places and its way."""
    claims = claims_of(view, sign)
    way = f" by {hops(sign.path)}" if sign.path else ""
    whose = f" (`{holder}`)" if holder else ""
    return Reason(
        what=f"{name}{whose}: `{sign.attribute}` of `{sign.entity.id}`{source(claims)}{way}",
        level=sign.verdict.level,
        claims=claims,
        places=(*places(claims), *stations(sign.path)),
        path=sign.path,
    )


def claims_of(view: View, sign: Sign) -> tuple[Claim, ...]:
    """Return the claims that a sign rests on."""
    claims = view.fact(sign.entity, sign.attribute).claims
    if not claims and sign.attribute == "sends_outside":
        claims = view.fact(sign.entity, "effects").claims
    return claims


def stations(path: Iterable[Relation]) -> tuple[Location, ...]:
    """Return where the hops of a way are stated."""
    return tuple(hop.location for hop in path if hop.location is not None)
