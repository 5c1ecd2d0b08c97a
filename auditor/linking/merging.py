"""Entities that share an id become one, and relations that lead nowhere are dropped."""

from __future__ import annotations

from collections import defaultdict

from msgspec.structs import replace

from auditor.model.description import Description, Note
from auditor.model.entities import Entity
from auditor.model.kinds import EntityKind, EvidenceLevel, Members


def merged(linked: Description) -> list[Entity]:
    """Return one entity for each id."""
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


def drop_loose_ends(linked: Description) -> None:
    """Drop the relations of which an end is not described, with a note for each."""
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
