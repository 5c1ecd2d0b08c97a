"""The system under audit: entities and relations, with facts merged from claims on demand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from types import MappingProxyType

from auditor.model.claims import Claim
from auditor.model.definitions import ToolDefinition
from auditor.model.description import Description
from auditor.model.entities import Boundary, Entity, Relation
from auditor.model.facts import Contradicted, Fact, merge
from auditor.model.kinds import EntityKind, RelationKind
from auditor.model.vocabulary import ATTRIBUTES, attributes_of

SYSTEM_ID = "system"
"""The id of the one entity of kind system."""


class System:
    """What the audit judges. It never changes after it is made."""

    def __init__(self, description: Description) -> None:
        """Take a linked and derived description. Raises ValueError where two entities share an id."""
        self.entities: Mapping[str, Entity] = MappingProxyType(_by_id(description.entities))
        self.relations: tuple[Relation, ...] = tuple(
            sorted(set(description.relations), key=lambda r: (r.source, r.kind, r.target, r.level))
        )
        self.boundaries: tuple[Boundary, ...] = tuple(sorted(description.boundaries, key=lambda b: b.id))
        self.closed_kinds = frozenset(description.closed_kinds)
        self.closed_relations = frozenset(description.closed_relations)
        self._claims: dict[str, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
        for claim in description.claims:
            self._claims[claim.subject][claim.attribute].append(claim)
        self._facts: dict[str, dict[str, Fact]] = defaultdict(dict)
        self._of_kind: dict[EntityKind, tuple[Entity, ...]] = {}
        self._definitions: dict[str, Callable[[], ToolDefinition]] = description.definitions
        self._defined: dict[str, ToolDefinition] = {}
        self._boundary_of = {member: b for b in reversed(self.boundaries) for member in b.members}

    @property
    def facts(self) -> Mapping[str, Mapping[str, Fact]]:
        """The facts that were asked for so far, by entity and attribute."""
        return self._facts

    def of_kind(self, kind: EntityKind) -> tuple[Entity, ...]:
        """Return the entities of one kind, by id."""
        found = self._of_kind.get(kind)
        if found is None:
            found = tuple(entity for entity in self.entities.values() if entity.kind is kind)
            self._of_kind[kind] = found
        return found

    def fact(self, subject: str, attribute: str) -> Fact:
        """Return what is known of one attribute of one entity.

        Raises KeyError where the vocabulary does not know the attribute.
        """
        facts = self._facts[subject]
        fact = facts.get(attribute)
        if fact is None:
            claims = self._claims[subject].get(attribute, ()) if subject in self._claims else ()
            fact = facts[attribute] = merge(ATTRIBUTES[attribute], claims)
        return fact

    def claims(self, subject: str) -> Iterable[Claim]:
        """Return every claim about one entity, in the order in which they were read."""
        return (claim for claims in self._claims.get(subject, {}).values() for claim in claims)

    def claimed(self, subject: str) -> tuple[str, ...]:
        """Return the names of the attributes that somebody claims of one entity, sorted."""
        return tuple(sorted(name for name, claims in self._claims.get(subject, {}).items() if claims))

    def boundary_of(self, subject: str) -> Boundary | None:
        """Return the trust zone an entity is a member of."""
        return self._boundary_of.get(subject)

    def definition(self, tool: str) -> ToolDefinition | None:
        """Return the definition of a tool as a framework would be given it; None where no contract shows one."""
        if tool not in self._defined and tool in self._definitions:
            self._defined[tool] = self._definitions[tool]()
        return self._defined.get(tool)

    def claimed_instead(self, stated: Mapping[tuple[str, str], Claim]) -> System:
        """Return this system with other claims on some attributes of some entities, by subject and attribute.

        Everything else is shared with this one, which stays as it is.
        """
        other = copy(self)
        subjects = {subject for subject, _ in stated}
        other._claims = self._claims.copy()
        for subject in subjects:
            known = other._claims[subject] = defaultdict(list, self._claims.get(subject, {}))
            known |= {attribute: [claim] for (about, attribute), claim in stated.items() if about == subject}
        other._facts = defaultdict(dict, {id_: dict(f) for id_, f in self._facts.items() if id_ not in subjects})
        return other

    def lists_all(self, source: str, kind: RelationKind) -> bool:
        """Tell whether every relation of this kind that leaves `source` is known."""
        return (source, kind) in self.closed_relations

    def contradictions(self) -> tuple[tuple[str, str, Contradicted], ...]:
        """Return subject, attribute and claims of everything that cannot be as stated."""
        found = []
        for entity in self.entities.values():
            for attribute in self.claimed(entity.id):
                fact = self.fact(entity.id, attribute)
                if isinstance(fact, Contradicted) and attribute in attributes_of(entity.kind):
                    found.append((entity.id, attribute, fact))
        return tuple(found)


def _by_id(entities: Iterable[Entity]) -> dict[str, Entity]:
    table: dict[str, Entity] = {}
    for entity in sorted(entities, key=lambda entity: entity.id):
        if entity.id in table:
            raise ValueError(f"two entities share the id {entity.id!r}")
        table[entity.id] = entity
    return table
