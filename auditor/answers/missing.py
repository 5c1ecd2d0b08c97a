"""What nobody states, of all that a control looked at to come to no decision: the fields that an answer would fill."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar, cast

from auditor.answers.fields import answerable
from auditor.checklist import Context, Control
from auditor.evaluate import at_design, evaluate_again
from auditor.graph import Filter
from auditor.model.entities import Entity
from auditor.model.facts import Fact
from auditor.model.findings import ControlResult, Outcome
from auditor.model.kinds import EvidenceLevel
from auditor.model.system import System
from auditor.whatif import Setting
from auditor.whatif.reads import Reads, conditions_of, stated_reads

T = TypeVar("T")

UNDECIDED = (Outcome.UNKNOWN, Outcome.MANUAL, Outcome.ERROR)

_TRACED_SUBJECTS = 50
"""Subjects of one control whose way through the system is followed; of any more, only what is theirs is looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """One control that could not be decided, and what nobody states of what it looked at."""

    control: Control
    undecided: Mapping[str, str]
    """The subjects, sorted, each with why."""
    outcomes: frozenset[Outcome]
    """Of these subjects: unknown, manual, error."""
    needs: EvidenceLevel
    """The least evidence that decides it in this audit."""
    attributes: Mapping[str, tuple[str, ...]]
    """By entity, sorted: the attributes that an answer may state. Entities may be others than the subjects."""


def missing_of(
    system: System, setting: Setting, results: Mapping[str, ControlResult], reads: Mapping[str, Reads]
) -> tuple[Missing, ...]:
    """Return each control that could not be decided for some subject, in the order of the controls."""
    asking = _Asking(system, setting)
    designed = at_design(system)
    found = {}
    # Gates first: what the graph keeps is asked for once, and of a gate all that it looked at matters.
    for control in sorted(setting.controls, key=lambda control: control.gate is None):
        others = [r for r in results[control.id].others if r.outcome in UNDECIDED]
        if others:
            found[control.id] = Missing(
                control=control,
                undecided=dict(sorted((r.subject, r.message) for r in others)),
                outcomes=frozenset(r.outcome for r in others),
                needs=EvidenceLevel.DECLARED if designed else control.needs,
                attributes=_by_entity(system, _looked_at(asking, control, results[control.id], reads[control.id])),
            )
    return tuple(found[control.id] for control in setting.controls if control.id in found)


def _looked_at(asking: _Asking, control: Control, result: ControlResult, reads: Reads) -> set[tuple[str, str]]:
    system = asking.system
    subjects = [r.subject for r in result.others if r.outcome in UNDECIDED and r.subject in system.entities]
    if stated_reads(control).alone:
        return {(subject, name) for subject in subjects for name in reads.attributes}
    asking.asked = set()
    traced = sorted(set(subjects))[:_TRACED_SUBJECTS]
    evaluate_again(asking, control, ControlResult(control=control.id), frozenset(traced))
    own = _named(control) if control.check is None else reads.attributes
    rest = {(subject, name) for subject in subjects[_TRACED_SUBJECTS:] for name in own}
    return {pair for pair in asking.asked if _matters(pair, control, result)} | rest


def _matters(pair: tuple[str, str], control: Control, result: ControlResult) -> bool:
    """Tell whether an attribute is worth asking for.

    A search through the system looks at much that decides nothing. Of what is no subject itself, only what the reasons
    name is asked for, but for gates, where asking once too often is better than asking twice.
    """
    entity, name = pair
    if control.gate is not None:
        return True
    mine = [r for r in result.others if r.outcome in UNDECIDED]
    return any(entity == r.subject or f"`{name}`" in r.message for r in mine)


def _named(control: Control) -> set[str]:
    """Return the attributes that a control asks of its own subjects by name."""
    block = conditions_of(control)
    return {key for part in ("for_each", "require", "unless") if isinstance(of := block.get(part), dict) for key in of}


def _by_entity(system: System, pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for entity_id, name in sorted(pairs):
        entity = system.entities[entity_id]
        if not entity.placeholder and answerable(entity.kind, name) and not _settled(system.fact(entity_id, name)):
            found.setdefault(entity_id, []).append(name)
    return {id_: tuple(names) for id_, names in found.items()}


def _settled(fact: Fact) -> bool:
    """Tell whether somebody states an attribute: another statement would add nothing.

    What is stated in two ways that cannot both hold is a question of its own.
    """
    return any(claim.level >= EvidenceLevel.DECLARED for claim in fact.claims)


class _Asking(Context):
    """A context that notes of which attributes somebody asks, also where an answer was found for an earlier one."""

    def __init__(self, system: System, setting: Setting) -> None:
        super().__init__(system, today=setting.today, inputs=setting.inputs, alone=not setting.described)
        self.asked: set[tuple[str, str]] = set()
        """Since it was last replaced."""
        self._asked_for: dict[object, set[tuple[str, str]]] = {}
        self._filters: dict[object, Filter] = {}

    def fact(self, entity: Entity, attribute: str) -> Fact:
        """Return what is known of an attribute, and note that somebody asked."""
        self.asked.add((entity.id, attribute))
        return super().fact(entity, attribute)

    def kept(self, key: tuple[object, str], make: Callable[[], T]) -> T:
        """Return what was made for a key, and note what was asked to make it."""
        found = self._noting(("kept", key), lambda: super(_Asking, self).kept(key, make))
        if isinstance(found, Filter) and key not in self._filters:
            self._filters[key] = self._kept[key] = self._noting_filter(key, found)
        return cast(T, self._kept[key])

    def _noting_filter(self, key: object, inner: Filter) -> Filter:
        return replace(inner, test=lambda entity: self._noting((key, entity.id), lambda: inner.test(entity)))

    def _noting(self, key: object, ask: Callable[[], T]) -> T:
        if (before := self._asked_for.get(key)) is not None:
            self.asked |= before
            return ask()
        outer, self.asked = self.asked, set()
        try:
            return ask()
        finally:
            self._asked_for[key] = self.asked
            outer |= self.asked
            self.asked = outer
