"""Conditions on record lists, and the items that they name."""

from __future__ import annotations

import pytest

from auditor.model.kinds import EvidenceLevel
from tests.checklist.said import asked, condition, context, truth

TOOL = """
tools:
  t:
    parameters:
      id: {type: string, description: The order., required: true}
      note: {type: string, required: false}
      "*": {}
  whole:
    parameters:
      id: {type: string, description: The order.}
      free: {type: object}
  none: {parameters: []}
"""
DOCUMENTED = EvidenceLevel.DOCUMENTED


@pytest.mark.parametrize(
    ("of", "text", "declared", "documented"),
    [
        ("whole", "{every: {satisfies: {type: {present: true}}}}", "true declared", "true documented"),
        ("whole", "{every: {satisfies: {description: {present: true}}}}", "unknown", "unknown"),
        ("whole", "{every: {satisfies: {type: string}}}", "false declared", "false documented"),
        (
            "whole",
            "{every: {where: {type: string}, satisfies: {description: {present: true}}}}",
            "true declared",
            "true documented",
        ),
        ("whole", "{some: {satisfies: {type: object}}}", "true declared", "true documented"),
        ("whole", "{some: {satisfies: {type: number}}}", "false declared", "false documented"),
        ("whole", "{none: {satisfies: {type: number}}}", "true declared", "true documented"),
        ("whole", "{none: {satisfies: {free_form: true}}}", "unknown", "unknown"),
        ("whole", "{none: {satisfies: {name: id}}}", "false declared", "false documented"),
        ("whole", "{every: {satisfies: {description: {length: {at_most: 9}}}}}", "false declared", "false documented"),
        ("whole", "{every: {satisfies: {format: {is_not: date}}}}", "unknown", "unknown"),
        ("t", "{every: {satisfies: {type: string}}}", "unknown", "unknown"),
        ("t", "{some: {satisfies: {required: true}}}", "true declared", "true documented"),
        ("t", "{none: {satisfies: {required: true}}}", "false declared", "false documented"),
        ("none", "{every: {satisfies: {type: string}}}", "true declared", "true documented"),
        ("none", "{some: {satisfies: {type: string}}}", "false declared", "false documented"),
    ],
)
def test_quantifiers(of: str, text: str, declared: str, documented: str):
    assert truth(f"parameters: {text}", of, TOOL) == declared
    assert truth(f"parameters: {text}", of, TOOL, DOCUMENTED) == documented


def test_each_failing_item_is_a_reason_with_its_name_and_place():
    against = context(TOOL, DOCUMENTED)
    compiled = condition("parameters: {every: {satisfies: {description: {present: true}, type: string}}}")
    reasons = compiled.explain(against, against.system.entities["whole"], True)
    assert [(reason.item, reason.what, reason.expected) for reason in reasons] == [
        ("free", "`type` of parameter `free` is `object` (system.yaml:11)", "`string`"),
    ]
    assert [str(place) for place in reasons[0].places] == ["system.yaml:11"]


def test_a_record_that_says_what_is_wrong_is_quoted():
    text = "schema_faults: {none: {satisfies: {kind: impossible}}}"
    faults = "schema_faults: {/seat: {kind: impossible, what: minimum is above maximum}, /row: {kind: impossible}}"
    _, why = asked(text, "t", f"tools: {{t: {{{faults}}}}}")
    assert why.endswith("; minimum is above maximum (system.yaml:1)")
    assert "`/row` is `impossible`" in why


def test_an_alternative_that_fails_too_is_told_with_each_item():
    text = "any: [{parameters: {none: {satisfies: {type: object}}}}, {approval: human}]"
    against = context(TOOL.replace("  whole:", "  whole:\n    approval: none"))
    reasons = condition(text).explain(against, against.system.entities["whole"], True)
    assert [(reason.item, reason.what) for reason in reasons] == [
        (
            "free",
            "`type` of parameter `free` is `object` (system.yaml:12), expected anything but `object`; "
            "`approval` is `none` (system.yaml:9), expected `human`",
        )
    ]


def test_what_could_not_be_read_is_said():
    why = asked("parameters: {every: {satisfies: {type: string}}}", "t", TOOL)[1]
    assert why == "not every parameter could be read"


def test_an_unknown_list_is_unknown():
    assert asked("parameters: {none: {satisfies: {type: string}}}", "x", "tools: {x: {dry_run: true}}") == (
        "unknown",
        "nobody states `parameters` for `x`",
    )


def test_no_item_that_fits():
    text = "parameters: {some: {where: {required: true}, satisfies: {type: number}}}"
    assert asked(text, "whole", TOOL, DOCUMENTED) == (
        "false documented",
        "it is not so for any of its 2 parameters that `required` is `true` and `type` is `number` (system.yaml:10); "
        "expected one",
    )
