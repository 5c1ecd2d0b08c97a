"""Stores by which one agent informs another one of a different trust."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from auditor.checklist import Reason
from auditor.checklist.reasons import hops, places, source
from auditor.checks.reach_hands import Way, all_hands_known, hands
from auditor.checks.reach_legs import UNTRUSTED_CONTENT, claims_of, legs_of_hands, stations
from auditor.checks.view import FALSE, TRUE, UNKNOWN, Result, Truth, Verdict, View
from auditor.graph import verdict as v
from auditor.model.claims import Claim
from auditor.model.entities import Entity
from auditor.model.facts import Known
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import EvidenceLevel
from auditor.model.system import SYSTEM_ID
from auditor.model.vocabulary import ATTRIBUTES, WRITES

_TRUST = ATTRIBUTES["trust"].type.choices
"""From the least trusted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """An agent that writes a store, and another one that reads it and acts."""

    writer: Entity
    reader: Entity
    written: Way
    read: Way
    tainted: Verdict
    """Whether the writer reads what outsiders write."""
    below: Verdict
    """Whether the writer is less trusted than the reader."""
    acts: Verdict

    @property
    def verdict(self) -> Verdict:
        different = v.any_of((self.tainted, self.below))
        return v.all_of((self.written.verdict, self.read.verdict, self.acts, different))


def memory_within_one_trust(view: View, subject: Entity) -> Result:
    """Pass where no agent that acts reads from a store what an agent of less trust can write there.

    An agent that reads what outsiders write counts as one of less trust: what it stores can be theirs.
    """
    pairs = list(_pairs(view, subject))
    closed, because = all_hands_known(view)
    crossed = v.any_of((*(pair.verdict for pair in pairs), v.negate(closed)))
    verdict = v.negate(crossed)
    if verdict.truth is Truth.TRUE:
        what = "no agent that acts reads there what an agent of less trust writes"
        return Result(verdict=verdict, reasons=(Reason(what=what, level=verdict.level),))
    if verdict.truth is Truth.FALSE:
        crossing = [pair for pair in pairs if pair.verdict.truth is Truth.TRUE]
        best = max(crossing, key=lambda pair: pair.verdict.level)
        return Result(verdict=verdict, reasons=(_reason(view, best, len(crossing) - 1, verdict),))
    doubtful = next((pair for pair in pairs if pair.verdict is UNKNOWN), None)
    if doubtful is None:
        return Result(verdict=UNKNOWN, reasons=(Reason(what=f"{because}, so more agents may share it"),))
    return Result(verdict=UNKNOWN, reasons=(_doubt(view, doubtful),))


def _pairs(view: View, store: Entity) -> Iterator[_Pair]:
    written_by, read_by = view.kept((_users, SYSTEM_ID), partial(_users, view))
    for writer, written in written_by.get(store.id, ()):
        for reader, read in read_by.get(store.id, ()):
            if writer.id != reader.id:
                yield _Pair(
                    writer=writer,
                    reader=reader,
                    written=written,
                    read=read,
                    tainted=legs_of_hands(view, writer)[UNTRUSTED_CONTENT][0],
                    below=_below(view, writer, reader),
                    acts=_acts(view, reader),
                )


_Users = Mapping[str, Sequence[tuple[Entity, Way]]]
"""For each store, the agents that touch it, each with its way."""


def _users(view: View) -> tuple[_Users, _Users]:
    """Return who writes and who reads each store."""
    writers: dict[str, list[tuple[Entity, Way]]] = defaultdict(list)
    readers: dict[str, list[tuple[Entity, Way]]] = defaultdict(list)
    for agent in view.of_kind(K.AGENT):
        own = hands(view, agent)
        for id_, way in own.writes.items():
            writers[id_].append((agent, way))
        for id_, way in own.reads.items():
            readers[id_].append((agent, way))
    return writers, readers


def _below(view: View, writer: Entity, reader: Entity) -> Verdict:
    """Return whether one agent is less trusted than another, on the weaker of the two claims."""
    one, other = view.fact(writer, "trust"), view.fact(reader, "trust")
    if not isinstance(one, Known) or not isinstance(other, Known):
        return UNKNOWN
    level = min(one.level, other.level)
    return TRUE[level] if _TRUST.index(str(one.value)) < _TRUST.index(str(other.value)) else FALSE[level]


def _acts(view: View, agent: Entity) -> Verdict:
    """Return whether an agent changes something, itself or by agents that it hands work to."""
    return view.kept((_acts, agent.id), partial(_changes_something, view, agent))


def _changes_something(view: View, agent: Entity) -> Verdict:
    reach = view.reachable(agent, K.TOOL)
    changing = (v.all_of((one.verdict, view.holds(one.entity, "effects", *WRITES))) for one in reach.members)
    return v.any_of((*changing, v.negate(reach.closed)))


def _reason(view: View, pair: _Pair, others: int, verdict: Verdict) -> Reason:
    why, claims = _why(view, pair)
    more = f"; so do {others} other pairs of agents" if others > 1 else "; so does another pair" if others else ""
    way = (*pair.written.path, *pair.read.path)
    return Reason(
        what=f"`{pair.reader.id}` acts, and reads there what `{pair.writer.id}` writes; {why}: {hops(way)}{more}",
        expected="a store for each trust",
        level=verdict.level,
        claims=claims,
        places=tuple(dict.fromkeys((*places(claims), *stations(way)))),
        path=way,
    )


def _why(view: View, pair: _Pair) -> tuple[str, tuple[Claim, ...]]:
    sign = legs_of_hands(view, pair.writer)[UNTRUSTED_CONTENT][1]
    if pair.tainted.truth is Truth.TRUE and sign is not None:
        claims = claims_of(view, sign)
        by = f" of `{sign.entity.id}`" if sign.entity.id != pair.writer.id else ""
        return f"the latter reads what outsiders write (`{sign.attribute}`{by}{source(claims)})", claims
    claims = (*view.fact(pair.writer, "trust").claims, *view.fact(pair.reader, "trust").claims)
    return f"the latter is less trusted{source(view.fact(pair.writer, 'trust').claims)}", claims


def _doubt(view: View, pair: _Pair) -> Reason:
    sign = legs_of_hands(view, pair.writer)[UNTRUSTED_CONTENT][1]
    shared = f"`{pair.writer.id}` may write there what `{pair.reader.id}` reads and acts on"
    for verdict, entity, attribute in (
        (pair.tainted, sign.entity if sign else pair.writer, sign.attribute if sign else "untrusted_input"),
        (pair.below, pair.writer, "trust"),
    ):
        if verdict is UNKNOWN:
            missing = view.unknown(entity, attribute)
            return Reason(what=f"{missing.what}; {shared}", places=missing.places)
    way = (*pair.written.path, *pair.read.path)
    for hop in way:
        tool = view.entity(hop.target)
        fact = view.fact(tool, "effects") if tool is not None and tool.kind is K.TOOL else None
        if (
            tool is not None
            and fact is not None
            and not (isinstance(fact, Known) and fact.level >= EvidenceLevel.DECLARED)
        ):
            return Reason(what=f"{shared}, but nobody states the `effects` of `{tool.id}`", places=stations(way))
    return Reason(what=f"{shared}, which is not known for certain: {hops(way)}", places=stations(way))
