"""What descriptions repeat, what they list, and what a list of tools costs."""

from __future__ import annotations

import pytest

from auditor.checks.tool_costs import is_bare
from auditor.checks.tool_texts import listed_verbs
from tests.evaluate.judged import outcomes

RESTATES = "for_each: {kind: tool}\ncheck: more_than_the_name"
PURPOSE = "for_each: {kind: tool}\ncheck: one_purpose"
REPEATS = "for_each: {kind: interface}\ncheck: repeated_text"
COSTS = "for_each: {kind: {in: [agent, interface]}}\ncheck: tokens_in_budget\nwith: {most: 100}"
TASKS = "for_each: {kind: interface}\ncheck: task_level_tools"


@pytest.mark.parametrize("text", ["Get user", "Gets the specified user.", "Fetch a user by its ID"])
def test_a_description_that_is_the_name(text: str):
    said = outcomes(RESTATES, f"tools: {{t: {{own_name: getUserById, description: {text}}}}}")
    assert said == {"t": f"fail: the description “{text}” says no more than the name `getUserById`"}


@pytest.mark.parametrize("text", ["Gets the user who is signed in.", "Returns name and teams of a user.", '" "'])
def test_a_description_that_says_more(text: str):
    assert outcomes(RESTATES, f"tools: {{t: {{own_name: getUser, description: {text}}}}}") == {"t": "pass"}


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        (
            "Can create, read, update, delete, search and send trips.",
            ["create", "read", "update", "delete", "search", "send"],
        ),
        ("Get, fetch, read, show, view, delete, or remove a file.", ["get", "read", "delete"]),
        ("Returns latency of insert, fetch, update, and delete, in ms, by hour, by day.", 4),
        ("Takes a name, an order, a list, a message, a share, a transfer, a charge.", 1),
        ("Books a seat.", []),
    ],
)
def test_listed_verbs(text: str, verbs: list[str] | int):
    found = listed_verbs(text)
    assert found == verbs if isinstance(verbs, list) else len(found) <= verbs


def test_an_argument_that_chooses_between_reading_and_writing():
    def said(name: str, choices: str) -> str:
        parameter = f"{{{name}: {{enum: {choices}}}}}"
        return outcomes(PURPOSE, f"tools: {{t: {{description: Works with trips., parameters: {parameter}}}}}")["t"]

    assert said("action", "[list, get, cancel]") == (
        "fail: the argument `action` chooses between reading and writing: `list`, `get`, `cancel`"
    )
    assert said("action", "[get_trip, list_trips]") == "pass"
    assert said("action", "[book, cancel]") == "pass"
    assert said("sort", "[create, read]") == "pass"


def test_an_argument_of_unknown_choices_leaves_it_open():
    stated = "tools: {t: {description: Works with trips., parameters: {action: {type: string}}}}"
    assert outcomes(PURPOSE, stated)["t"] == "unknown: the contract does not say which values `action` takes"


def described(texts: list[str]) -> str:
    lines = "".join(f"  b.t{number}: {{description: {text}}}\n" for number, text in enumerate(texts))
    return f"interfaces: {{b: {{members: closed}}}}\ntools:\n{lines}"


def test_text_that_is_repeated():
    common = "The caller has to be signed in as an employee of the travel desk with the role of an agent."
    repeated = [f"Tool number {number} of the desk. {common}" for number in range(30)]
    assert outcomes(REPEATS, described(repeated))["b"].startswith(
        "fail: 74% of the 3,560 characters of its descriptions"
    )
    assert common[:60] in outcomes(REPEATS, described(repeated))["b"]
    assert outcomes(REPEATS, described(repeated[:9])) == {"b": "pass"}
    alone = [f"Tool number {number} does something of its own that takes a sentence to say." for number in range(60)]
    assert outcomes(REPEATS, described(alone)) == {"b": "pass"}


def test_the_tokens_of_a_list():
    def said(first: int, *, agent: str = "tool_selection: all") -> dict[str, str]:
        return outcomes(
            COSTS,
            f"agents: {{a: {{tools: [b.x, b.y], {agent}}}}}\nmodels: {{m: {{context_window: 1000}}}}\n"
            "interfaces: {b: {members: closed}}\n"
            f"tools: {{b.x: {{definition_tokens: {first}}}, b.y: {{definition_tokens: 40}}}}",
        )

    assert said(60) == {"a": "pass", "b": "pass"}
    over = said(61, agent="model: m")
    assert over["a"] == (
        "fail: the definitions of its 2 tools take 101 tokens, 10% of its model's context window; expected at most 100"
    )
    assert over["b"] == "fail: the definitions of its 2 tools take 101 tokens; expected at most 100"
    assert said(61, agent="tool_selection: search")["a"] == "pass"


def test_a_tool_that_nobody_counted_cannot_pass_but_the_others_can_fail():
    stated = "interfaces: {b: {members: closed}}\ntools: {b.x: {definition_tokens: %d}, b.y: {effects: [read]}}"
    assert outcomes(COSTS, stated % 10) == {"b": "unknown: nobody states `definition_tokens` for `b.y`"}
    assert outcomes(COSTS, stated % 101)["b"].startswith("fail: the definitions of 1 of its 2 tools take 101 tokens")


@pytest.mark.parametrize(
    ("name", "bare"),
    [("get_trip", True), ("fetchTrips", True), ("trips/remove", True), ("reschedule_trip", False), ("trip", False),
     ("search_trips", False), ("create_and_send_trip", False)],
)  # fmt: skip
def test_bare_names(name: str, bare: bool):
    assert is_bare(name) is bare


def test_tools_that_only_store_records():
    names = [f"{verb}_{noun}" for verb in ("get", "list", "create", "update", "delete") for noun in ("trip", "hotel")]
    lines = "".join(f"  b.{name}: {{own_name: {name}}}\n" for name in names)
    stated = f"interfaces: {{b: {{members: closed}}}}\ntools:\n{lines}"
    assert outcomes(TASKS, stated) == {
        "b": "fail: each of its 10 tools only stores or returns records, such as `b.create_hotel`; "
        "expected a tool for a whole task"
    }
    assert outcomes(TASKS, stated + "  b.z: {own_name: rebook_trip}\n") == {"b": "pass"}
    assert outcomes(TASKS, stated.replace(": closed", ": open"))["b"].startswith("unknown")
