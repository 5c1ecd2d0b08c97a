"""Compiles the graph conditions about agents: who steers or informs them, what comes back, what nobody approves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from auditor.checklist import graph_conditions as g
from auditor.checklist import graph_filters as filters
from auditor.checklist.compiler_parsed import Parsed
from auditor.checklist.condition import Condition
from auditor.checklist.context import Context
from auditor.graph import Answer, Sway
from auditor.graph.answer import ANYTHING
from auditor.graph.questions import PEOPLE
from auditor.model.entities import Entity

_APPROVALS = ("policy", "human")


def _swayed_by(sway: Sway, verb: str, parsed: Parsed) -> Condition | None:
    start = parsed.filter("from")
    if start is None:
        return None

    def ask(context: Context, entity: Entity) -> Answer:
        return context.graph.swayed_by(entity, sway, start=start(context), stated=filters.stated(context))

    return g.on_graph(ask, f"{start.words} can {verb} it", f"not: {start.words} can {verb} it")


def _in_loop(parsed: Parsed) -> Condition | None:
    actions, shown_by = parsed.filter("actions"), parsed.filter("shown_by")
    if actions is None:
        return None

    def ask(context: Context, entity: Entity) -> Answer:
        return context.graph.closed_loop(
            entity,
            acting=actions(context),
            reading=shown_by(context) if shown_by else filters.reading(context),
            verifies=partial(filters.verification, context),
        ).answer

    words = f"what it changes with {actions.words} comes back to it"
    return g.on_graph(ask, words, f"not: {words}")


def _unapproved_path(parsed: Parsed) -> Condition | None:
    to, least = parsed.filter("to"), parsed.value.get("approval", "policy")
    if least not in _APPROVALS:
        parsed.compiler.mistakes.unknown((*parsed.pointer, "approval"), "approval", str(least), _APPROVALS, key=False)
        return None
    if to is None:
        return None

    def ask(context: Context, entity: Entity) -> Answer:
        if least == "human":
            person = filters.approved_by_person(context)
            return context.graph.unapproved_path(entity, to=to(context), approver=PEOPLE, approved=person)
        return context.graph.unapproved_path(
            entity, to=to(context), approver=ANYTHING, approved=filters.approved(context)
        )

    words = f"path leads to {to.words} on which {'no person' if least == 'human' else 'nobody'} approves"
    return g.on_graph(ask, f"a {words}", f"no {words}")


BUILDERS: Mapping[str, Callable[[Parsed], Condition | None]] = {
    "steered_by": partial(_swayed_by, Sway.STEERS, "steer"),
    "informed_by": partial(_swayed_by, Sway.INFORMS, "inform"),
    "in_loop": _in_loop,
    "unapproved_path": _unapproved_path,
}
"""By the name of the construct."""
