"""Every control against every subject that it concerns."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import suppress
from datetime import date

from msgspec.structs import replace

from auditor.checklist import Condition, Context, Control, Reason, sentence
from auditor.checklist.attributes import unread
from auditor.checklist.graph_conditions import noun
from auditor.checks import View, all_checks
from auditor.evaluate.causes import cause_of
from auditor.graph import verdict as v
from auditor.graph.verdict import Truth, Verdict
from auditor.model.claims import Claim, Location
from auditor.model.description import Input
from auditor.model.entities import Entity
from auditor.model.facts import Known
from auditor.model.findings import ControlResult, Outcome, SubjectResult
from auditor.model.kinds import EntityKind, EvidenceLevel
from auditor.model.system import SYSTEM_ID, System

_MOST_CLAIMS = 50
"""Claims that one result shows as its evidence."""


def evaluate(
    system: System,
    controls: Iterable[Control],
    *,
    today: date,
    inputs: Iterable[Input] = (),
    described: bool = True,
) -> tuple[ControlResult, ...]:
    """Return what each control came to, in the order of the controls.

    `described` is False for a lone artifact, of which nobody expects that it names agents: a control then concerns only
    what there is. A control that crashes has the outcome *error* for the subject at hand, and the audit goes on.
    """
    context = Context(system, today=today, inputs=inputs, alone=not described)
    return tuple(evaluate_in(context, control, described=described) for control in controls)


def evaluate_in(context: Context, control: Control, *, described: bool = True) -> ControlResult:
    """Return what one control came to in a context that several share."""
    return _Run(context, control, at_design(context.system)).result(described=described)


def evaluate_again(context: Context, control: Control, before: ControlResult, subjects: Set[str]) -> ControlResult:
    """Return an earlier result of a control with these subjects judged anew, without its counts of evidence levels."""
    return _Run(context, control, at_design(context.system)).again(before, subjects)


def at_design(system: System) -> bool:
    """Tell whether a system is declared to be at the design stage, where declared evidence is enough."""
    stage = system.fact(SYSTEM_ID, "stage") if SYSTEM_ID in system.entities else None
    return isinstance(stage, Known) and stage.value == "design" and stage.level >= EvidenceLevel.DECLARED


class _Run:
    """One control over all of its subjects."""

    def __init__(self, context: Context, control: Control, at_design: bool) -> None:
        self._context = context
        self._control = control
        self._needs = EvidenceLevel.DECLARED if at_design else control.needs
        self._passed: list[str] = []
        self._not_applicable: list[str] = []
        self._others: list[SubjectResult] = []
        self._levels: Counter[EvidenceLevel] = Counter()

    def result(self, *, described: bool) -> ControlResult:
        """Return what the control came to."""
        system = self._context.system
        subjects, outside = scope_of(self._context, self._control)
        self._not_applicable += outside
        for subject, scope in subjects:
            self._judge_safely(subject, scope)
        if not (subjects or outside) and described:
            self._others += _undescribed(self._control.kinds - system.closed_kinds)
        return self._result()

    def again(self, before: ControlResult, subjects: Set[str]) -> ControlResult:
        """Return a result in which only these subjects are judged, and all others stay as they were."""
        self._passed += (id_ for id_ in before.passed if id_ not in subjects)
        self._not_applicable += (id_ for id_ in before.not_applicable if id_ not in subjects)
        self._others += (other for other in before.others if other.subject not in subjects)
        for id_ in sorted(subjects):
            subject = self._context.system.entities.get(id_)
            if subject is not None and subject.kind in self._control.kinds:
                self._judge_safely(subject, None)
        return dataclasses.replace(self._result(), levels=())

    def _judge_safely(self, subject: Entity, scope: Verdict | None) -> None:
        try:
            self._judge(subject, scope)
        except Exception as error:  # noqa: BLE001  # one broken check must not end the audit
            message = f"the check failed: {type(error).__name__}: {error}"
            self._add(subject, Outcome.ERROR, (Reason(what=message),), EvidenceLevel.DECLARED)

    def _result(self) -> ControlResult:
        return ControlResult(
            control=self._control.id,
            passed=tuple(self._passed),
            not_applicable=tuple(self._not_applicable),
            others=tuple(self._others),
            levels=tuple(sorted(self._levels.items())),
        )

    def _judge(self, subject: Entity, scope: Verdict | None) -> None:
        if subject.placeholder:
            self._add(subject, Outcome.UNKNOWN, (unread(subject),), EvidenceLevel.DECLARED)
            return
        if scope is None:
            scope = _test(self._control.for_each, self._context, subject, v.TRUE[v.CERTAIN])
        unless = self._control.unless
        exempt = v.FALSE[v.CERTAIN] if unless is None else unless.test(self._context, subject)
        if _excludes(scope) or _holds(exempt):
            self._not_applicable.append(subject.id)
        elif self._control.manual:
            self._add(subject, Outcome.MANUAL, (Reason(what=self._control.question),), EvidenceLevel.DECLARED)
        elif scope.truth is not Truth.TRUE:
            self._unsure_of_scope(subject)
        else:
            self._decide(subject, scope, exempt)

    def _unsure_of_scope(self, subject: Entity) -> None:
        reasons = _explain(self._control.for_each, self._context, subject)
        weak = [reason for reason in reasons if reason.level < EvidenceLevel.DECLARED] or reasons
        what = f"may not apply: {sentence([replace(reason, expected='') for reason in weak])}"
        self._add(subject, Outcome.UNKNOWN, _about(what, weak), EvidenceLevel.DECLARED)

    def _decide(self, subject: Entity, scope: Verdict, exempt: Verdict) -> None:
        verdict, reasons, given = self._test(subject)
        match verdict.truth:
            case Truth.TRUE if scope.level < EvidenceLevel.DECLARED:
                # A pass would be the better look of a control that, with more evidence, may not even apply.
                self._unsure_of_scope(subject)
            case Truth.TRUE if verdict.level >= self._needs:
                self._passed.append(subject.id)
                self._levels[verdict.level] += 1
            case Truth.TRUE:
                reasons = self._too_weak(reasons or self._reasons(subject), verdict.level)
                self._add(subject, Outcome.UNKNOWN, reasons, verdict.level)
            case Truth.UNKNOWN:
                self._add(subject, Outcome.UNKNOWN, reasons or self._reasons(subject), EvidenceLevel.DECLARED)
            case Truth.FALSE if exempt.truth is not Truth.FALSE:
                why = _explain(self._control.unless, self._context, subject)
                what = f"fails unless it is exempt: {sentence([replace(reason, expected='') for reason in why])}"
                self._add(subject, Outcome.UNKNOWN, _about(what, why), EvidenceLevel.DECLARED)
            case Truth.FALSE:
                level = min(subject.level, scope.level, verdict.level)
                self._levels[level] += 1
                self._fail(subject, reasons or self._reasons(subject), given, level)

    def _test(self, subject: Entity) -> tuple[Verdict, tuple[Reason, ...], tuple[Claim, ...]]:
        if self._control.check is not None:
            view = View(self._context)
            found = all_checks()[self._control.check](view, subject, **self._control.parameters)
            return found.verdict, found.reasons, view.given
        assert self._control.require is not None  # noqa: S101  # the loader lets nothing else through
        return self._control.require.test(self._context, subject), (), ()

    def _reasons(self, subject: Entity) -> tuple[Reason, ...]:
        return _explain(self._control.require, self._context, subject)

    def _too_weak(self, reasons: Sequence[Reason], level: EvidenceLevel) -> tuple[Reason, ...]:
        weak = [reason for reason in reasons if reason.level < self._needs] or list(reasons)
        what = f"{sentence(weak)}, but that is only {level.word}; {self._needs.word} evidence is needed"
        return _about(what, weak)

    def _fail(self, subject: Entity, reasons: Sequence[Reason], given: tuple[Claim, ...], level: EvidenceLevel) -> None:
        """Add one result for each failing item, and one for all that fails of the subject itself."""
        by_item: dict[str, list[Reason]] = {}
        for reason in reasons:
            by_item.setdefault(reason.item, []).append(reason)
        for item, group in by_item.items():
            self._add(subject, Outcome.FAIL, group, level, discriminator=item, given=given)

    def _add(
        self,
        subject: Entity,
        outcome: Outcome,
        reasons: Sequence[Reason],
        level: EvidenceLevel,
        *,
        discriminator: str = "",
        given: tuple[Claim, ...] = (),
    ) -> None:
        claims: tuple[Claim, ...]
        if len(reasons) == 1 and len(reasons[0].claims) == 1 and len(reasons[0].places) <= 1:
            claims, places = reasons[0].claims, reasons[0].places  # as nearly all are: there is nothing to tell apart
        else:
            claims = tuple({id(claim): claim for reason in reasons for claim in reason.claims}.values()) or given
            places = tuple(_distinct(place for reason in reasons for place in reason.places))
        self._others.append(
            SubjectResult(
                subject=subject.id,
                outcome=outcome,
                message=sentence(reasons),
                claims=claims[:_MOST_CLAIMS],
                places=places,
                discriminator=discriminator,
                level=level,
                cause=cause_of(self._context, subject, outcome, reasons),
                path=tuple(dict.fromkeys(hop for reason in reasons for hop in reason.path)),
            )
        )


Scope = tuple[Sequence[tuple[Entity, Verdict | None]], Sequence[str]]


def scope_of(context: Context, control: Control) -> Scope:
    """Return the subjects that a control may concern, each with how certain that is, and the ids of all others.

    Controls whose `for_each` reads alike share the answer. A verdict is None where the condition broke, so that the
    control that meets it can say so.
    """
    kinds = ",".join(sorted(control.kinds))
    return context.kept((control.for_each, kinds), lambda: _scope_of(context, control))


def _scope_of(context: Context, control: Control) -> Scope:
    inside: list[tuple[Entity, Verdict | None]] = []
    outside: list[str] = []
    for entity in (entity for kind in sorted(control.kinds) for entity in context.system.of_kind(kind)):
        verdict: Verdict | None = None
        if not entity.placeholder:
            with suppress(Exception):
                verdict = _test(control.for_each, context, entity, v.TRUE[v.CERTAIN])
        if verdict is not None and _excludes(verdict):
            outside.append(entity.id)
        else:
            inside.append((entity, verdict))
    return inside, outside


def _excludes(verdict: Verdict) -> bool:
    """Tell whether something is false on claims that can exempt: declared or better."""
    return verdict.truth is Truth.FALSE and verdict.level >= EvidenceLevel.DECLARED


def _holds(verdict: Verdict) -> bool:
    """Tell whether something is true on claims that can exempt: declared or better."""
    return verdict.truth is Truth.TRUE and verdict.level >= EvidenceLevel.DECLARED


def _test(condition: Condition | None, context: Context, subject: Entity, otherwise: Verdict) -> Verdict:
    return condition.test(context, subject) if condition is not None else otherwise


def _explain(condition: Condition | None, context: Context, subject: Entity) -> tuple[Reason, ...]:
    return condition.explain(context, subject, True) if condition is not None else ()


def _about(what: str, reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    claims = tuple(claim for reason in reasons for claim in reason.claims)
    places = tuple(place for reason in reasons for place in reason.places)
    path = tuple(hop for reason in reasons for hop in reason.path)
    return (Reason(what=what, claims=claims, places=places, path=path),)


def _distinct(places: Iterable[Location]) -> Iterator[Location]:
    seen = set()
    for place in places:
        key = (place.path, place.pointer, place.line_in_text)
        if key not in seen:
            seen.add(key)
            yield place


def _undescribed(kinds: frozenset[EntityKind]) -> Iterator[SubjectResult]:
    for kind in sorted(kinds)[:1]:
        names = " or ".join(sorted(map(noun, kinds)))
        yield SubjectResult(subject=f"{kind.value}.*", outcome=Outcome.UNKNOWN, message=f"nobody describes {names}")
