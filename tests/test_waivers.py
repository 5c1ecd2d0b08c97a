"""Waivers accept named failures up to a day, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from auditor.model.description import Waiver
from auditor.model.findings import ControlResult, Outcome, SubjectResult
from auditor.waivers import WaiverState, apply_waivers
from tests.tiny import at

TODAY = date(2026, 11, 22)


def waiver(subject="bookings.*", expires="2027-03-01", control="missing-idempotency-key"):
    return Waiver(control=control, subject=subject, reason="r", owner="o", expires=expires, location=at(3))


def results(outcome=Outcome.FAIL):
    failing = SubjectResult(subject="bookings.pay", outcome=outcome, message="m")
    return [ControlResult(control="missing-idempotency-key", others=(failing,))]


@pytest.mark.parametrize(
    ("expires", "state"),
    [("2026-11-21", WaiverState.EXPIRED), ("2026-11-22", WaiverState.APPLIED), ("2026-11-23", WaiverState.APPLIED)],
)
def test_it_holds_up_to_and_including_its_last_day(expires, state):
    accepted = apply_waivers([waiver(expires=expires)], results(), TODAY)
    assert accepted.uses[0].state is state
    assert (accepted.of("missing-idempotency-key", "bookings.pay") is not None) is (state is WaiverState.APPLIED)


@pytest.mark.parametrize(
    ("pattern", "matches"),
    [("bookings.*", True), ("bookings.pay", True), ("*", True), ("bookings.p", False), ("bookings?pay", False)],
)
def test_only_a_star_is_a_wildcard(pattern, matches):
    accepted = apply_waivers([waiver(pattern)], results(), TODAY)
    assert (accepted.uses[0].state is WaiverState.APPLIED) is matches


def test_it_covers_its_own_control_only():
    accepted = apply_waivers([waiver(control="other-control")], results(), TODAY)
    assert accepted.uses[0].state is WaiverState.UNMATCHED
    assert accepted.of("missing-idempotency-key", "bookings.pay") is None


def test_what_is_unknown_cannot_be_accepted():
    accepted = apply_waivers([waiver()], results(Outcome.UNKNOWN), TODAY)
    assert accepted.uses[0].state is WaiverState.UNMATCHED
