"""Turns the sections of system.yaml into entities and claims, and looks up the evidence that values cite."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from auditor.documents import Pointer, Value
from auditor.model.claims import Location
from auditor.model.description import ReadState
from auditor.model.entities import Entity
from auditor.model.kinds import EntityKind, EvidenceLevel, Members
from auditor.model.system import SYSTEM_ID
from auditor.model.values import ValueKind
from auditor.model.vocabulary import SECTIONS, Attribute, attributes_of
from auditor.readers.architecture import system_keys as keys
from auditor.readers.architecture.system_build import Build, Part, listed, members
from auditor.readers.architecture.system_files import open_named
from auditor.readers.architecture.system_values import attribute_value
from auditor.readers.reader import input_of

_CITATION = re.compile(r"(.+?):([0-9]{1,9})")


def declare(build: Build) -> None:
    """Add the entities that the sections list, but for tools and interfaces, which contracts may list too."""
    _system_entity(build)
    where: dict[str, tuple[str, Location]] = {}
    for part in build.parts:
        for section, kind, key, value in part.entities():
            _declare_one(build, part, (section, kind, key, value), where)
        for section, kind in SECTIONS.items():
            if isinstance(part.value, dict) and isinstance(part.value.get(section), dict):
                build.description.closed_kinds.add(kind)


def _system_entity(build: Build) -> None:
    main = build.parts[0]
    name = next((n for part in build.parts if isinstance(n := part.section("system").get("name"), str)), SYSTEM_ID)
    build.add(
        Entity(
            id=SYSTEM_ID,
            kind=EntityKind.SYSTEM,
            name=name,
            location=main.key_at("system"),
            level=build.level,
        )
    )


def _declare_one(
    build: Build,
    part: Part,
    entry: tuple[str, EntityKind, str, Mapping[str, Value]],
    where: dict[str, tuple[str, Location]],
) -> None:
    section, kind, key, value = entry
    location = part.key_at(section, key)
    if key == SYSTEM_ID:
        build.wrong(location, f"`{SYSTEM_ID}` is the id of the system itself; expected another id")
        return
    if key in where:
        first, place = where[key]
        if first != section:
            build.wrong(location, f"`{key}` is already the id of {keys.NOUNS[SECTIONS[first]]} ({place})")
        return
    where[key] = (section, location)
    build.declared[key] = kind
    if kind not in (EntityKind.TOOL, EntityKind.INTERFACE):
        build.add(named_entity(build, part, (section, kind, key, value)))


def named_entity(
    build: Build,
    part: Part,
    entry: tuple[str, EntityKind, str, Mapping[str, Value]],
    *,
    contents: Members | None = None,
) -> Entity:
    """Return the entity that a section lists under a key."""
    section, kind, key, value = entry
    name = value.get("name")
    return Entity(
        id=key,
        kind=kind,
        name=name if isinstance(name, str) else key,
        location=part.key_at(section, key),
        level=build.level,
        members=contents,
    )


def claim_all(build: Build) -> None:
    """Add the claims of every part."""
    for part in build.parts:
        _claims_of(build, part, SYSTEM_ID, EntityKind.SYSTEM, ("system",), part.section("system"))
        for section, kind, key, value in part.entities():
            _claims_of(build, part, key, kind, (section, key), value)
        _boundary_trust(build, part)


def _claims_of(
    build: Build, part: Part, subject: str, kind: EntityKind, pointer: Pointer, stated: Mapping[str, Value]
) -> None:
    for attribute, place, value in _stated(attributes_of(kind), pointer, stated):
        if attribute.declarable or build.partial:
            _claim(build, attribute, subject, value, part.at(*place))


def _stated(
    attributes: Mapping[str, Attribute], pointer: Pointer, stated: Mapping[str, Value]
) -> Iterator[tuple[Attribute, Pointer, Value]]:
    for name, attribute in attributes.items():
        value: Value = dict(stated)
        path = name.split(".")
        for key in path:
            value = value.get(key) if isinstance(value, dict) else None
        if value is not None:
            yield attribute, (*pointer, *path), value


def _claim(build: Build, attribute: Attribute, subject: str, value: Value, location: Location) -> None:
    level, cited = build.level, None
    if isinstance(value, dict) and _is_backed(attribute, value):
        evidence = value.get("evidence")
        if isinstance(evidence, str):
            cited = _cited(build, evidence, location.child("evidence"))
        if cited is not None:
            level = max(level, EvidenceLevel.DOCUMENTED)
        value, location = value.get("value"), location.child("value")
    converted = attribute_value(value, attribute.type, location)
    if converted is not None:
        detail = f"backed by {cited}" if cited else ""
        build.description.claim(subject, attribute.name, converted, level, location, detail=detail, cited=cited)


def _is_backed(attribute: Attribute, value: Mapping[str, Value]) -> bool:
    return attribute.type.kind is not ValueKind.RECORDS or isinstance(value.get("evidence"), str)


def _cited(build: Build, evidence: str, location: Location) -> Location | None:
    match = _CITATION.fullmatch(evidence)
    path, line = (match[1], int(match[2])) if match else (evidence, None)
    document = open_named(build, path, location)
    if isinstance(document, str):
        build.note(location, f"{document}; the value counts as declared only")
        return None
    if any(document is part.document for part in build.parts):
        build.note(location, f"{document.path} cannot back what it states itself; the value counts as declared only")
        return None
    if line is not None and not (line and document.lines(line, line)):
        build.note(location, f"{document.path} has no line {line}; the value counts as declared only")
        return None
    if all(entry.path != document.path for entry in build.description.inputs):
        build.description.inputs.append(
            input_of(document, "", ReadState.READ, "cited as backing, for a person to judge")
        )
    return Location(document=document, line_in_text=line)


def _boundary_trust(build: Build, part: Part) -> None:
    for key, value in part.section("boundaries").items():
        zone = members(value)
        if "trust" not in zone:
            continue
        for _, member in listed(zone.get("members")):
            for kind in {entity.kind for entity in build.entities.get(member, ())}:
                if "trust" in attributes_of(kind):
                    location = part.at("boundaries", key, "trust")
                    _claim(build, attributes_of(kind)["trust"], member, zone["trust"], location)
