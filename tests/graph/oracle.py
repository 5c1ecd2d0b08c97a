"""The answers to the named questions, found by trying every simple path; written from their descriptions alone.

Nothing here uses the graph package but its verdicts, which tests/graph/test_verdict.py proves.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from auditor.graph import verdict as v
from auditor.graph.verdict import Truth, Verdict
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import EvidenceLevel, Members
from auditor.model.kinds import RelationKind as R
from auditor.model.vocabulary import INVERSE_KEYS, RELATION_KEYS
from tests.graph.worlds import Edge, World

REACH = {R.CALLS, R.USES, R.EXPOSES, R.READS, R.WRITES, R.DELEGATES, R.OBSERVES, R.TRIGGERS}
ACTS = {R.CALLS, R.EXPOSES, R.WRITES, R.DELEGATES, R.TRIGGERS}
LEARNS = {R.READS, R.OBSERVES}
DECLARED = EvidenceLevel.DECLARED

Path = tuple[Edge, ...]
Best = dict[str, Verdict]
"""How well it is supported that each entity is reached: true, or unknown."""


def hop(edge: Edge) -> tuple[str, str]:
    """Return where an edge leads from and to when it is followed; `exposes` leads back."""
    source, kind, target, _ = edge
    return (target, source) if kind is R.EXPOSES else (source, target)


def walk(
    world: World, start: str, by: Collection[R], passes: Callable[[str], bool] = lambda _: True, path: Path = ()
) -> Iterator[tuple[str, Path]]:
    """Return every simple path from a start, with its end; one that may not be passed ends the path."""
    here = hop(path[-1])[1] if path else start
    seen = {start, *(hop(edge)[1] for edge in path)}
    for edge in world.edges:
        before, after = hop(edge)
        if before != here or edge[1] not in by or after in seen:
            continue
        longer = (*path, edge)
        yield after, longer
        if passes(after):
            yield from walk(world, start, by, passes, longer)


def strength(path: Path) -> EvidenceLevel:
    """Return the level of the weakest relation on a path."""
    return min((edge[3] for edge in path), default=v.CERTAIN)


def keep(best: Best, id_: str, verdict: Verdict) -> None:
    """Note that an entity is reached, if that is better supported than what is known."""
    best[id_] = v.any_of((best.get(id_, v.FALSE[0]), verdict))


# What is known completely


def lists(world: World, id_: str, kind: R) -> bool:
    """Tell whether all relations of a kind that leave an entity are known."""
    if kind is R.EXPOSES and world.kinds[id_] is K.INTERFACE:
        return world.members[id_] is Members.CLOSED or (id_, kind) in world.listed
    if kind is not R.EXPOSES and not any(
        world.kinds[id_] in key.source for key in RELATION_KEYS if key.relation is kind
    ):
        return id_ not in world.placeholders
    if id_ in world.placeholders or (id_, kind) not in world.listed:
        return False
    opened = [e for e in world.edges if e[0] == id_ and e[1] is R.CALLS and world.members[e[2]] is Members.OPEN]
    return kind is not R.CALLS or not opened


def goes_on(world: World, id_: str, by: Collection[R] | None) -> bool:
    """Tell whether it is known where paths lead on from an entity."""
    kind = world.kinds[id_]
    if id_ in world.placeholders:
        return False
    if kind in (K.TOOL, K.INTERFACE) and (by is None or R.EXPOSES in by):
        if any(edge[1] is R.EXPOSES and edge[2] == id_ for edge in world.edges):
            return True
        if kind is K.INTERFACE:
            return False
    if by is None:
        needed = {
            K.AGENT: {R.CALLS, R.READS, R.WRITES, R.DELEGATES},
            K.SERVICE: {R.CALLS, R.READS, R.WRITES},
            K.GATEWAY: {R.CALLS},
            K.QUEUE: {R.TRIGGERS},
            K.TOOL: {R.READS, R.WRITES},
        }.get(kind, set())
    else:
        needed = {key.relation for key in RELATION_KEYS if kind in key.source} & set(by)
    return all(lists(world, id_, each) for each in needed)


def sources(kind: R, target: K) -> set[K]:
    """Return the kinds of entity from which such a relation can come."""
    if (kind, target) == (R.EXPOSES, K.TOOL):
        return {K.INTERFACE, K.SERVICE}
    keys = [key for key in (*RELATION_KEYS, *INVERSE_KEYS) if kind in (key.relation, key.also)]
    return {source for key in keys if target in key.targets for source in key.source}


def arrives(world: World, id_: str, kind: R) -> bool:
    """Tell whether all relations of a kind that arrive at an entity are known; what others' systems do is left out."""
    possible = sources(kind, world.kinds[id_]) - {K.EXTERNAL}
    return possible <= world.closed_kinds and all(
        lists(world, other, kind) for other, other_kind in world.kinds.items() if other_kind in possible
    )


def comes_from(world: World, id_: str, by: Collection[R] | None, *, directly: bool = False) -> bool:
    """Tell whether it is known where paths (or, directly, relations) come from."""
    kind = world.kinds[id_]
    wanted = by if by is not None else {R.CALLS, R.READS, R.WRITES, R.DELEGATES, R.TRIGGERS}
    if not all(arrives(world, id_, each) for each in wanted if sources(each, kind)):
        return False
    if directly or (by is not None and R.EXPOSES not in by):
        return True
    if kind is K.INTERFACE and world.members[id_] is not Members.CLOSED:
        return False
    return kind not in (K.SERVICE, K.GATEWAY, K.EXTERNAL) or K.INTERFACE in world.closed_kinds


# The questions


def passable(world: World, without: str | None, id_: str) -> tuple[Verdict, bool]:
    """Return whether an entity is not like `without`, and whether a path may possibly pass it."""
    if without is None:
        return v.TRUE[v.CERTAIN], True
    judged = world.judged(without, id_)
    return v.negate(judged), judged.truth is not Truth.TRUE or judged.level < DECLARED


def around(world: World, start: str, by: Collection[R], without: str | None) -> Best:
    """Return what is reached on paths on which nothing after the start is like `without`."""
    best: Best = {}
    for end, path in walk(world, start, by):
        passed = [passable(world, without, hop(edge)[1]) for edge in path]
        if all(possible for _, possible in passed):
            verdict = v.all_of((v.TRUE[strength(path)], *(avoids for avoids, _ in passed)))
            keep(best, end, verdict if verdict.truth is Truth.TRUE else v.UNKNOWN)
    return best


def settle(world: World, best: Best, like: str, closed: bool) -> Verdict:
    """Tell whether something that is reached is like this."""
    found = [v.all_of((verdict, world.judged(like, id_))) for id_, verdict in best.items()]
    known = closed and not any(
        world.judged(like, id_).truth is not Truth.FALSE for id_ in best if id_ in world.placeholders
    )
    return v.any_of((*found, v.FALSE[v.CERTAIN] if known else v.UNKNOWN))


def reaches(world: World, start: str, like: str, by: Collection[R] | None, without: str | None) -> Verdict:
    """Tell whether a path leads from one to such an entity."""
    best = around(world, start, by or REACH, without)
    return settle(world, best, like, all(goes_on(world, id_, by) for id_ in (start, *best)))


def reached_from(world: World, end: str, like: str, by: Collection[R] | None, without: str | None) -> Verdict:
    """Tell whether a path comes from such an entity, on which nothing after that is like `without`."""
    best: Best = {}
    avoids, possible = passable(world, without, end)
    if avoids.truth is Truth.FALSE:
        return avoids
    origins = {id_: reach.get(end) for id_ in world.kinds if (reach := around(world, id_, by or REACH, without))}
    for id_, verdict in origins.items():
        if verdict is not None and id_ != end:
            keep(best, id_, verdict)
    inner = [id_ for id_ in best if passable(world, without, id_)[1]]
    return settle(world, best, like, possible and all(comes_from(world, id_, by) for id_ in (end, *inner)))


def related(world: World, id_: str, like: str, by: Collection[R], direction: str) -> Verdict:
    """Tell whether one relation joins an entity to such another."""
    best: Best = {}
    for source, kind, target, level in world.edges:
        if kind in by and direction != "in" and source == id_:
            keep(best, target, v.TRUE[level])
        if kind in by and direction != "out" and target == id_:
            keep(best, source, v.TRUE[level])
    closed = (direction == "in" or all(lists(world, id_, kind) for kind in by)) and (
        direction == "out" or comes_from(world, id_, by, directly=True)
    )
    return settle(world, best, like, closed)


def in_cycle(world: World, start: str, by: Collection[R], unless: str | None) -> Verdict:
    """Tell whether a path leads back on which nothing, the start included, is like `unless`."""
    itself = v.negate(passable(world, unless, start)[0])
    if itself.truth is Truth.TRUE:
        return v.negate(itself)
    found = []
    ways: list[tuple[str, Path]] = [(start, ()), *walk(world, start, by)]
    for end, path in ways:
        for edge in world.edges:
            if edge[1] in by and hop(edge) == (end, start):
                passed = [passable(world, unless, hop(each)[1]) for each in path]
                if all(possible for _, possible in passed):
                    parts = (v.TRUE[strength((*path, edge))], *(avoids for avoids, _ in passed), v.negate(itself))
                    verdict = v.all_of(parts)
                    found.append(verdict if verdict.truth is Truth.TRUE else v.UNKNOWN)
    best = around(world, start, by, unless)
    closed = all(goes_on(world, id_, by) for id_ in (start, *best))
    return v.any_of((*found, v.FALSE[DECLARED] if closed else v.UNKNOWN))


def crosses(world: World, start: str, meant: Verdict) -> Verdict:
    """Tell whether a hop on a path leads into or out of the zone."""
    found = [
        v.all_of((meant, v.TRUE[strength(path)]))
        for _, path in walk(world, start, REACH)
        if any((edge[0] in world.zone) != (edge[2] in world.zone) for edge in path)
    ]
    reached = {end for end, _ in walk(world, start, REACH)}
    closed = bool(world.zone) and all(goes_on(world, id_, None) for id_ in (start, *reached))
    if meant.truth is Truth.FALSE:
        return meant if closed else v.UNKNOWN
    return v.any_of((*found, v.FALSE[v.CERTAIN] if closed else v.UNKNOWN))


def depends(world: World, agent: str, entity: str, like: str) -> Verdict:
    """Tell whether an agent reaches something like this only through an entity."""
    ways = list(walk(world, agent, REACH))
    reached = {end for end, _ in ways}
    gaps = {id_ for id_ in (agent, *reached) if not goes_on(world, id_, None)}
    if entity not in reached:
        return v.UNKNOWN if gaps else v.FALSE[DECLARED]
    free = [(end, path) for end, path in ways if entity not in {hop(edge)[1] for edge in path}]
    elsewhere = {agent, *(end for end, _ in free)}
    found = []
    for target in reached - {entity}:
        whole = max(strength(path) for end, path in ways if end == target)
        apart = max((strength(path) for end, path in free if end == target), default=None)
        parts = [world.judged(like, target), v.TRUE[whole]]
        if apart is not None:
            parts.append(v.FALSE[apart if apart < whole else v.CERTAIN])
        found.append(v.all_of(parts))
    verdict = v.any_of(found)
    if verdict.truth is Truth.TRUE and gaps & elsewhere:
        return v.UNKNOWN
    if verdict.truth is Truth.FALSE and gaps - elsewhere:
        return v.UNKNOWN
    return verdict


def single_point(world: World, entity: str, like: str) -> Verdict:
    """Tell whether some agent depends on an entity."""
    agents = [id_ for id_, kind in world.kinds.items() if kind is K.AGENT and id_ != entity]
    if not agents:
        return v.UNKNOWN
    rest = v.FALSE[v.CERTAIN] if K.AGENT in world.closed_kinds else v.UNKNOWN
    return v.any_of((*(depends(world, agent, entity, like) for agent in agents), rest))


def is_agent(world: World, id_: str) -> bool:
    """Tell whether an entity is an agent."""
    return world.kinds[id_] is K.AGENT


def alone(world: World, start: str, by: Iterable[R]) -> Iterator[tuple[str, Path]]:
    """Return the paths on which no other agent is passed; they may end at one."""
    return walk(world, start, set(by), lambda id_: not is_agent(world, id_))
