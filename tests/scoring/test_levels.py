"""Gates, levels and the verdict, from counts of subjects."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.checklist import Area, Control, Gate, Remediation
from auditor.model.description import Settings
from auditor.model.findings import ControlResult, Effort, Outcome, Severity, SubjectResult
from auditor.model.kinds import EntityKind
from auditor.scoring.levels import GateState, gate_result, level_reached, score_levels
from auditor.scoring.verdict import VerdictOutcome, judge, level_asked
from auditor.waivers import Acceptances, WaiverState, WaiverUse
from tests.test_waivers import waiver
from tests.tiny import at, claim, system

NOBODY = Acceptances()


def control(name="missing-idempotency-key", level=2, share=1.0):
    return Control(
        id=name,
        area=Area.OPERATIONS,
        title="Holds",
        failure_title="Does not hold",
        severity=Severity.HIGH,
        gate=Gate(level=level, share=share),
        rationale="r",
        kinds=frozenset({EntityKind.TOOL}),
        remediation=Remediation(summary="s", steps=("do",), effort=Effort.LOW),
        location=at(1),
    )


def result(passed=0, failed=0, unknown=0, name="missing-idempotency-key"):
    others = [(f"f{i}", Outcome.FAIL) for i in range(failed)] + [(f"u{i}", Outcome.UNKNOWN) for i in range(unknown)]
    return ControlResult(
        control=name,
        passed=tuple(f"p{i}" for i in range(passed)),
        others=tuple(SubjectResult(subject=s, outcome=o, message="m") for s, o in others),
    )


def state(share, **counts):
    return gate_result(control(), result(**counts), NOBODY, share).state


@pytest.mark.parametrize(
    ("share", "counts", "expected"),
    [
        (1.0, {"passed": 3}, GateState.MET),
        (1.0, {"passed": 3, "failed": 1}, GateState.FAILED),
        (1.0, {"passed": 3, "unknown": 1}, GateState.UNKNOWN),
        (1.0, {}, GateState.NOT_APPLICABLE),
        (0.9, {"passed": 9, "failed": 1}, GateState.MET),
        (0.9, {"passed": 8, "failed": 2}, GateState.FAILED),
        (0.9, {"passed": 8, "failed": 1, "unknown": 1}, GateState.UNKNOWN),
        (0.95, {"passed": 19, "unknown": 1}, GateState.MET),
    ],
)
def test_a_gate_counts_subjects(share, counts, expected):
    assert state(share, **counts) is expected


def test_one_subject_failing_in_two_items_counts_once():
    twice = tuple(
        SubjectResult(subject="t", outcome=Outcome.FAIL, message="m", discriminator=d) for d in ("city", "date")
    )
    gate = gate_result(control(), ControlResult(control="c", passed=("a", "b", "c"), others=twice), NOBODY, 0.75)
    assert (gate.failed, gate.applicable, gate.state) == (1, 4, GateState.MET)


def test_a_crashed_check_is_never_made_up_for_by_a_share():
    crashed = SubjectResult(subject="t", outcome=Outcome.ERROR, message="m")
    result_ = ControlResult(control="c", passed=tuple(f"p{i}" for i in range(99)), others=(crashed,))
    assert gate_result(control(), result_, NOBODY, 0.9).state is GateState.UNKNOWN


def test_accepted_failures_make_a_gate_waived_not_met():
    use = WaiverUse(waiver=waiver("*"), state=WaiverState.APPLIED, subjects=("f0",))
    gate = gate_result(control(), result(passed=1, failed=1), Acceptances(uses=(use,)), 1.0)
    assert (gate.state, gate.waived, gate.failed) == (GateState.WAIVED, 1, 0)


counts = st.integers(0, 30)


@given(counts, counts, counts, st.sampled_from([0.9, 0.95, 1.0]))
def test_an_unknown_is_never_better_than_a_pass(passed, failed, unknown, share):
    rank = {GateState.FAILED: 0, GateState.UNKNOWN: 1, GateState.NOT_APPLICABLE: 1, GateState.MET: 2}
    with_pass = state(share, passed=passed + 1, failed=failed, unknown=unknown)
    with_unknown = state(share, passed=passed, failed=failed, unknown=unknown + 1)
    assert rank[with_unknown] <= rank[with_pass]


def levels_with(*states, precondition=lambda _level: True):
    """Levels 1 to n with one gate each, which passes, fails or is unknown."""
    controls = [control(f"g{i}", level=i) for i in range(1, len(states) + 1)]
    results = {f"g{i}": result(**{s: 1}, name=f"g{i}") if s else result(name=f"g{i}") for i, s in enumerate(states, 1)}
    return score_levels(controls, results, NOBODY, {}, precondition)


@pytest.mark.parametrize(
    ("states", "reached"),
    [
        (("passed", "passed", "passed", "passed"), 4),
        (("passed", "passed", "failed", "passed"), 2),
        (("passed", "unknown", "passed", "passed"), 1),
        (("failed", "passed", "passed", "passed"), 0),
        (("", "passed", "passed", "passed"), 0),
    ],
)
def test_a_level_needs_every_gate_up_to_it(states, reached):
    assert level_reached(levels_with(*states)) == reached


def test_a_level_needs_its_precondition():
    assert level_reached(levels_with("passed", "passed", "passed", precondition=lambda level: level < 3)) == 2


def test_an_empty_system_reaches_nothing():
    assert level_reached(score_levels([], {}, NOBODY, {}, lambda _level: True)) == 0


@pytest.mark.parametrize(
    ("states", "asked", "high", "outcome"),
    [
        (("passed", "passed", "passed"), 3, 0, VerdictOutcome.READY),
        (("passed", "passed", "passed"), 3, 1, VerdictOutcome.WITH_CONDITIONS),
        (("passed", "passed", "failed"), 3, 0, VerdictOutcome.NOT_READY),
        (("passed", "passed", "failed"), 2, 0, VerdictOutcome.READY),
        (("passed", "unknown", "passed"), 3, 0, VerdictOutcome.NOT_ENOUGH_EVIDENCE),
        (("passed", "unknown", "failed"), 3, 0, VerdictOutcome.NOT_READY),
    ],
)
def test_the_verdict(states, asked, high, outcome):
    assert judge(levels_with(*states), asked=asked, as_designed=False, open_high=high).outcome is outcome


def test_a_precondition_that_does_not_hold_is_not_missing_evidence():
    levels = levels_with("passed", "passed", precondition=lambda level: level != 2)
    assert judge(levels, asked=2, as_designed=False, open_high=0).outcome is VerdictOutcome.NOT_READY


def test_failed_gates_stand_before_unknown_ones():
    verdict = judge(levels_with("unknown", "failed"), asked=2, as_designed=False, open_high=0)
    assert [gate.control.id for gate in verdict.in_the_way] == ["g2", "g1"]


@pytest.mark.parametrize(
    ("intent", "settings", "target", "asked"),
    [
        ("act", None, None, 3),
        ("answer", None, None, 1),
        (None, None, None, 3),
        ("answer", Settings(target_level=2), None, 2),
        ("answer", Settings(target_level=2), 4, 4),
    ],
)
def test_who_says_which_level_is_asked(intent, settings, target, asked):
    claims = (claim("system", "intent", intent),) if intent else ()
    assert level_asked(system(claims=claims), settings, target) == asked
