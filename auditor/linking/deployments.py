"""What a deployment file runs, under the id of the entity that says it is deployed as that."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from auditor.model.description import Description
from auditor.model.entities import Boundary, Entity, Relation


def follow_deployments(linked: Description) -> None:
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
    linked.boundaries = [renamed_members(boundary, renamed) for boundary in linked.boundaries]
    linked.closed_relations = {(renamed.get(source, source), kind) for source, kind in linked.closed_relations}


def _renamed_entity(entity: Entity, renamed: Mapping[str, str], kinds: Mapping[str, Entity]) -> Entity:
    if entity.id not in renamed:
        return entity
    owner = kinds[renamed[entity.id]]
    return replace(entity, id=owner.id, name=owner.name, kind=owner.kind, level=min(entity.level, owner.level))


def _renamed_relation(relation: Relation, renamed: Mapping[str, str]) -> Relation:
    """Return a relation with the new ids of its ends."""
    if relation.source not in renamed and relation.target not in renamed:
        return relation
    source, target = relation.source, relation.target
    return replace(relation, source=renamed.get(source, source), target=renamed.get(target, target))


def renamed_members(boundary: Boundary, renamed: Mapping[str, str]) -> Boundary:
    """Return a boundary with the new ids of its members."""
    return replace(boundary, members=tuple(dict.fromkeys(renamed.get(member, member) for member in boundary.members)))
