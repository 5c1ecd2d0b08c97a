"""Steps from entity to entity, and the ways that a search over them finds."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from msgspec import Struct

from auditor.model.entities import Relation
from auditor.model.kinds import EvidenceLevel

N = TypeVar("N", bound=Hashable)

BUDGET = 1_000_000
"""How many steps one search looks at before it stops and says so: about a second's work, a hundred times what a
system of 10,000 entities has."""


@dataclass(frozen=True, slots=True)
class Step(Generic[N]):
    """One hop that a path can take."""

    start: N
    end: N
    relation: Relation
    level: EvidenceLevel
    """Of the relation, or of a weaker claim by which it leads on."""


class Route(Struct, frozen=True):
    """The best-supported way to an entity."""

    level: EvidenceLevel
    """Of the weakest relation on the way, or the weakest claim by which the way was admitted."""
    relation: Relation
    """The last hop of the search: of a way that was searched backward, the one that is taken first."""
    before: Route | None
    backward: bool = False

    @property
    def path(self) -> tuple[Relation, ...]:
        """The hops, in the order in which they are taken."""
        hops = []
        route: Route | None = self
        while route is not None:
            hops.append(route.relation)
            route = route.before
        return tuple(hops) if self.backward else tuple(reversed(hops))


@dataclass(frozen=True, slots=True)
class Routes(Generic[N]):
    """What one search found."""

    to: Mapping[N, Route]
    """The best way to each entity that has one; the start is not among them."""
    cut: str = ""
    """Why there may be more, where the search had to stop."""
