"""The arguments of two descriptions of one action, beside each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from auditor.linking.tools import plain
from auditor.model.claims import AttributeValue, Record

_NOT_ASKED = ("header", "cookie")
"""Places of what a client sends by itself: versions, tokens, conditions."""
_WRAPPERS = frozenset({"body", "requestbody", "payload", "data", "input", "params", "arguments"})
"""Names of one argument that holds a whole request body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """How much of the arguments two descriptions share."""

    count: int
    """Arguments that both have."""
    all: int
    """Arguments that either has."""
    required: bool
    """Whether both demand the same ones."""

    callable: bool
    """Whether each has what the other demands."""

    @property
    def names(self) -> float:
        """Their share, from 0 to 1 (Jaccard index); 1 where neither has any."""
        return self.count / self.all if self.all else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The arguments of both, by name without case and separators, but for those that a model never fills in."""

    face: Mapping[str, Record]
    behind: Mapping[str, Record]
    whole: bool
    """False where either may have arguments that were not read, or holds them inside another."""


def beside(face: AttributeValue | None, behind: AttributeValue | None) -> Beside | None:
    """Return two parameter lists beside each other; None where one of them is not known."""
    if not isinstance(face, tuple) or not isinstance(behind, tuple):
        return None
    ours, theirs = _by_name(face), _by_name(behind)
    whole = "*" not in ours and "*" not in theirs
    wrapped = {key for key in _WRAPPERS & ours.keys() - theirs.keys() if "object" in str(ours[key].fields.get("type"))}
    if wrapped:
        ours = {key: record for key, record in ours.items() if key not in wrapped}
        theirs = {key: record for key, record in theirs.items() if record.fields.get("place") != "body"}
    return Beside(face=ours, behind=theirs, whole=whole and not wrapped)


def overlap(face: AttributeValue | None, behind: AttributeValue | None) -> Overlap | None:
    """Return how much two parameter lists share; None where one of them is not known."""
    both = beside(face, behind)
    if both is None:
        return None
    ours, theirs = both.face.keys() - {"*"}, both.behind.keys() - {"*"}
    demanded = [
        {key for key, record in records.items() if record.fields.get("required")}
        for records in (both.face, both.behind)
    ]
    return Overlap(
        count=len(ours & theirs),
        all=len(ours | theirs),
        required=demanded[0] == demanded[1],
        callable=demanded[0] <= theirs and demanded[1] <= ours,
    )


def _by_name(parameters: tuple[AttributeValue, ...]) -> dict[str, Record]:
    return {
        record.name if record.name == "*" else plain(record.name): record
        for record in parameters
        if isinstance(record, Record) and record.fields.get("place") not in _NOT_ASKED
    }
