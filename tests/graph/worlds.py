"""Tiny random systems: any relation between any kinds, every evidence level, lists that are complete or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.vendor.pretty import RepresentationPrinter

from auditor.graph import Filter, Stated, SystemGraph, Verdict
from auditor.graph import verdict as v
from auditor.model.description import Description
from auditor.model.entities import Boundary, Entity
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import EvidenceLevel, Members
from auditor.model.kinds import RelationKind as R
from auditor.model.system import System
from tests.tiny import at

KINDS = (
    *(K.AGENT, K.AGENT, K.AGENT, K.TOOL, K.TOOL, K.INTERFACE, K.SERVICE, K.DATASTORE, K.DATASTORE),
    *(K.QUEUE, K.GATEWAY, K.EXTERNAL, K.PERSON),
)
COMMON = (
    *(R.CALLS, R.CALLS, R.CALLS, R.EXPOSES, R.EXPOSES, R.READS, R.READS, R.WRITES, R.WRITES),
    *(R.DELEGATES, R.OBSERVES, R.TRIGGERS, R.APPROVES, R.USES),
)
LEVELS = (EvidenceLevel.INFERRED, EvidenceLevel.DECLARED, EvidenceLevel.DOCUMENTED)
VERDICTS = (v.UNKNOWN, *(v.TRUE[level] for level in LEVELS), *(v.FALSE[level] for level in LEVELS))

T = TypeVar("T")
Edge = tuple[str, R, str, EvidenceLevel]
Marks = Mapping[str, Verdict]


@dataclass(frozen=True, kw_only=True, repr=False)
class World:
    """A system, and what some filters mean in it."""

    kinds: Mapping[str, K]
    edges: tuple[Edge, ...]
    listed: frozenset[tuple[str, R]]
    """The lists that are complete."""
    closed_kinds: frozenset[K]
    members: Mapping[str, Members | None]
    placeholders: frozenset[str]
    marks: Mapping[str, Marks]
    """For each filter, what is so of each entity."""
    zone: frozenset[str] = frozenset()

    @cached_property
    def system(self) -> System:
        """The system itself."""
        description = Description(closed_kinds=set(self.closed_kinds), closed_relations=set(self.listed))
        for id_, kind in self.kinds.items():
            description.entities.append(
                Entity(
                    id=id_,
                    kind=kind,
                    name=id_,
                    location=at(1),
                    members=self.members[id_],
                    placeholder=id_ in self.placeholders,
                )
            )
        for line, (source, kind, target, level) in enumerate(self.edges, 1):
            description.relate(source, kind, target, level, at(line))
        if self.zone:
            description.boundaries.append(Boundary(id="zone", name="zone", members=tuple(self.zone), location=None))
        return System(description)

    def __repr__(self) -> str:
        """Show what a failing example is, without what is as usual."""
        edges = [f"{source} {kind}({level.word}) {target}" for source, kind, target, level in self.edges]
        gaps = sorted(f"{id_} {kind}" for id_ in self.kinds for kind in R if (id_, kind) not in self.listed)
        marks = {
            name: {id_: f"{mark.truth.value} {mark.level.word}" for id_, mark in known.items() if mark is not v.UNKNOWN}
            for name, known in self.marks.items()
        }
        kinds = {id_: kind.value for id_, kind in self.kinds.items()}
        missing = sorted(set(K) - self.closed_kinds)
        return (
            f"World({kinds}, {edges}, {gaps=}, {missing=}, {self.members}, {self.placeholders}, {marks}, {self.zone})"
        )

    def _repr_pretty_(self, printer: RepresentationPrinter, _: bool) -> None:
        """Let hypothesis show it so too."""
        printer.text(repr(self))

    def graph(self, budget: int = 10_000) -> SystemGraph:
        """Return its graph."""
        return SystemGraph(self.system, budget=budget)

    def filter(self, name: str) -> Filter:
        """Return a filter that means what its marks say."""
        marks = self.marks[name]
        return Filter(test=lambda entity: marks[entity.id], words=name)

    def stated(self) -> Stated:
        """Return what is said of stores and tools: a memory, a tool that acts, one that reads."""
        return Stated(memory=self.filter("memory"), changing=self.filter("acting"), reading=self.filter("reading"))

    def judged(self, name: str, id_: str) -> Verdict:
        """Return what a filter makes of an entity; at best unknown of one that stands for others."""
        verdict = self.marks[name][id_]
        return v.UNKNOWN if id_ in self.placeholders and verdict.truth is v.Truth.TRUE else verdict

    def entity(self, id_: str) -> Entity:
        """Return one entity."""
        return self.system.entities[id_]


FILTERS = ("like", "without", "memory", "acting", "reading", "approved", "second")


class _Dice:
    """Choices read from bytes: hypothesis draws one string of them, ten times as fast as each choice by itself."""

    def __init__(self, drawn: bytes) -> None:
        self._left = iter(drawn)

    def number(self, most: int) -> int:
        """Return a number from 0 on; 0 where the bytes have come to their end."""
        return next(self._left, 0) % (most + 1)

    def one(self, options: Sequence[T]) -> T:
        """Return one of some options, the first where hypothesis has made the case as small as it can."""
        return options[self.number(len(options) - 1)]

    def some(self, options: Sequence[T], most: int) -> frozenset[T]:
        """Return at most so many of some options."""
        return frozenset(self.one(options) for _ in range(self.number(most))) if options else frozenset()


def _decoded(drawn: bytes) -> World:
    dice = _Dice(drawn)
    count = 2 + dice.number(5)
    kinds = {f"e{number}": K.AGENT if number == 0 else dice.one(KINDS) for number in range(count)}
    ids = tuple(kinds)
    edges = [(dice.one(ids), dice.one(COMMON), dice.one(ids), dice.one(LEVELS)) for _ in range(dice.number(2 * count))]
    complete = dice.number(1) == 0
    lists = tuple((id_, kind) for id_ in ids for kind in R)
    shut = (Members.CLOSED,) if complete else (None, *Members)
    return World(
        kinds=kinds,
        edges=tuple(dict.fromkeys(edges)),
        listed=frozenset(lists) - dice.some(lists, 0 if complete else 6),
        closed_kinds=frozenset(K) - dice.some(tuple(K), 0 if complete else 2),
        members={id_: dice.one(shut) if kind is K.INTERFACE else None for id_, kind in kinds.items()},
        placeholders=dice.some(ids[1:], 0 if complete else 1),
        marks={name: {id_: dice.one(VERDICTS) for id_ in ids} for name in FILTERS},
        zone=dice.some(ids, count),
    )


def worlds() -> st.SearchStrategy[World]:
    """Return systems of two to seven entities, the first of them an agent; half of them are known completely."""
    return st.binary(min_size=160, max_size=160).map(_decoded)


def poorer(world: World) -> st.SearchStrategy[World]:
    """Return the same system with less known of it: lists that may lack something, attributes that nobody states."""

    def less(drawn: bytes) -> World:
        dice = _Dice(drawn)
        lost = dice.some(sorted(world.listed), 3)
        fewer = dice.some([(name, id_) for name in FILTERS for id_ in world.kinds], 12)
        return replace(
            world,
            listed=world.listed - lost,
            closed_kinds=world.closed_kinds - dice.some(tuple(K), 1),
            members={id_: known and dice.one((known, Members.OPEN)) for id_, known in world.members.items()},
            marks={
                name: {id_: v.UNKNOWN if (name, id_) in fewer else mark for id_, mark in marks.items()}
                for name, marks in world.marks.items()
            },
        )

    return st.binary(min_size=50, max_size=50).map(less)
