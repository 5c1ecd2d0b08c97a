"""Large graphs: a search that must stop says so, and what it found still counts."""

from __future__ import annotations

import time

from auditor.graph import Filter, Stated, SystemGraph, Truth
from auditor.graph import verdict as v
from auditor.model.description import Description
from auditor.model.entities import Entity
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import EvidenceLevel, Members
from auditor.model.kinds import RelationKind as R
from auditor.model.system import System
from tests.checklist.said import asked
from tests.graph.test_questions import graph, like

DECLARED = EvidenceLevel.DECLARED
STOPPED = "the search stopped after 3 relations, so there may be more"
CHAIN = ("ag1 calls se1", "se1 calls se2", "se2 calls se3", "se3 calls se4", "se4 calls se5", "se5 calls ag1")


def test_what_was_found_before_the_search_stopped_counts():
    found = SystemGraph(graph(*CHAIN).system, budget=3)
    answer = found.reaches(found.system.entities["ag1"], to=like("se2"))
    assert answer.verdict is v.TRUE[DECLARED]


def test_what_may_lie_beyond_is_unknown_and_the_answer_says_why():
    found = SystemGraph(graph(*CHAIN).system, budget=3)
    agent, last = found.system.entities["ag1"], found.system.entities["se5"]
    answers = (
        found.reaches(agent, to=like("se5")),
        found.reached_only_through(last, through=like("se9")),
        found.in_cycle(agent, by=frozenset({R.CALLS})),
        found.single_point_of_failure(last, of=like("se9")),
    )
    assert [(answer.verdict, answer.because) for answer in answers] == [(v.UNKNOWN, STOPPED)] * 4
    radius = found.blast_radius(agent, of={"far": like("se5"), "near": like("se1")})
    assert radius.reaches("near").verdict is v.TRUE[DECLARED]
    assert radius.reaches("far").verdict is v.UNKNOWN
    assert (radius.closed, radius.because) == (v.UNKNOWN, STOPPED)


def test_a_count_says_how_many_there_are_at_least():
    system = "agents: {a: {calls: [s, t]}}\nservices: {s: {}, t: {}}\n"
    truth, why = asked("{count: {kind: service}, at_most: 2}", "a", system)
    assert truth == "unknown"
    assert why.startswith("at least 2 are known (`s`, `t`), but nobody lists all that `a`")


def wide(agents: int, each: int) -> System:
    """Return agents that delegate to one another in a ring, each with tools of one service, and a shared memory."""
    description = Description(closed_kinds=set(K))

    def add(id_: str, kind: K) -> str:
        members = Members.CLOSED if kind is K.INTERFACE else None
        description.entities.append(Entity(id=id_, kind=kind, name=id_, location=None, members=members))
        description.closed_relations |= {(id_, relation) for relation in R}
        return id_

    memory = add("memory", K.DATASTORE)
    names = [add(f"agent{number}", K.AGENT) for number in range(agents)]
    for number, agent in enumerate(names):
        interface = add(f"interface{number}", K.INTERFACE)
        service, store = add(f"service{number}", K.SERVICE), add(f"store{number}", K.DATASTORE)
        description.relate(agent, R.DELEGATES, names[(number + 1) % agents], DECLARED, None)
        for kind in (R.READS, R.WRITES):
            description.relate(agent, kind, memory, DECLARED, None)
            description.relate(service, kind, store, DECLARED, None)
        description.relate(service, R.EXPOSES, interface, DECLARED, None)
        for tool in range(each):
            name = add(f"tool{number}.{tool}", K.TOOL)
            description.relate(agent, R.CALLS, name, DECLARED, None)
            description.relate(interface, R.EXPOSES, name, DECLARED, None)
    return System(description)


def test_ten_thousand_entities_are_answered_whole():
    system = wide(agents=100, each=96)
    assert len(system.entities) > 10_000
    found, stores = SystemGraph(system), Filter(test=lambda e: v.of(e.kind is K.DATASTORE, DECLARED))
    begun = time.perf_counter()
    radius = found.blast_radius(system.entities["agent0"], of={"data": stores}, stated=Stated(memory=stores))
    assert (len(radius.by_itself), len(radius.through_others)) == (2, 99)
    assert radius.closed.truth is Truth.TRUE
    stopped = found.single_point_of_failure(system.entities["memory"], of=stores)
    assert (stopped.verdict, stopped.because) == (v.UNKNOWN, "the search stopped after 6 of 100 agents")
    assert found.single_point_of_failure(system.entities["service7"], of=stores).verdict is v.TRUE[DECLARED]
    assert time.perf_counter() - begun < 120, "far more than it takes on a busy machine"
