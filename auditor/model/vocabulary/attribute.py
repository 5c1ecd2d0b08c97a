"""What the vocabulary says about one attribute and about one relation key."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.model.claims import AttributeValue
from auditor.model.kinds import EntityKind, MergeRule, RelationKind
from auditor.model.values import ValueType


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeDefault:
    """What is assumed where nobody claims anything: the less favourable possibility."""

    value: AttributeValue
    reason: str
    when: tuple[str, tuple[str, ...]] | None = None
    """An attribute and the values of it that call for the default; None where it always applies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """One attribute: its name, type, meaning, the kinds that have it, how its claims merge."""

    name: str
    """A dot separates a group from its member: `budget.tokens` is written `budget: {tokens: …}`."""
    type: ValueType
    meaning: str
    kinds: frozenset[EntityKind]
    merge: MergeRule = MergeRule.SINGLE
    default: SafeDefault | None = None
    declarable: bool = True
    """Whether system.yaml may state it; False for what only an artifact or a record can show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationKey:
    """A key of system.yaml that lists the other ends of a relation."""

    key: str
    relation: RelationKind
    source: frozenset[EntityKind]
    targets: frozenset[EntityKind]
    meaning: str
    also: RelationKind | None = None
    """A second relation that the same key states: an agent's memory is read and written."""


def kinds(*names: EntityKind) -> frozenset[EntityKind]:
    """Return a set of entity kinds."""
    return frozenset(names)
