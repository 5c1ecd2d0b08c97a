"""Leaves out of a remedy what it assumes without need, so that advice asks for no more than it has to."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.model.facts import Known, comparable
from auditor.model.kinds import EvidenceLevel
from auditor.model.system import System
from auditor.whatif.assumption import Assumption, Stated
from auditor.whatif.effect import Pair
from auditor.whatif.engine import WhatIf
from auditor.whatif.remedy import Remedy, Wanted

_MOST_TRIALS = 2


def slimmed(engine: WhatIf, remedy: Remedy, wanted: Sequence[Wanted]) -> Remedy:
    """Return a remedy that still mends everything without what is known well enough today.

    A condition that already holds is assumed with another value or one more item, since no value tells that it holds.
    One trial without all such assumptions shows for which subjects they are needed, a second one that it is so.
    """
    own = {Pair(control=control.id, subject=id_) for control, subjects in wanted for id_ in subjects}
    spare = [a for a in remedy.assumptions if _adds_to_what_is_known(engine.system, a)]
    for _ in range(_MOST_TRIALS):
        kept = tuple(a for a in remedy.assumptions if a not in spare)
        if not spare or not kept:
            break
        trial = engine.after(kept, only=remedy.only)
        effect = engine.effect(trial)
        open_still = own - {*effect.closes, *effect.settles}
        if not open_still:
            return Remedy(assumptions=kept, effect=effect, trial=trial, only=remedy.only)
        needing = {pair.subject for pair in open_still}
        spare = [a for a in spare if isinstance(a, Stated) and a.subject not in needing]
    return remedy


def _adds_to_what_is_known(system: System, assumption: Assumption) -> bool:
    if not isinstance(assumption, Stated):
        return False
    if assumption.subject not in system.entities:
        return False
    fact = system.fact(assumption.subject, assumption.attribute)
    if not isinstance(fact, Known) or fact.level < EvidenceLevel.DECLARED or fact.value in ((), "", False):
        return False
    if isinstance(fact.value, tuple) and isinstance(assumption.value, tuple):
        return set(map(repr, fact.value)) <= set(map(repr, assumption.value))
    return comparable(fact.value) == comparable(assumption.value) or (
        assumption.example and isinstance(fact.value, str)
    )
