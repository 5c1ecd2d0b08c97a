"""Agents that act on a screen: what they see of it, and whether their model takes pictures; units of numbers."""

from __future__ import annotations

import pytest

from auditor.checklist import load_catalogue
from auditor.evaluate import evaluate
from auditor.model.kinds import EvidenceLevel
from tests.checklist.said import DAY, context
from tests.evaluate.judged import judged, outcomes
from tests.tiny import REPOSITORY

TOOLS = """
  hand.click: {description: Perform a click on the current page., own_name: click}
  hand.take_screenshot: {description: Take a screenshot of the current page., own_name: take_screenshot}
  hand.take_snapshot: {description: The accessibility tree of the current page., own_name: take_snapshot}
  desk.get_trip: {description: Returns one trip., own_name: get_trip}
"""
DESK = """
models: {{seer: {{inputs: [text, image]}}, reader: {{inputs: [text]}}}}
agents: {{clerk: {{model: {model}, tools: [{tools}], delegates_to: []}}}}
tools: {all}
"""


def outcome(control: str, tools: str, model: str = "seer") -> str:
    """Return what a control of the catalogue comes to for an agent with these tools."""
    against = context(DESK.format(model=model, tools=tools, all=TOOLS), EvidenceLevel.DECLARED)
    wanted = [found for found in load_catalogue(REPOSITORY / "checklists").controls if found.id == control]
    (result,) = evaluate(against.system, wanted, today=DAY)
    if result.others:
        return result.others[0].outcome.value
    return "pass" if result.passed else "not applicable"


@pytest.mark.parametrize(
    ("tools", "expected"),
    [
        ("desk.get_trip", "not applicable"),
        ("hand.click", "fail"),
        ("hand.click, desk.get_trip", "fail"),
        ("hand.click, hand.take_screenshot", "unknown"),
        ("hand.click, hand.take_snapshot", "unknown"),
    ],
)
def test_who_acts_on_a_screen_has_to_see_it(tools, expected):
    """What only a name says can fail, and never pass."""
    assert outcome("unseen-screen", tools) == expected


@pytest.mark.parametrize(
    ("tools", "model", "expected"),
    [
        ("desk.get_trip", "reader", "not applicable"),
        ("hand.click, hand.take_screenshot", "reader", "fail"),
        ("hand.click, hand.take_screenshot", "seer", "unknown"),
        ("hand.click, hand.take_screenshot, hand.take_snapshot", "reader", "unknown"),
    ],
)
def test_pictures_go_to_a_model_that_takes_them(tools, model, expected):
    assert outcome("model-without-eyes", tools, model) == expected


UNITS = "for_each: {kind: tool}\ncheck: quantities_with_units"


def test_each_number_without_a_unit_is_told():
    system = """
tools:
  pay: {unclear_quantities: {amount: {place: parameter, what: "`amount`: no currency is said"}}}
  wait: {unclear_quantities: {}}
  ask: {effects: [read]}
"""
    assert outcomes(UNITS, system) == {
        "pay [amount]": "fail: `amount`: no currency is said (system.yaml:3)",
        "wait": "pass",
        "ask": "unknown: nobody states `unclear_quantities` for `ask`",
    }
    (found,) = [other for other in judged(UNITS, system).others if other.subject == "pay"]
    assert [place.position.line for place in found.places] == [3]
