"""The framework paths that matter for a system, and what they do with its tools."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from auditor.frameworks.choice import Agent, ways_of
from auditor.frameworks.loader import all_frameworks
from auditor.frameworks.matrix import Column, columns, first_rank
from auditor.frameworks.profile import Framework, Path
from auditor.model.definitions import ToolDefinition
from auditor.model.entities import Entity
from auditor.model.facts import Known
from auditor.model.kinds import EntityKind, RelationKind
from auditor.model.system import System


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One path with what it does with the tools, and the agents whose tools take it."""

    framework: Framework
    column: Column
    used_by: tuple[str, ...]


def tried_in(system: System) -> tuple[Tried, ...]:
    """Return the paths that the tools of a system are tried on: those that its agents use, and all of the first rank.

    Definitions that would have to be made, such as those of an API's operations, are tried only where an agent uses a
    path: nobody offers them to a framework as they stand.
    """
    tools = [tool for tool in system.of_kind(EntityKind.TOOL) if not tool.placeholder]
    used = _used(system)
    defined = [made for tool in tools if (made := _definition(system, tool, any_kind=bool(used))) is not None]
    written = [definition for definition in defined if not definition.made]
    if not defined:
        return ()
    wanted: dict[str, Path] = {path.id: path for path, _ in used.values()}
    wanted |= {path.id: path for path in first_rank() if written}
    owners = {path.id: framework for framework in all_frameworks().values() for path in framework.paths}
    in_use = columns([path for path in wanted.values() if path.id in used], defined)
    others = columns([path for path in wanted.values() if path.id not in used], written)
    users = {path.id: agents for path, agents in used.values()}
    return tuple(
        Tried(framework=owners[column.path.id], column=column, used_by=users.get(column.path.id, ()))
        for column in (*in_use, *others)
    )


def _definition(system: System, tool: Entity, *, any_kind: bool) -> ToolDefinition | None:
    protocol = system.fact(tool.id, "protocol")
    written = isinstance(protocol, Known) and protocol.value in ("mcp", "functions")
    return system.definition(tool.id) if written or any_kind else None


def _used(system: System) -> Mapping[str, tuple[Path, tuple[str, ...]]]:
    """Return the paths that agents are known to use, each with the agents."""
    found: dict[str, tuple[Path, dict[str, None]]] = {}
    targets = _targets(system)
    for agent in system.of_kind(EntityKind.AGENT):
        name = _word(system, agent.id, "framework.name")
        if name is None:
            continue
        strict = system.fact(agent.id, "strict_schemas")
        wanted = Agent(
            framework=name,
            provider=_provider(system, targets[agent.id, RelationKind.USES]),
            strict=strict.value is True if isinstance(strict, Known) else None,
        )
        for path in _certain(wanted, _protocols(system, targets[agent.id, RelationKind.CALLS])):
            found.setdefault(path.id, (path, {}))[1][agent.id] = None
    return {path_id: (path, tuple(users)) for path_id, (path, users) in found.items()}


def _targets(system: System) -> Mapping[tuple[str, RelationKind], set[str]]:
    """Return what agents call and use, so that the relations are gone through once and not for each agent."""
    found: dict[tuple[str, RelationKind], set[str]] = defaultdict(set)
    for relation in system.relations:
        found[relation.source, relation.kind].add(relation.target)
    return found


def _certain(agent: Agent, protocols: Iterable[str | None]) -> Iterable[Path]:
    ways = [way for protocol in protocols for way in ways_of(agent, protocol)]
    return {way.paths[0].id: way.paths[0] for way in ways if len(way.paths) == 1}.values()


def _protocols(system: System, calls: Iterable[str]) -> tuple[str | None, ...]:
    tools = [
        tool for tool in sorted(calls) if tool in system.entities and system.entities[tool].kind is EntityKind.TOOL
    ]
    return tuple(dict.fromkeys(_word(system, tool, "protocol") for tool in tools))


def _provider(system: System, models: Iterable[str]) -> str | None:
    named = {_word(system, model, "provider") for model in models if model in system.entities}
    return next(iter(named)) if len(named) == 1 else None


def _word(system: System, subject: str, attribute: str) -> str | None:
    fact = system.fact(subject, attribute)
    return str(fact.value) if isinstance(fact, Known) and str(fact.value).strip() else None
