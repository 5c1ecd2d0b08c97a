"""What doing what controls ask for really changes: it is assumed to be done, and the controls are asked again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from auditor.checklist import Control
from auditor.documents import Value
from auditor.whatif.assumption import Assumption, Stated
from auditor.whatif.effect import Effect, Pair
from auditor.whatif.engine import Trial, WhatIf
from auditor.whatif.reads import conditions_of
from auditor.whatif.ways import Way, Ways, joined

Wanted: TypeAlias = tuple[Control, Sequence[str]]
"""A control with the subjects for which it is to be mended."""

_MOST_TRIALS = 3
"""Tries before the effect is estimated instead: with the first way of each subject, then with the next one of those
that are not mended."""


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
    options = _options(ways, wanted)
    own = {Pair(control=control.id, subject=id_) for control, subjects in wanted for id_ in subjects}
    chosen = dict.fromkeys(options, 0)
    for _ in range(_MOST_TRIALS if own == options.keys() else 0):
        assumptions = joined(*(options[pair][number] for pair, number in chosen.items()))
        remedy = _try(engine, assumptions, wanted, examples=examples)
        mended = {*remedy.effect.closes, *remedy.effect.settles} if remedy is not None else frozenset[Pair]()
        if remedy is not None and own <= mended:
            return remedy
        others = [pair for pair in own - mended if chosen[pair] + 1 < len(options[pair])]
        if not others:
            return None
        for pair in others:
            chosen[pair] += 1
    return None


def _try(
    engine: WhatIf, assumptions: tuple[Assumption, ...], wanted: Sequence[Wanted], *, examples: bool
) -> Remedy | None:
    """Return what some assumptions change; None where they cannot be made, or are examples that shall not be."""
    only = frozenset(control.id for control, _ in wanted) if any(_is_example(a) for a in assumptions) else None
    if only is not None and not examples:
        return None
    try:
        trial = engine.after(assumptions, only=only)
    except ValueError:
        return None
    return Remedy(assumptions=assumptions, effect=engine.effect(trial), trial=trial, only=only)


def _options(ways: Ways, wanted: Sequence[Wanted]) -> dict[Pair, tuple[Way, ...]]:
    """Return the ways for each subject of each control, likely ones first; those without any are left out."""
    found: dict[Pair, tuple[Way, ...]] = {}
    for control, subjects in wanted:
        condition = _condition(control)
        for id_ in subjects:
            entity = ways.system.entities.get(id_)
            options = ways.to(condition, entity) if entity is not None else ()
            if entity is None or not options:
                return found  # without a way for one, there is none for all
            scope = ways.confirming(conditions_of(control).get("for_each"), entity)
            found[Pair(control=control.id, subject=id_)] = tuple(joined(scope, option) for option in options)
    return found


def _condition(control: Control) -> Value:
    """Return what a control says that mending it makes true, else what it requires."""
    block = conditions_of(control)
    remediation = block.get("remediation")
    assume = remediation.get("assume") if isinstance(remediation, dict) else None
    return assume or block.get("require")


def _is_example(assumption: Assumption) -> bool:
    return isinstance(assumption, Stated) and assumption.example
