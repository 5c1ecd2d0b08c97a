"""One entry of an agent's reach each: data, action, system of somebody else, steered agent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from auditor.checklist.graph_filters import IRREVERSIBLE_EFFECTS
from auditor.graph import Member, Truth
from auditor.model.entities import Relation
from auditor.model.facts import Known
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import RelationKind as R
from auditor.model.system import System
from auditor.report.evidence import level_word, place
from auditor.report.schema_paths import Hop
from auditor.report.schema_reach import ReachedAction, ReachedData, ReachedExternal, SteeredAgent

Approval = Literal["human", "policy", "approved", "none", "unknown"]

STORES = (K.DATASTORE, K.QUEUE)
UNAPPROVED = ("none", "unknown")
_SENSITIVE = frozenset(("confidential", "personal", "financial", "health", "secret"))
_APPROVALS: Mapping[Approval, int] = {"none": 0, "unknown": 1, "approved": 2, "policy": 3, "human": 4}


def data_entry(system: System, member: Member, touching: Iterable[Relation], through: str) -> ReachedData:
    """Return a store or a queue; `touching` are the relations by which what is in reach reads and writes it."""
    store = member.entity
    fact = system.fact(store.id, "data")
    kinds = {relation.kind for relation in touching}
    return ReachedData(
        id=store.id,
        kind=store.kind.value,
        classes=tuple(sorted(_words(fact.value))) if isinstance(fact, Known) and not store.placeholder else (),
        stated=isinstance(fact, Known) and not store.placeholder,
        read=bool(kinds & {R.READS, R.OBSERVES}),
        written=R.WRITES in kinds,
        sure=member.verdict.truth is Truth.TRUE,
        through=through,
    )


def action_entry(system: System, member: Member, approved_by: Sequence[str], through: str) -> ReachedAction | None:
    """Return a tool as an action that nobody says can be undone; None for one that does no such thing."""
    tool = member.entity
    if tool.kind is not K.TOOL or tool.placeholder:
        return None
    effects, back = system.fact(tool.id, "effects"), system.fact(tool.id, "reversible")
    if not isinstance(effects, Known) or (isinstance(back, Known) and back.value is True):
        return None
    grave = tuple(word for word in _words(effects.value) if word in IRREVERSIBLE_EFFECTS)
    if not grave:
        return None
    approval = system.fact(tool.id, "approval")
    return ReachedAction(
        id=tool.id,
        effects=grave,
        level=level_word(effects.level),
        undo="no" if isinstance(back, Known) else "unknown",
        approval=_approval(str(approval.value) if isinstance(approval, Known) else "", approved_by),
        approved_by=tuple(approved_by),
        sure=member.verdict.truth is Truth.TRUE,
        through=through,
    )


def external_entry(system: System, member: Member, through: str) -> ReachedExternal:
    """Return a system of somebody else; trust that nobody states is none."""
    fact = system.fact(member.entity.id, "trust")
    return ReachedExternal(
        id=member.entity.id,
        trust=str(fact.value) if isinstance(fact, Known) else "untrusted",
        sure=member.verdict.truth is Truth.TRUE,
        through=through,
    )


def agent_entry(member: Member) -> SteeredAgent:
    """Return an agent that can be steered, with the last thing on the way to it as the means."""
    return SteeredAgent(
        id=member.entity.id, how=_how(member.entity.id, member.path), sure=member.verdict.truth is Truth.TRUE
    )


def hops(path: Iterable[Relation]) -> tuple[Hop, ...]:
    """Return a way as the report has it."""
    return tuple(
        Hop(
            source=hop.source,
            target=hop.target,
            kind=hop.kind.value,
            level=level_word(hop.level),
            place=place(hop.location),
        )
        for hop in path
    )


def is_sensitive(data: ReachedData) -> bool:
    """Tell whether a store holds what outsiders must not get; of one of which nobody says what it holds, yes."""
    return not data.stated or not _SENSITIVE.isdisjoint(data.classes)


def most_sensitive(data: ReachedData) -> tuple[bool, bool, int, str]:
    """Order stores: what is surely in reach first, then what is sensitive."""
    return not data.sure, not is_sensitive(data), -len(_SENSITIVE.intersection(data.classes)), data.id


def least_approved(action: ReachedAction) -> tuple[bool, int, str]:
    """Order actions: what is surely in reach first, then what nobody approves."""
    return not action.sure, _APPROVALS[action.approval], action.id


def _how(steered: str, path: Sequence[Relation]) -> str:
    last = path[-1]
    if last.kind in (R.READS, R.OBSERVES):
        return f"changes `{last.target}`, from which it learns"
    if last.source == steered:
        return f"changes what `{last.target}` answers it"
    if last.kind is R.TRIGGERS:
        return f"can have `{last.source}` set it going"
    return "hands it work" if len(path) == 1 else f"can have `{last.source}` hand it work"


def _approval(stated: str, approved_by: Sequence[str]) -> Approval:
    if stated == "human":
        return "human"
    if stated == "policy":
        return "policy"
    if approved_by:
        return "approved"
    return "none" if stated == "none" else "unknown"


def _words(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, tuple) else (str(value),)
