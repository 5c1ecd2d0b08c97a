"""Whether what an agent changes comes back to it: agent, action, observation, agent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from msgspec import Struct

from auditor.graph import verdict as v
from auditor.graph.answer import ANYTHING, Answer, Filter, Member
from auditor.graph.neighbours import Neighbours, judge
from auditor.graph.paths import Paths
from auditor.graph.routes import Route, Routes
from auditor.graph.sway import ACTS, LEARNS
from auditor.graph.verdict import Truth, Verdict
from auditor.model.entities import Entity, Relation
from auditor.model.kinds import EntityKind, EvidenceLevel
from auditor.model.kinds import RelationKind as R

_CALLS = frozenset({R.CALLS})
_READS = frozenset({R.READS})
_ASKING = frozenset({R.CALLS, R.EXPOSES})


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """Which tools are stated to read back what an action did."""

    by: Mapping[str, Verdict]
    """For the id of a tool, whether it does."""
    others: Verdict
    """Whether any other tool does: false, or unknown where nobody states it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing that an agent does, and whether it sees what that did."""

    member: Member
    """The tool that it calls or the store that it writes; its verdict tells whether that changes something."""
    comes_back: Answer
    """The loop, or what is missing of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedLoop:
    """Whether everything that an agent changes comes back to it."""

    answer: Answer
    """True also of an agent that changes nothing."""
    actions: tuple[Action, ...]
    """What it does, by id."""


_Piece: TypeAlias = "Member | Route | Relation"


class _Shown(Struct, frozen=True):
    """A way on which a tool of the agent reads something, in pieces, of which a path is made only for what is shown."""

    tool: Entity
    verdict: Verdict
    pieces: tuple[_Piece, ...]


class Loops:
    """The loops of one agent.

    What an action changed comes back where the agent calls a tool that is stated to verify it; where a path of acting
    relations leads from it to the agent (a queue that triggers the agent); where the agent itself reads or observes
    what the action acts on; or where the agent calls another entity like `reading` from which a path of calls ends
    with reading what the action acts on. Paths pass no agent.
    """

    def __init__(
        self, paths: Paths, neighbours: Neighbours, agent: Entity, *, called: tuple[Member, ...], reading: Filter
    ) -> None:
        """Take the ways, an agent, all that it calls, and which of that can show what was changed."""
        self._paths = paths
        self._neighbours = neighbours
        self._agent = agent
        self._called = {member.entity.id: member for member in called}
        self._shown: dict[str, list[_Shown]] = {}
        self._weakest = EvidenceLevel.DECLARED
        self._gap = paths.opening((agent.id,), None, backward=False)
        for member in called:
            self._add(member, v.all_of((judge(reading, member.entity), member.verdict)))
        self._learned = tuple(neighbours.leaving(agent.id, LEARNS))

    def _add(self, member: Member, verdict: Verdict) -> None:
        """Note what a called entity reads."""
        if verdict.truth is Truth.FALSE:
            self._weakest = min(self._weakest, verdict.level)
            return
        routes = self._paths.routes(member.entity.id, by=_ASKING, admit=self._passes)
        self._gap = self._gap or routes.cut or self._opening(member.entity, routes)
        for id_, route in ((member.entity.id, None), *routes.to.items()):
            for relation in self._neighbours.leaving(id_, _READS):
                shown = v.at_most(verdict, min(relation.level, route.level if route else v.CERTAIN))
                pieces = (member, route, relation) if route else (member, relation)
                self._shown.setdefault(relation.target, []).append(_Shown(member.entity, shown, pieces))

    def comes_back(self, action: Member, verification: Verification) -> Answer:
        """Tell whether the agent sees what one action did."""
        changed = self._paths.routes(action.entity.id, by=ACTS, admit=self._passes, ends=self._is_agent)
        ways = (*self._verified(action, verification), *self._seen(action, changed))
        best = max(ways, key=lambda way: (way.verdict.truth is Truth.TRUE, way.verdict.level), default=None)
        if best is not None:
            return _told(best, action)
        gap = self._gap or changed.cut or self._opening(action.entity, changed)
        if not gap and verification.others.truth is not Truth.FALSE:
            gap = f"nobody states what verifies `{action.entity.id}`"
        if gap:
            return Answer(verdict=v.UNKNOWN, path=action.path, because=gap)
        because = f"nothing that `{self._agent.id}` reads, observes or calls shows what `{action.entity.id}` did"
        level = min(self._weakest, verification.others.level)
        return Answer(verdict=v.FALSE[level], path=action.path, because=because)

    def _verified(self, action: Member, verification: Verification) -> Iterator[_Shown]:
        for id_, states in verification.by.items():
            reader = self._called.get(id_)
            if reader is not None and states.truth is not Truth.FALSE:
                verdict = v.all_of((states, reader.verdict))
                yield _Shown(reader.entity, verdict, (action, reader))

    def _seen(self, action: Member, changed: Routes[str]) -> Iterator[_Shown]:
        back = changed.to.get(self._agent.id)
        if back is not None:
            yield _Shown(self._agent, v.TRUE[back.level], (action, back))
        for relation in self._learned:
            route = changed.to.get(relation.target)
            if route is not None:
                yield _Shown(self._agent, v.TRUE[min(route.level, relation.level)], (action, route, relation))
            elif relation.target == action.entity.id:
                yield _Shown(self._agent, v.TRUE[relation.level], (action, relation))
        for id_, route in ((action.entity.id, None), *changed.to.items()):
            for shown in self._shown.get(id_, ()):
                if shown.tool.id != action.entity.id:
                    verdict = v.at_most(shown.verdict, route.level) if route else shown.verdict
                    before = (action, route) if route else (action,)
                    yield _Shown(shown.tool, verdict, (*before, *shown.pieces))

    def _is_agent(self, id_: str) -> bool:
        return id_ == self._agent.id

    def _passes(self, id_: str, _: EvidenceLevel) -> bool:
        entity = self._paths.system.entities.get(id_)
        return entity is None or entity.kind is not EntityKind.AGENT

    def _opening(self, entity: Entity, routes: Routes[str]) -> str:
        return self._paths.opening((entity.id, *(i for i in routes.to if not self._is_agent(i))), None, backward=False)


def _told(way: _Shown, action: Member) -> Answer:
    unsure = f"it is not known whether `{way.tool.id}` shows what `{action.entity.id}` did"
    because = unsure if way.verdict.truth is Truth.UNKNOWN else ""
    path = tuple(hop for piece in way.pieces for hop in ((piece,) if isinstance(piece, Relation) else piece.path))
    return Answer(verdict=way.verdict, path=path, entities=(way.tool,), because=because)


def _surety(member: Member) -> tuple[bool, int]:
    return member.verdict.truth is Truth.TRUE, member.verdict.level


def closed_loop(
    paths: Paths,
    neighbours: Neighbours,
    agent: Entity,
    *,
    acting: Filter,
    reading: Filter,
    verifies: Callable[[Entity], Verification],
) -> ClosedLoop:
    """Tell whether all that an agent changes comes back to it: the stores it writes, and what is `acting` it calls."""
    called = neighbours.select(agent, by=_CALLS, direction="out", like=acting)
    everything = neighbours.select(agent, by=_CALLS, direction="out", like=ANYTHING)
    written = neighbours.select(agent, by=frozenset({R.WRITES}), direction="out", like=ANYTHING)
    loops = Loops(paths, neighbours, agent, called=everything.members, reading=reading)
    done = {member.entity.id: member for member in sorted((*called.members, *written.members), key=_surety)}
    actions = tuple(
        Action(member=member, comes_back=loops.comes_back(member, verifies(member.entity)))
        for _, member in sorted(done.items())
    )
    parts = [v.any_of((v.negate(action.member.verdict), action.comes_back.verdict)) for action in actions]
    verdict = v.all_of((*parts, called.closed, written.closed))
    deciding = next((a for a, part in zip(actions, parts, strict=True) if part.truth is verdict.truth), None)
    if deciding is None or verdict.truth is Truth.TRUE:
        because = called.because or written.because or ("" if actions else "it changes nothing")
        path = deciding.comes_back.path if deciding is not None else ()
        return ClosedLoop(answer=Answer(verdict=verdict, path=path, because=because), actions=actions)
    found = deciding.comes_back
    answer = Answer(verdict=verdict, path=found.path, entities=(deciding.member.entity,), because=found.because)
    return ClosedLoop(answer=answer, actions=actions)
