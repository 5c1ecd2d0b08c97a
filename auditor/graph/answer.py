"""What graph questions are asked with, and what they answer with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from msgspec import Struct

from auditor.graph.routes import Route
from auditor.graph.verdict import CERTAIN, FALSE, TRUE, Verdict
from auditor.model.entities import Entity, Relation
from auditor.model.kinds import EntityKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which entities are meant."""

    test: Callable[[Entity], Verdict]
    kinds: frozenset[EntityKind] | None = None
    """The only kinds that can pass; None where any can."""
    words: str = "an entity"
    """The filter as the object of a sentence: `a person`, `a gateway with …`."""


ANYTHING = Filter(test=lambda _: TRUE[CERTAIN])
NOTHING = Filter(test=lambda _: FALSE[CERTAIN], words="nothing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Whether it is so, and the path, the set or the counterexample that shows it."""

    verdict: Verdict
    path: tuple[Relation, ...] = ()
    """The hops, in the order in which they are taken."""
    entities: tuple[Entity, ...] = ()
    """What was found, or what stands against it."""
    because: str = ""
    """For an unknown: what is not known. For a truth without a path: why it holds."""


class Member(Struct, frozen=True, kw_only=True):
    """One entity of a set that a question is about."""

    entity: Entity
    verdict: Verdict
    """Whether it belongs to the set: true, or unknown."""
    way: Route | tuple[Relation, ...] = ()
    """How it is reached, as the search found it."""

    @property
    def path(self) -> tuple[Relation, ...]:
        """How it is reached: the hops, made when they are asked for, since most are not."""
        return self.way if isinstance(self.way, tuple) else self.way.path


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """A set of entities, with those of which it is unknown whether they belong to it."""

    members: tuple[Member, ...]
    closed: Verdict
    """Whether nothing else belongs to the set: true, as strong as what shows it, or unknown."""
    because: str = ""
    """Why it may be incomplete."""
