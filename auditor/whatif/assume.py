"""A system as it would be if some assumptions held; the description they are added to stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import assert_never

from msgspec.structs import replace as struct_replace

from auditor.derive import derive
from auditor.model.claims import Claim
from auditor.model.description import Description
from auditor.model.entities import Entity, Relation
from auditor.model.kinds import EntityKind, EvidenceLevel, RelationKind
from auditor.model.system import System
from auditor.model.vocabulary import attributes_of
from auditor.readers.architecture.system_keys import NOUNS
from auditor.whatif.assumption import Added, Assumption, Related, Stated

JOINING = frozenset({"deployed_as", "implements", "offers_actions_of", "project"})
"""Attributes by which linking makes one entity of two; another value makes another system, not a changed one."""

_MEANS_EACH_TOOL = frozenset({RelationKind.CALLS, RelationKind.APPROVES})
"""Relations to an interface that mean each of its tools, as linking takes them."""


def assume(linked: Description, assumptions: Sequence[Assumption]) -> System:
    """Return the system of a linked description in which the assumptions hold.

    An assumed claim takes the place of every claim on its attribute, at the best level that there is: it says what
    would be if it were so, and so it wins over whatever is claimed today. What follows from claims is derived anew.
    Raises ValueError where an assumption cannot be made.
    """
    return System(derive(assumed(linked, assumptions)))


def assumed(linked: Description, assumptions: Sequence[Assumption]) -> Description:
    """Return a linked description with the assumptions in it, before anything is derived. Raises ValueError."""
    entities = {entity.id: entity for entity in linked.entities}
    stated: dict[tuple[str, str], Claim] = {}
    relations: list[Relation] = []
    for assumption in assumptions:
        match assumption:
            case Stated():
                check_stated(entities, assumption)
                stated[assumption.subject, assumption.attribute] = claim_of(assumption)
            case Related():
                relations += _relations(linked, entities, assumption)
                for end in (assumption.source, assumption.target):  # what is joined is there
                    entities[end] = struct_replace(entities[end], level=EvidenceLevel.OBSERVED)
            case Added():
                entities.setdefault(assumption.id, _entity(assumption))
            case _:
                assert_never(assumption)
    kept = (claim for claim in linked.claims if (claim.subject, claim.attribute) not in stated)
    return replace(
        linked,
        entities=list(entities.values()),
        claims=[*kept, *stated.values()],
        relations=[*linked.relations, *relations],
    )


def claim_of(assumption: Stated) -> Claim:
    """Return the claim that an assumption amounts to."""
    return Claim(
        subject=assumption.subject,
        attribute=assumption.attribute,
        value=assumption.value,
        level=EvidenceLevel.OBSERVED,
        detail="assumed: nothing shows it",
    )


def check_stated(entities: dict[str, Entity], assumption: Stated) -> None:
    """Raise ValueError where an attribute of an entity cannot be assumed."""
    entity = entities.get(assumption.subject)
    if entity is None:
        raise ValueError(f"nothing is called {assumption.subject!r}")
    if entity.placeholder:
        raise ValueError(f"{assumption.subject!r} stands for what could not be read")
    if assumption.attribute not in attributes_of(entity.kind):
        raise ValueError(f"{assumption.attribute!r} is no attribute of {NOUNS[entity.kind]}")
    if assumption.attribute in JOINING:
        raise ValueError(f"{assumption.attribute!r} makes one entity of two; state it in the description instead")


def _relations(linked: Description, entities: dict[str, Entity], wanted: Related) -> Iterator[Relation]:
    for end in (wanted.source, wanted.target):
        if end not in entities:
            raise ValueError(f"nothing is called {end!r}")
    targets = [wanted.target]
    if entities[wanted.target].kind is EntityKind.INTERFACE and wanted.kind in _MEANS_EACH_TOOL:
        targets += _tools_of(linked, entities, wanted.target)
    for target in targets:
        yield Relation(
            source=wanted.source, target=target, kind=wanted.kind, level=EvidenceLevel.OBSERVED, location=None
        )


def _tools_of(linked: Description, entities: dict[str, Entity], interface: str) -> list[str]:
    return [
        relation.target
        for relation in linked.relations
        if relation.kind is RelationKind.EXPOSES
        and relation.source == interface
        and relation.target in entities
        and entities[relation.target].kind is EntityKind.TOOL
    ]


def _entity(added: Added) -> Entity:
    return Entity(id=added.id, kind=added.kind, name=added.name, location=None, level=EvidenceLevel.OBSERVED)
