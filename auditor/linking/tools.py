"""The tools of a description as linking sees them: whose they are, what they are called, what is claimed of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from auditor.linking.members import tools_by_interface
from auditor.model.claims import AttributeValue, Claim, Record
from auditor.model.description import Description
from auditor.model.entities import Entity
from auditor.model.facts import Fact, Known, Unknown, merge
from auditor.model.kinds import EntityKind, EvidenceLevel, Members, RelationKind
from auditor.model.methods import EFFECT_OF_METHOD
from auditor.model.vocabulary import ATTRIBUTES

_METHODS = tuple(method.casefold() for method in EFFECT_OF_METHOD)
_REQUEST_OF = ("method", "path")
_REQUEST = re.compile(r"([A-Z]+) (/\S*)")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_UNKNOWN = Unknown()
_PARAMETER = re.compile(r"\{([^/{}]*)\}")


class Side(Enum):
    """On which side of an action a description stands."""

    FACE = "face"
    """What a model sees: a tool of an MCP server, a function, a plugin."""
    BEHIND = "behind"
    """What carries the action out: an operation of an API."""
    NEITHER = "neither"
    """A workflow over several actions."""


_SIDES = {
    "mcp": Side.FACE,
    "functions": Side.FACE,
    "chatgpt-plugin": Side.FACE,
    "m365-plugin": Side.FACE,
    "native": Side.FACE,
    "openapi": Side.BEHIND,
    "graphql": Side.BEHIND,
    "grpc": Side.BEHIND,
    "asyncapi": Side.BEHIND,
    "arazzo": Side.NEITHER,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """One tool as one contract describes it."""

    entity: Entity
    interface: str
    """The id of the interface that lists it; empty for a tool of none."""
    name: str
    """Its name within that interface, which no claim has to say."""

    @property
    def id(self) -> str:
        """Its id."""
        return self.entity.id


class Tools:
    """The tools of one description, without those that stand for what could not be read."""

    def __init__(self, description: Description) -> None:
        self.interfaces: Mapping[str, Entity] = {
            entity.id: entity for entity in description.entities if entity.kind is EntityKind.INTERFACE
        }
        self._claims: dict[str, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
        for claim in description.claims:
            self._claims[claim.subject][claim.attribute].append(claim)
        self._facts: dict[tuple[str, str], Fact] = {}
        self._sides: dict[str, Side | None] = {}
        self._keys: dict[str, tuple[str, ...]] = {}
        self._words: dict[str, tuple[str, ...]] = {}
        self._open = {one.id for one in self.interfaces.values() if one.members is not Members.CLOSED}
        self.by_id = _tools(description)
        self.by_interface: dict[str, list[Tool]] = defaultdict(list)
        self._by_key: dict[str | tuple[str, ...], list[Tool]] = defaultdict(list)
        for tool in self.by_id.values():
            self.by_interface[tool.interface].append(tool)
            for key in self._all_keys(tool):
                self._by_key[key].append(tool)
        agents = {entity.id for entity in description.entities if entity.kind is EntityKind.AGENT}
        self.called = {r.target for r in description.relations if r.kind is RelationKind.CALLS and r.source in agents}
        each = self.by_id.values()
        self._requests_unknown = {tool.interface for tool in each if self._hides_request(tool)}
        self._naming_requests = {tool.interface for tool in each if _may_name_a_request(tool.name)}

    def claims(self, subject: str, attribute: str) -> Sequence[Claim]:
        """Return what is claimed of one attribute."""
        return self._claims[subject].get(attribute, ()) if subject in self._claims else ()

    def fact(self, subject: str, attribute: str) -> Fact:
        """Return what that comes to."""
        key = subject, attribute
        fact = self._facts.get(key)
        if fact is None:
            claims = self.claims(subject, attribute)
            fact = self._facts[key] = merge(ATTRIBUTES[attribute], claims) if claims else _UNKNOWN
        return fact

    def value(self, subject: str, attribute: str) -> AttributeValue | None:
        """Return a value that is known, on whatever evidence."""
        fact = self.fact(subject, attribute)
        return fact.value if isinstance(fact, Known) else None

    def side(self, tool: Tool) -> Side | None:
        """Return on which side a tool stands, by its contract's protocol; None where that is not known."""
        if tool.id not in self._sides:
            protocol = self.value(tool.interface, "protocol") or self.value(tool.id, "protocol")
            self._sides[tool.id] = _SIDES.get(str(protocol))
        return self._sides[tool.id]

    def keys(self, tool: Tool) -> tuple[str, ...]:
        """Return the names under which other contracts may list the action, without case and separators.

        Beside its own name these are the names that generators make of a method and a path.
        """
        keys = self._keys.get(tool.id)
        if keys is None:
            keys = self._keys[tool.id] = self._made_keys(tool)
        return keys

    def _made_keys(self, tool: Tool) -> tuple[str, ...]:
        found = _REQUEST.fullmatch(tool.name)
        method, path = found.groups() if found else (None, None)
        if not found and self.side(tool) is not Side.FACE:
            method, path = (value if isinstance(value := self.value(tool.id, of), str) else None for of in _REQUEST_OF)
        keys = [] if found else [plain(tool.name)]
        if method is not None and path is not None:
            by_words = _PARAMETER.sub(r"by \1", path)
            keys += [plain(method + path), plain(path + method), plain(method + by_words)]
        return tuple(dict.fromkeys(keys))

    def alike(self, tool: Tool) -> tuple[Tool, ...]:
        """Return the tools of other interfaces that share one of its names, or all words of its own."""
        found = {other.id: other for key in self._all_keys(tool) for other in self._by_key.get(key, [])}
        return tuple(other for _, other in sorted(found.items()) if other.interface != tool.interface)

    def same_name(self, tool: Tool, other: Tool) -> bool:
        """Tell whether two tools share a name, rather than only its words."""
        return not set(self.keys(tool)).isdisjoint(self.keys(other))

    def alike_to(self, name: str) -> tuple[Tool, ...]:
        """Return the tools of any interface that are called like this, without regard to case and separators."""
        return tuple(self._by_key.get(plain(name), ()))

    def made_one(self, tool: Tool) -> Iterator[tuple[str, str, EvidenceLevel]]:
        """Yield the id, interface and evidence of each description that linking has already joined to a tool's."""
        for claim in self.claims(tool.id, "seen_as"):
            for record in claim.value if isinstance(claim.value, tuple) else ():
                interface = str(record.fields.get("interface", "")) if isinstance(record, Record) else ""
                if isinstance(record, Record) and record.name not in self.by_id and interface in self.interfaces:
                    yield record.name, interface, claim.level

    def surely_alone(self, tool: Tool) -> bool:
        """Tell whether no other interface can have the same action under a name like this one's."""
        if _others(self._open, tool.interface):
            return False
        if _others(self._requests_unknown, tool.interface) and _may_name_a_request(tool.name):
            return False
        if _others(self._naming_requests, tool.interface) and self._hides_request(tool):
            return False
        own = self.side(tool)
        if own is Side.NEITHER:
            return True  # a workflow may be called like an action, but is never taken for one
        sides = [side for other in self.alike(tool) if (side := self.side(other)) is not Side.NEITHER]
        return own is not None and all(side is own for side in sides) if sides else True

    def may_have_another(self, tool: Tool, interface: str) -> bool:
        """Tell whether an operation whose method or path is not known may be what a tool is called after."""
        return interface in self._requests_unknown and _may_name_a_request(tool.name)

    def _all_keys(self, tool: Tool) -> tuple[str | tuple[str, ...], ...]:
        return (*self.keys(tool), self.words(tool))

    def words(self, tool: Tool) -> tuple[str, ...]:
        """Return the words of a tool's name in order of the alphabet."""
        found = self._words.get(tool.id)
        if found is None:
            found = self._words[tool.id] = words(tool.name)
        return found

    def _hides_request(self, tool: Tool) -> bool:
        """Tell whether a tool may be an operation whose method or path is not known."""
        return (
            self.side(tool) in (None, Side.BEHIND)
            and self.value(tool.interface, "protocol") in (None, "openapi")
            and not (self.claims(tool.id, "method") and self.claims(tool.id, "path"))
        )


def _others(interfaces: set[str], own: str) -> bool:
    """Tell whether any of these is another interface than a tool's own, without a copy for each tool."""
    return len(interfaces) > (own in interfaces)


def _may_name_a_request(name: str) -> bool:
    """Tell whether a generator may have made a name of a method and a path, in whichever order."""
    return plain(name).startswith(_METHODS) or plain(name).endswith(_METHODS)


@lru_cache(maxsize=1 << 15)
def plain(name: str) -> str:
    """Return a name without case and separators."""
    return re.sub(r"[\W_]+", "", name).casefold() or name


def words(name: str) -> tuple[str, ...]:
    """Return the words of a name in order of the alphabet and without a plural's `s`."""
    found = [word.casefold() for word in _WORD.findall(name)]
    return tuple(sorted(word.removesuffix("s") if len(word) > 3 else word for word in found))


def _tools(description: Description) -> dict[str, Tool]:
    owners: dict[str, list[str]] = defaultdict(list)
    for interface, tools in tools_by_interface(description).items():
        for tool in tools:
            owners[tool].append(interface)
    entities = [e for e in description.entities if e.kind is EntityKind.TOOL and not e.placeholder]
    return {entity.id: _tool(entity, owners.get(entity.id, ())) for entity in sorted(entities, key=lambda e: e.id)}


def _tool(entity: Entity, owners: Iterable[str]) -> Tool:
    within = sorted(owner for owner in owners if entity.id.startswith(f"{owner}."))
    interface = within[-1] if within else min(owners, default="")
    prefix = f"{interface}."
    own = entity.id.removeprefix(prefix) if interface else entity.id
    return Tool(entity=entity, interface=interface, name=entity.name if entity.name != entity.id else own)
