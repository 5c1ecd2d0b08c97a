"""Attributes of what an action answers: new state, receipts, errors to act on, size, units, images."""

from __future__ import annotations

from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import MergeRule
from auditor.model.values import FLAG, TEXT, choice, choices, records
from auditor.model.vocabulary.attribute import Attribute, kinds

_TOOL = kinds(K.TOOL)

_QUANTITY = records(place=choice("parameter", "response"), what=TEXT)

ATTRIBUTES = (
    Attribute(
        name="returns_state",
        type=FLAG,
        kinds=_TOOL,
        meaning="Whether a success of a write gives the new state, or an identifier or receipt to look it up by.",
    ),
    Attribute(
        name="named_results",
        type=FLAG,
        kinds=_TOOL,
        meaning="Whether its results hold a name or title beside each identifier; true where they hold no identifier.",
    ),
    Attribute(
        name="verbosity_control",
        type=FLAG,
        kinds=_TOOL,
        meaning="Whether the caller can choose how much comes back: fields, a format, a level of detail.",
    ),
    Attribute(
        name="explained_failures",
        type=FLAG,
        kinds=_TOOL,
        meaning="Whether a failure carries a text that says what was wrong.",
    ),
    Attribute(
        name="enumerated_failures",
        type=FLAG,
        kinds=_TOOL,
        meaning="Whether a failure carries a code out of a closed list, or each failure has a status of its own.",
    ),
    Attribute(
        name="retry_information",
        type=FLAG,
        kinds=_TOOL,
        meaning="Whether a failure says if and when to try again: Retry-After, or a field that says so.",
    ),
    Attribute(
        name="freshness_visible",
        type=FLAG,
        kinds=_TOOL,
        meaning="Whether a read tells how fresh it is: ETag, Last-Modified, Age, or a field with its time or version.",
    ),
    Attribute(
        name="unclear_quantities",
        type=_QUANTITY,
        kinds=_TOOL,
        declarable=False,
        merge=MergeRule.UNION,
        meaning="Numbers and times among arguments and results whose unit, currency or time zone is not said.",
    ),
    Attribute(
        name="result_kinds",
        type=choices("none", "text", "json", "image", "audio", "video", "file"),
        kinds=_TOOL,
        merge=MergeRule.UNION,
        meaning="In which forms a success can come back; `json` stands for any structured text.",
    ),
    Attribute(
        name="bounded_result",
        type=FLAG,
        kinds=_TOOL,
        meaning="Whether a text that it returns has a largest size, by an argument that is required or has a default.",
    ),
    Attribute(
        name="operates_screen",
        type=FLAG,
        kinds=_TOOL,
        meaning="Whether it acts on a screen or a page as a person would, where the effect has to be seen.",
    ),
    Attribute(
        name="screen_view",
        type=choice("none", "structure", "image"),
        kinds=_TOOL,
        meaning="How its result shows a screen or a page as it now is: as a tree of elements or text, or as a picture.",
    ),
)
