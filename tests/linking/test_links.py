"""Which descriptions are taken for one action, and why."""

from __future__ import annotations

import pytest

from auditor.linking import link
from auditor.model.claims import Record
from auditor.model.entities import Entity
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import RelationKind as R
from auditor.model.system import SYSTEM_ID
from tests.linking.linked import (
    DECLARED,
    DOCUMENTED,
    INFERRED,
    claims,
    describe,
    operation,
    over_api,
    parameter,
    records,
    tool,
)
from tests.tiny import at, claim


def seen(linked, subject: str) -> list[tuple[str, str, str]]:
    return [
        (made.level.word, record.name, str(record.fields["confidence"]))
        for made in claims(linked, subject, "seen_as")
        for record in made.value
    ]


def test_an_interface_that_says_what_it_implements():
    linked = over_api({"get_trip": tool()}, {"getTrip": operation("GET")})
    assert {entity.id for entity in linked.entities} == {"mcp", "api", "mcp.get_trip"}
    assert seen(linked, "mcp.get_trip") == [("declared", "api.getTrip", "high")]
    (record,) = records(linked, "mcp.get_trip", "seen_as")
    assert record.fields["reason"] == "`mcp` implements `api`, and both call it the same"


@pytest.mark.parametrize("name", ["get_trips__id_", "GetTripsById", "get-trips-id"])
def test_a_name_made_of_method_and_path(name: str):
    linked = over_api({name: tool()}, {"GET /trips/{id}": operation("GET", "/trips/{id}")})
    assert seen(linked, f"mcp.{name}") == [("declared", "api.GET /trips/{id}", "high")]


def test_the_same_name_and_arguments_are_a_guess():
    linked = over_api({"get_trip": tool()}, {"getTrip": operation("GET")}, stated=False)
    assert seen(linked, "mcp.get_trip") == [("inferred", "api.getTrip", "high")]
    (record,) = records(linked, "mcp.get_trip", "seen_as")
    assert record.fields["reason"] == ("the same name but for case and separators, and 1 of 1 arguments in common")


def test_the_same_words_in_another_order_need_every_demanded_argument():
    ours = (parameter("owner"), parameter("repo"))
    fits = over_api({"create_issue": tool(*ours)}, {"issues/create": operation("POST", "/", *ours)}, stated=False)
    assert seen(fits, "mcp.create_issue") == [("inferred", "api.issues/create", "medium")]
    theirs = (*ours, parameter("title"))
    lacks = over_api({"create_issue": tool(*ours)}, {"issues/create": operation("POST", "/", *theirs)}, stated=False)
    assert seen(lacks, "mcp.create_issue") == []


def test_one_name_with_other_arguments_is_no_link_and_no_certainty_of_being_alone():
    other = operation("GET", "/find", parameter("query"), parameter("place"))
    linked = over_api({"search": tool(parameter("text"))}, {"search": other}, stated=False)
    assert {"mcp.search", "api.search"} <= {entity.id for entity in linked.entities}
    assert claims(linked, "mcp.search", "seen_as") == claims(linked, "api.search", "seen_as") == []


def test_what_no_other_list_can_have_stays_known_to_be_alone():
    linked = over_api({"get_trip": tool()}, {"exportReport": operation("GET", "/reports")}, stated=False)
    assert [c.value for c in claims(linked, "mcp.get_trip", "seen_as")] == [()]
    assert [c.value for c in claims(linked, "api.exportReport", "seen_as")] == [()]


def test_an_operation_of_unknown_path_may_be_what_a_name_is_made_of():
    unread = {name: value for name, value in operation("GET").items() if name != "path"}
    linked = over_api({"get_trip": tool(), "book": tool()}, {"exportReport": unread}, stated=False)
    assert claims(linked, "mcp.get_trip", "seen_as") == []
    assert [c.value for c in claims(linked, "mcp.book", "seen_as")] == [()]


def test_nothing_is_known_to_be_alone_beside_a_list_that_was_not_read_whole():
    described = describe({"mcp": {"book": tool()}, "api": {"x": operation("GET")}}, closed=False)
    assert claims(link(described), "mcp.book", "seen_as") == []


def test_a_contract_that_is_audited_alone_is_compared_with_no_other():
    described = describe({"mcp": {"get_trip": tool(), "getTrip": tool()}})
    linked = link(described)
    assert linked.claims[: len(described.claims)] == described.claims
    assert [(c.attribute, c.value) for c in linked.claims[len(described.claims) :]] == [("offers_actions_of", ())]


def test_in_a_described_system_a_lone_interface_may_rest_on_another():
    described = describe({"mcp": {"get_trip": tool()}})
    described.entities.append(Entity(id=SYSTEM_ID, kind=K.SYSTEM, name="Desk", location=at(1)))
    assert claims(link(described), "mcp", "offers_actions_of") == []


def test_a_workflow_that_is_called_like_an_operation_is_no_second_description_of_it():
    about = {"flows": {"protocol": "arazzo"}, "api": {"protocol": "openapi"}}
    described = describe({"flows": {"bookTrip": {}}, "api": {"bookTrip": operation("POST", "/trips")}}, **about)
    linked = link(described)
    assert [claims(linked, one, "seen_as")[0].value for one in ("flows.bookTrip", "api.bookTrip")] == [(), ()]


def test_an_operation_without_a_method_may_be_one_that_is_named_by_it():
    rest = {key: value for key, value in operation("GET").items() if key != "method"}
    about = {"mcp": {"protocol": "mcp"}, "api": {"protocol": "openapi"}}
    described = describe({"mcp": {"get_trips_id": tool()}, "api": {"readTrip": rest}}, **about)
    assert claims(link(described), "api.readTrip", "seen_as") == []


def test_two_candidates_are_told_and_not_linked():
    operations = {"getTrip": operation("GET"), "get-trip": operation("GET")}
    linked = over_api({"get_trip": tool()}, operations, stated=False)
    assert seen(linked, "mcp.get_trip") == []
    assert [note.message for note in linked.notes] == [
        "`api.get-trip`, `api.getTrip`, `mcp.get_trip` may be one action, but not all of them; not linked"
    ]


def test_two_servers_over_one_api_keep_the_operation_as_it_is():
    described = describe(
        {"one": {"get_trip": tool()}, "two": {"get_trip": tool()}, "api": {"getTrip": operation("GET")}},
        one={"implements": "api"},
        two={"implements": "api"},
    )
    linked = link(described)
    assert "api.getTrip" in {entity.id for entity in linked.entities}
    assert seen(linked, "one.get_trip") == seen(linked, "two.get_trip") == [("declared", "api.getTrip", "high")]


def test_same_as_names_the_operation():
    described = describe({"mcp": {"book": tool()}, "api": {"createTrip": operation("POST")}})
    described.claims.append(claim("mcp.book", "same_as", "api.createTrip"))
    linked = link(described)
    assert seen(linked, "mcp.book") == [("declared", "api.createTrip", "high")]
    assert "api.createTrip" not in {entity.id for entity in linked.entities}


@pytest.mark.parametrize("where", ["api", "system.yaml", ""])
def test_a_definition_that_names_its_operation(where: str):
    fields = {"interface": where, "own_name": "createTrip", "reason": "`x-operation-id`", "confidence": "high"}
    named = Record(name="createTrip", fields=fields, location=at(7))
    described = describe({"mcp": {"book": {**tool(), "seen_as": (named,)}}, "api": {"createTrip": operation("POST")}})
    linked = link(described)
    assert seen(linked, "mcp.book") == [("documented", "api.createTrip", "high")]


def test_a_reference_to_what_is_not_described_stays_and_makes_nothing_certain():
    fields = {"interface": "elsewhere.yaml", "own_name": "createTrip", "reason": "`_meta`", "confidence": "high"}
    named = Record(name="createTrip", fields=fields, location=at(7))
    described = describe({"mcp": {"book": {**tool(), "seen_as": (named,)}}, "api": {"other": operation("POST")}})
    linked = link(described)
    assert seen(linked, "mcp.book") == [("documented", "createTrip", "high")]
    assert claims(linked, "mcp.book", "discrepancies") == []


def test_an_interface_that_implements_nothing_of_the_description():
    described = describe({"mcp": {"book": tool()}, "api": {"x": operation("GET")}}, mcp={"implements": "apy"})
    assert [note.message for note in link(described).notes] == [
        "`mcp` implements `apy`, which is no other interface of this description"
    ]


def test_an_operation_that_an_agent_calls_itself_keeps_its_own_description():
    described = describe({"mcp": {"get_trip": tool()}, "api": {"getTrip": operation("GET")}}, mcp={"implements": "api"})
    described.entities.append(Entity(id="a", kind=K.AGENT, name="a", location=at(1)))
    described.relate("a", R.CALLS, "api", DECLARED, at(1))
    linked = link(described)
    assert "api.getTrip" in {entity.id for entity in linked.entities}
    assert seen(linked, "mcp.get_trip") == [("declared", "api.getTrip", "high")]
    assert seen(linked, "api.getTrip") == [("declared", "mcp.get_trip", "high")]
    assert claims(linked, "api.getTrip", "discrepancies") == []


def test_relations_and_names_follow_the_action():
    operations = {"getTrip": operation("GET"), "x": operation("PUT")}
    described = describe({"mcp": {"get_trip": tool()}, "api": operations}, mcp={"implements": "api"})
    described.entities.append(Entity(id="p", kind=K.PERSON, name="p", location=at(1)))
    described.relate("p", R.APPROVES, "api.getTrip", DOCUMENTED, at(1))
    described.claims.append(claim("api.x", "verified_by", "api.getTrip"))
    linked = link(described)
    assert {(r.source, r.target) for r in linked.relations if r.target == "mcp.get_trip"} == {
        ("mcp", "mcp.get_trip"),
        ("api", "mcp.get_trip"),
        ("p", "mcp.get_trip"),
    }
    assert [c.value for c in claims(linked, "api.x", "verified_by")] == ["mcp.get_trip"]


def test_over_a_guess_everything_comes_over_as_inferred():
    described = describe({"mcp": {"get_trip": tool()}, "api": {"getTrip": operation("PUT")}})
    described.claims.append(claim("api.getTrip", "approval", "human"))
    linked = link(described)
    names = ("approval", "method", "path")
    carried = [c for c in linked.claims if c.subject == "mcp.get_trip" and c.attribute in names]
    assert {c.level for c in carried} == {INFERRED}
    assert len(carried) == 3
    assert [r.level for r in linked.relations if r.source == "api"] == [INFERRED]


def test_a_request_that_an_operation_keeps_to_itself_may_be_its_own():
    face = {"DELETE /trips/{id}": tool()}
    alone = over_api(face, {"drop_trip": operation("DELETE")})
    assert seen(alone, "mcp.DELETE /trips/{id}") == [("declared", "api.drop_trip", "high")]
    silent = {name: value for name, value in operation("DELETE").items() if name != "method"}
    beside = over_api(face, {"drop_trip": operation("DELETE"), "dropTrip": silent})
    assert seen(beside, "mcp.DELETE /trips/{id}") == []
