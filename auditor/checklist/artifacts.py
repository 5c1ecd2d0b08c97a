"""Conditions on the artifacts that describe an entity, and on how completely they were read."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.checklist.condition import Condition
from auditor.checklist.context import Context, Subject
from auditor.checklist.reasons import Reason
from auditor.graph import verdict as v
from auditor.graph.verdict import Truth, Verdict
from auditor.model.description import Input, ReadState
from auditor.model.entities import Entity
from auditor.model.kinds import EntityKind, EvidenceLevel, Members, RelationKind


def on_format(formats: Sequence[str]) -> Condition:
    """Return the condition that an artifact of one of these formats describes the entity.

    For the system itself it is never false: nobody can show that there is no such artifact.
    """
    words = f"an artifact of the format {' or '.join(f'`{name}`' for name in formats)} describes it"

    def test(context: Context, subject: Subject) -> Verdict:
        if not isinstance(subject, Entity) or subject.placeholder:
            return v.UNKNOWN
        found = artifacts(context, subject)
        if any(entry.format in formats for entry in found):
            return v.TRUE[EvidenceLevel.DOCUMENTED]
        of_system = subject.kind is EntityKind.SYSTEM
        return v.UNKNOWN if of_system or not found else v.FALSE[EvidenceLevel.DOCUMENTED]

    def explain(context: Context, subject: Subject, wanted: bool) -> tuple[Reason, ...]:
        truth = test(context, subject).truth
        found = sorted({entry.format for entry in artifacts(context, subject)}) if isinstance(subject, Entity) else []
        named = " and ".join(f"`{name}`" for name in found[:6])
        if truth is Truth.UNKNOWN:
            return (Reason(what=f"nobody has given an artifact for it, so it is not known whether {words}"),)
        what = f"it is described in the format {named}"
        return (Reason(what=what, expected="" if (truth is Truth.TRUE) is wanted else words),)

    return Condition(test=test, explain=explain, words=words)


def read_completely() -> Condition:
    """Return the condition that what describes the entity was read whole; true or unknown."""
    words = "what describes it was read completely"

    def test(context: Context, subject: Subject) -> Verdict:
        known = isinstance(subject, Entity) and not _gap(context, subject)
        return v.TRUE[EvidenceLevel.DOCUMENTED] if known else v.UNKNOWN

    def explain(context: Context, subject: Subject, _: bool) -> tuple[Reason, ...]:
        gap = _gap(context, subject) if isinstance(subject, Entity) else ""
        return (Reason(what=gap or words, level=EvidenceLevel.DOCUMENTED),)

    return Condition(test=test, explain=explain, words=words)


def artifacts(context: Context, entity: Entity) -> tuple[Input, ...]:
    """Return the inputs in which an entity or a claim about it stands; for the system, all."""
    if entity.kind is EntityKind.SYSTEM:
        return tuple(context.inputs.values())
    paths = {entity.location.path} if entity.location is not None else set()
    paths |= {claim.location.path for claim in context.system.claims(entity.id) if claim.location is not None}
    return tuple(context.inputs[path] for path in sorted(paths) if path in context.inputs)


def _gap(context: Context, entity: Entity) -> str:
    """Return what was not read of what describes an entity; empty where all of it was."""
    if entity.placeholder:
        return f"what `{entity.id}` stands for could not be read"
    for entry in artifacts(context, entity):
        if entry.state is not ReadState.READ:
            return f"{entry.path} was not read completely" + (f": {entry.why}" if entry.why else "")
    if entity.kind is EntityKind.SYSTEM:
        unread = next((other for other in context.system.entities.values() if other.placeholder), None)
        return f"what `{unread.id}` stands for could not be read" if unread else ""
    owners = [entity] if entity.kind is EntityKind.INTERFACE else _interfaces(context, entity)
    owner = next((other for other in owners if other.members is Members.OPEN), None)
    return f"the members of `{owner.id}` are not listed completely" if owner else ""


def _interfaces(context: Context, entity: Entity) -> list[Entity]:
    if entity.kind is not EntityKind.TOOL:
        return []
    return [
        context.system.entities[relation.source]
        for relation in context.relations_to(entity.id)
        if relation.kind is RelationKind.EXPOSES and relation.source in context.system.entities
    ]
