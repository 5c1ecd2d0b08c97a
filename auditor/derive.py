"""Derive: claims that follow from other claims (inferred), and safe defaults where nobody says anything (assumed)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditor.model.claims import AttributeValue, Claim, Location
from auditor.model.description import Description
from auditor.model.entities import Entity
from auditor.model.facts import Known, merge
from auditor.model.kinds import EntityKind, EvidenceLevel, RelationKind
from auditor.model.vocabulary import ATTRIBUTES, SafeDefault, attributes_of

_BY_METHOD = {
    "GET": "read",
    "HEAD": "read",
    "OPTIONS": "read",
    "POST": "create",
    "PUT": "update",
    "PATCH": "update",
    "DELETE": "delete",
}
_DEFINED = {method: effect for method, effect in _BY_METHOD.items() if method != "POST"}
"""What a method means by RFC 9110, section 9; POST means whatever the resource makes of it."""
_GRAVE = frozenset({"delete", "send", "spend", "execute"})
"""Effects that a name may suggest against the method; then nothing is certain."""
_VERBS = {
    "read": "get list search find query lookup fetch read show describe count check validate preview estimate browse "
    "calculate view download export",
    "create": "create add insert register upload open book reserve schedule generate import",
    "update": "update edit modify set change rename replace patch put move merge assign enable disable restore undo",
    "delete": "delete cancel remove purge destroy drop revoke erase clear terminate kill wipe uninstall",
    "send": "send email notify publish broadcast tweet sms message forward reply invite share",
    "spend": "pay charge refund transfer purchase buy order checkout withdraw payout",
    "execute": "execute run eval exec invoke launch",
}
_EFFECT_OF = {verb: effect for effect, verbs in _VERBS.items() for verb in verbs.split()}
_OBJECTS = {
    "spend": frozenset({"payment", "payments", "refund", "refunds", "transfer", "transfers", "charge", "charges"}),
    "send": frozenset({"email", "emails", "mail", "sms", "message", "messages", "notification", "notifications"}),
}
"""What, when it is created, is more than a record: money that moves, words that leave."""
_SQL = frozenset({"sql", "code", "script", "command", "shell"})
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_PARAMETER = re.compile(r"/\{[^/]*\}$")


class _Claims:
    """The claims of one description, by subject and attribute."""

    def __init__(self, description: Description) -> None:
        self._description = description
        self._by_subject: dict[tuple[str, str], list[Claim]] = defaultdict(list)
        for claim in description.claims:
            self._by_subject[claim.subject, claim.attribute].append(claim)

    def of(self, subject: str, attribute: str) -> Sequence[Claim]:
        return self._by_subject.get((subject, attribute), ())

    def value(self, subject: str, attribute: str) -> AttributeValue | None:
        """Return a value that is known, on whatever evidence."""
        claims = self.of(subject, attribute)
        fact = merge(ATTRIBUTES[attribute], claims) if claims else None
        return fact.value if isinstance(fact, Known) else None

    def add(
        self,
        entity: Entity,
        attribute: str,
        value: AttributeValue,
        level: EvidenceLevel,
        *,
        detail: str,
        location: Location | None,
    ) -> None:
        claim = Claim(
            subject=entity.id,
            attribute=attribute,
            value=value,
            level=level,
            location=location,
            detail=detail,
        )
        self._description.claims.append(claim)
        self._by_subject[entity.id, attribute].append(claim)


def derive(description: Description) -> Description:
    """Return a linked description with what follows from its claims, each only where nobody claims that attribute.

    What a contract's HTTP method means by RFC 9110 is documented; what a name or a path suggests is inferred; what the
    vocabulary takes for granted where nobody says anything is assumed.
    """
    derived = replace(description, claims=list(description.claims))
    claims = _Claims(derived)
    tools = [e for e in derived.entities if e.kind is EntityKind.TOOL and not e.placeholder]
    for tool in tools:
        _effects(claims, tool)
        if claims.value(tool.id, "hints.open_world") is True and not claims.of(tool.id, "brings_untrusted_content"):
            _infer(claims, tool, "brings_untrusted_content", True, "openWorldHint is true", "hints.open_world")
    _verifications(derived, claims, tools)
    _inherited_authentication(derived, claims, tools)
    for entity in derived.entities:
        if not entity.placeholder:
            _defaults(claims, entity)
    return derived


def _infer(
    claims: _Claims,
    entity: Entity,
    attribute: str,
    value: AttributeValue,
    detail: str,
    source: str,
    level: EvidenceLevel = EvidenceLevel.INFERRED,
) -> None:
    stated = next((claim.location for claim in claims.of(entity.id, source) if claim.location is not None), None)
    location = stated or entity.location
    if location is not None:
        claims.add(entity, attribute, value, level, detail=detail, location=location)


def _effects(claims: _Claims, tool: Entity) -> None:
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
        if (defined := _DEFINED.get(str(method).upper(), "")) and _GRAVE.isdisjoint(set(effects) - {defined}):
            effects, rule, level = (defined,), f"{method} request", EvidenceLevel.DOCUMENTED
        _infer(claims, tool, "effects", effects, rule, "method" if method else "own_name", level)


def effects_of(method: str, path: str, name: str) -> tuple[tuple[str, ...], str]:
    """Return what a call most likely does to the world, and the rule that says so; nothing where no rule does.

    The HTTP method comes first; a verb in the name, or else at the end of the path, says more. A reading verb makes a
    POST a read, but no verb makes reading of PUT, PATCH or DELETE.
    """
    words = [word.lower() for word in _WORD.findall(name)] if not name.startswith(f"{method} /") else []
    last = _PARAMETER.sub("", path).rpartition("/")[2]
    candidates = [(word, "name") for word in words]
    if method == "POST" and not _PARAMETER.search(path):
        candidates += [(word.lower(), "path") for word in _WORD.findall(last)[:1]]
    verb, where = next(((word, where) for word, where in candidates if word in _EFFECT_OF), ("", ""))
    if _BY_METHOD.get(method) == "read" and any(_EFFECT_OF.get(word) == "read" for word in words):
        return ("read",), f"{method} request"
    by_verb, by_method = _EFFECT_OF.get(verb, ""), _BY_METHOD.get(method, "")
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


def objects_in(words: Sequence[str]) -> set[str]:
    """Return the words of a name whose creation moves money or sends something."""
    return {word for word in words for objects in _OBJECTS.values() if word in objects}


def _verifications(derived: Description, claims: _Claims, tools: Sequence[Entity]) -> None:
    """Pair each HTTP write with the read of the same resource in the same interface."""
    owners = {r.target: r.source for r in derived.relations if r.kind is RelationKind.EXPOSES}
    requests = {tool.id: request for tool in tools if (request := _request(claims, tool)) is not None}
    reads: dict[tuple[str | None, str], str] = {}
    for tool_id, (method, path) in requests.items():
        if method == "GET":
            reads.setdefault((owners.get(tool_id), path), tool_id)
            if _PARAMETER.search(path):
                reads.setdefault((owners.get(tool_id), _PARAMETER.sub("/{}", path)), tool_id)
    for tool in tools:
        method, path = requests.get(tool.id, ("", ""))
        if _BY_METHOD.get(method, "read") == "read" or claims.of(tool.id, "verified_by"):
            continue
        if "read" in _texts(claims.value(tool.id, "effects")):
            continue
        paths = (f"{path}/{{}}", path) if method == "POST" else (path,)
        found = next((read for p in paths if (read := reads.get((owners.get(tool.id), p)))), None)
        if found is not None:
            _infer(claims, tool, "verified_by", found, f"it reads what {method} {path} writes", "path")


def _inherited_authentication(derived: Description, claims: _Claims, tools: Sequence[Entity]) -> None:
    """Give a tool whose contract cannot say it the authentication of its interface; OpenAPI says it by operation."""
    by_id = {tool.id: tool for tool in tools if claims.value(tool.id, "protocol") != "openapi"}
    for relation in derived.relations:
        tool = by_id.get(relation.target)
        if tool is None or relation.kind is not RelationKind.EXPOSES or claims.of(tool.id, "authentication"):
            continue
        for claim in claims.of(relation.source, "authentication"):
            detail = f"stated for `{relation.source}`"
            claims.add(tool, "authentication", claim.value, claim.level, detail=detail, location=claim.location)


def _request(claims: _Claims, tool: Entity) -> tuple[str, str] | None:
    method, path = claims.value(tool.id, "method"), claims.value(tool.id, "path")
    return (method.upper(), path.rstrip("/")) if isinstance(method, str) and isinstance(path, str) else None


def _texts(value: AttributeValue | None) -> Iterator[str]:
    return (item for item in value if isinstance(item, str)) if isinstance(value, tuple) else iter(())


def _defaults(claims: _Claims, entity: Entity) -> None:
    for name, attribute in attributes_of(entity.kind).items():
        default = attribute.default
        if default is None or claims.of(entity.id, name) or not _applies(claims, entity, name, default):
            continue
        claims.add(entity, name, default.value, EvidenceLevel.ASSUMED, detail=default.reason, location=None)


def _applies(claims: _Claims, entity: Entity, name: str, default: SafeDefault) -> bool:
    if name == "hints.destructive" and claims.value(entity.id, "hints.read_only") is True:
        return False  # MCP: destructiveHint means something only where readOnlyHint is not true
    if default.when is None:
        return True
    attribute, values = default.when
    value = claims.value(entity.id, attribute)
    return any(item in values for item in (value if isinstance(value, tuple) else (value,)))
