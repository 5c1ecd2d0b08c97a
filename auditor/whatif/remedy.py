"""What doing what controls ask for really changes: it is assumed to be done, and the controls are asked again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from auditor.checklist import Control
from auditor.documents import Value
from auditor.whatif.assumption import Assumption, Stated
from auditor.whatif.effect import Effect, Pair
from auditor.whatif.engine import Trial, WhatIf
from auditor.whatif.reads import conditions_of
from auditor.whatif.ways import Ways, joined

Wanted: TypeAlias = tuple[Control, Sequence[str]]
"""A control with the subjects for which it is to be mended."""

_MOST_TRIALS = 3
"""Ways that are tried before the effect is estimated instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """What to assume so that everything that some controls find is mended, and what that changes."""

    assumptions: tuple[Assumption, ...]
    effect: Effect
    trial: Trial
    only: frozenset[str] | None
    """The controls whose outcomes count; None for all. Where a value stands for any other, such as a description that
    is not written yet, controls that look closer at it cannot be asked."""


def remedy_for(engine: WhatIf, ways: Ways, wanted: Sequence[Wanted], *, examples: bool = True) -> Remedy | None:
    """Return what mends these subjects of these controls; None where no way is found that does.

    Without `examples` nothing is tried that could only show what its own controls come to.
    """
    own = {Pair(control=control.id, subject=id_) for control, subjects in wanted for id_ in subjects}
    for assumptions in _together(ways, wanted):
        only = frozenset(control.id for control, _ in wanted) if any(_is_example(a) for a in assumptions) else None
        if only is not None and not examples:
            continue
        try:
            trial = engine.after(assumptions, only=only)
        except ValueError:
            continue
        effect = engine.effect(trial)
        if own <= {*effect.closes, *effect.settles}:
            return Remedy(assumptions=assumptions, effect=effect, trial=trial, only=only)
    return None


def _together(ways: Ways, wanted: Sequence[Wanted]) -> Iterator[tuple[Assumption, ...]]:
    """Yield up to three sets of assumptions for all subjects at once: the first way of each, the second of each, …"""
    found = []
    for control, subjects in wanted:
        condition = _condition(control)
        for id_ in subjects:
            entity = ways.system.entities.get(id_)
            options = ways.to(condition, entity) if entity is not None else ()
            if entity is None or not options:
                return
            scope = ways.confirming(conditions_of(control).get("for_each"), entity)
            found.append(tuple(joined(scope, option) for option in options))
    for number in range(min(_MOST_TRIALS, max((len(options) for options in found), default=0))):
        yield joined(*(options[min(number, len(options) - 1)] for options in found))


def _condition(control: Control) -> Value:
    """Return what a control says that mending it makes true, else what it requires."""
    block = conditions_of(control)
    remediation = block.get("remediation")
    assume = remediation.get("assume") if isinstance(remediation, dict) else None
    return assume or block.get("require")


def _is_example(assumption: Assumption) -> bool:
    return isinstance(assumption, Stated) and assumption.example
