"""What holds for every pair of contracts: order never matters, twice is once, knowing less never helps."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache
from pathlib import Path

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from auditor.derive import derive
from auditor.evaluate import evaluate
from auditor.linking import link
from auditor.model.description import Description
from auditor.model.system import System
from tests.audits import TODAY, controls, judge, read
from tests.linking.linked import describe, operation, parameter, tool
from tests.test_properties import looks_better, outcomes, without

TRAVEL = Path(__file__).parent / "travel"
NAMES = ("dropTrip", "drop_trip", "getTrip", "get_trip", "trips/get", "search", "DELETE /trips/{id}", "delete_trips_id")
OURS = frozenset(("contradicted-effect", "contradicted-idempotence", "unlike-required-arguments",
                  "unlike-argument-types", "deprecated-operation-behind-tool", "missing-counterpart"))  # fmt: skip

arguments = st.lists(
    st.builds(
        parameter,
        st.sampled_from(("id", "trip_id", "reason", "*")),
        required=st.booleans(),
        type_=st.sampled_from(("string", "integer", "")),
        enum=st.sampled_from(((), ("a",), ("a", "b"))),
    ),
    max_size=3,
    unique_by=lambda record: record.name,
)
faces = st.builds(
    lambda given, hints: tool(*given, **hints),
    arguments,
    st.dictionaries(st.sampled_from(("read_only", "destructive", "idempotent")), st.booleans()),
)
operations = st.builds(
    lambda given, method, gone, key: operation(method, "/trips/{id}", *given, deprecated=gone, idempotency_key=key),
    arguments,
    st.sampled_from(("GET", "POST", "PUT", "DELETE")),
    st.booleans(),
    st.booleans(),
)


@st.composite
def descriptions(draw: st.DrawFn) -> Description:
    interfaces = {
        "mcp": draw(st.dictionaries(st.sampled_from(NAMES), faces, max_size=3)),
        "two": draw(st.dictionaries(st.sampled_from(NAMES), faces, max_size=2)),
        "api": draw(st.dictionaries(st.sampled_from(NAMES), operations, max_size=3)),
    }
    about = {name: {"protocol": "openapi" if name == "api" else "mcp"} for name in interfaces}
    if draw(st.booleans()):
        about["mcp"] = {**about["mcp"], "implements": "api"}
    return describe(interfaces, closed=draw(st.booleans()), **about)


def told(description: Description) -> object:
    return (
        sorted(entity.id for entity in description.entities),
        sorted((r.source, r.kind.value, r.target, r.level) for r in description.relations),
        sorted((c.subject, c.attribute, c.level, _plain(c.value), c.detail) for c in description.claims),
        sorted(note.message for note in description.notes),
    )


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        return str(sorted(map(_plain, value)))
    fields = getattr(value, "fields", None)
    return f"{getattr(value, 'name', value)} {sorted((k, str(v)) for k, v in fields.items()) if fields else ''}"


@settings(max_examples=150, deadline=None)
@given(descriptions())
def test_linking_twice_is_linking_once(description: Description):
    once = link(description)
    assume(not once.notes)  # of several candidates the first linking may leave one
    assert told(link(once)) == told(once)


@settings(max_examples=150, deadline=None)
@given(descriptions(), st.integers())
def test_the_order_of_descriptions_does_not_matter(description: Description, seed: int):
    chance = random.Random(seed)
    shuffled = replace(description)
    for name in ("entities", "claims", "relations"):
        items = list(getattr(description, name))
        chance.shuffle(items)
        setattr(shuffled, name, items)
    assert told(link(shuffled)) == told(link(description))


def _outcomes(description: Description) -> dict[tuple[str, str], str]:
    system = System(derive(link(description)))
    mine = [control for control in controls().controls if control.id in OURS]
    return outcomes({result.control: result for result in evaluate(system, mine, today=TODAY)})


@settings(max_examples=200, deadline=None)
@given(descriptions(), st.data())
def test_knowing_less_never_helps(description: Description, data: st.DataObject):
    known = sorted({(claim.subject, claim.attribute) for claim in description.claims})
    poorer = description
    for subject, attribute in data.draw(st.lists(st.sampled_from(known), min_size=1, max_size=3, unique=True)):
        poorer = without(poorer, subject, attribute)
    assert looks_better(_outcomes(description), _outcomes(poorer)) == []


@cache
def _travel() -> tuple[Description, dict[tuple[str, str], str]]:
    description = read(TRAVEL)
    return description, outcomes(judge(description)[1])


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_knowing_less_of_real_contracts_helps_with_no_control(data: st.DataObject):
    description, before = _travel()
    known = sorted({(claim.subject, claim.attribute) for claim in description.claims})
    poorer = description
    for subject, attribute in data.draw(st.lists(st.sampled_from(known), min_size=1, max_size=3, unique=True)):
        poorer = without(poorer, subject, attribute)
    assert looks_better(before, outcomes(judge(poorer)[1])) == []
