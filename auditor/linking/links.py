"""Which descriptions are of one action: explicit references first, then equal names that more speaks for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from auditor.linking.arguments import overlap
from auditor.linking.tools import Side, Tool, Tools
from auditor.model.claims import Claim, Location, Record
from auditor.model.description import Note
from auditor.model.kinds import EvidenceLevel

_LEAST_OVERLAP = 0.5
"""Share of all argument names that both descriptions must have (Jaccard) for equal names to count."""
_HIGH_OVERLAP = 0.8
_LEAST_WORDS = 2
_LEAST_SHARED = 2
"""Arguments that names of the same words must share: one `id` proves nothing."""
_SEVERAL_WORDS = re.compile(r"[^\W_][\W_]+[^\W_]|[a-z][A-Z]")
"""A name of one word, such as `status`, is too common to count alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two descriptions of one action."""

    face: Tool
    """The one that agents see."""
    behind: Tool
    reason: str
    confidence: str
    level: EvidenceLevel
    """Declared or better for an explicit reference, inferred for a guess."""
    location: Location | None
    """Where the reference stands; None for a guess."""

    @property
    def explicit(self) -> bool:
        """Tell whether someone wrote it down."""
        return self.level >= EvidenceLevel.DECLARED


@dataclass(slots=True, kw_only=True)
class Links:
    """What was found."""

    found: list[Link] = field(default_factory=list)
    possible: list[tuple[Tool, Tool]] = field(default_factory=list)
    """Face and other, of one name, with too little to take them for one action."""
    notes: list[Note] = field(default_factory=list)


def find_links(tools: Tools) -> Links:
    """Return the links between tools of different interfaces, each tool with one counterpart on the other side."""
    links = Links()
    explicit = {(link.face.id, link.behind.id): link for link in _explicit(tools, links.notes)}
    _keep_unique(explicit.values(), links)
    taken = {end.id for link in explicit.values() for end in (link.face, link.behind)}
    guesses = []
    for tool in tools.by_id.values():
        if tool.id in taken or tools.side(tool) is not Side.FACE or any(tools.made_one(tool)):
            continue
        for other in tools.alike(tool):
            if tools.side(other) in (Side.FACE, Side.NEITHER):
                continue
            sure = other.id not in taken and not tools.may_have_another(tool, other.interface)
            guess = _guess(tools, tool, other) if sure else None
            if guess is None:
                links.possible.append((tool, other))
            else:
                guesses.append(guess)
    _keep_unique(guesses, links)
    joined = {end.id for link in links.found for end in (link.face, link.behind)}
    links.possible = [pair for pair in links.possible if joined.isdisjoint(end.id for end in pair)]
    links.found.sort(key=lambda link: (link.face.id, link.behind.id))
    return links


def _keep_unique(wanted: Iterable[Link], links: Links) -> None:
    """Keep the links that leave a tool with one counterpart; an operation may have several stated faces."""
    behind: dict[str, list[Link]] = defaultdict(list)
    faces: dict[str, list[Link]] = defaultdict(list)
    for link in wanted:
        behind[link.face.id].append(link)
        faces[link.behind.id].append(link)
    for group in (*behind.values(), *faces.values()):
        guessed = [link for link in group if not link.explicit]
        if len(group) > 1 and (guessed or group[0].face == group[1].face):
            ids = sorted({end.id for link in group for end in (link.face, link.behind)})
            message = f"{', '.join(f'`{one}`' for one in ids)} may be one action, but not all of them; not linked"
            links.notes.append(Note(message=message, location=group[0].face.entity.location))
    for group in behind.values():
        for link in group:
            if len(group) == 1 and (link.explicit or len(faces[link.behind.id]) == 1):
                links.found.append(link)
            else:
                links.possible.append((link.face, link.behind))


def _explicit(tools: Tools, notes: list[Note]) -> Iterator[Link]:
    """Yield the links that somebody wrote down, the best supported last."""
    yield from _implemented(tools, notes)
    for tool in tools.by_id.values():
        for claim in tools.claims(tool.id, "same_as"):
            other = tools.by_id.get(str(claim.value))
            if other is not None and other.id != tool.id:
                yield _oriented(tools, tool, other, f"`same_as` names `{other.id}`", "high", claim)
        for claim in tools.claims(tool.id, "seen_as"):
            for record in claim.value if isinstance(claim.value, tuple) else ():
                other = _named(tools, tool, record) if isinstance(record, Record) else None
                if isinstance(record, Record) and other is not None:
                    reason = str(record.fields.get("reason") or "its definition names the other")
                    yield _oriented(tools, tool, other, reason, str(record.fields.get("confidence", "high")), claim)


def _implemented(tools: Tools, notes: list[Note]) -> Iterator[Link]:
    for interface in sorted(tools.interfaces):
        for claim in tools.claims(interface, "implements"):
            api = str(claim.value)
            if api and (api not in tools.interfaces or api == interface):
                message = f"`{interface}` implements `{api}`, which is no other interface of this description"
                notes.append(Note(message=message, location=claim.location))
                continue
            for tool in tools.by_interface.get(interface, ()):
                same = [other for other in tools.alike(tool) if other.interface == api and tools.same_name(tool, other)]
                if len(same) == 1 and not tools.may_have_another(tool, api):
                    reason = f"`{interface}` implements `{api}`, and both call it the same"
                    yield _oriented(tools, tool, same[0], reason, "high", claim)
                elif same:
                    ids = ", ".join(f"`{other.id}`" for other in same)
                    message = f"`{tool.id}` has the name of {ids}; linked to none of them"
                    notes.append(Note(message=message, location=tool.entity.location))


def _oriented(tools: Tools, tool: Tool, other: Tool, reason: str, confidence: str, claim: Claim) -> Link:
    def rank(one: Tool) -> tuple[bool, bool, str]:
        return tools.side(one) is not Side.FACE, one.id not in tools.called, one.id

    face, behind = sorted((tool, other), key=rank)
    return Link(
        face=face,
        behind=behind,
        reason=reason,
        confidence=confidence if confidence in ("low", "medium", "high") else "medium",
        level=claim.level,
        location=claim.location,
    )


def _named(tools: Tools, tool: Tool, record: Record) -> Tool | None:
    """Return the one tool of another interface that a definition names, by its id or by its own name."""
    where = str(record.fields.get("interface") or "")
    own = str(record.fields.get("own_name") or record.name)
    exact = tools.by_id.get(record.name) or tools.by_id.get(f"{where}.{record.name}")
    if exact is not None:
        return exact if exact.interface != tool.interface else None
    found = [
        other
        for other in tools.alike_to(own)
        if other.interface != tool.interface and other.name == own and _is_from(tools, other, where)
    ]
    return found[0] if len(found) == 1 else None


def _is_from(tools: Tools, tool: Tool, where: str) -> bool:
    interface = tools.interfaces.get(tool.interface)
    places = [entity.location for entity in (tool.entity, interface) if entity is not None]
    return where in ("", tool.interface) or any(place is not None and place.path == where for place in places)


def _guess(tools: Tools, tool: Tool, other: Tool) -> Link | None:
    if tools.side(other) is not Side.BEHIND:
        return None
    shared = overlap(tools.value(tool.id, "parameters"), tools.value(other.id, "parameters"))
    if shared is None or shared.names < _LEAST_OVERLAP or (shared.all == 0 and not _SEVERAL_WORDS.search(tool.name)):
        return None
    named = tools.same_name(tool, other)
    if not named and (len(tools.words(tool)) < _LEAST_WORDS or shared.count < _LEAST_SHARED or not shared.callable):
        return None
    high = named and shared.names >= _HIGH_OVERLAP and shared.required and shared.count > 0
    told = f"{shared.count} of {shared.all} arguments" if shared.all else "neither has arguments"
    how = "the same name but for case and separators" if named else "the same words in another order"
    how = "the same name" if tool.name == other.name else how
    return Link(
        face=tool,
        behind=other,
        reason=f"{how}, and {told} in common" if shared.all else f"{how}, and {told}",
        confidence="high" if high else "medium" if shared.count else "low",
        level=EvidenceLevel.INFERRED,
        location=None,
    )
