"""What the agents can act with: the tools that levels and lines count, and the levels' preconditions."""

from __future__ import annotations

from auditor.model.entities import Entity
from auditor.model.facts import Known
from auditor.model.kinds import EntityKind, EvidenceLevel, RelationKind
from auditor.model.system import System
from auditor.model.vocabulary import WRITES

_WRITING_METHODS = ("PUT", "PATCH", "DELETE")
"""Methods that change something by RFC 9110, whatever else is said; POST may be a search."""


def reached_tools(system: System) -> tuple[Entity, ...]:
    """Return the tools that any agent may call, by id; linking has spread each interface over its tools."""
    agents = {agent.id for agent in system.of_kind(EntityKind.AGENT)}
    called = {r.target for r in system.relations if r.kind is RelationKind.CALLS and r.source in agents}
    return tuple(tool for tool in system.of_kind(EntityKind.TOOL) if tool.id in called)


def precondition(system: System, level: int) -> bool | None:
    """Tell whether a level's precondition holds; None where that cannot be known.

    Level 2: an agent reaches a tool. Level 3: an agent reaches a tool that writes, by its declared effects or its HTTP
    method. Level 4: a trajectory was read; one that was not may still exist.
    """
    if level >= 4:
        return True if _trajectory_read(system) else None
    tools = [tool for tool in reached_tools(system) if not tool.placeholder]
    open_end = len(tools) < len(reached_tools(system)) or not _calls_listed(system)
    if level <= 2:
        return True if tools else (None if open_end else False)
    writing = [_writes(system, tool.id) for tool in tools]
    if True in writing:
        return True
    return None if None in writing or open_end else False


def _calls_listed(system: System) -> bool:
    agents = system.of_kind(EntityKind.AGENT)
    return EntityKind.AGENT in system.closed_kinds and all(
        system.lists_all(agent.id, RelationKind.CALLS) for agent in agents
    )


def _writes(system: System, tool: str) -> bool | None:
    effects, method = system.fact(tool, "effects"), system.fact(tool, "method")
    if isinstance(method, Known) and method.value in _WRITING_METHODS:
        return True
    if isinstance(effects, Known) and isinstance(effects.value, tuple) and effects.level >= EvidenceLevel.DECLARED:
        return any(effect in WRITES for effect in effects.value)
    return None


def _trajectory_read(system: System) -> bool:
    return any(
        isinstance(fact := system.fact(agent.id, "trajectories.count"), Known)
        and isinstance(fact.value, int)
        and fact.value > 0
        and fact.level >= EvidenceLevel.RECORDED
        for agent in system.of_kind(EntityKind.AGENT)
    )
