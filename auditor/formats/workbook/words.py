"""Outcomes, places and ways as cells show them."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.formats.page.words import WAIVED, mark_of, mark_of_control
from auditor.formats.workbook.sheet import Tinted
from auditor.model.findings import Outcome
from auditor.report.schema import Control, ControlEffect, Evidence, GateOutcome
from auditor.report.schema_paths import Hop

_GATE_COLOURS: dict[GateOutcome, str] = {
    "met": "pass",
    "failed": "fail",
    "unknown": "unknown",
    "waived": "waived",
    "not applicable": "none",
}


def outcome(of: Outcome) -> Tinted:
    """Return an outcome by the name that the JSON has for it."""
    return Tinted(text=of.value, colour=mark_of(of).colour)


def outcome_of(control: Control) -> Tinted:
    """Return the outcome of a control; one whose every failure is accepted is `waived`."""
    if mark_of_control(control) is WAIVED:
        return Tinted(text="waived", colour=WAIVED.colour)
    return outcome(control.outcome)


def gate(state: GateOutcome) -> Tinted:
    """Return the state of a gate."""
    return Tinted(text=state, colour=_GATE_COLOURS[state])


def place_of(piece: Evidence) -> str:
    """Return `path:line`, or the path alone for a file as a whole."""
    return f"{piece.path}:{piece.line}" if piece.line > 0 else piece.path


def told(piece: Evidence) -> str:
    """Return one piece of evidence: its place, its level and what it says."""
    detail = f": {piece.detail}" if piece.detail else ""
    return f"{place_of(piece)} ({piece.level}){detail}"


def way(path: Iterable[Hop]) -> list[str]:
    """Return the hops of a way through the system, such as `planner -uses-> qwen3-max (system.yaml:12)`."""
    return [f"{hop.source} -{hop.kind}-> {hop.target}" + (f" ({hop.place})" if hop.place else "") for hop in path]


def effects(of: Iterable[ControlEffect]) -> list[str]:
    """Return what changes for further controls, such as `untyped-parameter (high): 3`."""
    return [f"{effect.control} ({effect.severity.value}): {effect.subjects}" for effect in of]
