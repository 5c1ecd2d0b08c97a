"""Which agents can steer which: by handing them work or results, through what they share, and by waking them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from auditor.checks.reach_hands import Way, all_agents_listed, hands
from auditor.checks.view import TRUE, UNKNOWN, Truth, Verdict, View
from auditor.graph import verdict as v
from auditor.model.entities import Entity, Relation
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import EvidenceLevel
from auditor.model.system import SYSTEM_ID


@dataclass(frozen=True, slots=True, kw_only=True)
class Influence:
    """One agent that can steer another one, and how."""

    agent: Entity
    verdict: Verdict
    path: tuple[Relation, ...]
    """From the agent that steers to the one that is steered. A hop by which a result comes back, or content is read, is
    stated by the one who reads it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The agents that can steer one agent, itself left out."""

    others: tuple[Influence, ...]
    closed: Verdict
    """True where no other agent can."""
    because: str
    """Why there may be others."""


def group_of(view: View, agent: Entity) -> Group:
    """Return the agents that can steer an agent, directly or through others, found once in an audit."""
    return view.kept((group_of, agent.id), partial(_group, view, agent))


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


def _group(view: View, agent: Entity) -> Group:
    edges = view.kept((_edges, SYSTEM_ID), partial(_edges, view))
    found = _steering(agent.id, edges)
    agents = {one.id: one for one in view.of_kind(K.AGENT)}
    others = tuple(
        Influence(agent=agents[id_], verdict=way.verdict, path=way.path)
        for id_, way in sorted(found.items())
        if id_ in agents
    )
    closed, because = all_agents_listed(view)
    if len(agents) > 1:
        closed, because = all_hands_known(view)
    return Group(others=others, closed=closed, because=because)


Edges = Mapping[str, Mapping[str, Way]]
"""For each agent those that steer it directly, each with the best way."""


def _edges(view: View) -> Edges:
    edges: dict[str, dict[str, Way]] = defaultdict(dict)
    readers: dict[str, list[tuple[str, Way]]] = defaultdict(list)
    for agent in view.of_kind(K.AGENT):
        own = hands(view, agent)
        for other, way in own.hands_to.items():
            _add(edges, agent.id, other, way)
            _add(edges, other, agent.id, way)  # what it does for the first comes back to it
        for other, way in own.triggers.items():
            _add(edges, agent.id, other, way)
        for store, way in own.reads.items():
            readers[store].append((agent.id, way))
    for agent in view.of_kind(K.AGENT):
        for store, written in hands(view, agent).writes.items():
            for reader, read in readers.get(store, ()):
                verdict = v.all_of((written.verdict, read.verdict))
                _add(edges, agent.id, reader, Way(verdict=verdict, path=(*written.path, *reversed(read.path))))
    return edges


def _add(edges: dict[str, dict[str, Way]], by: str, steered: str, way: Way) -> None:
    if by == steered or way.verdict.truth is Truth.FALSE:
        return
    known = edges[steered].get(by)
    if known is None or _rank(way) > _rank(known):
        edges[steered][by] = way


def _rank(way: Way) -> tuple[bool, int, int]:
    return way.verdict.truth is Truth.TRUE, way.verdict.level, -len(way.path)


def _steering(steered: str, edges: Edges) -> dict[str, Way]:
    """Return the best way from every agent that steers one: known ones first, and the best supported of those."""
    found: dict[str, Way] = {}
    for at_least in _strengths():
        reached: dict[str, Way] = {steered: Way(verdict=TRUE[v.CERTAIN], path=())}
        waiting: list[str] = [steered]
        for id_ in waiting:
            after = reached[id_]
            for other, way in edges.get(id_, {}).items():
                if other in reached or not _as_strong(way.verdict, at_least):
                    continue
                verdict = v.all_of((way.verdict, after.verdict))
                reached[other] = Way(verdict=verdict, path=(*way.path, *after.path))
                waiting.append(other)
        for id_, way in reached.items():
            found.setdefault(id_, way)
    found.pop(steered, None)
    return found


def _strengths() -> Sequence[Verdict]:
    return [TRUE[level] for level in sorted(EvidenceLevel, reverse=True)] + [UNKNOWN]


def _as_strong(verdict: Verdict, least: Verdict) -> bool:
    if least is UNKNOWN:
        return verdict.truth is not Truth.FALSE
    return verdict.truth is Truth.TRUE and verdict.level >= least.level
