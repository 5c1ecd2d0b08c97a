"""The parts "What each agent can reach" and "Room for agents", on screen and on paper."""

from __future__ import annotations

import msgspec
import pytest

from auditor.formats.page.limits import PRINT, SCREEN
from auditor.formats.page.parts import parts_of
from auditor.formats.page.reach import agent_sentence, reach_of, reach_sentence
from auditor.formats.page.render import render
from auditor.formats.page.room import room_of, room_sentence
from auditor.model.findings import Effort
from auditor.report.schema import Report
from auditor.report.schema_paths import Hop
from auditor.report.schema_reach import AgentReach, ReachedAction, ReachTotals
from auditor.report.schema_room import RoomAddition, RoomFact, RoomPlace, RoomServer, RoomWay
from tests.audits import audit
from tests.tiny import REPOSITORY

from .page_parser import Page
from .sample_report import travel_desk
from .sample_variants import HOSTILE, empty, lone_artifact

SERVER = RoomServer(id="api", kind="service", why="already has an API", level="declared", place="system.yaml:9")


def addition(what: str, **more) -> RoomAddition:
    return RoomAddition(what=what, why="nobody states it", effort=Effort.LOW, snippet="agents:\n  a: {}\n", **more)


def with_room(*ways: RoomWay) -> Report:
    place = RoomPlace(place="tool", title="A tool", level=2, state="could serve", says="none", servers=(SERVER,))
    return msgspec.structs.replace(travel_desk(), room=RoomFact(applies=True, places=(place,), ways=ways))


def way(level: int, *additions: RoomAddition, **more) -> RoomWay:
    given = {"reached": False, "reachable": True, "snippet": "agents:\n  a: {}\n", **more}
    return RoomWay(level=level, name="N", additions=additions, **given)


def with_reach(*found: AgentReach) -> Report:
    return msgspec.structs.replace(travel_desk(), reach=found)


def totals(**counts: int) -> ReachTotals:
    none = dict.fromkeys(ReachTotals.__struct_fields__, 0)
    return ReachTotals(**{**none, **counts})


def reached(agent: str, *actions: ReachedAction, complete: bool = True, **counts: int) -> AgentReach:
    because = "" if complete else "a list is open"
    return AgentReach(agent=agent, totals=totals(**counts), complete=complete, because=because, actions=actions)


def action(name: str) -> ReachedAction:
    hop = Hop(source="a", target=name, kind="calls", level="declared", place="system.yaml:3")
    return ReachedAction(id=name, effects=("delete",), level="declared", undo="no", approval="none", path=(hop,))


@pytest.fixture(scope="module")
def faq() -> Report:
    return audit(REPOSITORY / "samples" / "faq-bot" / "system.yaml")


def test_the_faq_bot_is_told_what_it_lacks_in_one_sentence(faq):
    assert room_sentence(faq) == (
        "To become callable, 3 things have to exist; leave-service already has an API that could serve.",
        True,
    )
    page = Page(render(faq, SCREEN)).shown
    assert "without any one of them it is not" in page
    assert "Writing them down does not make them so" in page
    assert "tools: [leave-service-actions]" in page


def test_both_levels_are_told_and_the_second_names_only_what_is_new():
    kept, tool = addition("Keep a place"), addition("Bring a tool", uses=("api",))
    other = addition("Name it")
    report = with_room(way(1, kept, other), way(2, other, tool))
    said, _ = room_sentence(report)
    assert said == (
        "To keep the places that agents need, 2 things have to exist, and to become callable 2; "
        "api already has an API that could serve."
    )
    first, second = room_of(report, SCREEN).ways
    assert (first.before, len(first.additions)) == (0, 2)
    assert (second.before, second.of_before, second.additions, second.needless) == (1, 2, (tool,), (kept,))


def test_a_level_that_no_list_reaches_is_not_promised():
    said, _ = room_sentence(with_room(way(1, addition("x"), reachable=False, because="a gate fails")))
    assert said == "No list of additions was found with which this system would reach level 1."


def test_who_acts_already_has_one_quiet_line_and_a_lone_artifact_none():
    acting = msgspec.structs.replace(travel_desk(), room=RoomFact(applies=False))
    (part,) = [part for part in parts_of(acting) if part.id == "room"]
    assert part.quiet
    for report in (lone_artifact(), empty()):
        assert "room" not in [part.id for part in parts_of(report)]
    old = with_reach()  # made before there was such a part, on a system with agents
    assert "reach" not in [part.id for part in parts_of(old)]


def test_the_worst_agent_is_named_with_at_least_where_lists_are_open():
    said, _ = reach_sentence(with_reach(reached("a", unapproved=2, actions=2, complete=False), reached("b")))
    assert said == (
        "At least 2 actions that nobody says can be undone, and that are not known to wait for approval, are in reach "
        "of a, the most of 2 agents."
    )
    said, _ = reach_sentence(with_reach(reached("a", complete=False), reached("b", complete=False)))
    assert said == (
        "No agent is known to reach an action that can neither be undone nor waits for approval; not all that is in "
        "reach is known."
    )


def test_an_open_reach_is_never_told_as_the_whole():
    assert agent_sentence(reached("a", actions=1, unapproved=1)) == (
        "Reaches 1 action that nobody says can be undone (1 without a known approval)."
    )
    assert agent_sentence(reached("a", actions=1, may=3, may_unapproved=2, complete=False)) == (
        "Reaches at least 1 action that nobody says can be undone (all approved). 3 more may be in reach, 2 of them "
        "such actions without a known approval. There may be more: a list is open."
    )


@pytest.mark.parametrize("limits", [SCREEN, PRINT])
def test_long_lists_are_folded_with_their_rest(limits):
    report = with_reach(reached("a", *(action(f"t{n}") for n in range(40)), actions=40))
    (agent,) = reach_of(report, limits).items
    (group,) = agent.groups
    assert (len(group.rows), group.more) == (limits.few, 40 - limits.few)
    assert "more, all in report.json" in Page(render(report, limits)).shown


@pytest.mark.parametrize("limits", [SCREEN, PRINT])
def test_hostile_names_stay_text(limits):
    evil = addition(HOSTILE, uses=(HOSTILE,))
    place = RoomPlace(
        place="tool",
        title=HOSTILE,
        level=2,
        state="could serve",
        says=HOSTILE,
        evidence=(HOSTILE,),
        servers=(msgspec.structs.replace(SERVER, id=HOSTILE, why=HOSTILE, place=HOSTILE),),
    )
    report = msgspec.structs.replace(
        with_reach(reached(HOSTILE, action(HOSTILE), actions=1, complete=False)),
        room=RoomFact(applies=True, places=(place,), ways=(way(2, evil, snippet=HOSTILE),)),
    )
    text = render(report, limits)
    assert "<script>alert" not in text
    assert "\u202e" not in text
    assert "\x1b" not in text
    Page(text)
