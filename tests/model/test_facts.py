"""How claims about one attribute come to one fact."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model.facts import Contradicted, Known, Unknown, merge
from auditor.model.kinds import EvidenceLevel as L
from auditor.model.vocabulary import ATTRIBUTES
from tests.tiny import claim


def fact(attribute, *claims):
    return merge(ATTRIBUTES[attribute], [claim("t", attribute, value, level) for value, level in claims])


def test_nobody_says_anything():
    assert fact("approval") == Unknown()


def test_agreeing_claims_take_the_best_level():
    known = fact("approval", ("human", L.DECLARED), ("human", L.DOCUMENTED))
    assert isinstance(known, Known)
    assert (known.value, known.level) == ("human", L.DOCUMENTED)


def test_differing_declared_claims_contradict():
    assert isinstance(fact("idempotent", (True, L.DECLARED), (False, L.DOCUMENTED)), Contradicted)


def test_a_record_decides_against_what_is_only_written():
    known = fact("idempotent", (True, L.DOCUMENTED), (False, L.RECORDED))
    assert isinstance(known, Known)
    assert known.value is False


def test_differing_records_contradict():
    assert isinstance(fact("idempotent", (True, L.RECORDED), (False, L.RECORDED)), Contradicted)


@pytest.mark.parametrize("weak", [L.ASSUMED, L.INFERRED])
def test_guesses_never_contradict(weak):
    known = fact("reversible", (True, L.DECLARED), (False, weak))
    assert isinstance(known, Known)
    assert known.value is True


def test_disagreeing_guesses_are_unknown():
    assert isinstance(fact("reversible", (True, L.INFERRED), (False, L.INFERRED)), Unknown)


def test_a_union_holds_all_and_is_as_sure_as_its_least_supported_item():
    known = fact("effects", (("read",), L.DOCUMENTED), (("delete", "read"), L.DECLARED))
    assert isinstance(known, Known)
    assert set(known.value) == {"read", "delete"}
    assert known.level is L.DECLARED
    assert [c.level for c in known.supporting("read")] == [L.DOCUMENTED, L.DECLARED]


def test_inferred_effects_do_not_add_to_declared_ones():
    known = fact("effects", (("read",), L.DECLARED), (("create",), L.INFERRED))
    assert isinstance(known, Known)
    assert known.value == ("read",)


def test_the_worst_trust_counts():
    known = fact("trust", ("trusted", L.DOCUMENTED), ("untrusted", L.DECLARED))
    assert isinstance(known, Known)
    assert known.value == "untrusted"


def test_a_better_wording_is_no_contradiction():
    known = fact("description", ("Cancels.", L.DECLARED), ("Cancels a trip.", L.DOCUMENTED))
    assert isinstance(known, Known)
    assert known.value == "Cancels a trip."


def test_true_is_not_one():
    assert isinstance(fact("max_steps", (1, L.DECLARED), (True, L.DECLARED)), Contradicted)


levels = st.sampled_from(list(L))


@given(st.lists(st.tuples(st.booleans(), levels), max_size=5), st.randoms())
def test_the_order_of_claims_does_not_matter(claims, random):
    shuffled = random.sample(claims, len(claims))
    one, other = fact("reversible", *claims), fact("reversible", *shuffled)
    assert type(one) is type(other)
    if isinstance(one, Known):
        assert (one.value, one.level) == (other.value, other.level)


@given(st.lists(st.tuples(st.booleans(), levels), min_size=1, max_size=5))
def test_a_known_value_is_somebodys_claim(claims):
    known = fact("reversible", *claims)
    if isinstance(known, Known):
        assert (known.value, known.level) in claims
