"""What a client must show, from the servers and operations of an AsyncAPI document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from auditor.model.claims import Location
from auditor.readers.interfaces.asyncapi.contract import Asyncapi, first
from auditor.readers.interfaces.asyncapi.operations import Operation
from auditor.readers.interfaces.asyncapi.servers import Servers
from auditor.readers.interfaces.listing import Subject
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.schemes import authentication_of
from auditor.readers.interfaces.values import texts

_WITH_SCOPES = frozenset(("none", "oauth2", "oidc"))
"""Kinds of authentication of which the document can say what they permit; a broker's rights stand elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What is asked for in one or several places."""

    kinds: frozenset[str]
    scopes: tuple[str, ...]
    location: Location


class Security:
    """What the servers and operations of a document ask for."""

    def __init__(self, contract: Asyncapi, servers: Servers) -> None:
        self._contract = contract
        self._servers = servers
        schemes = contract.mapping(contract.root.get("components"), "securitySchemes")
        self._schemes = dict(schemes.members()) if schemes is not None else {}
        # A document that names no scheme anywhere does not speak of security at all: nothing is known then.
        asking = any(server.get("security") is not None for server in servers.by_name.values())
        self._speaks = bool(self._schemes) or asking

    def claim_for_interface(self, about: Subject) -> None:
        """Claim what its servers ask for."""
        asked = self._of_servers(self._servers.by_name.values()) if self._servers.whole else None
        if asked is not None:
            about.says("authentication", _listed(asked.kinds), asked.location)

    def claim_for_tool(self, tool: Subject, operation: Operation) -> None:
        """Claim what an operation asks for, or else what the servers of its channel ask for."""
        own = first(self._contract.with_traits(operation.node), "security")
        if own is not None:
            asked = self._read(own)
        elif self._servers.whole:
            asked = self._of_servers(self._servers.of_channel(operation.channel))
        else:
            return
        if asked is not None:
            tool.says("authentication", _listed(asked.kinds), asked.location)
            if asked.kinds <= _WITH_SCOPES:
                tool.says("scopes", asked.scopes, asked.location)

    def _of_servers(self, servers: Iterable[Node]) -> _Asked | None:
        found: list[_Asked] = []
        for server in servers:
            stated = server.get("security")
            asked = self._read(stated) if stated is not None else self._nothing_asked(server)
            if asked is None:
                return None
            found.append(asked)
        if not found:
            return None
        kinds = frozenset[str]().union(*(asked.kinds for asked in found))
        scopes = tuple(dict.fromkeys(scope for asked in found for scope in asked.scopes))
        return _Asked(kinds=kinds, scopes=scopes, location=found[0].location)

    def _nothing_asked(self, server: Node) -> _Asked | None:
        return _Asked(kinds=frozenset(("none",)), scopes=(), location=server.location) if self._speaks else None

    def _read(self, node: Node) -> _Asked | None:
        if not isinstance(node.value, list):
            self._contract.notes.wrong(node, "`security`", "a list")
            return None
        kinds: set[str | None] = set() if node.value else {"none"}
        scopes: list[str] = []
        for item in node.items():
            for scheme, asked in self._schemes_of(item):
                kinds.add(self._kind(scheme, item))
                scopes += asked
            if item.value == {}:
                kinds.add("none")
        if None in kinds:
            return None
        known = frozenset(kind for kind in kinds if kind)
        return _Asked(kinds=known, scopes=tuple(dict.fromkeys(scopes)), location=node.location)

    def _schemes_of(self, item: Node) -> list[tuple[Node | None, tuple[str, ...]]]:
        """Return the schemes that one item of `security` asks for: version 3 holds them, older ones name them."""
        if self._contract.major >= 3:
            scheme = self._contract.references.follow(item)
            return [(scheme, texts(stated.value) if scheme and (stated := scheme.get("scopes")) else ())]
        declared = [(self._schemes.get(name), texts(asked.value)) for name, asked in item.members()]
        return [(self._contract.references.follow(node) if node else None, asked) for node, asked in declared]

    def _kind(self, scheme: Node | None, item: Node) -> str | None:
        kind = authentication_of(scheme) if scheme is not None else None
        if kind is None:
            shown = scheme.text("type") if scheme is not None else "one that is not declared"
            self._contract.notes.tell(f"a security scheme of a kind that is not known: {shown}", item)
        return kind


def _listed(kinds: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(kinds, key=lambda kind: (kind != "none", kind)))
