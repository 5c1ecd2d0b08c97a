"""The inventory: entities by kind with what is known of them, relations by kind."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.formats.page.limits import Limits, Shown, head
from auditor.formats.page.words import agree, listed, plural, short
from auditor.report.schema import AttributeFact, EntityFact, RelationFact, Report

_KINDS = (
    "agent", "model", "interface", "tool", "service", "datastore", "queue", "gateway", "telemetry", "environment",
    "person", "external", "system",
)  # fmt: skip
_MANY = {"person": "people", "gateway": "gateways", "telemetry": "telemetry sinks", "external": "external systems"}
_ONE = {"telemetry": "telemetry sink", "external": "external system"}
_LONGEST_VALUE = 60
_MAIN = (
    "effects", "reversible", "approval", "verified_by", "authentication", "idempotency_key", "model", "framework.name",
    "framework.version", "max_steps", "budget.tokens", "budget.usd", "budget.seconds", "stop", "identity",
    "approval_point", "provider", "version", "tool_calling", "inputs", "protocol", "transport", "trust", "data",
    "engine", "access", "image", "retention", "records", "role",
)  # fmt: skip
"""What a reader looks for first; other attributes follow in the order of the report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeView:
    """One attribute, its value cut to what fits a cell."""

    name: str
    value: str
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityView:
    """One row of the inventory."""

    id: str
    name: str
    """Empty where it is the id."""
    notes: tuple[str, ...]
    attributes: Shown[AttributeView]
    level: str
    """Of all shown attributes; empty where they differ."""
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KindView:
    """All entities of one kind."""

    kind: str
    title: str
    entities: Shown[EntityView]


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationKindView:
    """All relations of one kind."""

    kind: str
    relations: Shown[RelationFact]


def kinds_of(report: Report, limits: Limits) -> tuple[KindView, ...]:
    """Return the entities, the kinds that act first."""
    groups: dict[str, list[EntityFact]] = {}
    for entity in report.entities:
        groups.setdefault(entity.kind, []).append(entity)
    known = [kind for kind in _KINDS if kind in groups]
    return tuple(
        _kind(kind, groups[kind], limits) for kind in (*known, *sorted(kind for kind in groups if kind not in _KINDS))
    )


def relations_of(report: Report, limits: Limits) -> tuple[RelationKindView, ...]:
    """Return the relations by kind."""
    groups: dict[str, list[RelationFact]] = {}
    for relation in report.relations:
        groups.setdefault(relation.kind, []).append(relation)
    return tuple(RelationKindView(kind=kind, relations=head(groups[kind], limits.rows // 2)) for kind in sorted(groups))


def counted_kinds(report: Report) -> str:
    """Return the inventory in one line, such as `1 agent, 2 models and 41 tools`."""
    counts = {kind: sum(entity.kind == kind for entity in report.entities) for kind in _KINDS if kind != "system"}
    return listed([plural(n, _ONE.get(kind, kind), _many(kind)) for kind, n in counts.items() if n])


def _many(kind: str) -> str:
    return _MANY.get(kind, kind + "s")


def _kind(kind: str, entities: list[EntityFact], limits: Limits) -> KindView:
    shown = head(entities, limits.rows)
    return KindView(
        kind=kind,
        title=agree(len(entities), _ONE.get(kind, kind), _many(kind)).capitalize(),
        entities=Shown(items=tuple(_entity(entity, limits) for entity in shown.items), more=shown.more),
    )


def _entity(entity: EntityFact, limits: Limits) -> EntityView:
    notes = [f"in {entity.boundary}"] if entity.boundary else []
    if entity.members == "open":
        notes.append("list may be incomplete")
    if entity.placeholder:
        notes.append("stands for what could not be read")
    values = sorted(entity.attributes, key=_rank)
    shown = head(values, limits.attributes)
    levels = {fact.level for fact in shown.items}
    return EntityView(
        id=short(entity.id, 120),
        name="" if entity.id.endswith(entity.name) else short(entity.name, 80),
        notes=tuple(notes),
        attributes=Shown(
            items=tuple(
                AttributeView(name=fact.name, value=short(fact.value, _LONGEST_VALUE), level=fact.level)
                for fact in shown.items
            ),
            more=shown.more,
        ),
        level=levels.pop() if len(levels) == 1 else "",
        place=entity.place,
    )


def _rank(fact: AttributeFact) -> tuple[bool, int]:
    """Put prose behind values that fit a cell, and what tells most first; the sort is stable."""
    main = _MAIN.index(fact.name) if fact.name in _MAIN else len(_MAIN)
    return len(fact.value) > _LONGEST_VALUE, main
