"""The report's summary parts: verdict, levels, lines, areas, what is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from auditor.checklist import Area as AreaId
from auditor.checklist import Control
from auditor.model.findings import ControlResult, Outcome
from auditor.report.evidence import lower_first, place
from auditor.report.schema import Area, Blocker, Counts, Gate, KnownCount, Level, Line, Verdict
from auditor.scoring.levels import GateResult, GateState, LevelResult
from auditor.scoring.lines import LineResult
from auditor.scoring.verdict import VerdictOutcome, VerdictResult
from auditor.waivers import Acceptances

_FIELDS = {
    Outcome.PASS: "passed",
    Outcome.FAIL: "failed",
    Outcome.UNKNOWN: "unknown",
    Outcome.MANUAL: "manual",
    Outcome.ERROR: "error",
    Outcome.NOT_APPLICABLE: "not_applicable",
}


def subject_counts(control: Control, result: ControlResult, accepted: Acceptances) -> Counts:
    """Return how many subjects of a control came to each outcome; a subject counts once, by its worst outcome."""
    worst: dict[str, str] = {}
    for outcome in (Outcome.MANUAL, Outcome.UNKNOWN, Outcome.ERROR, Outcome.FAIL):
        for r in result.others:
            if r.outcome is outcome:
                accepted_here = outcome is Outcome.FAIL and accepted.of(control.id, r.subject) is not None
                worst[r.subject] = "waived" if accepted_here else _FIELDS[outcome]
    return Counts(passed=len(result.passed), not_applicable=len(result.not_applicable), **Counter(worst.values()))


def control_state(counts: Counts) -> str:
    """Return the one field of Counts that a control with these subjects counts in."""
    for name in ("failed", "error", "unknown", "manual", "waived", "passed"):
        if getattr(counts, name):
            return name
    return "not_applicable"


def area_facts(controls: Sequence[Control], counts: Mapping[str, Counts]) -> tuple[Area, ...]:
    """Return the areas that hold selected controls, in their fixed order."""
    found = []
    for area in AreaId:
        own = [control for control in controls if control.area is area]
        if own:
            by_control = Counts(**Counter(control_state(counts[control.id]) for control in own))
            by_subject = Counts(
                **{name: sum(getattr(counts[control.id], name) for control in own) for name in Counts.__struct_fields__}
            )
            found.append(
                Area(
                    id=area.value,
                    title=area.heading,
                    controls=by_control,
                    subjects=by_subject,
                    summary=area_summary(by_control),
                )
            )
    return tuple(found)


def area_summary(counts: Counts) -> str:
    """Return what an area comes to in a sentence, from its controls by their outcome."""
    if not counts.applicable:
        return "Nothing here applies."
    parts = [f"{counts.passed} of {counts.applicable} controls hold"]
    parts += [f"{counts.failed} {'fails' if counts.failed == 1 else 'fail'}"] if counts.failed else []
    parts += [f"{counts.unknown} cannot be told"] if counts.unknown else []
    parts += [f"{counts.waived} {'is' if counts.waived == 1 else 'are'} accepted"] if counts.waived else []
    parts += [f"{counts.manual} wait for a person"] if counts.manual else []
    parts += [f"{counts.error} could not be run"] if counts.error else []
    return (", ".join(parts[:-1]) + " and " + parts[-1] if len(parts) > 1 else parts[0]) + "."


def known_counts(results: Mapping[str, ControlResult]) -> tuple[KnownCount, ...]:
    """Return how many applicable control-subject pairs each evidence level decided, best first, undecided last."""
    levels: Counter[str] = Counter()
    for result in results.values():
        levels.update(_levels_of(result))
    return _ladder(levels)


def known_of(result: ControlResult) -> tuple[KnownCount, ...]:
    """Return the same of one control, without the levels that decided none of its subjects."""
    return tuple(count for count in _ladder(_levels_of(result)) if count.pairs)


def _levels_of(result: ControlResult) -> Counter[str]:
    levels = Counter({level.word: count for level, count in result.levels})
    failing = {r.subject for r in result.others if r.outcome is Outcome.FAIL}
    levels["unknown"] = len({r.subject for r in result.others if r.outcome is not Outcome.FAIL} - failing)
    return levels


def _ladder(levels: Counter[str]) -> tuple[KnownCount, ...]:
    order = ("observed", "recorded", "documented", "declared", "inferred", "assumed", "unknown")
    return tuple(KnownCount(level=word, pairs=levels[word]) for word in order)  # type: ignore[arg-type]


def line_facts(lines: Sequence[LineResult]) -> tuple[Line, ...]:
    """Return the five lines as the report carries them."""
    return tuple(
        Line(
            name=line.name,
            longer=line.longer,
            action=line.action,
            value=line.value,
            numerator=line.numerator,
            denominator=line.denominator,
            formula=line.formula,
            text=line.text,
        )
        for line in lines
    )


def level_facts(levels: Sequence[LevelResult]) -> tuple[Level, ...]:
    """Return the levels with their gates."""
    return tuple(
        Level(
            level=level.definition.level,
            name=level.definition.name,
            meaning=level.definition.meaning,
            precondition=level.definition.precondition,
            precondition_met=level.precondition_met,
            reached=level.reached,
            gates=tuple(_gate(gate) for gate in level.gates),
        )
        for level in levels
    )


def _gate(gate: GateResult) -> Gate:
    return Gate(
        control=gate.control.id,
        title=gate.control.title,
        state=gate.state.value,
        passed=gate.passed,
        applicable=gate.applicable,
        share=gate.share,
    )


def verdict_fact(
    verdict: VerdictResult,
    levels: Sequence[LevelResult],
    results: Mapping[str, ControlResult],
    conditions: tuple[str, ...],
) -> Verdict:
    """Return the verdict with what stands in the way."""
    facts = level_facts(levels)
    return Verdict(
        outcome=verdict.outcome.value,
        as_designed=verdict.as_designed,
        level_reached=verdict.reached,
        level_asked=verdict.asked,
        sentence=verdict_sentence(facts, reached=verdict.reached, asked=verdict.asked),
        levels=facts,
        blocking=tuple(_blocker(gate, results[gate.control.id]) for gate in verdict.in_the_way),
        conditions=conditions if verdict.outcome is VerdictOutcome.WITH_CONDITIONS else (),
    )


def verdict_sentence(levels: Sequence[Level], *, reached: int, asked: int) -> str:
    """Return the verdict in a sentence, from the levels in their order from 0; both numbers are among them."""
    text = f"It reaches level {reached} ({levels[reached].name}); level {asked} ({levels[asked].name}) is asked for."
    upto = levels[: asked + 1]
    failed = sum(gate.state == "failed" for level in upto for gate in level.gates)
    unknown = sum(gate.state == "unknown" for level in upto for gate in level.gates)
    if reached < asked:
        parts = [f"{failed} {'gate fails' if failed == 1 else 'gates fail'}"] if failed else []
        parts += [f"{unknown} cannot be told"] if unknown else []
        unmet = [level.precondition for level in upto if level.precondition_met is False and level.precondition]
        parts += [f"it is not so that {unmet[0]}"] if unmet else []
        text += f" On the way there {' and '.join(parts)}." if parts else ""
    return text


def _blocker(gate: GateResult, result: ControlResult) -> Blocker:
    wanted = Outcome.FAIL if gate.state is GateState.FAILED else Outcome.UNKNOWN
    hits = [r for r in result.others if r.outcome is wanted] or list(result.others)
    places = [p for r in hits for p in (*r.places, *(c.location for c in r.claims)) if p is not None]
    failed = gate.state is GateState.FAILED
    title = gate.control.failure_title if failed else gate.control.title
    return Blocker(
        control=gate.control.id,
        outcome=wanted,
        text=title if failed else f"Nobody has shown: {lower_first(title)}",
        subjects=len({r.subject for r in hits}),
        place=place(places[0]) if places else "",
    )
