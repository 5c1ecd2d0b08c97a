"""Paths on which nobody approves."""

from __future__ import annotations

from collections.abc import Callable

from auditor.graph import verdict as v
from auditor.graph.answer import Answer, Filter
from auditor.graph.neighbours import Neighbours, judge
from auditor.graph.paths import Paths, some
from auditor.graph.verdict import Truth, Verdict
from auditor.model.entities import Entity
from auditor.model.kinds import EntityKind, EvidenceLevel
from auditor.model.kinds import RelationKind as R

_APPROVES = frozenset({R.APPROVES})


def unapproved_path(
    paths: Paths, neighbours: Neighbours, agent: Entity, *, to: Filter, approver: Filter, approved: Filter | None
) -> Answer:
    """Tell whether a path leads to such an entity on which nothing after the start is approved, itself included.

    An entity is approved if it is like `approved`, if an approver approves it, or if one approves the interface that
    exposes it. What is declared not to be like `approved` is not, unless it has an approver, or may have one.
    """
    test = approval(paths, neighbours, approver=approver, approved=approved)
    return some(paths.reach(agent, to, by=None, without=Filter(test=test, words="an approval"), backward=False))


def approval(
    paths: Paths, neighbours: Neighbours, *, approver: Filter, approved: Filter | None
) -> Callable[[Entity], Verdict]:
    """Return what tells whether an entity waits for an approval."""
    exposing: dict[str, list[str]] = {}
    for relation in paths.system.relations:
        if relation.kind is R.EXPOSES:
            exposing.setdefault(relation.target, []).append(relation.source)
    known: dict[str, Verdict] = {}

    def consented(entity: Entity) -> tuple[Verdict, bool]:
        found = neighbours.select(entity, by=_APPROVES, direction="in", like=approver)
        return some(found).verdict, bool(found.members)

    def test(entity: Entity) -> Verdict:
        verdict = known.get(entity.id)
        if verdict is None:
            owners = (paths.system.entities.get(id_) for id_ in exposing.get(entity.id, ()))
            asked = (entity, *owners) if entity.kind is EntityKind.TOOL else (entity,)
            consents = [consented(one) for one in asked if one is not None]
            consent = v.any_of(verdict for verdict, _ in consents)
            if approved is not None and (approved.kinds is None or entity.kind in approved.kinds):
                consent = _beside(judge(approved, entity), consent, possible=any(may for _, may in consents))
            verdict = known[entity.id] = consent
        return verdict

    return test


def _beside(stated: Verdict, consent: Verdict, *, possible: bool) -> Verdict:
    """Return whether something is approved that is stated to be or not to be, and may have approvers.

    `possible` tells that something approves it of which it is not known whether it is an approver: that contradicts a
    statement that nobody does.
    """
    undecided = consent is v.UNKNOWN and not possible
    if undecided and stated.truth is Truth.FALSE and stated.level >= EvidenceLevel.DECLARED:
        return stated
    return v.any_of((stated, consent))
