"""The report's facts about the room that a system leaves for agents."""

from __future__ import annotations

from typing import Literal

from auditor.model.findings import Effort
from auditor.report.schema_base import LevelWord, Part


class RoomServer(Part, frozen=True, kw_only=True):
    """Something that is there already and could serve a place."""

    id: str
    kind: str
    why: str
    """The rest of a sentence about it."""
    level: LevelWord
    """How well it is supported that it is what it is taken for."""
    place: str


class RoomPlace(Part, frozen=True, kw_only=True, omit_defaults=True):
    """One place that level 1 or 2 needs."""

    place: str
    """Its id."""
    title: str
    level: int
    state: Literal["exists", "could serve", "missing"]
    """What nobody has shown does not exist."""
    says: str
    """Why it exists, or what is not so or not known."""
    by: tuple[str, ...] = ()
    """The entities that show it; for a place that could be served, those that could."""
    evidence: tuple[str, ...] = ()
    """`path:line` of what shows it."""
    servers: tuple[RoomServer, ...] = ()


class RoomAddition(Part, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that would have to be so. Stating it does not make it so."""

    what: str
    why: str
    """What is not so today, or what nobody says."""
    effort: Effort
    place: str = ""
    """The id of the place that it is for; empty for what a gate asks beyond the places."""
    snippet: str = ""
    """How system.yaml states it, once it is so."""
    uses: tuple[str, ...] = ()
    """Entities that exist and would serve."""
    controls: tuple[str, ...] = ()
    """The gates that it is for."""
    unsaid: bool = False
    """True where nobody says that it is not so already."""
    taken: bool = False
    """True where its gates were taken as passed, since no statement in system.yaml can show it."""


class RoomWay(Part, frozen=True, kw_only=True, omit_defaults=True):
    """The shortest list of additions that reaches a level: tried together, and lost without any one of them."""

    level: int
    name: str
    reached: bool
    """Whether the level is reached today; then nothing has to be added."""
    reachable: bool
    """Whether the additions reach it."""
    because: str = ""
    """Where they do not: what still stands in the way."""
    additions: tuple[RoomAddition, ...] = ()
    snippet: str = ""
    """All of it in one piece of system.yaml."""


class RoomFact(Part, frozen=True, kw_only=True, omit_defaults=True):
    """The room for agents in a system that only answers, or that reaches no level yet."""

    applies: bool
    """False for a system that acts already."""
    places: tuple[RoomPlace, ...] = ()
    ways: tuple[RoomWay, ...] = ()
