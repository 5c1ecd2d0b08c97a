"""What more or less knowledge may do to an answer: never make it good without reason.

`GRAPH_EXAMPLES=5000 python -m pytest tests/graph` tries more systems than the ordinary run does.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from auditor.graph import Sway, Truth, Verdict
from auditor.graph import verdict as v
from auditor.graph.paths import some
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import EvidenceLevel, Members
from auditor.model.kinds import RelationKind as R
from auditor.model.vocabulary import RELATION_KEYS
from tests.graph import oracle_agents, oracle_sway
from tests.graph.worlds import COMMON, LEVELS, Edge, World, poorer, worlds

thorough = settings(max_examples=int(os.environ.get("GRAPH_EXAMPLES", "150")), deadline=None)
CYCLE = frozenset({R.CALLS, R.DELEGATES, R.TRIGGERS, R.EXPOSES})
GROWING = ("reaches", "reached_from", "related", "in_cycle", "crosses", "steered by", "informed by", "secret in reach")
"""Questions to which more relations can only add a yes."""


def everything(world: World, budget: int = 10_000) -> Mapping[str, Verdict]:
    """Return the answer to every question."""
    graph = world.graph(budget)
    like, without, stated = world.filter("like"), world.filter("without"), world.stated()
    first, last = world.entity("e0"), world.entity(max(world.kinds))
    labels = {"like": like, "second": world.filter("second")}
    agents = [world.entity(id_) for id_, kind in world.kinds.items() if kind is K.AGENT]
    loop = graph.closed_loop(
        first,
        acting=world.filter("acting"),
        reading=world.filter("reading"),
        verifies=lambda entity: oracle_agents.verification(world, entity.id),
    )
    approved = {"approver": world.filter("second"), "approved": world.filter("approved")}
    return {
        "reaches": graph.reaches(first, to=like).verdict,
        "reaches around": graph.reaches(first, to=like, without=without).verdict,
        "reached_from": graph.reached_from(last, start=like).verdict,
        "reached_only_through": graph.reached_only_through(last, through=without, start=like).verdict,
        "related": graph.related(last, by=frozenset({R.CALLS, R.READS}), direction="in", to=like).verdict,
        "in_cycle": graph.in_cycle(first, by=CYCLE).verdict,
        "bounded cycle": graph.in_cycle(first, by=CYCLE, unless=without).verdict,
        "crosses": graph.crosses(first, into=[(zone, v.TRUE[2]) for zone in graph.system.boundaries]).verdict,
        "single point": graph.single_point_of_failure(last, of=like).verdict,
        "steered by": graph.swayed_by(first, Sway.STEERS, start=like, stated=stated).verdict,
        "informed by": graph.swayed_by(first, Sway.INFORMS, start=like, stated=stated).verdict,
        "informs": some(graph.swayed(first, Sway.INFORMS, like=like, stated=stated)).verdict,
        "secret in reach": graph.blast_radius(first, of=labels, stated=stated).reaches("like").verdict,
        "combined": graph.combined_reach(agents, of=labels, stated=stated).verdict,
        "closed loop": loop.answer.verdict,
        "unapproved": graph.unapproved_path(first, to=like, **approved).verdict,
    }


def calls_summed_up(world: World) -> set[Edge]:
    """Return the calls to interfaces whose tools the same caller names: naming one says what such a call does."""
    return {edge for edge in world.edges if oracle_sway.names_tools(world, edge)}


def never_otherwise(before: Mapping[str, Verdict], after: Mapping[str, Verdict]) -> None:
    """Check that each answer is as before, or unknown."""
    changed = {name: (before[name], after[name]) for name in before if before[name].truth is not after[name].truth}
    assert {name: now for name, (_, now) in changed.items() if now.truth is not Truth.UNKNOWN} == {}


@thorough
@given(st.data())
def test_knowing_less_never_decides_otherwise(data: st.DataObject):
    world = data.draw(worlds())
    never_otherwise(everything(world), everything(data.draw(poorer(world))))


@thorough
@given(worlds(), st.integers(0, 12))
def test_a_search_that_stops_never_decides_otherwise(world: World, budget: int):
    never_otherwise(everything(world), everything(world, budget))


@thorough
@given(worlds(), st.data())
def test_a_relation_never_makes_a_path_disappear(world: World, data: st.DataObject):
    ids = st.sampled_from(sorted(world.kinds))
    more: Edge = data.draw(st.tuples(ids, st.sampled_from(COMMON), ids, st.sampled_from(LEVELS)))
    richer = replace(world, edges=(*world.edges, more))
    assume(calls_summed_up(richer) <= {*calls_summed_up(world), more})
    before, after = everything(world), everything(richer)
    for name in GROWING:
        if before[name].truth is Truth.TRUE:
            assert after[name].truth is Truth.TRUE, name
            assert after[name].level >= before[name].level, name


@thorough
@given(worlds(), st.data())
def test_an_approval_never_worsens(world: World, data: st.DataObject):
    id_ = data.draw(st.sampled_from(sorted(world.kinds)))
    level = data.draw(st.sampled_from(LEVELS))
    if data.draw(st.booleans()):
        stated = v.any_of((world.marks["approved"][id_], v.TRUE[level]))
        marks = {**world.marks, "approved": {**world.marks["approved"], id_: stated}}
        better = replace(world, marks=marks)
    else:
        person = data.draw(st.sampled_from(sorted(world.kinds)))
        better = replace(world, edges=(*world.edges, (person, R.APPROVES, id_, level)))
    rank = {Truth.FALSE: 0, Truth.UNKNOWN: 1, Truth.TRUE: 2}
    assert rank[everything(better)["unapproved"].truth] <= rank[everything(world)["unapproved"].truth]


def possible_relations(world: World) -> list[tuple[str, R, str]]:
    """Return the relations that there may be beside those that are known: those of lists that may lack something.

    By the conventions of the language the lists that count are those of calls, reads, writes and delegations, and what
    a queue triggers; and a tool that an interface serves does nothing that the interface's service does not.
    """
    served = {edge[2] for edge in world.edges if edge[1] is R.EXPOSES}
    found = []
    for key in RELATION_KEYS:
        kinds = [key.relation, *([key.also] if key.also else [])]
        for source, source_kind in world.kinds.items():
            if source_kind not in key.source or source_kind is K.EXTERNAL or source in served:
                continue
            for kind in kinds:
                counts = kind in (R.CALLS, R.READS, R.WRITES, R.DELEGATES) or source_kind is K.QUEUE
                opened = any(
                    e[0] == source and e[1] is R.CALLS and world.members[e[2]] is Members.OPEN for e in world.edges
                )
                if counts and ((source, kind) not in world.listed or (opened and kind is R.CALLS)):
                    found += [(source, kind, target) for target, of in world.kinds.items() if of in key.targets]
    return found


@thorough
@given(worlds(), st.data())
def test_what_may_come_to_light_never_refutes_an_answer(world: World, data: st.DataObject):
    possible = possible_relations(world)
    extra = data.draw(st.lists(st.sampled_from(possible), max_size=3)) if possible else []
    stated = {
        name: {
            id_: data.draw(st.sampled_from((v.TRUE[2], v.FALSE[2]))) if mark is v.UNKNOWN and name != "second" else mark
            for id_, mark in marks.items()
        }
        for name, marks in world.marks.items()
    }
    edges = (*world.edges, *((*each, EvidenceLevel.DECLARED) for each in extra))
    fuller = replace(world, edges=tuple(dict.fromkeys(edges)), marks=stated)
    assume(not (calls_summed_up(fuller) - calls_summed_up(world)) & set(world.edges))
    never_otherwise(everything(fuller), everything(world))


@pytest.mark.parametrize("trust", [v.UNKNOWN, v.FALSE[EvidenceLevel.ASSUMED]])
@thorough
@given(world=worlds())
def test_what_is_not_known_to_be_trusted_is_not_avoided(world: World, trust: Verdict):
    """A path that must avoid what is untrusted does not count as safe for lack of a statement."""
    unsure = dict.fromkeys(world.kinds, trust)
    distrusted = dict.fromkeys(world.kinds, v.negate(trust))
    world = replace(world, marks={**world.marks, "without": unsure, "like": distrusted})
    graph = world.graph()
    untrusted = graph.reaches(world.entity("e0"), to=world.filter("like")).verdict
    reached = graph.reachable(world.entity("e0"), like=world.filter("memory")).members
    if reached:
        assert untrusted.truth is not Truth.FALSE
