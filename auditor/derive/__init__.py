"""Derive: claims that follow from other claims (inferred), and safe defaults where nobody says anything (assumed)."""

from __future__ import annotations

from dataclasses import replace

from auditor.derive.authentication import derive_authentication
from auditor.derive.claims import Claims, infer
from auditor.derive.defaults import derive_defaults
from auditor.derive.economy import derive_economy
from auditor.derive.effects import derive_effects, effects_of
from auditor.derive.messages import derive_message_effects
from auditor.derive.names import Names
from auditor.derive.recovery import derive_status, derive_undo
from auditor.derive.requests import Requests
from auditor.derive.screens import derive_screens
from auditor.derive.verifications import derive_verifications
from auditor.derive.workflows import derive_workflow_effects
from auditor.model.description import Description
from auditor.model.kinds import EntityKind

__all__ = ["derive", "effects_of"]


def derive(description: Description) -> Description:
    """Return a linked description with what follows from its claims, each only where nobody claims that attribute.

    What a contract's HTTP method means by RFC 9110 is documented; what a name or a path suggests is inferred; what the
    vocabulary takes for granted where nobody says anything is assumed.
    """
    derived = replace(description, claims=list(description.claims))
    claims = Claims(derived)
    tools = [e for e in derived.entities if e.kind is EntityKind.TOOL and not e.placeholder]
    for tool in tools:
        if tool.id in derived.workflows:
            continue  # its name is that of a task; only its steps say what it does
        if any(claim.value == "asyncapi" for claim in claims.of(tool.id, "protocol")):
            derive_message_effects(claims, tool)
        derive_effects(claims, tool)
    for tool in tools:
        derive_economy(claims, tool)
    derive_workflow_effects(claims, [tool for tool in tools if tool.id in derived.workflows])
    for tool in tools:
        if claims.value(tool.id, "hints.open_world") is True and not claims.of(tool.id, "brings_untrusted_content"):
            infer(claims, tool, "brings_untrusted_content", True, "openWorldHint is true", "hints.open_world")
    calls = [tool for tool in tools if tool.id not in derived.workflows]
    derive_screens(claims, calls)
    requests = Requests(derived, claims, calls)
    names = Names(claims, calls, requests.owners)
    derive_verifications(claims, requests, names, calls)
    derive_undo(claims, requests, names, calls)
    derive_status(claims, requests, calls)
    derive_authentication(derived, claims, tools)
    for entity in derived.entities:
        if not entity.placeholder:
            derive_defaults(claims, entity)
    return derived
