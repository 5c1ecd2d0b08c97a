"""The places that levels 1 and 2 need, and whether each exists, could be served by something, or is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from auditor.checklist import Context, Control, Reason
from auditor.checklist.reasons import places, shown, source
from auditor.model.claims import Location
from auditor.model.entities import Entity
from auditor.model.facts import Known
from auditor.model.findings import ControlResult, Outcome
from auditor.model.kinds import EntityKind, EvidenceLevel, RelationKind
from auditor.room.servers import Server, servers_of
from auditor.room.standing import Place
from auditor.scoring.levels import GateState, LevelResult

_SUBJECTS_SHOWN = 4
"""Subjects whose evidence is gathered for one place."""


class State(StrEnum):
    """What is known of a place. What nobody has shown does not exist."""

    EXISTS = "exists"
    COULD_SERVE = "could serve"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceDefinition:
    """One place, and the gates that tell whether it exists."""

    place: Place
    title: str
    level: int
    controls: tuple[str, ...]
    """The first must be met, and no other may fail or be unknown."""


PLACES = (
    PlaceDefinition(
        place=Place.AGENT,
        title="A component that decides",
        level=1,
        controls=("agentless-architecture",),
    ),
    PlaceDefinition(
        place=Place.LOGIC,
        title="An API behind the screen",
        level=1,
        controls=("screen-only-logic",),
    ),
    PlaceDefinition(
        place=Place.MODEL_SEAM,
        title="A seam for the model",
        level=1,
        controls=("missing-model-seam",),
    ),
    PlaceDefinition(
        place=Place.TOOLS,
        title="A place for tools",
        level=1,
        controls=("missing-tool-place",),
    ),
    PlaceDefinition(
        place=Place.IDENTITY,
        title="An identity for the agent",
        level=1,
        controls=("missing-agent-identity",),
    ),
    PlaceDefinition(
        place=Place.APPROVAL,
        title="A place for approval",
        level=1,
        controls=("missing-approval-place",),
    ),
    PlaceDefinition(
        place=Place.ACTION_LOG,
        title="A place for action logs",
        level=1,
        controls=("missing-action-log-place",),
    ),
    PlaceDefinition(
        place=Place.CONTRACT,
        title="Tools with a contract",
        level=2,
        controls=(
            "tool-without-contract",
            "undescribed-tool",
            "untyped-or-undescribed-parameter",
            "tool-refused-by-framework",
        ),
    ),
    PlaceDefinition(
        place=Place.TOOL,
        title="A tool within the agent's reach",
        level=2,
        controls=(),
    ),
    PlaceDefinition(
        place=Place.MODEL,
        title="A model named exactly",
        level=2,
        controls=("modelless-agent", "unnamed-model-version"),
    ),
    PlaceDefinition(
        place=Place.EVIDENCE,
        title="Evidence that the model can call tools",
        level=2,
        controls=("missing-tool-use-evidence",),
    ),
    PlaceDefinition(
        place=Place.AUTHENTICATION,
        title="Authentication in front of what writes",
        level=2,
        controls=("unauthenticated-write",),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceResult:
    """What is known of one place."""

    definition: PlaceDefinition
    state: State
    says: str
    """Why it exists, or what is not so or not known; the words of the controls."""
    by: tuple[str, ...] = ()
    """The entities that show that it exists."""
    shown_at: tuple[Location, ...] = ()
    servers: tuple[Server, ...] = ()
    """What is there already and could serve."""


def places_of(
    context: Context,
    controls: Sequence[Control],
    results: Mapping[str, ControlResult],
    levels: Sequence[LevelResult],
) -> tuple[PlaceResult, ...]:
    """Return what is known of every place, in the order of the levels."""
    known = {control.id: control for control in controls}
    states = {gate.control.id: gate.state for level in levels for gate in level.gates}
    callable_now = {level.definition.level: level.precondition_met for level in levels}.get(2)
    return tuple(_place(definition, context, known, results, states, callable_now) for definition in PLACES)


def _place(
    definition: PlaceDefinition,
    context: Context,
    controls: Mapping[str, Control],
    results: Mapping[str, ControlResult],
    states: Mapping[str, GateState],
    callable_now: bool | None,
) -> PlaceResult:
    if definition.place is Place.TOOL:
        return _tool(definition, context, callable_now)
    if definition.place is Place.AGENT and (agents := _agents(context)):
        return PlaceResult(
            definition=definition,
            state=State.EXISTS,
            says=f"`{agents[0].id}` is described as an agent",
            by=tuple(agent.id for agent in agents[:_SUBJECTS_SHOWN]),
            shown_at=tuple(agent.location for agent in agents[:1] if agent.location is not None),
        )
    found = [states.get(control, GateState.UNKNOWN) for control in definition.controls]
    if found[0] is GateState.MET and all(s in (GateState.MET, GateState.NOT_APPLICABLE) for s in found):
        reasons, by = _support(
            context, definition.place, controls[definition.controls[0]], results[definition.controls[0]]
        )
        return PlaceResult(
            definition=definition,
            state=State.EXISTS,
            says=reasons[0].what if reasons else "",
            by=by,
            shown_at=_places(reasons),
        )
    says, at = _lacking(definition, results, states)
    return _served(definition, context, says, at)


def _agents(context: Context) -> tuple[Entity, ...]:
    """Return the agents that somebody describes; what is only inferred to be one does not count."""
    agents = context.system.of_kind(EntityKind.AGENT)
    return tuple(a for a in agents if not a.placeholder and a.level >= EvidenceLevel.DECLARED)


def _served(
    definition: PlaceDefinition, context: Context, says: str, shown_at: tuple[Location, ...] = ()
) -> PlaceResult:
    servers = servers_of(context.system, definition.place)
    state = State.COULD_SERVE if servers else State.MISSING
    return PlaceResult(definition=definition, state=state, says=says, servers=servers, shown_at=shown_at)


def _tool(definition: PlaceDefinition, context: Context, callable_now: bool | None) -> PlaceResult:
    system = context.system
    calls = [
        relation
        for relation in system.relations
        if relation.kind is RelationKind.CALLS
        and (source := system.entities.get(relation.source)) is not None
        and source.kind is EntityKind.AGENT
        and (target := system.entities.get(relation.target)) is not None
        and target.kind is EntityKind.TOOL
        and not target.placeholder
    ]
    if callable_now and calls:
        first = calls[0]
        return PlaceResult(
            definition=definition,
            state=State.EXISTS,
            says=f"`{first.source}` calls `{first.target}`",
            by=tuple(dict.fromkeys(relation.source for relation in calls))[:_SUBJECTS_SHOWN],
            shown_at=(first.location,) if first.location is not None else (),
        )
    says = "no agent reaches a tool" if callable_now is False else "nobody shows a tool that an agent reaches"
    return _served(definition, context, says)


_STATED_BY = {
    Place.LOGIC: "access",
    Place.MODEL_SEAM: "model_access",
    Place.IDENTITY: "identity",
    Place.APPROVAL: "approval_point",
    Place.CONTRACT: "contract",
    Place.MODEL: "version",
    Place.EVIDENCE: "evaluations",
    Place.AUTHENTICATION: "authentication",
}
"""The attribute that mostly decides, for gates that explain no pass."""


def _support(
    context: Context, place: Place, control: Control, result: ControlResult
) -> tuple[list[Reason], tuple[str, ...]]:
    """Return why the first passing subjects pass, each with where that stands, and the subjects."""
    reasons: list[Reason] = []
    for subject in result.passed[:_SUBJECTS_SHOWN]:
        entity = context.system.entities.get(subject)
        if entity is not None and control.require is not None:
            reasons += control.require.explain(context, entity, True)
        elif entity is not None:
            reasons.append(_stated(context, place, entity, control))
    return reasons, result.passed[:_SUBJECTS_SHOWN]


def _stated(context: Context, place: Place, entity: Entity, control: Control) -> Reason:
    """Return what is stated of a subject that a Python check lets pass."""
    attribute = _STATED_BY.get(place, "")
    fact = context.fact(entity, attribute) if attribute in context.system.claimed(entity.id) else None
    if not isinstance(fact, Known):
        located = (entity.location,) if entity.location is not None else ()
        return Reason(what=control.title, places=located)
    what = f"`{attribute}` of `{entity.id}` is {shown(fact.value)}{source(fact.claims)}"
    return Reason(what=what, level=fact.level, claims=fact.claims, places=places(fact.claims))


def _places(reasons: Sequence[Reason]) -> tuple[Location, ...]:
    found: dict[str, Location] = {}
    for reason in reasons:
        cited = [claim.cited for claim in reason.claims if claim.cited is not None]
        for place in (*cited, *reason.places):
            found.setdefault(str(place), place)
    return tuple(found.values())[:_SUBJECTS_SHOWN]


def _lacking(
    definition: PlaceDefinition, results: Mapping[str, ControlResult], states: Mapping[str, GateState]
) -> tuple[str, tuple[Location, ...]]:
    """Return what the gates of a place say is not so, a failure before what is not known, and where that stands."""
    others = [other for control in definition.controls if control in results for other in results[control].others]
    ranked = sorted(others, key=lambda other: other.outcome is not Outcome.FAIL)
    if ranked:
        at = ranked[0].places or tuple(c.location for c in ranked[0].claims if c.location is not None)
        return ranked[0].message, at[:1]
    applying = any(states.get(control) is not GateState.NOT_APPLICABLE for control in definition.controls)
    return (
        "nobody shows it" if applying else _NOTHING.get(definition.place, "nothing is described that it concerns")
    ), ()


_NOTHING = {
    Place.CONTRACT: "no tool is described",
    Place.AUTHENTICATION: "nothing that writes is described; it is needed once a tool does",
    Place.EVIDENCE: "no model is described",
    Place.MODEL: "no agent is described",
}
