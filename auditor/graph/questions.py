"""The named questions about a system's graph, each answered in three values with what shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from auditor.graph import approvals, blast, borders, cycles, loops
from auditor.graph import verdict as v
from auditor.graph.answer import NOTHING, Answer, Filter, Selection
from auditor.graph.cutpoints import CutPoints
from auditor.graph.influence import Influence
from auditor.graph.neighbours import Neighbours
from auditor.graph.openness import Openness
from auditor.graph.paths import Paths, some
from auditor.graph.routes import BUDGET
from auditor.graph.verdict import Verdict
from auditor.model.entities import Boundary, Entity
from auditor.model.kinds import EntityKind, EvidenceLevel, RelationKind
from auditor.model.system import System

AGENTS = Filter(
    test=lambda entity: v.of(entity.kind is EntityKind.AGENT, entity.level),
    kinds=frozenset({EntityKind.AGENT}),
    words="an agent",
)
PEOPLE = Filter(
    test=lambda entity: v.of(entity.kind is EntityKind.PERSON, entity.level),
    kinds=frozenset({EntityKind.PERSON}),
    words="a person",
)


class SystemGraph:
    """One system's graph. The same question always gets the same answer."""

    def __init__(self, system: System, *, alone: bool = False, budget: int = BUDGET) -> None:
        """Take a system; in one that is `alone`, a kind of which there is no entity does not count as missing.

        `budget` is how many relations one search looks at before it stops; the answer then says so.
        """
        self.system = system
        self._alone = alone
        self._openness = Openness(system, alone=alone)
        self._neighbours = Neighbours(system, self._openness)
        self._paths = Paths(system, self._openness, budget=budget)
        self._cut_points: dict[Filter, CutPoints] = {}
        self._influences: dict[Filter, Influence] = {}

    def related(self, entity: Entity, *, by: frozenset[RelationKind], direction: str, to: Filter) -> Answer:
        """Tell whether a relation leads to (`out`), comes from (`in`) or joins (`either`) such an entity."""
        return some(self.neighbours(entity, by=by, direction=direction, like=to))

    def neighbours(self, entity: Entity, *, by: frozenset[RelationKind], direction: str, like: Filter) -> Selection:
        """Return the entities like this that a relation joins directly to one."""
        return self._neighbours.select(entity, by=by, direction=direction, like=like)

    def reachable(self, entity: Entity, *, like: Filter, direction: str = "out") -> Selection:
        """Return what is like this and is reached (`out`) or reaches the entity (`in`); for the system, all."""
        if entity.kind is EntityKind.SYSTEM:
            return self._neighbours.everything(like)
        return self._paths.reach(entity, like, by=None, without=None, backward=direction == "in")

    def reaches(
        self,
        entity: Entity,
        *,
        to: Filter,
        by: frozenset[RelationKind] | None = None,
        without: Filter | None = None,
    ) -> Answer:
        """Tell whether a path leads to such an entity on which nothing after the start is like `without`."""
        if entity.kind is EntityKind.SYSTEM:
            return some(self._neighbours.everything(to))
        return some(self._paths.reach(entity, to, by=by, without=without, backward=False))

    def reached_from(
        self,
        entity: Entity,
        *,
        start: Filter,
        by: frozenset[RelationKind] | None = None,
        without: Filter | None = None,
    ) -> Answer:
        """Tell whether a path comes from such an entity on which nothing after that start is like `without`.

        In a system that is alone no path comes from an agent where there is none, whatever else is listed incompletely.
        """
        if self._alone and start.kinds == AGENTS.kinds and not self.system.of_kind(EntityKind.AGENT):
            return Answer(verdict=v.FALSE[EvidenceLevel.DECLARED], because="it has no agent")
        return some(self._paths.reach(entity, start, by=by, without=without, backward=True))

    def reached_only_through(self, entity: Entity, *, through: Filter, start: Filter = AGENTS) -> Answer:
        """Tell whether every path from such a start passes an entity like `through`; else show one that does not."""
        around = self.reached_from(entity, start=start, without=through)
        because = around.because or f"every path from {start.words} to it passes {through.words}"
        return Answer(verdict=v.negate(around.verdict), path=around.path, entities=around.entities, because=because)

    def in_cycle(self, entity: Entity, *, by: frozenset[RelationKind], unless: Filter | None = None) -> Answer:
        """Tell whether a path leads back to the entity on which nothing, itself included, is like `unless`."""
        return cycles.in_cycle(self._paths, entity, by=by, unless=unless)

    def crosses(self, entity: Entity, *, into: Iterable[tuple[Boundary, Verdict]]) -> Answer:
        """Tell whether on a path from the entity a relation leads into or out of one of these trust zones.

        `into` gives the zones that may be meant, with the verdict on whether they are.
        """
        return borders.crosses(self._paths, entity, into=into)

    def single_point_of_failure(self, entity: Entity, *, of: Filter) -> Answer:
        """Tell whether some agent reaches such an entity only through this one."""
        if of not in self._cut_points:
            self._cut_points[of] = CutPoints(self._paths, of)
        return self._cut_points[of].answer(entity)

    def influences(self, agent: Entity, *, like: Filter = AGENTS, memory: Filter = NOTHING) -> Selection:
        """Return the other agents like this that an agent can steer, directly or through those that it steers.

        It acts on them (calls, delegates, triggers), or changes what they read or observe; a store like `memory` also
        joins those who read it through their tools and services.
        """
        return self._influence(memory).agents(agent, like, backward=False)

    def influenced_by(self, agent: Entity, *, start: Filter = AGENTS, memory: Filter = NOTHING) -> Answer:
        """Tell whether another agent like this can steer an agent, and show how."""
        return some(self._influence(memory).agents(agent, start, backward=True))

    def blast_radius(self, agent: Entity, *, of: Mapping[str, Filter], memory: Filter = NOTHING) -> blast.BlastRadius:
        """Return what an agent reaches of what the filters mean, by itself and through the agents that it steers."""
        return blast.blast_radius(self._paths, self._influence(memory), agent, of)

    def combined_reach(
        self, agents: Iterable[Entity], *, of: Mapping[str, Filter], memory: Filter = NOTHING
    ) -> blast.CombinedReach:
        """Return what agents reach together, whether steering joins them, and whether one reaches all of it alone."""
        return blast.combined_reach(self._paths, self._influence(memory), agents, of)

    def closed_loop(
        self, agent: Entity, *, acting: Filter, reading: Filter, verifies: Callable[[Entity], loops.Verification]
    ) -> loops.ClosedLoop:
        """Tell whether all that an agent changes comes back to it: the stores it writes, and what `acting` it calls."""
        return loops.closed_loop(
            self._paths, self._neighbours, agent, acting=acting, reading=reading, verifies=verifies
        )

    def unapproved_path(
        self, agent: Entity, *, to: Filter, approver: Filter = PEOPLE, approved: Filter | None = None
    ) -> Answer:
        """Tell whether a path leads to such an entity on which nothing after the start waits for an approval."""
        return approvals.unapproved_path(
            self._paths, self._neighbours, agent, to=to, approver=approver, approved=approved
        )

    def _influence(self, memory: Filter) -> Influence:
        if memory not in self._influences:
            self._influences[memory] = Influence(self._paths, memory)
        return self._influences[memory]
