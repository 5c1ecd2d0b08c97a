"""Where messages go: addresses and transport, from the servers of an AsyncAPI document."""

from __future__ import annotations

import re

from auditor.readers.interfaces.asyncapi.contract import Asyncapi
from auditor.readers.interfaces.asyncapi.operations import Channel
from auditor.readers.interfaces.listing import Subject
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.openapi.servers import filled
from auditor.readers.interfaces.values import mapping

_TRANSPORTS = {"http": "http", "https": "http", "mercure": "sse", "sse": "sse"} | dict.fromkeys(
    ("ws", "wss", "websocket", "websockets"), "websocket"
)
_BROKERS = re.compile(
    r"kafka.*|amqps?1?|mqtts?5?|secure-mqtt|nats|jms|sns|sqs|stomps?|rediss?|solace|pulsar|ibmmq|googlepubsub|"
    r"anypointmq|rabbitmq|eventbridge",
    re.IGNORECASE,
)
_ENGINES = {"kafka-secure": "kafka", "rediss": "redis", "amqps": "amqp"}
_PRODUCTS = frozenset(
    ("kafka", "nats", "redis", "pulsar", "solace", "ibmmq", "googlepubsub", "sns", "sqs", "anypointmq")
)


class Servers:
    """The servers of a document."""

    def __init__(self, contract: Asyncapi) -> None:
        self._contract = contract
        self._place = contract.root.get("servers")
        self.by_name: dict[str, Node] = {}
        self.whole = True
        """Whether each of them could be read."""
        place = self._place
        members = place.members() if place is not None and isinstance(place.value, dict) else None
        listed = members or ((str(n), item) for n, item in enumerate(place.items() if place is not None else ()))
        for name, item in listed:
            server = contract.follow_to_mapping(item, f"the server {name}")
            if server is None:
                self.whole = False
            else:
                self.by_name[name] = server

    def of_channel(self, channel: Channel | None) -> tuple[Node, ...]:
        """Return the servers on which a channel is; all of them where it names none."""
        stated = self._contract.sequence(channel.node, "servers") if channel is not None else None
        if stated is None or not stated.value:
            return tuple(self.by_name.values())
        if self._contract.major >= 3:
            followed = (self._contract.references.follow(item) for item in stated.items())
            return tuple(server for server in followed if server is not None)
        names = (str(item.value) for item in stated.items())
        return tuple(self.by_name[name] for name in names if name in self.by_name)

    def claim(self, about: Subject) -> None:
        """Claim the addresses of the interface and its transport, where it has just one."""
        if self._place is None or not self.by_name:
            return
        urls = [address for server in self.by_name.values() if (address := _address(server))]
        if urls:
            about.says("urls", tuple(dict.fromkeys(urls)), self._place.location)
        found = {_transport(protocol_of(server)) for server in self.by_name.values()}
        if len(found) == 1 and self.whole and (transport := found.pop()):
            about.says("transport", transport, self._place.location)

    def engine(self, channel: Channel | None) -> str:
        """Return the product that carries a channel, where the protocol is that of one product."""
        found = {protocol_of(server) for server in self.of_channel(channel)}
        engine = _ENGINES.get(protocol := found.pop(), protocol) if len(found) == 1 else ""
        return engine if engine in _PRODUCTS else ""


def protocol_of(server: Node) -> str:
    """Return the protocol of a server in lower case."""
    stated = server.text("protocol") or server.text("scheme") or server.text("url").partition("://")[0]
    return stated.lower()


def _transport(protocol: str) -> str:
    return _TRANSPORTS.get(protocol) or ("broker" if _BROKERS.fullmatch(protocol) else "")


def _address(server: Node) -> str:
    address = server.text("url") or server.text("host")
    if not address:
        return ""
    if "://" not in address and (protocol := protocol_of(server)):
        address = f"{protocol}://{address}"
    return filled(address + server.text("pathname"), mapping(server.value).get("variables"))
