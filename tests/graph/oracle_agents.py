"""The answers to the questions about agents, found by trying every simple path; written from their descriptions."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, combinations

from auditor.graph import Sway, Verification
from auditor.graph import verdict as v
from auditor.graph.verdict import Truth, Verdict
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import EvidenceLevel
from auditor.model.kinds import RelationKind as R
from tests.graph.oracle import (
    ACTS,
    DECLARED,
    LEARNS,
    REACH,
    Best,
    alone,
    around,
    goes_on,
    is_agent,
    keep,
    lists,
    related,
    settle,
    strength,
)
from tests.graph.oracle_sway import agents_known, own, swayed
from tests.graph.worlds import World

ANSWERS = {R.CALLS, R.EXPOSES}


def acted_on(world: World, start: str) -> dict[str, EvidenceLevel]:
    """Return what an entity acts on without the help of another agent, and itself."""
    best = {start: v.CERTAIN}
    for end, path in alone(world, start, ACTS):
        best[end] = max(best.get(end, EvidenceLevel.ASSUMED), strength(path))
    return best


def through_others(world: World, agent: str) -> Best:
    """Return what an agent reaches only through those that it steers."""
    best: Best = {}
    mine = own(world, agent)
    for other, way in swayed(world, agent, Sway.STEERS).items():
        for id_, verdict in own(world, other).items():
            if id_ not in mine:
                keep(best, id_, v.all_of((way, verdict)))
    return best


def any_way(world: World, agent: str) -> Best:
    """Return what an agent reaches by itself or through those that it steers, by the better way."""
    best = dict(own(world, agent))
    for other, way in swayed(world, agent, Sway.STEERS).items():
        for id_, verdict in own(world, other).items():
            keep(best, id_, v.all_of((way, verdict)))
    return best


def reaches_labelled(world: World, reached: Best, label: str, known: bool) -> Verdict:
    """Tell whether something with a label is among what is reached."""
    found = [v.all_of((verdict, world.judged(label, id_))) for id_, verdict in reached.items()]
    return v.any_of((*found, v.FALSE[v.CERTAIN] if known else v.UNKNOWN))


def own_known(world: World, agent: str) -> bool:
    """Tell whether it is known what an agent reaches by itself."""
    ends = {end for end, _ in alone(world, agent, REACH) if not is_agent(world, end)}
    return all(goes_on(world, id_, None) for id_ in (agent, *ends))


def combined(world: World, agents: tuple[str, ...], labels: tuple[str, ...]) -> Verdict:
    """Tell whether agents that steering joins reach every label together, and none of them all of it alone."""
    reach = {
        (agent, label): reaches_labelled(world, own(world, agent), label, own_known(world, agent))
        for agent in agents
        for label in labels
    }
    together = [v.any_of(reach[agent, label] for agent in agents) for label in labels]
    by_one = [v.all_of(reach[agent, label] for label in labels) for agent in agents]
    return v.all_of((joined(world, agents), *together, *(v.negate(each) for each in by_one)))


def joined(world: World, agents: tuple[str, ...]) -> Verdict:
    """Tell whether, however the agents are parted in two, one of one part steers one of the other."""

    def link(one: str, other: str) -> Verdict:
        absent = v.FALSE[v.CERTAIN] if agents_known(world, one, Sway.STEERS) else v.UNKNOWN
        verdict = swayed(world, one, Sway.STEERS).get(other, absent)
        return v.UNKNOWN if other in world.placeholders and verdict.truth is Truth.TRUE else verdict

    links = {(one, other): link(one, other) for one in agents for other in agents if one != other}
    parts = chain.from_iterable(combinations(agents, size) for size in range(1, len(agents)))
    return v.all_of(
        v.any_of(verdict for (one, other), verdict in links.items() if (one in part) != (other in part))
        for part in parts
    )


def verification(world: World, id_: str) -> Verification:
    """Return what is stated to verify an action, as the marks of `second` have it."""
    mark = world.marks["second"][id_]
    if mark.truth is Truth.UNKNOWN:
        return Verification(by={}, others=v.UNKNOWN)
    ids = sorted(world.kinds)
    reader = ids[(ids.index(id_) + 1) % len(ids)]
    return Verification(by={reader: mark} if mark.truth is Truth.TRUE else {}, others=v.FALSE[mark.level])


def calls(world: World, agent: str) -> Best:
    """Return what an agent calls itself."""
    called: Best = {}
    for source, kind, target, level in world.edges:
        if source == agent and kind is R.CALLS:
            keep(called, target, v.UNKNOWN if target in world.placeholders else v.TRUE[level])
    return called


def comes_back(world: World, agent: str, action: str) -> Verdict:
    """Tell whether what an action changed comes back to the agent."""
    touched = acted_on(world, action)
    changed = {id_: touched[id_] for id_ in touched if not is_agent(world, id_) or id_ in (agent, action)}
    called, stated = calls(world, agent), verification(world, action)
    found = [v.all_of((mark, called[id_])) for id_, mark in stated.by.items() if id_ in called]
    if action != agent and agent in changed:
        found.append(v.TRUE[changed[agent]])
    for source, kind, target, level in world.edges:
        if source == agent and kind in LEARNS and target in changed:
            found.append(v.TRUE[min(level, changed[target])])
    known = goes_on(world, agent, None) and all(goes_on(world, id_, None) for id_ in changed if id_ != agent)
    for id_, verdict in called.items():
        can_show = v.all_of((verdict, world.judged("reading", id_)))
        if can_show.truth is Truth.FALSE:
            found.append(can_show)
            continue
        asked = asks(world, id_)
        known = known and all(goes_on(world, each, None) for each in asked)
        found += [v.all_of((can_show, read)) for read in reads(world, asked, changed) if id_ != action]
    return v.any_of((*found, stated.others, v.FALSE[v.CERTAIN] if known else v.UNKNOWN))


def asks(world: World, id_: str) -> dict[str, EvidenceLevel]:
    """Return what a call arrives at, and what is called further, agents apart."""
    asked = {id_: v.CERTAIN}
    for end, path in alone(world, id_, ANSWERS):
        if not is_agent(world, end):
            asked[end] = max(asked.get(end, EvidenceLevel.ASSUMED), strength(path))
    return asked


def reads(world: World, asked: dict[str, EvidenceLevel], changed: dict[str, EvidenceLevel]) -> list[Verdict]:
    """Return each way in which something that is asked reads something that was changed."""
    return [
        v.TRUE[min(level, asked[source], changed[target])]
        for source, kind, target, level in world.edges
        if source in asked and kind is R.READS and target in changed
    ]


def closed_loop(world: World, agent: str) -> Verdict:
    """Tell whether all that an agent changes comes back to it."""
    done: Best = {}
    known = [v.TRUE[v.CERTAIN] if lists(world, agent, kind) else v.UNKNOWN for kind in (R.CALLS, R.WRITES)]
    for source, kind, target, level in world.edges:
        if source == agent and kind in (R.CALLS, R.WRITES):
            mark = world.judged("acting", target) if kind is R.CALLS else v.TRUE[v.CERTAIN]
            if target in world.placeholders and mark.truth is not Truth.FALSE:
                mark, known = v.UNKNOWN, [v.UNKNOWN]
            keep(done, target, v.all_of((mark, v.TRUE[level])))
    parts = [v.any_of((v.negate(acts), comes_back(world, agent, id_))) for id_, acts in done.items()]
    return v.all_of((*parts, *known))


def consent(world: World, id_: str) -> Verdict:
    """Tell whether an entity waits for an approval."""
    owners = [e[0] for e in world.edges if e[1] is R.EXPOSES and e[2] == id_ and world.kinds[id_] is K.TOOL]
    asked = [related(world, each, "second", {R.APPROVES}, "in") for each in (id_, *owners)]
    stated, approvers = world.judged("approved", id_), v.any_of(asked)
    possible = any(
        edge[1] is R.APPROVES
        and edge[2] in (id_, *owners)
        and (edge[0] not in world.kinds or world.judged("second", edge[0]).truth is not Truth.FALSE)
        for edge in world.edges
    )
    if stated.truth is Truth.FALSE and stated.level >= DECLARED and approvers.truth is Truth.UNKNOWN and not possible:
        return stated
    return v.any_of((stated, approvers))


def unapproved(world: World, agent: str, like: str) -> Verdict:
    """Tell whether a path leads to such an entity on which nothing waits for an approval."""
    consents = {id_: consent(world, id_) for id_ in world.kinds}
    judged = replace(world, marks={**world.marks, "consent": consents})
    best = around(judged, agent, REACH, "consent")
    return settle(judged, best, like, all(goes_on(world, id_, None) for id_ in (agent, *best)))
