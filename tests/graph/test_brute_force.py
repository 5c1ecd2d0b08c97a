"""Each question against the answer found by trying every path, on small random systems.

`GRAPH_EXAMPLES=5000 python -m pytest tests/graph` tries more of them than the ordinary run does.
"""

from __future__ import annotations

import os
from collections.abc import Collection

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.graph import Answer, Member, Sway, SystemGraph, Verdict
from auditor.graph import verdict as v
from auditor.graph.verdict import Truth
from auditor.model.entities import Relation
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import EvidenceLevel
from auditor.model.kinds import RelationKind as R
from tests.graph import oracle, oracle_agents, oracle_sway
from tests.graph.worlds import VERDICTS, World, worlds

thorough = settings(max_examples=int(os.environ.get("GRAPH_EXAMPLES", "300")), deadline=None)
some_relations = st.none() | st.sets(st.sampled_from(R), min_size=1, max_size=4).map(frozenset)
some_filter = st.none() | st.just("without")


def agrees(found: Verdict, expected: Verdict) -> None:
    """Compare truths, and how well they are supported: a no may be weaker than it need be, but stay declared."""
    assert found.truth is expected.truth
    if found.truth is Truth.TRUE:
        assert found.level == expected.level
    if found.truth is Truth.FALSE:
        assert found.level <= expected.level
        assert min(expected.level, EvidenceLevel.DECLARED) <= found.level


def leads(path: Collection[Relation], start: str, end: str) -> None:
    """Check that a path is one: each hop begins where the one before it ends."""
    here = start
    for relation in path:
        before, after = oracle.hop((relation.source, relation.kind, relation.target, relation.level))
        assert before == here
        here = after
    assert here == end


def shown(answer: Answer, start: str | None = None, end: str | None = None) -> None:
    """Check the path that shows a yes, from or to the entity that was found."""
    if answer.verdict.truth is Truth.TRUE:
        leads(answer.path, start or answer.entities[0].id, end or answer.entities[0].id)
        assert min(relation.level for relation in answer.path) >= answer.verdict.level


def first(world: World) -> tuple[SystemGraph, str]:
    """Return a graph and the agent that is asked about."""
    return world.graph(), "e0"


@thorough
@given(worlds(), some_relations, some_filter)
def test_reaches(world: World, by: frozenset[R] | None, without: str | None):
    graph, start = first(world)
    around = world.filter(without) if without else None
    answer = graph.reaches(world.entity(start), to=world.filter("like"), by=by, without=around)
    agrees(answer.verdict, oracle.reaches(world, start, "like", by, without))
    shown(answer, start=start)


@thorough
@given(worlds(), some_relations, some_filter)
def test_reached_from(world: World, by: frozenset[R] | None, without: str | None):
    graph, end = world.graph(), max(world.kinds)
    around = world.filter(without) if without else None
    answer = graph.reached_from(world.entity(end), start=world.filter("like"), by=by, without=around)
    agrees(answer.verdict, oracle.reached_from(world, end, "like", by, without))
    shown(answer, end=end)


@thorough
@given(worlds())
def test_reached_only_through(world: World):
    end = max(world.kinds)
    answer = world.graph().reached_only_through(
        world.entity(end), through=world.filter("without"), start=world.filter("like")
    )
    agrees(v.negate(answer.verdict), oracle.reached_from(world, end, "like", None, "without"))


@thorough
@given(
    worlds(),
    st.sets(st.sampled_from(R), min_size=1, max_size=4).map(frozenset),
    st.sampled_from(("in", "out", "either")),
)
def test_related(world: World, by: frozenset[R], direction: str):
    graph, start = first(world)
    answer = graph.related(world.entity(start), by=by, direction=direction, to=world.filter("like"))
    agrees(answer.verdict, oracle.related(world, start, "like", by, direction))


@thorough
@given(worlds(), st.sampled_from(("in", "out")))
def test_reachable(world: World, direction: str):
    graph, start = first(world)
    found = graph.reachable(world.entity(start), like=world.filter("like"), direction=direction)
    if direction == "out":
        best = oracle.around(world, start, oracle.REACH, None)
    else:
        ways = {id_: oracle.around(world, id_, oracle.REACH, None) for id_ in world.kinds if id_ != start}
        best = {id_: way[start] for id_, way in ways.items() if start in way}
    same_members(world, found.members, best, "like")
    known = oracle.goes_on if direction == "out" else oracle.comes_from
    closed = all(known(world, id_, None) for id_ in (start, *best))
    unread = any(member.entity.placeholder for member in found.members)
    assert (found.closed.truth is Truth.TRUE) is (closed and not unread)


def same_members(world: World, members: Collection[Member], best: oracle.Best, like: str) -> None:
    """Compare a set with what is reached and may be like this."""
    expected = {id_: v.all_of((verdict, world.judged(like, id_))) for id_, verdict in best.items()}
    found = {member.entity.id: member.verdict for member in members}
    assert found == {id_: verdict for id_, verdict in expected.items() if verdict.truth is not Truth.FALSE}


@thorough
@given(worlds(), st.sets(st.sampled_from(R), min_size=2, max_size=5).map(frozenset), some_filter)
def test_in_cycle(world: World, by: frozenset[R], unless: str | None):
    graph, start = first(world)
    answer = graph.in_cycle(world.entity(start), by=by, unless=world.filter(unless) if unless else None)
    agrees(answer.verdict, oracle.in_cycle(world, start, by, unless))
    shown(answer, start=start, end=start)


@thorough
@given(worlds(), st.sampled_from(VERDICTS))
def test_crosses(world: World, meant: Verdict):
    graph, start = first(world)
    zones = [(zone, meant) for zone in graph.system.boundaries]
    agrees(graph.crosses(world.entity(start), into=zones).verdict, oracle.crosses(world, start, meant))


@thorough
@given(worlds())
def test_single_point_of_failure(world: World):
    graph, like = world.graph(), world.filter("like")
    for id_ in world.kinds:
        answer = graph.single_point_of_failure(world.entity(id_), of=like)
        agrees(answer.verdict, oracle.single_point(world, id_, "like"))


@pytest.mark.parametrize("sway", Sway)
@thorough
@given(world=worlds())
def test_sways(world: World, sway: Sway):
    graph, start = first(world)
    found = graph.swayed(world.entity(start), sway, like=world.filter("like"), stated=world.stated())
    same_members(world, found.members, oracle_sway.swayed(world, start, sway), "like")
    unread = any(member.entity.placeholder for member in found.members)
    assert (found.closed.truth is Truth.TRUE) is (oracle_sway.agents_known(world, start, sway) and not unread)


@pytest.mark.parametrize("sway", Sway)
@thorough
@given(world=worlds())
def test_swayed_by(world: World, sway: Sway):
    graph, like, agents = world.graph(), world.filter("like"), [a for a in world.kinds if oracle.is_agent(world, a)]
    ways = {id_: oracle_sway.swayed(world, id_, sway) for id_ in agents}
    for target in agents:
        found = graph.swayed(world.entity(target), sway, like=like, stated=world.stated(), direction="in")
        best = {id_: way[target] for id_, way in ways.items() if target in way}
        same_members(world, found.members, best, "like")
        answer = graph.swayed_by(world.entity(target), sway, start=like, stated=world.stated())
        held = v.any_of(v.all_of((way, world.judged("like", id_))) for id_, way in best.items())
        if answer.verdict.truth is Truth.FALSE:
            assert held.truth is Truth.FALSE
        elif held.truth is not Truth.FALSE:
            agrees(answer.verdict, held)
        if oracle_sway.reach_of_all_known(world) and held.truth is Truth.FALSE:
            assert answer.verdict.truth is Truth.FALSE


@thorough
@given(worlds())
def test_blast_radius(world: World):
    graph, start = first(world)
    labels = {"like": world.filter("like"), "second": world.filter("second")}
    found = graph.blast_radius(world.entity(start), of=labels, stated=world.stated())
    mine, others = oracle_sway.own(world, start), oracle_agents.through_others(world, start)
    for label in labels:
        for hits, best in ((found.by_itself, mine), (found.through_others, others)):
            expected = {id_: v.all_of((verdict, world.judged(label, id_))) for id_, verdict in best.items()}
            marks = {hit.member.entity.id: hit.marks[label] for hit in hits if label in hit.marks}
            assert marks == {id_: mark for id_, mark in expected.items() if mark.truth is not Truth.FALSE}
        known = oracle_agents.own_known(world, start) and oracle_sway.ways_known(world, start, Sway.STEERS)
        everything = oracle_agents.any_way(world, start)
        agrees(found.reaches(label).verdict, oracle_agents.reaches_labelled(world, everything, label, known))


@thorough
@given(worlds())
def test_combined_reach(world: World):
    graph = world.graph()
    agents = tuple(id_ for id_, kind in world.kinds.items() if kind is K.AGENT)
    labels = {"like": world.filter("like"), "second": world.filter("second")}
    found = graph.combined_reach([world.entity(id_) for id_ in agents], of=labels, stated=world.stated())
    agrees(found.joined, oracle_agents.joined(world, agents))
    agrees(found.verdict, oracle_agents.combined(world, agents, tuple(labels)))


@thorough
@given(worlds())
def test_closed_loop(world: World):
    graph, start = first(world)
    found = graph.closed_loop(
        world.entity(start),
        acting=world.filter("acting"),
        reading=world.filter("reading"),
        verifies=lambda entity: oracle_agents.verification(world, entity.id),
    )
    expected = {a.member.entity.id: oracle_agents.comes_back(world, start, a.member.entity.id) for a in found.actions}
    for action in found.actions:
        agrees(action.comes_back.verdict, expected[action.member.entity.id])
    assert found.answer.verdict.truth is oracle_agents.closed_loop(world, start).truth


@thorough
@given(worlds())
def test_unapproved_path(world: World):
    graph, start = first(world)
    answer = graph.unapproved_path(
        world.entity(start), to=world.filter("like"), approver=world.filter("second"), approved=world.filter("approved")
    )
    expected = oracle_agents.unapproved(world, start, "like")
    assert answer.verdict.truth is expected.truth
    if expected.truth is Truth.TRUE:  # that nobody approves is as well supported as the lists that say so
        assert min(expected.level, EvidenceLevel.DECLARED) <= answer.verdict.level <= expected.level
    shown(answer, start=start)
