"""What a map shows: boxes, lines between them, frames around them, and the way of one finding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from auditor.report.schema_paths import Hop


class Trust(StrEnum):
    """How far an entity is trusted, as the map shows it."""

    TRUSTED = "trusted"
    """Trusted, partly trusted, or of a kind that has no trust."""
    UNTRUSTED = "untrusted"
    """Somebody said so, or a name suggests it."""
    UNSTATED = "unstated"
    """Nobody said anything, so it counts as untrusted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapNode:
    """One box: an entity, or a group of entities of one kind."""

    id: str
    kind: str
    name: str
    zone: str
    """The id of its frame; empty where it stands outside of all."""
    trust: Trust
    group: bool = False
    """Whether nothing in the report has its id: it stands for several entities of its kind, and what those hold."""
    members: tuple[str, ...] = ()
    """The ids of the entities that it stands for beside its own; empty for a single entity."""
    counts: tuple[tuple[str, int], ...] = ()
    """How many members of each kind there are; for a group those of its own kind first."""
    failing: int = 0
    """How many of the entities in it fail a control, waivers apart."""
    grave: bool = False
    """Whether one of them fails a control of high severity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapEdge:
    """One line: all relations from what one box stands for to what another stands for."""

    source: str
    target: str
    kinds: tuple[str, ...]
    """The kinds of relation, the one that gives the line its style first."""
    relations: int
    """How many relations it stands for."""
    hops: tuple[int, ...] = ()
    """The numbers, from 1, of the hops of the way that it carries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapFrame:
    """One trust zone."""

    id: str
    name: str
    trust: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How one finding goes through the system."""

    control: str
    title: str
    """What the finding says of the system."""
    subject: str
    hops: tuple[Hop, ...]
    others: int
    """Further subjects of the finding that have a way of their own."""

    @property
    def starts(self) -> tuple[str, ...]:
        """Where it begins: what is a source and never a target; the first source where it goes round."""
        targets = {hop.target for hop in self.hops}
        return _distinct(hop.source for hop in self.hops if hop.source not in targets) or (self.hops[0].source,)

    @property
    def ends(self) -> tuple[str, ...]:
        """Where it leads: what is a target and never a source; the last target where it goes round."""
        sources = {hop.source for hop in self.hops}
        return _distinct(hop.target for hop in self.hops if hop.target not in sources) or (self.hops[-1].target,)


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemMap:
    """One map, not yet laid out."""

    nodes: tuple[MapNode, ...]
    edges: tuple[MapEdge, ...]
    frames: tuple[MapFrame, ...]
    way: Way | None
    """The way that is drawn thick."""
    lent_zones: bool = False
    """Whether an interface or a tool stands in the zone of what exposes it, having none of its own."""

    @property
    def folds(self) -> tuple[MapNode, ...]:
        """The boxes that stand for several entities."""
        return tuple(node for node in self.nodes if node.members)


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
