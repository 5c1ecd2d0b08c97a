"""What differs between two systems, and which controls that can concern."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from auditor.checklist import Control
from auditor.model.claims import Claim
from auditor.model.kinds import EntityKind, EvidenceLevel, RelationKind
from auditor.model.system import SYSTEM_ID, System
from auditor.whatif.reads import Reads

_FOR_ALL = (SYSTEM_ID, "stage")
"""What every control looks at: at the design stage, declared evidence is enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Attributes with the subjects for which they differ, and the relations and kinds of entities that differ."""

    attributes: dict[str, set[str]] = field(default_factory=dict)
    relations: frozenset[RelationKind] = frozenset()
    kinds: frozenset[EntityKind] = frozenset()
    """Of entities that came or went, or that are better known to be there."""

    @staticmethod
    def of_attributes(pairs: Iterable[tuple[str, str]]) -> Changes:
        """Return the changes in attributes that are given by subject and attribute."""
        found: dict[str, set[str]] = {}
        for subject, attribute in pairs:
            found.setdefault(attribute, set()).add(subject)
        return Changes(attributes=found)

    def concern_all_of(self, control: Control, reads: Reads) -> bool:
        """Tell whether each subject of a control must be judged again."""
        if _FOR_ALL[0] in self.attributes.get(_FOR_ALL[1], ()) or not self.kinds.isdisjoint(control.kinds):
            return True
        if reads.alone:
            return False
        return bool(self.kinds or self.relations & reads.relations or not reads.attributes.isdisjoint(self.attributes))

    def subjects_for(self, control: Control, reads: Reads, system: System) -> frozenset[str]:
        """Return the subjects of a control that looks at nothing else for which something differs."""
        if not reads.alone:
            return frozenset()
        changed = {id_ for name in reads.attributes & self.attributes.keys() for id_ in self.attributes[name]}
        return frozenset(
            id_ for id_ in changed if id_ in system.entities and system.entities[id_].kind in control.kinds
        )


def changes_between(before: System, after: System) -> Changes:
    """Return what differs, by the values and levels of claims: wording and places decide no outcome."""
    pairs = [
        (subject, attribute)
        for subject in before.entities.keys() | after.entities.keys()
        for attribute, claims in _differing(before, after, subject)
        if claims
    ]
    both = {**before.entities, **after.entities}
    came_or_went = [id_ for id_ in both if _level(before, id_) != _level(after, id_)]
    return Changes(
        attributes=Changes.of_attributes(pairs).attributes,
        relations=frozenset(r.kind for r in set(before.relations) ^ set(after.relations)),
        kinds=frozenset(both[id_].kind for id_ in came_or_went),
    )


def _level(system: System, id_: str) -> EvidenceLevel | None:
    entity = system.entities.get(id_)
    return entity.level if entity is not None else None


def _differing(before: System, after: System, subject: str) -> Iterable[tuple[str, bool]]:
    old, new = _by_attribute(before, subject), _by_attribute(after, subject)
    return ((name, old.get(name) != new.get(name)) for name in old.keys() | new.keys())


def _by_attribute(system: System, subject: str) -> dict[str, list[tuple[object, int]]]:
    found: dict[str, list[tuple[object, int]]] = {}
    claim: Claim
    for claim in system.claims(subject):
        found.setdefault(claim.attribute, []).append((claim.value, claim.level))
    return found
