"""What to assume so that a condition holds: values of attributes, and ways for a subject."""

import pytest

from auditor.model.claims import Record
from auditor.model.kinds import EntityKind, EvidenceLevel, RelationKind
from auditor.model.values import INTEGER, TEXT, TEXTS, choice, choices, records
from auditor.whatif import Added, Related, Stated, Ways
from auditor.whatif.values import Slot, fulfilling, may_fulfil
from auditor.whatif.ways import joined
from tests.tiny import at, claim, system


def slot(value_type, current=None):
    return Slot(type=value_type, current=current, today="2026-11-22", place=at(1))


@pytest.mark.parametrize(
    ("value_type", "current", "condition", "value"),
    [
        (choice("none", "human"), None, "human", "human"),
        (choice("none", "human"), None, {"in": ["human"]}, "human"),
        (choice("none", "human"), "none", {"is_not": "none"}, "human"),
        (INTEGER, None, {"at_least": 0.5}, 1),
        (INTEGER, 99, {"at_most": 10}, 10),
        (choices("a", "b"), ("a",), {"contains": "b"}, ("a", "b")),
        (choices("a", "b"), ("a",), {"all_of": ["a", "b"]}, ("a", "b")),
        (TEXTS, ("x",), {"length": {"at_most": 0}}, ()),
        (TEXT, None, {"present": True}, "assumed"),
    ],
)
def test_a_value_is_found_that_fulfils_a_condition(value_type, current, condition, value):
    assert next(fulfilling(slot(value_type, current), condition)).value == value


@pytest.mark.parametrize("condition", [{"matches": "^v[0-9]$"}, {"older_than": "30d"}, {}, None, [{}]])
def test_where_no_value_can_be_known_none_is_made_up(condition):
    assert not [choice for choice in fulfilling(slot(TEXT), condition) if choice.value not in ((), [{}])]


def test_records_are_filled_in_and_stand_for_others():
    kind = records(type=TEXT, description=TEXT)
    known = (Record(name="id", fields={"type": "string"}, location=at(2)),)
    condition = {"every": {"satisfies": {"type": {"present": True}, "description": {"present": True}}}}
    found = next(fulfilling(slot(kind, known), condition))
    assert found.example
    assert found.value[0].fields.keys() == {"type", "description"}


RESPONSES = records(outcome=choice("success", "failure"), media_type=TEXT)


def response(name, **fields):
    return Record(name=name, fields=fields, location=at(2))


def test_only_records_that_are_meant_are_filled_in():
    known = (response("200", outcome="success"), response("409", outcome="failure"))
    condition = {"every": {"where": {"outcome": "failure"}, "satisfies": {"media_type": "application/problem+json"}}}
    kept, mended = next(fulfilling(slot(RESPONSES, known), condition)).value
    assert kept == known[0]
    assert mended.fields == {"outcome": "failure", "media_type": "application/problem+json"}


def test_a_record_is_added_under_the_name_that_it_is_asked_to_have():
    condition = {"some": {"satisfies": {"name": "default", "outcome": "failure"}}}
    added = next(fulfilling(slot(RESPONSES, (response("200"),)), condition)).value[-1]
    assert (added.name, added.fields) == ("default", {"outcome": "failure"})


@pytest.mark.parametrize(
    ("value", "condition", "possible"),
    [
        (True, False, False),
        (True, {"is_not": True}, False),
        (("read",), {"contains": "delete"}, False),
        (("read", "delete"), {"any_of": ["delete"]}, True),
        ("x", {"matches": "y"}, True),
        (5, {"at_least": 9}, True),
    ],
)
def test_a_value_is_ruled_out_by_words_only(value, condition, possible):
    assert may_fulfil(value, condition) is possible


def offering(*tools, claims=(), **more):
    found = system(
        ("api", EntityKind.INTERFACE),
        *((tool, EntityKind.TOOL) for tool in tools),
        claims=claims,
        relations=tuple(("api", RelationKind.EXPOSES, tool) for tool in tools),
        **more,
    )
    return Ways(system=found, today="2026-11-22")


def test_what_is_assumed_of_neighbours_leaves_out_those_that_are_not_meant():
    made = offering("get", "drop", claims=(claim("get", "effects", ("read",)), claim("drop", "effects", ("delete",))))
    condition = {
        "every": {"by": "exposes", "kind": "tool", "effects": {"contains": "read"}},
        "satisfies": {"bulk": True},
    }
    (way,) = made.to(condition, made.system.entities["api"])
    assert way == (Stated(subject="get", attribute="bulk", value=True),)


def test_a_thousand_neighbours_are_no_deeper_than_one():
    made = offering(*(f"t{number}" for number in range(1500)))
    condition = {"every": {"by": "exposes", "kind": "tool"}, "satisfies": {"rate_limit_visible": True}}
    assert len(made.to(condition, made.system.entities["api"])[0]) == 1500


@pytest.mark.parametrize("tools", [(), ("wipe",)])
def test_a_gateway_stands_before_a_tool_where_it_answers_what_offers_it(tools):
    made = offering(*tools) if tools else Ways(system=system(("wipe", EntityKind.TOOL)), today="2026-11-22")
    condition = {"reached_only_through": {"kind": "gateway", "policies": {"contains": "authorization"}}}
    way = made.to(condition, made.system.entities["wipe"])[0]
    offers = "api" if tools else "assumed-interface"
    assert way[-1] == Related(source="assumed-gateway", kind=RelationKind.EXPOSES, target=offers)
    assert Stated(subject="assumed-gateway", attribute="policies", value=("authorization",)) in way


def test_what_is_guessed_is_stated_wherever_a_condition_asks_for_it():
    guessed = claim("wipe", "effects", ("read",), EvidenceLevel.INFERRED)
    made = offering("wipe", claims=(guessed,))
    condition = {"kind": "tool", "any": [{"protocol": "mcp"}, {"all": [{"effects": {"contains": "read"}}]}]}
    found = made.confirming(condition, made.system.entities["wipe"])
    assert found == (Stated(subject="wipe", attribute="effects", value=("read",)),)
    elsewhere = {"related": {"by": "exposes", "to": {"kind": "tool", "effects": {"contains": "read"}}}}
    assert made.confirming(elsewhere, made.system.entities["wipe"]) == ()


def test_what_is_new_comes_before_what_is_said_of_it():
    new = Added(id="sink", kind=EntityKind.TELEMETRY, name="sink")
    said = Stated(subject="sink", attribute="records", value=("actions",))
    one, two = (Related(source=name, kind=RelationKind.LOGS_TO, target="sink") for name in ("a", "b"))
    assert joined((new, said, one), (new, said, two)) == (new, one, said, two)


def ways():
    found = system(
        ("helper", EntityKind.AGENT),
        ("boss", EntityKind.PERSON),
        ("api.wipe", EntityKind.TOOL),
        claims=(claim("api.wipe", "authentication", ("none",)),),
        relations=(("helper", RelationKind.CALLS, "api.wipe"),),
    )
    return Ways(system=found, today="2026-11-22")


def to(condition, subject="api.wipe"):
    made = ways()
    return made.to(condition, made.system.entities[subject])


def test_later_parts_of_a_condition_build_on_earlier_ones():
    condition = {"authentication": {"any_of": ["oauth2"]}, "not": {"authentication": {"contains": "none"}}}
    assert to(condition)[0] == (Stated(subject="api.wipe", attribute="authentication", value=("oauth2",)),)


def test_a_relation_comes_from_somebody_who_is_there():
    condition = {"related": {"by": "approves", "direction": "in", "to": {"kind": "person"}}}
    assert to(condition)[0] == (Related(source="boss", kind=RelationKind.APPROVES, target="api.wipe"),)


def test_a_relation_leads_to_something_new_where_what_is_there_may_not_do():
    condition = {"related": {"by": "logs-to", "to": {"kind": "telemetry", "records": {"contains": "actions"}}}}
    new, records_actions, related = to(condition, "helper")[0]
    assert new == Added(id="assumed-telemetry", kind=EntityKind.TELEMETRY, name="assumed telemetry")
    assert records_actions == Stated(subject=new.id, attribute="records", value=("actions",))
    assert related == Related(source="helper", kind=RelationKind.LOGS_TO, target=new.id)


def test_the_first_alternative_comes_first_and_the_others_after_it():
    condition = {"any": [{"approval": {"in": ["human", "policy"]}}, {"reversible": True}]}
    assert [way[0].value for way in to(condition)] == ["human", "policy", True]


@pytest.mark.parametrize(
    "condition", [{"effects": ["read"]}, {"method": "GET"}, {"reached_only_through": {}}, {}, None]
)
def test_no_advice_is_to_call_a_thing_something_else(condition):
    assert to(condition) == ()


def test_nothing_is_assumed_of_what_stands_for_others():
    made = ways()
    unread = replace_placeholder(made.system.entities["api.wipe"])
    assert made.to({"approval": "human"}, unread) == ()


def replace_placeholder(entity):
    from msgspec.structs import replace as with_fields

    return with_fields(entity, placeholder=True)
