"""What HTTP methods do to the world."""

from __future__ import annotations

EFFECT_OF_METHOD = {
    "GET": "read",
    "HEAD": "read",
    "OPTIONS": "read",
    "POST": "create",
    "PUT": "update",
    "PATCH": "update",
    "DELETE": "delete",
}
DEFINED_EFFECTS = {method: effect for method, effect in EFFECT_OF_METHOD.items() if method != "POST"}
"""What a method means by RFC 9110, section 9; POST means whatever the resource makes of it."""
IDEMPOTENT_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE", "QUERY", "PUT", "DELETE"})
"""Methods of which a repetition changes nothing more, by RFC 9110, section 9.2.2."""
