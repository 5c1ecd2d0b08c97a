"""What would be if: an audit's results under assumptions, asked again only where an assumption can change them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from auditor.checklist import Context, Control
from auditor.evaluate import evaluate_again, evaluate_in
from auditor.model.description import Description, Input
from auditor.model.facts import Known, comparable
from auditor.model.findings import ControlResult
from auditor.model.system import System
from auditor.model.vocabulary import ATTRIBUTES
from auditor.scoring.levels import LevelResult, level_reached
from auditor.waivers import Acceptances
from auditor.whatif.assume import assume, check_stated, claim_of
from auditor.whatif.assumption import Added, Assumption, Stated
from auditor.whatif.changes import Changes, changes_between
from auditor.whatif.effect import Effect, effect_of
from auditor.whatif.reads import Reads, TracingContext, stated_reads

_DERIVED_FROM = frozenset(
    (
        *("effects", "method", "path", "own_name", "description", "protocol", "parameters", "definition_size", "steps"),
        *("authentication", "asynchronous", "operates_screen", "screen_view"),
        *("hints.read_only", "hints.destructive", "hints.idempotent", "hints.open_world"),
        *(a.default.when[0] for a in ATTRIBUTES.values() if a.default is not None and a.default.when is not None),
    )
)
"""Attributes from which others are derived. Any other is read by nothing but controls, and need not be derived anew."""

Score = Callable[[Mapping[str, ControlResult], System], tuple[LevelResult, ...]]
"""Gives the levels that some results of a system come to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What an evaluation is given beside the system."""

    controls: Sequence[Control]
    today: date
    inputs: Sequence[Input] = ()
    described: bool = True
    """False for a lone artifact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A system under assumptions, and what its controls come to."""

    assumptions: tuple[Assumption, ...]
    system: System
    results: Mapping[str, ControlResult]
    """By control. Of what was judged anew, how many subjects each evidence level decided is left out."""
    levels: tuple[LevelResult, ...]

    @property
    def level(self) -> int:
        """The readiness level reached."""
        return level_reached(self.levels)

    @property
    def hypothetical(self) -> frozenset[str]:
        """The ids of what nobody describes. What fails of these is no failure of the system, and what nobody knows of
        them still keeps it from a level."""
        return frozenset(assumption.id for assumption in self.assumptions if isinstance(assumption, Added))


class WhatIf:
    """One audit that can be asked what would be if. It never changes after it is made."""

    def __init__(self, linked: Description, setting: Setting) -> None:
        """Evaluate a linked description as it is."""
        self._linked = linked
        self._setting = setting
        self._reads: dict[str, Reads] = {}
        self._score: Score | None = None
        self._accepted = Acceptances()
        self.system = assume(linked, ())
        """The real system."""
        self.results: Mapping[str, ControlResult] = MappingProxyType(self._evaluated())
        """What is really so, by control."""
        self._now: Trial | None = None

    def scored(self, score: Score, accepted: Acceptances) -> WhatIf:
        """Return this audit with levels and waivers, which are known only once the real results are."""
        self._score, self._accepted, self._now = score, accepted, None
        return self

    @property
    def controls(self) -> Sequence[Control]:
        """The controls that are asked, in the order of the results."""
        return self._setting.controls

    @property
    def setting(self) -> Setting:
        """What the evaluation was given beside the system."""
        return self._setting

    @property
    def reads(self) -> Mapping[str, Reads]:
        """What each control looked at, by control."""
        return self._reads

    @property
    def now(self) -> Trial:
        """What is really so."""
        if self._now is None:
            self._now = self._trial((), self.system, self.results)
        return self._now

    def after(
        self, assumptions: Iterable[Assumption], *, since: Trial | None = None, only: Set[str] | None = None
    ) -> Trial:
        """Return what would be if these assumptions held, on top of another trial or of what is really so.

        Only what an assumption can change is judged again; with `only`, of these controls. Nothing is derived from a
        value that is an example. Raises ValueError where an assumption cannot be made.
        """
        before = since or self.now
        new = tuple(assumptions)
        system, changes = self._assumed(before, new)
        asked = [c for c in self._setting.controls if only is None or c.id in only]
        return self._trial((*before.assumptions, *new), system, self._judged(asked, before.results, system, changes))

    def supposing(self, controls: Iterable[str], *, since: Trial | None = None) -> Trial:
        """Return what would be if all subjects of these controls passed, whatever it takes."""
        before = since or self.now
        passing = {id_: _all_passed(before.results[id_]) for id_ in controls}
        return self._trial(before.assumptions, before.system, {**before.results, **passing})

    def wholly(self, assumptions: Sequence[Assumption]) -> Trial:
        """Return the same as `after`, with everything judged anew."""
        system = assume(self._linked, assumptions)
        context = self._context(system)
        described = self._setting.described
        results = {c.id: evaluate_in(context, c, described=described) for c in self._setting.controls}
        return self._trial(tuple(assumptions), system, results)

    def effect(self, trial: Trial, *, since: Trial | None = None) -> Effect:
        """Return what a trial closes, opens and settles, against another or against what is really so."""
        before = since or self.now
        return effect_of(self.controls, before.results, trial.results, self._accepted, trial.hypothetical)

    def _trial(
        self, assumptions: tuple[Assumption, ...], system: System, results: Mapping[str, ControlResult]
    ) -> Trial:
        levels = self._score(results, system) if self._score is not None else ()
        return Trial(assumptions=assumptions, system=system, results=MappingProxyType(dict(results)), levels=levels)

    def _evaluated(self) -> dict[str, ControlResult]:
        setting = self._setting
        context = TracingContext(self.system, today=setting.today, inputs=setting.inputs, alone=not setting.described)
        results = {}
        for control in setting.controls:
            context.reads = Reads()
            results[control.id] = evaluate_in(context, control, described=setting.described)
            reads = stated_reads(control)
            if control.check is not None:
                reads.add(context.reads)
            self._reads[control.id] = reads
        return results

    def _assumed(self, before: Trial, new: Sequence[Assumption]) -> tuple[System, Changes]:
        stated = [assumption for assumption in new if isinstance(assumption, Stated)]
        if len(stated) == len(new) and not any(_is_derived_from(a, before.system) for a in stated):
            entities = dict(before.system.entities)
            for assumption in stated:
                check_stated(entities, assumption)
            claims = {(a.subject, a.attribute): claim_of(a) for a in stated}
            return before.system.claimed_instead(claims), Changes.of_attributes(claims)
        system = assume(self._linked, (*before.assumptions, *new))
        return system, changes_between(before.system, system)

    def _judged(
        self, controls: Iterable[Control], before: Mapping[str, ControlResult], system: System, changes: Changes
    ) -> dict[str, ControlResult]:
        results = dict(before)
        context = self._context(system)
        for control in controls:
            reads = self._reads[control.id]
            if changes.concern_all_of(control, reads):
                results[control.id] = evaluate_in(context, control, described=self._setting.described)
            elif subjects := changes.subjects_for(control, reads, system):
                results[control.id] = evaluate_again(context, control, before[control.id], subjects)
        return results

    def _context(self, system: System) -> Context:
        setting = self._setting
        return Context(system, today=setting.today, inputs=setting.inputs, alone=not setting.described)


def _is_derived_from(assumption: Stated, system: System) -> bool:
    """Tell whether other claims could follow from an assumed one that do not follow from what is claimed today."""
    if assumption.example or assumption.attribute not in _DERIVED_FROM:
        return False
    if assumption.attribute != "effects":
        return True
    # What follows from effects follows from their value, however well it is supported.
    fact = system.fact(assumption.subject, "effects") if assumption.subject in system.entities else None
    return not isinstance(fact, Known) or comparable(fact.value) != comparable(assumption.value)


def _all_passed(result: ControlResult) -> ControlResult:
    passed = tuple(sorted({*result.passed, *(other.subject for other in result.others)}))
    return ControlResult(control=result.control, passed=passed, not_applicable=result.not_applicable)
