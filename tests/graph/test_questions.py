"""The named questions, on tiny systems: the truth, its level, and the path or the gap that shows it."""

from __future__ import annotations

import pytest

from auditor.graph import Answer, Filter, SystemGraph
from auditor.graph import verdict as v
from auditor.model.description import Description
from auditor.model.entities import Boundary, Entity
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import EvidenceLevel, Members
from auditor.model.kinds import RelationKind as R
from auditor.model.system import System
from tests.tiny import at

DECLARED = EvidenceLevel.DECLARED
EVERYTHING = frozenset(K)
SHORT = {
    "ag": K.AGENT, "to": K.TOOL, "in": K.INTERFACE, "se": K.SERVICE, "da": K.DATASTORE, "ga": K.GATEWAY,
    "ex": K.EXTERNAL, "pe": K.PERSON, "qu": K.QUEUE,
}  # fmt: skip


def graph(*relations: str, complete: bool = True, without: str = "", **changes: dict[str, object]) -> SystemGraph:
    """Return a graph from relations such as `ag1 calls to1`; the first two letters of an id are its kind.

    `complete` closes every list but those of the entity `without`.
    """
    description = Description()
    parts = [tuple(relation.split()) for relation in relations]
    for id_ in sorted({end for source, _, target in parts for end in (source, target)} | set(changes)):
        members = Members.CLOSED if SHORT[id_[:2]] is K.INTERFACE else None
        stated = {"level": DECLARED, "members": members, **changes.get(id_, {})}
        entity = Entity(id=id_, kind=SHORT[id_[:2]], name=id_, location=at(1), **stated)  # type: ignore[arg-type]
        description.entities.append(entity)
    for line, (source, kind, target) in enumerate(parts, 1):
        description.relate(source, R(kind.rstrip("?")), target, _level(kind), at(line))
    if complete:
        ids = [entity.id for entity in description.entities if entity.id != without]
        description.closed_kinds = set(K)
        description.closed_relations = {(id_, kind) for id_ in ids for kind in R}
    return SystemGraph(System(description))


def _level(kind: str) -> EvidenceLevel:
    return EvidenceLevel.INFERRED if kind.endswith("?") else DECLARED


def like(*ids: str, unknown: str = "", level: EvidenceLevel = DECLARED) -> Filter:
    """Return a filter that means some entities, and may mean one more."""
    return Filter(test=lambda e: v.UNKNOWN if e.id == unknown else v.of(e.id in ids, level), words=" or ".join(ids))


def told(answer: Answer) -> str:
    """Return an answer in one line."""
    path = " ".join(f"{r.source}>{r.target}" for r in answer.path)
    level = "" if answer.verdict is v.UNKNOWN else f" {answer.verdict.level.word}"
    return f"{answer.verdict.truth.value}{level}: {path or answer.because}"


CHAIN = ("ag1 calls to1", "in1 exposes to1", "se1 exposes in1", "se1 writes da1", "se1 calls ex1")
BY_CALLS = frozenset({R.CALLS})


def test_a_call_arrives_at_the_service_that_answers_for_the_tools_interface():
    found = graph(*CHAIN)
    agent = found.system.entities["ag1"]
    assert told(found.reaches(agent, to=like("da1"))) == "true declared: ag1>to1 in1>to1 se1>in1 se1>da1"
    assert told(found.reaches(agent, to=like("ag1"))) == "false declared: "


def test_calling_one_tool_does_not_reach_its_siblings():
    found = graph(*CHAIN, "in1 exposes to2")
    assert told(found.reaches(found.system.entities["ag1"], to=like("to2"))) == "false declared: "


def test_a_path_is_as_weak_as_its_weakest_hop_and_the_strongest_path_counts():
    weak = graph("ag1 calls se1", "se1 calls? ex1")
    assert told(weak.reaches(weak.system.entities["ag1"], to=like("ex1"))) == "true inferred: ag1>se1 se1>ex1"
    both = graph("ag1 calls? ex1", "ag1 calls se1", "se1 calls ex1")
    assert told(both.reaches(both.system.entities["ag1"], to=like("ex1"))) == "true declared: ag1>se1 se1>ex1"


@pytest.mark.parametrize(
    ("without", "answer"),
    [
        (like("ga1"), "true declared: ag1>se1 se1>da1"),
        (like("ga1", "se1"), "false declared: "),
        (like("ga1", unknown="se1"), "unknown: ag1>se1 se1>da1"),
        (like("ga1", "se1", level=EvidenceLevel.INFERRED), "unknown: ag1>ga1 ga1>da1"),
        (like("da1"), "false declared: "),
    ],
)
def test_a_path_that_avoids(without: Filter, answer: str):
    found = graph("ag1 calls ga1", "ga1 calls da1", "ag1 calls se1", "se1 calls da1")
    assert told(found.reaches(found.system.entities["ag1"], to=like("da1"), without=without)) == answer


def test_what_is_not_listed_completely_is_not_known_to_be_absent():
    missing = graph(*CHAIN, without="se1")
    assert told(missing.reaches(missing.system.entities["ag1"], to=like("ex2"))) == (
        "unknown: nobody lists all that `se1` calls or reads or writes"
    )
    unserved = graph("ag1 calls to1", "in1 exposes to1")
    assert told(unserved.reaches(unserved.system.entities["ag1"], to=like("da1"))) == (
        "unknown: nobody states what serves `in1`"
    )


def test_what_could_not_be_read_may_be_anything():
    unread = {"placeholder": True, "because": "specs/b.yaml: there is no such file"}
    found = graph("ag1 calls to1", "in1 exposes to1", "se1 exposes in1", to1=unread)
    everything = Filter(test=lambda entity: v.of(entity.kind is K.TOOL, DECLARED), kinds=frozenset({K.TOOL}))
    answer = found.reaches(found.system.entities["ag1"], to=everything)
    assert answer.verdict is v.UNKNOWN
    assert answer.because == "specs/b.yaml: there is no such file"


@pytest.mark.parametrize(
    ("direction", "of", "to", "answer"),
    [
        ("in", "to1", like("pe1"), "true declared: pe1>to1"),
        ("in", "to1", like("pe2"), "false declared: "),
        ("out", "pe1", like("to1"), "true declared: pe1>to1"),
        ("either", "to1", like("pe1"), "true declared: pe1>to1"),
        ("out", "to1", like("pe1"), "false declared: "),
        ("in", "to1", like(unknown="pe1"), "unknown: pe1>to1"),
        ("in", "to1", like(level=EvidenceLevel.ASSUMED), "false assumed: "),
    ],
)
def test_related(direction: str, of: str, to: Filter, answer: str):
    found = graph("pe1 approves to1", "ag1 calls to1")
    by = frozenset({R.APPROVES})
    assert told(found.related(found.system.entities[of], by=by, direction=direction, to=to)) == answer


def test_related_over_open_lists_is_true_or_unknown():
    found = graph("pe1 approves to1", complete=False)
    tool, by = found.system.entities["to1"], frozenset({R.APPROVES})
    assert told(found.related(tool, by=by, direction="in", to=like("pe1"))) == "true declared: pe1>to1"
    assert told(found.related(tool, by=by, direction="in", to=like("pe2"))) == (
        "unknown: nobody lists all that approves `to1`"
    )


def test_reached_from_shows_the_path_in_the_order_of_its_hops():
    found = graph("ag1 calls se1", "se1 calls ga1", "ga1 calls ex1")
    external = found.system.entities["ex1"]
    assert told(found.reached_from(external, start=like("ag1"))) == "true declared: ag1>se1 se1>ga1 ga1>ex1"
    assert told(found.reached_from(external, start=like("ag1"), without=like("ga1"))) == "false declared: "
    assert told(found.reached_from(external, start=like("ag1"), without=like("ag1"))) == (
        "true declared: ag1>se1 se1>ga1 ga1>ex1"
    )
    assert told(found.reached_from(external, start=like("ag1"), without=like("ex1"))) == "false declared: "


@pytest.mark.parametrize(
    ("relations", "through", "complete", "answer"),
    [
        (("ag1 calls ga1", "ga1 calls se1"), "ga1", True, "true declared: every path from an agent to it passes ga1"),
        (("ag1 calls ga1", "ga1 calls se1", "ag1 calls se1"), "ga1", True, "false declared: ag1>se1"),
        (("ag1 calls ga1", "ga1 calls se1"), "ga1", False, "unknown: nobody lists all that calls or triggers `se1`"),
        (("ag1 calls ga1", "ga1 calls se1", "ag1 calls se1"), "ga1", False, "false declared: ag1>se1"),
        (("ga1 calls se1",), "ga1", True, "true declared: every path from an agent to it passes ga1"),
    ],
)
def test_reached_only_through(relations: tuple[str, ...], through: str, complete: bool, answer: str):
    found = graph(*relations, complete=complete)
    assert told(found.reached_only_through(found.system.entities["se1"], through=like(through))) == answer


@pytest.mark.parametrize(
    ("unless", "complete", "answer"),
    [
        (None, True, "true declared: ag1>ag2 ag2>ag1"),
        (None, False, "true declared: ag1>ag2 ag2>ag1"),
        (like("ag2"), True, "false declared: no path leads back to it"),
        (like("ag1"), True, "false declared: `ag1` is itself ag1"),
        (like(unknown="ag2"), True, "unknown: ag1>ag2 ag2>ag1"),
        (like("ag2"), False, "unknown: nobody lists all that `ag1` delegates"),
    ],
)
def test_in_cycle(unless: Filter | None, complete: bool, answer: str):
    found = graph("ag1 delegates ag2", "ag2 delegates ag1", complete=complete)
    by = frozenset({R.DELEGATES})
    assert told(found.in_cycle(found.system.entities["ag1"], by=by, unless=unless)) == answer


def test_an_entity_that_calls_itself_is_a_cycle_and_one_that_does_nothing_is_none():
    found = graph("ag1 delegates ag1", "ag2 delegates ag1")
    by = frozenset({R.DELEGATES})
    assert told(found.in_cycle(found.system.entities["ag1"], by=by)) == "true declared: ag1>ag1"
    assert told(found.in_cycle(found.system.entities["ag2"], by=by)) == "false declared: no path leads back to it"


def test_crosses():
    found = graph(*CHAIN)
    zone = Boundary(id="corporate", name="Corporate", members=("se1", "da1"), location=None)
    found.system.boundaries = (zone,)
    agent, meant = found.system.entities["ag1"], v.TRUE[DECLARED]
    assert told(found.crosses(agent, into=[(zone, meant)])) == "true declared: ag1>to1 in1>to1 se1>in1"
    assert told(found.crosses(agent, into=[(zone, v.FALSE[DECLARED])])) == (
        "false declared: no path from it crosses such a border"
    )
    assert found.crosses(agent, into=[(zone, v.UNKNOWN)]).verdict is v.UNKNOWN
    assert told(found.crosses(found.system.entities["da1"], into=[(zone, meant)])) == (
        "false declared: no path from it crosses such a border"
    )


@pytest.mark.parametrize(
    ("relations", "complete", "answer"),
    [
        (("ag1 calls ga1", "ga1 calls ex1"), True, "true declared: ag1>ga1 ga1>ex1"),
        (
            ("ag1 calls ga1", "ga1 calls ex1", "ag1 calls ex1"),
            True,
            "false declared: what is like that is reached without it",
        ),
        (
            ("ag1 calls ga1", "ga1 calls ex1"),
            False,
            "unknown: nobody lists all that `ag1` calls or delegates or reads or writes",
        ),
        (("ag1 calls ex1", "se1 calls ga1"), True, "false declared: `ag1` does not reach it"),
        (("ga1 calls ex1",), True, "unknown: nobody describes an agent"),
    ],
)
def test_single_point_of_failure(relations: tuple[str, ...], complete: bool, answer: str):
    found = graph(*relations, complete=complete)
    assert told(found.single_point_of_failure(found.system.entities["ga1"], of=like("ex1"))) == answer


def test_neighbours_and_their_completeness():
    found = graph("ag1 calls to1", "ag1 calls to2", "ag1 calls? to2", "ag1 reads da1")
    tools = Filter(test=lambda entity: v.of(entity.kind is K.TOOL, DECLARED), kinds=frozenset({K.TOOL}))
    selected = found.neighbours(found.system.entities["ag1"], by=BY_CALLS, direction="out", like=tools)
    assert [(member.entity.id, member.verdict) for member in selected.members] == [
        ("to1", v.TRUE[DECLARED]),
        ("to2", v.TRUE[DECLARED]),
    ]
    assert selected.closed is v.TRUE[DECLARED]


def test_an_agent_that_calls_an_open_interface_has_an_open_list_of_tools():
    found = graph("ag1 calls in1", "ag1 calls to1", in1={"members": Members.OPEN})
    selected = found.neighbours(found.system.entities["ag1"], by=BY_CALLS, direction="out", like=like("to1"))
    assert selected.closed is v.UNKNOWN


def test_all_of_a_system():
    found = graph("ag1 calls to1")
    whole = Entity(id="system", kind=K.SYSTEM, name="s", location=None)
    tools = Filter(test=lambda _: v.TRUE[DECLARED], kinds=frozenset({K.TOOL}))
    assert [member.entity.id for member in found.reachable(whole, like=tools).members] == ["to1"]
    assert told(found.reaches(whole, to=tools)) == "true declared: "
    assert graph("ag1 calls to1", complete=False).reachable(whole, like=tools).closed is v.UNKNOWN


def test_networkx_is_imported_by_the_first_question_about_paths_only():
    import subprocess
    import sys

    script = "import sys, auditor.evaluate, auditor.graph; print('networkx' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "False\n"
    )
