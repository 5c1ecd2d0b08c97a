"""What several subjects of a finding share, so that one fault in 400 places is one finding."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.checklist import Context, Reason
from auditor.model.claims import Location
from auditor.model.entities import Entity
from auditor.model.findings import Outcome
from auditor.model.kinds import EntityKind, EvidenceLevel, RelationKind


def cause_of(context: Context, subject: Entity, outcome: Outcome, reasons: Sequence[Reason]) -> str:
    """Return the shared place that a failure lies in, else the interface, else the artifact."""
    if outcome is Outcome.FAIL:
        for reason in reasons:
            shared = _shared_place(subject, reason)
            if shared is not None:
                return f"{shared.path}#{shared.json_pointer}"
    if subject.kind is EntityKind.INTERFACE:
        return subject.id
    if subject.kind is EntityKind.TOOL:
        owners = [r.source for r in context.relations_to(subject.id) if r.kind is RelationKind.EXPOSES]
        if owners:
            return next((owner for owner in owners if subject.id.startswith(f"{owner}.")), owners[0])
    places = [place for reason in reasons for place in reason.places] if outcome is Outcome.FAIL else []
    found = places[0] if places else subject.location
    return found.path if found is not None else ""


def _shared_place(subject: Entity, reason: Reason) -> Location | None:
    """Return the first place of a reason if a contract states it outside of what belongs to the subject alone."""
    own = subject.location
    if subject.kind is not EntityKind.TOOL or own is None or not reason.places or not reason.claims:
        return None
    claim, place = reason.claims[0], reason.places[0]
    if claim.level < EvidenceLevel.DOCUMENTED or claim.cited is not None or place.tree is None or not place.pointer:
        return None
    inside = place.path == own.path and place.pointer[: len(own.pointer)] == own.pointer
    return None if inside else place
