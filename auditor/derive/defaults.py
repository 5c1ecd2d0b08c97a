"""Safe defaults, where nobody says anything."""

from __future__ import annotations

from auditor.derive.claims import Claims
from auditor.model.entities import Entity
from auditor.model.kinds import EvidenceLevel
from auditor.model.vocabulary import SafeDefault, attributes_of


def derive_defaults(claims: Claims, entity: Entity) -> None:
    """Claim what the vocabulary takes for granted of an entity where nobody says anything."""
    for name, attribute in attributes_of(entity.kind).items():
        default = attribute.default
        if default is None or claims.of(entity.id, name) or not _applies(claims, entity, name, default):
            continue
        claims.add(entity, name, default.value, EvidenceLevel.ASSUMED, detail=default.reason, location=None)


def _applies(claims: Claims, entity: Entity, name: str, default: SafeDefault) -> bool:
    if name == "hints.destructive" and claims.value(entity.id, "hints.read_only") is True:
        return False  # MCP: destructiveHint means something only where readOnlyHint is not true
    if default.when is None:
        return True
    attribute, values = default.when
    value = claims.value(entity.id, attribute)
    return any(item in values for item in (value if isinstance(value, tuple) else (value,)))
