"""Tools that differ by next to nothing in what they say of themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from auditor.checklist import Reason
from auditor.checks.similarity import Pair, Profile, near_duplicates
from auditor.checks.toolsets import Toolset, claims_of, nothing_found, stated, toolset
from auditor.checks.view import FALSE, Result, View
from auditor.graph.verdict import CERTAIN
from auditor.model.entities import Entity
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import EvidenceLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class _Alike:
    """The near-duplicates in one toolset."""

    found: Toolset
    pairs: dict[str, list[tuple[Entity, Entity, Pair]]]
    """By the id of either tool."""
    silent: str
    """A tool of which nobody states the name or the description; empty where there is none."""
    level: EvidenceLevel
    """Of the weakest name or description."""


def near_duplicate_tools(view: View, subject: Entity) -> Result:
    """Pass where a tool, or each tool of an agent or interface, says how it differs from those beside it.

    Two tools are near-duplicates where their descriptions differ by at most one word and explain no word in which the
    names differ, or where the names differ only by words that mean the same; unless one names the other. Tools of the
    same description are left to `confusable_tools`.
    """
    owners = view.owners(subject) if subject.kind is K.TOOL else (subject,)
    groups = [view.kept((near_duplicate_tools, owner.id), partial(_alike, view, owner)) for owner in owners]
    only = subject if subject.kind is K.TOOL else None
    reasons = {reason.item: reason for group in groups for reason in _reasons(view, group, only)}
    if reasons:
        level = min(reason.level for reason in reasons.values())
        return Result(verdict=FALSE[level], reasons=tuple(reasons.values()))
    return nothing_found(subject, groups, "no two of these tools are near-duplicates")


def _alike(view: View, owner: Entity) -> _Alike:
    found = toolset(view, owner)
    level, silent, compared, profiles = CERTAIN, "", [], []
    for tool in found.tools:
        name, name_level = stated(view, tool, "own_name")
        described, its_level = stated(view, tool, "description")
        if name is None or described is None:
            silent = silent or tool.id
            continue
        level = min(level, name_level, its_level)
        compared.append(tool)
        profiles.append(Profile.of(name, described))
    pairs: dict[str, list[tuple[Entity, Entity, Pair]]] = defaultdict(list)
    for pair in near_duplicates(profiles):
        first, second = compared[pair.first], compared[pair.second]
        pairs[first.id].append((first, second, pair))
        pairs[second.id].append((first, second, pair))
    return _Alike(found=found, pairs=dict(pairs), silent=silent, level=level)


def _reasons(view: View, group: _Alike, only: Entity | None) -> Iterator[Reason]:
    if only is not None:
        for first, second, pair in group.pairs.get(only.id, ()):
            yield _reason(view, first, second, pair, judged=only)
        return
    for tool_id, pairs in group.pairs.items():
        for first, second, pair in pairs:
            if first.id == tool_id:
                yield _reason(view, first, second, pair, judged=first)


def _reason(view: View, first: Entity, second: Entity, pair: Pair, *, judged: Entity) -> Reason:
    # What is judged comes first, so that the other's place is not taken for a place that both share.
    one, other = (second, first) if judged == second else (first, second)
    shown = tuple(entity.location for entity in (one, other) if entity.location is not None)
    claims = (*claims_of(view, one, "own_name", "description"), *claims_of(view, other, "own_name", "description"))
    mine, yours = (" ".join(words) for words in pair.differ)
    differ = f"`{mine}` / `{yours}`" if mine and yours else f"`{mine or yours}`" if mine or yours else "the order"
    return Reason(
        what=f"`{first.id}` and `{second.id}` are near-duplicates: their descriptions agree to {pair.score:.0f} %, "
        f"and only {differ} {'differ' if mine and yours else 'differs'}",
        level=min((claim.level for claim in claims), default=EvidenceLevel.ASSUMED),
        places=shown,
        claims=claims,
        item=other.id,
    )
