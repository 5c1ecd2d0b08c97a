"""Additions for the places of a callable system: a contract, a tool within reach, a named model and its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from auditor.checklist import Control
from auditor.model.claims import AttributeValue, Location, Record
from auditor.model.entities import Entity, slug
from auditor.model.facts import Known
from auditor.model.findings import ControlResult, Effort
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import RelationKind as R
from auditor.model.system import SYSTEM_ID, System
from auditor.room.additions import Addition, Ground, guessed, ids_of, named
from auditor.room.snippets import Plain, Snippet
from auditor.room.standing import Place
from auditor.whatif import Added, Assumption, Related, Stated

_VERSION = "<the exact version>"
_FRAMEWORK = "<the framework>"
_MOST_TOOLS = 12
"""Tools that one snippet names."""


def additions_of_level_2(ground: Ground, agents: tuple[str, ...]) -> tuple[Addition, ...]:
    """Return the additions for the places of level 2 that do not exist.

    `agents` are those of today, or the one that an addition of level 1 names.
    """
    return (
        *_tools(ground, agents),
        *_models(ground, agents),
        *_evidence(ground, agents),
        *_authentication(ground),
    )


def _tools(ground: Ground, agents: tuple[str, ...]) -> Iterator[Addition]:
    """Yield what brings a tool within reach: a contract where none is there, and the way from an agent to it."""
    if ground.exists(Place.TOOL) or not agents:
        return
    agent = _first(ground, agents)
    listed = ids_of(ground.serving(Place.TOOL, K.INTERFACE))
    if listed:
        yield _way(ground, agent, listed[0], (), listed)
        return
    services = ids_of(ground.serving(Place.TOOL, K.SERVICE, sure=True))
    queues = ids_of(ground.serving(Place.TOOL, K.QUEUE, sure=True))
    behind = services or queues
    interface = ground.free_id(f"{slug(behind[0])}-actions" if behind and slug(behind[0]) else "actions")
    tool = f"{interface}.first_action"
    yield _contract(ground, interface, tool, services, queues)
    yield _way(ground, agent, interface, (tool,), ())
    yield from _framework(ground, agent)


def _first(ground: Ground, agents: tuple[str, ...]) -> str:
    """Return the agent that a tool is given to: one that no other hands work to, where there is one."""
    helpers = {r.target for r in ground.system.relations if r.kind is R.DELEGATES}
    return next((agent for agent in agents if agent not in helpers), agents[0])


def _contract(
    ground: Ground, interface: str, tool: str, services: tuple[str, ...], queues: tuple[str, ...]
) -> Addition:
    file = f"specs/{slug(interface)}.yaml"
    kind = "asyncapi" if queues and not services else "openapi"
    stated: dict[str, Plain] = {kind: file}
    assumptions: list[Assumption] = [
        Added(id=interface, kind=K.INTERFACE, name=interface),
        Added(id=tool, kind=K.TOOL, name=tool),
        Related(source=interface, kind=R.EXPOSES, target=tool),
        *(Stated(subject=tool, attribute=name, value=value) for name, value in _whole(ground, kind)),
    ]
    if services:
        stated["served_by"] = services[0]
        assumptions.append(Related(source=services[0], kind=R.EXPOSES, target=interface))
    of = f" of {named(services or queues)}" if services or queues else ""
    what = "a channel and a message" if kind == "asyncapi" else "an operation of its API"
    return Addition(
        place=Place.CONTRACT,
        what=f"Write the contract of the first actions{of}: each is described, its parameters are typed and described, "
        "and what writes asks for authentication.",
        why=f"no contract describes {what} as a tool" if of else "nothing is described that an agent could call",
        effort=ground.effort("tool-without-contract", Effort.MEDIUM),
        controls=("tool-without-contract",),
        assumptions=tuple(assumptions),
        snippet=Snippet(
            stated={"interfaces": {interface: stated}},
            notes=("The contract itself: an OpenAPI document, or `asyncapi:`, or `mcp:` for an MCP tool list.",),
        ),
        uses=services or queues,
    )


def _whole(ground: Ground, protocol: str) -> Iterator[tuple[str, AttributeValue]]:
    """Yield what a contract says of a tool that reads, where the contract is whole."""
    parameter = Record(
        name="id", fields={"type": "string", "description": "What is meant.", "required": True}, location=_place(ground)
    )
    yield "contract", "resolved"
    yield "protocol", protocol
    yield "description", "The first action, as the contract describes it."
    yield "parameters", (parameter,)
    yield "effects", ("read",)
    yield "framework_acceptance", "accepted"


def _framework(ground: Ground, agent: str) -> Iterator[Addition]:
    """Yield the naming of the framework, where nobody tells in which one the tools would have to work."""
    if agent in ground.system.entities and isinstance(ground.system.fact(agent, "framework.name"), Known):
        return
    yield Addition(
        place=Place.CONTRACT,
        what=f"Name the framework that `{agent}` is built with, and try the tools in it with `audit tools`.",
        why=f"nobody states `framework` for `{agent}`",
        effort=Effort.LOW,
        controls=("tool-refused-by-framework",),
        assumptions=(Stated(subject=agent, attribute="framework.name", value=_FRAMEWORK),),
        snippet=Snippet(stated={"agents": {agent: {"framework": {"name": _FRAMEWORK}}}}),
        unsaid=True,
    )


def _way(ground: Ground, agent: str, interface: str, tools: tuple[str, ...], uses: tuple[str, ...]) -> Addition:
    listed = tuple(
        r.target
        for r in ground.system.relations
        if r.kind is R.EXPOSES and r.source == interface and ground.system.entities[r.target].kind is K.TOOL
    )
    ends = (interface, *(tools or listed))
    before = ground.targets(agent, R.CALLS, K.TOOL, K.INTERFACE)
    return Addition(
        place=Place.TOOL,
        what=f"Let `{agent}` call the tools of `{interface}`.",
        why=ground.places[Place.TOOL].says,
        effort=Effort.MEDIUM,
        controls=(),
        assumptions=tuple(Related(source=agent, kind=R.CALLS, target=end) for end in ends),
        snippet=Snippet(stated={"agents": {agent: {"tools": [*before, interface]}}}),
        uses=uses,
    )


def _models(ground: Ground, agents: tuple[str, ...]) -> Iterator[Addition]:
    bare = (*ground.lacking("modelless-agent", K.AGENT), *(a for a in agents if a not in ground.system.entities))
    unnamed = ground.lacking("unnamed-model-version", K.MODEL)
    models = [model.id for model in ground.system.of_kind(K.MODEL) if not model.placeholder]
    if bare:
        model = models[0] if models else ground.free_id("model")
        new: tuple[Assumption, ...] = () if models else (Added(id=model, kind=K.MODEL, name=model),)
        stated: dict[str, dict[str, dict[str, Plain]]] = {"agents": {agent: {"model": model} for agent in bare}}
        if not models:
            stated = {"models": {model: {"version": _VERSION}}, **stated}
            new = (*new, Stated(subject=model, attribute="version", value=_VERSION))
        yield Addition(
            place=Place.MODEL,
            what=f"Name the model that {named(bare)} thinks with.",
            why=ground.why(Place.MODEL, () if bare[0] in ground.system.entities else bare),
            effort=ground.effort("modelless-agent", Effort.LOW),
            controls=("modelless-agent",),
            assumptions=(*new, *(Related(source=agent, kind=R.USES, target=model) for agent in bare)),
            snippet=Snippet(stated=stated),
            uses=tuple(models[:1]),
            unsaid=ground.unsaid("modelless-agent"),
        )
    if unnamed:
        yield Addition(
            place=Place.MODEL,
            what=f"Name the exact version of {named(unnamed)}, one that never changes.",
            why=ground.places[Place.MODEL].says,
            effort=ground.effort("unnamed-model-version", Effort.LOW),
            controls=("unnamed-model-version",),
            assumptions=tuple(Stated(subject=m, attribute="version", value=_VERSION) for m in unnamed),
            snippet=Snippet(stated={"models": {model: {"version": _VERSION} for model in unnamed}}),
            unsaid=ground.unsaid("unnamed-model-version"),
        )


def _evidence(ground: Ground, agents: tuple[str, ...]) -> Iterator[Addition]:
    control = "missing-tool-use-evidence"
    models = ground.lacking(control, K.MODEL)
    if not models and not ground.system.of_kind(K.MODEL) and agents:
        models = (ground.free_id("model"),)
    if not models:
        return
    result = Record(
        name="tools",
        fields={"benchmark": "tools", "tool_use": "function_calling"},
        location=_place(ground),
    )
    yield Addition(
        place=Place.EVIDENCE,
        what=f"Test {named(models)} on calling tools, with a benchmark or with tasks of your own, and keep the result.",
        why=ground.places[Place.EVIDENCE].says,
        effort=ground.effort(control, Effort.MEDIUM),
        controls=(control,),
        assumptions=tuple(
            Stated(subject=model, attribute="evaluations", value=(*_records(ground, model), result)) for model in models
        ),
        snippet=Snippet(
            stated={"models": {model: {"evidence": [f"evidence/{slug(model) or 'model'}-tools"]} for model in models}},
            notes=("Evidence: the results of this very model, beside what the list names today.",),
        ),
        unsaid=ground.unsaid(control),
    )


def _records(ground: Ground, model: str) -> tuple[AttributeValue, ...]:
    if model not in ground.system.entities:
        return ()
    fact = ground.system.fact(model, "evaluations")
    return fact.value if isinstance(fact, Known) and isinstance(fact.value, tuple) else ()


def _authentication(ground: Ground) -> Iterator[Addition]:
    control = "unauthenticated-write"
    tools = ground.lacking(control, K.TOOL)
    if not tools:
        return
    issuers = ground.serving(Place.AUTHENTICATION)
    who = f"; {guessed(issuers)} could vouch for them" if issuers else ""
    shown = tools[:_MOST_TOOLS]
    backed: dict[str, Plain] = {"value": ["oauth2"], "evidence": "docs/access.md"}
    rest = (f"And so for {len(tools) - len(shown)} more tools.",) if len(tools) > len(shown) else ()
    yield Addition(
        place=Place.AUTHENTICATION,
        what=f"Let {named(tools)} refuse callers that do not authenticate, and say so in the contract{who}.",
        why=ground.places[Place.AUTHENTICATION].says,
        effort=ground.effort(control, Effort.MEDIUM),
        controls=(control,),
        assumptions=tuple(Stated(subject=tool, attribute="authentication", value=("oauth2",)) for tool in tools),
        snippet=Snippet(
            stated={"tools": {tool: {"authentication": backed} for tool in shown}},
            notes=("Authentication: best in the contract itself; else here, with the file that shows it.", *rest),
        ),
        uses=ids_of(issuers),
        unsaid=ground.unsaid(control),
    )


def contracts_shown(system: System, controls: Sequence[Control], results: Mapping[str, ControlResult]) -> Addition:
    """Return the reading of contracts that could not be read, for the gates that stay open only for that."""
    open_tools = {other.subject for control in controls for other in results[control.id].others}
    unread = [system.entities[id_] for id_ in sorted(open_tools) if system.entities[id_].placeholder]
    interfaces = [entity.id.removesuffix(".*") for entity in unread]
    first = unread[0]
    return Addition(
        place=Place.CONTRACT,
        what=f"Give the contract of {named(interfaces)}, whole, so that its tools can be judged.",
        why=f"what `{first.id}` stands for could not be read" + (f": {first.because}" if first.because else ""),
        effort=Effort.MEDIUM,
        controls=tuple(control.id for control in controls),
        mends=tuple(control.id for control in controls),
        snippet=Snippet(
            stated={"interfaces": {id_: {"openapi": f"specs/{slug(id_)}.yaml"} for id_ in interfaces[:_MOST_TOOLS]}},
            notes=("Or the key of another kind of contract: `mcp`, `asyncapi`, `graphql`, `grpc`, `functions`.",),
        ),
        unsaid=True,
    )


def _place(ground: Ground) -> Location:
    """Return a place for a record that no file holds: where the system, or anything else, is described."""
    entities = ground.system.entities
    first: list[Entity] = [entities[SYSTEM_ID]] if SYSTEM_ID in entities else []
    found = next((e.location for e in (*first, *entities.values()) if e.location is not None), None)
    if found is None:
        raise ValueError("nothing of the system stands in a file")
    return found
