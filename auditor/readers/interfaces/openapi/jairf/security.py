"""Strength of security schemes, addresses, and texts that look like secrets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from auditor.documents import Document
from auditor.model.credentials import FORMS, is_stand_in
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.openapi.jairf.walk import Object, Targets
from auditor.readers.interfaces.values import items, mapping, text, texts

_HTTP = {
    "basic": 0.10, "oauth": 0.20, "digest": 0.20, "scram-sha-1": 0.25, "negotiate": 0.35, "vapid": 0.60,
    "scram-sha-256": 0.65, "privatetoken": 0.75, "hoba": 0.80, "concealed": 0.85, "dpop": 0.90, "gnap": 0.90,
    "mutual": 0.95,
}  # fmt: skip
_FLOWS = {
    "password": 0.30, "implicit": 0.35, "clientCredentials": 0.85, "application": 0.85, "authorizationCode": 0.90,
    "accessCode": 0.90,
}  # fmt: skip
_BEARER, _BEARER_JWT = 0.60, 0.75
_KEY_IN_QUERY, _KEY_ELSEWHERE = 0.15, 0.50
_BEST = 1.0

_NOT_PUBLIC = re.compile(
    r"(localhost|127\.\d+\.\d+\.\d+|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|\[::1\]|0\.0\.0\.0)"
    r"|.*\.(internal|cluster|local|localhost|svc)|[\w-]+"
)
_FORMS = tuple((form.signs, re.compile(form.pattern, re.VERBOSE)) for form in FORMS)
_BEFORE, _AFTER = 40, 400
"""Characters around a sign within which the credential that has it lies, or enough of it to tell."""


def strength(scheme: Object) -> float:
    """Return how strong a scheme is by JAIRF's table: oauth2 as its weakest flow, the unknown as 0."""
    kind = text(scheme.get("type"))
    if kind in ("openIdConnect", "mutualTLS"):
        return _BEST
    if kind == "apiKey":
        return _KEY_IN_QUERY if scheme.get("in") == "query" else _KEY_ELSEWHERE
    if kind == "oauth2":
        flows = list(mapping(scheme.get("flows"))) or [text(scheme.get("flow"))]
        return min(_FLOWS.get(flow, 0.0) for flow in flows if not flow.startswith("x-")) if flows else 0.0
    word = "basic" if kind == "basic" else text(scheme.get("scheme")).lower()
    if word == "bearer":
        return _BEARER_JWT if text(scheme.get("bearerFormat")).upper() == "JWT" else _BEARER
    return _HTTP.get(word, 0.0)


class Addresses:
    """Sorts the addresses of a document; those of one machine or one network are not public."""

    def __init__(self, servers: Iterable[Object]) -> None:
        self.public = self.secure = self.relative = self.private = 0
        for server in servers:
            self._sort(server)

    def _sort(self, server: Object) -> None:
        url = _filled(server)
        marked = any(server.get(mark) is True for mark in ("x-internal", "x-dev", "x-sandbox", "x-mock"))
        found = re.match(r"(https?|wss?)://([^/:?#]*)", url, re.IGNORECASE)
        if found is None:
            self.relative += 1
        elif marked or _NOT_PUBLIC.fullmatch(found[2].lower().rpartition("@")[2]):
            self.private += 1
        else:
            self.public += 1
            self.secure += found[1].lower() in ("https", "wss")


def _filled(server: Object) -> str:
    variables = mapping(server.get("variables"))

    def default(match: re.Match[str]) -> str:
        return text(mapping(variables.get(match[1])).get("default")) or "variable.example"

    return re.sub(r"\{([^{}]+)\}", default, text(server.get("url")))


def servers_of(root: Object) -> list[Object]:
    """Return the servers of a document; for Swagger 2.0, one for each of its schemes."""
    if "swagger" not in root:
        return [mapping(server) for server in items(root.get("servers"))]
    host, base = text(root.get("host")), text(root.get("basePath"))
    if not host:
        return [{"url": base}] if base else []
    return [{"url": f"{scheme}://{host}{base}"} for scheme in texts(root.get("schemes"))] or [{"url": f"//{host}"}]


def schemes_of(root: Object, home: Node, targets: Targets) -> dict[str, Object]:
    """Return the security schemes by name; one whose reference leads nowhere is empty, and so of no strength."""
    held = root.get("securityDefinitions") or mapping(root.get("components")).get("securitySchemes")
    found = {}
    for name, scheme in mapping(held).items():
        target = targets.of(scheme, home)
        found[name] = mapping(target.value if target else None)
    return found


def secrets_in(documents: Iterable[Document]) -> int:
    """Count the texts in some files that have the form of a credential and are no plain stand-ins."""
    return sum(len(set(_credentials(document.text))) for document in documents)


def _credentials(text: str) -> Iterator[tuple[int, str]]:
    # Patterns over megabytes cost seconds; the signs are found in milliseconds.
    for signs, pattern in _FORMS:
        for sign in signs:
            at = text.find(sign)
            while at >= 0:
                start = max(0, at - _BEFORE)
                for match in pattern.finditer(text[start : at + _AFTER]):
                    if sign in match[0] and not is_stand_in(match[0]):
                        yield start + match.start(), match[0][:_BEFORE]
                at = text.find(sign, at + len(sign))
