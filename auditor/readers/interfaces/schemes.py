"""What a security scheme asks a caller to show, for OpenAPI and AsyncAPI."""

from __future__ import annotations

from auditor.readers.interfaces.nodes import Node

_KINDS = {
    "apikey": "api_key",
    "httpapikey": "api_key",
    "basic": "basic",
    "userpassword": "basic",
    "plain": "basic",
    "scramsha256": "basic",
    "scramsha512": "basic",
    "oauth2": "oauth2",
    "openidconnect": "oidc",
    "mutualtls": "mtls",
    "x509": "mtls",
}
_HTTP = {"basic": "basic", "digest": "basic", "bearer": "bearer", "dpop": "bearer"}


def authentication_of(scheme: Node) -> str | None:
    """Return the kind of authentication that a scheme object stands for; None for one that is not known."""
    stated = scheme.text("type").lower()
    return _HTTP.get(scheme.text("scheme").lower()) if stated == "http" else _KINDS.get(stated)
