"""Turns the relation keys of system.yaml into relations, and tells of names that lead nowhere."""

from __future__ import annotations

from auditor.documents import Pointer, Value
from auditor.model.claims import Location
from auditor.model.entities import Boundary, Entity
from auditor.model.kinds import EntityKind, Members, RelationKind
from auditor.model.vocabulary import INVERSE_KEYS, RelationKey, relation_keys_of
from auditor.readers.architecture.system_build import Build, Part, listed, members
from auditor.readers.architecture.system_contracts import interface_of, not_in_contract
from auditor.readers.architecture.system_keys import NOUNS, TOOL_REFERENCES
from auditor.readers.architecture.system_words import either, nearest, quoted

_ANY = frozenset(EntityKind)
_TOOLS = frozenset((EntityKind.TOOL,))


def relate_all(build: Build) -> None:
    """Add the relations and boundaries of every part."""
    for part in build.parts:
        for section, kind, key, value in part.entities():
            for relation_key in relation_keys_of(kind).values():
                if relation_key.key in value:
                    pointer = (section, key, relation_key.key)
                    _relate(build, part, key, relation_key, value[relation_key.key], pointer)
            if kind is EntityKind.TOOL and not build.partial:
                _check_named_tools(build, part, key, value)
        _boundaries(build, part)


def _relate(build: Build, part: Part, subject: str, key: RelationKey, value: Value, pointer: Pointer) -> None:
    inverse = key in INVERSE_KEYS
    kinds = key.source if inverse else key.targets
    verbs = [key.relation, *([key.also] if key.also else [])]
    for place, name in listed(value):
        location = part.at(*pointer, *place)
        if not refer(build, name, kinds, location, key.key):
            continue
        for verb in verbs:
            ends = (name, verb, subject) if inverse else (subject, verb, name)
            build.description.relate(*ends, build.level, location)
    # An agent thinks with the one model that it names; of any other relation a single name may be one of several.
    if (isinstance(value, list) or key.relation is RelationKind.USES) and not inverse:
        build.description.closed_relations |= {(subject, verb) for verb in verbs}


def _check_named_tools(build: Build, part: Part, tool: str, stated: object) -> None:
    for key in TOOL_REFERENCES:
        value = stated.get(key) if isinstance(stated, dict) else None
        pointer: Pointer = ("tools", tool, key)
        if isinstance(value, dict):
            value, pointer = value.get("value"), (*pointer, "value")
        if isinstance(value, str) and value:
            refer(build, value, _TOOLS, part.at(*pointer), key)


def refer(build: Build, name: str, kinds: frozenset[EntityKind], location: Location, key: str) -> bool:
    """Tell whether a name leads to an entity of these kinds; add a tool that only its use declares; else a mistake."""
    if build.of_kind(name, kinds):
        return True
    owner = interface_of(build, name) if EntityKind.TOOL in kinds else None
    if owner is not None and not name.endswith(".*"):
        return _refer_to_tool(build, name, owner, location)
    if name in build.entities:
        found = build.entities[name][0].kind
        build.wrong(location, f"{quoted(name)} is {NOUNS[found]}; `{key}` takes {_nouns(kinds)}")
    elif owner is not None:
        build.wrong(location, f"{quoted(name)} is not an id; name the interface itself, `{owner.id}`")
    else:
        build.wrong(location, f"`{key}` names {quoted(name)}, which {_is_missing(build, name, kinds)}")
    return False


def _refer_to_tool(build: Build, name: str, owner: Entity, location: Location) -> bool:
    if owner.members is Members.CLOSED:
        build.wrong(location, not_in_contract(build, name, owner))
        return False
    build.add(Entity(id=name, kind=EntityKind.TOOL, name=name, location=location, level=build.level))
    build.description.relate(owner.id, RelationKind.EXPOSES, name, build.level, location)
    return True


def _is_missing(build: Build, name: str, kinds: frozenset[EntityKind]) -> str:
    fitting = [key for key in build.entities if build.of_kind(key, kinds)]
    meant = nearest(name, fitting) or nearest(name, build.entities)
    return "is not described" + (f"; did you mean `{meant}`?" if meant else f"; expected {_nouns(kinds)}")


def _nouns(kinds: frozenset[EntityKind]) -> str:
    nouns = [NOUNS[kind] for kind in EntityKind if kind in kinds]
    if len(nouns) == len(EntityKind):
        return "something that this description lists"
    return either(nouns)


def _boundaries(build: Build, part: Part) -> None:
    for key, value in part.section("boundaries").items():
        zone = members(value)
        place = ("boundaries", key, "members")
        inside = [
            name
            for at, name in listed(zone.get("members"))
            if refer(build, name, _ANY, part.at(*place, *at), "members")
        ]
        name = zone.get("name")
        build.description.boundaries.append(
            Boundary(
                id=key,
                name=name if isinstance(name, str) else key,
                members=tuple(dict.fromkeys(inside)),
                location=part.key_at("boundaries", key),
            )
        )
