"""What recommendations really close: tried, and compared with audits of systems in which it is so."""

from dataclasses import dataclass, field, replace
from functools import cache

import pytest

from auditor.model.findings import Outcome
from auditor.model.kinds import EntityKind
from auditor.recommend import Basis, recommend
from auditor.waivers import Acceptances
from auditor.whatif import Stated, Ways, remedy_for
from tests.audits import SAMPLES, TODAY, audit, controls
from tests.tiny import claim, describe
from tests.whatif.edited import edited
from tests.whatif.engines import engine_of, engine_of_sample, outcomes

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


@dataclass(frozen=True)
class Told(Ways):
    """Ways that are told for each subject."""

    told: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def to(self, condition, subject):
        return tuple((Stated(subject=subject.id, attribute="approval", value=word),) for word in self.told[subject.id])


@pytest.mark.parametrize(
    ("told", "mended"),
    [
        ({"api.pay": ("none", "human"), "api.wipe": ("human", "none")}, True),
        ({"api.pay": ("none", "none"), "api.wipe": ("human", "none")}, False),
    ],
)
def test_each_subject_goes_on_to_its_next_way_by_itself(told, mended):
    tools = ("api.pay", "api.wipe")
    described = describe(
        *((tool, EntityKind.TOOL) for tool in tools),
        claims=tuple(
            c for tool in tools for c in (claim(tool, "effects", ("delete",)), claim(tool, "approval", "none"))
        ),
        closed=(EntityKind.PERSON, EntityKind.GATEWAY),
    )
    control = next(c for c in controls().controls if c.id == "unapproved-irreversible-action")
    engine = engine_of(described, (control,))
    ways = Told(system=engine.system, today="2026-11-22", told=told)
    remedy = remedy_for(engine, ways, [(control, tools)])
    assert (remedy is not None) is mended
    if remedy is not None:
        assert [(a.subject, a.value) for a in remedy.assumptions] == [("api.pay", "human"), ("api.wipe", "human")]


def test_advice_without_a_remedy_is_an_estimate():
    advice = next(a for a in advice_for("travel-desk").values() if a.basis is Basis.ESTIMATED)
    assert replace(advice, remedy=None) == advice
