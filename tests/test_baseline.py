"""The comparison with an earlier audit goes by fingerprint alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from auditor.baseline import Change, compare


def test_new_unchanged_and_absent():
    comparison = compare(then=["a", "b"], now=["b", "c"])
    assert comparison.changes == {"b": Change.UNCHANGED, "c": Change.NEW}
    assert comparison.absent == ("a",)


@given(st.sets(st.text()), st.sets(st.text()))
def test_every_fingerprint_of_either_side_is_told_once(then, now):
    comparison = compare(then, now)
    assert set(comparison.changes) == now
    assert set(comparison.absent) == then - now
    assert {mark for mark, change in comparison.changes.items() if change is Change.NEW} == now - then
