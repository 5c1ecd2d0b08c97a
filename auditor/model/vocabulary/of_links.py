"""Attributes that join what several artifacts say about one action."""

from __future__ import annotations

from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import MergeRule
from auditor.model.values import FLAG, TEXT, TEXTS, choice, records
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
        name="same_as",
        type=TEXT,
        kinds=_TOOL,
        meaning="The tool of another interface that is the same action, such as the operation behind an MCP tool.",
    ),
    Attribute(
        name="seen_as",
        type=records(interface=TEXT, own_name=TEXT, reason=TEXT, confidence=choice("low", "medium", "high")),
        kinds=_TOOL,
        merge=MergeRule.UNION,
        declarable=False,
        meaning="Other descriptions of the same action, and why they are taken for it; the name is the other's id. "
        "Empty where no other interface can have it.",
    ),
    Attribute(
        name="discrepancies",
        type=records(kind=choice(*DISCREPANCIES), differs=FLAG, what=TEXT, other=TEXT),
        kinds=_TOOL,
        merge=MergeRule.UNION,
        declarable=False,
        meaning="Where the descriptions of one action differ, or where `differs` is left out because one of them does "
        "not say it; the name is the parameter or the attribute.",
    ),
    Attribute(
        name="offers_actions_of",
        type=TEXTS,
        kinds=_INTERFACE,
        merge=MergeRule.UNION,
        declarable=False,
        meaning="The interfaces whose actions this one offers as tools, as far as something links them.",
    ),
    Attribute(
        name="missing_counterparts",
        type=records(other=TEXT, what=TEXT),
        kinds=_INTERFACE,
        merge=MergeRule.UNION,
        declarable=False,
        meaning="Actions that only one of two linked interfaces has; the name is the action's id, and `other` the "
        "interface that lacks it.",
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
        name="events",
        type=records(description=TEXT, messages=TEXTS),
        kinds=_INTERFACE,
        declarable=False,
        merge=MergeRule.BEST,
        meaning="Channels into which the application sends, and what comes through each; an agent can observe them. "
        "The name is the id that system.yaml calls the channel by.",
    ),
    Attribute(
        name="steps",
        type=records(operation=TEXT, description=TEXT, found=FLAG, success=TEXT, on_failure=TEXT),
        kinds=kinds(K.TOOL, K.INTERFACE),
        declarable=False,
        merge=MergeRule.BEST,
        meaning="For a workflow, or an interface with all of its workflows: the steps in order; the name is the "
        "step's id, `operation` the tool that it calls, `found` whether the contract that it names has that tool.",
    ),
)
