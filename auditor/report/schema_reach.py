"""The report's facts about reach: what each agent can do harm with, and on which way."""

from __future__ import annotations

from typing import Literal

from auditor.report.schema_base import LevelWord, Part
from auditor.report.schema_paths import Hop


class ReachedData(Part, frozen=True, kw_only=True, omit_defaults=True):
    """A store or a queue in the reach of an agent."""

    id: str
    kind: str
    classes: tuple[str, ...] = ()
    """Classes of data that it holds; empty where nobody says, and then it may hold any."""
    stated: bool = True
    """False where nobody says what it holds."""
    read: bool = False
    written: bool = False
    sure: bool = True
    """False where it only may be reached; so everywhere here."""
    through: str = ""
    """The agent that is steered to reach it; empty for what the agent reaches by itself."""
    path: tuple[Hop, ...] = ()


class ReachedAction(Part, frozen=True, kw_only=True, omit_defaults=True):
    """An action in reach that deletes, spends or sends, and of which nobody says that it can be undone."""

    id: str
    effects: tuple[str, ...]
    level: LevelWord
    """How well it is supported that it has these effects."""
    undo: Literal["no", "unknown"]
    approval: Literal["human", "policy", "approved", "none", "unknown"]
    """`approved`: somebody is named who approves it, and nobody says how."""
    approved_by: tuple[str, ...] = ()
    sure: bool = True
    through: str = ""
    path: tuple[Hop, ...] = ()


class ReachedExternal(Part, frozen=True, kw_only=True, omit_defaults=True):
    """A system of somebody else in reach."""

    id: str
    trust: str
    sure: bool = True
    through: str = ""
    path: tuple[Hop, ...] = ()


class SteeredAgent(Part, frozen=True, kw_only=True, omit_defaults=True):
    """Another agent that an agent can steer: hand work to, set going, or change what it learns from."""

    id: str
    how: str
    sure: bool = True
    path: tuple[Hop, ...] = ()


class CrossedBorder(Part, frozen=True, kw_only=True, omit_defaults=True):
    """A border of a trust zone that a way of an agent crosses."""

    source: str
    """The zone that it leaves; empty for what lies in none."""
    target: str
    """The zone that it enters; empty for what lies in none."""
    entity: str
    """What lies behind the border; for a zone that is entered, the first of it."""
    trust: str = ""
    """Of the zone that is entered."""
    sure: bool = True
    path: tuple[Hop, ...] = ()
    """Up to the hop that crosses."""


class ReachTotals(Part, frozen=True, kw_only=True):
    """How many of each are surely in reach, listed or not; at least so many where the reach is not complete."""

    data: int
    sensitive: int
    """Stores with personal, financial, health, confidential or secret data, or of which nobody says what they hold."""
    actions: int
    unapproved: int
    """Actions that are not known to wait for approval."""
    externals: int
    agents: int
    borders: int
    may: int
    """What may be in reach beside these, of all kinds."""
    may_unapproved: int
    """Of those, actions that are not known to wait for approval."""


class AgentReach(Part, frozen=True, kw_only=True, omit_defaults=True):
    """The blast radius of one agent: what it reaches by itself, and through the agents that it steers."""

    agent: str
    totals: ReachTotals
    complete: bool
    """Whether nothing else can be in reach."""
    because: str = ""
    """Why there may be more."""
    data: tuple[ReachedData, ...] = ()
    """The most telling first, as in all of these lists; the totals say how many there are."""
    actions: tuple[ReachedAction, ...] = ()
    externals: tuple[ReachedExternal, ...] = ()
    agents: tuple[SteeredAgent, ...] = ()
    borders: tuple[CrossedBorder, ...] = ()
