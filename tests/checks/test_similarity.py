"""Near-duplicate tools: what counts as one, what tells two apart, and that blocking loses none."""

from __future__ import annotations

import random
from itertools import combinations
from pathlib import Path
from time import perf_counter

import pytest

from auditor.checks.similarity import Profile, candidates, compare, near_duplicates
from auditor.documents import Workspace
from auditor.model.kinds import EvidenceLevel
from auditor.readers.reader import Reading
from tests.evaluate.judged import judged, outcomes

CHECK = "for_each: {kind: tool}\ncheck: near_duplicate_tools"


def pair(one: tuple[str, str], other: tuple[str, str]):
    return compare(Profile.of(*one), Profile.of(*other))


ALIKE = [
    (("cancel_order", "Cancels an order of a customer."), ("close_order", "Close the order of a customer.")),
    (("findFiles", "Find files whose name matches."), ("searchFiles", "Search for files whose names match a pattern.")),
    (
        ("actions/get-org-secret", "Get an organization secret by its name, for admins."),
        ("agents/get-org-secret", "Gets an organization secret by its name, for an admin."),
    ),
    (
        ("registry_create", "Creates a container registry in a region."),
        ("registries_create", "Create a container registry."),
    ),
]
APART = [
    (("get_trip", "Gets a trip of a traveller."), ("delete_trip", "Deletes a trip of a traveller.")),
    (("get_user", "Gets the user."), ("get_users", "Gets all users.")),
    (("list_org_secrets", "Lists the secrets of an organization."), ("list_repo_secrets", "Lists secrets of a repo.")),
    (("pins_add", "Pins an item to a channel."), ("pins_remove", "Un-pins an item from a channel.")),
    (("add_runner_to_group", "Adds a runner group."), ("create_runner_group", "Creates a runner group.")),
    (("cancel_order", "Cancels an order. To end a paid one, see close_order."), ("close_order", "Closes an order.")),
    (("one_tool", "Gets a trip."), ("two_tool", "gets a  trip.")),
    (("one_tool", ""), ("one_tools", "")),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_alike(one: tuple[str, str], other: tuple[str, str]):
    assert pair(one, other)
    assert pair(other, one)


@pytest.mark.parametrize(("one", "other"), APART)
def test_apart(one: tuple[str, str], other: tuple[str, str]):
    assert pair(one, other) is None
    assert pair(other, one) is None


def test_the_words_that_differ_are_named():
    stated = """
interfaces: {shop: {members: closed}}
tools:
  shop.cancel_order: {own_name: cancel_order, description: Cancels an order of a customer.}
  shop.close_order: {own_name: close_order, description: Closes the order of a customer.}
  shop.ship_order: {own_name: ship_order, description: Hands a parcel to the carrier.}
"""
    said = "fail: `shop.cancel_order` and `shop.close_order` are near-duplicates: their descriptions agree to 100 %, "
    assert outcomes(CHECK, stated) == {
        "shop.cancel_order [shop.close_order]": f"{said}and only `cancel` / `close` differ",
        "shop.close_order [shop.cancel_order]": f"{said}and only `cancel` / `close` differ",
        "shop.ship_order": "pass",
    }
    assert outcomes(CHECK, stated.replace(": closed", ": open"))["shop.ship_order"].startswith("unknown")
    nameless = stated.replace("own_name: ship_order, ", "")
    assert outcomes(CHECK, nameless)["shop.ship_order"] == (
        "unknown: nobody states the name and the description of `shop.ship_order`, which stands beside it"
    )


VERBS = (
    "get",
    "fetch",
    "list",
    "find",
    "search",
    "create",
    "add",
    "update",
    "change",
    "delete",
    "remove",
    "cancel",
    "close",
    "send",
    "run",
)
NOUNS = (
    "order",
    "orders",
    "customer",
    "parcel",
    "invoice",
    "refund",
    "ticket",
    "seat",
    "trip",
    "booking",
    "hotel",
    "team",
    "repo",
    "org",
    "secret",
)
MORE = ("of a customer", "for one region", "by its id", "in all regions", "with its history", "and its items")


def tools(count: int, seed: int) -> list[Profile]:
    """Return tools out of few words, so that many are alike."""
    chance = random.Random(seed)
    made = []
    for _ in range(count):
        verb, noun, other = chance.choice(VERBS), chance.choice(NOUNS), chance.choice(NOUNS)
        text = f"{verb}s the {noun} of the {other} {' '.join(chance.sample(MORE, chance.randint(0, 3)))}."
        made.append(Profile.of(f"{verb}_{noun}", text))
    return made


@pytest.mark.parametrize("seed", range(3))
def test_blocking_loses_no_pair(seed: int):
    profiles = tools(300, seed)
    every = {(a, b) for a, b in combinations(range(300), 2) if compare(profiles[a], profiles[b])}
    found = {(alike.first, alike.second) for alike in near_duplicates(profiles)}
    assert found == every
    assert len(every) > 20


def test_the_cost_stays_linear_where_all_say_nearly_the_same():
    profiles = [Profile.of(f"tool_{n}", f"Gets the order of a customer in region number {n}.") for n in range(3000)]
    assert len(candidates(profiles)) <= 3000 * 800


@pytest.mark.corpus
def test_1223_tools_take_less_than_two_seconds(shared: Path):
    reading = Reading.of(Workspace(shared / "corpus/openapi/github"))
    claims = reading.read(reading.workspace.open("api.github.com.json")).claims
    names, texts = ({c.subject: str(c.value) for c in claims if c.attribute == a} for a in ("own_name", "description"))
    begun = perf_counter()
    profiles = [Profile.of(name, texts[tool]) for tool, name in names.items()]
    pairs = near_duplicates(profiles)
    assert perf_counter() - begun < 2
    assert len(profiles) == 1223
    assert len(pairs) == 6
    every = {(a, b) for a, b in combinations(range(300), 2) if compare(profiles[a], profiles[b])}
    assert {(alike.first, alike.second) for alike in near_duplicates(profiles[:300])} == every


def test_two_that_are_alike_are_one_finding():
    tools = "  b.close_order: {own_name: close_order, description: Closes an order of a customer.}\n"
    tools += "  b.cancel_order: {own_name: cancel_order, description: Cancels an order of a customer.}\n"
    result = judged(CHECK, f"interfaces: {{b: {{members: closed}}}}\ntools:\n{tools}", EvidenceLevel.DOCUMENTED)
    assert [(other.subject, other.discriminator, other.cause) for other in result.others] == [
        ("b.cancel_order", "b.close_order", "b"),
        ("b.close_order", "b.cancel_order", "b"),
    ]


def test_where_all_tools_say_much_the_same_each_is_compared_with_few():
    profiles = [
        Profile.of(f"read_record_{number}", f"Reads the record {number} of the store.") for number in range(400)
    ]
    assert len(candidates(profiles)) <= 400 * 100
