"""Room for agents: what exists, what could serve, and the shortest lists of additions, each tried."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.documents import Document
from auditor.linking import link
from auditor.model.kinds import EntityKind as K
from auditor.readers.architecture.system_schema import system_schema
from auditor.report.schema import Report
from auditor.report.schema_room import RoomFact, RoomWay
from auditor.room.of_system import Room, room_of
from auditor.room.servers import servers_of
from auditor.room.snippets import Snippet, joined
from auditor.room.standing import Place
from auditor.scoring.levels import score_levels
from auditor.scoring.reach import precondition
from auditor.scoring.verdict import declared_word
from auditor.waivers import Acceptances
from auditor.whatif import Setting, WhatIf
from tests.audits import TODAY, audit, controls, read
from tests.tiny import REPOSITORY, claim, system

FAQ = REPOSITORY / "samples" / "faq-bot"
BARE = "system: {name: Bare, intent: answer}\n"
CLERK = """\
system: {name: Archive, intent: answer}
agents: {}
interfaces: {}
services: {archive: {access: [screen], calls: []}}
people: {clerk: {role: Clerk}}
"""


def audited(folder: Path, text: str) -> Report:
    folder.mkdir(exist_ok=True)
    (folder / "system.yaml").write_text(text, encoding="utf-8")
    return audit(folder / "system.yaml")


def room(report: Report) -> RoomFact:
    assert report.room is not None
    return report.room


def way(report: Report, level: int) -> RoomWay:
    return next(way for way in room(report).ways if way.level == level)


def states(report: Report) -> dict[str, str]:
    return {place.place: place.state for place in room(report).places}


def value_of(text: str):
    return Document("snippet.yaml", text.encode()).tree.value


@pytest.fixture(scope="module")
def faq() -> Report:
    return audit(FAQ / "system.yaml")


def test_the_faq_bot_needs_a_contract_a_way_to_it_and_evidence(faq):
    assert way(faq, 1).reached
    second = way(faq, 2)
    assert second.reachable
    assert [(one.place, one.uses) for one in second.additions] == [
        ("contract", ("leave-service",)),
        ("tool", ()),
        ("evidence", ()),
    ]
    assert states(faq) == {
        **dict.fromkeys(("agent", "logic", "model_seam", "tools", "identity", "approval", "action_log"), "exists"),
        "contract": "could serve",
        "tool": "could serve",
        "model": "exists",
        "evidence": "missing",
        "authentication": "missing",
    }
    shown = {place.place: place for place in room(faq).places}
    assert "docs/architecture.md:16" in shown["identity"].evidence
    assert [(server.id, server.place) for server in shown["tool"].servers] == [("leave-service", "system.yaml:41")]


def test_what_exists_says_why_and_where(faq):
    for place in room(faq).places:
        if place.state == "exists":
            assert place.says, place.place
            assert place.by, place.place
            assert place.evidence, place.place


def tried(folder: Path) -> tuple[Room, WhatIf]:
    linked = link(read(folder))
    engine = WhatIf(linked, Setting(controls=controls().controls, today=TODAY, inputs=()))

    def score(results, system):
        return score_levels(controls().controls, results, Acceptances(), {}, lambda n: precondition(system, n))

    engine.scored(score, Acceptances())
    intent = declared_word(engine.system, "intent")
    return room_of(engine, linked, today=TODAY, inputs=(), score=score, intent=intent), engine


def test_nothing_on_a_list_can_be_left_out(tmp_path):
    """The statements of a list, written down, reach the level; without those of any one addition they do not."""
    report = audited(tmp_path / "all", BARE)
    first = way(report, 1)
    assert first.reachable
    assert audited(tmp_path / "all", BARE + first.snippet).verdict.level_reached == 1
    for number, left_out in enumerate(first.additions):
        rest = [value_of(one.snippet) for one in first.additions if one is not left_out]
        text = BARE + str(joined(Snippet(stated=stated) for stated in rest))
        report = audited(tmp_path / str(number), text)
        needed = left_out.place != "agent"  # what else is stated of it names it, too
        assert (report.verdict.level_reached == 0) is needed, left_out.what


@pytest.mark.parametrize("text", [BARE, CLERK])
def test_the_pieces_are_valid_system_yaml(text, tmp_path, faq):
    validator = jsonschema_rs.validator_for(system_schema())
    for report in (audited(tmp_path, text), faq):
        for one in room(report).ways:
            for snippet in (one.snippet, *(addition.snippet for addition in one.additions)):
                if snippet:
                    whole = {"system": {"name": "X"}, **value_of(snippet)}
                    assert [str(error) for error in validator.iter_errors(whole)] == []


def test_of_a_bare_system_nothing_exists(tmp_path):
    report = audited(tmp_path, BARE)
    assert set(states(report).values()) == {"missing"}
    assert all(one.unsaid for one in way(report, 1).additions)


def test_what_fails_is_not_taken_for_unsaid(tmp_path):
    report = audited(tmp_path, CLERK)
    agent = next(one for one in way(report, 1).additions if one.place == "agent")
    assert not agent.unsaid
    assert states(report)["approval"] == "could serve"
    approval = next(one for one in way(report, 1).additions if one.place == "approval")
    assert approval.uses == ("clerk",)


KEYS = ("model_access", "identity", "approval_point", "reserves", "logs_to", "model", "tools")
PLACES = ("model_seam", "tools", "identity", "approval", "action_log")


@pytest.mark.parametrize("key", KEYS)
def test_saying_less_never_makes_a_place_exist(key, tmp_path, faq):
    full = {
        "model_access": "adapter", "identity": "own", "approval_point": "workflow", "reserves": "[tools]",
        "logs_to": "[log]", "model": "m", "tools": "[]",
    }  # fmt: skip

    def described(keys) -> Report:
        agent = ", ".join(f"{name}: {full[name]}" for name in keys)
        return audited(
            tmp_path,
            f"system: {{name: X, intent: answer}}\nagents: {{a: {{{agent}}}}}\nmodels: {{m: {{}}}}\n"
            "telemetry: {log: {}}\n",
        )

    before, after = states(described(KEYS)), states(described([name for name in KEYS if name != key]))
    assert all(before[place] == "exists" for place in PLACES)
    assert all(before[place] == "exists" for place, state in after.items() if state == "exists")


def test_a_system_that_acts_has_no_list(tmp_path):
    report = audit(REPOSITORY / "samples" / "warehouse" / "system.yaml")
    assert room(report) == RoomFact(applies=False)
    assert audit(REPOSITORY / "samples" / "travel-desk" / "specs" / "bookings.yaml").room is None


def test_contracts_that_cannot_be_read_are_one_addition(tmp_path):
    text = """\
system: {name: Act, intent: act}
agents: {doer: {tools: [mail], model: m, framework: {name: langgraph, version: "1.2.22"}}}
models: {m: {}}
interfaces: {mail: {}}
services: {s: {}}
"""
    second = way(audited(tmp_path, text), 2)
    assert second.reachable
    (taken,) = [one for one in second.additions if one.taken]
    assert "`mail`" in taken.what
    assert len(taken.controls) > 1


@pytest.mark.parametrize(
    ("name", "image", "place", "serves"),
    [
        ("login", "quay.io/keycloak/keycloak:26.0.1", Place.IDENTITY, True),
        ("auth0", "", Place.IDENTITY, True),
        ("login", "keycloak/keycloak-exporter:1", Place.IDENTITY, False),
        ("dexterity", "", Place.IDENTITY, False),
        ("flow", "camunda/zeebe:8.6", Place.APPROVAL, True),
        ("flow", "shop/flow:8.6", Place.APPROVAL, False),
    ],
)
def test_products_are_known_by_image_or_name_and_only_inferred(name, image, place, serves):
    claims = (claim(name, "image", image),) if image else ()
    found = servers_of(system((name, K.SERVICE), claims=claims), place)
    assert [server.entity.id for server in found] == ([name] if serves else [])
    assert all(server.level.word == "inferred" for server in found)


def test_the_same_system_gives_the_same_room(tmp_path):
    assert room(audited(tmp_path / "a", CLERK)) == room(audited(tmp_path / "b", CLERK))


@settings(max_examples=200, deadline=timedelta(seconds=5))
@given(st.text(st.characters(codec="utf-8"), min_size=1).filter(lambda s: s != "\ufeff"))
def test_any_name_comes_back_from_a_snippet(name):
    stated = {"agents": {name: {"tools": [name, "a"], "approved": True, "owner": name}}}
    assert value_of(str(Snippet(stated=stated))) == stated


def test_tried_lists_are_those_of_the_report(faq):
    found, engine = tried(FAQ)
    assert engine.now.level == 1
    assert len(found.ways[1].additions) == len(way(faq, 2).additions)
