"""Assumptions: what a what-if takes for granted, as the user writes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias, assert_never

from auditor.model.claims import AttributeValue, Record
from auditor.model.kinds import EntityKind, RelationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """That an attribute of an entity has a value, whatever is claimed of it today."""

    subject: str
    attribute: str
    value: AttributeValue
    example: bool = False
    """True where the value stands for any that would do, such as a description that nobody has written yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """That a relation leads from one entity to another; one to an interface may mean each of its tools."""

    source: str
    kind: RelationKind
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """That there is an entity that nobody describes today. What controls say of it itself is not reported."""

    id: str
    kind: EntityKind
    name: str


Assumption: TypeAlias = Stated | Related | Added


def written(assumption: Assumption) -> str:
    """Return an assumption in the form in which the command line takes it."""
    match assumption:
        case Stated(subject=subject, attribute=attribute, value=value, example=example):
            return f"{subject}.{attribute}={'…' if example else _value(value)}"
        case Related(source=source, kind=kind, target=target):
            return f"{source}.{kind.value}={target}"
        case Added(id=id_, kind=kind):
            return f"{kind.value}:{id_}"
    assert_never(assumption)


def _value(value: AttributeValue) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case tuple():
            return ",".join(_value(item) for item in value)
        case Record():
            return value.name
        case _:
            return str(value)
