"""Entities, relations and boundaries: the nodes, edges and zones of a system."""

from __future__ import annotations

import re

from msgspec import Struct

from auditor.model.claims import Location
from auditor.model.kinds import EntityKind, EvidenceLevel, Members, RelationKind


class Entity(Struct, frozen=True, kw_only=True):
    """A node of the system."""

    id: str
    kind: EntityKind
    name: str
    location: Location | None
    """Where it is described; None for what is only mentioned by the audit itself."""
    level: EvidenceLevel = EvidenceLevel.DECLARED
    """How well it is supported that the entity exists and is of this kind."""
    members: Members | None = None
    """For an interface: whether its list of tools is complete. None for what has no members."""
    placeholder: bool = False
    """True for the unknown members that stand for what could not be read, such as `bookings.*`."""
    because: str = ""
    """For a placeholder: why its members are unknown."""


class Relation(Struct, frozen=True, kw_only=True):
    """A directed edge of the system."""

    source: str
    target: str
    kind: RelationKind
    level: EvidenceLevel
    location: Location | None


class Boundary(Struct, frozen=True, kw_only=True):
    """A trust zone that entities are members of."""

    id: str
    name: str
    members: tuple[str, ...]
    location: Location | None


def slug(title: str) -> str:
    """Return a title as an id: lower case, words joined by hyphens, letters of any script kept."""
    return re.sub(r"[^\w]+|_+", "-", title.casefold()).strip("-")


def tool_id(server: str, *, own_id: str | None = None, method: str | None = None, path: str | None = None) -> str:
    """Return the id of a tool: the artifact's own id for it, else METHOD and path, within its server's id.

    Files and line numbers never take part, so that moving a file keeps every id.
    """
    own = own_id.strip() if own_id else ""
    return f"{server}.{own or ' '.join(((method or '').upper(), path or '')).strip()}"


def unknown_members_id(owner: str) -> str:
    """Return the id of the placeholder that stands for members of `owner` that could not be read."""
    return f"{owner}.*"
