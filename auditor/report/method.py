"""How a report was made: each formula with the numbers of this report put in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from auditor.model.findings import Severity
from auditor.report.identity import manifest_digest, manifest_lines
from auditor.report.schema import Control, Counts, Gate, Level, Line, Report, Verdict
from auditor.report.schema_method import Application, BesideFact, FormulaFact, MethodFact
from auditor.report.versions import versions

_GATE = (
    "p passed, f failed, u undecided (unknown, by hand, in error) and w waived subjects, n = p + f + u + w, share s. "
    "Not applicable where n = 0; failed where (p + u + w) ÷ n < s; else unknown where the check broke for a subject; "
    "met where p ÷ n ≥ s; waived where (p + w) ÷ n ≥ s; else unknown."
)
_LEVEL = (
    "Reached where the level below is reached, the precondition holds, at least one of the gates applies, and each "
    "that applies is met or waived. Level 0 is always reached."
)
_VERDICT = (
    "Ready: reached ≥ asked, no gate up to the asked level is waived, and no control of high severity has an open "
    "failure. Ready with conditions: reached ≥ asked otherwise. Not ready: a gate up to the asked level fails, or the "
    "precondition of such a level is known not to hold. Else there is not enough evidence."
)
_AREA = (
    "A control counts once, by the first that any of its subjects is: failed, error, unknown, manual, waived, passed. "
    "Applicable = passed + failed + unknown + manual + error + waived."
)
_LINE = "Each line is one ratio, rounded to four places; unknown where its data are missing."
_KNOWN = (
    "A pair is one control and one subject that it applies to. It counts at the level of the weakest claim that "
    "decided it, and as unknown where it is undecided; each number is the sum over the controls' `known`."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the audit was asked to do, as the report may say it: without a path of this machine."""

    command: tuple[str, ...]
    paths: tuple[str, ...]
    beside: tuple[BesideFact, ...] = ()


def method_fact(report: Report, asked: Asked) -> MethodFact:
    """Return how a report was made, from its other parts and from what was asked."""
    return MethodFact(
        manifest_sha256=manifest_digest(report.inputs),
        manifest_files=len(manifest_lines(report.inputs)),
        command=asked.command,
        paths=asked.paths,
        beside=asked.beside,
        versions=versions(),
        formulas=formulas_of(report),
    )


def formulas_of(report: Report) -> tuple[FormulaFact, ...]:
    """Return the formulas that give the numbers of a report, each with the numbers put in."""
    by_id = {control.id: control for control in report.controls}
    verdict = report.verdict
    found = [
        FormulaFact(id="gate", title="Gates", formula=_GATE, applied=tuple(_gates(verdict, by_id) if verdict else ())),
        FormulaFact(id="level", title="Levels", formula=_LEVEL, applied=tuple(_levels(verdict) if verdict else ())),
        FormulaFact(
            id="verdict",
            title="Verdict",
            formula=_VERDICT,
            applied=(_verdict(verdict, report.controls),) if verdict else (),
        ),
        FormulaFact(id="area", title="Areas", formula=_AREA, applied=tuple(_areas(report))),
        FormulaFact(id="line", title="The five lines", formula=_LINE, applied=tuple(_lines(report.lines))),
        FormulaFact(id="known", title="How much is known", formula=_KNOWN, applied=tuple(_known(report))),
    ]
    return tuple(formula for formula in found if formula.applied)


def gate_numbers(gate: Gate, counts: Counts) -> str:
    """Return the formula of a gate with the counts of its control's subjects put in."""
    n = counts.applicable
    if not n:
        return "n = 0"
    p, w, undecided = counts.passed, counts.waived, counts.unknown + counts.manual + counts.error
    best = _compared(f"({p} + {undecided} + {w}) ÷ {n}", p + undecided + w, n, gate.share)
    passing = _compared(f"{p} ÷ {n}", p, n, gate.share)
    match gate.state:
        case "failed":
            return best
        case "met":
            return passing
        case "waived":
            return f"{passing}; {_compared(f'({p} + {w}) ÷ {n}', p + w, n, gate.share)}"
        case "unknown" | "not applicable":
            return f"{passing}; {best}"
    assert_never(gate.state)


def _compared(said: str, part: int, whole: int, share: float) -> str:
    ratio = Fraction(part, whole)
    sign = "≥" if ratio >= Fraction(str(share)) else "<"
    return f"{said} = {_ratio(ratio)} {sign} {_ratio(Fraction(str(share)))}"


def _ratio(value: Fraction) -> str:
    return f"{float(value):.4f}".rstrip("0").rstrip(".")


def _gates(verdict: Verdict, controls: dict[str, Control]) -> Iterator[Application]:
    for level_at, level in enumerate(verdict.levels):
        for gate_at, gate in enumerate(level.gates):
            counts = controls[gate.control].subjects if gate.control in controls else Counts()
            at = f"/verdict/levels/{level_at}/gates/{gate_at}"
            yield Application(of=gate.control, numbers=gate_numbers(gate, counts), result=gate.state, at=at)


def _levels(verdict: Verdict) -> Iterator[Application]:
    below = True
    for at, level in enumerate(verdict.levels):
        numbers = _level_numbers(level, below=below) if level.level else "level 0"
        result = "reached" if level.reached else "not reached"
        yield Application(of=str(level.level), numbers=numbers, result=result, at=f"/verdict/levels/{at}")
        below = level.reached


def _level_numbers(level: Level, *, below: bool) -> str:
    states = [gate.state for gate in level.gates]
    applying = len(states) - states.count("not applicable")
    condition = {True: "yes", False: "no", None: "unknown"}[level.precondition_met]
    return (
        f"level below {'reached' if below else 'not reached'}; "
        f"precondition {condition if level.precondition else 'none'}; "
        f"{applying} {'gate applies' if applying == 1 else 'gates apply'}: {states.count('met')} met, "
        f"{states.count('waived')} waived, "
        f"{states.count('failed')} failed, {states.count('unknown')} unknown"
    )


def _verdict(verdict: Verdict, controls: Sequence[Control]) -> Application:
    upto = [level for level in verdict.levels if level.level <= verdict.level_asked]
    states = [gate.state for level in upto for gate in level.gates]
    high = sum(control.severity is Severity.HIGH and control.subjects.failed > 0 for control in controls)
    unmet = sum(level.precondition_met is False for level in upto)
    numbers = (
        f"reached {verdict.level_reached}, asked {verdict.level_asked}; gates up to the asked level: "
        f"{states.count('failed')} failed, {states.count('unknown')} unknown, {states.count('waived')} waived; "
        f"preconditions that do not hold: {unmet}; controls of high severity with an open failure: {high}"
    )
    return Application(of="verdict", numbers=numbers, result=verdict.outcome, at="/verdict/outcome")


def _areas(report: Report) -> Iterator[Application]:
    for at, area in enumerate(report.areas):
        c = area.controls
        numbers = (
            f"{c.passed} + {c.failed} + {c.unknown} + {c.manual} + {c.error} + {c.waived} = {c.applicable} applicable"
        )
        yield Application(
            of=area.id, numbers=numbers, result=f"{c.passed} of {c.applicable}", at=f"/areas/{at}/controls"
        )


def _lines(lines: Sequence[Line]) -> Iterator[Application]:
    for at, line in enumerate(lines):
        known = line.value is not None
        yield Application(
            of=line.name,
            numbers=f"{line.formula}: {line.numerator} ÷ {line.denominator}" if known else line.formula,
            result=f"{line.value:g}" if line.value is not None else "unknown",
            at=f"/lines/{at}/value",
        )


def _known(report: Report) -> Iterator[Application]:
    total = sum(entry.pairs for entry in report.known)
    for at, entry in enumerate(report.known):
        parts = sum(any(own.level == entry.level for own in control.known) for control in report.controls)
        yield Application(
            of=entry.level,
            numbers=f"{entry.pairs} of {total} pairs, in {parts} controls",
            result=str(entry.pairs),
            at=f"/known/{at}/pairs",
        )
