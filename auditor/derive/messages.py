"""What sending a message to an application does, by the name of the operation that takes it."""

from __future__ import annotations

import re

from auditor.derive.claims import Claims, infer
from auditor.derive.effects import WORD, effects_of
from auditor.model.entities import Entity

_OF_TRANSPORT = re.compile(
    r"send|sends|sent|publish|publishes|receive|receives|received|on|handle|handles|process|consume|consumes|emit|"
    r"produce|broadcast|subscribe|messages?|events?|commands?",
    re.IGNORECASE,
)
"""Words for the way that messages go, which say nothing about what the application does with them."""


def derive_message_effects(claims: Claims, tool: Entity) -> None:
    """Claim what a message to an AsyncAPI application does where nobody says it.

    Like a POST it means whatever the application makes of it, so it creates something unless its name says more. Only
    a request that is answered can be a read.
    """
    if claims.of(tool.id, "effects"):
        return
    name = str(claims.value(tool.id, "own_name") or tool.name)
    words = [word for word in WORD.findall(name) if not _OF_TRANSPORT.fullmatch(word)]
    effects, rule = effects_of("", "", " ".join(words))
    if not effects or ("read" in effects and claims.value(tool.id, "asynchronous") is True):
        effects, rule = ("create",), "a message to the application, which means whatever the application makes of it"
    infer(claims, tool, "effects", effects, rule, "own_name")
