"""Private data, untrusted content and a way out: what gives an agent each of the three."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from msgspec import Struct

from auditor.checklist import Reason
from auditor.checklist.reasons import hops, places, source
from auditor.checks.reach_hands import STORES, Touches, hands
from auditor.checks.view import FALSE, Truth, Verdict, View
from auditor.graph import Member, Selection
from auditor.graph import verdict as v
from auditor.model.claims import Claim, Location
from auditor.model.entities import Entity, Relation
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import RelationKind as R

PRIVATE_DATA, UNTRUSTED_CONTENT, WAY_OUT = "private data", "untrusted content", "a way out"
PRIVATE = ("confidential", "personal", "financial", "health", "secret")
"""Classes of data that outsiders must not get."""


class Sign(Struct, frozen=True, kw_only=True):
    """One thing that gives, or may give, one of the three legs."""

    verdict: Verdict
    entity: Entity
    attribute: str
    way: Member | None = None
    """How it is reached; None for what is so of the agent itself."""

    @property
    def path(self) -> tuple[Relation, ...]:
        """The hops by which it is reached."""
        return self.way.path if self.way is not None else ()


Leg = tuple[Verdict, Sign | None]
"""Whether one of the three is in reach, and the best sign of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reach:
    """What an agent reaches, as the three are looked for in it."""

    tools: tuple[Member, ...]
    stores: tuple[Member, ...]
    """What it may read data from."""
    sources: tuple[Member, ...]
    """Systems of others that it reads."""
    targets: tuple[Member, ...]
    """Systems of others that it calls or writes to."""


def legs_of_reach(view: View, agent: Entity) -> Mapping[str, Leg]:
    """Return the three for all that an agent reaches, through other agents too; what is open may hold each of them."""
    return view.kept((legs_of_reach, agent.id), partial(_legs_of_reach, view, agent))


def in_reach(view: View, agent: Entity) -> Selection:
    """Return what an agent reaches that may give one of the three."""
    return view.kept((in_reach, agent.id), lambda: view.reachable(agent, K.TOOL, *STORES))


def _legs_of_reach(view: View, agent: Entity) -> Mapping[str, Leg]:
    reach = in_reach(view, agent)
    outside = [(one, one.path[-1].kind) for one in reach.members if one.entity.kind is K.EXTERNAL and one.path]
    found = _Reach(
        tools=tuple(one for one in reach.members if one.entity.kind is K.TOOL),
        stores=tuple(one for one in reach.members if one.entity.kind in STORES),
        sources=tuple(one for one, last in outside if last in (R.READS, R.OBSERVES)),
        targets=tuple(one for one, last in outside if last in (R.CALLS, R.WRITES)),
    )
    return _legs(view, agent, found, v.negate(reach.closed))


def legs_of_hands(view: View, agent: Entity) -> Mapping[str, Leg]:
    """Return the three for what an agent touches itself, as far as that is known."""
    return view.kept((legs_of_hands, agent.id), partial(_legs_of_hands, view, agent))


def _legs_of_hands(view: View, agent: Entity) -> Mapping[str, Leg]:
    own = hands(view, agent)
    reads, writes = _touched(view, own.reads), _touched(view, own.writes)
    found = _Reach(
        tools=_touched(view, own.tools),
        stores=reads,
        sources=tuple(one for one in reads if one.entity.kind is K.EXTERNAL and one.path[-1].kind is not R.CALLS),
        targets=tuple(one for one in writes if one.entity.kind is K.EXTERNAL),
    )
    return _legs(view, agent, found, FALSE[v.CERTAIN])


def _touched(view: View, touches: Touches) -> tuple[Member, ...]:
    found = ((view.entity(id_), way) for id_, way in sorted(touches.items()))
    return tuple(
        Member(entity=entity, verdict=way.verdict, way=way.path) for entity, way in found if entity is not None
    )


def _legs(view: View, agent: Entity, reach: _Reach, more: Verdict) -> Mapping[str, Leg]:
    return {
        PRIVATE_DATA: _leg(_private_data(view, reach), more),
        UNTRUSTED_CONTENT: _leg(_untrusted_content(view, agent, reach), more),
        WAY_OUT: _leg(_way_out(view, agent, reach), more),
    }


def _private_data(view: View, reach: _Reach) -> Iterator[Sign]:
    yield from _signs(view, reach.tools, "reads_private_data", _reads_private_data)
    yield from _signs(view, reach.stores, "data", _holds_private_data)


def _untrusted_content(view: View, agent: Entity, reach: _Reach) -> Iterator[Sign]:
    yield Sign(verdict=view.holds(agent, "untrusted_input", True), entity=agent, attribute="untrusted_input")
    yield from _signs(view, reach.tools, "brings_untrusted_content", _brings_untrusted_content)
    yield from _signs(view, reach.sources, "trust", _outsider)


def _way_out(view: View, agent: Entity, reach: _Reach) -> Iterator[Sign]:
    # An open network is a way out only for an agent that is not known to run no code of its own.
    if view.holds(agent, "code_execution", "none").truth is not Truth.TRUE:
        yield Sign(verdict=view.holds(agent, "egress", "open"), entity=agent, attribute="egress")
    yield from _signs(view, reach.tools, "sends_outside", _sends)
    yield from _signs(view, reach.targets, "trust", _outsider)


def _reads_private_data(view: View, tool: Entity) -> Verdict:
    return view.holds(tool, "reads_private_data", True)


def _holds_private_data(view: View, store: Entity) -> Verdict:
    return view.holds(store, "data", *PRIVATE)


def _brings_untrusted_content(view: View, tool: Entity) -> Verdict:
    return view.holds(tool, "brings_untrusted_content", True)


def _sends(view: View, tool: Entity) -> Verdict:
    stated = view.holds(tool, "sends_outside", True)
    return v.any_of((view.holds(tool, "effects", "send"), stated))


def _outsider(view: View, entity: Entity) -> Verdict:
    return v.negate(view.holds(entity, "trust", "trusted", "partly_trusted"))


def _signs(
    view: View, reached: Iterable[Member], attribute: str, holds: Callable[[View, Entity], Verdict]
) -> Iterator[Sign]:
    """Return a sign for each entity; what holds of an entity is found once in an audit, not once for each agent."""
    for member in reached:
        entity = member.entity
        held = view.kept((holds, entity.id), partial(holds, view, entity))
        yield Sign(verdict=v.all_of((member.verdict, held)), entity=entity, attribute=attribute, way=member)


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
