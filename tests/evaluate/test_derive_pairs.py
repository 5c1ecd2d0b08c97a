"""Which tool reads, takes back or follows what another does, and which act on a screen."""

import pytest

from auditor.derive.names import object_in, singular, words_of
from auditor.model.facts import Known
from tests.checklist.said import context
from tests.evaluate.test_derive import known


def pairs(attribute, *names):
    """Return the partner of each tool of one interface that has one."""
    tools = "\n".join(f"  b.{name}: {{own_name: {name}}}" for name in names)
    system = context(f"interfaces: {{b: {{members: closed}}}}\ntools:\n{tools}\n").system
    facts = {name: system.fact(f"b.{name}", attribute) for name in names}
    return {name: str(fact.value).removeprefix("b.") for name, fact in facts.items() if isinstance(fact, Known)}


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("create_issue", "get_issue", "list_issues"), {"create_issue": "get_issue"}),
        (("create_issue", "list_issues"), {"create_issue": "list_issues"}),
        (("create_issue", "get_pull_request"), {}),
        (("write_file", "read_file", "get_file_info"), {"write_file": "read_file"}),
        (("add_issue_comment", "get_issue"), {}),
        (("create_or_update_file", "get_file_contents"), {"create_or_update_file": "get_file_contents"}),
        (("update_trip", "get_or_create_trip"), {}),
        (("run_query", "list_queries"), {}),
        (("git_add", "git_show"), {}),
        (("delete_entities", "search_entity"), {"delete_entities": "search_entity"}),
        (("createTrip", "getTrip"), {"createTrip": "getTrip"}),
    ],
)
def test_a_write_is_read_back_by_the_tool_about_the_same_object(names, expected):
    assert pairs("verified_by", *names) == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("lock_issue", "unlock_issue"), {"lock_issue": "unlock_issue", "unlock_issue": "lock_issue"}),
        (("create_trip", "delete_trip"), {"create_trip": "delete_trip"}),
        (("delete_trip", "restore_trip"), {"delete_trip": "restore_trip"}),
        (("archive_chat", "unarchive_chat"), {"archive_chat": "unarchive_chat", "unarchive_chat": "archive_chat"}),
        (("add_label", "remove_milestone"), {}),
        (("send_email", "delete_email"), {}),
        (("book", "cancel"), {"book": "cancel"}),
    ],
)
def test_what_takes_back_has_the_opposite_verb(names, expected):
    verbs = {"lock", "unlock", "archive", "unarchive"}
    declared = {name: "update" for name in names if words_of(name)[0] in verbs}
    tools = "\n".join(
        f"  b.{name}: {{own_name: {name}{f', effects: [{declared[name]}]' if name in declared else ''}}}"
        for name in names
    )
    system = context(f"interfaces: {{b: {{members: closed}}}}\ntools:\n{tools}\n").system
    facts = {name: system.fact(f"b.{name}", "undo") for name in names}
    found = {name: str(fact.value).removeprefix("b.") for name, fact in facts.items() if isinstance(fact, Known)}
    assert found == expected


REQUESTS = """
interfaces: {b: {members: closed}}
tools:
  b.root: {method: GET, path: /}
  b.get: {method: GET, path: "/trips/{id}"}
  b.list: {method: GET, path: /trips}
  b.make: {method: POST, path: /trips, asynchronous: true}
  b.close: {method: POST, path: "/trips/{tripId}/close", asynchronous: true}
  b.note: {method: POST, path: "/trips/{id}/notes", asynchronous: true}
  b.drop: {method: DELETE, path: "/notes/{id}"}
  b.notes: {method: GET, path: /notes}
  b.remove: {method: DELETE, path: "/trips/{id}"}
  b.stats: {method: GET, path: /stats, asynchronous: true}
  b.lost: {method: POST, path: /lost, asynchronous: true}
"""


def test_requests_are_paired_by_their_paths():
    system = context(REQUESTS).system
    assert known(system, "b.close", "verified_by") == (
        "b.get",
        "inferred",
        "it reads what POST /trips/{tripId}/close acts on",
    )
    assert known(system, "b.drop", "verified_by") == ("b.notes", "inferred", "it lists what DELETE /notes/{id} changes")
    assert known(system, "b.note", "verified_by") is None  # the trip does not show that it has a new note
    assert known(system, "b.make", "undo") == ("b.remove", "inferred", "it removes what POST /trips makes")
    assert known(system, "b.make", "reversible") is None  # that something can be removed proves nothing about the rest


def test_work_that_goes_on_is_followed_by_the_read_of_what_it_works_on():
    system = context(REQUESTS).system
    tools = ("make", "close", "note", "stats", "lost")
    found = {tool: known(system, f"b.{tool}", "status_tool") for tool in tools}
    assert {tool: fact[0] if fact else None for tool, fact in found.items()} == {
        "make": "b.get",
        "close": "b.get",
        "note": None,
        "stats": "b.stats",
        "lost": None,
    }


@pytest.mark.parametrize(
    ("tool", "operates", "view"),
    [
        ("choose: {protocol: mcp, description: Chooses from the list of a dialog.}", None, None),
        ("click: {protocol: mcp, description: Perform a click on the current page.}", (True, "inferred"), "none"),
        ("browser_tabs: {protocol: mcp, description: Lists tabs.}", (True, "inferred"), "none"),
        ("take_screenshot: {protocol: mcp, description: Takes a picture.}", (True, "inferred"), "image"),
        ("browser_snapshot: {description: The accessibility tree of the page.}", (True, "inferred"), "structure"),
        ("take_snapshot: {description: A heap snapshot of the target page.}", (True, "inferred"), "none"),
        ("get_click_stats: {description: Tells how often an advertisement was followed.}", (False, "declared"), "none"),
        ("get_trip: {}", None, None),
        ("click: {method: POST, path: /clicks}", (False, "declared"), "none"),
        ("drag_on_screen: {method: POST, path: /drag}", (True, "inferred"), "none"),
        ("click: {operates_screen: false, description: Perform a click on the page.}", (False, "declared"), None),
    ],
)
def test_tools_that_act_on_a_screen(tool, operates, view):
    system = context(f"tools: {{{tool}}}").system
    name = tool.partition(":")[0]
    found, seen = known(system, name, "operates_screen"), known(system, name, "screen_view")
    assert (found[:2] if found else None) == operates
    assert (seen[0] if seen else None) == view


def test_what_is_done_on_a_screen_is_not_read_back_by_a_name():
    assert pairs("verified_by", "browser_drop", "browser_find") == {}


def test_names_taken_apart():
    assert words_of("getHTTPTrips_v2") == ["get", "http", "trips", "v", "2"]
    assert object_in(words_of("list_all_pull_requests")) == ("pull", "request")
    assert [singular(word) for word in ("entities", "boxes", "class", "trips", "bus")] == [
        "entity",
        "box",
        "class",
        "trip",
        "bus",
    ]
