"""What an agent can do harm with: by itself, and through the agents that it steers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from auditor.graph import verdict as v
from auditor.graph.answer import ANYTHING, Answer, Filter, Member
from auditor.graph.influence import Influence
from auditor.graph.neighbours import judge
from auditor.graph.openness import REACH
from auditor.graph.paths import Paths
from auditor.graph.verdict import Truth, Verdict
from auditor.model.entities import Entity
from auditor.model.kinds import EntityKind, EvidenceLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One entity in the reach of an agent that is, or may be, of a kind that was asked for."""

    member: Member
    """The entity, whether it is reached, and the path to it."""
    marks: Mapping[str, Verdict]
    """The labels that it has, or may have, each with the verdict that it is reached and has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlastRadius:
    """What an agent reaches of what was asked for."""

    agent: Entity
    by_itself: tuple[Hit, ...]
    """What it reaches on paths that pass no other agent, by id."""
    through_others: tuple[Hit, ...]
    """What it reaches only through agents that it steers, by id."""
    closed: Verdict
    """Whether nothing else is in reach, or unknown."""
    closed_by_itself: Verdict
    """Whether nothing else is in reach by itself, or unknown."""
    left_out: Mapping[str, EvidenceLevel]
    """For each label, the weakest claim by which something in reach does not have it."""
    better_through_others: tuple[Hit, ...] = ()
    """Of what it reaches by itself, that to which a way through others is better supported."""
    because: str = ""
    """Why it may be incomplete."""

    def reaches(self, label: str) -> Answer:
        """Tell whether something with a label is in reach, and show the best-supported path."""
        hits = (*self.by_itself, *self.through_others, *self.better_through_others)
        verdicts = [(hit, hit.marks[label]) for hit in hits if label in hit.marks]
        absent = v.negate(v.at_most(self.closed, self.left_out[label]))
        verdict = v.any_of((*(mark for _, mark in verdicts), absent))
        hit = next((hit for hit, mark in verdicts if mark == verdict), None)
        if hit is None:
            return Answer(verdict=verdict, because=self.because)
        return Answer(verdict=verdict, path=hit.member.path, entities=(hit.member.entity,), because=self.because)


@dataclass(frozen=True, slots=True, kw_only=True)
class CombinedReach:
    """What several agents reach together."""

    agents: tuple[Entity, ...]
    joined: Verdict
    """Whether each of them is joined to the others by steering one or being steered by one."""
    together: Mapping[str, Answer]
    """For each label, whether one of them reaches something that has it by itself, and the best-supported path."""
    alone: Mapping[str, Verdict]
    """For each agent's id, whether it reaches something of every label by itself."""
    verdict: Verdict
    """Whether they are joined and reach every label together, but none of them alone."""


def blast_radius(paths: Paths, influence: Influence, agent: Entity, of: Mapping[str, Filter]) -> BlastRadius:
    """Return what an agent reaches of what the filters mean, by itself and through the agents that it steers."""
    own, closed_by_itself, opening = _own_reach(paths, agent)
    everything, closed, because = influence.reached(agent)
    others = [member for id_, member in everything.items() if id_ not in own]
    better = [member for id_, member in everything.items() if id_ in own and _surer(member, own[id_])]
    by_itself, through_others = _hits(own.values(), of), _hits(others, of)
    return BlastRadius(
        agent=agent,
        by_itself=by_itself,
        through_others=through_others,
        closed=v.all_of((closed, closed_by_itself)),
        closed_by_itself=closed_by_itself,
        left_out=_left_out((*own.values(), *others), of),
        better_through_others=_hits(better, of),
        because=opening or because,
    )


def combined_reach(
    paths: Paths, influence: Influence, agents: Iterable[Entity], of: Mapping[str, Filter]
) -> CombinedReach:
    """Return what agents that steer one another reach together and none of them alone."""
    members = tuple(sorted(agents, key=lambda agent: agent.id))
    radii = [_alone(paths, agent, of) for agent in members]
    answers = {label: [radius.reaches(label) for radius in radii] for label in of}
    together = {label: _best(found) for label, found in answers.items()}
    alone = {
        radius.agent.id: v.all_of(found[number].verdict for found in answers.values())
        for number, radius in enumerate(radii)
    }
    joined = _joined(influence, members)
    verdict = v.all_of(
        (joined, *(answer.verdict for answer in together.values()), *(v.negate(each) for each in alone.values()))
    )
    return CombinedReach(agents=members, joined=joined, together=together, alone=alone, verdict=verdict)


def _own_reach(paths: Paths, agent: Entity) -> tuple[dict[str, Member], Verdict, str]:
    entities = paths.system.entities

    def passes(id_: str, _: EvidenceLevel) -> bool:
        return id_ not in entities or entities[id_].kind is not EntityKind.AGENT

    routes = paths.routes(agent.id, by=REACH, admit=passes)
    opening = routes.cut or paths.opening((agent.id, *routes.to), None, backward=False)
    weakest = min((route.level for route in routes.to.values()), default=EvidenceLevel.DECLARED)
    found = {
        id_: Member(entity=entities[id_], verdict=v.TRUE[route.level], way=route)
        for id_, route in routes.to.items()
        if id_ in entities
    }
    return found, v.UNKNOWN if opening else v.TRUE[max(weakest, EvidenceLevel.DECLARED)], opening


def _alone(paths: Paths, agent: Entity, of: Mapping[str, Filter]) -> BlastRadius:
    own, closed, opening = _own_reach(paths, agent)
    return BlastRadius(
        agent=agent,
        by_itself=_hits(own.values(), of),
        through_others=(),
        closed=closed,
        closed_by_itself=closed,
        left_out=_left_out(own.values(), of),
        because=opening,
    )


def _surer(one: Member, other: Member) -> bool:
    return one.verdict.truth is Truth.TRUE and (
        other.verdict.truth is not Truth.TRUE or one.verdict.level > other.verdict.level
    )


def _hits(members: Iterable[Member], of: Mapping[str, Filter]) -> tuple[Hit, ...]:
    hits = []
    for member in members:
        marks = {label: v.all_of((judge(like, member.entity), member.verdict)) for label, like in of.items()}
        kept = {label: mark for label, mark in marks.items() if mark.truth is not Truth.FALSE}
        if kept:
            hits.append(Hit(member=member, marks=kept))
    return tuple(sorted(hits, key=lambda hit: hit.member.entity.id))


def _left_out(members: Iterable[Member], of: Mapping[str, Filter]) -> dict[str, EvidenceLevel]:
    weakest = dict.fromkeys(of, v.CERTAIN)
    for member in members:
        for label, like in of.items():
            verdict = judge(like, member.entity)
            if verdict.truth is Truth.FALSE:
                weakest[label] = min(weakest[label], verdict.level)
    return weakest


def _best(answers: list[Answer]) -> Answer:
    verdict = v.any_of(answer.verdict for answer in answers)
    return next((answer for answer in answers if answer.verdict == verdict), Answer(verdict=verdict))


def _joined(influence: Influence, agents: tuple[Entity, ...]) -> Verdict:
    """Tell whether steering, in whatever direction, joins all of some agents."""
    links: dict[frozenset[str], Verdict] = {}
    closed = []
    for agent in agents:
        steered = influence.agents(agent, ANYTHING, backward=False)
        closed.append(steered.closed)
        for member in steered.members:
            pair = frozenset((agent.id, member.entity.id))
            links[pair] = v.any_of((links.get(pair, v.FALSE[0]), member.verdict))
    every = v.all_of(closed)
    for level in sorted(EvidenceLevel, reverse=True):
        if _connected(
            agents, {pair for pair, link in links.items() if link.truth is Truth.TRUE and link.level >= level}
        ):
            return v.TRUE[level]
    if every.truth is not Truth.TRUE or _connected(agents, set(links)):
        return v.UNKNOWN
    return v.FALSE[every.level]


def _connected(agents: tuple[Entity, ...], pairs: set[frozenset[str]]) -> bool:
    left = {agent.id for agent in agents}
    ahead = [left.pop()] if left else []
    while ahead:
        one = ahead.pop()
        near = {other for other in left if frozenset((one, other)) in pairs}
        left -= near
        ahead.extend(near)
    return not left
