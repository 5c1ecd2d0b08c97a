"""Attributes that join what several artifacts say about one action."""

from __future__ import annotations

from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import MergeRule
from auditor.model.values import TEXT, TEXTS, choice, records
from auditor.model.vocabulary.attribute import Attribute, kinds

_TOOL = kinds(K.TOOL)
_INTERFACE = kinds(K.INTERFACE)

DISCREPANCIES = (
    "effect",
    "idempotence",
    "parameter_missing",
    "parameter_required",
    "parameter_type",
    "parameter_enum",
    "deprecation",
    "result",
)

ATTRIBUTES = (
    Attribute(
        name="seen_as",
        type=records(interface=TEXT, own_name=TEXT, reason=TEXT, confidence=choice("low", "medium", "high")),
        kinds=_TOOL,
        merge=MergeRule.UNION,
        declarable=False,
        meaning="Other descriptions of the same action, and why they are taken for it; the name is the other's id.",
    ),
    Attribute(
        name="discrepancies",
        type=records(kind=choice(*DISCREPANCIES), what=TEXT, other=TEXT),
        kinds=_TOOL,
        merge=MergeRule.UNION,
        declarable=False,
        meaning="What the descriptions of one action say differently; the name is the parameter or the attribute.",
    ),
    Attribute(
        name="missing_counterparts",
        type=records(other=TEXT, what=TEXT),
        kinds=_INTERFACE,
        merge=MergeRule.UNION,
        declarable=False,
        meaning="Actions of the interface that this one offers or is offered by, and that it lacks; "
        "the name is the other's id.",
    ),
    Attribute(
        name="in_workflows",
        type=TEXTS,
        kinds=kinds(K.TOOL, K.INTERFACE),
        merge=MergeRule.UNION,
        declarable=False,
        meaning="Described workflows, such as those of an Arazzo document, in which it has a step.",
    ),
    Attribute(
        name="steps",
        type=records(operation=TEXT, description=TEXT, success=TEXT, on_failure=TEXT),
        kinds=_TOOL,
        declarable=False,
        merge=MergeRule.BEST,
        meaning="For a workflow: its steps in order; the name is the step's id, `operation` the tool that it calls.",
    ),
)
