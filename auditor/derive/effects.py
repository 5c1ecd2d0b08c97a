"""What calling a tool does, by its method, its name and its path."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.derive.claims import Claims, infer
from auditor.model.entities import Entity
from auditor.model.kinds import EvidenceLevel
from auditor.model.methods import DEFINED_EFFECTS, EFFECT_OF_METHOD
from auditor.model.words import EFFECT_OF_VERB

_GRAVE = frozenset({"delete", "send", "spend", "execute"})
"""Effects that a name may suggest against the method; then nothing is certain."""
_OBJECTS = {
    "spend": frozenset({"payment", "payments", "refund", "refunds", "transfer", "transfers", "charge", "charges"}),
    "send": frozenset({"email", "emails", "mail", "sms", "message", "messages", "notification", "notifications"}),
}
"""What, when it is created, is more than a record: money that moves, words that leave."""
_SQL = frozenset({"sql", "code", "script", "command", "shell"})
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
PARAMETER = re.compile(r"/\{[^/]*\}$")


def derive_effects(claims: Claims, tool: Entity) -> None:
    """Claim what a tool does where nobody says it."""
    if claims.of(tool.id, "effects"):
        return
    method, path = claims.value(tool.id, "method"), claims.value(tool.id, "path")
    name = str(claims.value(tool.id, "own_name") or tool.name)
    effects, rule = effects_of(
        method.upper() if isinstance(method, str) else "", path if isinstance(path, str) else "", name
    )
    if claims.value(tool.id, "hints.destructive") is True and claims.value(tool.id, "hints.read_only") is not True:
        rule = f"{rule}; destructiveHint is true" if rule else "destructiveHint is true"
        effects = tuple(dict.fromkeys((*effects, "delete")))
    if effects:
        level = EvidenceLevel.INFERRED
        defined = DEFINED_EFFECTS.get(str(method).upper(), "")
        if defined and _GRAVE.isdisjoint(set(effects) - {defined}) and not _may_destroy(claims, tool):
            effects, rule = (defined,), f"{method} request"
            level = min(EvidenceLevel.DOCUMENTED, max(claim.level for claim in claims.of(tool.id, "method")))
        infer(claims, tool, "effects", effects, rule, "method" if method else "own_name", level)


def _may_destroy(claims: Claims, tool: Entity) -> bool:
    """Tell whether a tool has to be taken for destructive because its MCP list leaves the hint out.

    The method of the operation behind it then says what is usual and not what is all: else a tool would look better for
    a hint that is missing.
    """
    stated = claims.value(tool.id, "hints.read_only") is True or claims.value(tool.id, "hints.destructive") is not None
    return claims.value(tool.id, "protocol") in ("mcp", None) and not stated


def effects_of(method: str, path: str, name: str) -> tuple[tuple[str, ...], str]:
    """Return what a call most likely does to the world, and the rule that says so; nothing where no rule does.

    The HTTP method comes first; a verb in the name, or else at the end of the path, says more. A reading verb makes a
    POST a read, but no verb makes reading of PUT, PATCH or DELETE.
    """
    words = [word.lower() for word in WORD.findall(name)] if not name.startswith(f"{method} /") else []
    last = PARAMETER.sub("", path).rpartition("/")[2]
    candidates = [(word, "name") for word in words]
    if method == "POST" and not PARAMETER.search(path):
        candidates += [(word.lower(), "path") for word in WORD.findall(last)[:1]]
    verb, where = next(((word, where) for word, where in candidates if word in EFFECT_OF_VERB), ("", ""))
    if EFFECT_OF_METHOD.get(method) == "read" and any(EFFECT_OF_VERB.get(word) == "read" for word in words):
        return ("read",), f"{method} request"
    by_verb, by_method = EFFECT_OF_VERB.get(verb, ""), EFFECT_OF_METHOD.get(method, "")
    if verb in ("query", "run") and not _SQL.isdisjoint(words):
        by_verb = "execute"
    if by_verb and not (by_verb == "read" and by_method not in ("", "read", "create")):
        effect, rule = by_verb, f"`{verb}` in the {where}" + (f" of a {method} request" if method else "")
    elif by_method:
        effect, rule = by_method, f"{method} request"
    else:
        return (), ""
    more = tuple(kind for kind, objects in _OBJECTS.items() if effect == "create" and not objects.isdisjoint(words))
    return (effect, *more), rule + (f" about {' and '.join(sorted(objects_in(words)))}" if more else "")


def effect_of_verb(word: str) -> str:
    """Return what a verb in a name says a call does, or an empty text."""
    return EFFECT_OF_VERB.get(word, "")


def objects_in(words: Sequence[str]) -> set[str]:
    """Return the words of a name whose creation moves money or sends something."""
    return {word for word in words for objects in _OBJECTS.values() if word in objects}
