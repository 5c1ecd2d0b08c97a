"""Knowing less never makes the controls on reach look better, and knowing of more ways never does either."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from auditor.model.claims import Claim
from auditor.model.description import Description
from auditor.model.kinds import EvidenceLevel
from tests.checks.reach_systems import REACH, RELATIONS, descriptions, outcomes, reach_controls
from tests.tiny import DECLARED, at

GOOD = ("pass", "not applicable")


def without(description: Description, subject: str, attribute: str) -> Description:
    claims = [c for c in description.claims if (c.subject, c.attribute) != (subject, attribute)]
    return replace(description, claims=claims)


def test_all_controls_on_reach_are_there():
    assert {control.id for control in reach_controls()} == set(REACH)


@settings(max_examples=25, deadline=None)
@given(descriptions())
def test_forgetting_any_one_attribute_never_helps(description: Description):
    before = outcomes(description)
    for subject, attribute in sorted({(claim.subject, claim.attribute) for claim in description.claims}):
        after = outcomes(without(description, subject, attribute))
        better = {
            key: (before.get(key), outcome)
            for key, outcome in after.items()
            if outcome in GOOD and before.get(key) not in GOOD
        }
        moved = {key: pair for key, pair in better.items() if key in before}
        assert not moved, (subject, attribute, moved)


@settings(max_examples=80, deadline=None)
@given(descriptions(), st.data())
def test_approval_never_makes_an_action_worse(description: Description, data: st.DataObject):
    before = outcomes(without(description, "pay", "approval"))
    approved = Claim(subject="pay", attribute="approval", value="human", level=DECLARED, location=at(1))
    poorer = without(description, "pay", "approval")
    after = outcomes(replace(poorer, claims=[*poorer.claims, approved]))
    key = ("unapproved-delegated-action", "pay")
    assert after[key] != "fail"
    assert after[key] == before[key] or before[key] in ("fail", "unknown")


@settings(max_examples=80, deadline=None)
@given(descriptions(), st.sampled_from(RELATIONS))
def test_one_more_way_never_hides_another(description: Description, way: tuple[str, str, str]):
    before = outcomes(description)
    source, kind, target = way
    richer = replace(description, relations=list(description.relations))
    richer.relate(source, kind, target, EvidenceLevel.DOCUMENTED, at(1))  # type: ignore[arg-type]
    after = outcomes(richer)
    for control in ("shared-memory-across-trust", "over-reaching-agent", "lethal-trifecta", "scattered-model-access"):
        for key, outcome in before.items():
            if key[0] == control and outcome == "fail":
                assert after[key] == "fail", (key, way)
    for key, outcome in before.items():
        # What agents do together, one of them may do alone then.
        if key[0] == "combined-trifecta" and outcome == "fail" and after[key] != "fail":
            assert "fail" in {after["lethal-trifecta", agent] for agent in ("a", "b", "c")}, (key, way)


def test_the_random_systems_reach_every_outcome():
    """A property over systems that never fail would prove nothing; one fixed search shows that they do."""
    seen: dict[str, set[str]] = {control: set() for control in REACH}

    @settings(max_examples=400, deadline=None, derandomize=True, database=None, phases=[Phase.generate])
    @given(descriptions())
    def look(description: Description) -> None:
        for (control, _), outcome in outcomes(description).items():
            seen[control].add(outcome)

    look()
    lacking = {control: {"pass", "fail", "unknown"} - found for control, found in seen.items()}
    assert {control: missing for control, missing in lacking.items() if missing} == {}
