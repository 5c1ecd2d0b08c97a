"""What a plugin shows to the API behind it, and whether that is what the API asks for."""

from __future__ import annotations

from auditor.model.claims import AttributeValue
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.notes import Notes

_VAULT = {"none": "none", "oauthpluginvault": "oauth2", "apikeypluginvault": "api_key"}
"""Runtime authentication of Microsoft 365 Copilot plugins."""

_CHATGPT = {"none": "none", "oauth": "oauth2"}
"""Authentication of ChatGPT plugins; `service_http` and `user_http` say more under `authorization_type`."""

_FITTING = {
    "none": frozenset({"none"}),
    "oauth2": frozenset({"oauth2", "oidc", "bearer"}),
    "api_key": frozenset({"api_key", "bearer", "basic"}),
    "bearer": frozenset({"bearer", "oauth2", "oidc", "api_key"}),
    "basic": frozenset({"basic", "api_key"}),
}
"""What an API may ask for that is answered by each; a key or token can be sent as a bearer token."""


def of_runtime(auth: Node | None, notes: Notes) -> str:
    """Return the authentication that a runtime of a Microsoft 365 Copilot plugin states; empty where it is unknown."""
    kind = auth.text("type") if auth is not None else ""
    found = _VAULT.get(kind.lower(), "")
    if auth is not None and not found:
        notes.tell(f"authentication of type {kind or '(none stated)'} is not known", auth)
    return found


def of_plugin(auth: Node | None, notes: Notes) -> str:
    """Return the authentication that a ChatGPT plugin states, or an empty text where it is unknown."""
    if auth is None:
        return ""
    kind = auth.text("type").lower()
    if kind in ("service_http", "user_http"):
        scheme = auth.text("authorization_type").lower() or "bearer"
        found = scheme if scheme in ("bearer", "basic") else ""
    else:
        found = _CHATGPT.get(kind, "")
    if not found:
        notes.tell(f"authentication of type {kind or '(none stated)'} is not known", auth)
    return found


def answers(shown: str, asked: AttributeValue | None) -> bool:
    """Tell whether what is shown is one of the things that an operation asks for."""
    return isinstance(asked, tuple) and not _FITTING[shown].isdisjoint(item for item in asked if isinstance(item, str))
