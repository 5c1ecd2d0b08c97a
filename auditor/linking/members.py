"""Relations to an interface mean each of its tools; what an unread contract could contradict is weakened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from msgspec.structs import replace

from auditor.model.claims import Claim
from auditor.model.description import Description
from auditor.model.kinds import EntityKind, EvidenceLevel, RelationKind
from auditor.readers.architecture.system_contracts import NO_CONTRACT

_EXPANDED = (RelationKind.CALLS, RelationKind.APPROVES)
"""Relations to an interface that mean each of its tools."""

_IN_CONTRACT = frozenset({"authentication", "description", "urls", "version", "deprecation_policy"})
"""Attributes of an interface that its contract could contradict; of its tools, that is all of them."""


def expand_interfaces(linked: Description) -> None:
    """Add to each relation that leads to an interface one to each of its tools."""
    tools = tools_by_interface(linked)
    seen = {(relation.source, relation.kind, relation.target) for relation in linked.relations}
    for relation in list(linked.relations):
        if relation.kind not in _EXPANDED:
            continue
        for tool in tools.get(relation.target, ()):
            if (relation.source, relation.kind, tool) not in seen:
                seen.add((relation.source, relation.kind, tool))
                linked.relations.append(replace(relation, target=tool))


def tools_by_interface(linked: Description) -> Mapping[str, list[str]]:
    """Return the ids of the tools that each interface exposes."""
    kinds = {entity.id: entity.kind for entity in linked.entities}
    tools: dict[str, list[str]] = defaultdict(list)
    for relation in linked.relations:
        if relation.kind is RelationKind.EXPOSES and kinds.get(relation.target) is EntityKind.TOOL:
            tools[relation.source].append(relation.target)
    return tools


def cap_unread(linked: Description) -> None:
    """Weaken what is stated about an interface's tools where the contract that could contradict it was not read."""
    tools = tools_by_interface(linked)
    unread = {entity.id for entity in linked.entities if entity.placeholder and entity.because not in ("", NO_CONTRACT)}
    read = {claim.subject for claim in linked.claims if claim.attribute == "protocol"}  # only contracts state it
    owners = {interface for interface, owned in tools.items() if not unread.isdisjoint(owned)}
    capped = {tool for interface in owners for tool in tools[interface]} - unread - read
    linked.claims = [
        _capped(claim)
        if claim.subject in capped
        or (claim.subject in owners and claim.subject not in read and claim.attribute in _IN_CONTRACT)
        else claim
        for claim in linked.claims
    ]


def _capped(claim: Claim) -> Claim:
    if claim.level <= EvidenceLevel.INFERRED or claim.level >= EvidenceLevel.RECORDED:
        return claim
    detail = "stated, but the contract that could contradict it was not read"
    return replace(claim, level=EvidenceLevel.INFERRED, detail=detail)
