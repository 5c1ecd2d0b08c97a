"""Finds what an application receives and sends, in the words of each version of AsyncAPI."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from auditor.readers.interfaces.asyncapi.contract import Asyncapi
from auditor.readers.interfaces.contracts import error_at
from auditor.readers.interfaces.nodes import Key, Node
from auditor.readers.interfaces.values import kind_of

_STEPS_OF_AN_OPERATION = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A place that messages go through."""

    name: str
    node: Node

    @property
    def address(self) -> str:
        """What a broker or a server calls it."""
        return self.node.text("address") or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """Something that the described application does with messages."""

    own_id: str
    """Empty where it has none."""
    label: str
    """What people can call it: its id, or what it does with which channel."""
    received: bool
    """True where the application takes the message, so that a client sends it; False where a client can observe it."""
    node: Node
    channel: Channel | None
    """None where it cannot be read."""
    messages: tuple[Node, ...] | None
    """The messages that it takes or gives; None where one of them cannot be read."""
    answered: bool
    """Whether a reply is described."""
    replies: tuple[Node, ...] | None
    """What it answers with; None where one of them cannot be read."""


@dataclass(slots=True, kw_only=True)
class Operations:
    """What a document describes."""

    found: list[Operation] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    """Operations that cannot be read."""


def find_operations(contract: Asyncapi) -> Operations:
    """Return every operation. Raises InputError where their list is no mapping."""
    operations = Operations()
    finder = _Finder(contract, operations)
    if contract.major >= 3:
        finder.of_operations()
    else:
        finder.of_channels("topics" if contract.major == 1 else "channels")
    for operation in operations.found:
        contract.work.add(_STEPS_OF_AN_OPERATION + len(operation.messages or ()), operation.node)
    return operations


class _Finder:
    def __init__(self, contract: Asyncapi, operations: Operations) -> None:
        self._contract = contract
        self._operations = operations
        self._names: dict[Key, str] = {}

    def of_operations(self) -> None:
        """Take the operations of version 3, which stand beside the channels that they use."""
        for name, item in self._listed("channels"):
            if (node := self._contract.follow_to_mapping(item, f"the channel {name}")) is not None:
                self._names[node.key] = name
        for name, item in self._listed("operations"):
            node = self._contract.follow_to_mapping(item, f"the operation {name}")
            action = node.text("action").lower() if node is not None else ""
            if node is None or action not in ("send", "receive"):
                self._miss(name, item, action if node is not None else None)
                continue
            channel = self._channel(node)
            replies = self._reply(node)
            operation = Operation(
                own_id=name,
                label=name,
                received=action == "receive",
                node=node,
                channel=channel,
                messages=self._messages(node, channel.node if channel else None),
                answered=node.get("reply") is not None,
                replies=replies,
            )
            self._operations.found.append(operation)

    def of_channels(self, key: str) -> None:
        """Take the operations of the versions before 3, which stand within their channels."""
        for name, item in self._listed(key):
            node = self._contract.follow_to_mapping(item, f"the channel {name}")
            if node is None:
                self._operations.missing.append(name)
                continue
            for action in ("publish", "subscribe"):
                place = node.get(action)
                operation = self._contract.follow_to_mapping(place, f"{action} of {name}") if place else None
                if operation is not None:
                    self._operations.found.append(self._older(operation, action, Channel(name=name, node=node)))
                elif place is not None:
                    self._operations.missing.append(f"{action} {name}")

    def _older(self, node: Node, action: str, channel: Channel) -> Operation:
        # Version 1 has no operation around the message.
        stated = node if self._contract.major == 1 else node.get("message")
        own_id = node.text("operationId")
        return Operation(
            own_id=own_id,
            label=own_id or f"{action} {channel.name}",
            received=action == "publish",
            node=node,
            channel=channel,
            messages=self._older_messages(stated),
            answered=False,
            replies=(),
        )

    def _older_messages(self, stated: Node | None) -> tuple[Node, ...] | None:
        if stated is None:
            return ()
        message = self._contract.follow_to_mapping(stated, "a message")
        if message is None:
            return None
        choices = self._contract.sequence(message, "oneOf")
        return self._followed(choices.items()) if choices else (message,)

    def _listed(self, key: str) -> Iterator[tuple[str, Node]]:
        listed = self._contract.root.get(key)
        if listed is not None and listed.value is not None and not isinstance(listed.value, dict):
            raise error_at(listed, f"`{key}` is {kind_of(listed.value)}; expected a mapping")
        members = listed.members() if listed is not None else iter(())
        return ((name, item) for name, item in members if not name.startswith("x-"))

    def _miss(self, name: str, item: Node, action: str | None) -> None:
        self._operations.missing.append(name)
        if action is not None:
            self._contract.notes.tell(f"the operation {name} has no action; expected `send` or `receive`", item)

    def _channel(self, node: Node) -> Channel | None:
        stated = node.get("channel")
        target = self._contract.follow_to_mapping(stated, "a channel") if stated is not None else None
        if target is None:
            return None
        last = str(target.pointer[-1]) if target.pointer else ""
        return Channel(name=self._names.get(target.key) or target.text("address") or last, node=target)

    def _messages(self, node: Node, channel: Node | None) -> tuple[Node, ...] | None:
        """Return the messages that are listed, or else all of the channel's."""
        if node.get("messages") is not None:
            listed = self._contract.sequence(node, "messages")
            return self._followed(listed.items()) if listed is not None else None
        if channel is None:
            return None
        of_channel = self._contract.mapping(channel, "messages")
        return self._followed(item for _, item in of_channel.members()) if of_channel is not None else ()

    def _reply(self, node: Node) -> tuple[Node, ...] | None:
        stated = node.get("reply")
        if stated is None:
            return ()
        reply = self._contract.follow_to_mapping(stated, "a reply")
        if reply is None:
            return None
        channel = self._channel(reply)
        return self._messages(reply, channel.node if channel else None)

    def _followed(self, items: Iterator[Node]) -> tuple[Node, ...] | None:
        found = [self._contract.follow_to_mapping(item, "a message") for item in items]
        whole = [message for message in found if message is not None]
        return tuple(whole) if len(whole) == len(found) else None
