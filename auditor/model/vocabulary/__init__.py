"""The vocabulary: every attribute and relation key that claims, conditions and system.yaml may use."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from auditor.model.kinds import EntityKind
from auditor.model.vocabulary import (
    of_agent_configs,
    of_agents,
    of_dependencies,
    of_evaluations,
    of_infrastructure,
    of_links,
    of_measurements,
    of_reach,
    of_results,
    of_systems,
    of_tool_schemas,
    of_tools,
)
from auditor.model.vocabulary.attribute import Attribute, RelationKey, SafeDefault
from auditor.model.vocabulary.of_tools import EFFECTS, WRITES
from auditor.model.vocabulary.relations import INVERSE_KEYS, RELATION_KEYS

__all__ = [
    "ATTRIBUTES",
    "EFFECTS",
    "INVERSE_KEYS",
    "RELATION_KEYS",
    "SECTIONS",
    "WRITES",
    "Attribute",
    "RelationKey",
    "SafeDefault",
    "attributes_of",
    "relation_keys_of",
]


def _by_name(attributes: Iterable[Attribute]) -> dict[str, Attribute]:
    table: dict[str, Attribute] = {}
    for attribute in attributes:
        if attribute.name in table:
            raise ValueError(f"the vocabulary defines {attribute.name!r} twice")
        table[attribute.name] = attribute
    return table


ATTRIBUTES = _by_name(
    (
        *of_systems.ATTRIBUTES,
        *of_agents.ATTRIBUTES,
        *of_agent_configs.ATTRIBUTES,
        *of_evaluations.ATTRIBUTES,
        *of_dependencies.ATTRIBUTES,
        *of_tools.ATTRIBUTES,
        *of_tool_schemas.ATTRIBUTES,
        *of_results.ATTRIBUTES,
        *of_links.ATTRIBUTES,
        *of_measurements.ATTRIBUTES,
        *of_reach.ATTRIBUTES,
        *of_infrastructure.ATTRIBUTES,
    )
)

SECTIONS = {
    "models": EntityKind.MODEL,
    "agents": EntityKind.AGENT,
    "interfaces": EntityKind.INTERFACE,
    "services": EntityKind.SERVICE,
    "datastores": EntityKind.DATASTORE,
    "queues": EntityKind.QUEUE,
    "gateways": EntityKind.GATEWAY,
    "telemetry": EntityKind.TELEMETRY,
    "environments": EntityKind.ENVIRONMENT,
    "externals": EntityKind.EXTERNAL,
    "people": EntityKind.PERSON,
    "tools": EntityKind.TOOL,
    "skills": EntityKind.SKILL,
}
"""The sections of system.yaml that list entities, and the kind that each lists."""


@cache
def attributes_of(kind: EntityKind) -> dict[str, Attribute]:
    """Return the attributes that an entity of this kind can have, by name."""
    return {name: attribute for name, attribute in ATTRIBUTES.items() if kind in attribute.kinds}


@cache
def relation_keys_of(kind: EntityKind) -> dict[str, RelationKey]:
    """Return the relation keys that system.yaml accepts on an entity of this kind, by key."""
    keys = {key.key: key for key in RELATION_KEYS if kind in key.source}
    return keys | {key.key: key for key in INVERSE_KEYS if kind in key.targets}
