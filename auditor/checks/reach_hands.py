"""What an agent does with its own hands: the tools that it calls, and the stores that these read and write.

What other agents do for it is theirs; the graph tells which of them inform it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from auditor.checks.view import TRUE, UNKNOWN, Truth, Verdict, View
from auditor.graph import Member
from auditor.graph import verdict as v
from auditor.model.entities import Entity, Relation
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import EvidenceLevel
from auditor.model.kinds import RelationKind as R
from auditor.model.system import SYSTEM_ID
from auditor.model.vocabulary import WRITES

STORES = (K.DATASTORE, K.QUEUE, K.EXTERNAL)
_ACTORS = (K.TOOL, K.INTERFACE, K.SERVICE, K.GATEWAY)
_SERVERS = (K.INTERFACE, K.SERVICE, K.GATEWAY, K.EXTERNAL)
_READS = (R.READS, R.OBSERVES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way on which an agent touches something, and whether it does so there."""

    verdict: Verdict
    """True, or unknown where nobody says what the tool on the way does."""
    path: tuple[Relation, ...]


Touches = Mapping[str, Way]
"""The best way to each entity that is touched, by its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """What one agent touches itself."""

    tools: Touches
    reads: Touches
    """Stores, queues and systems of others whose content comes to it."""
    writes: Touches
    """Stores, queues and systems of others that it changes; calls to systems of others among them."""


def hands(view: View, agent: Entity) -> Hands:
    """Return what an agent touches with its own hands, found once in an audit."""
    return view.kept((hands, agent.id), partial(_hands, view, agent))


def all_agents_listed(view: View) -> tuple[Verdict, str]:
    """Return whether every agent is known, and if not why."""
    system = view.entity(SYSTEM_ID)
    if system is None:
        return UNKNOWN, "nobody says that every agent is listed"
    listed = view.reachable(system, K.AGENT)
    return listed.closed, listed.because


def all_hands_known(view: View) -> tuple[Verdict, str]:
    """Return whether everything that any agent touches is known, and if not why."""
    return view.kept((all_hands_known, SYSTEM_ID), partial(_all_known, view))


def _all_known(view: View) -> tuple[Verdict, str]:
    closed, because = all_agents_listed(view)
    for agent in view.of_kind(K.AGENT):
        reach = view.reachable(agent, *K)
        closed = v.all_of((closed, reach.closed))
        because = because or reach.because
    return closed, because


def all_calls_known(view: View) -> tuple[Verdict, str]:
    """Return whether every tool that any agent calls is known, and if not why.

    What a service does on its own is no call of an agent, unless an agent calls that service.
    """
    return view.kept((all_calls_known, SYSTEM_ID), partial(_calls_known, view))


def _calls_known(view: View) -> tuple[Verdict, str]:
    closed, because = all_agents_listed(view)
    found = {agent.id: agent for agent in view.of_kind(K.AGENT)}
    lists = []
    for caller in (waiting := list(found.values())):
        called = view.neighbours(caller, *K, by=(R.CALLS,))
        lists.append(called)
        for member in called.members:
            if member.entity.kind in (K.SERVICE, K.GATEWAY) and member.entity.id not in found:
                found[member.entity.id] = member.entity
                waiting.append(member.entity)
    because = because or next((one.because for one in lists if one.because), "")
    return v.all_of((closed, *(one.closed for one in lists))), because


def _hands(view: View, agent: Entity) -> Hands:
    tools: dict[str, Way] = {}
    reads: dict[str, Way] = {}
    writes: dict[str, Way] = {}
    for actor, path in _acting(view, agent):
        tool = next((hop.target for hop in path if _is(view, hop.target, K.TOOL)), None)
        reading, writing = _effects(view, tool)
        if actor.kind is K.TOOL:
            _keep(tools, actor, Way(verdict=_level(path), path=path))
        if actor.kind is K.EXTERNAL:
            _keep(writes, actor, Way(verdict=_level(path), path=path))
            _keep(reads, actor, Way(verdict=v.all_of((_level(path), reading)), path=path))
            continue
        for member in _next(view, actor, STORES, _READS):
            _keep(reads, member.entity, _on(path, member, reading))
        for member in _next(view, actor, STORES, (R.WRITES,)):
            _keep(writes, member.entity, _on(path, member, writing))
    return Hands(tools=tools, reads=reads, writes=writes)


def _acting(view: View, agent: Entity) -> Iterator[tuple[Entity, tuple[Relation, ...]]]:
    """Yield the agent and all that acts on its calls, each with the way there; other agents are not entered.

    What a tool's server does is the doing of each tool on whose call it does it, so each tool has its own ways.
    """
    yield agent, ()
    direct = view.neighbours(agent, *_ACTORS, K.EXTERNAL, by=(R.CALLS,)).members
    covered = {id_ for member in direct if member.entity.kind is K.TOOL for id_ in _owners(view, member.entity)}
    for member in direct:
        # A call to an interface means its tools, which are listed beside it: the way over them says what is done.
        if member.entity.id not in covered:
            yield from _spread(view, member.entity, member.path)


def _spread(view: View, start: Entity, before: tuple[Relation, ...]) -> Iterator[tuple[Entity, tuple[Relation, ...]]]:
    yield start, before
    for entity, path in view.kept((_behind, start.id), partial(_behind, view, start)):
        yield entity, (*before, *path)


def _behind(view: View, start: Entity) -> tuple[tuple[Entity, tuple[Relation, ...]], ...]:
    """Return what acts on a call to something, each with the shortest way from there."""
    found: dict[str, tuple[Entity, tuple[Relation, ...]]] = {start.id: (start, ())}
    waiting = [start.id]
    for id_ in waiting:
        entity, path = found[id_]
        if entity.kind is K.EXTERNAL:
            continue
        onward = [
            *(_next(view, entity, (*_ACTORS, K.EXTERNAL), (R.CALLS,)) if entity.kind is not K.TOOL else ()),
            *(_next(view, entity, _SERVERS, (R.EXPOSES,), "in") if entity.kind in (K.TOOL, K.INTERFACE) else ()),
        ]
        for member in onward:
            if member.entity.id not in found:
                found[member.entity.id] = (member.entity, (*path, *member.path))
                waiting.append(member.entity.id)
    return tuple(found.values())[1:]


def _owners(view: View, tool: Entity) -> tuple[str, ...]:
    return tuple(member.entity.id for member in _next(view, tool, (K.INTERFACE,), (R.EXPOSES,), "in"))


def _next(
    view: View, entity: Entity, kinds: tuple[K, ...], by: tuple[R, ...], direction: str = "out"
) -> tuple[Member, ...]:
    def ask() -> tuple[Member, ...]:
        return view.neighbours(entity, *kinds, by=by, direction=direction).members

    return view.kept(((_next, kinds, by, direction), entity.id), ask)


def _effects(view: View, tool: str | None) -> tuple[Verdict, Verdict]:
    """Return whether what is called reads, and whether it writes; both where no tool says what is done."""
    entity = view.entity(tool) if tool is not None else None
    if entity is None:
        return TRUE[v.CERTAIN], TRUE[v.CERTAIN]
    return _surely(view.holds(entity, "effects", "read")), _surely(view.holds(entity, "effects", *WRITES))


def _surely(verdict: Verdict) -> Verdict:
    """Return unknown for what is only guessed not to be so: a guess rules out no way."""
    return UNKNOWN if verdict.truth is Truth.FALSE and verdict.level < EvidenceLevel.DECLARED else verdict


def _is(view: View, id_: str, kind: K) -> bool:
    entity = view.entity(id_)
    return entity is not None and entity.kind is kind


def _level(path: tuple[Relation, ...]) -> Verdict:
    return TRUE[min((hop.level for hop in path), default=v.CERTAIN)]


def _on(path: tuple[Relation, ...], member: Member, does: Verdict) -> Way:
    return Way(verdict=v.all_of((_level(path), member.verdict, does)), path=(*path, *member.path))


def _keep(table: dict[str, Way], entity: Entity, way: Way) -> None:
    """Keep the better way: a known one before a supposed one, then the better supported, then the shorter."""
    if way.verdict.truth is Truth.FALSE:
        return
    known = table.get(entity.id)
    if known is None or _rank(way) > _rank(known):
        table[entity.id] = way


def _rank(way: Way) -> tuple[bool, int, int]:
    return way.verdict.truth is Truth.TRUE, way.verdict.level, -len(way.path)
