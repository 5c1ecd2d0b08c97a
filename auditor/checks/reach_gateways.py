"""Ways to writing tools that pass no gateway which enforces anything."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.checklist import Reason
from auditor.checklist.reasons import hops
from auditor.checks.reach_legs import stations
from auditor.checks.view import FALSE, UNKNOWN, Result, Truth, Verdict, View
from auditor.graph import Filter
from auditor.graph import verdict as v
from auditor.model.entities import Entity
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import EvidenceLevel
from auditor.model.kinds import RelationKind as R
from auditor.model.system import SYSTEM_ID

_GUARDS = ("authentication", "authorization", "rate_limit", "approval", "logging", "budget")
"""Policies that each call can be held to."""


def guarded_on_every_way(view: View, subject: Entity) -> Result:
    """Pass where every path from an agent to a tool passes a gateway that enforces something.

    A gateway that answers the calls to the tool's interface stands on each of them. Where none is stated to answer
    them, none does: the path that is stated shows it.
    """
    answer = view.reached_only_through(subject, through=_guard(view))
    servers = [(server, view.holds(server, "policies", *_GUARDS)) for server in _gateways_of(view, subject)]
    served = v.any_of((FALSE[EvidenceLevel.DECLARED], *(_surely(holds) for _, holds in servers)))
    verdict = v.any_of((answer.verdict, served))
    if verdict.truth is Truth.TRUE:
        what = "a gateway answers its calls" if served.truth is Truth.TRUE else answer.because
        return Result(verdict=verdict, reasons=(Reason(what=what, level=verdict.level),))
    if served is UNKNOWN:
        doubtful = next(server for server, holds in servers if _surely(holds) is UNKNOWN)
        return Result(verdict=verdict, reasons=(view.unknown(doubtful, "policies"),))
    if verdict is UNKNOWN:
        return Result(verdict=verdict, reasons=(_doubt(view, subject, answer.because),))
    idle = f"; `{servers[0][0].id}`, which answers it, enforces nothing" if servers else ""
    reason = Reason(
        what=f"{hops(answer.path)}{idle}",
        expected="that every path from an agent to it passes a gateway that enforces something",
        level=verdict.level,
        places=stations(answer.path),
        path=answer.path,
    )
    return Result(verdict=verdict, reasons=(reason,))


def _guard(view: View) -> Filter:
    def test(entity: Entity) -> Verdict:
        return view.holds(entity, "policies", *_GUARDS) if entity.kind is K.GATEWAY else FALSE[entity.level]

    def make() -> Filter:
        return Filter(test=test, kinds=frozenset({K.GATEWAY}), words="a gateway that enforces something")

    return view.kept((_guard, SYSTEM_ID), make)


def _gateways_of(view: View, tool: Entity) -> tuple[Entity, ...]:
    return view.kept((_gateways_of, tool.id), lambda: tuple(_answering(view, tool)))


def _answering(view: View, tool: Entity) -> Iterator[Entity]:
    for owner in view.neighbours(tool, K.INTERFACE, by=(R.EXPOSES,), direction="in").members:
        for server in view.neighbours(owner.entity, K.GATEWAY, by=(R.EXPOSES,), direction="in").members:
            yield server.entity


def _surely(verdict: Verdict) -> Verdict:
    return UNKNOWN if verdict.truth is Truth.FALSE and verdict.level < EvidenceLevel.DECLARED else verdict


def _doubt(view: View, tool: Entity, because: str) -> Reason:
    for gateway in view.of_kind(K.GATEWAY):
        if view.holds(gateway, "policies", *_GUARDS) is UNKNOWN:
            missing = view.unknown(gateway, "policies")
            what = f"{missing.what}, so it may be no guard on the way to `{tool.id}`"
            return Reason(what=what, places=missing.places)
    return Reason(what=because or f"it is not known whether every path to `{tool.id}` passes a gateway")
