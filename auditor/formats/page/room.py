"""Room for agents: the places, and the shortest lists of what would have to exist."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.formats.page.limits import Limits, Shown, head
from auditor.formats.page.words import Mark, agree, listed, number, plural
from auditor.report.schema import Report
from auditor.report.schema_room import RoomAddition, RoomFact, RoomPlace, RoomServer, RoomWay

_MARKS = {
    "exists": Mark(colour="pass", sign="✓", word="exists"),
    "could serve": Mark(colour="unknown", sign="○", word="could serve"),
    "missing": Mark(colour="fail", sign="✕", word="missing"),
}
_AIMS = {1: "keep the places that agents need", 2: "become callable"}
_READY_WORDS = "already has "


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """One place with what is known of it."""

    place: RoomPlace
    mark: Mark
    servers: Shown[RoomServer]
    evidence: Shown[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelRows:
    """The places of one level."""

    level: int
    name: str
    rows: tuple[PlaceRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WayView:
    """What would have to be added for one level."""

    way: RoomWay
    before: int
    """How many of the additions stand in the list of the level below, too."""
    of_before: int
    """How many stand there in all."""
    additions: tuple[RoomAddition, ...]
    """Those that do not stand there."""
    needless: tuple[RoomAddition, ...]
    """Those that stand there, and that this level does without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomView:
    """The whole part."""

    levels: tuple[LevelRows, ...]
    ways: tuple[WayView, ...]


def room_sentence(report: Report) -> tuple[str, bool]:
    """Return the part's first sentence, and whether there is more to say."""
    room = report.room
    if room is None or not room.applies:
        return "This system acts already: what it lacks stands among the findings.", False
    open_ways = [way for way in room.ways if not way.reached]
    if not open_ways:
        return "Nothing has to be added: an agent can be given tools here, and calls some.", True
    stuck = next((way for way in open_ways if not way.reachable), None)
    if stuck is not None and stuck is open_ways[0]:
        return f"No list of additions was found with which this system would reach level {stuck.level}.", True
    first, *rest = [way for way in open_ways if way.reachable]
    count = len(first.additions)
    said = f"To {_AIMS[first.level]}, {plural(count, 'thing')} {agree(count, 'has', 'have')} to exist"
    further = "".join(f", and to {_AIMS[way.level]} {number(len(way.additions))}" for way in rest)
    return f"{said}{further}{_there(room, open_ways[-1])}.", True


def _there(room: RoomFact, way: RoomWay) -> str:
    """Return what is there already and could serve the additions of a way, as the end of a sentence."""
    used = list(dict.fromkeys(id_ for addition in way.additions for id_ in addition.uses))
    if not used:
        return ""
    servers = {server.id: server for place in room.places for server in place.servers}
    if len(used) == 1 and used[0] in servers and servers[used[0]].why.startswith(_READY_WORDS):
        return f"; {used[0]} {servers[used[0]].why} that could serve"
    names = listed(used[:3]) if len(used) <= 3 else f"{', '.join(used[:3])} and {number(len(used) - 3)} more"
    return f"; {names} {agree(len(used), 'is', 'are')} there already and could serve"


def room_of(report: Report, limits: Limits) -> RoomView | None:
    """Return the part as it is shown; None where there is nothing to show."""
    room = report.room
    if room is None or not room.applies:
        return None
    names = {way.level: way.name for way in room.ways}
    levels = tuple(
        LevelRows(
            level=level,
            name=names.get(level, ""),
            rows=tuple(_row(place, limits) for place in room.places if place.level == level),
        )
        for level in sorted({place.level for place in room.places})
    )
    return RoomView(levels=levels, ways=tuple(_ways(room)))


def _row(place: RoomPlace, limits: Limits) -> PlaceRow:
    return PlaceRow(
        place=place,
        mark=_MARKS[place.state],
        servers=head(place.servers, limits.few),
        evidence=head(place.evidence, limits.places),
    )


def _ways(room: RoomFact) -> list[WayView]:
    views = []
    above: tuple[RoomAddition, ...] = ()
    for way in room.ways:
        known = {addition.what for addition in above}
        now = {addition.what for addition in way.additions}
        if not way.reached:
            views.append(
                WayView(
                    way=way,
                    before=len(known & now),
                    of_before=len(above),
                    additions=tuple(addition for addition in way.additions if addition.what not in known),
                    needless=tuple(addition for addition in above if addition.what not in now),
                )
            )
        above = way.additions
    return views
