"""What each control looks at, so that a what-if asks only those again that an assumption can concern."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from auditor.checklist import Context, Control
from auditor.checklist.constructs import CONSTRUCT_BY_NAME
from auditor.checklist.grammar import Group
from auditor.documents import Value
from auditor.graph import SystemGraph
from auditor.graph.openness import REACH
from auditor.model.description import Input
from auditor.model.entities import Entity, Relation
from auditor.model.facts import Fact
from auditor.model.kinds import RelationKind
from auditor.model.system import System
from auditor.model.vocabulary import ATTRIBUTES

T = TypeVar("T")

_CONDITIONS = ("for_each", "require", "unless")
_LISTED = frozenset({RelationKind.EXPOSES, RelationKind.CALLS})
"""Relations on which it depends whether a list of others is complete."""
_EVERY = frozenset(RelationKind)
_UNNAMED = ("reachable", "reaches", "reached_from", "reached_only_through", "single_point_of_failure", "crosses")
_FOLLOWED = {**dict.fromkeys((*_UNNAMED, "every", "some", "count"), REACH)}
"""Conditions and questions about the graph that follow these relations where `by` says nothing."""


@dataclass(slots=True, kw_only=True)
class Reads:
    """What a control looks at; rather too much than too little."""

    attributes: set[str] = field(default_factory=set)
    """Of its subjects, or of whatever else it comes to."""
    relations: set[RelationKind] = field(default_factory=set)
    """By which it comes to other entities; empty where it looks at nothing but each subject."""
    alone: bool = True
    """Whether the outcome of a subject depends on nothing but what is claimed of this subject."""

    def add(self, other: Reads) -> None:
        """Take in what something else that it rests on looks at."""
        self.attributes |= other.attributes
        self.relations |= other.relations
        self.alone = self.alone and other.alone


def stated_reads(control: Control) -> Reads:
    """Return what the conditions of a control name; every key in them that is an attribute counts as looked at."""
    found = Reads(alone=control.check is None)
    block = conditions_of(control)
    for key in _CONDITIONS:
        _collect(block.get(key), found)
    return found


def conditions_of(control: Control) -> dict[str, Value]:
    """Return a control as its checklist writes it."""
    value: Value = control.location.tree.value if control.location.tree is not None else None
    for part in control.location.pointer:
        if isinstance(value, dict):
            value = value.get(str(part))
        elif isinstance(value, list) and isinstance(part, int):
            value = value[part]
    return value if isinstance(value, dict) else {}


def _collect(value: Value, found: Reads) -> None:
    if isinstance(value, list):
        for item in value:
            _collect(item, found)
    elif isinstance(value, dict):
        for key, item in value.items():
            construct = CONSTRUCT_BY_NAME.get(key)
            if key in ATTRIBUTES:
                found.attributes.add(key)
            if construct is not None and construct.group not in (Group.LOGIC, Group.IDENTITY):
                found.alone = False
                found.relations |= _followed(key, item) | _LISTED if construct.group is Group.GRAPH else _EVERY
            _collect(item, found)


def _followed(name: str, value: Value) -> frozenset[RelationKind]:
    by = value.get("by") if isinstance(value, dict) else None
    if by is None:
        return _FOLLOWED.get(name, _EVERY)
    names = {str(name) for name in (by if isinstance(by, list) else [by])}
    return frozenset(kind for kind in RelationKind if kind.value in names)


class TracingContext(Context):
    """A context that notes what Python checks look at, also where an answer was found for an earlier one."""

    def __init__(self, system: System, *, today: date, inputs: Iterable[Input], alone: bool) -> None:
        """Take what a context takes."""
        super().__init__(system, today=today, inputs=inputs, alone=alone)
        self.reads = Reads()
        """What was looked at since it was last replaced."""
        self._made: dict[tuple[object, str], Reads] = {}
        self.graph = _TracingGraph(system, alone, self)

    def fact(self, entity: Entity, attribute: str) -> Fact:
        """Return what is known of an attribute, and note that somebody looked."""
        self.reads.attributes.add(attribute)
        return super().fact(entity, attribute)

    def relations_to(self, entity_id: str) -> list[Relation]:
        """Return the relations that arrive at an entity, and note that somebody looked."""
        self.reads.relations |= _EVERY
        return list(super().relations_to(entity_id))

    def kept(self, key: tuple[object, str], make: Callable[[], T]) -> T:
        """Return what was made for a key, and note what was looked at to make it."""
        outer = self.reads
        if key not in self._kept:
            self.reads = self._made[key] = Reads()
            try:
                super().kept(key, make)
            finally:
                outer.add(self.reads)
                self.reads = outer
        else:
            outer.add(self._made[key])
        return super().kept(key, make)


class _TracingGraph(SystemGraph):
    """The graph, noting by which relations it is asked."""

    def __init__(self, system: System, alone: bool, context: TracingContext) -> None:
        self._context = context
        super().__init__(system, alone=alone)

    def __getattribute__(self, name: str) -> object:
        found = super().__getattribute__(name)
        if name.startswith("_") or name == "system" or not callable(found):
            return found
        context, followed = super().__getattribute__("_context"), _FOLLOWED.get(name, _EVERY)

        def ask(*args: object, **named: object) -> object:
            by = named.get("by") or followed
            context.reads.relations |= (by if isinstance(by, frozenset) else _EVERY) | _LISTED
            return found(*args, **named)

        return ask
