"""The report's facts about what each agent can reach: its blast radius, by the answers of the graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TypeVar

from msgspec.structs import replace

from auditor.checklist import Context, graph_filters
from auditor.graph import Member, Sway, Truth
from auditor.graph.answer import ANYTHING
from auditor.model.entities import Entity, Relation
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import RelationKind as R
from auditor.report.inventory import boundary_facts
from auditor.report.reach_entries import (
    STORES,
    UNAPPROVED,
    action_entry,
    agent_entry,
    data_entry,
    external_entry,
    hops,
    is_sensitive,
    least_approved,
    most_sensitive,
)
from auditor.report.schema_reach import (
    AgentReach,
    CrossedBorder,
    ReachedAction,
    ReachedData,
    ReachedExternal,
    ReachTotals,
    SteeredAgent,
)

MOST_AGENTS = 20
"""Agents that are looked at: in a larger system those that call most irreversible tools themselves."""
_MOST = 40
"""Entries of one list of one agent; the totals count all."""
_BUDGET = 600
"""Entries of all lists together, the agent with the most harm first; after that there are only totals."""
_NOWHERE = "\0"
"""Begins what stands for a place outside of every zone; no id of a zone does."""
_CONTRACTS = (K.TOOL, K.INTERFACE)
"""What lies in no zone of its own: it stands for whatever serves it."""

Entry = TypeVar("Entry", ReachedData, ReachedAction, ReachedExternal, SteeredAgent)


def reach_facts(context: Context) -> tuple[AgentReach, ...]:
    """Return what agents reach, the one that can do most harm first; of many agents, the first of `MOST_AGENTS`."""
    reading = _Reading(context)
    found = sorted((reading.agent(agent) for agent in _looked_at(context)), key=_harm)
    listed, left = [], _BUDGET
    for reach in found:
        entries = sum(map(len, (reach.data, reach.actions, reach.externals, reach.agents, reach.borders)))
        if entries > left:
            reach = replace(reach, data=(), actions=(), externals=(), agents=(), borders=())
        left -= min(entries, left)
        listed.append(reach)
    return tuple(listed)


def _looked_at(context: Context) -> Sequence[Entity]:
    agents = [agent for agent in context.system.of_kind(K.AGENT) if not agent.placeholder]
    if len(agents) <= MOST_AGENTS:
        return agents
    grave = graph_filters.irreversible(context)
    calls = dict.fromkeys((agent.id for agent in agents), 0)
    for relation in context.system.relations:
        target = context.system.entities.get(relation.target)
        if relation.kind is R.CALLS and relation.source in calls and target is not None and target.kind is K.TOOL:
            calls[relation.source] += grave.test(target).truth is Truth.TRUE
    return sorted(agents, key=lambda agent: (-calls[agent.id], agent.id))[:MOST_AGENTS]


def _harm(reach: AgentReach) -> tuple[int, int, int, int, int, str]:
    totals = reach.totals
    most = (totals.unapproved, totals.may_unapproved, totals.actions, totals.sensitive, totals.externals)
    return -most[0], -most[1], -most[2], -most[3], -most[4], reach.agent


class _Reading:
    """One system while the reach of its agents is read off."""

    def __init__(self, context: Context) -> None:
        system = self._system = context.system
        self._graph = context.graph
        self._stated = graph_filters.stated(context)
        self._trust = {boundary.id: boundary.trust for boundary in boundary_facts(system)}
        self._zones: dict[str, str | None] = {}
        self._approvers: dict[str, list[str]] = {}
        self._touched: dict[str, list[Relation]] = {}
        for relation in system.relations:
            if relation.kind is R.APPROVES:
                self._approvers.setdefault(relation.target, []).append(relation.source)
            elif relation.kind in (R.READS, R.WRITES, R.OBSERVES):
                self._touched.setdefault(relation.target, []).append(relation)

    def agent(self, agent: Entity) -> AgentReach:
        """Return what one agent reaches."""
        radius = self._graph.blast_radius(agent, of={"": ANYTHING}, stated=self._stated)
        steered = self._graph.swayed(agent, Sway.STEERS, stated=self._stated)
        members = [hit.member for hit in (*radius.by_itself, *radius.through_others)]
        paths = {member.entity.id: member.path for member in (*members, *steered.members)}
        data = [self._data(m, paths, agent) for m in members if m.entity.kind in STORES]
        actions = [entry for m in members if (entry := self._action(m, agent)) is not None]
        externals = [
            external_entry(self._system, m, self._through(m, agent)) for m in members if m.entity.kind is K.EXTERNAL
        ]
        agents = [agent_entry(member) for member in steered.members]
        borders = self._borders(agent, (*members, *steered.members))
        complete = radius.closed.truth is Truth.TRUE and steered.closed.truth is Truth.TRUE
        return AgentReach(
            agent=agent.id,
            totals=_totals(data, actions, externals, agents, borders),
            complete=complete,
            because="" if complete else radius.because or steered.because or "not all that it reaches is known",
            data=_listed(sorted(data, key=most_sensitive), paths),
            actions=_listed(sorted(actions, key=least_approved), paths),
            externals=_listed(
                sorted(externals, key=lambda one: (not one.sure, one.trust != "untrusted", one.id)), paths
            ),
            agents=_listed(sorted(agents, key=lambda one: (not one.sure, one.id)), paths),
            borders=tuple(borders[:_MOST]),
        )

    def _data(self, member: Member, reached: Mapping[str, Sequence[Relation]], agent: Entity) -> ReachedData:
        touching = [
            relation
            for relation in self._touched.get(member.entity.id, ())
            if relation.source == agent.id or relation.source in reached
        ]
        return data_entry(self._system, member, touching, self._through(member, agent))

    def _action(self, member: Member, agent: Entity) -> ReachedAction | None:
        if member.entity.kind is not K.TOOL:
            return None
        approved_by = sorted(self._approvers.get(member.entity.id, ()))
        return action_entry(self._system, member, approved_by, self._through(member, agent))

    def _through(self, member: Member, agent: Entity) -> str:
        """Return the last other agent on a way."""
        passed = [id_ for id_ in _stations(agent.id, member.path) if id_ != agent.id and self._kind(id_) is K.AGENT]
        return passed[-1] if passed else ""

    def _borders(self, agent: Entity, members: Iterable[Member]) -> list[CrossedBorder]:
        """Return the borders on the ways to all members, each with the shortest sure way that crosses it."""
        found: dict[tuple[str, str], tuple[tuple[bool, int], Member, str]] = {}
        for member in members if self._system.boundaries else ():
            unsure = member.verdict.truth is not Truth.TRUE
            stations = _stations(agent.id, member.path)
            zones = [(n, id_, zone) for n, id_ in enumerate(stations) if (zone := self._zone(id_)) is not None]
            for (_, left, before), (n, entered, after) in pairwise(zones):
                # What lies in no zone is a place of its own: two such are not on the same side of anything.
                key = (before or f"{_NOWHERE}{left}", after or f"{_NOWHERE}{entered}")
                if before != after and (key not in found or found[key][0] > (unsure, n)):
                    found[key] = ((unsure, n), member, entered)
        crossed = (
            CrossedBorder(
                source="" if before.startswith(_NOWHERE) else before,
                target="" if after.startswith(_NOWHERE) else after,
                entity=entered,
                trust=self._trust.get(after, ""),
                sure=not unsure,
                path=hops(member.path[:length]),
            )
            for (before, after), ((unsure, length), member, entered) in found.items()
        )
        return sorted(crossed, key=lambda one: (not one.sure, bool(one.target), one.entity, one.source))

    def _zone(self, id_: str) -> str | None:
        """Return the zone that something lies in, empty for none; None for a contract, which lies nowhere itself."""
        if id_ not in self._zones:
            boundary = self._system.boundary_of(id_)
            outside = None if self._kind(id_) in _CONTRACTS else ""
            self._zones[id_] = boundary.id if boundary is not None else outside
        return self._zones[id_]

    def _kind(self, id_: str) -> K | None:
        entity = self._system.entities.get(id_)
        return entity.kind if entity is not None else None


def _stations(start: str, path: Iterable[Relation]) -> list[str]:
    """Return the entities on a way, in the order in which they are passed; a hop may be taken against its relation."""
    stations = [start]
    for hop in path:
        stations.append(hop.target if hop.source == stations[-1] else hop.source)
    return stations


def _listed(entries: Sequence[Entry], paths: Mapping[str, Sequence[Relation]]) -> tuple[Entry, ...]:
    """Return the first entries, each with the way to it."""
    return tuple(replace(entry, path=hops(paths[entry.id])) for entry in entries[:_MOST])


def _totals(
    data: Sequence[ReachedData],
    actions: Sequence[ReachedAction],
    externals: Sequence[ReachedExternal],
    agents: Sequence[SteeredAgent],
    borders: Sequence[CrossedBorder],
) -> ReachTotals:
    entries: tuple[ReachedData | ReachedAction | ReachedExternal | SteeredAgent, ...] = (
        *data,
        *actions,
        *externals,
        *agents,
    )
    return ReachTotals(
        data=sum(one.sure for one in data),
        sensitive=sum(one.sure and is_sensitive(one) for one in data),
        actions=sum(one.sure for one in actions),
        unapproved=sum(one.sure and one.approval in UNAPPROVED for one in actions),
        externals=sum(one.sure for one in externals),
        agents=sum(one.sure for one in agents),
        borders=sum(one.sure for one in borders),
        may=sum(not one.sure for one in entries),
        may_unapproved=sum(not one.sure and one.approval in UNAPPROVED for one in actions),
    )
