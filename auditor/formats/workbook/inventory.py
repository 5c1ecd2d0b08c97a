"""The sheets that show what the system is: entities, relations, zones, what agents reach, files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.formats.workbook.sheet import Column, Sheet, column, lines, sheet, yes
from auditor.formats.workbook.words import way
from auditor.report.schema import (
    BoundaryFact,
    Contradiction,
    EntityFact,
    InputFact,
    RelationFact,
    Report,
    Statement,
    TrajectoryFact,
)
from auditor.report.schema_paths import Hop
from auditor.report.schema_reach import AgentReach


def inventory_sheet(report: Report) -> Sheet:
    """Return a row for each entity."""
    return sheet("Inventory", "an entity, with all that is known of it", _ENTITIES, report.entities)


def relations_sheet(report: Report) -> Sheet:
    """Return a row for each relation."""
    return sheet("Relations", "what one entity does to another", _RELATIONS, report.relations)


def boundaries_sheet(report: Report) -> Sheet:
    """Return a row for each trust zone."""
    return sheet("Trust zones", "a trust zone and its members", _BOUNDARIES, report.boundaries)


def contradictions_sheet(report: Report) -> Sheet:
    """Return a row for each side of each contradiction."""
    sides = [(entry, statement) for entry in report.contradictions for statement in entry.statements]
    return sheet("Contradictions", "one of several statements that cannot all hold", _CONTRADICTIONS, sides)


def reach_sheet(report: Report) -> Sheet:
    """Return a row for each thing that an agent reaches."""
    reached = [thing for agent in report.reach for thing in _things(agent)]
    return sheet("Reach", "what an agent reaches, and on which way", _REACH, reached)


def trajectories_sheet(report: Report) -> Sheet:
    """Return a row for each source of recorded runs."""
    return sheet("Trajectories", "a source of recorded runs", _TRAJECTORIES, report.trajectories)


def inputs_sheet(report: Report) -> Sheet:
    """Return a row for each file."""
    return sheet("Inputs", "a file that took part, or should have", _INPUTS, report.inputs)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reached:
    """One thing in the reach of an agent."""

    agent: AgentReach
    kind: str
    id: str
    sure: bool
    facts: str
    through: str = ""
    path: tuple[Hop, ...] = ()


def _things(agent: AgentReach) -> Iterator[_Reached]:
    for data in agent.data:
        held = ", ".join(data.classes) if data.stated else "nobody says what it holds"
        does = " and ".join(filter(None, ("read" if data.read else "", "written" if data.written else "")))
        facts = "; ".join(filter(None, (held, does)))
        yield _Reached(
            agent=agent, kind=data.kind, id=data.id, sure=data.sure, facts=facts, through=data.through, path=data.path
        )
    for action in agent.actions:
        by = f" by {', '.join(action.approved_by)}" if action.approved_by else ""
        facts = f"{', '.join(action.effects)} ({action.level}); undo {action.undo}; approval {action.approval}{by}"
        yield _Reached(
            agent=agent, kind="action", id=action.id, sure=action.sure, facts=facts, through=action.through,
            path=action.path,
        )  # fmt: skip
    for other in agent.externals:
        facts = f"trust {other.trust}" if other.trust else ""
        yield _Reached(
            agent=agent, kind="external system", id=other.id, sure=other.sure, facts=facts, through=other.through,
            path=other.path,
        )  # fmt: skip
    for steered in agent.agents:
        yield _Reached(
            agent=agent, kind="agent", id=steered.id, sure=steered.sure, facts=steered.how, path=steered.path
        )
    for border in agent.borders:
        facts = f"from {border.source or 'no zone'} to {border.target or 'no zone'}"
        yield _Reached(agent=agent, kind="border", id=border.entity, sure=border.sure, facts=facts, path=border.path)


_ENTITIES: tuple[Column[EntityFact], ...] = (
    column("Entity", 36, lambda e: e.id, "name"),
    column("Kind", 12, lambda e: e.kind),
    column("Name", 28, lambda e: e.name),
    column("Trust zone", 16, lambda e: e.boundary),
    column("List of members", 10, lambda e: e.members),
    column("Stands for what could not be read", 12, lambda e: yes(e.placeholder)),
    column("What is known", 80, lambda e: lines(f"{a.name} = {a.value} ({a.level}, {a.place})" for a in e.attributes)),
    column("Place", 34, lambda e: e.place),
)

_RELATIONS: tuple[Column[RelationFact], ...] = (
    column("From", 40, lambda r: r.source, "name"),
    column("Relation", 14, lambda r: r.kind),
    column("To", 40, lambda r: r.target),
    column("Evidence", 14, lambda r: r.level),
    column("Place", 44, lambda r: r.place),
)

_BOUNDARIES: tuple[Column[BoundaryFact], ...] = (
    column("Trust zone", 24, lambda b: b.id, "name"),
    column("Name", 34, lambda b: b.name),
    column("Trust", 14, lambda b: b.trust),
    column("Members", 80, lambda b: ", ".join(b.members)),
)

_CONTRADICTIONS: tuple[Column[tuple[Contradiction, Statement]], ...] = (
    column("Subject", 36, lambda row: row[0].subject, "name"),
    column("Attribute", 24, lambda row: row[0].attribute),
    column("Value", 50, lambda row: row[1].value),
    column("Evidence", 14, lambda row: row[1].level),
    column("Place", 44, lambda row: row[1].place),
)

_REACH: tuple[Column[_Reached], ...] = (
    column("Agent", 24, lambda row: row.agent.agent, "name"),
    column("Kind", 16, lambda row: row.kind),
    column("What it reaches", 34, lambda row: row.id),
    column("Sure", 8, lambda row: yes(row.sure)),
    column("What is known of it", 50, lambda row: row.facts),
    column("Through the agent", 22, lambda row: row.through),
    column("Way", 70, lambda row: lines(way(row.path))),
    column("Nothing else can be in reach", 12, lambda row: yes(row.agent.complete)),
    column("Why there may be more", 40, lambda row: row.agent.because),
)

_TRAJECTORIES: tuple[Column[TrajectoryFact], ...] = (
    column("File", 60, lambda t: t.path, "name"),
    column("Runs", 10, lambda t: t.runs, "count"),
    column("Actions", 10, lambda t: t.actions, "count"),
)

_INPUTS: tuple[Column[InputFact], ...] = (
    column("File", 56, lambda i: i.path, "name"),
    column("Format", 24, lambda i: i.format),
    column("State", 10, lambda i: i.state),
    column("Why", 50, lambda i: i.why),
    column("Bytes", 12, lambda i: i.bytes, "count"),
    column("SHA-256", 68, lambda i: i.sha256),
)
