"""What most tools of an interface have or lack: a habit of the interface, which no single tool is to blame for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from auditor.checklist import Reason
from auditor.checks.toolsets import Toolset, claims_of, open_end, toolset
from auditor.checks.view import FALSE, TRUE, UNKNOWN, Result, Truth, Verdict, View
from auditor.graph import verdict as v
from auditor.model.claims import AttributeValue, Record
from auditor.model.entities import Entity
from auditor.model.facts import Known
from auditor.model.kinds import EvidenceLevel

_SHOWN = 3


@dataclass(slots=True, kw_only=True)
class _Tally:
    having: int = 0
    lacking: list[Entity] = field(default_factory=list)
    unsure: list[Entity] = field(default_factory=list)
    """Tools of which it is not known whether they have it, or whether they are meant."""
    level: EvidenceLevel = v.CERTAIN

    @property
    def all(self) -> int:
        return self.having + len(self.lacking) + len(self.unsure)


def most_tools_have(
    view: View,
    subject: Entity,
    *,
    attribute: str,
    among: Mapping[str, AttributeValue] | None = None,
    says: str,
    share: float = 0.5,
) -> Result:
    """Pass where a flag is true of such a share of an interface's tools, or of those with all values of `among`.

    What is not known of a tool decides neither way: it counts against a pass as well as against a failure.
    """
    wanted = among or {}

    def meant(tool: Entity) -> Verdict:
        return v.all_of(view.holds(tool, name, value) for name, value in wanted.items())

    def held(tool: Entity) -> Verdict:
        return view.holds(tool, attribute, True)

    return _judge(view, subject, attribute, says, share, meant, held)


def errors_as_problem_details(view: View, subject: Entity, *, share: float = 0.5) -> Result:
    """Pass where such a share of the tools with structured failures returns them in a form of RFC 9457."""

    def meant(tool: Entity) -> Verdict:
        return _some_failure(view, tool, "structured", lambda value: value is True)

    def held(tool: Entity) -> Verdict:
        return _some_failure(view, tool, "media_type", lambda value: "problem+" in str(value))

    says = "operations with structured errors declare them as application/problem+json"
    return _judge(view, subject, "responses", says, share, meant, held)


def _some_failure(view: View, tool: Entity, name: str, fits: Callable[[AttributeValue], bool]) -> Verdict:
    fact = view.fact(tool, "responses")
    if not isinstance(fact, Known) or not isinstance(fact.value, tuple):
        return UNKNOWN
    records = [record for record in fact.value if isinstance(record, Record)]
    if any("outcome" not in record.fields for record in records) and fact.level < EvidenceLevel.DOCUMENTED:
        return UNKNOWN
    failures = [record for record in records if record.fields.get("outcome") == "failure"]
    if any(name in record.fields and fits(record.fields[name]) for record in failures):
        return TRUE[fact.level]
    unread = any(name not in record.fields for record in failures) or any(record.name == "*" for record in records)
    return UNKNOWN if unread else FALSE[fact.level]


_Test = Callable[[Entity], Verdict]


def _judge(view: View, subject: Entity, attribute: str, says: str, share: float, meant: _Test, held: _Test) -> Result:
    found = toolset(view, subject)
    tally = _tally(found, meant, held)
    if found.closed.truth is not Truth.TRUE:
        return Result(verdict=UNKNOWN, reasons=(open_end(found),))
    level = min(tally.level, found.closed.level)
    open_for = f" (not known of {len(tally.unsure):,})" if tally.unsure else ""
    what = f"{tally.having:,} of {tally.all:,} {says}{open_for}"
    if tally.having >= share * tally.all:
        return Result(verdict=TRUE[level], reasons=(Reason(what=what, level=level),))
    if tally.having + len(tally.unsure) >= share * tally.all:
        return Result(verdict=UNKNOWN, reasons=(view.unknown(tally.unsure[0], attribute),))
    return Result(verdict=FALSE[level], reasons=(_lacks(view, tally, attribute, what, level),))


def _tally(found: Toolset, meant: _Test, held: _Test) -> _Tally:
    tally = _Tally()
    for tool in found.tools:
        is_meant = meant(tool)
        if is_meant.truth is Truth.FALSE and is_meant.level >= EvidenceLevel.DECLARED:
            continue
        has = held(tool)
        if is_meant.truth is not Truth.TRUE or has.truth is Truth.UNKNOWN:
            tally.unsure.append(tool)
            continue
        tally.level = min(tally.level, is_meant.level, has.level)
        if has.truth is Truth.TRUE:
            tally.having += 1
        else:
            tally.lacking.append(tool)
    return tally


def _lacks(view: View, tally: _Tally, attribute: str, what: str, level: EvidenceLevel) -> Reason:
    shown = tally.lacking[:_SHOWN]
    names = ", ".join(f"`{tool.id}`" for tool in shown) + (", …" if len(tally.lacking) > _SHOWN else "")
    claims = tuple(claim for tool in shown for claim in claims_of(view, tool, attribute))
    places = tuple(claim.location for claim in claims if claim.location is not None)
    verb = "do" if len(tally.lacking) > 1 else "does"
    return Reason(what=f"{what}; {names} {verb} not", level=level, claims=claims, places=places)
