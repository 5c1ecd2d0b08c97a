"""The tools that stand beside one another: those of an interface, and those of an agent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from auditor.checklist import Reason
from auditor.checks.view import TRUE, UNKNOWN, Result, Truth, Verdict, View
from auditor.model.claims import Claim
from auditor.model.entities import Entity
from auditor.model.facts import Known
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import EvidenceLevel
from auditor.model.kinds import RelationKind as R


@dataclass(frozen=True, slots=True, kw_only=True)
class Toolset:
    """The tools that an interface lists or an agent calls."""

    owner: Entity
    tools: tuple[Entity, ...]
    closed: Verdict
    """True where there are no others."""
    because: str
    """Why there may be others."""


def toolset(view: View, owner: Entity) -> Toolset:
    """Return the tools of an interface or an agent, found once in an audit."""
    return view.kept((toolset, owner.id), partial(_find, view, owner))


def _find(view: View, owner: Entity) -> Toolset:
    by = (R.EXPOSES,) if owner.kind is K.INTERFACE else (R.CALLS,)
    found = view.neighbours(owner, K.TOOL, by=by)
    tools = tuple(member.entity for member in found.members if not member.entity.placeholder)
    return Toolset(owner=owner, tools=tools, closed=found.closed, because=found.because)


def open_end(found: Toolset) -> Reason:
    """Return the reason that more tools may stand beside those that are known."""
    place = (found.owner.location,) if found.owner.location is not None else ()
    return Reason(what=found.because or f"the tools of `{found.owner.id}` are not listed completely", places=place)


def stated(view: View, tool: Entity, attribute: str) -> tuple[str | None, EvidenceLevel]:
    """Return a text that somebody states of a tool, None where nobody does, and on what evidence."""
    fact = view.fact(tool, attribute)
    return (str(fact.value).strip(), fact.level) if isinstance(fact, Known) else (None, EvidenceLevel.ASSUMED)


def claims_of(view: View, tool: Entity, *attributes: str) -> tuple[Claim, ...]:
    """Return the claims about some attributes of a tool, as evidence."""
    return tuple(claim for attribute in attributes for claim in view.fact(tool, attribute).claims)


def passed(found: Toolset, levels: Iterable[EvidenceLevel], what: str) -> Result:
    """Return a pass over a whole toolset, or unknown where there may be other tools."""
    if found.closed.truth is not Truth.TRUE:
        return Result(verdict=UNKNOWN, reasons=(open_end(found),))
    level = min(levels, default=found.closed.level)
    level = min(level, found.closed.level)
    return Result(verdict=TRUE[level], reasons=(Reason(what=what, level=level),))


class Compared(Protocol):
    """The names and descriptions of one toolset, compared with one another."""

    @property
    def found(self) -> Toolset:
        """The toolset."""

    @property
    def silent(self) -> str:
        """A tool of which nobody states the name or the description; empty where there is none."""

    @property
    def level(self) -> EvidenceLevel:
        """Of the weakest name or description."""


def nothing_found(subject: Entity, groups: Sequence[Compared], what: str) -> Result:
    """Return a pass over toolsets in which comparing found nothing; unknown where not all could be compared."""
    if not groups:
        alone = f"nobody says which other tools stand beside `{subject.id}`"
        return Result(verdict=UNKNOWN, reasons=(Reason(what=alone),))
    for group in groups:
        if group.found.closed.truth is not Truth.TRUE:
            return Result(verdict=UNKNOWN, reasons=(open_end(group.found),))
        if group.silent:
            silent = f"nobody states the name and the description of `{group.silent}`, which stands beside it"
            return Result(verdict=UNKNOWN, reasons=(Reason(what=silent),))
    level = min(level for group in groups for level in (group.level, group.found.closed.level))
    return Result(verdict=TRUE[level], reasons=(Reason(what=what, level=level),))
