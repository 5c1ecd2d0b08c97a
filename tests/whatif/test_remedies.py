"""What recommendations really close: tried, and compared with audits of systems in which it is so."""

from dataclasses import replace
from functools import cache

import pytest

from auditor.model.claims import Record
from auditor.model.findings import Outcome
from auditor.model.kinds import EntityKind, RelationKind
from auditor.model.values import INTEGER, TEXT, TEXTS, choice, choices, records
from auditor.recommend import Basis, recommend
from auditor.waivers import Acceptances
from auditor.whatif import Added, Related, Stated, Ways
from auditor.whatif.values import Slot, fulfilling
from tests.audits import SAMPLES, TODAY, audit
from tests.tiny import at, claim, system
from tests.whatif.edited import edited
from tests.whatif.engines import engine_of_sample, outcomes

_BY_NAME = {path.name: path for path in SAMPLES}


@cache
def advice_for(name):
    engine = engine_of_sample(_BY_NAME[name])
    return {a.controls[0].id: a for a in recommend(engine, Acceptances(), engine.now.levels, 3, TODAY)}


@pytest.mark.parametrize("name", _BY_NAME)
def test_what_is_tried_closes_all_that_it_is_about(name):
    tried = [advice for advice in advice_for(name).values() if advice.basis is Basis.TRIED]
    assert tried
    for advice in tried:
        own = {(control.id, subject) for control, subjects in advice.wanted for subject in subjects}
        changed = {(p.control, p.subject) for p in (*advice.remedy.effect.closes, *advice.remedy.effect.settles)}
        assert own <= changed
        if advice.remedy.only is None:
            whole = engine_of_sample(_BY_NAME[name]).wholly(advice.assumptions)
            assert outcomes(whole.results) == outcomes(advice.remedy.trial.results), advice.controls[0].id


@pytest.mark.parametrize("name", _BY_NAME)
def test_doing_more_never_reaches_less(name):
    levels = [advice.then for advice in advice_for(name).values()]
    assert levels == sorted(levels)


@pytest.mark.parametrize(
    "control",
    ["unapproved-irreversible-action", "no-dry-run", "missing-health-check", "short-log-retention"],
)
def test_an_audit_of_the_edited_description_agrees(control, tmp_path):
    sample = _BY_NAME["travel-desk"]
    advice = advice_for("travel-desk")[control]
    assert advice.basis is Basis.TRIED
    report = audit(edited(sample, tmp_path, engine_of_sample(sample), advice.assumptions))
    open_now = {
        (finding.control, subject.id)
        for finding in report.findings
        if finding.outcome in (Outcome.FAIL, Outcome.UNKNOWN)
        for subject in finding.subjects
    }
    closed = {(pair.control, pair.subject) for pair in advice.remedy.effect.closes}
    assert closed
    assert closed.isdisjoint(open_now)
    assert report.verdict.level_reached == advice.remedy.trial.level


def test_what_is_closed_on_the_way_is_counted_and_named():
    for advice in (advice for name in _BY_NAME for advice in advice_for(name).values()):
        own = {control.id for control in advice.controls}
        assert own.isdisjoint(pair.control for pair in advice.also)
        assert len(advice.also) <= sum(advice.closes.values())
        if advice.basis is Basis.ESTIMATED:
            assert not advice.assumptions and not advice.also and not advice.opens


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


def test_advice_without_a_remedy_is_an_estimate():
    advice = next(a for a in advice_for("travel-desk").values() if a.basis is Basis.ESTIMATED)
    assert replace(advice, remedy=None) == advice
