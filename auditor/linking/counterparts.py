"""Which actions only one of two linked interfaces has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from auditor.linking.links import Links
from auditor.linking.tools import Tool, Tools
from auditor.model.claims import AttributeValue, Claim, Location, Record
from auditor.model.kinds import EvidenceLevel, Members

_MOST_OF_A_LIST = 0.8
"""Share of an interface's tools that must be linked to another before the rest counts as missing there."""
_SELECTION = 0.5
"""Below this share of offered operations the list is a selection, of which nobody expects the rest."""


@dataclass(slots=True, kw_only=True)
class _Pair:
    """An interface and one whose actions it offers."""

    stated: Claim | None = None
    """The claim that it implements the other."""
    faces: set[str] = field(default_factory=set)
    behind: set[str] = field(default_factory=set)
    level: EvidenceLevel = EvidenceLevel.OBSERVED
    """Of the weakest link."""


def claims_of_counterparts(tools: Tools, links: Links) -> list[Claim]:
    """Return what links say of whole interfaces: whose actions each offers, and what only one of the two has."""
    pairs = _pairs(tools, links)
    perhaps = {end.id for ends in links.possible for end in ends}
    claims: list[Claim] = []
    by_face: dict[str, dict[str, _Pair]] = defaultdict(dict)
    for face, behind in sorted(pairs):
        by_face[face][behind] = pairs[face, behind]
    for face, of_face in by_face.items():
        for behind, pair in of_face.items():
            claims.append(
                _claim(tools, face, "offers_actions_of", (behind,), pair, f"{len(pair.faces)} tools are linked")
            )
        lists = {behind: _missing(tools, face, behind, pair, perhaps) for behind, pair in of_face.items()}
        for behind, missing in lists.items():
            if missing or (missing is not None and None not in lists.values()):
                detail = f"{len(pairs[face, behind].behind)} operations of `{behind}` are offered"
                claims.append(_claim(tools, face, "missing_counterparts", tuple(missing), pairs[face, behind], detail))
    return claims


def _pairs(tools: Tools, links: Links) -> dict[tuple[str, str], _Pair]:
    pairs: dict[tuple[str, str], _Pair] = defaultdict(_Pair)
    for interface in tools.interfaces:
        for claim in tools.claims(interface, "implements"):
            if claim.value in tools.interfaces and claim.value != interface:
                pairs[interface, str(claim.value)].stated = claim
    for face, behind, other, level in _linked(tools, links):
        if face.interface in tools.interfaces and other in tools.interfaces and other != face.interface:
            pair = pairs[face.interface, other]
            pair.faces.add(face.id)
            pair.behind.add(behind)
            pair.level = min(pair.level, level)
    return pairs


def _linked(tools: Tools, links: Links) -> Iterator[tuple[Tool, str, str, EvidenceLevel]]:
    """Yield tool, action behind it and its interface: of what is linked now, and of what was made one before."""
    for link in links.found:
        yield link.face, link.behind.id, link.behind.interface, link.level
    for tool in tools.by_id.values():
        for behind, interface, level in tools.made_one(tool):
            yield tool, behind, interface, level


def _missing(tools: Tools, face: str, behind: str, pair: _Pair, perhaps: set[str]) -> list[AttributeValue] | None:
    """Return a record for each action that only one of the two has; None where that cannot be told."""
    closed = all(tools.interfaces[one].members is Members.CLOSED for one in (face, behind))
    own = tools.by_interface.get(face, [])
    if not closed or not own or (pair.stated is None and len(pair.faces) < _MOST_OF_A_LIST * len(own)):
        return None
    theirs = [tool for tool in tools.by_interface.get(behind, ()) if tool.id not in pair.behind]
    alone = [tool for tool in own if tool.id not in pair.faces]
    found = [_record(tool, behind, "nothing there answers it") for tool in alone if tool.id not in perhaps]
    open_ = [tool for tool in theirs if tool.id in perhaps]
    whole = _SELECTION * (len(theirs) + len(pair.behind))
    if len(pair.behind) >= whole:
        found += [_record(tool, face, "no tool offers it") for tool in theirs if tool.id not in perhaps]
    told: list[AttributeValue] = [record for record in found if record is not None]
    # What may or may not have a counterpart decides whether anything is missing, and whether the list is a selection.
    undecided = any(tool.id in perhaps for tool in alone)
    unsure = undecided or (bool(open_) and len(pair.behind) + len(open_) >= whole)
    return told if told or not unsure else None


def _record(tool: Tool, lacks: str, what: str) -> Record | None:
    place = tool.entity.location
    return Record(name=tool.id, fields={"other": lacks, "what": what}, location=place) if place is not None else None


def _claim(tools: Tools, face: str, attribute: str, value: AttributeValue, pair: _Pair, detail: str) -> Claim:
    entity = tools.interfaces[face]
    place: Location | None = pair.stated.location if pair.stated is not None else entity.location
    level = pair.stated.level if pair.stated is not None else min(pair.level, EvidenceLevel.DOCUMENTED)
    return Claim(subject=face, attribute=attribute, value=value, level=level, location=place, detail=detail)
