"""Takes channels off the list of queues where nothing has to do with them but the application that sends."""

from __future__ import annotations

from collections import Counter

from auditor.model.description import Description
from auditor.model.kinds import EntityKind


def drop_unused_channels(linked: Description) -> None:
    """Keep the channels that somebody observes, is woken by, runs or describes.

    A channel is a name that messages go under, and no process that could be deployed. The others stay in the list of
    events of their interface.
    """
    if not linked.channels:
        return
    described = Counter(entity.id for entity in linked.entities)
    interfaces = {entity.id for entity in linked.entities if entity.kind is EntityKind.INTERFACE}
    used = {identity for identity in linked.channels if described[identity] > 1}
    for relation in linked.relations:
        if relation.source not in interfaces:
            used |= {relation.source, relation.target}
    for boundary in linked.boundaries:
        used.update(boundary.members)
    dropped = linked.channels - used
    linked.entities = [entity for entity in linked.entities if entity.id not in dropped]
    linked.relations = [relation for relation in linked.relations if relation.target not in dropped]
    linked.claims = [claim for claim in linked.claims if claim.subject not in dropped]
