"""What names of tools say: verb and object, one style, and names apart from those of other servers."""

from __future__ import annotations

import pytest

from auditor.checks.guidance import is_variant
from auditor.checks.tool_names import style_of
from auditor.model.words import canonical, is_verb, singular, stand_for, words_of_name, words_of_text
from tests.evaluate.judged import outcomes

VERB = "for_each: {kind: tool}\ncheck: verb_and_object"
STYLE = "for_each: {kind: interface}\ncheck: one_name_style"
APART = "for_each: {kind: agent}\ncheck: names_apart_by_interface"
WHEN = "for_each: {kind: tool}\ncheck: says_when_to_use"


@pytest.mark.parametrize(
    ("name", "lacks"),
    [
        ("cancel_trip", ""),
        ("users_list", ""),
        ("repos/get-all-topics", ""),
        ("listOrders", ""),
        ("rerequest-suite", ""),
        ("api_test", ""),
        ("fetch", "no object"),
        ("wait_for", "no object"),
        ("trip_history", "no verb"),
        ("usage", "no verb"),
    ],
)
def test_verb_and_object(name: str, lacks: str):
    said = outcomes(VERB, f"tools: {{t: {{own_name: {name}}}}}")["t"]
    assert said == (f"fail: the name `{name}` has {lacks}; expected a verb and what it is about, such as `cancel_trip`"
                    if lacks else "pass")  # fmt: skip


@pytest.mark.parametrize(
    ("name", "style"),
    [
        ("get_trip", "snake_case"),
        ("getTrip", "camelCase"),
        ("GetTrip", "PascalCase"),
        ("get-trip", "kebab-case"),
        ("get trip", "with spaces"),
        ("vpcPeerings_patch", "mixed"),
        ("trips/get-all", "kebab-case"),
        ("trips.get", ""),
        ("fetch", ""),
        ("SQL", ""),
    ],
)
def test_styles(name: str, style: str):
    assert style_of(name) == style


def named(*names: str, members: str = "closed") -> str:
    lines = "".join(f"  b.{name}: {{own_name: {name}}}\n" for name in names)
    return f"interfaces: {{b: {{members: {members}}}}}\ntools:\n{lines}"


def test_one_style_an_interface():
    assert outcomes(STYLE, named("get_trip", "book_seat", "ping")) == {"b": "pass"}
    assert outcomes(STYLE, named("get_trip", "bookSeat")) == {
        "b": "fail: its 2 names of several words are of 2 styles: 1 camelCase (`bookSeat`), 1 snake_case (`get_trip`)"
    }
    assert outcomes(STYLE, named(*(f"get_trip_{n}" for n in range(18)), "bookSeat")) == {"b": "pass"}
    assert outcomes(STYLE, named("get_trip", members="open"))["b"].startswith("unknown")


def two_servers(mine: str, yours: str, *, calls: str = "[a.x, b.x]") -> str:
    return f"""
agents: {{planner: {{tools: {calls}}}}}
interfaces: {{a: {{members: closed}}, b: {{members: closed}}}}
tools: {{a.x: {{{mine}}}, b.x: {{{yours}}}}}
"""


def test_names_of_two_servers():
    same = two_servers("own_name: get_issue", "own_name: fetchIssue")
    assert outcomes(APART, same) == {
        "planner [a.x]": "fail: `a.x`, `b.x` come from different interfaces and have names that mean the same; "
        "expected names that begin with their service"
    }
    assert outcomes(APART, two_servers("own_name: jira_get_issue", "own_name: get_issue")) == {"planner": "pass"}
    assert outcomes(APART, two_servers("own_name: get_issue", "effects: [read]"))["planner"].startswith("unknown")
    alone = two_servers("own_name: get_issue", "own_name: get_issue", calls="[a.x]")
    assert outcomes(APART, alone) == {"planner": "pass"}


@pytest.mark.parametrize(
    ("plain", "other", "variant"),
    [
        ("git_diff", "git_diff_staged", True),
        ("list_issues", "list_issues_for_repo", True),
        ("list_directory", "list_directory_with_sizes", True),
        ("search_files", "search_files_advanced", True),
        ("get_pull_request", "get_pull_request_files", False),
        ("maps_geocode", "maps_reverse_geocode", False),
    ],
)
def test_variants(plain: str, other: str, variant: bool):
    assert is_variant(plain, other) is variant


def test_a_variant_needs_a_word_on_when_to_use_it():
    def said(text: str) -> str:
        return outcomes(
            WHEN,
            "interfaces: {g: {members: closed}}\ntools:\n"
            "  g.git_diff: {own_name: git_diff, description: Shows changes.}\n"
            f"  g.git_diff_staged: {{own_name: git_diff_staged, description: {text}}}\n",
        )["g.git_diff_staged [g.git_diff]" if text == "Shows staged changes." else "g.git_diff_staged"]

    assert said("Shows staged changes.") == (
        "fail: `g.git_diff_staged` is a variant of `g.git_diff`, and neither description says when to use which"
    )
    assert said("Shows staged changes. Use this before a commit.") == "pass"
    assert said("Shows staged changes; git_diff shows the others.") == "pass"


def test_words():
    assert words_of_name("repos/getAllHTTPHeaders_v2") == ["repos", "get", "all", "http", "headers", "v", "2"]
    assert words_of_text("See https://example.com/get for the user's trips.") == [
        "see",
        "for",
        "the",
        "user's",
        "trips",
    ]
    assert canonical(["fetches", "the", "repos", "data"]) == {"get": "fetches", "repository": "repos"}
    assert [singular(word) for word in ("queries", "boxes", "status", "trips", "bus")] == [
        "query", "box", "status", "trip", "bus",
    ]  # fmt: skip
    assert stand_for("erase") == stand_for("deletes") == "delete"
    assert not is_verb("trip")
    opposites = [("lock", "unlock"), ("add", "remove"), ("enable", "disable"), ("start", "stop"), ("open", "close")]
    assert all(stand_for(one) != stand_for(other) for one, other in opposites)


@pytest.mark.parametrize(
    ("about", "outcome"),
    [
        ("protocol: graphql, effects: [read], own_name: organization", "pass"),
        ("protocol: graphql, effects: [create], own_name: organization", "fail"),
        ("protocol: graphql, own_name: organization", "fail"),
        ("protocol: graphql, effects: [read], own_name: search", "fail"),
        ("protocol: grpc, tags: [PaymentService], own_name: Charge", "pass"),
        ("protocol: grpc, tags: [Service], own_name: Charge", "fail"),
        ("protocol: grpc, tags: [PaymentService], own_name: Payment", "fail"),
        ("protocol: mcp, tags: [PaymentService], own_name: charge", "fail"),
    ],
)
def test_what_a_protocol_says_outside_of_the_name(about: str, outcome: str):
    assert outcomes(VERB, f"tools: {{t: {{{about}}}}}")["t"].partition(":")[0] == outcome


@pytest.mark.parametrize(
    ("name", "hints", "outcome"),
    [
        ("search_trips", "{destructive: true}", "fail"),
        ("search_trips", "{destructive: true, read_only: true}", "pass"),
        ("search_and_replace", "{destructive: true}", "unknown"),
        ("trips", "{destructive: true}", "unknown"),
        ("search_trips", "{read_only: false}", "unknown"),
    ],
)
def test_a_read_that_says_it_destroys(name: str, hints: str, outcome: str):
    said = outcomes(
        "for_each: {kind: tool}\ncheck: honest_hints", f"tools: {{{name}: {{effects: [read], hints: {hints}}}}}"
    )
    assert said[name].partition(":")[0] == outcome
