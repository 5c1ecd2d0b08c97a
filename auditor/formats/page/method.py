"""How the report came about: what to type for it, the formulas with its numbers, and every control with its outcome."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from auditor.formats.page.limits import Limits, Shown, head
from auditor.formats.page.words import Mark, mark_of_control, number, plural, short
from auditor.model.findings import Outcome
from auditor.report.method import formulas_of
from auditor.report.schema import Area, Control, Report
from auditor.report.schema_method import FormulaFact, MethodFact

_LONGEST_WORD = 200
_MANIFEST_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlRow:
    """One control and what it came to."""

    id: str
    title: str
    mark: Mark
    counts: str
    """What its subjects came to; empty where it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SameOutcome:
    """Controls of one outcome, which paper has in one row."""

    mark: Mark
    rows: tuple[ControlRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlGroup:
    """The controls of one area."""

    title: str
    rows: tuple[ControlRow, ...]
    idle: tuple[str, ...]
    """Ids of those that do not apply."""

    @property
    def printed(self) -> tuple[SameOutcome, ...]:
        """The rows by their outcome, in the order in which outcomes first come."""
        marks = dict.fromkeys(row.mark for row in self.rows)
        return tuple(SameOutcome(mark=mark, rows=tuple(row for row in self.rows if row.mark == mark)) for mark in marks)


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodView:
    """What the part on the method shows."""

    command: str
    """The line to type in the root folder for the same report; empty in a report of an earlier version."""
    versions: str
    beside: tuple[str, ...]
    formulas: dict[str, FormulaFact]
    numbers: dict[str, str]
    """The numbers put into a formula, by where its result stands."""
    groups: tuple[ControlGroup, ...]
    left_out: int
    """Controls that the medium has no room for."""


def method_of(report: Report, limits: Limits) -> MethodView:
    """Return the method of a report; formulas come from its numbers, so that an earlier version's has them too."""
    formulas = {formula.id: formula for formula in formulas_of(report)}
    shown = head(report.controls, limits.rows if limits.medium == "screen" else limits.rows * 8)
    method = report.method
    return MethodView(
        command=_command(method, report.created_at) if method else "",
        versions=", ".join(f"{entry.name} {entry.version}" for entry in method.versions) if method else "",
        beside=tuple(f"{entry.role} {entry.path}, SHA-256 {entry.sha256}" for entry in method.beside) if method else (),
        formulas={formula.id: formula for formula in formulas.values()},
        numbers={
            application.at: application.numbers for formula in formulas.values() for application in formula.applied
        },
        groups=tuple(_groups(report, shown)),
        left_out=shown.more,
    )


def manifest_mark(report: Report) -> str:
    """Return the first digits of the manifest's hash; empty in a report of an earlier version."""
    return short(report.method.manifest_sha256, _MANIFEST_SHOWN + 1)[:_MANIFEST_SHOWN] if report.method else ""


def _command(method: MethodFact, created_at: str) -> str:
    """Return the line that gives the same bytes: the clock is the only thing beside the words that takes part."""
    typed = " ".join(shlex.quote(short(word, _LONGEST_WORD)) for word in method.command)
    try:
        epoch = int(datetime.fromisoformat(created_at).timestamp())
    except (ValueError, OverflowError, OSError):
        return typed
    return f"SOURCE_DATE_EPOCH={epoch} {typed}"


def _groups(report: Report, shown: Shown[Control]) -> Iterator[ControlGroup]:
    titles = {area.id: area.title for area in report.areas}
    areas: list[Area] = list(report.areas)
    for name in dict.fromkeys([*(area.id for area in areas), *(control.area for control in shown.items)]):
        own = [control for control in shown.items if control.area == name]
        if own:
            yield ControlGroup(
                title=titles.get(name, name or "Other"),
                rows=tuple(_row(control) for control in own if control.outcome is not Outcome.NOT_APPLICABLE),
                idle=tuple(control.id for control in own if control.outcome is Outcome.NOT_APPLICABLE),
            )


def _row(control: Control) -> ControlRow:
    c = control.subjects
    others = ((c.failed, "failed"), (c.waived, "waived"), (c.unknown, "unknown"), (c.manual, "by hand"),
              (c.error, "in error"))  # fmt: skip
    said = [f"{number(c.passed)} of {number(c.applicable)}", *(f"{number(n)} {word}" for n, word in others if n)]
    return ControlRow(id=control.id, title=control.title, mark=mark_of_control(control), counts=", ".join(said))


def controls_sentence(report: Report) -> str:
    """Return how many controls were selected, and how many of them apply."""
    idle = sum(control.outcome is Outcome.NOT_APPLICABLE for control in report.controls)
    return f"{plural(len(report.controls), 'control')}, of which {number(len(report.controls) - idle)} apply here."
