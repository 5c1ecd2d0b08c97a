"""Whether the addresses of an interface are those of encrypted connections."""

from __future__ import annotations

import re

from auditor.checklist import Reason
from auditor.checklist.reasons import places
from auditor.checks.view import FALSE, TRUE, UNKNOWN, Result, View
from auditor.model.entities import Entity
from auditor.model.facts import Known

_ENCRYPTED = {
    "http": "https",
    "ws": "wss",
    "mqtt": "mqtts",
    "amqp": "amqps",
    "kafka": "kafka-secure",
    "redis": "rediss",
    "stomp": "stomps",
}
"""The scheme of the encrypted connection for that of a plain one; `kafka-secure` is the word of AsyncAPI."""
_ADDRESS = re.compile(r"([a-z0-9+.-]+)://(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]*)", re.IGNORECASE)


def encrypted_connections(view: View, subject: Entity) -> Result:
    """Pass where no address of an interface is that of a plain connection to another machine.

    Addresses of the same machine, and names without a dot as they are used inside a cluster, are left out.
    """
    fact = view.fact(subject, "urls")
    if not isinstance(fact, Known):
        return Result(verdict=UNKNOWN, reasons=(view.unknown(subject, "urls"),))
    urls = fact.value if isinstance(fact.value, tuple) else (fact.value,)
    plain = {str(url): better for url in urls if (better := _better_scheme(str(url)))}
    if not plain:
        what = "none of its addresses is that of a plain connection"
        return Result(verdict=TRUE[fact.level], reasons=(Reason(what=what, level=fact.level, claims=fact.claims),))
    shown = ", ".join(f"`{url}`" for url in plain)
    reason = Reason(
        what=f"{shown} {'is a plain connection' if len(plain) == 1 else 'are plain connections'}",
        expected=" or ".join(f"`{better}`" for better in dict.fromkeys(plain.values())),
        level=fact.level,
        claims=fact.claims,
        places=places(fact.claims),
    )
    return Result(verdict=FALSE[fact.level], reasons=(reason,))


def _better_scheme(url: str) -> str:
    """Return the scheme to use instead; empty for an address that is fine or stays on the machine or in the cluster."""
    found = _ADDRESS.match(url)
    if found is None:
        return ""
    scheme, host = found[1].lower(), found[2].lower()
    local = "." not in host or host.startswith(("127.", "0.")) or host.endswith(".localhost")
    return "" if local else _ENCRYPTED.get(scheme, "")
