"""The report's inventory: entities with their facts, relations, boundaries, contradictions, models."""

from __future__ import annotations

from auditor.model.claims import Claim
from auditor.model.entities import Entity
from auditor.model.facts import Known
from auditor.model.kinds import EvidenceLevel
from auditor.model.system import System
from auditor.report.evidence import excerpt, level_word, place, statement_place, words
from auditor.report.schema import (
    AttributeFact,
    BoundaryFact,
    Contradiction,
    EntityFact,
    RelationFact,
    Statement,
)

_SHOWN_ELSEWHERE = frozenset(("jairf", "evaluations", "foreign_evaluations"))
"""Attributes that have a part of the report to themselves."""


def entity_facts(system: System) -> tuple[EntityFact, ...]:
    """Return every entity with what is known of it, by id."""
    return tuple(_entity(system, entity) for entity in system.entities.values())


def _entity(system: System, entity: Entity) -> EntityFact:
    boundary = system.boundary_of(entity.id)
    return EntityFact(
        id=entity.id,
        kind=entity.kind.value,
        name=entity.name,
        boundary=boundary.id if boundary else "",
        members=entity.members.value if entity.members else "",
        placeholder=entity.placeholder,
        place=place(entity.location),
        attributes=tuple(
            AttributeFact(
                name=name, value=words(fact.value), level=level_word(fact.level), place=statement_place(fact.claims[0])
            )
            for name in system.claimed(entity.id)
            if name not in _SHOWN_ELSEWHERE and isinstance(fact := system.fact(entity.id, name), Known) and fact.claims
        ),
    )


def relation_facts(system: System) -> tuple[RelationFact, ...]:
    """Return every relation, by source, kind and target."""
    return tuple(
        RelationFact(
            source=relation.source,
            target=relation.target,
            kind=relation.kind.value,
            level=level_word(relation.level),
            place=place(relation.location),
        )
        for relation in system.relations
    )


def boundary_facts(system: System) -> tuple[BoundaryFact, ...]:
    """Return the trust zones; the trust of one is the worst of its members'."""
    return tuple(
        BoundaryFact(id=b.id, name=b.name, trust=_trust(system, b.members), members=tuple(sorted(b.members)))
        for b in system.boundaries
    )


def _trust(system: System, members: tuple[str, ...]) -> str:
    words_worst_first = ("untrusted", "partly_trusted", "trusted")
    stated = [
        str(fact.value)
        for member in members
        if isinstance(fact := system.fact(member, "trust"), Known) and fact.level >= EvidenceLevel.DECLARED
    ]
    return min(stated, key=words_worst_first.index) if stated else "untrusted"


def contradictions(system: System) -> tuple[Contradiction, ...]:
    """Return what cannot be as stated, each with both sides."""
    return tuple(
        Contradiction(
            subject=subject,
            attribute=attribute,
            statements=tuple(_statement(claim) for claim in sorted(fact.claims, key=_claim_key)),
        )
        for subject, attribute, fact in system.contradictions()
    )


def _claim_key(claim: Claim) -> tuple[int, str, str]:
    return (-claim.level, place(claim.location), words(claim.value))


def _statement(claim: Claim) -> Statement:
    return Statement(
        value=words(claim.value),
        level=level_word(claim.level),
        place=statement_place(claim),
        excerpt=excerpt(claim.location) if claim.location else None,
    )
