"""Links what two small contracts say: an API and the tools over it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from auditor.linking import link
from auditor.model.claims import AttributeValue, Claim, Record
from auditor.model.description import Description
from auditor.model.entities import Entity
from auditor.model.kinds import EntityKind, EvidenceLevel, Members, RelationKind
from tests.tiny import at

DOCUMENTED, DECLARED, INFERRED = EvidenceLevel.DOCUMENTED, EvidenceLevel.DECLARED, EvidenceLevel.INFERRED
Attributes = Mapping[str, AttributeValue]


def parameter(name: str, *, required: bool = True, type_: str = "string", **more: AttributeValue) -> Record:
    """Return one argument as readers describe it."""
    fields = {"type": type_, "required": required, "enum": (), "default": False, **more}
    return Record(name=name, fields=fields, location=at(5))


def operation(method: str = "", path: str = "/trips/{id}", *parameters: Record, **more: AttributeValue) -> Attributes:
    """Return what an OpenAPI reader claims of an operation."""
    found = parameters or (parameter("id"),)
    return {
        "protocol": "openapi", "method": method, "path": path, "parameters": found, "deprecated": False,
        "idempotency_key": False, "structured_result": True, **more,
    }  # fmt: skip


def tool(*parameters: Record, **hints: bool) -> Attributes:
    """Return what an MCP reader claims of a tool; the hints by the last part of their name."""
    stated: dict[str, AttributeValue] = {f"hints.{name}": value for name, value in hints.items()}
    if hints.get("read_only"):
        stated["effects"] = ("read",)
    return {"protocol": "mcp", "parameters": parameters or (parameter("id"),), "structured_result": True, **stated}


def describe(
    interfaces: Mapping[str, Mapping[str, Attributes]], *, closed: bool = True, **about: Attributes
) -> Description:
    """Return a description of interfaces with their tools, each with its attributes, as read from contracts."""
    made = Description()
    for interface, tools in interfaces.items():
        members = Members.CLOSED if closed else Members.OPEN
        made.entities.append(
            Entity(id=interface, kind=EntityKind.INTERFACE, name=interface, location=at(1), members=members)
        )
        for attribute, value in about.get(interface, {}).items():
            made.claim(interface, attribute, value, DECLARED, at(2))
        for name, attributes in tools.items():
            id_ = f"{interface}.{name}"
            entity = Entity(id=id_, kind=EntityKind.TOOL, name=name, location=at(4), level=DOCUMENTED)
            made.entities.append(entity)
            made.relate(interface, RelationKind.EXPOSES, id_, DOCUMENTED, at(4))
            for attribute, value in ({"seen_as": ()} | dict(attributes)).items():
                made.claim(id_, attribute, value, DOCUMENTED, at(6))
    return made


def over_api(
    tools: Mapping[str, Attributes], operations: Mapping[str, Attributes], *, stated: bool = True
) -> Description:
    """Return the linked description of an MCP server over an API; `stated` where it says what it implements."""
    about: Mapping[str, Attributes] = {"mcp": {"implements": "api"}} if stated else {}
    return link(describe({"mcp": tools, "api": operations}, **about))


def claims(linked: Description, subject: str, attribute: str) -> list[Claim]:
    """Return what is claimed of one attribute."""
    return [claim for claim in linked.claims if (claim.subject, claim.attribute) == (subject, attribute)]


def records(linked: Description, subject: str, attribute: str) -> list[Record]:
    """Return the records of a list, in order."""
    values: Sequence[AttributeValue] = [c.value for c in claims(linked, subject, attribute)]
    found = [item for value in values if isinstance(value, tuple) for item in value if isinstance(item, Record)]
    return sorted(found, key=lambda record: (str(record.fields.get("kind")), record.name))


def differing(linked: Description, subject: str) -> list[tuple[str, str]]:
    """Return kind and name of what certainly differs."""
    found = records(linked, subject, "discrepancies")
    return [(str(r.fields["kind"]), r.name) for r in found if r.fields.get("differs") is True]


def unsure(linked: Description, subject: str) -> list[tuple[str, str]]:
    """Return kind and name of what may differ."""
    found = records(linked, subject, "discrepancies")
    return [(str(r.fields["kind"]), r.name) for r in found if "differs" not in r.fields]
