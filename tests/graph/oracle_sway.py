"""Who steers and who informs whom, found by trying every simple path; written from the descriptions of the two."""

from __future__ import annotations

from auditor.graph import Sway
from auditor.graph import verdict as v
from auditor.graph.verdict import Truth, Verdict
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import RelationKind as R
from tests.graph.oracle import (
    ACTS,
    DECLARED,
    LEARNS,
    REACH,
    Best,
    Path,
    alone,
    around,
    comes_from,
    goes_on,
    hop,
    is_agent,
    keep,
    lists,
    sources,
    strength,
)
from tests.graph.worlds import Edge, World

ASKS = {R.CALLS, R.EXPOSES, R.DELEGATES}


def said(world: World, name: str, id_: str) -> Verdict:
    """Return what is said of a tool; all else does everything. A guess that it does not is no more than a doubt."""
    if world.kinds[id_] is not K.TOOL:
        return v.TRUE[v.CERTAIN]
    judged = world.judged(name, id_)
    return v.UNKNOWN if judged.truth is Truth.FALSE and judged.level < DECLARED else judged


def names_tools(world: World, edge: Edge) -> bool:
    """Tell whether a call to an interface only sums up calls to tools of it."""
    source, kind, target, _ = edge
    if kind is not R.CALLS or world.kinds[target] is not K.INTERFACE:
        return False
    owned = {e[2] for e in world.edges if e[0] == target and e[1] is R.EXPOSES and world.kinds[e[2]] is K.TOOL}
    return any(e[0] == source and e[1] is R.CALLS and e[2] in owned for e in world.edges)


def does(world: World, path: Path) -> Verdict:
    """Tell whether whoever goes a path changes each thing on it."""
    parts = [v.TRUE[strength(path)]]
    for edge in path:
        before, after = hop(edge)
        if is_agent(world, after) and edge[1] in ASKS:
            continue
        parts.append(v.FALSE[v.CERTAIN] if names_tools(world, edge) else said(world, "acting", before))
    return v.all_of(parts)


def arrives(world: World, path: Path) -> Verdict:
    """Tell whether whoever goes a path comes to its end, if only to ask there: up to the last thing that is set going
    or written, all is changed."""
    last = max((number for number, edge in enumerate(path, 1) if edge[1] not in ASKS), default=0)
    return v.all_of((does(world, path[:last]), v.TRUE[strength(path)]))


def changed(world: World, start: str) -> Best:
    """Return what an entity changes without the help of another agent, and itself; an agent by whatever it is asked."""
    best: Best = {start: v.TRUE[v.CERTAIN]}
    for end, path in alone(world, start, ACTS):
        verdict = arrives(world, path) if is_agent(world, end) else does(world, path)
        if verdict.truth is not Truth.FALSE:
            keep(best, end, verdict)
    return best


def asked(world: World, start: str) -> set[str]:
    """Return what an entity may ask or change without the help of another agent, and itself."""
    ways = alone(world, start, ACTS)
    return {start, *(end for end, path in ways if arrives(world, path).truth is not Truth.FALSE)}


def may_be_memory(world: World, id_: str) -> bool:
    """Tell whether a store is not declared to be something else than a memory."""
    judged = world.judged("memory", id_)
    return judged.truth is not Truth.FALSE or judged.level < DECLARED


def told(world: World, id_: str, sway: Sway) -> Best:
    """Return what answers, or is answered, with what was changed; agents at the end of a way of answers."""
    best: Best = {}
    for source, kind, target, level in world.edges:
        if kind in LEARNS and target == id_ and not is_agent(world, source):
            memory = v.TRUE[v.CERTAIN] if sway is Sway.INFORMS else world.judged("memory", id_)
            reads = v.all_of((v.TRUE[level], memory)) if memory.truth is Truth.TRUE else v.UNKNOWN
            if sway is Sway.INFORMS or may_be_memory(world, id_):
                keep(best, source, reads)
                answers(world, source, reads, best)
    if sway is Sway.INFORMS and world.kinds[id_] in (K.AGENT, K.EXTERNAL):
        answers(world, id_, v.TRUE[v.CERTAIN], best)
    return best


def answers(world: World, source: str, known: Verdict, best: Best) -> None:
    """Note whom something answers, directly and through others but agents."""
    for other in world.kinds:
        for end, path in alone(world, other, ASKS) if other != source else ():
            if end == source and not any(names_tools(world, edge) for edge in path):
                parts = [said(world, "reading", hop(edge)[1]) for edge in path]
                verdict = v.all_of((known, v.TRUE[strength(path)], *parts))
                if verdict.truth is not Truth.FALSE:
                    keep(best, other, verdict)


def sways_directly(world: World, agent: str, other: str, sway: Sway) -> Verdict:
    """Tell whether an agent sways another without a third; false says nothing of what is not known."""
    found = [v.FALSE[0]]
    for id_, verdict in changed(world, agent).items():
        if id_ == other:
            found.append(verdict)
        learns = [e[3] for e in world.edges if e[0] == other and e[1] in LEARNS and e[2] == id_]
        ways = [v.TRUE[level] for level in learns]
        if other in (answered := told(world, id_, sway)):
            ways.append(answered[other])
        found += [v.all_of((verdict, way)) for way in ways]
    return v.any_of(found)


def swayed(world: World, agent: str, sway: Sway) -> Best:
    """Return the agents that an agent sways, directly or through others."""
    others = [id_ for id_ in world.kinds if is_agent(world, id_)]
    direct = {(a, b): sways_directly(world, a, b, sway) for a in others for b in others if a != b}
    best: Best = {}

    def follow(here: str, so_far: Verdict, seen: set[str]) -> None:
        for other in others:
            verdict = v.all_of((so_far, direct.get((here, other), v.FALSE[0])))
            if other not in seen and verdict.truth is not Truth.FALSE:
                keep(best, other, verdict)
                follow(other, verdict, seen | {other})

    follow(agent, v.TRUE[v.CERTAIN], {agent})
    return best


def own(world: World, agent: str) -> Best:
    """Return what an agent reaches by itself: all but agents."""
    best: Best = {}
    for end, path in alone(world, agent, REACH):
        if not is_agent(world, end):
            keep(best, end, v.TRUE[strength(path)])
    return best


def ways_known(world: World, agent: str, sway: Sway) -> bool:
    """Tell whether it is known what an agent and those that it sways act on and learn from, and who learns of it.

    So it is, too, where it is known what every agent reaches.
    """
    everyone = [agent, *swayed(world, agent, sway)]
    done = {id_ for each in everyone for id_ in changed(world, each)}
    more = {id_ for each in everyone for id_ in (own(world, each) if sway is Sway.STEERS else asked(world, each))}
    tell = {id_ for each in done for id_ in told(world, each, sway) if not is_agent(world, id_)}
    known = (
        all(goes_on(world, id_, None) for id_ in done | more)
        and all(comes_from(world, id_, None) for id_ in tell)
        and all(learners_known(world, id_, sway) for id_ in done)
    )
    return known or reach_of_all_known(world)


def reach_of_all_known(world: World) -> bool:
    """Tell whether it is known what every agent reaches."""
    agents = [id_ for id_ in world.kinds if is_agent(world, id_)]
    reached = {id_ for agent in agents for id_ in (agent, *around(world, agent, REACH, None))}
    return K.AGENT in world.closed_kinds and all(goes_on(world, id_, None) for id_ in reached)


def agents_known(world: World, agent: str, sway: Sway) -> bool:
    """Tell whether all agents that an agent sways are known: where it is the only one, too."""
    alone_there = K.AGENT in world.closed_kinds and not any(is_agent(world, id_) for id_ in world.kinds if id_ != agent)
    return alone_there or ways_known(world, agent, sway)


def learners_known(world: World, id_: str, sway: Sway) -> bool:
    """Tell whether it is known who learns from what was changed."""
    if sway is Sway.INFORMS or may_be_memory(world, id_):
        return comes_from(world, id_, None)
    agents = [other for other in world.kinds if is_agent(world, other)]
    if not sources(R.READS, world.kinds[id_]):
        return True
    return K.AGENT in world.closed_kinds and all(lists(world, other, R.READS) for other in agents)
