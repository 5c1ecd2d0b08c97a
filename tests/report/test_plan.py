"""The plan of a report: the shortest way first, where it ends, and how to tell that a step is done."""

from __future__ import annotations

from functools import cache

import pytest

from auditor.recommend import Advice, _level_after, recommend
from auditor.report.schema import Report
from auditor.waivers import Acceptances
from auditor.whatif import WhatIf
from tests.audits import SAMPLES, TODAY, audit
from tests.whatif.engines import engine_of_sample

_BY_NAME = {path.name: path for path in SAMPLES}


@cache
def advice_for(name: str, asked: int) -> tuple[tuple[Advice, ...], WhatIf]:
    engine = engine_of_sample(_BY_NAME[name])
    return recommend(engine, Acceptances(), engine.now.levels, asked, TODAY), engine


@cache
def report_on(name: str, target: int | None = None) -> Report:
    return audit(_BY_NAME[name] / "system.yaml", target=target)


@pytest.mark.parametrize("name", _BY_NAME)
@pytest.mark.parametrize("asked", [2, 3])
def test_nothing_on_the_way_can_be_left_out(name: str, asked: int):
    advice, engine = advice_for(name, asked)
    needed = [entry for entry in advice if entry.needed]
    if not needed or _level_after(needed, engine) < asked:
        return
    for left_out in needed:
        others = [entry for entry in needed if entry is not left_out]
        assert _level_after(others, engine) < asked, left_out.controls[0].id


@pytest.mark.parametrize("name", _BY_NAME)
@pytest.mark.parametrize("asked", [1, 2, 3, 4])
def test_what_is_not_needed_comes_after(name: str, asked: int):
    advice, _ = advice_for(name, asked)
    marks = [entry.needed for entry in advice]
    assert marks == sorted(marks, reverse=True)


def test_the_travel_desk_arrives():
    report = report_on("travel-desk")
    plan = report.plan
    assert plan is not None
    assert (plan.asked, plan.reached, plan.arrives, plan.level_after, plan.why_not) == (3, 1, True, 3, ())
    steps = report.recommendations[: plan.steps]
    assert all(entry.needed for entry in steps)
    assert not any(entry.needed for entry in report.recommendations[plan.steps :])
    assert steps[-1].level_after == 3
    assert all(entry.level_after is not None and entry.level_after < 3 for entry in steps[:-1])
    last = steps[-1].verify
    assert last is not None
    assert "--fail-on level" in last.command
    assert "The command exits with 0." in last.shows


def test_a_level_that_is_reached_needs_no_step():
    plan = report_on("faq-bot").plan
    assert plan is not None
    assert (plan.asked, plan.reached, plan.steps, plan.arrives) == (1, 1, 0, True)


def test_a_level_that_cannot_be_reached_says_why():
    plan = report_on("faq-bot", 3).plan
    assert plan is not None
    assert not plan.arrives
    assert any("agent reaches a tool" in why for why in plan.why_not)


@pytest.mark.parametrize("name", _BY_NAME)
def test_each_recommendation_says_where_and_how_to_verify(name: str):
    report = report_on(name)
    for entry in report.recommendations:
        assert entry.verify is not None
        assert set(entry.verify.controls) == set(entry.controls)
        assert entry.places or entry.changes or entry.root_cause, entry.title
        for change in entry.changes:
            assert change.line >= 1
            assert change.after or change.before


def test_no_patch_states_what_only_a_person_knows():
    for name in _BY_NAME:
        for entry in report_on(name).recommendations:
            for change in entry.changes:
                if change.patch:
                    added = [line for line in change.patch.split("\n") if line.startswith("+") and "+++" not in line]
                    removed = [line for line in change.patch.split("\n") if line.startswith("-")]
                    assert not [line for line in added if "<" in line and line[1:] not in str(removed)], entry.title


def test_no_secret_stands_in_a_change():
    report = report_on("travel-desk")
    changes = [change for entry in report.recommendations for change in entry.changes]
    assert any("POSTGRES_PASSWORD" in line for change in changes for line in change.after)
    assert not any("changeme" in str(change) for change in changes)


def test_approval_is_stated_once_it_is_so():
    report = report_on("travel-desk")
    entry = next(e for e in report.recommendations if "unapproved-irreversible-action" in e.controls)
    stated = [c for c in entry.changes if c.path == "system.yaml" and any("approval" in line for line in c.after)]
    assert stated
    assert {c.effect for c in stated} == {"states it once it is so"}
    assert not any(c.patch for c in stated)
    code = next(c for c in entry.changes if c.language == "python")
    assert code.effect == "makes it so"
    assert "HumanInTheLoopMiddleware" in "\n".join(code.after)
