"""Whether the framework of an agent takes the entries that client configurations have for its MCP servers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from auditor.checklist import Reason
from auditor.checks.entry_rules import LOADED, OPENED, Entry, Judge, Judged
from auditor.checks.toolsets import toolset
from auditor.checks.view import FALSE, TRUE, UNKNOWN, Result, View
from auditor.model.claims import Record
from auditor.model.entities import Entity
from auditor.model.facts import Known
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import EvidenceLevel
from auditor.model.kinds import RelationKind as R

_FAMILIES = {"langchain": "LangChain", "langgraph": "LangChain", "qwen": "Qwen-Agent", "openclaw": "OpenClaw"}
"""By how the name of a framework begins."""


def loadable_server_entries(view: View, subject: Entity) -> Result:
    """Pass where each framework of the agents that use a server takes one of the entries that there are for it."""
    return _each_family(view, subject, LOADED, "does not take the entry: ", "each framework takes its entry")


def opened_as_meant(view: View, subject: Entity) -> Result:
    """Pass where each framework of the agents opens the server over the transport that it offers."""
    return _each_family(view, subject, OPENED, "", "each framework opens it over the transport that it has")


def environment_passed_on(view: View, subject: Entity, *, names: Sequence[str], prefixes: Sequence[str]) -> Result:
    """Pass where no variable that an entry sets is one that OpenClaw takes away before it starts a server."""
    found = _entries(view, subject)
    entries = [entry for entry in found if entry.text("dialect") in ("openclaw", "openclaw_plugin")]
    if not entries:
        what = f"no entry of `{subject.id}` is known that OpenClaw reads"
        return Result(
            verdict=UNKNOWN, reasons=(view.unknown(subject, "configured_as") if not found else Reason(what=what),)
        )
    blocked = {name.upper() for name in names}
    reasons = []
    for entry in entries:
        for name in entry.texts("environment"):
            upper = name.strip().upper()
            if upper in blocked or upper.startswith(tuple(prefixes)):
                what = f"`{name}` is set for the server, and OpenClaw takes it away"
                reasons.append(_reason(entry, what, "a variable of the server itself", item=name))
    level = min(entry.claim.level for entry in entries)
    if reasons:
        return Result(verdict=FALSE[level], reasons=tuple(reasons))
    return Result(verdict=TRUE[level], reasons=(Reason(what="OpenClaw passes on all that is set", level=level),))


def _each_family(view: View, subject: Entity, judges: Mapping[str, Judge], verb: str, what: str) -> Result:
    """Return a pass where one entry does for each framework, a failure where none that it reads does for one."""
    entries = _entries(view, subject)
    if not entries:
        return Result(verdict=UNKNOWN, reasons=(view.unknown(subject, "configured_as"),))
    families, unsure = _families(view, subject)
    levels = [entry.claim.level for entry in entries]
    failing: list[Reason] = []
    for family, level in families.items():
        judged = [(entry, found) for entry in entries if (found := judges[family](view, subject, entry)) is not None]
        fitting = [found.level for _, found in judged if not found.wrong and not found.unknown]
        open_ = [found.unknown for _, found in judged if found.unknown]
        levels.append(min(level, max(fitting)) if fitting else level)
        if fitting:
            continue
        if not judged or open_:
            missing = f"no entry of `{subject.id}` stands in a file that {family} reads"
            unsure.append(Reason(what=open_[0] if open_ else missing))
            continue
        failing += [_failure(family, verb, level, entry, found) for entry, found in judged]
    if failing:
        return Result(verdict=FALSE[min(reason.level for reason in failing)], reasons=tuple(failing))
    if unsure or not families:
        return Result(verdict=UNKNOWN, reasons=tuple(unsure) or (Reason(what="no agent is known that uses it"),))
    level = min(levels)
    return Result(verdict=TRUE[level], reasons=(Reason(what=what, level=level),))


def _failure(family: str, verb: str, level: EvidenceLevel, entry: Entry, found: Judged) -> Reason:
    what = f"{family} {verb}{'; '.join(found.wrong)}"
    return _reason(entry, what, found.expected, item=family, level=min(level, found.level))


def _reason(
    entry: Entry, what: str, expected: str, *, item: str, level: EvidenceLevel = EvidenceLevel.OBSERVED
) -> Reason:
    return Reason(
        what=what,
        expected=expected,
        level=min(level, entry.claim.level),
        claims=(entry.claim,),
        places=(entry.record.location,),
        item=item,
    )


def _entries(view: View, subject: Entity) -> list[Entry]:
    """Return the entries that are switched on; those that are not start nothing."""
    fact = view.fact(subject, "configured_as")
    if not isinstance(fact, Known):
        return []
    listed = [
        Entry(claim=claim, record=record)
        for claim in fact.claims
        for record in (claim.value if isinstance(claim.value, tuple) else ())
        if isinstance(record, Record)
    ]
    return [entry for entry in listed if entry.record.fields.get("enabled") is not False] or listed


def _families(view: View, subject: Entity) -> tuple[dict[str, EvidenceLevel], list[Reason]]:
    """Return the frameworks whose agents call a server or one of its tools, and which agents' are not known."""
    found: dict[str, EvidenceLevel] = {}
    unsure: list[Reason] = []
    for agent in _agents(view, subject):
        fact = view.fact(agent, "framework.name")
        if agent.placeholder or not isinstance(fact, Known):
            unsure.append(view.unknown(agent, "framework.name"))
            continue
        name = re.sub(r"[^a-z]", "", str(fact.value).lower())
        family = next((title for start, title in _FAMILIES.items() if name.startswith(start)), "")
        if family:
            found[family] = max(found.get(family, fact.level), fact.level)
    return found, unsure


def _agents(view: View, subject: Entity) -> Iterator[Entity]:
    seen: set[str] = set()
    for called in (subject, *toolset(view, subject).tools):
        for member in view.neighbours(called, K.AGENT, by=(R.CALLS,), direction="in").members:
            if member.entity.id not in seen:
                seen.add(member.entity.id)
                yield member.entity
