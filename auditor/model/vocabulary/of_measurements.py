"""Attributes that hold what a profile asks to be measured beside the controls."""

from __future__ import annotations

from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import MergeRule
from auditor.model.values import NUMBER, records
from auditor.model.vocabulary.attribute import Attribute, kinds

ATTRIBUTES = (
    Attribute(
        name="jairf",
        type=records(count=NUMBER, of=NUMBER, unsure=NUMBER),
        kinds=kinds(K.INTERFACE),
        merge=MergeRule.BEST,
        declarable=False,
        meaning="What the API AI-readiness framework counts in an OpenAPI document; `unsure` are those of the whole "
        "that may or may not belong to the count.",
    ),
)
"""Claimed only where the profile measures them."""
