"""Takes in the contracts that workflows rest on, and takes workflows off the list where no agent is given them."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from auditor.model.claims import AttributeValue, Claim, Record
from auditor.model.description import Description
from auditor.model.kinds import EntityKind, RelationKind
from auditor.model.system import SYSTEM_ID


def take_in_workflows(linked: Description) -> None:
    """Join workflows with the operations that they use.

    A contract that the system reads by itself is not taken in again: the workflows then speak of that interface's
    tools, under the id that the system gives it. In a described system a workflow is knowledge about operations and no
    further tool, unless an agent is given it; else the counts of tools and the shares that gates ask for would count
    the same action twice.
    """
    if not linked.workflows:
        return
    folded = _not_offered(linked)
    renamed: dict[str, str] = {}
    here = {e.location.path: e.id for e in linked.entities if e.kind is EntityKind.INTERFACE and e.location is not None}
    for path, cited in sorted(linked.cited.items()):
        interface = next((e.id for e in cited.entities if e.kind is EntityKind.INTERFACE), "")
        if path in here:
            renamed |= _new_ids(cited, interface, here[path])
        elif len(folded) < len(linked.workflows):
            _take(linked, cited)
    linked.claims = [with_ids(claim, renamed) for claim in linked.claims if claim.subject not in folded]
    linked.entities = [entity for entity in linked.entities if entity.id not in folded]
    linked.relations = [r for r in linked.relations if r.target not in folded and r.source not in folded]
    linked.workflows = {tool: owner for tool, owner in linked.workflows.items() if tool not in folded}


def _not_offered(linked: Description) -> frozenset[str]:
    """Return the workflows of a described system that no agent is given and nobody approves."""
    if all(entity.id != SYSTEM_ID for entity in linked.entities):
        return frozenset()
    named = {relation.target for relation in linked.relations if relation.kind is not RelationKind.EXPOSES}
    return frozenset(tool for tool, owner in linked.workflows.items() if tool not in named and owner not in named)


def _take(linked: Description, cited: Description) -> None:
    linked.entities = [*linked.entities, *cited.entities]
    linked.relations = [*linked.relations, *cited.relations]
    linked.claims = [*linked.claims, *cited.claims]
    linked.closed_relations = linked.closed_relations | cited.closed_relations
    linked.channels = linked.channels | cited.channels


def _new_ids(cited: Description, old: str, new: str) -> Mapping[str, str]:
    """Return the ids of a contract's tools under the id that the system gives its interface."""
    tools = (entity.id for entity in cited.entities if entity.kind in (EntityKind.TOOL, EntityKind.QUEUE))
    return {tool: f"{new}{tool.removeprefix(old)}" for tool in tools} if old != new else {}


def with_ids(claim: Claim, renamed: Mapping[str, str]) -> Claim:
    """Return a claim about workflows with the ids that some tools have now."""
    if not renamed or claim.attribute not in ("in_workflows", "steps"):
        return claim
    return replace(
        claim, subject=renamed.get(claim.subject, claim.subject), value=_value_with_ids(claim.value, renamed)
    )


def _value_with_ids(value: AttributeValue, renamed: Mapping[str, str]) -> AttributeValue:
    if not isinstance(value, tuple):
        return value
    return tuple(_step_with_id(item, renamed) if isinstance(item, Record) else item for item in value)


def _step_with_id(step: Record, renamed: Mapping[str, str]) -> Record:
    operation = str(step.fields.get("operation", ""))
    if operation not in renamed:
        return step
    return replace(step, fields={**step.fields, "operation": renamed[operation]})
