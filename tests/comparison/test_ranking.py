"""The order of offers: explained, without a score, whichever is named first, and never better for less proof."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.comparison.schema import CaveatId, CriterionId
from tests.formats.sample_verdict import VERDICT

from .offers import compared, of_system, of_tool, of_verdict, offer, order, with_control, with_gates, with_known

GATES = [(level.level, gate.control) for level in VERDICT.levels for gate in level.gates]
CONTROLS = sorted({control for _, control in GATES})
STATES = ["met", "failed", "unknown", "waived", "not applicable"]
WORSE = {"met": "unknown", "failed": "unknown", "waived": "unknown"}

gates = st.dictionaries(st.sampled_from(CONTROLS), st.sampled_from(STATES))
preconditions = st.dictionaries(st.sampled_from([2, 3]), st.sampled_from([True, False, None]))
known = st.fixed_dictionaries({"recorded": st.integers(0, 3), "documented": st.integers(0, 3), "unknown": st.just(2)})
states = st.tuples(gates, preconditions, known)


def made(name, state):
    return offer(name, with_gates(state[0], state[1]), with_known(**state[2]))


@settings(max_examples=60, deadline=None)
@given(st.lists(states, min_size=2, max_size=4))
def test_the_order_in_which_offers_are_named_changes_nothing(some):
    offers = [made(f"S{at}", state) for at, state in enumerate(some)]
    first = compared(*offers)
    assert all(compared(*others) == first for others in permutations(offers))


@settings(max_examples=60, deadline=None)
@given(states, states, states)
def test_a_third_offer_does_not_turn_two_around(one, other, third):
    a, b = made("one", one), made("other", other)
    two = {name: place for place, name in order(compared(a, b))}
    three = {name: place for place, name in order(compared(a, b, made("third", third)))}
    assert (two["one"] < two["other"]) == (three["one"] < three["other"])
    assert (two["one"] == two["other"]) == (three["one"] == three["other"])


@settings(max_examples=100, deadline=None)
@given(states, states, st.sampled_from(CONTROLS))
def test_hiding_what_decides_a_gate_never_helps(mine, other, control):
    rival = made("rival", other)
    places = {name: place for place, name in order(compared(made("mine", mine), rival))}
    shown = next(
        g.state for level in made("x", mine).report.verdict.levels for g in level.gates if g.control == control
    )
    hidden = ({**mine[0], control: WORSE.get(shown, shown)}, mine[1], mine[2])
    after = {name: place for place, name in order(compared(made("mine", hidden), rival))}
    assert after["mine"] >= places["mine"]


@settings(max_examples=60, deadline=None)
@given(states, states, st.sampled_from([2, 3]))
def test_hiding_what_agents_reach_never_helps(mine, other, level):
    rival = made("rival", other)
    places = {name: place for place, name in order(compared(made("mine", mine), rival))}
    after = {
        name: place
        for place, name in order(compared(made("mine", (mine[0], {**mine[1], level: None}, mine[2])), rival))
    }
    assert after["mine"] >= places["mine"]


def test_offers_that_are_alike_tie_and_it_is_said():
    comparison = compared(offer("Alpha"), offer("Beta"), offer("Gamma", with_gates(dict.fromkeys(CONTROLS, "failed"))))
    assert order(comparison) == [(1, "Alpha"), (1, "Beta"), (3, "Gamma")]
    first, second, third = comparison.ranking.standings
    assert first.tied_with == ("B",) and second.tied_with == ("A",) and third.tied_with == ()
    assert "Tied with B: alike in every criterion that is used." in first.text
    assert third.decided_by is CriterionId.LEVEL
    assert third.text == "After B by level reached: level 0, against level 1."


def test_the_criterion_that_decides_is_named_with_both_numbers():
    better = {control: "met" for level, control in GATES if level <= 3}
    nearly = {**better, CONTROLS[0]: "unknown"} | {control: "met" for _, control in GATES[:1]}
    comparison = compared(offer("Whole", with_gates(better)), offer("Part", with_gates(nearly)))
    assert [entry.id for entry in comparison.ranking.criteria if entry.decides] == [CriterionId.VERDICT]
    assert comparison.ranking.standings[0].text == "Before B by verdict: ready, against not enough evidence."


def test_not_ready_and_not_enough_evidence_are_one_step():
    gate = next(control for level, control in GATES if level == 2)
    whole = {control: "met" for level, control in GATES if level <= 3}
    failing, hiding = whole | {gate: "failed"}, whole | {gate: "unknown"}
    comparison = compared(offer("Failing", with_gates(failing)), offer("Hiding", with_gates(hiding)))
    assert order(comparison) == [(1, "Failing"), (2, "Hiding")]
    assert comparison.ranking.standings[1].decided_by is CriterionId.UNKNOWN_GATES


def test_a_vendors_own_waivers_count_for_nothing():
    whole = {control: "met" for level, control in GATES if level <= 3}
    gate = next(control for level, control in GATES if level == 2)
    waived, failing = (
        offer("Waives", with_gates(whole | {gate: "waived"})),
        offer("Fails", with_gates(whole | {gate: "failed"})),
    )
    assert waived.report.verdict.outcome == "ready with conditions"
    comparison = compared(waived, failing)
    assert order(comparison) == [(1, "Fails"), (1, "Waives")]
    texts = [value.text for entry in comparison.ranking.criteria[:2] for value in entry.values]
    assert texts == [
        "not ready", "ready with conditions, by its own waivers only", "level 1", "level 1, and 3 by its own waivers",
    ]  # fmt: skip


def test_better_evidence_decides_last():
    comparison = compared(
        offer("Logged", with_known(recorded=5, documented=1, unknown=4)),
        offer("Written", with_known(documented=6, unknown=4)),
    )
    assert order(comparison) == [(1, "Logged"), (2, "Written")]
    assert comparison.ranking.standings[1].text == (
        "After A by decided by recorded evidence or better: 0 of 10, against 5 of 10."
    )


UNEVEN = [
    (CaveatId.AUDITOR, of_tool(version="0.2.0"), set(CriterionId)),
    (
        CaveatId.CHECKLIST,
        of_tool(checklist="ffffffff"),
        {CriterionId.HIGH, CriterionId.RECORDED, CriterionId.DOCUMENTED},
    ),
    (CaveatId.PROFILE, of_system(profile="OWASP"), {CriterionId.HIGH, CriterionId.RECORDED, CriterionId.DOCUMENTED}),
    (CaveatId.TARGET, of_verdict(level_asked=2), {CriterionId.VERDICT}),
    (
        CaveatId.STAGE,
        of_system(stage="design"),
        {CriterionId.VERDICT, CriterionId.LEVEL, CriterionId.GATES, CriterionId.UNKNOWN_GATES, CriterionId.HIGH},
    ),
    (CaveatId.INTENT, of_system(intent="answer"), set()),
]


@pytest.mark.parametrize(("caveat", "change", "left_out"), UNEVEN, ids=[entry[0].value for entry in UNEVEN])
def test_what_is_not_measured_alike_is_said_and_left_out(caveat, change, left_out):
    comparison = compared(offer("Even"), offer("Uneven", change))
    assert caveat in {entry.id for entry in comparison.caveats}
    assert {entry.id for entry in comparison.ranking.criteria if not entry.used} == left_out
    assert all(entry.why_not for entry in comparison.ranking.criteria if not entry.used)


def test_without_a_criterion_there_is_no_order():
    comparison = compared(offer("Even"), offer("Altered", with_gates(dict.fromkeys(CONTROLS, "met")), altered="its id"))
    assert [place for place, _ in order(comparison)] == [1, 1]
    assert comparison.ranking.explanation.startswith("There is no order")


def test_high_controls_that_are_waived_or_undecided_count_as_not_passed():
    high = next(c for c in offer("x").report.controls if c.severity == "high" and c.outcome == "pass")
    comparison = compared(offer("Passes"), offer("Unknown", with_control(high.id, outcome="unknown")))
    texts = {v.offer: v.value for c in comparison.ranking.criteria if c.id is CriterionId.HIGH for v in c.values}
    assert texts["B"] == texts["A"] + 1
