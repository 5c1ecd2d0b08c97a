"""What an application sends: an agent can observe it, or be woken by it."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.model.claims import Location, Record
from auditor.model.entities import Entity, unknown_members_id
from auditor.model.kinds import EntityKind, EvidenceLevel, RelationKind
from auditor.readers.interfaces.asyncapi.messages import name_of, prose_of
from auditor.readers.interfaces.asyncapi.operations import Channel, Operation, Operations
from auditor.readers.interfaces.asyncapi.servers import Servers
from auditor.readers.interfaces.calling import joined_prose
from auditor.readers.interfaces.listing import Listing, Subject, distinct
from auditor.readers.interfaces.nodes import Key, Node


def claim_events(
    listing: Listing, servers: Servers, operations: Operations, taken: Sequence[str], location: Location
) -> None:
    """Add a queue for each channel into which the application sends, and claim their list of the interface.

    `taken` are the ids of tools, which no queue may have.
    """
    channels: dict[str, tuple[Channel, list[Operation]]] = {}
    for operation in operations.found:
        if not operation.received and operation.channel is not None:
            channels.setdefault(operation.channel.name, (operation.channel, []))[1].append(operation)
    server = listing.interface.id
    ids = distinct([(f"{server}.{name}", "channel") for name in channels], taken=[*taken, unknown_members_id(server)])
    found = [
        _event(listing, servers, identity, channel, sent)
        for identity, (channel, sent) in zip(ids, channels.values(), strict=True)
    ]
    if all(operation.channel is not None for operation in operations.found) and not operations.missing:
        detail = "" if found else "it describes nothing that the application sends"
        listing.interface.says("events", tuple(found), location, detail=detail)


def _event(listing: Listing, servers: Servers, identity: str, channel: Channel, sent: Sequence[Operation]) -> Record:
    location = channel.node.location
    queue = Entity(
        id=identity, kind=EntityKind.QUEUE, name=channel.name, location=location, level=EvidenceLevel.DOCUMENTED
    )
    listing.description.entities.append(queue)
    listing.description.channels.add(identity)
    at = sent[0].node.location
    listing.description.relate(listing.interface.id, RelationKind.WRITES, identity, EvidenceLevel.DOCUMENTED, at)
    messages: dict[Key, Node] = {message.key: message for operation in sent for message in operation.messages or ()}
    prose = _prose(channel, sent, list(messages.values()))
    about = Subject(listing.description, identity)
    about.says("description", prose, location)
    if engine := servers.engine(channel):
        about.says("engine", engine, location, detail=f"its servers speak {engine}")
    names = tuple(dict.fromkeys(map(name_of, messages.values())))
    return Record(name=identity, fields={"description": prose, "messages": names}, location=location)


def _prose(channel: Channel, sent: Sequence[Operation], messages: Sequence[Node]) -> str:
    """Return what a channel says about itself, or else its operations, or else its only message."""
    own = [found for key in ("summary", "description") if (found := channel.node.text(key))]
    if not own:
        nodes = (operation.node for operation in sent)
        own = [found for node in nodes for key in ("summary", "description") if (found := node.text(key))]
    if not own and len(messages) == 1:
        own = [prose_of(messages[0])]
    return joined_prose(own[:2])
