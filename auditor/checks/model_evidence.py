"""What the results that are given for a model rest on: whom they measured, how, and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from auditor.checklist import Reason
from auditor.checks.view import FALSE, TRUE, UNKNOWN, Result, View
from auditor.model.claims import Claim, Record
from auditor.model.entities import Entity
from auditor.model.facts import Known
from auditor.model.kinds import EvidenceLevel

ACTING = frozenset(("function_calling", "shell", "screen"))
"""Uses of tools that count as acting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One evaluation of a model and the claim that brings it."""

    record: Record
    claim: Claim

    @property
    def level(self) -> EvidenceLevel:
        """How well it is supported."""
        return self.claim.level

    def text(self, field: str) -> str:
        """Return a field as text; empty where it is not known."""
        value = self.record.fields.get(field)
        return str(value) if value is not None else ""

    def number(self, field: str) -> float | None:
        """Return a field as a number; None where it is not known."""
        value = self.record.fields.get(field)
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None

    def reason(self, what: str, expected: str = "") -> Reason:
        """Return something to say about this evaluation."""
        place = self.record.location
        return Reason(
            what=f"{self.record.name} {what} ({place})",
            expected=expected,
            level=self.level,
            claims=(self.claim,),
            places=(place,),
        )


def evaluations(view: View, model: Entity) -> tuple[Shown, ...] | None:
    """Return the evaluations of a model; None where nobody states any."""
    fact = view.fact(model, "evaluations")
    if model.placeholder or not isinstance(fact, Known):
        return None
    return tuple(
        Shown(record=record, claim=claim)
        for claim in fact.claims
        for record in (claim.value if isinstance(claim.value, tuple) else ())
        if isinstance(record, Record)
    )


def results_measure_the_model(view: View, subject: Entity) -> Result:
    """Pass where every result that is named as evidence for a model measured that model."""
    fact = view.fact(subject, "foreign_evaluations")
    if subject.placeholder or not isinstance(fact, Known):
        return Result(verdict=UNKNOWN, reasons=(Reason(what=f"no result that is named for `{subject.id}` was read"),))
    others = [record for record in fact.value if isinstance(record, Record)] if isinstance(fact.value, tuple) else []
    if not others:
        what = "every result that is named for it measured it"
        return Result(verdict=TRUE[fact.level], reasons=(Reason(what=what, level=fact.level, claims=fact.claims),))
    reasons = tuple(
        Reason(
            what=f"{record.fields.get('what', record.name)} ({record.location})",
            expected=f"`{subject.id}`",
            level=fact.level,
            claims=fact.claims,
            places=(record.location,),
        )
        for record in others
    )
    return Result(verdict=FALSE[fact.level], reasons=reasons)


def conditions_stated(view: View, subject: Entity) -> Result:
    """Pass where one result with tools says all that changes scores: mode, harness, steps, effort, user, date."""
    found = evaluations(view, subject)
    if found is None:
        return Result(verdict=UNKNOWN, reasons=(view.unknown(subject, "evaluations"),))
    acting = [shown for shown in found if shown.text("tool_use") in ACTING and shown.text("format")]
    if not acting:
        what = f"no result with tools was read for `{subject.id}`"
        return Result(verdict=UNKNOWN, reasons=(Reason(what=what, claims=tuple(shown.claim for shown in found)),))
    best = min(acting, key=lambda shown: (len(tuple(_unstated(shown))), -shown.level, shown.record.name))
    silent = tuple(_unstated(best))
    if silent:
        what = f"does not say {', '.join(silent)}, and none of the {len(acting)} results with tools says more"
        only = f"does not say {', '.join(silent)}"
        return Result(verdict=FALSE[best.level], reasons=(best.reason(what if len(acting) > 1 else only),))
    return Result(verdict=TRUE[best.level], reasons=(best.reason("says under which conditions it was gathered"),))


def _unstated(shown: Shown) -> Iterator[str]:
    """Yield what a result leaves out, of what applies to its kind of test."""
    if not shown.text("harness"):
        yield "the harness"
    if shown.text("tool_use") == "function_calling" and not shown.text("calling_mode"):
        yield "the calling mode"
    if shown.text("interaction") == "multi_step" and not shown.text("step_budget"):
        yield "the step budget"
    if not shown.text("reasoning_effort"):
        yield "the reasoning effort"
    if shown.record.fields.get("simulated_user") is True and not shown.text("user_simulator"):
        yield "the user simulator"
    if not shown.text("date"):
        yield "the date"


def dates_possible(view: View, subject: Entity) -> Result:
    """Pass where no result is dated before what it measured existed, nor after the day of the audit.

    A result without a date is no matter of this check, unless there is no other.
    """
    found = evaluations(view, subject)
    if found is None:
        return Result(verdict=UNKNOWN, reasons=(view.unknown(subject, "evaluations"),))
    wrong = tuple(
        shown.reason(f"cannot be right: {fault}") for shown in found if (fault := _date_fault(shown, view.today))
    )
    if wrong:
        return Result(verdict=FALSE[max(reason.level for reason in wrong)], reasons=wrong)
    dated = [shown for shown in found if shown.text("date")]
    if not dated:
        reasons = tuple(shown.reason("is not dated") for shown in found[:3])
        return Result(verdict=UNKNOWN, reasons=reasons or (Reason(what="there is no result that has a date"),))
    level = min(shown.level for shown in dated)
    return Result(verdict=TRUE[level], reasons=(Reason(what="every date of a result is possible", level=level),))


def _date_fault(shown: Shown, today: date) -> str:
    fault = shown.text("date_fault")
    if fault:
        return fault
    said = shown.text("date")
    try:
        day = date.fromisoformat(said) if said else None
    except ValueError:
        return ""
    return f"it is dated {day}, which is still to come" if day is not None and day > today else ""
