"""Room for agents in one system: its places, and the ways to levels 1 and 2."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from auditor.checklist import Context
from auditor.model.description import Description, Input
from auditor.model.kinds import EntityKind
from auditor.room.additions import Addition, Ground
from auditor.room.of_level_1 import additions_of_level_1
from auditor.room.of_level_2 import additions_of_level_2
from auditor.room.places import PlaceResult, places_of
from auditor.room.ways import Trials, Way
from auditor.scoring.levels import level_reached
from auditor.waivers import Acceptances
from auditor.whatif import Setting, WhatIf
from auditor.whatif.engine import Score

_LEVELS = (1, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Whether a system leaves room for agents."""

    applies: bool
    """False for a system that acts already; then there is nothing else."""
    places: tuple[PlaceResult, ...] = ()
    ways: tuple[Way, ...] = ()
    """To level 1, and to level 2."""


def room_of(
    engine: WhatIf, linked: Description, *, today: date, inputs: Sequence[Input], score: Score, intent: str
) -> Room:
    """Return the room that a system leaves: for one that only answers, or that reaches nothing yet.

    `engine` has the real results, which nothing here changes; `linked` is the description that they are of. A place
    counts as existing only where its gates are met; an addition is on a list only where it was tried, and where the
    level is lost without it. What is only assumed to be there is judged like everything else.
    """
    levels = engine.now.levels
    if intent != "answer" and level_reached(levels) > 0:
        return Room(applies=False)

    context = Context(engine.system, today=today, inputs=inputs)
    places = places_of(context, engine.controls, engine.results, levels)
    gates = [c for c in engine.controls if c.gate is not None and c.gate.level <= max(_LEVELS)]
    ground = Ground(
        system=engine.system,
        controls={control.id: control for control in gates},
        results=engine.results,
        places={place.definition.place: place for place in places},
    )
    candidates = _candidates(ground)
    of_gates = WhatIf(linked, Setting(controls=gates, today=today, inputs=inputs)).scored(score, Acceptances())
    trials = Trials(engine=of_gates, score=score, today=today, inputs=inputs)
    reached = {level.definition.level for level in levels if level.reached}
    ways = tuple(trials.way_to(level, candidates, reached=level in reached) for level in _LEVELS)
    return Room(applies=True, places=places, ways=ways)


def _candidates(ground: Ground) -> tuple[Addition, ...]:
    kept_free = additions_of_level_1(ground)
    agents = tuple(agent.id for agent in ground.system.of_kind(EntityKind.AGENT) if not agent.placeholder)
    return (*kept_free, *additions_of_level_2(ground, agents or (ground.free_id("assistant"),)))
