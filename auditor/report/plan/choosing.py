"""Chooses for each assumption of an advice which file says it, and what to write there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from auditor.checklist import Control
from auditor.model.claims import Location
from auditor.model.findings import ControlResult, Outcome
from auditor.model.kinds import EvidenceLevel
from auditor.recommend import Advice
from auditor.report.plan import deployments, openapi, tool_lists
from auditor.report.plan.contracts import Defined, Recipe, Written, definition_of, step_of
from auditor.report.plan.examples import apart, held, locked
from auditor.report.plan.statements import relation, statement
from auditor.report.plan.steps import Found, Setting, Snippet, Step
from auditor.whatif import Added, Assumption, Related, Stated

_MOST_SUBJECTS = 300
"""Subjects of one advice for which changes are looked for."""

_ONLY_SUGGESTED = frozenset(("dry_run",))
"""What a contract can only suggest by a name, so that a description has to state it as well."""

_OF_CONTROL = {
    "partial-failure-coverage": "responses",
    "undeclared-failure": "responses",
    "undated-read": "freshness_visible",
    "silent-write": "returns_state",
    "terse-description": "description",
    "name-restating-description": "description",
}
"""What estimated advice is about, in the words of an attribute."""


def chosen(
    setting: Setting, advice: Advice, results: Mapping[str, ControlResult]
) -> tuple[dict[str, list[Found]], list[Snippet]]:
    """Return for each subject what to change; None among it where no file can say it. And examples for all of them."""
    found: dict[str, list[Found]] = {}
    if advice.assumptions:
        for assumption in advice.assumptions[: 4 * _MOST_SUBJECTS]:
            subject = _subject(assumption)
            if subject is not None:
                found.setdefault(subject, []).extend(_of_assumption(setting, advice, assumption, results))
    else:
        for control, subjects in advice.wanted:
            for subject in subjects[:_MOST_SUBJECTS]:
                found.setdefault(subject, []).extend(_of_estimate(setting, control, subject, results))
    if not _stands_alone(advice, found):
        found = {subject: [_as_example(step) for step in steps] for subject, steps in found.items()}
    return found, list(_beside(setting, advice))


def _stands_alone(advice: Advice, found: Mapping[str, Sequence[Found]]) -> bool:
    """Tell whether each subject is mended by its own steps: whatever all of them need must be known as well."""
    own = {subject for _, subjects in advice.wanted for subject in subjects}
    if any(isinstance(assumption, Added) for assumption in advice.assumptions):
        return False
    shared = [steps for subject, steps in found.items() if subject not in own]
    return all(steps and all(isinstance(step, Step) and step.complete for step in steps) for steps in shared)


def _as_example(step: Found) -> Found:
    return replace(step, complete=False) if isinstance(step, Step) else step


def _subject(assumption: Assumption) -> str | None:
    match assumption:
        case Stated(subject=subject):
            return subject
        case Related(source=source):
            return source
        case Added():
            return None


def _of_assumption(
    setting: Setting, advice: Advice, assumption: Assumption, results: Mapping[str, ControlResult]
) -> Iterator[Found]:
    control = max(advice.controls, key=lambda control: control.needs)
    if isinstance(assumption, Related):
        yield relation(setting, assumption)
    elif isinstance(assumption, Stated):
        yield from _stated(setting, control, assumption, results)


def _stated(
    setting: Setting, control: Control, assumed: Stated, results: Mapping[str, ControlResult]
) -> Iterator[Found]:
    subject, name = assumed.subject, assumed.attribute
    if name == "package_lock":
        yield locked(setting, subject)
        return
    if name in deployments.ATTRIBUTES and (step := deployments.deployment(setting, subject, name)) is not None:
        yield step
        return
    level = setting.known_as(subject, name, assumed.value)
    if level is not None and level >= max(control.needs, EvidenceLevel.DECLARED) and not assumed.example:
        return
    confirms = level is not None and level < EvidenceLevel.DECLARED
    defined = None if confirms else definition_of(setting, subject)
    if defined is not None:
        if name == "parameters" and control.id == "untyped-or-undescribed-parameter":
            yield from _parameters(defined, control, subject, results)
            return
        recipe = _recipe(defined, control, name, assumed.value)
        written = recipe(defined) if recipe is not None else None
        if written is not None:
            yield step_of(subject, defined, written)
            if name in _ONLY_SUGGESTED and setting.main is not None:
                yield statement(setting, control, assumed)
            return
        if setting.deciding(subject, name):
            yield None  # system.yaml would only contradict the contract
            return
    yield statement(setting, control, assumed)


def _recipe(defined: Defined, control: Control, attribute: str, value: object) -> Recipe | None:
    if "openapi" in defined.root:
        return openapi.OF_CONTROL.get(control.id) or openapi.RECIPES.get(attribute)
    if "inputSchema" in defined.value:
        hint = tool_lists.hint(attribute, value) if isinstance(value, bool) else None
        return hint or tool_lists.RECIPES.get(attribute)
    return None


def _parameters(
    defined: Defined, control: Control, subject: str, results: Mapping[str, ControlResult]
) -> Iterator[Found]:
    others = results[control.id].others if control.id in results else ()
    for other in others:
        if other.subject != subject or other.outcome is Outcome.PASS:
            continue
        place = next((place for place in other.places if place.path == defined.document.path), None)
        written = openapi.parameter(defined, place.pointer) if place is not None else None
        yield step_of(subject, defined, written) if written is not None else None


def _of_estimate(
    setting: Setting, control: Control, subject: str, results: Mapping[str, ControlResult]
) -> Iterator[Found]:
    """Yield what can be said of a subject although nothing was tried: an example at most."""
    attribute = _OF_CONTROL.get(control.id)
    defined = definition_of(setting, subject) if attribute else None
    recipe = _recipe(defined, control, attribute, None) if defined is not None and attribute else None
    written = recipe(defined) if recipe is not None and defined is not None else None
    if defined is None or written is None:
        yield None
        return
    yield step_of(subject, defined, Written(wanted=written.wanted, complete=False, note=written.note))


def _beside(setting: Setting, advice: Advice) -> Iterator[Snippet]:
    if any(control.id == "lethal-trifecta" for control in advice.controls):
        yield from apart(setting, advice.subjects)
    tools = [a.subject for a in advice.assumptions if isinstance(a, Stated) and a.attribute == "approval"]
    if tools:
        failing = set(advice.subjects)
        yield from held(setting, tuple(dict.fromkeys(tool for tool in tools if tool in failing)))


def places_of(advice: Advice, results: Mapping[str, ControlResult]) -> Sequence[tuple[str, Location]]:
    """Return where the subjects of an advice show what is wrong, one place each; failures first."""
    found: dict[tuple[str, str], tuple[int, str, Location]] = {}
    for control, subjects in advice.wanted:
        wanted = set(subjects)
        for other in results[control.id].others:
            if other.subject not in wanted:
                continue
            claims = (claim.location for claim in other.claims if claim.location is not None)
            place = next(iter(other.places), None) or next(claims, None)
            if place is not None:
                rank = 0 if other.outcome is Outcome.FAIL else 1
                found.setdefault((other.subject, other.discriminator), (rank, other.subject, place))
    return [(subject, place) for _, subject, place in sorted(found.values(), key=lambda item: item[:2])]
