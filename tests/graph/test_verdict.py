"""Kleene's laws, and how strength goes through them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from auditor.graph import verdict as v
from auditor.graph.verdict import Truth, Verdict
from auditor.model.kinds import EvidenceLevel

verdicts = st.sampled_from([*v.TRUE, *v.FALSE, v.UNKNOWN])
several = st.lists(verdicts, max_size=5)


@given(verdicts)
def test_twice_not(a: Verdict):
    assert v.negate(v.negate(a)) is a


@given(several)
def test_de_morgan(parts: list[Verdict]):
    assert v.negate(v.all_of(parts)) is v.any_of(map(v.negate, parts))


@given(several, several)
def test_grouping_and_order_do_not_matter(left: list[Verdict], right: list[Verdict]):
    assert v.all_of([v.all_of(left), v.all_of(right)]) is v.all_of([*right, *left])
    assert v.any_of([v.any_of(left), v.any_of(right)]) is v.any_of([*right, *left])


@given(several)
def test_truth_is_kleenes(parts: list[Verdict]):
    truths = {part.truth for part in parts}
    expected = Truth.FALSE if Truth.FALSE in truths else Truth.UNKNOWN if Truth.UNKNOWN in truths else Truth.TRUE
    assert v.all_of(parts).truth is expected


@given(st.lists(verdicts, min_size=1, max_size=5))
def test_strength(parts: list[Verdict]):
    found = v.all_of(parts)
    same = [part.level for part in parts if part.truth is found.truth]
    match found.truth:
        case Truth.TRUE:
            assert found.level == min(same)
        case Truth.FALSE:
            assert found.level == max(same)
        case Truth.UNKNOWN:
            assert found is v.UNKNOWN


@given(st.lists(verdicts, min_size=1, max_size=5), st.data())
def test_knowing_less_never_decides_otherwise(parts: list[Verdict], data: st.DataObject):
    index = data.draw(st.integers(0, len(parts) - 1))
    poorer = [*parts[:index], v.UNKNOWN, *parts[index + 1 :]]
    for combine in (v.all_of, v.any_of):
        before, after = combine(parts), combine(poorer)
        assert after.truth in (before.truth, Truth.UNKNOWN)


@given(verdicts, st.sampled_from(EvidenceLevel))
def test_a_cap_never_strengthens(a: Verdict, level: EvidenceLevel):
    capped = v.at_most(a, level)
    assert capped.truth is a.truth
    assert capped.level <= a.level
