"""What the inventory of a report says that agents reach, and what it knows of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from auditor.report.schema import EntityFact, Report
from auditor.report.schema_base import LevelWord

_LEVELS: tuple[LevelWord, ...] = get_args(LevelWord)


def reached_by_agents(report: Report) -> Sequence[EntityFact]:
    """Return the tools that any agent calls, in the order of the inventory."""
    agents = {entity.id for entity in report.entities if entity.kind == "agent"}
    called = {entry.target for entry in report.relations if entry.kind == "calls" and entry.source in agents}
    return [entity for entity in report.entities if entity.kind == "tool" and entity.id in called]


def attribute(entity: EntityFact, name: str, at_least: LevelWord = "assumed") -> str:
    """Return what is known of an entity on evidence of a level or better, as a person reads it; else an empty text."""
    floor = _LEVELS.index(at_least)
    found = (fact for fact in entity.attributes if fact.name == name and _LEVELS.index(fact.level) >= floor)
    return next((fact.value for fact in found), "")
