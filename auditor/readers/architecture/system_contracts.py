"""Interfaces of system.yaml: reads the contracts they name, and leaves unknown members where it cannot."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from auditor.documents import Value
from auditor.errors import InputError
from auditor.model.claims import Location
from auditor.model.description import ReadState
from auditor.model.entities import Entity, unknown_members_id
from auditor.model.kinds import EntityKind, Members, RelationKind
from auditor.readers.architecture.system_build import Build, Part
from auditor.readers.architecture.system_claims import named_entity
from auditor.readers.architecture.system_files import missing_input, open_named
from auditor.readers.architecture.system_keys import ARTIFACTS
from auditor.readers.architecture.system_words import nearest
from auditor.readers.reader import input_of

_INTERFACE = frozenset((EntityKind.INTERFACE,))
_TOOL = frozenset((EntityKind.TOOL,))
NO_CONTRACT = "no contract is cited"


def read_contracts(build: Build) -> None:
    """Add every interface with its tools, and the tools that the `tools:` section lists beside them."""
    for part in build.parts:
        for key, value in part.section("interfaces").items():
            if build.declared.get(key) is EntityKind.INTERFACE and _with_contract(build, key) is None:
                _interface(build, part, key, value if isinstance(value, dict) else {})
    for part in build.parts:
        for key in part.section("tools"):
            if build.declared.get(key) is EntityKind.TOOL:
                _tool(build, part, key)


def _interface(build: Build, part: Part, key: str, value: Mapping[str, Value]) -> None:
    named = [(format_id, path) for format_id in ARTIFACTS if isinstance(path := value.get(format_id), str)]
    entry = ("interfaces", EntityKind.INTERFACE, key, value)
    because = NO_CONTRACT
    if named:
        format_id, path = named[0]
        because = _read(build, key, format_id, path, part.at("interfaces", key, format_id))
    known = _with_contract(build, key)
    if known is not None:
        _rename(build, known, value.get("name"))
        return
    closed = not named and build.partial and value.get("members") == Members.CLOSED
    build.add(named_entity(build, part, entry, contents=Members.CLOSED if closed else Members.OPEN))
    if closed:
        build.description.closed_relations.add((key, RelationKind.EXPOSES))
    else:
        _unknown_members(build, key, because, part.key_at("interfaces", key))


def _with_contract(build: Build, key: str) -> Entity | None:
    """Return the interface that a contract describes; a client configuration only says how a server is started."""
    found = (entity for entity in build.entities.get(key, ()) if entity.kind is EntityKind.INTERFACE)
    return next((entity for entity in found if entity.members is not None), None)


def _read(build: Build, key: str, format_id: str, path: str, location: Location) -> str:
    document = open_named(build, path, location)
    if isinstance(document, str):
        build.description.inputs.append(missing_input(path, location.document, format_id, document))
        return _unreadable(build, location, document)
    try:
        build.take(build.reading.read(document, name=key, expected=format_id))
    except InputError as error:
        reason = str(error.problems[0])
        build.description.inputs.append(input_of(document, format_id, ReadState.SKIPPED, reason))
        return _unreadable(build, location, reason)
    return f"{document.path} does not say what belongs to it"


def _unreadable(build: Build, location: Location, reason: str) -> str:
    build.note(location, f"{reason}; the tools of this interface are unknown")
    return reason


def _unknown_members(build: Build, owner: str, because: str, location: Location) -> None:
    unknown = unknown_members_id(owner)
    build.add(
        Entity(
            id=unknown,
            kind=EntityKind.TOOL,
            name=unknown,
            location=location,
            level=build.level,
            placeholder=True,
            because=because,
        )
    )
    build.description.relate(owner, RelationKind.EXPOSES, unknown, build.level, location)


def _rename(build: Build, entity: Entity, name: Value) -> None:
    if isinstance(name, str) and name:
        renamed = replace(entity, name=name)
        everything = build.description.entities
        everything[everything.index(entity)] = renamed
        build.entities[entity.id] = [renamed if e is entity else e for e in build.entities[entity.id]]


def _tool(build: Build, part: Part, key: str) -> None:
    if build.of_kind(key, _TOOL):
        return
    owner = interface_of(build, key)
    location = part.key_at("tools", key)
    if owner is not None and owner.members is Members.CLOSED and not _in_case(build, owner):
        build.wrong(location, not_in_contract(build, key, owner))
        return
    value = part.section("tools")[key]
    entry = ("tools", EntityKind.TOOL, key, value if isinstance(value, dict) else {})
    build.add(named_entity(build, part, entry))
    if owner is not None:
        build.description.relate(owner.id, RelationKind.EXPOSES, key, build.level, location)
    else:
        _note_misspelt_owner(build, key, location)


def _in_case(build: Build, owner: Entity) -> bool:
    return build.partial and owner.location is not None and owner.location.document is build.parts[0].document


def _note_misspelt_owner(build: Build, key: str, location: Location) -> None:
    prefix, dot, rest = key.partition(".")
    interfaces = [name for name, kind in build.declared.items() if kind is EntityKind.INTERFACE]
    meant = nearest(prefix, interfaces) if dot and not build.partial else None
    if meant is not None:
        build.note(location, f"`{key}` belongs to no interface; did you mean `{meant}.{rest}`?")


def interface_of(build: Build, tool: str) -> Entity | None:
    """Return the interface that a tool's id begins with, or None."""
    end = tool.rfind(".")
    while end > 0:
        owner = build.of_kind(tool[:end], _INTERFACE)
        if owner is not None:
            return owner
        end = tool.rfind(".", 0, end)
    return None


def not_in_contract(build: Build, tool: str, owner: Entity) -> str:
    """Return the message for a tool that its interface's complete list does not have."""
    prefix = f"{owner.id}."
    tools = [key for key in build.entities if key.startswith(prefix) and build.of_kind(key, _TOOL)]
    source = owner.location.path if owner.location else owner.id
    meant = nearest(tool[len(prefix) :], [key[len(prefix) :] for key in tools])
    return f"`{tool}` is not in {source}" + (f"; did you mean `{prefix}{meant}`?" if meant else "")
