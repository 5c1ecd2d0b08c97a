"""Linking: what several artifacts say about one thing comes together under one entity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from auditor.model.claims import Claim
from auditor.model.description import Description, Note
from auditor.model.entities import Boundary, Entity, Relation
from auditor.model.kinds import EntityKind, EvidenceLevel, Members, RelationKind
from auditor.readers.architecture.system_contracts import NO_CONTRACT

_EXPANDED = (RelationKind.CALLS, RelationKind.APPROVES)
"""Relations to an interface that mean each of its tools."""

_IN_CONTRACT = frozenset({"authentication", "description", "urls", "version", "deprecation_policy"})
"""Attributes of an interface that its contract could contradict; of its tools, that is all of them."""


def link(description: Description) -> Description:
    """Return a description in which each id is one entity, and each relation leads from one entity to another."""
    linked = replace(description, notes=list(description.notes))
    _follow_deployments(linked)
    linked.entities = _merged(linked)
    _drop_loose_ends(linked)
    _expand_interfaces(linked)
    _cap_unread(linked)
    return linked


def _follow_deployments(linked: Description) -> None:
    """Give what a deployment file runs the id of the entity that says it is deployed as that."""
    known = {entity.id: entity for entity in linked.entities}
    by_name = {entity.name: entity.id for entity in reversed(linked.entities)}
    renamed: dict[str, str] = {}
    for claim in linked.claims:
        if claim.attribute != "deployed_as" or claim.subject not in known:
            continue
        target = str(claim.value) if claim.value in known else by_name.get(str(claim.value))
        if target is not None and target != claim.subject and target not in renamed and claim.subject not in renamed:
            renamed[target] = claim.subject
    if not renamed:
        return
    kinds = {entity.id: entity for entity in linked.entities if entity.id in renamed.values()}
    linked.entities = [_renamed_entity(entity, renamed, kinds) for entity in linked.entities]
    linked.claims = [replace(claim, subject=renamed.get(claim.subject, claim.subject)) for claim in linked.claims]
    linked.relations = [_renamed_relation(relation, renamed) for relation in linked.relations]
    linked.boundaries = [_renamed_members(boundary, renamed) for boundary in linked.boundaries]
    linked.closed_relations = {(renamed.get(source, source), kind) for source, kind in linked.closed_relations}


def _renamed_entity(entity: Entity, renamed: Mapping[str, str], kinds: Mapping[str, Entity]) -> Entity:
    if entity.id not in renamed:
        return entity
    owner = kinds[renamed[entity.id]]
    return replace(entity, id=owner.id, name=owner.name, kind=owner.kind, level=min(entity.level, owner.level))


def _renamed_relation(relation: Relation, renamed: Mapping[str, str]) -> Relation:
    if relation.source not in renamed and relation.target not in renamed:
        return relation
    source, target = relation.source, relation.target
    return replace(relation, source=renamed.get(source, source), target=renamed.get(target, target))


def _renamed_members(boundary: Boundary, renamed: Mapping[str, str]) -> Boundary:
    return replace(boundary, members=tuple(dict.fromkeys(renamed.get(member, member) for member in boundary.members)))


def _merged(linked: Description) -> list[Entity]:
    groups: dict[str, list[Entity]] = defaultdict(list)
    for entity in linked.entities:
        groups[entity.id].append(entity)
    return [group[0] if len(group) == 1 else _one_of(group, linked.notes) for group in groups.values()]


def _one_of(group: list[Entity], notes: list[Note]) -> Entity:
    """Return one entity for all that share an id: what its owner declares it to be, else what is best supported."""
    declared = [entity for entity in group if entity.level is EvidenceLevel.DECLARED]
    kind = (declared[0] if declared else max(group, key=lambda entity: entity.level)).kind
    for other in group:
        if other.kind not in (kind, EntityKind.SERVICE) and other.level >= EvidenceLevel.DECLARED:
            message = (
                f"`{other.id}` is described as {other.kind.value} and as {kind.value}; it is taken as {kind.value}"
            )
            notes.append(Note(message=message, location=other.location))
    same = [entity for entity in group if entity.kind is kind]
    listed = [entity for entity in same if entity.members is not None]
    best = max((entity.level for entity in listed), default=EvidenceLevel.DECLARED)
    states = {entity.members for entity in listed if entity.level == best}
    members = (Members.OPEN if Members.OPEN in states else Members.CLOSED) if listed else None
    return replace(
        same[0],
        name=next((entity.name for entity in same if entity.name != entity.id), same[0].name),
        location=next((entity.location for entity in group if entity.location is not None), None),
        level=max(entity.level for entity in same),
        members=members,
        placeholder=all(entity.placeholder for entity in same),
    )


def _drop_loose_ends(linked: Description) -> None:
    known = {entity.id for entity in linked.entities}
    kept = []
    for relation in linked.relations:
        missing = next((end for end in (relation.source, relation.target) if end not in known), None)
        if missing is None:
            kept.append(relation)
        else:
            message = (
                f"`{relation.source}` {relation.kind.value} `{relation.target}`, but nothing describes `{missing}`"
            )
            linked.notes.append(Note(message=message, location=relation.location))
    linked.relations = list(dict.fromkeys(kept))


def _expand_interfaces(linked: Description) -> None:
    tools = _tools_by_interface(linked)
    seen = {(relation.source, relation.kind, relation.target) for relation in linked.relations}
    for relation in list(linked.relations):
        if relation.kind not in _EXPANDED:
            continue
        for tool in tools.get(relation.target, ()):
            if (relation.source, relation.kind, tool) not in seen:
                seen.add((relation.source, relation.kind, tool))
                linked.relations.append(replace(relation, target=tool))


def _tools_by_interface(linked: Description) -> Mapping[str, list[str]]:
    kinds = {entity.id: entity.kind for entity in linked.entities}
    tools: dict[str, list[str]] = defaultdict(list)
    for relation in linked.relations:
        if relation.kind is RelationKind.EXPOSES and kinds.get(relation.target) is EntityKind.TOOL:
            tools[relation.source].append(relation.target)
    return tools


def _cap_unread(linked: Description) -> None:
    """Weaken what is stated about an interface's tools where the contract that could contradict it was not read."""
    tools = _tools_by_interface(linked)
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
