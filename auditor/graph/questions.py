"""The named questions about a system's graph, each answered in three values with what shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from auditor.graph import approvals, blast, borders, cycles, loops
from auditor.graph import verdict as v
from auditor.graph.answer import Answer, Filter, Selection
from auditor.graph.cutpoints import CutPoints
from auditor.graph.influence import Influence
from auditor.graph.neighbours import Neighbours
from auditor.graph.openness import Openness
from auditor.graph.paths import Paths, some
from auditor.graph.routes import BUDGET
from auditor.graph.sway import Stated, Sway
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
UNSTATED = Stated()
"""Where no store is known to be a memory, and every tool counts as one that changes and tells something."""


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
        self._influences: dict[tuple[Sway, Stated], Influence] = {}

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
        return self._paths.nearest(entity, to, by=by, without=without, backward=False)

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
        return self._paths.nearest(entity, start, by=by, without=without, backward=True)

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

    def swayed(
        self, agent: Entity, sway: Sway, *, like: Filter = AGENTS, stated: Stated = UNSTATED, direction: str = "out"
    ) -> Selection:
        """Return the other agents like this that an agent can steer or inform (`out`), or that can do so to it (`in`).

        Directly or through others of which the same is so; `Sway` says what each of the two is.
        """
        return self._influence(sway, stated).agents(agent, like, backward=direction == "in")

    def swayed_by(self, agent: Entity, sway: Sway, *, start: Filter = AGENTS, stated: Stated = UNSTATED) -> Answer:
        """Tell whether another agent like this can steer or inform an agent, and show how."""
        return some(self.swayed(agent, sway, like=start, stated=stated, direction="in"))

    def blast_radius(self, agent: Entity, *, of: Mapping[str, Filter], stated: Stated = UNSTATED) -> blast.BlastRadius:
        """Return what an agent reaches of what the filters mean, by itself and through the agents that it steers."""
        return blast.blast_radius(self._paths, self._influence(Sway.STEERS, stated), agent, of)

    def combined_reach(
        self, agents: Iterable[Entity], *, of: Mapping[str, Filter], stated: Stated = UNSTATED
    ) -> blast.CombinedReach:
        """Return what agents reach together, whether steering joins them, and whether one reaches all of it alone."""
        return blast.combined_reach(self._paths, self._influence(Sway.STEERS, stated), agents, of)

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

    def _influence(self, sway: Sway, stated: Stated) -> Influence:
        if (sway, stated) not in self._influences:
            self._influences[sway, stated] = Influence(self._paths, sway, stated)
        return self._influences[sway, stated]
