"""Recommendations: what to do, grouped by what it mends and ordered by what doing it really closes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from auditor.checklist import Control
from auditor.model.findings import ControlResult, Outcome, Severity
from auditor.scoring.levels import GateState, LevelResult
from auditor.waivers import Acceptances
from auditor.whatif import Assumption, Pair, Remedy, Trial, Ways, WhatIf, remedy_for, slimmed

_NO_GATE = 9
_AFFORDED_PAIRS = 200_000
"""Pairs of control and subject, over all trials of one audit, if each trial judged all of them again."""


class Basis(StrEnum):
    """How it is known what doing something changes."""

    TRIED = "tried"
    """The audit was run again as if it were done."""
    ESTIMATED = "estimated"
    """Nothing can be assumed that would do it; it counts as if its own controls passed, and nothing else changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """One thing to do, for one or several controls that ask for the same."""

    controls: tuple[Control, ...]
    cause: str
    """What all of its failures share; empty where they share nothing."""
    subjects: tuple[str, ...]
    wanted: tuple[tuple[Control, tuple[str, ...]], ...]
    """The subjects that each control finds something about."""
    closes: Mapping[Severity, int]
    """How many subjects' open failures of each severity doing it closes, whichever controls find them."""
    fails: bool
    """False where nothing of its own fails, and only evidence is missing."""
    settles: int
    """How many subjects of gates that cannot be told today doing it settles."""
    level: int | None = None
    """The level that becomes reachable when this, and nothing else, is done."""
    then: int | None = None
    """The level reached when this and all advice before it are done; None where no level is asked for."""
    gate_level: int
    """The lowest level that it stands in the way of; 9 where it is no gate's."""
    basis: Basis = Basis.ESTIMATED
    assumptions: tuple[Assumption, ...] = ()
    also: tuple[Pair, ...] = ()
    """Failures of other controls that it closes."""
    opens: tuple[Pair, ...] = ()
    """What would fail that does not fail today."""
    needed: bool = False
    """Whether it is on the shortest way to the level asked for."""
    levels_then: tuple[LevelResult, ...] = field(default=(), compare=False, repr=False)
    """The levels as they are when this and all advice before it are done."""
    remedy: Remedy | None = field(default=None, compare=False, repr=False)


def recommend(
    engine: WhatIf, accepted: Acceptances, levels: Sequence[LevelResult], asked: int, today: date
) -> tuple[Advice, ...]:
    """Return what to do, the shortest way to the asked level first.

    Every open failure is somebody's advice, and so is a gate up to the asked level that is unknown. Each advice is
    tried by itself, then all of it in its order: what the asked level cannot be reached without, then the level that it
    blocks, what fails before what cannot be told, then by severity closed, then by effort.
    """
    gates = {gate.control.id: gate for level in levels for gate in level.gates if level.definition.level <= asked}
    groups: dict[str, list[Advice]] = {}
    for control in engine.controls:
        gate = gates.get(control.id)
        with_unknown = gate is not None and gate.state in (GateState.FAILED, GateState.UNKNOWN)
        advice = _advice(control, engine.results[control.id], accepted, with_unknown=with_unknown, blocks=with_unknown)
        if advice is not None:
            groups.setdefault(control.remediation.summary, []).append(advice)
    ways = Ways(system=engine.system, today=today.isoformat())
    joined = sorted((_join(group) for group in groups.values()), key=_order)
    most = _tries(engine)
    tried = [
        _tried(advice, engine, ways, gates.keys(), examples=bool(levels), affordable=number < most)
        for number, advice in enumerate(joined)
    ]
    ordered = sorted(tried, key=_order)
    if not levels:
        return tuple(ordered)
    way = set(map(id, _shortest([advice for advice in ordered if advice.gate_level <= asked], engine, asked)))
    marked = [replace(advice, needed=id(advice) in way) for advice in ordered]
    return tuple(_one_after_another(sorted(marked, key=lambda advice: not advice.needed), engine))


def _shortest(blocking: Sequence[Advice], engine: WhatIf, asked: int) -> Sequence[Advice]:
    """Return the advice without which the level asked for is not reached; all of it where not even all reaches it.

    What another advice may do as well is left out where the rest still reaches that level; the most effort first.
    """
    way = list(blocking)
    if _level_after(way, engine) < asked:
        return way
    for advice in sorted(blocking, key=lambda advice: -_effort(advice)):
        others = [other for other in way if other is not advice]
        if _may_be_done_by(advice, others) and _level_after(others, engine) >= asked:
            way = others
    return way


def _may_be_done_by(advice: Advice, others: Iterable[Advice]) -> bool:
    own = {Pair(control=control.id, subject=id_) for control, subjects in advice.wanted for id_ in subjects}
    effects = (other.remedy.effect for other in others if other.remedy is not None)
    return any(not own.isdisjoint((*effect.closes, *effect.settles)) for effect in effects)


def _level_after(advices: Sequence[Advice], engine: WhatIf) -> int:
    *_, last = (engine.now.level, *(advice.then or 0 for advice in _one_after_another(advices, engine)))
    return last


def _advice(
    control: Control, result: ControlResult, accepted: Acceptances, *, with_unknown: bool, blocks: bool
) -> Advice | None:
    open_results = [
        r
        for r in result.others
        if (r.outcome is Outcome.FAIL and accepted.of(control.id, r.subject) is None)
        or (with_unknown and r.outcome in (Outcome.UNKNOWN, Outcome.ERROR))
    ]
    if not open_results:
        return None
    causes = {r.cause for r in open_results}
    failing = {r.subject for r in open_results if r.outcome is Outcome.FAIL}
    subjects = {r.subject for r in open_results}
    return Advice(
        controls=(control,),
        cause=causes.pop() if len(causes) == 1 else "",
        subjects=tuple(sorted(failing or subjects)),
        wanted=((control, tuple(sorted(subjects))),),
        closes={control.severity: len(failing)} if failing else {},
        fails=bool(failing),
        settles=len(subjects - failing),
        gate_level=control.gate.level if control.gate and blocks else _NO_GATE,
    )


def _join(group: Sequence[Advice]) -> Advice:
    if len(group) == 1:
        return group[0]
    closes: dict[Severity, int] = {}
    for advice in group:
        for severity, count in advice.closes.items():
            closes[severity] = closes.get(severity, 0) + count
    causes = {advice.cause for advice in group}
    return Advice(
        controls=tuple(control for advice in group for control in advice.controls),
        cause=causes.pop() if len(causes) == 1 else "",
        subjects=tuple(sorted({subject for advice in group for subject in advice.subjects})),
        wanted=tuple(wanted for advice in group for wanted in advice.wanted),
        closes=closes,
        fails=any(advice.fails for advice in group),
        settles=sum(advice.settles for advice in group),
        gate_level=min(advice.gate_level for advice in group),
    )


def _tries(engine: WhatIf) -> int:
    """Return for how many advices an audit can afford to ask again; the rest is estimated, and says so.

    What one trial takes grows with the pairs of control and subject, so that large systems have fewer.
    """
    pairs = sum(
        len(result.passed) + len(result.others) + len(result.not_applicable) for result in engine.results.values()
    )
    return _AFFORDED_PAIRS // max(pairs, 1)


def _tried(
    advice: Advice, engine: WhatIf, ways: Ways, gates: Iterable[str], *, examples: bool, affordable: bool
) -> Advice:
    """Return advice with what doing it really changes, or as estimated where that cannot be tried."""
    remedy = remedy_for(engine, ways, advice.wanted, examples=examples) if affordable else None
    if remedy is None:
        if advice.gate_level == _NO_GATE:
            return advice
        return replace(advice, level=_raised(engine.supposing(c.id for c in advice.controls), engine))
    remedy = slimmed(engine, remedy, advice.wanted)
    severities = {control.id: control.severity for control in engine.controls}
    own = {control.id for control in advice.controls}
    closes: dict[Severity, int] = {}
    for pair in remedy.effect.closes:
        closes[severities[pair.control]] = closes.get(severities[pair.control], 0) + 1
    return replace(
        advice,
        closes=closes,
        settles=sum(pair.control in set(gates) for pair in remedy.effect.settles),
        level=_raised(remedy.trial, engine),
        basis=Basis.TRIED,
        assumptions=remedy.assumptions,
        also=tuple(pair for pair in remedy.effect.closes if pair.control not in own),
        opens=remedy.effect.opens,
        remedy=remedy,
    )


def _raised(trial: Trial, engine: WhatIf) -> int | None:
    return trial.level if trial.level > engine.now.level else None


def _one_after_another(ordered: Sequence[Advice], engine: WhatIf) -> Iterable[Advice]:
    """Yield each advice with the level reached when it and all before it are done; only gates decide that."""
    open_gates = {control.id for control in engine.controls if control.gate is not None}
    trial = engine.now
    for advice in ordered:
        own = {control.id for control in advice.controls}
        if advice.remedy is not None:
            only = open_gates if advice.remedy.only is None else open_gates & advice.remedy.only
            after = engine.after(advice.assumptions, since=trial, only=only)
            # What nobody describes yet is unknown in all else; that is no step back for what is there.
            trial = after if after.level >= trial.level or not after.hypothetical else trial
        elif own & open_gates:
            trial = engine.supposing(own & open_gates, since=trial)
            open_gates -= own  # judged again, it would be as it is today
        yield replace(advice, then=trial.level, levels_then=trial.levels)


def _effort(advice: Advice) -> int:
    return max(control.remediation.effort.rank for control in advice.controls)


def _order(advice: Advice) -> tuple[int, bool, int, int, int, int, str]:
    return (
        advice.gate_level,
        not advice.fails,
        -advice.closes.get(Severity.HIGH, 0),
        -advice.closes.get(Severity.MEDIUM, 0),
        _effort(advice),
        -advice.closes.get(Severity.LOW, 0),
        advice.controls[0].id,
    )
