"""The plan on the page: the way to the level, where it is reached, patches and examples."""

from __future__ import annotations

import msgspec

from auditor.formats.page.limits import PRINT, SCREEN
from auditor.formats.page.plan import plan_of
from auditor.formats.page.render import render
from auditor.report.schema import Report
from auditor.report.schema_plan import PlanFact

from .sample_report import travel_desk
from .sample_variants import HOSTILE
from .test_prompt import planned


def test_it_marks_where_the_level_is_reached():
    page = render(planned(), SCREEN)
    assert "The first step leads to level 3, and none of them can be left out" in page
    assert "Here level 3 (Acting) is reached." in page
    assert page.index("On the way to level 3") < page.index("Here level 3") < page.index("After that")


def test_it_says_why_a_level_is_not_reached():
    report = _with_plan(PlanFact(asked=3, reached=1, steps=1, arrives=False, level_after=1, why_not=("No tool `x`.",)))
    page = render(report, SCREEN)
    assert "level 3 is not reached with them" in page
    assert "<li>No tool <code>x</code>.</li>" in page
    assert "Here level 3" not in page


def test_a_level_that_is_reached_already():
    report = _with_plan(PlanFact(asked=1, reached=1, steps=0, arrives=True, level_after=1))
    assert "Level 1 is reached already; nothing below is needed for it." in render(report, SCREEN)


def test_a_patch_is_shown_line_by_line():
    page = render(planned(), SCREEN)
    assert "<ins>+approval: human</ins>" in page
    assert "it <i>states it once it is so</i>" in page
    assert "First put the approval in place." in page
    assert "audit system.yaml --fail-on level -o after.json" in page


def test_paper_has_the_changes_as_well():
    assert "<ins>+approval: human</ins>" in render(planned(), PRINT)


def test_hostile_texts_are_escaped():
    page = render(planned(name=HOSTILE, text=HOSTILE, subject=HOSTILE), SCREEN)
    assert "<script>alert(1)</script>" not in page
    assert "\u202eevil" not in page


def test_what_comes_after_is_grouped_by_its_file():
    report = planned()
    first = report.recommendations[0]
    alike = tuple(msgspec.structs.replace(first, needed=False, title=f"Do {n}.") for n in range(3))
    report = msgspec.structs.replace(report, recommendations=(first, *alike))
    groups = plan_of(report, SCREEN).groups
    assert [(group.title, group.place, len(group.steps)) for group in groups] == [
        ("On the way to level 3", "", 1),
        ("After that, in", "system.yaml", 3),
    ]


def test_every_recommendation_stands_on_the_page_once():
    page = render(travel_desk(), SCREEN)
    for number in range(1, len(travel_desk().recommendations) + 1):
        assert page.count(f'id="recommendation-{number}"') == 1


def _with_plan(plan: PlanFact) -> Report:
    return msgspec.structs.replace(planned(), plan=plan)
