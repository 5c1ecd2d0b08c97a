"""Builders of tiny systems, so that a test says only what it is about."""

from __future__ import annotations

from pathlib import Path

from auditor.documents import Document
from auditor.model.claims import AttributeValue, Claim, Location
from auditor.model.description import Description
from auditor.model.entities import Entity
from auditor.model.kinds import EntityKind, EvidenceLevel, RelationKind
from auditor.model.system import SYSTEM_ID, System

REPOSITORY = Path(__file__).parent.parent
SHARED = REPOSITORY.parent / "shared"
DECLARED = EvidenceLevel.DECLARED


def document(text: str, path: str = "system.yaml") -> Document:
    """Return a document with this text."""
    return Document(path, text.encode())


def at(line: int, text: str = "a: 1\n" * 99) -> Location:
    """Return a place in a text."""
    return Location(document=document(text), line_in_text=line)


def claim(subject: str, attribute: str, value: AttributeValue, level: EvidenceLevel = DECLARED, line: int = 1) -> Claim:
    """Return a claim that stands at a line of system.yaml."""
    return Claim(subject=subject, attribute=attribute, value=value, level=level, location=at(line))


def describe(
    *entities: tuple[str, EntityKind],
    claims: tuple[Claim, ...] = (),
    relations: tuple[tuple[str, RelationKind, str], ...] = (),
    closed: tuple[EntityKind, ...] = (),
) -> Description:
    """Return a description of these entities beside the system itself."""
    description = Description(claims=list(claims), closed_kinds=set(closed))
    description.entities.append(Entity(id=SYSTEM_ID, kind=EntityKind.SYSTEM, name="Tiny", location=None))
    for entity_id, kind in entities:
        description.entities.append(Entity(id=entity_id, kind=kind, name=entity_id, location=at(1)))
    for source, kind, target in relations:
        description.relate(source, kind, target, DECLARED, at(1))
    return description


def system(
    *entities: tuple[str, EntityKind],
    claims: tuple[Claim, ...] = (),
    relations: tuple[tuple[str, RelationKind, str], ...] = (),
    closed: tuple[EntityKind, ...] = (),
) -> System:
    """Return a system of these entities; nothing is linked or derived."""
    return System(describe(*entities, claims=claims, relations=relations, closed=closed))
