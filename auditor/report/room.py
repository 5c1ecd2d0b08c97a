"""The report's facts about the room for agents."""

from __future__ import annotations

from auditor.report.evidence import level_word, place
from auditor.report.schema_room import RoomAddition, RoomFact, RoomPlace, RoomServer, RoomWay
from auditor.room.additions import Addition
from auditor.room.of_system import Room
from auditor.room.places import PlaceResult, State
from auditor.room.servers import Server
from auditor.room.ways import Way
from auditor.scoring.levels import LEVELS

_MOST_SERVERS = 12
"""Of one place; the nearest come first."""
_NAMES = {definition.level: definition.name for definition in LEVELS}


def room_fact(room: Room | None) -> RoomFact | None:
    """Return the room as the report has it; None where nobody looked, as for a lone artifact."""
    if room is None:
        return None
    return RoomFact(
        applies=room.applies,
        places=tuple(_place(found) for found in room.places),
        ways=tuple(_way(way) for way in room.ways),
    )


def _place(found: PlaceResult) -> RoomPlace:
    servers = found.servers[:_MOST_SERVERS]
    return RoomPlace(
        place=found.definition.place.value,
        title=found.definition.title,
        level=found.definition.level,
        state=found.state.value,
        says=found.says,
        by=found.by if found.state is State.EXISTS else tuple(server.entity.id for server in servers),
        evidence=tuple(dict.fromkeys(map(place, found.shown_at))),
        servers=tuple(_server(server) for server in servers),
    )


def _server(server: Server) -> RoomServer:
    return RoomServer(
        id=server.entity.id,
        kind=server.entity.kind.value,
        why=server.why,
        level=level_word(server.level),
        place=place(server.location),
    )


def _way(way: Way) -> RoomWay:
    return RoomWay(
        level=way.level,
        name=_NAMES[way.level],
        reached=way.reached,
        reachable=way.reachable,
        because=way.because,
        additions=tuple(_addition(addition) for addition in way.additions),
        snippet=str(way.snippet) if way.snippet.stated else "",
    )


def _addition(addition: Addition) -> RoomAddition:
    return RoomAddition(
        what=addition.what,
        why=addition.why,
        effort=addition.effort,
        place=addition.place.value if addition.place is not None else "",
        snippet=str(addition.snippet) if addition.snippet is not None else "",
        uses=addition.uses,
        controls=addition.controls,
        unsaid=addition.unsaid,
        taken=bool(addition.mends),
    )
