"""What a Python check sees of a system, and what it answers; everything it looked at becomes the evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import TypeVar

from msgspec import Struct

from auditor.checklist import Context, Reason
from auditor.checklist import graph_filters as filters
from auditor.graph import (
    FALSE,
    TRUE,
    UNKNOWN,
    Answer,
    BlastRadius,
    ClosedLoop,
    CombinedReach,
    Filter,
    Selection,
    Sway,
    Truth,
    Verdict,
)
from auditor.graph import verdict as v
from auditor.graph.answer import ANYTHING
from auditor.graph.questions import PEOPLE
from auditor.model.claims import AttributeValue, Claim
from auditor.model.definitions import ToolDefinition
from auditor.model.entities import Entity
from auditor.model.facts import Fact, Known
from auditor.model.kinds import EntityKind, RelationKind

T = TypeVar("T")

__all__ = ["FALSE", "TRUE", "UNKNOWN", "Result", "Truth", "Verdict", "View"]


class Result(Struct, frozen=True, kw_only=True):
    """What a check found for one subject: true is good."""

    verdict: Verdict
    reasons: tuple[Reason, ...] = ()
    """Why; needed for everything but a pass. Each reason with an `item` becomes a result of its own."""


class View:
    """One system as one check sees it. It notes each claim that it gives."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._given: dict[int, Claim] = {}

    def apart(self) -> View:
        """Return a view of the same system that notes by itself what it gives."""
        return View(self._context)

    @property
    def today(self) -> date:
        """The day of the audit."""
        return self._context.today

    @property
    def given(self) -> tuple[Claim, ...]:
        """The claims that were given so far, in order."""
        return tuple(self._given.values())

    def fact(self, entity: Entity, attribute: str) -> Fact:
        """Return what is known of an attribute: Known, Unknown or Contradicted."""
        fact = self._context.fact(entity, attribute)
        for claim in fact.claims:
            self._given[id(claim)] = claim
        return fact

    def give(self, claims: Iterable[Claim]) -> None:
        """Note claims that were looked at once for many subjects."""
        self._given.update((id(claim), claim) for claim in claims)

    def holds(self, entity: Entity, attribute: str, *values: AttributeValue) -> Verdict:
        """Tell whether an attribute is, or its list holds, one of these values; unknown for what stands for others."""
        fact = self.fact(entity, attribute)
        if entity.placeholder or not isinstance(fact, Known):
            return UNKNOWN
        items = fact.value if isinstance(fact.value, tuple) else (fact.value,)
        held = [value for value in values if any(value == item and type(value) is type(item) for item in items)]
        if not held:
            return FALSE[fact.level]
        return TRUE[max(claim.level for value in held for claim in (fact.supporting(value) or fact.claims))]

    def entity(self, entity_id: str) -> Entity | None:
        """Return an entity by its id."""
        return self._context.system.entities.get(entity_id)

    def of_kind(self, kind: EntityKind) -> tuple[Entity, ...]:
        """Return the entities of one kind, by id."""
        return self._context.system.of_kind(kind)

    def reachable(self, entity: Entity, *kinds: EntityKind) -> Selection:
        """Return what an entity reaches of some kinds, with what is known of completeness."""
        return self._context.graph.reachable(entity, like=_of_kinds(kinds))

    def neighbours(
        self, entity: Entity, *kinds: EntityKind, by: Sequence[RelationKind], direction: str = "out"
    ) -> Selection:
        """Return what relations join directly to an entity."""
        return self._context.graph.neighbours(entity, by=frozenset(by), direction=direction, like=_of_kinds(kinds))

    def reaches(self, entity: Entity, *, to: Filter, without: Filter | None = None) -> Answer:
        """Tell whether a path leads to such an entity."""
        return self._context.graph.reaches(entity, to=to, without=without)

    def reached_only_through(self, entity: Entity, *, through: Filter) -> Answer:
        """Tell whether every path from an agent passes such an entity; else show one that does not."""
        return self._context.graph.reached_only_through(entity, through=through)

    def informed_by(self, agent: Entity) -> Selection:
        """Return the other agents that can inform an agent: that steer it, or answer it."""
        context = self._context

        def ask() -> Selection:
            return context.graph.swayed(agent, Sway.INFORMS, stated=filters.stated(context), direction="in")

        return context.kept((Sway.INFORMS, agent.id), ask)

    def blast_radius(self, agent: Entity, of: Mapping[str, Filter] | None = None) -> BlastRadius:
        """Return what data and which writing and irreversible tools an agent reaches, by itself and through others.

        The labels are those of `graph_filters.LABELS`, unless other filters are given.
        """
        meant = filters.labels(self._context) if of is None else of
        return self._context.graph.blast_radius(agent, of=meant, stated=filters.stated(self._context))

    def combined_reach(self, agents: Sequence[Entity], of: Mapping[str, Filter]) -> CombinedReach:
        """Return what agents reach together, whether steering joins them, and whether one reaches all of it alone."""
        return self._context.graph.combined_reach(agents, of=of, stated=filters.stated(self._context))

    def closed_loop(self, agent: Entity) -> ClosedLoop:
        """Tell whether all that an agent changes comes back to it, action by action."""
        return self._context.graph.closed_loop(
            agent,
            acting=filters.acting(self._context),
            reading=filters.reading(self._context),
            verifies=lambda tool: filters.verification(self._context, tool),
        )

    def unapproved_path(self, agent: Entity, *, to: Filter, by_person: bool = False) -> Answer:
        """Tell whether a path leads to such an entity on which nobody approves, or no person where it must be one."""
        graph, context = self._context.graph, self._context
        if by_person:
            person = filters.approved_by_person(context)
            return graph.unapproved_path(agent, to=to, approver=PEOPLE, approved=person)
        return graph.unapproved_path(agent, to=to, approver=ANYTHING, approved=filters.approved(context))

    def owners(self, tool: Entity) -> tuple[Entity, ...]:
        """Return the interfaces that list a tool and the agents that call it."""
        kinds = {RelationKind.EXPOSES: EntityKind.INTERFACE, RelationKind.CALLS: EntityKind.AGENT}
        sources = [
            self._context.system.entities[relation.source]
            for relation in self._context.relations_to(tool.id)
            if relation.kind in kinds and relation.source in self._context.system.entities
        ]
        return tuple(entity for entity in dict.fromkeys(sources) if entity.kind in kinds.values())

    def definition(self, tool: Entity) -> ToolDefinition | None:
        """Return the definition of a tool as a framework would be given it; None where no contract shows one."""
        return self._context.system.definition(tool.id)

    def kept(self, key: tuple[object, str], make: Callable[[], T]) -> T:
        """Return what was made for a key before in this audit, or make it now."""
        return self._context.kept(key, make)

    def unknown(self, entity: Entity, attribute: str) -> Reason:
        """Return the reason that nobody states an attribute."""
        place = (entity.location,) if entity.location is not None else ()
        return Reason(what=f"nobody states `{attribute}` for `{entity.id}`", places=place)


@cache
def _of_kinds(kinds: tuple[EntityKind, ...]) -> Filter:
    wanted = frozenset(kinds)
    words = " or ".join(sorted(kind.value for kind in wanted))
    return Filter(test=lambda entity: v.of(entity.kind in wanted, entity.level), kinds=wanted, words=words)
