"""Servers that a client configuration names: their tools are unknown only where nothing else lists them."""

from __future__ import annotations

from msgspec.structs import replace

from auditor.model.description import Description
from auditor.model.entities import Entity, unknown_members_id
from auditor.model.kinds import EntityKind, Members
from auditor.readers.agents.server_entries import UNLISTED


def settle_unlisted(linked: Description) -> None:
    """Take away the unknown tools of a configured server whose tools a contract lists; leave its list open else.

    A configuration says how a server is started, and nothing of its tools: it neither completes nor opens their list.
    """
    unlisted = {e.id for e in linked.entities if e.placeholder and e.because == UNLISTED}
    if not unlisted:
        return
    listed = {e.id for e in linked.entities if e.kind is EntityKind.INTERFACE and e.members is Members.CLOSED}
    settled = {unknown_members_id(interface) for interface in listed} & unlisted
    linked.entities = [
        _opened(entity, unlisted, listed)
        for entity in linked.entities
        if not (entity.id in settled and entity.because == UNLISTED)
    ]
    left = {entity.id for entity in linked.entities}
    linked.relations = [r for r in linked.relations if r.target not in settled or r.target in left]


def _opened(entity: Entity, unlisted: set[str], listed: set[str]) -> Entity:
    """Return a configured server with an open list of tools, where nothing else lists them."""
    of_configuration = entity.kind is EntityKind.INTERFACE and entity.members is None
    if of_configuration and unknown_members_id(entity.id) in unlisted and entity.id not in listed:
        return replace(entity, members=Members.OPEN)
    return entity
