"""Additions for the places that an answering system keeps free: level 1."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model.findings import Effort
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import RelationKind as R
from auditor.room.additions import Addition, Ground, guessed, ids_of, named
from auditor.room.snippets import Snippet
from auditor.room.standing import Place
from auditor.whatif import Added, Related, Stated


def additions_of_level_1(ground: Ground) -> tuple[Addition, ...]:
    """Return one addition for each place of level 1 that does not exist, in the order of the places."""
    found: list[Addition] = []
    agents: tuple[str, ...] = ()
    if not any(not agent.placeholder for agent in ground.system.of_kind(K.AGENT)):
        agents = (ground.free_id("assistant"),)
        found.append(_agent(ground, agents[0]))
    found += _logic(ground)
    for make in (_model_seam, _tools, _identity, _approval, _action_log):
        found += make(ground, agents)
    return tuple(found)


def _agent(ground: Ground, agent: str) -> Addition:
    return Addition(
        place=Place.AGENT,
        what="Name the component that decides as an agent, even if it only answers today.",
        why=ground.places[Place.AGENT].says,
        effort=ground.effort("agentless-architecture", Effort.LOW),
        controls=("agentless-architecture",),
        assumptions=(Added(id=agent, kind=K.AGENT, name=agent),),
        snippet=Snippet(stated={"agents": {agent: {}}}),
        unsaid=ground.unsaid("agentless-architecture"),
    )


def _logic(ground: Ground) -> Iterator[Addition]:
    control = "screen-only-logic"
    services = ground.lacking(control, K.SERVICE)
    effort = ground.effort(control, Effort.HIGH)
    why = ground.places[Place.LOGIC].says
    if services:
        ways = {s: tuple(dict.fromkeys((*ground.words(s, "access"), "api"))) for s in services}
        unsaid = ground.unsaid(control)
        yield Addition(
            place=Place.LOGIC,
            what=f"Say how {named(services)} can be called without a screen; where nothing but a screen leads to it, "
            "put an API, commands or events in front of it."
            if unsaid
            else f"Put an API, commands or events in front of the logic of {named(services)}.",
            why=why,
            effort=Effort.LOW if unsaid else effort,
            controls=(control,),
            assumptions=tuple(Stated(subject=s, attribute="access", value=way) for s, way in ways.items()),
            snippet=Snippet(stated={"services": {s: {"access": way} for s, way in ways.items()}}),
            unsaid=unsaid,
        )
    elif not any(not service.placeholder for service in ground.system.of_kind(K.SERVICE)):
        service = ground.free_id("business-logic")
        yield Addition(
            place=Place.LOGIC,
            what="Describe the service that holds the logic, with an API in front of it.",
            why=why,
            effort=effort,
            controls=(control,),
            assumptions=(
                Added(id=service, kind=K.SERVICE, name=service),
                Stated(subject=service, attribute="access", value=("api",)),
            ),
            snippet=Snippet(stated={"services": {service: {"access": ["api"]}}}),
            unsaid=ground.unsaid(control),
        )


def _model_seam(ground: Ground, added: tuple[str, ...]) -> Iterator[Addition]:
    control = "missing-model-seam"
    agents = (*ground.lacking(control, K.AGENT), *added)
    if not agents:
        return
    gateways = ground.serving(Place.MODEL_SEAM)
    through = f"; {guessed(gateways)} could route its calls" if gateways else ""
    yield _each(
        ground,
        Place.MODEL_SEAM,
        control,
        agents,
        what=f"Reach the model of {named(agents)} through a setting, an adapter or a gateway{through}.",
        attribute="model_access",
        value="gateway" if gateways else "configuration",
        uses=ids_of(gateways),
        added=added,
    )


def _tools(ground: Ground, added: tuple[str, ...]) -> Iterator[Addition]:
    agents = (*ground.lacking("missing-tool-place", K.AGENT), *added)
    if agents:
        what = f"Keep a place for tools in {named(agents)}: a registry that is read at start, empty if need be."
        yield _reserved(ground, Place.TOOLS, "missing-tool-place", agents, what, "tools", added=added)


def _identity(ground: Ground, added: tuple[str, ...]) -> Iterator[Addition]:
    control = "missing-agent-identity"
    agents = (*ground.lacking(control, K.AGENT), *added)
    if not agents:
        return
    issuers = ground.serving(Place.IDENTITY)
    if issuers:
        yield _each(
            ground,
            Place.IDENTITY,
            control,
            agents,
            what=f"Give {named(agents)} an identity that can be disabled alone; {guessed(issuers)} could issue it.",
            attribute="identity",
            value="workload",
            uses=ids_of(issuers),
            added=added,
        )
    else:
        what = f"Keep a place for an identity of {named(agents)}, one that can be disabled alone."
        yield _reserved(ground, Place.IDENTITY, control, agents, what, "identity", added=added)


def _approval(ground: Ground, added: tuple[str, ...]) -> Iterator[Addition]:
    control = "missing-approval-place"
    agents = (*ground.lacking(control, K.AGENT), *added)
    if not agents:
        return
    holders = ground.serving(Place.APPROVAL, K.GATEWAY) or ground.serving(Place.APPROVAL, K.SERVICE, K.EXTERNAL)
    people = ids_of(ground.serving(Place.APPROVAL, K.PERSON))
    if holders:
        yield _each(
            ground,
            Place.APPROVAL,
            control,
            agents,
            what=f"Choose where an action of {named(agents)} waits for approval; {guessed(holders)} could hold it.",
            attribute="approval_point",
            value="gateway" if holders[0].entity.kind is K.GATEWAY else "workflow",
            uses=(*ids_of(holders), *people),
            added=added,
        )
    else:
        who = f"; {named(people)} could decide" if people else ""
        what = f"Keep a place where an action of {named(agents)} can wait for approval{who}."
        yield _reserved(ground, Place.APPROVAL, control, agents, what, "approval", uses=people, added=added)


def _action_log(ground: Ground, added: tuple[str, ...]) -> Iterator[Addition]:
    control = "missing-action-log-place"
    agents = (*ground.lacking(control, K.AGENT), *added)
    if not agents:
        return
    sinks = ids_of(ground.serving(Place.ACTION_LOG))
    if sinks:
        lists = {agent: [*ground.targets(agent, R.LOGS_TO, K.TELEMETRY), *sinks] for agent in agents}
        yield Addition(
            place=Place.ACTION_LOG,
            what=f"Record the actions of {named(agents)} in {named(sinks)}.",
            why=ground.why(Place.ACTION_LOG, added),
            effort=ground.effort(control, Effort.LOW),
            controls=(control,),
            assumptions=tuple(Related(source=agent, kind=R.LOGS_TO, target=sinks[0]) for agent in agents),
            snippet=Snippet(stated={"agents": {agent: {"logs_to": names} for agent, names in lists.items()}}),
            uses=sinks,
            unsaid=ground.unsaid(control),
        )
    else:
        what = f"Keep a place where the actions of {named(agents)} will be recorded."
        yield _reserved(ground, Place.ACTION_LOG, control, agents, what, "action_log", added=added)


def _each(
    ground: Ground,
    place: Place,
    control: str,
    agents: tuple[str, ...],
    *,
    what: str,
    attribute: str,
    value: str | tuple[str, ...],
    uses: tuple[str, ...],
    added: tuple[str, ...],
) -> Addition:
    """Return the addition of one statement about each agent; a list goes on with what it names today."""
    values = {agent: value if isinstance(value, str) else (*ground.words(agent, attribute), *value) for agent in agents}
    return Addition(
        place=place,
        what=what,
        why=ground.why(place, added),
        effort=ground.effort(control, Effort.MEDIUM),
        controls=(control,),
        assumptions=tuple(Stated(subject=agent, attribute=attribute, value=own) for agent, own in values.items()),
        snippet=Snippet(stated={"agents": {agent: {attribute: own} for agent, own in values.items()}}),
        uses=uses,
        unsaid=ground.unsaid(control),
    )


def _reserved(
    ground: Ground,
    place: Place,
    control: str,
    agents: tuple[str, ...],
    what: str,
    word: str,
    *,
    uses: tuple[str, ...] = (),
    added: tuple[str, ...],
) -> Addition:
    """Return the addition of a place that each agent keeps free."""
    return _each(ground, place, control, agents, what=what, attribute="reserves", value=(word,), uses=uses, added=added)
