"""Tools that are offered to agents and given to none."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.checklist import Reason
from auditor.checks.reach_hands import all_calls_known
from auditor.checks.view import UNKNOWN, Result, Truth, Verdict, View
from auditor.graph import verdict as v
from auditor.model.entities import Entity
from auditor.model.facts import Known
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import EvidenceLevel, Members
from auditor.model.kinds import RelationKind as R

_FOR_AGENTS = ("mcp", "functions", "chatgpt-plugin", "m365-plugin", "native")
"""Protocols of contracts that are written for agents. An operation of an API has other callers, and a system that gives
few of those to agents does well."""


def every_tool_is_given(view: View, subject: Entity) -> Result:
    """Pass where something uses every tool that is offered to agents.

    Only complete lists count.
    """
    closed, because = all_calls_known(view)
    offered = list(_offered(view))
    tools = [tool for tool, _ in offered]
    wired = [(tool, v.any_of((v.negate(meant), _is_used(view, tool), v.negate(closed)))) for tool, meant in offered]
    verdict = v.all_of(one for _, one in wired)
    if verdict.truth is Truth.TRUE:
        level = min(verdict.level, EvidenceLevel.DECLARED) if not tools else verdict.level
        what = "every tool that is offered to agents is given to one"
        return Result(verdict=v.TRUE[level], reasons=(Reason(what=what, level=level),))
    if verdict.truth is Truth.FALSE:
        reasons = tuple(_unused(tool, one.level) for tool, one in wired if one.truth is Truth.FALSE)
        return Result(verdict=verdict, reasons=reasons)
    return Result(verdict=UNKNOWN, reasons=(_doubt(because, [tool for tool, one in wired if one is UNKNOWN]),))


def _offered(view: View) -> Iterator[tuple[Entity, Verdict]]:
    """Yield the tools of complete lists, each with whether its list is written for agents."""
    for tool in view.of_kind(K.TOOL):
        owners = view.neighbours(tool, K.INTERFACE, by=(R.EXPOSES,), direction="in").members
        listed = all(member.entity.members is Members.CLOSED for member in owners)
        meant = v.all_of(_surely(view.holds(member.entity, "protocol", *_FOR_AGENTS)) for member in owners)
        if listed and not tool.placeholder and meant.truth is not Truth.FALSE:
            yield tool, v.at_most(meant, tool.level)


def _surely(verdict: Verdict) -> Verdict:
    return UNKNOWN if verdict.truth is Truth.FALSE and verdict.level < EvidenceLevel.DECLARED else verdict


def _is_used(view: View, tool: Entity) -> Verdict:
    callers = view.neighbours(tool, K.AGENT, K.GATEWAY, K.SERVICE, K.EXTERNAL, by=(R.CALLS,), direction="in")
    steps = view.fact(tool, "in_workflows")
    used = v.TRUE[steps.level] if isinstance(steps, Known) and steps.value else v.FALSE[v.CERTAIN]
    return v.any_of((used, *(member.verdict for member in callers.members)))


def _unused(tool: Entity, level: EvidenceLevel) -> Reason:
    place = (tool.location,) if tool.location is not None else ()
    return Reason(what=f"`{tool.id}` is offered, and no agent has it", level=level, places=place, item=tool.id)


def _doubt(because: str, tools: list[Entity]) -> Reason:
    names = ", ".join(f"`{tool.id}`" for tool in tools[:3]) + (f" and {len(tools) - 3} more" if len(tools) > 3 else "")
    why = because or "it is not known which lists are written for agents"
    return Reason(what=f"{why}, so it is not known whether any agent has {names}")
