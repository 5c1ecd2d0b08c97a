"""The inventory: entities by kind with what is known of them, relations by kind."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.formats.page.limits import Limits, Shown, head
from auditor.formats.page.words import agree, anchor, listed, plural, short
from auditor.report.schema import AttributeFact, EntityFact, RelationFact, Report

_KINDS = (
    "agent", "model", "interface", "tool", "skill", "service", "datastore", "queue", "gateway", "telemetry",
    "environment", "person", "external", "system",
)  # fmt: skip
_MANY = {"person": "people", "gateway": "gateways", "telemetry": "telemetry sinks", "external": "external systems"}
_ONE = {"telemetry": "telemetry sink", "external": "external system"}
_LONGEST_VALUE = 60
_LONGEST_CELL = 28
_ENOUGH = 4
_MAIN = (
    "effects", "approval", "reversible", "verified_by", "idempotency_key", "authentication", "model", "framework.name",
    "framework.version", "max_steps", "budget.tokens", "budget.usd", "budget.seconds", "stop", "identity",
    "approval_point", "provider", "version", "tool_calling", "inputs", "protocol", "transport", "trust", "data",
    "engine", "access", "image", "retention", "records", "role",
)  # fmt: skip
"""What a reader looks for first; other attributes follow in the order of the report."""


_WEAK = ("assumed", "inferred")


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeView:
    """One attribute, its value cut to what fits a cell."""

    name: str
    value: str
    level: str
    """Empty where somebody stated or showed it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityView:
    """One row of the inventory."""

    id: str
    anchor: str
    name: str
    """Empty where it is the id."""
    notes: tuple[str, ...]
    cells: tuple[AttributeView | None, ...]
    """One a column; None where nobody said anything."""
    more: Shown[AttributeView]
    """What is known besides."""
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KindView:
    """All entities of one kind."""

    kind: str
    title: str
    columns: tuple[str, ...]
    entities: Shown[EntityView]
    others: tuple[tuple[str, str], ...]
    """The place in the page and the id of each entity after the shown ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationRow:
    """What one entity does to others, in one way and on like evidence."""

    source: str
    kind: str
    targets: Shown[str]
    level: str
    place: str
    """Of the first."""


def kinds_of(report: Report, limits: Limits) -> tuple[KindView, ...]:
    """Return the entities, the kinds that act first."""
    groups: dict[str, list[EntityFact]] = {}
    for entity in report.entities:
        groups.setdefault(entity.kind, []).append(entity)
    known = [kind for kind in _KINDS if kind in groups]
    return tuple(
        _kind(kind, groups[kind], limits) for kind in (*known, *sorted(kind for kind in groups if kind not in _KINDS))
    )


def relations_of(report: Report, limits: Limits) -> Shown[RelationRow]:
    """Return the relations, those of one source and one kind in one row."""
    groups: dict[tuple[str, str, str], list[RelationFact]] = {}
    for relation in report.relations:
        groups.setdefault((relation.source, relation.kind, relation.level), []).append(relation)
    rows = (
        RelationRow(
            source=source,
            kind=kind,
            level=level,
            targets=head(
                dict.fromkeys(relation.target for relation in same), limits.rows if limits.ids else limits.subjects
            ),
            place=same[0].place,
        )
        for (source, kind, level), same in groups.items()
    )
    return head(sorted(rows, key=lambda row: (row.source, row.kind, row.level)), limits.rows)


def counted_kinds(report: Report) -> str:
    """Return the inventory in one line, such as `1 agent, 2 models and 41 tools`."""
    counts = {kind: sum(entity.kind == kind for entity in report.entities) for kind in _KINDS if kind != "system"}
    return listed([counted(n, kind) for kind, n in counts.items() if n])


def counted(count: int, kind: str) -> str:
    """Return a number of entities of a kind, such as `8 tools`."""
    return plural(count, _ONE.get(kind, kind), _many(kind))


def _many(kind: str) -> str:
    return _MANY.get(kind, kind + "s")


def _kind(kind: str, entities: list[EntityFact], limits: Limits) -> KindView:
    shown = head(entities, limits.rows)
    columns = _columns(entities, limits.columns)
    return KindView(
        kind=kind,
        title=agree(len(entities), _ONE.get(kind, kind), _many(kind)).capitalize(),
        columns=columns,
        entities=Shown(items=tuple(_entity(entity, columns, limits) for entity in shown.items), more=shown.more),
        others=tuple((anchor("entity", entity.id), short(entity.id, 120)) for entity in entities[len(shown.items) :]),
    )


def _columns(entities: list[EntityFact], count: int) -> tuple[str, ...]:
    """Return the attributes that get a column: what a reader looks for first, where enough entities have it.

    A few entities get none: a table of two rows and five columns says less than a line.
    """
    if len(entities) < _ENOUGH:
        return ()
    known: dict[str, int] = {}
    for entity in entities:
        for fact in entity.attributes:
            known[fact.name] = known.get(fact.name, 0) + (len(fact.value) <= _LONGEST_CELL)
    telling = [name for name in _MAIN if known.get(name, 0) * 6 >= len(entities)]
    others = sorted((name for name in known if known[name] and name not in telling), key=lambda n: (-known[n], n))
    return tuple([*telling, *others][:count])


def _entity(entity: EntityFact, columns: tuple[str, ...], limits: Limits) -> EntityView:
    notes = [f"in {entity.boundary}"] if entity.boundary else []
    if entity.members == "open":
        notes.append("list may be incomplete")
    if entity.placeholder:
        notes.append("stands for what could not be read")
    facts = {fact.name: fact for fact in sorted(entity.attributes, key=_rank)}
    return EntityView(
        id=short(entity.id, 120),
        anchor=anchor("entity", entity.id),
        name="" if entity.id.endswith(entity.name) else short(entity.name, 80),
        notes=tuple(notes),
        cells=tuple(_attribute(facts[name]) if name in facts else None for name in columns),
        more=head(
            (_attribute(fact) for name, fact in facts.items() if name not in columns),
            limits.facts if columns else limits.columns + limits.facts,
        ),
        place=entity.place,
    )


def _rank(fact: AttributeFact) -> tuple[bool, int]:
    """Put prose behind values that fit a cell, and what tells most first; the sort is stable."""
    main = _MAIN.index(fact.name) if fact.name in _MAIN else len(_MAIN)
    return len(fact.value) > _LONGEST_VALUE, main


def _attribute(fact: AttributeFact) -> AttributeView:
    return AttributeView(
        name=fact.name, value=short(fact.value, _LONGEST_VALUE), level=fact.level if fact.level in _WEAK else ""
    )
