"""Compiles the conditions of a checklist, checking every word of them against the grammar and the vocabulary."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TypeAlias

from auditor.checklist import artifacts, compiler_graph
from auditor.checklist.compiler_attributes import attribute_condition
from auditor.checklist.condition import Condition, all_of, any_of, negation
from auditor.checklist.constructs import BESIDE, CONSTRUCT_BY_NAME
from auditor.checklist.context import Context, Subject
from auditor.checklist.globs import glob
from auditor.checklist.grammar import Construct, Group
from auditor.checklist.graph_conditions import noun
from auditor.checklist.mistakes import Mistakes
from auditor.checklist.reasons import Reason
from auditor.checklist.reasons import shown as quoted
from auditor.checklist.terms import Terms
from auditor.documents import Pointer, Value
from auditor.graph import verdict as v
from auditor.graph.verdict import Verdict
from auditor.model.entities import Entity
from auditor.model.kinds import EntityKind

SharedKey: TypeAlias = tuple[str, frozenset[EntityKind] | None]
"""The text of a condition, and the kinds of what it is asked of."""


class Compiler:
    """Compiles the conditions of one file. What is wrong goes to its mistakes, and None comes back."""

    def __init__(self, mistakes: Mistakes, shared: dict[SharedKey, Condition] | None = None) -> None:
        """Take the mistakes of the file, and the scopes that other files have compiled."""
        self.mistakes = mistakes
        self._shared = {} if shared is None else shared

    def scope(self, value: dict[str, Value], pointer: Pointer, terms: Terms) -> Condition | None:
        """Return a condition that is one object wherever it is written alike, so that it is asked only once."""
        key = json.dumps(value, sort_keys=True, default=str), terms.kinds
        if key not in self._shared:
            condition = self.condition(value, pointer, terms)
            if condition is None:
                return None
            self._shared[key] = condition
        return self._shared[key]

    def condition(self, value: Value, pointer: Pointer, terms: Terms) -> Condition | None:
        """Return a mapping as a condition; several keys must all hold."""
        if not isinstance(value, dict):
            self.mistakes.add(pointer, "expected a condition: a mapping such as `{approval: human}`")
            return None
        if not value:
            self.mistakes.add(pointer, "this condition is empty")
            return None
        before = len(self.mistakes.problems)
        narrowed = terms.narrowed_by(value.get("kind"))
        parts = [
            self._part(key, item, (*pointer, key), narrowed, value)
            for key, item in value.items()
            if key not in BESIDE or not _stands_beside(key, value, self.mistakes, pointer)
        ]
        good = [part for part in parts if part is not None]
        return all_of(good) if good and len(self.mistakes.problems) == before else None

    def _part(
        self, key: str, value: Value, pointer: Pointer, terms: Terms, siblings: Mapping[str, Value]
    ) -> Condition | None:
        construct = CONSTRUCT_BY_NAME.get(key)
        if construct is None or (terms.in_record and not construct.in_record):
            return attribute_condition(self, key, value, pointer, terms)
        if terms.in_filter and not construct.in_filter:
            self.mistakes.add(pointer, f"`{key}` cannot stand in a filter", key=True)
            return None
        match construct.group:
            case Group.LOGIC:
                return self._logic(construct, value, pointer, terms)
            case Group.IDENTITY:
                return self._kind(value, pointer) if key == "kind" else self._id(value, pointer)
            case Group.GRAPH:
                return compiler_graph.graph_condition(self, construct, value, pointer, siblings)
            case Group.ARTIFACT:
                return self._artifact(key, value, pointer)

    def _logic(self, construct: Construct, value: Value, pointer: Pointer, terms: Terms) -> Condition | None:
        if construct.name == "not":
            part = self.condition(value, pointer, terms)
            return negation(part) if part is not None else None
        if not isinstance(value, list) or not value:
            self.mistakes.add(pointer, f"`{construct.name}` takes {construct.takes.value}")
            return None
        parts = [self.condition(item, (*pointer, number), terms) for number, item in enumerate(value)]
        good = [part for part in parts if part is not None]
        if len(good) < len(parts):
            return None
        return all_of(good) if construct.name == "all" else any_of(good)

    def _kind(self, value: Value, pointer: Pointer) -> Condition | None:
        kinds = self.kinds(value, pointer)
        if not kinds:
            return None

        def test(_: Context, subject: Subject) -> Verdict:
            return v.of(subject.kind in kinds, subject.level) if isinstance(subject, Entity) else v.UNKNOWN

        words = " or ".join(f"`{kind.value}`" for kind in sorted(kinds))
        return Condition(
            test=test, explain=_said(lambda entity: f"it is {noun(entity.kind)}", words), words=f"`kind` is {words}"
        )

    def kinds(self, value: Value, pointer: Pointer) -> frozenset[EntityKind]:
        """Return the entity kinds that a value names; empty, with a mistake noted, where one is wrong."""
        names: Value = value
        if isinstance(value, dict):
            names, pointer = value.get("in"), (*pointer, "in")
            if len(value) != 1 or not isinstance(names, list):
                self.mistakes.add(pointer[:-1], "`kind` takes an entity kind, or `{in: [kinds]}`")
                return frozenset()
        found = set()
        for number, name in enumerate(names if isinstance(names, list) else [names]):
            kind = next((known for known in EntityKind if known.value == name), None)
            if kind is None:
                at = (*pointer, number) if isinstance(names, list) else pointer
                self.mistakes.unknown(at, "kind", str(name), [known.value for known in EntityKind], key=False)
                return frozenset()
            found.add(kind)
        return frozenset(found)

    def _id(self, value: Value, pointer: Pointer) -> Condition | None:
        if not isinstance(value, str):
            self.mistakes.add(pointer, "`id` takes an id, in which `*` stands for anything")
            return None
        matches = glob(value)

        def test(_: Context, subject: Subject) -> Verdict:
            return v.of(matches(subject.id), v.CERTAIN) if isinstance(subject, Entity) else v.UNKNOWN

        explain = _said(lambda entity: f"its id is `{entity.id}`", quoted(value))
        return Condition(test=test, explain=explain, words=f"`id` is {quoted(value)}")

    def _artifact(self, key: str, value: Value, pointer: Pointer) -> Condition | None:
        if key == "read_completely":
            if value is not True:
                self.mistakes.add(pointer, "`read_completely` takes `true`")
                return None
            return artifacts.read_completely()
        formats = self.keys(value, pointer, CONSTRUCT_BY_NAME[key]).get("format")
        names = [name for name in (formats if isinstance(formats, list) else [formats]) if isinstance(name, str)]
        if not names:
            self.mistakes.add(pointer, "`artifact` takes `{format: …}` with the id of an input format")
            return None
        return artifacts.on_format(names)

    def keys(self, value: Value, pointer: Pointer, construct: Construct) -> Mapping[str, Value]:
        """Return a construct's mapping, empty where it is none; unknown and missing keys are noted."""
        if not isinstance(value, dict):
            names = ", ".join(f"`{key.name}`" for key in construct.keys)
            self.mistakes.add(pointer, f"`{construct.name}` takes a mapping with {names}")
            return {}
        known = [key.name for key in construct.keys]
        for name in value:
            if name not in known:
                self.mistakes.unknown((*pointer, name), f"key of `{construct.name}`", name, known)
        for key in construct.keys:
            if key.required and key.name not in value:
                self.mistakes.add(pointer, f"`{construct.name}` needs `{key.name}`")
        return value


def _said(what: Callable[[Entity], str], expected: str) -> Callable[[Context, Subject, bool], tuple[Reason, ...]]:
    def explain(_: Context, subject: Subject, wanted: bool) -> tuple[Reason, ...]:
        if not isinstance(subject, Entity):
            return ()
        wish = expected if wanted else f"not {expected}"
        return (Reason(what=what(subject), expected=wish, level=subject.level),)

    return explain


def _stands_beside(key: str, siblings: Mapping[str, Value], mistakes: Mistakes, pointer: Pointer) -> bool:
    """Tell whether a key such as `satisfies` belongs to exactly one construct next to it; note a mistake if not."""
    owners = [
        construct.name
        for construct in CONSTRUCT_BY_NAME.values()
        if construct.name in siblings and any(beside.name == key for beside in construct.beside)
    ]
    if len(owners) > 1:
        both = " and ".join(f"`{owner}`" for owner in owners)
        mistakes.add((*pointer, key), f"`{key}` stands beside both {both}; put each in a list under `all`", key=True)
    return bool(owners)
