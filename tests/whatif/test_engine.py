"""What would be if: the quick answer is the whole answer, and nothing of it gets into what is."""

import random

import pytest

from auditor.model.findings import Outcome
from auditor.model.kinds import EntityKind, EvidenceLevel, RelationKind
from auditor.model.values import ValueKind
from auditor.model.vocabulary import attributes_of
from auditor.whatif import JOINING, Added, Related, Stated
from tests.audits import SAMPLES, controls
from tests.tiny import claim, describe
from tests.whatif.engines import engine_of, engine_of_sample, outcomes

_APPROVAL = "unapproved-irreversible-action"


def any_value(value_type, rng):
    match value_type.kind:
        case ValueKind.FLAG:
            return rng.random() < 0.5
        case ValueKind.INTEGER:
            return rng.randrange(5)
        case ValueKind.NUMBER:
            return rng.random()
        case ValueKind.CHOICE:
            return rng.choice(value_type.choices)
        case ValueKind.CHOICES:
            return tuple(rng.sample(value_type.choices, rng.randrange(len(value_type.choices) + 1)))
        case ValueKind.TEXTS:
            return ("one", "two")
        case ValueKind.DATE:
            return "2026-01-01"
        case ValueKind.DURATION:
            return "30d"
        case ValueKind.RECORDS:
            return ()
        case _:
            return "some text"


def any_assumptions(system, rng):
    """Return one to three assumptions: mostly attributes, now and then a relation or an entity more."""
    entities = [entity for entity in system.entities.values() if not entity.placeholder]
    made = []
    for _ in range(rng.randrange(1, 4)):
        entity = rng.choice(entities)
        attributes = attributes_of(entity.kind)
        name = rng.choice([name for name in attributes if name not in JOINING])
        made.append(Stated(subject=entity.id, attribute=name, value=any_value(attributes[name].type, rng)))
    if rng.random() < 0.3:
        source, target = rng.choice(entities).id, rng.choice(entities).id
        made.append(Related(source=source, kind=rng.choice(list(RelationKind)), target=target))
    if rng.random() < 0.1:
        made.append(Added(id="somebody", kind=rng.choice(list(EntityKind)[1:]), name="somebody"))
    return made


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_the_quick_answer_is_the_whole_answer(sample):
    engine = engine_of_sample(sample)
    rng = random.Random(sample.name)
    for _ in range(12):
        assumptions = any_assumptions(engine.system, rng)
        quick, whole = engine.after(assumptions), engine.wholly(assumptions)
        assert outcomes(quick.results) == outcomes(whole.results), assumptions
        assert quick.level == whole.level, assumptions


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_one_trial_on_another_is_both_at_once(sample):
    engine = engine_of_sample(sample)
    rng = random.Random(f"{sample.name} again")
    for _ in range(5):
        first, then = any_assumptions(engine.system, rng), any_assumptions(engine.system, rng)
        after_both = engine.after(then, since=engine.after(first))
        assert outcomes(after_both.results) == outcomes(engine.wholly((*first, *then)).results), (first, then)


def test_saying_aloud_what_is_guessed_is_judged_like_everything_else():
    engine = engine_of_sample(next(path for path in SAMPLES if path.name == "travel-desk"))
    for tool in ("bookings.createTrip", "bookings.cancelTrip", "calendar.create_event"):
        guessed = engine.system.fact(tool, "effects")
        assumptions = [Stated(subject=tool, attribute="effects", value=guessed.value)]
        assert outcomes(engine.after(assumptions).results) == outcomes(engine.wholly(assumptions).results)


def test_assumptions_never_get_into_what_is():
    engine = engine_of_sample(next(path for path in SAMPLES if path.name == "travel-desk"))
    before = outcomes(engine.results)
    fact = engine.system.fact("bookings.refundTicket", "approval")
    relations, entities = engine.system.relations, dict(engine.system.entities)
    rng = random.Random(3)
    for _ in range(10):
        engine.after(any_assumptions(engine.system, rng))
    trial = engine.after(
        [
            Stated(subject="bookings.refundTicket", attribute="approval", value="human"),
            Added(id="auditor", kind=EntityKind.PERSON, name="auditor"),
            Related(source="auditor", kind=RelationKind.APPROVES, target="bookings"),
        ]
    )
    assert trial.system.fact("bookings.refundTicket", "approval").value == "human"
    assert engine.system.fact("bookings.refundTicket", "approval") == fact
    assert (engine.system.relations, dict(engine.system.entities)) == (relations, entities)
    assert outcomes(engine.results) == outcomes(engine.now.results) == before
    claims = (claim for id_ in engine.system.entities for claim in engine.system.claims(id_))
    assert all(claim.level < EvidenceLevel.OBSERVED for claim in claims)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
@pytest.mark.parametrize("value", ["human", "policy"])
def test_assuming_an_approval_never_worsens_an_approval_control(sample, value):
    engine = engine_of_sample(sample)
    rank = {Outcome.FAIL: 0, Outcome.ERROR: 1, Outcome.UNKNOWN: 2, Outcome.MANUAL: 2}

    def good(results):
        worst = {}
        for other in results[_APPROVAL].others:
            worst[other.subject] = min(worst.get(other.subject, 3), rank[other.outcome])
        return worst

    before = good(engine.results)
    for tool in engine.system.of_kind(EntityKind.TOOL):
        if tool.placeholder:
            continue
        after = good(engine.after([Stated(subject=tool.id, attribute="approval", value=value)]).results)
        assert all(after.get(subject, 3) >= outcome for subject, outcome in before.items())
        assert (
            tool.id
            not in engine.effect(engine.after([Stated(subject=tool.id, attribute="approval", value=value)])).opens
        )


def tiny(*claims, relations=()):
    entities = (("boss", EntityKind.PERSON), ("api", EntityKind.INTERFACE), ("api.wipe", EntityKind.TOOL))
    exposes = ("api", RelationKind.EXPOSES, "api.wipe")
    wipes = claim("api.wipe", "effects", ("delete",))
    closed = (EntityKind.PERSON, EntityKind.GATEWAY)
    description = describe(*entities, claims=(wipes, *claims), relations=(exposes, *relations), closed=closed)
    description.closed_relations.add(("boss", RelationKind.APPROVES))
    return engine_of(description, (c for c in controls().controls if c.id == _APPROVAL))


def test_an_assumption_wins_over_claims_that_say_otherwise():
    engine = tiny(claim("api.wipe", "approval", "none"), claim("api.wipe", "approval", "none", EvidenceLevel.RECORDED))
    assert engine.results[_APPROVAL].count(Outcome.FAIL) == 1
    trial = engine.after([Stated(subject="api.wipe", attribute="approval", value="human")])
    assert trial.results[_APPROVAL].passed == ("api.wipe",)
    assert [pair.subject for pair in engine.effect(trial).closes] == ["api.wipe"]


def test_a_relation_to_an_interface_means_each_of_its_tools():
    engine = tiny(claim("api.wipe", "approval", "none"))
    trial = engine.after([Related(source="boss", kind=RelationKind.APPROVES, target="api")])
    assert trial.results[_APPROVAL].passed == ("api.wipe",)


def test_taking_an_approval_away_opens_what_it_had_closed():
    engine = tiny(claim("api.wipe", "approval", "human", EvidenceLevel.DOCUMENTED))
    effect = engine.effect(engine.after([Stated(subject="api.wipe", attribute="approval", value="none")]))
    assert [pair.subject for pair in effect.opens] == ["api.wipe"]
    assert not effect.closes


@pytest.mark.parametrize(
    ("assumption", "said"),
    [
        (Stated(subject="api.nope", attribute="approval", value="human"), "nothing is called"),
        (Stated(subject="boss", attribute="approval", value="human"), "no attribute of a person"),
        (Stated(subject="api", attribute="implements", value="other"), "one entity of two"),
        (Related(source="boss", kind=RelationKind.APPROVES, target="api.nope"), "nothing is called"),
    ],
)
def test_what_cannot_be_assumed_is_refused(assumption, said):
    with pytest.raises(ValueError, match=said):
        tiny().after([assumption])


def test_an_agent_that_is_only_assumed_keeps_its_gates_unknown():
    engine = engine_of(describe(), controls().controls)
    trial = engine.after([Added(id="helper", kind=EntityKind.AGENT, name="helper")])
    assert trial.level == engine.now.level == 0
    assert not engine.effect(trial).opens
