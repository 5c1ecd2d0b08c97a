"""The plan of a report: for each advice its root cause, its places, its changes and how to tell that it is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from shlex import quote

from auditor.model.facts import Known, Unknown
from auditor.model.findings import ControlResult
from auditor.model.kinds import EvidenceLevel
from auditor.recommend import Advice, Basis
from auditor.report.evidence import excerpt, lower_first
from auditor.report.plan.changes import changes_of
from auditor.report.plan.choosing import chosen, places_of
from auditor.report.plan.steps import Setting
from auditor.report.schema_plan import PlanFact, PlannedChange, PlannedPlace, Verification
from auditor.scoring.levels import GateState, LevelResult, level_reached
from auditor.whatif import Stated

_MOST_PLACES = 20
_MOST_SUBJECTS = 20
_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What a plan adds to an advice."""

    root_cause: str
    places: tuple[PlannedPlace, ...]
    changes: tuple[PlannedChange, ...]
    verify: Verification


def planned(
    setting: Setting, advice: Advice, results: Mapping[str, ControlResult], audited: str, asked: int | None
) -> Planned:
    """Return the plan of one advice. `audited` is the path of what was audited, relative to the root."""
    found, beside = chosen(setting, advice, results)
    return Planned(
        root_cause=_root_cause(setting, advice),
        places=_places(setting, advice, results),
        changes=changes_of(setting, found, beside),
        verify=_verification(advice, audited, asked),
    )


def plan_fact(advice: Sequence[Advice], levels: Sequence[LevelResult], asked: int | None) -> PlanFact | None:
    """Return how far the advice leads; None where no level is asked for."""
    if asked is None or not levels:
        return None
    reached = level_reached(levels)
    needed = [entry for entry in advice if entry.needed]
    then = needed[-1].levels_then if needed else tuple(levels)
    after = level_reached(then)
    arrives = after >= asked
    return PlanFact(
        asked=asked,
        reached=reached,
        steps=len(needed) if reached < asked else 0,
        arrives=arrives,
        level_after=after,
        why_not=() if arrives else tuple(_why_not(then, asked)),
    )


def _why_not(levels: Sequence[LevelResult], asked: int) -> list[str]:
    found = []
    for level in levels:
        if level.definition.level > asked:
            break
        if level.precondition_met is not True and level.definition.precondition:
            how = "does not hold" if level.precondition_met is False else "cannot be told"
            found.append(f"Level {level.definition.level} needs that {level.definition.precondition}, which {how}.")
        for gate in level.gates:
            if gate.state in (GateState.FAILED, GateState.UNKNOWN):
                said = "fails" if gate.state is GateState.FAILED else "cannot be told"
                found.append(f"The gate `{gate.control.id}` still {said}: {lower_first(gate.control.title)}.")
        applying = [gate for gate in level.gates if gate.state is not GateState.NOT_APPLICABLE]
        if level.definition.level and not applying:
            found.append(f"Nothing is described that a gate of level {level.definition.level} applies to.")
    return found


def _root_cause(setting: Setting, advice: Advice) -> str:
    """Return what the subjects have in common: what is stated otherwise, rests on a guess, or is said nowhere."""
    where = _cause(setting, advice.cause)
    if advice.basis is not Basis.TRIED:
        return where
    states: dict[str, Counter[str]] = {state: Counter() for state in _STATES}
    for assumed in advice.assumptions:
        if isinstance(assumed, Stated) and assumed.subject in setting.system.entities:
            states[_state(setting, assumed)][assumed.attribute] += 1
    said = [
        f"`{attribute}` {_STATES[state]}{f' for {count}' if count > 1 else ''}"
        for state, counts in states.items()
        for attribute, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_NAMED]
    ]
    return " ".join(filter(None, (where, _sentence(said))))


_STATES = {
    "otherwise": "is not as it should be",
    "unproven": "is stated without proof",
    "guessed": "is only guessed",
    "nowhere": "is stated nowhere",
}


def _state(setting: Setting, assumed: Stated) -> str:
    fact = setting.system.fact(assumed.subject, assumed.attribute)
    if isinstance(fact, Unknown):
        return "nowhere"
    if isinstance(fact, Known) and fact.level < EvidenceLevel.DECLARED:
        return "guessed"
    if setting.adds_to(assumed):
        return "unproven"
    return "otherwise"


def _sentence(parts: Sequence[str]) -> str:
    if not parts:
        return ""
    return ", ".join(parts[:-1]) + (" and " if len(parts) > 1 else "") + parts[-1] + "."


def _cause(setting: Setting, cause: str) -> str:
    if not cause:
        return ""
    if "#/" in cause:
        return f"One shared definition: `{cause}`."
    if cause in setting.system.entities:
        return f"The contract of `{cause}`."
    return f"One file: `{cause}`."


def _places(setting: Setting, advice: Advice, results: Mapping[str, ControlResult]) -> tuple[PlannedPlace, ...]:
    found = []
    shown = list(places_of(advice, results))
    if not shown:  # nothing shows what is missing, but for the entity that misses it
        entities = (setting.system.entities.get(subject) for subject in advice.subjects)
        shown = [(entity.id, entity.location) for entity in entities if entity is not None and entity.location]
    for subject, location in shown[:_MOST_PLACES]:
        quoted = excerpt(location)
        marked = quoted.lines[quoted.marked - quoted.first_line].strip() if quoted is not None else ""
        found.append(PlannedPlace(path=location.path, line=location.position.line, subject=subject, line_text=marked))
    return tuple(found)


def _verification(advice: Advice, audited: str, asked: int | None) -> Verification:
    controls = tuple(control.id for control in advice.controls)
    shown = ", ".join(f"`{id_}`" for id_ in controls)
    count = len({id_ for _, subjects in advice.wanted for id_ in subjects})
    whom = f"none of the {count} subjects" if count > 1 else f"`{advice.subjects[0]}`"
    verb = "fails or is unknown" if count > 1 else "neither fails nor is unknown"
    shows = [f"In `after.json`, {whom} {verb} under {shown}."]
    if asked is not None and advice.then is not None:
        shows.append(f"With all steps before it, the level reached is {advice.then} or more.")
    arrives = advice.needed and asked is not None and advice.then is not None and advice.then >= asked
    if arrives:
        shows.append("The command exits with 0.")
    fail_on = "level" if arrives else "never"
    return Verification(
        command=f"audit {quote(audited)} --fail-on {fail_on} -o after.json",
        shows=tuple(shows),
        controls=controls,
        subjects=tuple(sorted({id_ for _, subjects in advice.wanted for id_ in subjects}))[:_MOST_SUBJECTS],
    )
