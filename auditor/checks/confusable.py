"""Tools that cannot be told apart by name or by description."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from auditor.checklist import Reason
from auditor.checks.view import FALSE, TRUE, UNKNOWN, Result, View
from auditor.graph import Truth, Verdict
from auditor.graph.verdict import CERTAIN
from auditor.model.entities import Entity
from auditor.model.facts import Known
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import EvidenceLevel
from auditor.model.kinds import RelationKind as R

_SAME_NAME = "have the same name but for case and separators"
_SAME_TEXT = "have the same description"


@dataclass(slots=True, kw_only=True)
class _Group:
    """The tools of one interface or agent, by what tells them apart."""

    closed: Verdict
    because: str
    names: dict[str, list[Entity]] = field(default_factory=lambda: defaultdict(list))
    texts: dict[str, list[Entity]] = field(default_factory=lambda: defaultdict(list))
    level: EvidenceLevel = CERTAIN
    """Of the weakest description."""
    undescribed: int = 0


def confusable_tools(view: View, subject: Entity) -> Result:
    """Pass where a tool, or each tool of an agent or interface, differs from its neighbours in name and in description.

    Names are compared without case and separators, descriptions without case and white space, among the tools of one
    interface and among the tools of one agent.
    """
    owners = view.owners(subject) if subject.kind is K.TOOL else (subject,)
    groups = [view.kept((_group, owner.id), partial(_group, view, owner)) for owner in owners]
    only = subject if subject.kind is K.TOOL else None
    alike = {reason.item: reason for group in groups for reason in _alike(view, group, only)}
    if alike:
        reasons = tuple(alike.values())
        return Result(verdict=FALSE[min(reason.level for reason in reasons)], reasons=reasons)
    if not groups:
        return Result(
            verdict=UNKNOWN, reasons=(Reason(what=f"nobody says which other tools stand beside `{subject.id}`"),)
        )
    unlisted = next((group for group in groups if group.closed.truth is not Truth.TRUE), None)
    if unlisted is not None:
        why = unlisted.because or "the tools beside it are not listed completely"
        return Result(verdict=UNKNOWN, reasons=(Reason(what=why),))
    if any(group.undescribed for group in groups):
        return Result(verdict=UNKNOWN, reasons=(Reason(what="not every tool beside it has a description to compare"),))
    level = min(level for group in groups for level in (group.level, group.closed.level))
    return Result(verdict=TRUE[level], reasons=(Reason(what="no two of these tools are alike", level=level),))


def _group(view: View, owner: Entity) -> _Group:
    by = (R.EXPOSES,) if owner.kind is K.INTERFACE else (R.CALLS,)
    tools = view.neighbours(owner, K.TOOL, by=by)
    group = _Group(closed=tools.closed, because=tools.because)
    for tool in (member.entity for member in tools.members if not member.entity.placeholder):
        group.names[_plain(_own_name(view, tool))].append(tool)
        fact = view.fact(tool, "description")
        if isinstance(fact, Known) and str(fact.value).strip():
            group.texts[" ".join(str(fact.value).casefold().split())].append(tool)
            group.level = min(group.level, fact.level)
        else:
            group.undescribed += not isinstance(fact, Known)
    return group


def _alike(view: View, group: _Group, only: Entity | None) -> Iterator[Reason]:
    for table, what in ((group.names, _SAME_NAME), (group.texts, _SAME_TEXT)):
        if only is not None:
            yield from _beside(view, only, table, what)
            continue
        for tools in table.values():
            yield from (_pair(view, tools[0], other, what) for other in tools[1:])


def _beside(view: View, tool: Entity, table: dict[str, list[Entity]], what: str) -> Iterator[Reason]:
    fact = view.fact(tool, "description")
    if what is _SAME_NAME:
        key = _plain(_own_name(view, tool))
    else:
        key = " ".join(str(fact.value).casefold().split()) if isinstance(fact, Known) else ""
    other = next((other for other in table.get(key, ()) if other.id != tool.id), None)
    if other is not None:
        yield _pair(view, tool, other, what)


def _pair(view: View, tool: Entity, other: Entity, what: str) -> Reason:
    shown = [entity.location for entity in (tool, other) if entity.location is not None]
    attribute = "own_name" if what is _SAME_NAME else "description"
    claims = (*view.fact(tool, attribute).claims, *view.fact(other, attribute).claims)
    level = min((claim.level for claim in claims), default=min(tool.level, other.level))
    return Reason(
        what=f"`{tool.id}` and `{other.id}` {what} ({', '.join(map(str, shown))})",
        level=level,
        places=tuple(shown),
        claims=claims,
        item=other.id,
    )


def _own_name(view: View, tool: Entity) -> str:
    fact = view.fact(tool, "own_name")
    # An operation may have no name of its own; its id then holds its method and path.
    return (str(fact.value) if isinstance(fact, Known) else "") or tool.id.rpartition(".")[2]


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold()) or name
