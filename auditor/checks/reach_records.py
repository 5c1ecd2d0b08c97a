"""Ways to writing tools on which nothing records what is done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from auditor.checklist import Reason
from auditor.checklist.reasons import hops
from auditor.checks.reach_hands import Way, all_agents_listed, all_calls_known, hands
from auditor.checks.reach_legs import stations
from auditor.checks.view import FALSE, UNKNOWN, Result, Truth, Verdict, View
from auditor.graph import Filter
from auditor.graph import verdict as v
from auditor.model.entities import Entity, Relation
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import EvidenceLevel
from auditor.model.kinds import RelationKind as R
from auditor.model.system import SYSTEM_ID


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """A way of an agent to a tool, and whether nothing on it records the action."""

    agent: Entity
    verdict: Verdict
    path: tuple[Relation, ...]


def recorded_on_every_way(view: View, subject: Entity) -> Result:
    """Pass where each agent that calls a tool, or a gateway before it, or what serves the tool, records its actions."""
    served = _is_served_recording(view, subject)
    ways = list(_ways(view, subject))
    closed, because = view.kept((_silent_callers_known, SYSTEM_ID), partial(_silent_callers_known, view))
    around = v.any_of((*(way.verdict for way in ways), v.negate(closed)))
    verdict = v.any_of((served, v.negate(around)))
    if verdict.truth is Truth.TRUE:
        what = "what serves it records it" if served.truth is Truth.TRUE else "every way to it passes what records it"
        return Result(verdict=verdict, reasons=(Reason(what=what, level=verdict.level),))
    best = next((way for way in ways if way.verdict == around), None)
    if best is None:
        why = because or f"nobody lists all that calls `{subject.id}`"
        return Result(verdict=UNKNOWN, reasons=(Reason(what=f"{why}, so there may be a way that nothing records"),))
    if verdict.truth is Truth.FALSE:
        reason = Reason(
            what=f"nothing records it on the way {hops(best.path)}",
            expected="that the agent, a gateway, or what serves the tool logs to a sink that records actions",
            level=verdict.level,
            places=stations(best.path),
            path=best.path,
        )
        return Result(verdict=verdict, reasons=(reason,))
    return Result(verdict=UNKNOWN, reasons=(_doubt(view, subject, best),))


def _silent_callers_known(view: View) -> tuple[Verdict, str]:
    """Return whether all is known that is called by agents of which nothing records the actions."""
    agents, because = all_agents_listed(view)
    calls, why = all_calls_known(view)
    recorded = v.all_of(_records(view, agent) for agent in view.of_kind(K.AGENT))
    return v.all_of((agents, v.any_of((recorded, calls)))), because or why


def _ways(view: View, tool: Entity) -> Iterator[_Way]:
    itself = Filter(
        test=lambda entity: v.of(entity.id == tool.id, v.CERTAIN), kinds=frozenset({K.TOOL}), words=f"`{tool.id}`"
    )
    for agent, call in view.kept((_callers, SYSTEM_ID), partial(_callers, view)).get(tool.id, ()):
        silent = v.negate(_records(view, agent))
        between = [view.entity(hop.target) for hop in call.path[:-1]]
        if all(one is None or _records(view, one).truth is Truth.FALSE for one in between):
            levels = [v.negate(_records(view, one)) for one in between if one is not None]
            yield _Way(agent=agent, verdict=v.all_of((silent, call.verdict, *levels)), path=call.path)
        elif silent.truth is not Truth.FALSE:
            answer = view.reaches(agent, to=itself, without=_recorder(view))
            yield _Way(agent=agent, verdict=v.all_of((silent, answer.verdict)), path=answer.path or call.path)


def _callers(view: View) -> Mapping[str, list[tuple[Entity, Way]]]:
    """Return the agents that call each tool, so that not every agent is asked for every tool."""
    found: dict[str, list[tuple[Entity, Way]]] = defaultdict(list)
    for agent in view.of_kind(K.AGENT):
        for tool, call in hands(view, agent).tools.items():
            found[tool].append((agent, call))
    return found


def _recorder(view: View) -> Filter:
    def make() -> Filter:
        return Filter(test=partial(_records, view), words="what records actions")

    return view.kept((_recorder, SYSTEM_ID), make)


def _records(view: View, entity: Entity) -> Verdict:
    """Tell whether something logs to a sink that keeps actions; a guess does not rule it out."""
    return view.kept((_records, entity.id), partial(_recording, view, entity))


def _recording(view: View, entity: Entity) -> Verdict:
    if entity.kind not in (K.AGENT, K.SERVICE, K.GATEWAY):
        return FALSE[v.CERTAIN]
    sinks = view.neighbours(entity, K.TELEMETRY, by=(R.LOGS_TO,))
    kept = (v.all_of((sink.verdict, view.holds(sink.entity, "records", "actions"))) for sink in sinks.members)
    policy = view.holds(entity, "policies", "logging") if entity.kind is K.GATEWAY else FALSE[v.CERTAIN]
    verdict = v.any_of((*kept, v.negate(sinks.closed), policy))
    return UNKNOWN if verdict.truth is Truth.FALSE and verdict.level < EvidenceLevel.DECLARED else verdict


def _is_served_recording(view: View, tool: Entity) -> Verdict:
    """Tell whether what answers the calls to a tool records them; a tool that no interface lists has no server."""
    found = [FALSE[v.CERTAIN]]
    for owner in view.neighbours(tool, K.INTERFACE, by=(R.EXPOSES,), direction="in").members:
        servers = view.neighbours(owner.entity, K.SERVICE, K.GATEWAY, by=(R.EXPOSES,), direction="in")
        found += (_records(view, server.entity) for server in servers.members)
        found.append(FALSE[v.CERTAIN] if servers.members else v.negate(servers.closed))
    return v.any_of(found)


def _servers(view: View, tool: Entity) -> Iterator[Entity]:
    for owner in view.neighbours(tool, K.INTERFACE, by=(R.EXPOSES,), direction="in").members:
        for server in view.neighbours(owner.entity, K.SERVICE, K.GATEWAY, by=(R.EXPOSES,), direction="in").members:
            yield server.entity


def _doubt(view: View, tool: Entity, way: _Way) -> Reason:
    for entity in (way.agent, *_servers(view, tool)):
        if _records(view, entity) is UNKNOWN:
            sink = next(iter(view.neighbours(entity, K.TELEMETRY, by=(R.LOGS_TO,)).members), None)
            where = (entity.location,) if entity.location is not None else ()
            what = f"nobody lists all that `{entity.id}` logs to"
            if sink is not None and view.holds(sink.entity, "records", "actions") is UNKNOWN:
                what = view.unknown(sink.entity, "records").what
            return Reason(what=f"{what}, so its actions may go unrecorded", places=where)
    return Reason(
        what=f"it is not known whether anything records it on the way {hops(way.path)}", places=stations(way.path)
    )
