"""One thing seen in several artifacts is one entity."""

from __future__ import annotations

from auditor.linking import link
from auditor.model.description import Description
from auditor.model.entities import Entity, Relation
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import EvidenceLevel, Members
from auditor.model.kinds import RelationKind as R
from tests.checklist.said import context
from tests.tiny import at, claim, describe

INFERRED, DECLARED, DOCUMENTED = EvidenceLevel.INFERRED, EvidenceLevel.DECLARED, EvidenceLevel.DOCUMENTED


def entity(id_: str, kind: K, level: EvidenceLevel = DECLARED, line: int = 1, **more: object) -> Entity:
    return Entity(**{"id": id_, "kind": kind, "name": id_, "location": at(line), "level": level, **more})  # type: ignore[arg-type]


def test_the_same_thing_twice():
    found = link(
        Description(
            entities=[
                entity("bookings", K.INTERFACE, DECLARED, 3, members=Members.OPEN),
                entity("bookings", K.INTERFACE, DOCUMENTED, 9, members=Members.CLOSED, name="Bookings API"),
            ]
        )
    )
    (one,) = found.entities
    assert (one.name, one.level, one.members, str(one.location)) == (
        "Bookings API",
        DOCUMENTED,
        Members.CLOSED,
        "system.yaml:3",
    )


def test_a_declared_kind_wins_and_a_real_disagreement_is_noted():
    guessed = link(Description(entities=[entity("db", K.DATASTORE, INFERRED), entity("db", K.QUEUE)]))
    assert [(one.kind, one.level) for one in guessed.entities] == [(K.QUEUE, DECLARED)]
    assert guessed.notes == []
    stated = link(Description(entities=[entity("db", K.QUEUE), entity("db", K.DATASTORE, DOCUMENTED)]))
    assert [one.kind for one in stated.entities] == [K.QUEUE]
    assert [note.message for note in stated.notes] == [
        "`db` is described as datastore and as queue; it is taken as queue"
    ]


def test_deployed_as_moves_claims_relations_and_membership():
    described = describe(
        ("desk", K.AGENT),
        ("desk-1", K.SERVICE),
        ("db", K.DATASTORE),
        claims=(claim("desk", "deployed_as", "desk-1"), claim("desk-1", "resource_limits", True)),
        relations=(("desk-1", R.READS, "db"),),
    )
    found = link(described)
    assert {one.id: one.kind for one in found.entities} == {"system": K.SYSTEM, "desk": K.AGENT, "db": K.DATASTORE}
    assert {(c.subject, c.attribute) for c in found.claims} == {("desk", "deployed_as"), ("desk", "resource_limits")}
    assert [(r.source, r.target) for r in found.relations] == [("desk", "db")]


def test_a_relation_to_an_interface_means_each_of_its_tools():
    system = context("""
agents: {a: {tools: [b]}}
interfaces: {b: {members: closed}}
people: {p: {approves: [b]}}
tools: {b.x: {}, b.y: {}}
""").system
    found = {(r.source, r.kind, r.target) for r in system.relations if r.kind is not R.EXPOSES}
    assert found == {
        ("a", R.CALLS, "b"), ("a", R.CALLS, "b.x"), ("a", R.CALLS, "b.y"),
        ("p", R.APPROVES, "b"), ("p", R.APPROVES, "b.x"), ("p", R.APPROVES, "b.y"),
    }  # fmt: skip


def test_a_relation_that_leads_nowhere_is_dropped_and_noted():
    described = describe(("a", K.AGENT))
    described.relations.append(Relation(source="a", target="gone", kind=R.CALLS, level=DECLARED, location=at(4)))
    found = link(described)
    assert found.relations == []
    assert [note.message for note in found.notes] == ["`a` calls `gone`, but nothing describes `gone`"]


def test_what_is_stated_of_a_contract_that_was_not_read_is_only_inferred():
    stated = "tools: {b.x: {approval: human}}"
    unread = context(f"interfaces: {{b: {{openapi: gone.yaml, owner: team}}}}\n{stated}").system
    fact = unread.fact("b.x", "approval")
    assert fact.claims[0].level is INFERRED
    assert fact.claims[0].detail == "stated, but the contract that could contradict it was not read"
    assert unread.fact("b", "owner").claims[0].level is DECLARED
    without = context(f"interfaces: {{b: {{}}}}\n{stated}").system
    assert without.fact("b.x", "approval").claims[0].level is DECLARED
