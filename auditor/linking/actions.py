"""The same action in two contracts: linked, compared and, where only one of them is used, made one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from auditor.linking.counterparts import claims_of_counterparts
from auditor.linking.differences import Difference, differences, effect_differences
from auditor.linking.folding import fold, foldable
from auditor.linking.links import Link, Links, find_links
from auditor.linking.tools import Tool, Tools
from auditor.model.claims import AttributeValue, Claim, Record
from auditor.model.description import Description
from auditor.model.entities import Entity
from auditor.model.kinds import EntityKind, EvidenceLevel
from auditor.model.methods import DEFINED_EFFECTS
from auditor.model.system import SYSTEM_ID

_CONTRADICTED_BY_EFFECTS = ("effects", "idempotent")
"""What the face says, and what cannot be relied on where the other description says that it writes."""


def link_actions(linked: Description) -> None:
    """Join what several interfaces say about one action, and claim where they differ.

    A single interface has nothing to be linked with.
    """
    interfaces = [entity for entity in linked.entities if entity.kind is EntityKind.INTERFACE]
    if len(interfaces) < 2:
        linked.claims += _of_a_lone_interface(linked, interfaces)
        return
    tools = Tools(linked)
    if any(tools.claims(tool.id, "discrepancies") and any(tools.made_one(tool)) for tool in tools.by_id.values()):
        return  # it is linked already
    links = find_links(tools)
    points = {id(link): differences(tools, link) for link in links.found}
    contradicted = _contradicted(tools, links)
    alone = {tool.id for tool in tools.by_id.values() if tools.surely_alone(tool)}
    joined = {end.id for link in links.found for end in (link.face, link.behind)}
    folded = foldable(tools, links.found)
    found = [claim for link in links.found for claim in _claims_of(link, points[id(link)], twice=link not in folded)]
    found += (about := claims_of_counterparts(tools, links))
    told = {(claim.subject, claim.attribute) for claim in about}
    linked.claims = [
        _weakened(claim, contradicted)
        for claim in linked.claims
        if not _outdated(claim, joined, alone) and (claim.subject, claim.attribute) not in told
    ]
    linked.claims += (effect for link in folded if (effect := _effect_by_method(tools, link)) is not None)
    fold(linked, folded)
    linked.claims += found
    linked.notes += (note for note in links.notes if note not in linked.notes)


def _of_a_lone_interface(linked: Description, interfaces: Sequence[Entity]) -> list[Claim]:
    """Return that a contract which is audited by itself is compared with no other.

    In a described system an interface may rest on another one that nobody has described yet.
    """
    if any(entity.id == SYSTEM_ID for entity in linked.entities):
        return []
    told = {claim.subject for claim in linked.claims if claim.attribute in ("implements", "offers_actions_of")}
    detail = "it is audited by itself"
    return [
        Claim(
            subject=one.id,
            attribute="offers_actions_of",
            value=(),
            level=min(one.level, EvidenceLevel.DOCUMENTED),
            location=one.location,
            detail=detail,
        )
        for one in interfaces
        if one.id not in told and not one.placeholder
    ]


def _claims_of(link: Link, points: Sequence[Difference], *, twice: bool) -> Iterator[Claim]:
    yield _seen_as(link, link.face, link.behind)
    if twice:
        yield _seen_as(link, link.behind, link.face)
    yield _claim(link, link.face, "discrepancies", (), f"compared with `{link.behind.id}`")
    for point in points:
        place = point.place or link.face.entity.location
        if place is None:
            continue
        fields: dict[str, AttributeValue] = {"kind": point.kind, "what": point.what, "other": point.other}
        if point.differs is not None:
            fields["differs"] = point.differs
        record = Record(name=point.name, fields=fields, location=place)
        made = _claim(link, link.face, "discrepancies", (record,), link.reason)
        yield replace(made, location=point.other_place or made.location)


def _seen_as(link: Link, tool: Tool, other: Tool) -> Claim:
    fields: dict[str, AttributeValue] = {
        "interface": other.interface,
        "own_name": other.name,
        "reason": link.reason,
        "confidence": link.confidence,
    }
    place = other.entity.location or tool.entity.location
    value = (Record(name=other.id, fields=fields, location=place),) if place is not None else ()
    return _claim(link, tool, "seen_as", value, f"{link.reason}; confidence {link.confidence}")


def _claim(link: Link, tool: Tool, attribute: str, value: AttributeValue, detail: str) -> Claim:
    return Claim(
        subject=tool.id,
        attribute=attribute,
        value=value,
        level=link.level,
        location=link.location or tool.entity.location,
        detail=detail,
    )


def _outdated(claim: Claim, joined: set[str], alone: set[str]) -> bool:
    """Tell whether a claim of being described once, or of an unresolved name, no longer stands."""
    if claim.attribute == "seen_as":
        return claim.subject in joined or (claim.value == () and claim.subject not in alone)
    return claim.attribute == "discrepancies" and claim.subject in joined


def _contradicted(tools: Tools, links: Links) -> dict[str, str]:
    """Return the tools whose effects another description contradicts, certainly or perhaps, with what says so."""
    why: dict[str, str] = {}
    ends = [*((link.face, link.behind) for link in links.found), *links.possible]
    # Of several that contradict one tool the last is told; of many possible ones, those before it need not be compared.
    for face, behind in reversed(ends):
        if face.id not in why and (said := _contradiction(tools, face, behind)):
            why[face.id] = said
    return why


def _contradiction(tools: Tools, face: Tool, behind: Tool) -> str:
    """Return how another description contradicts the effects of a tool; empty where it does not."""
    found = [
        point.other
        for point in effect_differences(tools, face, behind)
        if point.differs or not tools.claims(behind.id, "method")
    ]
    return f"stated, but of `{behind.id}`, which may be the same action: {found[-1]}" if found else ""


def _weakened(claim: Claim, contradicted: dict[str, str]) -> Claim:
    why = contradicted.get(claim.subject)
    strong = EvidenceLevel.DECLARED <= claim.level < EvidenceLevel.RECORDED
    if why is None or not strong or claim.attribute not in _CONTRADICTED_BY_EFFECTS:
        return claim
    return replace(claim, level=EvidenceLevel.INFERRED, detail=why)


def _effect_by_method(tools: Tools, link: Link) -> Claim | None:
    """Return what the method behind a tool means, for a tool that states other effects itself."""
    if not tools.claims(link.face.id, "effects") or tools.claims(link.behind.id, "effects"):
        return None
    stated = tools.claims(link.behind.id, "method")
    effect = DEFINED_EFFECTS.get(str(stated[0].value).upper(), "") if stated else ""
    if not effect:
        return None
    return replace(stated[0], attribute="effects", value=(effect,), detail=f"{stated[0].value} request")
