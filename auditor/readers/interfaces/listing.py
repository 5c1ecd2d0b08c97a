"""One interface and its tools, as a reader collects them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from auditor.documents import Value
from auditor.model.claims import AttributeValue, Location
from auditor.model.definitions import ToolDefinition
from auditor.model.description import Description
from auditor.model.entities import Entity, slug, unknown_members_id
from auditor.model.kinds import EntityKind, EvidenceLevel, Members, RelationKind
from auditor.readers.interfaces.nodes import Node


class Subject:
    """An interface or a tool about which claims are made."""

    def __init__(self, description: Description, subject: str, server: str = "") -> None:
        self._description = description
        self.id = subject
        self._server = server

    def says(
        self,
        attribute: str,
        value: AttributeValue,
        location: Location,
        *,
        detail: str = "",
        level: EvidenceLevel = EvidenceLevel.DOCUMENTED,
    ) -> None:
        """Claim what the contract says, or what follows from it where the level is lower."""
        self._description.claim(self.id, attribute, value, level, location, detail=detail)

    def define(self, make: Callable[[], Mapping[str, Value]], location: Location, *, made: bool = False) -> None:
        """Say how the definition of a tool is found, under MCP's keys; `made` where another contract is rewritten."""

        def definition() -> ToolDefinition:
            return ToolDefinition(tool=self.id, server=self._server, stated=make(), location=location, made=made)

        self._description.definitions[self.id] = definition


class Listing:
    """An interface with the tools found so far."""

    def __init__(self, *, interface: str, name: str, protocol: str, location: Location) -> None:
        self.description = Description()
        self.interface = Subject(self.description, interface)
        self._name = name
        self._protocol = protocol
        self._location = location
        self._missing = ""
        self._dead_ends = False
        self._followed = True
        self._tools: list[tuple[Subject, Location]] = []
        self.interface.says("protocol", protocol, location)

    def miss(self, because: str) -> None:
        """Say that the list has members that could not be read."""
        self._missing = self._missing or because

    def leave_references(self) -> None:
        """Say that the references of the tools stand in contracts that speak, or would speak, for themselves."""
        self._followed = False

    def dead_end(self, ref: str, node: Node) -> None:
        """Claim a reference that leads nowhere, at the place that has it."""
        self._dead_ends = True
        place = node.location.child("$ref") if node.reference is not None else node.location
        self.interface.says("unresolved_references", (ref,), place)

    def tool(
        self,
        tool: str,
        name: str,
        location: Location,
        *,
        protocol: str = "",
        level: EvidenceLevel = EvidenceLevel.DOCUMENTED,
    ) -> Subject:
        """Add a tool and return it as a subject for claims.

        The protocol is that of the interface unless another is given; the level says how sure it is that the interface
        offers the tool.
        """
        self._add(tool, EntityKind.TOOL, name, location)
        self.description.relate(self.interface.id, RelationKind.EXPOSES, tool, level, location)
        subject = Subject(self.description, tool, self.interface.id)
        subject.says("protocol", protocol or self._protocol, location)
        self._tools.append((subject, location))
        return subject

    def finish(self) -> Description:
        """Return the description, with the interface closed or with a placeholder for what is missing."""
        members = Members.OPEN if self._missing else Members.CLOSED
        owner = self.interface.id
        if self._followed and not self._dead_ends:
            detail = "every reference that a tool needs was followed"
            self.interface.says("unresolved_references", (), self._location, detail=detail)
        linked = {claim.subject for claim in self.description.claims if claim.attribute == "seen_as"}
        for tool, location in self._tools:
            if tool.id not in linked:
                tool.says("seen_as", (), location, detail="its definition names no other description of it")
        self._add(owner, EntityKind.INTERFACE, self._name, self._location, members=members, first=True)
        if self._missing:
            unknown = unknown_members_id(owner)
            self._add(unknown, EntityKind.TOOL, unknown, self._location, placeholder=True, because=self._missing)
            self.description.relate(owner, RelationKind.EXPOSES, unknown, EvidenceLevel.DOCUMENTED, self._location)
        else:
            self.description.closed_relations.add((owner, RelationKind.EXPOSES))
        return self.description

    def _add(
        self,
        entity: str,
        kind: EntityKind,
        name: str,
        location: Location,
        *,
        members: Members | None = None,
        placeholder: bool = False,
        because: str = "",
        first: bool = False,
    ) -> None:
        made = Entity(
            id=entity,
            kind=kind,
            name=name,
            location=location,
            level=EvidenceLevel.DOCUMENTED,
            members=members,
            placeholder=placeholder,
            because=because,
        )
        self.description.entities.insert(0 if first else len(self.description.entities), made)


def interface_id(given: str | None, title: str, otherwise: str) -> str:
    """Return the id of an interface: the given name, else its title's, never that of a file."""
    return given or slug(title) or otherwise


def distinct(wanted: Sequence[tuple[str, str]], *, taken: Iterable[str] = ()) -> list[str]:
    """Return an id for each wanted id and what tells it apart; equal ones all get the latter, then a number.

    No id depends on the order of the tools unless even that leaves two alike.
    """
    reserved = set(taken)
    often = Counter(wish for wish, _ in wanted)
    longer = [
        wish if often[wish] == 1 and wish not in reserved else f"{wish} {apart}".rstrip() for wish, apart in wanted
    ]
    found: list[str] = []
    for wish in longer:
        number, unique = 1, wish
        while unique in reserved:
            number += 1
            unique = f"{wish} #{number}"
        reserved.add(unique)
        found.append(unique)
    return found
