"""The authentication of tools whose contract cannot say it."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.derive.claims import Claims
from auditor.model.description import Description
from auditor.model.entities import Entity
from auditor.model.kinds import RelationKind


def derive_authentication(derived: Description, claims: Claims, tools: Sequence[Entity]) -> None:
    """Give a tool whose contract cannot say it the authentication of its interface; OpenAPI says it by operation.

    A tool that is linked with an operation is exposed by the API too; what the API asks of its callers says nothing of
    what the tool's own server asks.
    """
    linked = {claim.subject for claim in derived.claims if claim.attribute == "seen_as" and claim.value}
    by_id = {tool.id: tool for tool in tools if claims.value(tool.id, "protocol") != "openapi"}
    for relation in derived.relations:
        tool = by_id.get(relation.target)
        if tool is None or relation.kind is not RelationKind.EXPOSES or claims.of(tool.id, "authentication"):
            continue
        if tool.id in linked and not tool.id.startswith(f"{relation.source}."):
            continue
        for claim in claims.of(relation.source, "authentication"):
            detail = f"stated for `{relation.source}`"
            claims.add(tool, "authentication", claim.value, claim.level, detail=detail, location=claim.location)
