"""On which single entities the ways of the agents depend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from msgspec import Struct

from auditor.graph import verdict as v
from auditor.graph.answer import Answer, Filter
from auditor.graph.neighbours import judge
from auditor.graph.openness import REACH
from auditor.graph.paths import SURELY_NOT, Paths
from auditor.graph.routes import Route
from auditor.graph.verdict import Truth, Verdict
from auditor.model.entities import Entity
from auditor.model.kinds import EntityKind, EvidenceLevel

_ABSENT = v.FALSE[EvidenceLevel.DECLARED]
_SHARE = 20
"""Of the budget for steps, what part all agents together may reach: each entity costs as much as so many steps."""


class CutPoints:
    """What each agent reaches only through what, for one filter; all entities are answered from one search an agent."""

    def __init__(self, paths: Paths, of: Filter) -> None:
        """Take the ways, and what it is about that the agents reach."""
        self._paths = paths
        self._of = of
        self._agents: list[_Dependence] = []
        self._cut = ""
        agents, left = paths.system.of_kind(EntityKind.AGENT), paths.budget // _SHARE
        for number, agent in enumerate(agents):
            if left < 0:
                self._cut = f"the search stopped after {number:,} of {len(agents):,} agents"
                break
            self._agents.append(_Dependence(paths, agent, of))
            left -= self._agents[-1].size

    def answer(self, entity: Entity) -> Answer:
        """Tell whether some agent reaches what the filter means only through this entity."""
        answers = [agent.on(entity) for agent in self._agents if agent.agent != entity]
        if not answers:
            return Answer(verdict=v.UNKNOWN, because="nobody describes an agent")
        if EntityKind.AGENT not in self._paths.system.closed_kinds:
            answers.append(Answer(verdict=v.UNKNOWN, because="nobody says that every agent is listed"))
        if self._cut:
            answers.append(Answer(verdict=v.UNKNOWN, because=self._cut))
        verdict = v.any_of(answer.verdict for answer in answers)
        return next(answer for answer in answers if answer.verdict == verdict)


class _Way(Struct, frozen=True):
    """One entity that is, or may be, what the agent needs, as seen from an entity that a way to it passes."""

    verdict: Verdict
    """Whether it is needed, is reached, and is not reached otherwise."""
    target: Entity
    route: Route


@dataclass(slots=True)
class _Point:
    """What depends on one entity, for one agent."""

    ways: list[_Way] = field(default_factory=list)
    open_behind: int = 0
    """How many entities are reached only through it of which it is not known what they reach."""


class _Dependence:
    """What one agent reaches only through what."""

    def __init__(self, paths: Paths, agent: Entity, of: Filter) -> None:
        self.agent = agent
        self._of = of
        routes = paths.routes(agent.id, by=REACH, admit=None)
        self._routes = routes.to
        trees = list(paths.network.dominators(agent.id, by=REACH)) if routes.to else []
        self._open = [
            (id_, gap) for id_ in (agent.id, *routes.to) if (gap := paths.opening((id_,), None, backward=False))
        ]
        self._cut = routes.cut
        self._points: dict[str, _Point] = {}
        self._last = trees[-1][1] if trees else {}
        for id_, _ in self._open:
            for passed in (id_, *_passed(self._last, id_, agent.id)):
                self._points.setdefault(passed, _Point()).open_behind += 1
        for id_, route in self._routes.items():
            entity = paths.system.entities.get(id_)
            if entity is not None and judge(of, entity) not in SURELY_NOT:
                self._add(entity, route, trees)

    @property
    def size(self) -> int:
        """How many entities the agent reaches."""
        return len(self._routes)

    def _add(self, target: Entity, route: Route, trees: list[tuple[EvidenceLevel, Mapping[str, str]]]) -> None:
        around: dict[str, EvidenceLevel | None] = {}
        for level, last in trees:
            if target.id not in last:
                continue
            passed = set(_passed(last, target.id, self.agent.id))
            for point in around:
                if around[point] is None and point not in passed:
                    around[point] = level
            for point in passed:
                around.setdefault(point, None)
        reached = v.all_of((judge(self._of, target), v.TRUE[route.level]))
        for point, otherwise in around.items():
            verdict = reached if otherwise is None else v.all_of((reached, v.FALSE[otherwise]))
            self._points.setdefault(point, _Point()).ways.append(_Way(verdict, target, route))

    def _told(self, way: _Way) -> Answer:
        unknown = way.verdict is v.UNKNOWN
        because = f"it is not known whether `{way.target.id}` is {self._of.words}" if unknown else ""
        return Answer(verdict=way.verdict, path=way.route.path, entities=(way.target,), because=because)

    def on(self, entity: Entity) -> Answer:
        """Tell whether the agent depends on an entity."""
        gap = self._cut or (self._open[0][1] if self._open else "")
        if entity.id not in self._routes:
            return Answer(verdict=v.UNKNOWN if gap else _ABSENT, because=gap or f"`{self.agent.id}` does not reach it")
        point = self._points.get(entity.id) or _Point()
        verdict = v.any_of(way.verdict for way in point.ways) if point.ways else _ABSENT
        if verdict.truth is Truth.TRUE:
            if self._cut or point.open_behind < len(self._open):
                return Answer(verdict=v.UNKNOWN, because=self._cut or self._gap(entity, behind=False))
        elif verdict.truth is Truth.FALSE:
            if self._cut or point.open_behind:
                return Answer(verdict=v.UNKNOWN, because=self._cut or self._gap(entity, behind=True))
            because = "what is like that is reached without it"
            return Answer(verdict=v.at_most(verdict, EvidenceLevel.DECLARED), because=because)
        return next(self._told(way) for way in point.ways if way.verdict == verdict)

    def _gap(self, entity: Entity, *, behind: bool) -> str:
        for id_, gap in self._open:
            passed = id_ == entity.id or entity.id in _passed(self._last, id_, self.agent.id)
            if passed is behind:
                return gap
        return ""


def _passed(last: Mapping[str, str], id_: str, start: str) -> Iterator[str]:
    """Return what every way to an entity passes, itself and the start apart."""
    before = last.get(id_, start)
    while before != start:
        yield before
        before = last.get(before, start)
