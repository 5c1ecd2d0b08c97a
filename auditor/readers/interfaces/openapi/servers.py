"""The base addresses of an interface."""

from __future__ import annotations

import re

from auditor.documents import Value
from auditor.model.claims import Location
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.openapi.contract import Contract
from auditor.readers.interfaces.values import mapping, scalar_text, texts


def addresses(contract: Contract) -> tuple[tuple[str, ...], Location] | None:
    """Return the base addresses and where they stand, or None where the document gives none."""
    return _of_swagger(contract.root) if contract.is_swagger else _of_servers(contract)


def _of_servers(contract: Contract) -> tuple[tuple[str, ...], Location] | None:
    servers = contract.sequence(contract.root, "servers")
    found = [address for server in servers.items() if (address := _filled(server)) not in ("", "/")] if servers else []
    return (tuple(dict.fromkeys(found)), servers.location) if servers and found else None


def _filled(server: Node) -> str:
    return filled(server.text("url"), mapping(server.value).get("variables"))


def filled(address: str, stated: Value) -> str:
    """Return an address with the default of each of a server's variables in its place."""
    variables = mapping(stated)

    def default(match: re.Match[str]) -> str:
        return scalar_text(mapping(variables.get(match[1])).get("default")) or match[0]

    return re.sub(r"\{([^{}]+)\}", default, address)


def _of_swagger(root: Node) -> tuple[tuple[str, ...], Location] | None:
    host, base = root.text("host"), root.text("basePath")
    schemes = texts(mapping(root.value).get("schemes"))
    if not host:
        return ((base,), root.location.child("basePath")) if base else None
    # Without schemes it is that of the document's own address, which an audit of files cannot know.
    found = tuple(f"{scheme}://{host}{base}" for scheme in schemes) or (f"//{host}{base}",)
    return found, root.location.child("host")
