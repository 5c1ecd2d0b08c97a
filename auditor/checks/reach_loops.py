"""Whether what an agent changes comes back to it: by a read, by a store that it looks at, or by an event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.checklist import Reason
from auditor.checks.reach_hands import hands
from auditor.checks.reach_legs import stations
from auditor.checks.view import UNKNOWN, Result, Truth, Verdict, View
from auditor.graph import Action
from auditor.graph import verdict as v
from auditor.model.entities import Entity
from auditor.model.facts import Known
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import EvidenceLevel
from auditor.model.kinds import RelationKind as R
from auditor.model.vocabulary import WRITES

_MOST_NAMED = 3
_SHOWS_ALL = (K.ENVIRONMENT, K.TELEMETRY)
"""What shows whatever an agent changes, by whichever tool."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Server:
    """What an agent does by one server, or by itself."""

    name: str
    """The interface; empty for tools that none lists, which count as those of one server."""
    actions: tuple[Action, ...]
    changes: Verdict
    """Whether any of it changes something."""
    returns: Verdict
    """Whether anything that shows it comes back."""

    @property
    def verdict(self) -> Verdict:
        return v.any_of((v.negate(self.changes), self.returns))


def sees_its_changes(view: View, subject: Entity) -> Result:
    """Pass where something comes back of what an agent changes by each server.

    That each single change comes back is asked of the tools, by another control. A list of its tools that is not
    complete leaves it unknown; that nobody lists the stores which it writes itself does not, because it can read those.
    """
    servers = list(_servers(view, subject))
    called = view.neighbours(subject, *K, by=(R.CALLS,))
    verdict = v.all_of((*(server.verdict for server in servers), called.closed))
    deciding = [server for server in servers if server.verdict.truth is verdict.truth]
    if verdict.truth is Truth.TRUE:
        what = f"what `{subject.id}` changes comes back to it"
        return Result(verdict=verdict, reasons=(Reason(what=what, level=verdict.level),))
    if verdict.truth is Truth.FALSE:
        return Result(verdict=verdict, reasons=tuple(_blind(view, subject, server) for server in deciding))
    if not deciding:
        why = called.because or f"it is not known what `{subject.id}` changes"
        return Result(verdict=UNKNOWN, reasons=(Reason(what=f"{why}, so it may change something unseen"),))
    return Result(verdict=UNKNOWN, reasons=tuple(_doubt(view, subject, server) for server in deciding))


def _servers(view: View, agent: Entity) -> Iterator[_Server]:
    groups: dict[str, list[Action]] = defaultdict(list)
    for action in view.closed_loop(agent).actions:
        groups[_server(view, action.member.entity)].append(action)
    harmless: dict[str, list[Verdict]] = defaultdict(list)
    for member in view.neighbours(agent, K.TOOL, by=(R.CALLS,)).members:
        changes = view.holds(member.entity, "effects", *WRITES)
        if changes.truth is Truth.FALSE:  # by a guess perhaps, and a guess passes nothing
            harmless[_server(view, member.entity)].append(changes)
    for name in sorted({*groups, *harmless}):
        actions = groups.get(name, [])
        returned = (action.comes_back.verdict for action in actions)
        yield _Server(
            name=name,
            actions=tuple(actions),
            changes=v.any_of((*(action.member.verdict for action in actions), *harmless.get(name, ()))),
            returns=v.any_of((*returned, *_read_back(view, agent, name), *_shown(view, agent))),
        )


def _server(view: View, acted_on: Entity) -> str:
    def ask() -> str:
        found = view.neighbours(acted_on, K.INTERFACE, by=(R.EXPOSES,), direction="in").members
        return found[0].entity.id if found else ""

    return view.kept((_server, acted_on.id), ask)


def _read_back(view: View, agent: Entity, server: str) -> Iterator[Verdict]:
    """Tell of the reads of a server that an agent may call."""
    for id_, way in hands(view, agent).tools.items():
        tool = view.entity(id_)
        if tool is not None and _server(view, tool) == server:
            reads = v.all_of((way.verdict, view.holds(tool, "effects", "read")))
            guessed = reads.truth is Truth.FALSE and reads.level < EvidenceLevel.DECLARED
            yield UNKNOWN if guessed else reads


def _shown(view: View, agent: Entity) -> Iterator[Verdict]:
    found = view.neighbours(agent, *_SHOWS_ALL, by=(R.OBSERVES,))
    yield v.any_of((*(member.verdict for member in found.members), v.negate(found.closed)))


def _blind(view: View, subject: Entity, server: _Server) -> Reason:
    path = server.actions[0].member.path
    return Reason(
        what=f"`{subject.id}` changes something by {_named(server.actions)}, and nothing of it comes back",
        expected="a read of the same server, or a store or an event that shows it",
        level=server.verdict.level,
        claims=tuple(claim for one in server.actions for claim in view.fact(one.member.entity, "effects").claims)
        if server.actions[0].member.entity.kind is K.TOOL
        else (),
        places=stations(path),
        path=path,
    )


def _doubt(view: View, subject: Entity, server: _Server) -> Reason:
    for action in server.actions:
        acted_on = action.member.entity
        if acted_on.kind is K.TOOL and not isinstance(view.fact(acted_on, "effects"), Known):
            missing = view.unknown(acted_on, "effects")
            return Reason(what=f"{missing.what}, so `{subject.id}` may change something unseen", places=missing.places)
    because = next((one.comes_back.because for one in server.actions if one.comes_back.because), "")
    why = because or "nobody says what shows it"
    what = f"{why}, so it is not known whether what {_named(server.actions)} does comes back to `{subject.id}`"
    return Reason(what=what, places=stations(server.actions[0].member.path))


def _named(actions: Sequence[Action]) -> str:
    names = ", ".join(f"`{action.member.entity.id}`" for action in actions[:_MOST_NAMED])
    return names + (f" and {len(actions) - _MOST_NAMED} more" if len(actions) > _MOST_NAMED else "")
